"""Saved plans: what somebody approved is what is done, or nothing is."""

from __future__ import annotations

import pytest

from tests.acceptance.desk import Desk
from tests.acceptance.test_02_crash import SMALL, disturbed


@pytest.mark.usefixtures("plain")
def test_02_12_plan_and_apply(desk: Desk):
    desk.put(SMALL)
    assert desk.run("plan", "-o", "plan.json", "--exit-code").code == 3
    done = desk.run("apply", "--plan", "plan.json", "--format", "json")
    assert done.code == 0, done.text
    assert len(desk.github.issues()) == 3
    desk.settled()


def test_02_12_refused(desk: Desk):
    desk.put(SMALL)
    desk.run("plan", "-o", "plan.json")
    desk.edit("| 2 | Write the file", "| 2 | Write all files")
    ran = desk.run("apply", "--plan", "plan.json")
    assert ran.code == 4
    assert "Write all files" in ran.err
    assert desk.github.issues() == []


def test_02_12_continued(desk: Desk):
    """The same file continues a run that was killed between its creates."""
    desk.put(SMALL)
    desk.run("plan", "-o", "plan.json")
    disturbed(desk, 6, late=True, kill=True)
    assert 0 < len(desk.github.issues()) < 3
    ran = desk.run("apply", "--plan", "plan.json")
    assert ran.code == 0, ran.text
    assert len(desk.github.issues()) == 3
    desk.settled()


def test_02_12_expect(desk: Desk):
    desk.put(SMALL)
    digest = desk.plan()["digest"]
    refused = desk.run("--yes", "--expect", "0123456789ab")
    assert refused.code == 4
    assert digest[:12] in refused.err
    assert desk.github.issues() == []
    desk.sync("--expect", digest[:12])
    desk.settled()


def test_02_12_no_plan(desk: Desk):
    desk.put(SMALL)
    assert desk.run("apply", "--plan", "missing.json").code == 2
    (desk.folder / "plan.json").write_text("[]")
    assert desk.run("apply", "--plan", "plan.json").code == 2
