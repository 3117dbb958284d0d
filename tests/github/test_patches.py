"""Changing issues: only what the plan saw, only our own part, and the marker never claims too much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmap_sync import marker
from tests.github.hub import (
    Hub,
    base,
    change,
    new_label,
    new_milestone,
    patch,
    plan,
    run,
    seeded,
    titled,
)
from tests.github.proxy import Proxy


def test_everything_of_one_issue_takes_one_read_and_two_writes(hub: Hub) -> None:
    hub.act("POST", "milestones", {"title": "Q2"})
    hub.act("POST", "labels", {"name": "b", "color": "ededed"})
    world = seeded(hub, "One", labels=("roadmap", "a"))
    one = titled(world, "One")
    hub.forget()
    changes = (
        change(one, "title", "One", "Uno"),
        change(one, "status", "open", "dropped", kind="close"),
        change(one, "milestone", None, "Q2"),
        change(one, "labels", None, "b", kind="add", base=("b", "roadmap")),
        change(one, "labels", "a", None, kind="remove", base=("b", "roadmap")),
        change(one, "body", "…", "…", base="digest"),
    )
    assert {result for *_, result in run(hub, world, patch(world, one, *changes, region="new text"))} == {
        "done"
    }
    assert [(entry["kind"], entry["fields"]) for entry in hub.log()] == [
        ("read", ["nodes"]),
        ("write", ["removeLabelsFromLabelable", "addLabelsToLabelable", "closeIssue"]),
        ("write", ["updateIssue"]),
    ]
    found = hub.issue(1)
    assert (found["title"], found["state"], found["state_reason"]) == ("Uno", "closed", "not_planned")
    assert (found["milestone"]["title"], [label["name"] for label in found["labels"]]) == (
        "Q2",
        ["roadmap", "b"],
    )
    assert base(found["body"]) == {
        "title": "Uno", "status": "dropped", "milestone": "Q2", "labels": ("b", "roadmap"), "body": "digest",
    }  # fmt: skip
    assert marker.region_text(found["body"], marker.read(found["body"])) == "new text"
    assert marker.read(found["body"]).marker.number == 1  # type: ignore[union-attr]


def test_a_milestone_is_taken_away_again(hub: Hub) -> None:
    hub.act("POST", "milestones", {"title": "Q2"})
    world = seeded(hub, "One", milestone="Q2")
    one = titled(world, "One")
    assert run(hub, world, patch(world, one, change(one, "milestone", "Q2", None, base=None)))[0][2] == "done"
    assert hub.issue(1)["milestone"] is None
    assert base(hub.issue(1)["body"])["milestone"] is None


def test_a_label_and_a_milestone_made_in_the_same_run(hub: Hub) -> None:
    world = seeded(hub, "One")
    one = titled(world, "One")
    changes = (
        change(one, "labels", None, "New", kind="add", base=("New", "roadmap")),
        change(one, "milestone", None, "Q3"),
    )
    more = {"labels": (new_label("New"),), "milestones": (new_milestone("Q3"),)}
    assert [result for *_, result in run(hub, world, patch(world, one, *changes), **more)] == ["done"] * 4
    assert base(hub.issue(1)["body"])["labels"] == ("New", "roadmap")


@pytest.mark.parametrize(
    ("was", "after", "reason"),
    [
        ("completed", "dropped", "not_planned"),
        ("not_planned", "done", "completed"),
        ("duplicate", "done", "completed"),
    ],
)
def test_the_reason_of_a_closed_issue_is_changed(hub: Hub, was: str, after: str, reason: str) -> None:
    seeded(hub, "One")
    hub.act("PATCH", "issues/1", {"state": "closed", "state_reason": was})
    world = hub.observe()
    one = titled(world, "One")
    assert run(hub, world, patch(world, one, change(one, "status", was, after))) == [
        ("One", "status", "done")
    ]
    assert (hub.issue(1)["state"], hub.issue(1)["state_reason"]) == ("closed", reason)
    assert base(hub.issue(1)["body"])["status"] == after


def test_an_issue_is_opened_again(hub: Hub) -> None:
    seeded(hub, "One")
    hub.act("PATCH", "issues/1", {"state": "closed"})
    world = hub.observe()
    one = titled(world, "One")
    assert (
        run(hub, world, patch(world, one, change(one, "status", "done", "open", kind="reopen")))[0][2]
        == "done"
    )
    assert hub.issue(1)["state"] == "open"


def test_people_are_added_and_removed_one_by_one(hub: Hub) -> None:
    hub.account("kim", role="write")
    hub.account("lee", role="write")
    seeded(hub, "One", assignees=("colleague",))
    world = hub.observe()
    one = titled(world, "One")
    hub.act("PATCH", "issues/1", {"assignees": ["colleague", "lee"]})
    changes = (
        change(one, "assignees", None, "Kim", kind="add", base=("Kim",)),
        change(one, "assignees", "colleague", None, kind="remove", base=("Kim",)),
        change(one, "assignees", None, "nobody-at-all", kind="add", base=("Kim", "nobody-at-all")),
    )
    assert [result for *_, result in run(hub, world, patch(world, one, *changes))] == [
        "done",
        "done",
        "skipped",
    ]
    assert sorted(person["login"] for person in hub.issue(1)["assignees"]) == ["kim", "lee"]
    assert base(hub.issue(1)["body"])["assignees"] == ("Kim",)


# ── portions ─────────────────────────────────────────────────────────────────────────────────


def test_forty_five_updates_go_in_three_portions(hub: Hub) -> None:
    world = seeded(hub, *(f"item {n}" for n in range(45)))
    hub.forget()
    patches = [
        patch(world, issue, change(issue, "title", issue.title, f"{issue.title}!")) for issue in world.issues
    ]
    assert {result for *_, result in run(hub, world, *patches)} == {"done"}
    log = [(entry["kind"], entry["operation"], len(entry["fields"])) for entry in hub.log()]
    assert log == [
        ("read", "Nodes", 1), ("write", "Batch", 20),
        ("read", "Nodes", 1), ("write", "Batch", 20),
        ("read", "Nodes", 1), ("write", "Batch", 5),
    ]  # fmt: skip
    assert all(issue["title"].endswith("!") for issue in hub.issues())


def test_one_that_fails_does_not_stop_its_neighbours(hub: Hub) -> None:
    world = seeded(hub, "One", "Two", "Three")
    titles = {"One": "x" * 300, "Two": "Zwei", "Three": "Drei"}
    patches = [
        patch(world, issue, change(issue, "title", issue.title, titles[issue.title]))
        for issue in world.issues
    ]
    outcomes = hub.apply(plan(world, patches=tuple(patches)), world)
    assert [outcome.result for outcome in outcomes] == ["failed", "done", "done"]
    assert "too long" in outcomes[0].why
    assert base(hub.issue(1)["body"])["title"] == "One"


# ── somebody was faster ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("moment", ["before the read", "between read and write"])
def test_a_field_that_somebody_changed_meanwhile_is_left_out_and_the_others_go_on(
    far: Hub, line: Proxy, moment: str
) -> None:
    world = seeded(far, "One", "Two")
    one, two = world.issues
    rename = {"title": "renamed by hand"}
    if moment == "before the read":
        far.act("PATCH", "issues/1", rename)
    else:  # our label goes first, and its answer shows the new title
        line.add("addLabelsToLabelable", "call", call=lambda: far.act("PATCH", "issues/1", rename))
    changes = (
        change(one, "title", "One", "Uno"),
        change(one, "status", "open", "done"),
        change(one, "labels", None, "new", kind="add", base=("new", "roadmap")),
    )
    other = patch(world, two, change(two, "title", "Two", "Zwei"))
    outcomes = run(far, world, patch(world, one, *changes), other, labels=(new_label("new"),))
    assert outcomes[1:] == [
        ("One", "title", "skipped"),
        ("One", "status", "done"),
        ("One", "labels", "done"),
        ("Two", "title", "done"),
    ]
    found = far.issue(1)
    assert (found["title"], found["state"]) == ("renamed by hand", "closed")
    assert (base(found["body"])["title"], base(found["body"])["status"]) == ("One", "done")


def test_a_field_that_somebody_has_set_to_just_that_is_done(hub: Hub) -> None:
    world = seeded(hub, "One")
    one = world.issues[0]
    hub.act("PATCH", "issues/1", {"state": "closed"})
    assert run(hub, world, patch(world, one, change(one, "status", "open", "done"))) == [
        ("One", "status", "done")
    ]
    assert base(hub.issue(1)["body"])["status"] == "done"


def test_what_another_run_has_done_is_left_to_it(hub: Hub) -> None:
    world = seeded(hub, "One")
    one = world.issues[0]
    run(hub, world, patch(world, one, change(one, "status", "open", "done")))
    hub.forget()
    late = patch(
        world, one, change(one, "title", "One", "Uno"), change(one, "labels", None, "roadmap", kind="add")
    )
    assert {result for *_, result in run(hub, world, late)} == {"skipped"}
    assert [entry["kind"] for entry in hub.log()] == ["read"]


def test_an_issue_that_is_gone_is_left_out(hub: Hub) -> None:
    world = seeded(hub, "One", "Two")
    one, two = world.issues
    gone = replace(one, id="I_kwDOnothing")
    patches = [patch(world, issue, change(issue, "title", issue.title, "new")) for issue in (gone, two)]
    assert run(hub, world, *patches) == [("One", "title", "skipped"), ("Two", "title", "done")]
