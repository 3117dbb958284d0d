"""Items of headings: what colleagues change on GitHub comes into the heading and its fields."""

from __future__ import annotations

from tests.acceptance.desk import Desk

ROADMAP = """\
# Roadmap

## Planned

### 1. Search

**Target:** Q3 2026

Find things in documents.

### 2. Export

**Target:** Q4 2026

Write things to files; see [search](#2-other) and [below](#3-crawl).

### 3. Crawl

Follow every address that a document names.
"""


def test_03_a_new_title_and_milestone_come_into_the_heading(desk: Desk):
    desk.put(ROADMAP)
    desk.sync()
    milestones = {one["title"]: one["number"] for one in desk.github.repo("GET", "/milestones")}
    before = desk.text
    number = desk.github.titled("Search")["number"]
    desk.github.edit(number, title="Search *all* text", milestone=milestones["Q4 2026"])
    desk.github.edit(desk.github.titled("Export")["number"], title="Other")
    desk.github.edit(desk.github.titled("Crawl")["number"], title="References")
    done = desk.sync()
    expected = before.replace("### 1. Search", "### 1. Search \\*all\\* text")
    assert desk.text == expected.replace("Q3 2026", "Q4 2026")
    assert [(one["kind"], one["field"], one["github"]) for one in done["holds"]] == [
        ("drift", "title", "Other"),  # "#2-other" is linked
        ("drift", "title", "References"),  # "#3-crawl" is
    ]
    assert desk.sync()["changes"] == []
