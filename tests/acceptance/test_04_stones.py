"""Milestones that GitHub refuses, or that somebody changes while a run writes."""

from __future__ import annotations

import pytest

from tests.acceptance.desk import Desk
from tests.acceptance.test_04_boards import hub_of
from tests.acceptance.test_04_meanwhile import reasons, run
from tests.acceptance.test_04_milestones import ROADMAP, begun, change, stone, stones
from tests.acceptance.test_04_refusals import CREATE

POST, PATCH = (f"{method} /repos/acme/widgets/milestones" for method in ("POST", "PATCH"))
TITLES = ["Q3 2026", "v0.9.0", "v1.0.0", "v1.1.0"]


def titles(desk: Desk) -> list[str]:
    return sorted(one["title"] for one in stones(desk))


def held_by(desk: Desk, title: str) -> str | None:
    within = desk.github.titled(title)["milestone"]
    return within and within["title"]


def test_04_04_5_08_a_milestone_that_somebody_makes_first_is_taken_and_stays_theirs(desk: Desk):
    desk.put(ROADMAP)
    ran = run(desk, POST, lambda: desk.github.repo("POST", "/milestones", {"title": "v1.0.0"}))
    (noted,) = [one for one in ran.json["outcomes"] if one["why"]]
    assert (ran.code, noted["why"].partition(";")[0]) == (0, "it was there already")
    assert titles(desk) == TITLES
    assert (held_by(desk, "Add a cache"), stone(desk, "v1.0.0")["due_on"]) == ("v1.0.0", None)
    desk.settled()


def test_04_04_5_08_titles_tell_upper_and_lower_case_apart(desk: Desk):
    for title in ("V1.0.0", "V1.1.0", "v1.1.0"):
        desk.github.repo("POST", "/milestones", {"title": title})
    desk.put(ROADMAP + "| Draw it | Planned | v1.1.0 |\n")
    desk.sync()
    assert titles(desk) == ["Q3 2026", "V1.0.0", "V1.1.0", "v0.9.0", "v1.1.0"]
    assert (held_by(desk, "Add a cache"), held_by(desk, "Draw it")) == ("V1.0.0", "v1.1.0")
    desk.settled()


def test_04_04_5_08_a_milestone_that_is_closed_while_a_run_writes_takes_its_issue(desk: Desk):
    begun(desk)
    desk.put(desk.text + "| Draw it | Planned | v1.1.0 |\n")
    assert run(desk, CREATE, lambda: change(desk, "v1.1.0", state="closed")).code == 0
    assert held_by(desk, "Draw it") == "v1.1.0"
    desk.sync()
    assert "| v1.1.0 | ✅ Done |" in desk.text
    desk.settled()


WRITES = {
    PATCH: ("2026-03-31", "2026-04-30"),
    CREATE: ("| Planned | Q3 2026 |", "| Planned | Q3 2026 |\n| New | Planned | v1.0.0 |"),
    "updateIssue": ("| Planned | v0.9.0 |", "| Planned | v1.0.0 |"),
}


@pytest.mark.parametrize("words", WRITES)
def test_04_04_5_08_a_milestone_that_is_deleted_while_a_run_writes_is_made_by_the_next(
    desk: Desk, words: str
):
    begun(desk)
    number = stone(desk, "v1.0.0")["number"]
    desk.edit(*WRITES[words])
    ran = run(desk, words, lambda: desk.github.repo("DELETE", f"/milestones/{number}"))
    gone = {why for why in reasons(ran).values() if "is gone" in why}
    assert (ran.code, len(gone)) == (5, 1)
    done = desk.sync()
    assert titles(desk) == TITLES
    if words in (CREATE, "updateIssue"):
        assert held_by(desk, "New" if words == CREATE else "Ship it") == "v1.0.0"
    left = {one["todo"] for one in done["holds"] if one["why"] == "it was taken away on GitHub"}
    assert left == {
        f"to put it back: roadmap-sync --take document={key}:milestone"
        for key in ("add-a-cache", "write-the-guide")
    }
    desk.sync("--take", "document=add-a-cache:milestone", "--take", "document=write-the-guide:milestone")
    assert (held_by(desk, "Add a cache"), held_by(desk, "Write the guide")) == ("v1.0.0", "v1.0.0")
    desk.settled()


@pytest.mark.parametrize(
    ("switch", "said"),
    [("archived", "archived"), ("has_issues", "issues are disabled")],
)
def test_04_04_5_03_a_repository_that_is_shut_while_a_run_writes_ends_it_with_one_message(
    desk: Desk, switch: str, said: str
):
    desk.put(ROADMAP)
    hub = hub_of(desk)
    ran = run(desk, CREATE, lambda: hub.act("PUT", "/_sandbox/repository", {switch: switch == "archived"}))
    assert (ran.code, said in ran.json["stopped"].lower()) == (2, True)
    assert "unarchive" in ran.json["stopped"] or "switch them on" in ran.json["stopped"]
    assert len([one for one in desk.github.sent() if CREATE in one.get("fields", ())]) == 1
    done = desk.sync()
    assert len([one for one in done["notes"] if "only the document half runs" in one]) == 1
    hub.act("PUT", "/_sandbox/repository", {switch: switch != "archived"})
    desk.sync()
    assert (len(desk.github.issues()), titles(desk)) == (4, TITLES)
    desk.settled()
