"""Counts, the dashboard and the day of the last change follow; `repair` on request."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from roadmap_sync.document.text.regions import checksum
from tests.acceptance.conftest import make_desk
from tests.acceptance.desk import Desk, GitHub
from tests.acceptance.test_02_spine import mojibake
from tests.acceptance.workflow import Runner

TABLE = "| Title | Status |\n|---|---|\n| A | Done |\n| B | Planned |\n| C | Planned |\n| D | Planned |\n"
PLAN = f"""\
---
roadmap: {{counts: true, last-updated: true, dashboard: true}}
---

# Plan

_Last updated: 2026-01-02_

<!-- roadmap-sync:dashboard -->
<!-- /roadmap-sync:dashboard -->

## Alpha (1/4)

▰▰▰▱▱▱▱▱▱▱ 25 % complete

{TABLE}"""


def test_03_derived_text_follows(any_desk: Desk):
    desk, github = any_desk, any_desk.github
    desk.put(PLAN)
    first = desk.plan()
    assert {one["field"] for one in first["changes"] if one["kind"] == "write"} == {
        "link",
        "dashboard",
        "last-updated",
    }
    assert str(date.today()) not in str([one["after"] for one in first["changes"]])
    desk.sync("--expect", first["digest"])
    today = desk.text.partition("_Last updated: ")[2][:10]
    assert today >= "2026-01-03"
    assert "**1 of 4 done** ▰▰▱▱▱▱▱▱▱▱ 25 %" in desk.text
    assert "## Alpha (1/4)\n" in desk.text
    desk.settled()
    github.close(2)
    done = desk.sync()
    assert [one["field"] for one in done["changes"]] == ["status", "counts", "counts", "counts", "dashboard"]
    assert "## Alpha (2/4)\n\n▰▰▰▰▰▱▱▱▱▱ 50 % complete" in desk.text
    assert "**2 of 4 done** ▰▰▰▰▰▱▱▱▱▱ 50 %" in desk.text
    desk.settled()


def test_03_an_edited_dashboard_is_held(desk: Desk):
    desk.put(PLAN)
    desk.sync()
    desk.edit("**1 of 4 done**", "**almost done**")
    before = desk.text
    held = desk.sync(code=4)
    assert [(one["field"], one["place"]["line"]) for one in held["holds"]] == [("dashboard", 9)]
    assert desk.text == before
    desk.github.close(2)
    desk.sync(code=4)
    assert "## Alpha (2/4)" in desk.text
    assert "**almost done**" in desk.text


def test_03_the_day_of_the_last_sync_is_no_part_of_what_is_approved(desk: Desk):
    desk.put(PLAN.replace("last-updated: true", "dashboard-date: true"))
    first = desk.plan()
    assert str(date.today()) not in str([one["after"] for one in first["changes"]])
    desk.sync("--expect", first["digest"])
    assert f"In step with GitHub on {date.today()}." in desk.text
    desk.settled()
    today = str(date.today())
    desk.put(aged(desk.text))
    second = desk.sync()
    assert [(one["field"], today in str(one["after"])) for one in second["changes"]] == [("dashboard", False)]
    assert f"In step with GitHub on {today}." in desk.text


def test_03_a_night_writes_the_day_once(github: GitHub, tmp_path: Path):
    desk = make_desk(github, tmp_path, clone=True)
    desk.put(PLAN.replace("last-updated: true", "dashboard-date: true"))
    runner = Runner(desk, tmp_path / "runner")
    assert runner.step().ran.code == 0
    desk.run_git("pull", "--quiet", "origin", "main")
    desk.put(aged(desk.text))
    assert runner.step().outputs["commit-sha"]
    assert f"In step with GitHub on {date.today()}." in runner.branch
    assert not runner.step().outputs["commit-sha"]


def test_03_a_run_that_fails_is_not_the_last_that_went_well(desk: Desk):
    desk.put(PLAN.replace("last-updated: true", "dashboard-date: true"))
    desk.sync()
    desk.put(aged(desk.text).replace("| B (", "| B again ("))
    fault = {"kind": "refuse", "alias": "a0", "message": "No.", "field": "updateIssue"}
    desk.github.ask("POST", "/_sandbox/faults", fault)
    ran = desk.run("--yes", "--format", "json")
    results = {one["field"]: one["result"] for one in ran.json["outcomes"]}
    assert results["title"] == "failed", results
    assert "In step with GitHub on 2026-03-01." in desk.text
    desk.sync()
    assert f"In step with GitHub on {date.today()}." in desk.text


def aged(text: str) -> str:
    """The same document as a run in March would have left it."""
    day = f"In step with GitHub on {date.today()}."
    head, inner, tail = re.split(r"(?<=dashboard -->\n)(.*?)(?=\n<!-- /)", text, flags=re.DOTALL)
    older = inner.replace(day, "In step with GitHub on 2026-03-01.")
    return head + older + re.sub(r"sha256=\w+", f"sha256={checksum(older)}", tail)


def test_03_off_by_default(desk: Desk):
    desk.put(PLAN.partition("---\n\n")[2])
    desk.sync()
    desk.github.close(2)
    done = desk.sync()
    assert [one["field"] for one in done["changes"]] == ["status"]
    assert "## Alpha (1/4)" in desk.text


@pytest.mark.usefixtures("plain")
def test_03_repair(desk: Desk):
    clean = "# Räume\r\n\r\n| Title | Status |\r\n|---|---|\r\n| Später — ja | ✅ |\r\n| Ä | ✅ |\r\n"
    desk.put(mojibake(clean))
    before = desk.file.read_bytes()
    assert desk.run("repair", "ROADMAP.md", "--dry-run").code == 0
    assert desk.run("repair", "ROADMAP.md", "--dry-run", "--exit-code").code == 3
    assert desk.run("repair", "ROADMAP.md").code == 2
    assert desk.file.read_bytes() == before
    ran = desk.run("repair", "ROADMAP.md", "--yes")
    assert (ran.code, desk.file.read_bytes()) == (0, clean.encode())
    assert "3 lines to repair, cp1252 undone" in ran.out
    assert "nothing to repair" in desk.run("repair", "ROADMAP.md", "--yes").out
