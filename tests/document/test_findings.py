"""What a person should look at, for every carrier: the code, the line and the column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from roadmap_sync.config import Config, Reading
from roadmap_sync.jobs import rules
from tests.document.desk import reading, table

NOW = "# R\n\n## Now\n\n"
URL = "https://github.com/acme/widgets"
PROSE = "Some words about it.\n\nAnd some more.\n\n"
YAML = "# R\n\n```yaml\nitems:\n"


def bullets(*lines: str, head: str = "## Now") -> str:
    return f"# R\n\n{head}\n\n" + "".join(f"- {line}\n" for line in lines)


def heads(*titles: str, fields: str = "", head: str = "## Now") -> str:
    return f"# R\n\n{head}\n\n" + "".join(f"### {title}\n\n{fields}{PROSE}" for title in titles)


def entries(*keys: str) -> str:
    return YAML + "".join(f"  - {key}\n" for key in keys) + "```\n"


FINDINGS = {
    # doubled ids
    "id twice in a table": (
        table("1 | a | Done", "1 | b | Done", header="# | Title | Status"),
        "4:7 doubled-id",
    ),
    "id twice in a list": (bullets("[ ] RM-1: Read", "[ ] RM-1: Write"), "6:13 doubled-id"),
    "id twice in headings": (heads("RM-1: Read", "RM-1: Write"), "11:11 doubled-id"),
    "id twice in YAML": (
        entries("{id: a, title: x, status: done}", "{id: a, title: y, status: done}"),
        "6:5 doubled-id",
    ),
    # unknown statuses
    "a cell": (table("a | Nearly", "b | Done"), "3:7 unknown-status"),
    "a box": (bullets("[ ] Read", "[?] Write", "[p] Sing"), "6:3 unknown-status 7:3 unknown-status"),
    "a field below a heading": (
        heads("Read", "Write", fields="**Status:** Nearly\n\n"),
        "7:1 unknown-status 15:1 unknown-status",
    ),
    "a key in YAML": (
        entries("{title: x, status: nearly}", "{title: y, status: done}", "{title: z, status: done}"),
        "5:24 unknown-status",
    ),
    "the line of a section": (bullets("Read", head="## Phase 1\n\n**Status:** Nearly"), "5:1 unknown-status"),
    # ambiguous times
    "a time in a cell": (table("a | 3/4/2099", header="Title | Target"), "3:7 ambiguous-target"),
    "a time behind an entry": (bullets("[ ] Read (3/4/2099)"), "5:13 ambiguous-target"),
    "a relative one": (bullets("[ ] Read (next 3 months)"), "5:13 ambiguous-target"),
    "a time in a field": (
        heads("Read", "Write", fields="**Target:** 3/4/2099\n\n"),
        "7:1 ambiguous-target 15:1 ambiguous-target",
    ),
    "a time in YAML": (entries("{title: x, status: done, target: 3/4/2026}"), "5:38 ambiguous-target"),
    "a time in a section's heading": (bullets("[ ] Read", head="## Next 3 months"), "3:1 ambiguous-target"),
    "a time in a section's line": (
        bullets("[ ] Read", head="## Phase 1\n\n**Timeline:** 3/4/2099"),
        "5:1 ambiguous-target",
    ),
    "a section of two times": (
        bullets("[ ] Read", head="## Phase 1 (Q1 2098)\n\n**Timeline:** March 2099"),
        "5:1 targets-differ",
    ),
    # status against time
    "done early in a table": (
        table("a | Done | Q1 2099", header="Title | Status | Target"),
        "3:3 done-early",
    ),
    "done early by the heading": (bullets("[x] Read", head="## Q1 2099"), "5:7 done-early"),
    "done by the heading, and early": (bullets("Read", head="## ✅ Completed (Q1 2099)"), "5:3 done-early"),
    "overdue by the heading": (
        heads("Read", "Write", fields="**Status:** Planned\n\n", head="## Q1 2001"),
        "5:5 overdue 13:5 overdue",
    ),
    "overdue by the section's line": (
        bullets("[ ] Read", head="## Phase 1\n\n**Timeline:** March 2001"),
        "7:7 overdue",
    ),
    "overdue in YAML": (entries("{title: x, status: planned, target: Q1 2001}"), "5:5 overdue"),
    "an overdue release": (
        table("v1.0 | 2001-01-31 | Planned", header="Version | Release date | Status"),
        "3:1 overdue",
    ),
    # said twice
    "details of a row": (
        table("1 | Read | Done", header="# | Title | Status")
        + "\n### Details\n\n**#1: Read** Planned\n\n- x\n",
        "7:14 mirror-differs",
    ),
    "details of a row elsewhere": (
        NOW
        + table("P1 | Read | Done", header="# | Title | Status")
        + "\n## Details\n\n### P1: Read\n\n**Status:** Planned\n\nx\n",
        "13:1 mirror-differs",
    ),
    "details of an entry": (
        bullets("[x] RM-1: Read") + "\n## Details\n\n**RM-1: Read** 🚧 In progress\n\n- x\n",
        "9:16 mirror-differs",
    ),
    "a heading with a sign among details": (
        bullets("[ ] RM-1: Read") + "\n## Details\n\n### RM-1: Read ✅\n\nx\n",
        "9:1 mirror-differs",
    ),
    "a summary": (
        bullets("[x] Read", "[x] Write") + "\n## Summary\n\n" + table("Read | Planned"),
        "12:3 mirror-differs",
    ),
    # rows that cannot be read
    "a row without a title": (table("a | Done", " | Done"), "4:1 unreadable-row"),
    "a release without a version": (
        table("v1.0 | 2099-01-31 | x", " | 2099-02-28 | y", header="Version | Target | Description"),
        "4:1 unreadable-row",
    ),
    "an entry without a title": (bullets("[ ] Read", "[x] ✅"), "6:7 unreadable-row"),
    "a heading without a title": (heads("Read", "✅", "Write"), "11:1 unreadable-row"),
    "YAML without a title": (
        entries("{title: '', status: done}", "{title: x, status: done}"),
        "5:5 unreadable-row",
    ),
    # links
    "several in a row": (table(f"a [#1]({URL}/issues/1) [#2]({URL}/issues/2) | Done"), "3:5 several-links"),
    "another repository's in a heading": (
        heads("Read", "Write ([#4](https://github.com/acme/other/issues/4))"),
        "11:5 other-repository",
    ),
    "another repository's in YAML": (
        entries("{title: x, status: done, issue: https://github.com/acme/other/issues/4}"),
        "5:5 other-repository",
    ),
    "another repository's in a list": (
        bullets("[ ] Read [#4](https://github.com/acme/other/issues/4)"),
        "5:7 other-repository",
    ),
    "copied in a list": (
        bullets(f"[ ] Read [#4]({URL}/issues/4)", f"[ ] Write [#4]({URL}/issues/4)"),
        "6:7 copied-link",
    ),
    "a pull request in a list": (bullets(f"[ ] Read [#4]({URL}/pull/4)"), "5:12 not-an-issue"),
    "a pull request in a heading": (heads("Read", f"Write ([#4]({URL}/pull/4))"), "11:12 not-an-issue"),
    "a pull request in YAML": (
        entries(f"{{title: x, status: done, issue: {URL}/pull/4}}"),
        "5:37 not-an-issue",
    ),
    "several in a heading's field": (
        heads("Read", "Write", fields=f"**Issue:** {URL}/issues/1, {URL}/issues/2\n\n"),
        "7:12 several-links 15:12 several-links 13:5 copied-link",
    ),
    "several in YAML": (
        entries(f"{{title: x, status: done, issue: '{URL}/issues/1, {URL}/issues/2'}}"),
        "5:37 several-links",
    ),
}


@pytest.mark.parametrize(("text", "wanted"), FINDINGS.values(), ids=FINDINGS.keys())
def test_it_is_found_where_it_stands(text: str, wanted: str) -> None:
    document = reading(text)
    (found,) = rules.held([document], today=date(2026, 6, 1), repository="acme/widgets")
    shown = [f"{one.line}:{one.column} {one.code}" for one in found]
    assert sorted(shown) == sorted(" ".join(pair) for pair in zip(*[iter(wanted.split())] * 2, strict=True))
    assert all(any(mark in one.message for mark in (":", ";")) for one in found), "says what to do"


SOUND = {
    "ratios and versions": bullets("[ ] Read (30/60/90 days)", "[ ] Write (16/17/18)", "[ ] Sing (v1.2)"),
    "a link for a box": bullets("[ ] Read", "[a](x) Write", "[API] Sing", "[x] Dance"),
    "a sentence about the status": bullets(
        "Read", head="## Phase 1\n\n**Status:** All of it waits for the grant"
    ),
    "the month of its quarter": bullets("[ ] Read", head="## Phase 1 (Q1 2099)\n\n**Timeline:** March 2099"),
    "details that agree": bullets("[x] RM-1: Read") + "\n## Details\n\n### RM-1: Read ✅\n\nx\n",
    "a blank row": table("a | Done", " | "),
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND.keys())
def test_what_is_sound_is_no_finding(text: str) -> None:
    assert rules.held([reading(text)], today=date(2026, 6, 1), repository="acme/widgets") == [()]


def test_a_fiscal_time_and_a_month_are_compared_by_the_days_of_the_configured_year() -> None:
    text = "# Roadmap\n\n## FY27 Q1\n\n**Timeline:** November 2026\n\n- [ ] Ship the box\n- [ ] Paint it\n"
    october = replace(Config(), reading=Reading(fiscal_year_start=10))
    assert [each.code for each in reading(text).findings] == ["targets-differ"]
    assert reading(text, october).findings == ()


def test_the_day_of_a_fiscal_release_comes_from_its_own_line() -> None:
    text = "## v1.2 — Search (FY27 Q1)\n\n**Timeline:** November 2026\n\n- [ ] Ship the box\n- [ ] Paint it\n"
    october = replace(Config(), reading=Reading(fiscal_year_start=10))
    (release,) = reading(text, october).releases
    assert release.target is not None
    assert (str(release.target.start), str(release.target.end)) == ("2026-10-01", "2026-11-30")


OPEN_BELOW = {
    "an open box": ("## Phase 1 ✅\n\n- [x] a\n- [ ] b\n", ['3:1 says "✅", but line 6 below it is open']),
    "boxes below a section of it": (
        "## Phase 1 (done)\n\n### Parts\n\n- [ ] a\n- [~] b\n",
        ['3:1 says "done", but 2 lines below it are open (7, 8)'],
    ),
    "a line of its own": (
        "## Phase 1\n\n**Status:** Completed\n\n- [x] a\n- [ ] b\n",
        ['5:1 says "Completed", but line 8 below it is open'],
    ),
    "a bucket": ("## Completed\n\n- [x] a\n- [ ] b\n", ['3:1 says "Completed", but line 6 below it is open']),
    "a row": (
        "## Phase 1 ✅\n\n| Title | Status |\n|---|---|\n| a | Done |\n| b | Planned |\n",
        ['3:1 says "✅", but line 8 below it is open'],
    ),
    "boxes that are no items": (
        "## Q3 2026\n\n### A ✅\n\nSome words about it.\n\n- [ ] b\n- [x] c\n\n### B\n\nSome more words.\n",
        ['5:1 says "✅", but line 9 below it is open'],
    ),
    "an entry below a ticked one": (
        "## Phase 1 ✅\n\n- [x] a\n  - [ ] b\n",
        ['3:1 says "✅", but line 6 below it is open'],
    ),
    "all ticked": ("## Phase 1 ✅\n\n- [x] a\n- [x] b\n", []),
    "struck": ("## Phase 1 ✅\n\n- [x] a\n- [ ] ~~b~~\n", []),
    "a section that is not done": ("## Phase 1 🚧\n\n- [x] a\n- [ ] b\n", []),
    "a section between": ("## Phase 1 ✅\n\n### Next (planned)\n\n- [ ] a\n- [ ] b\n", []),
    "another section": ("## Phase 1 ✅\n\n- [x] a\n\n## Phase 2\n\n- [ ] b\n", []),
}


@pytest.mark.parametrize(("text", "found"), OPEN_BELOW.values(), ids=OPEN_BELOW.keys())
def test_a_section_is_done_and_what_stands_below_it_is_open(text: str, found: list[str]) -> None:
    met = [each for each in reading(f"# R\n\n{text}").findings if each.code == "open-below-done"]
    assert [f"{each.line}:{each.column} {each.message}" for each in met] == [
        f"{each}: correct one of them" for each in found
    ]
