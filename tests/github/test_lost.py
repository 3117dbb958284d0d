"""A line that breaks: nothing is made twice, and what was done is found."""

from __future__ import annotations

import collections
import itertools
from typing import Any

import pytest

from roadmap_sync.errors import NotPermitted, ServerFailed
from roadmap_sync.github import UNHURRIED, GitHubReader, GitHubWriter, Session, apply, edges
from roadmap_sync.github.wire import Wire
from roadmap_sync.model import Outcome, Plan, World
from tests.github.hub import (
    REPOSITORY,
    Hub,
    base,
    change,
    new_issue,
    new_label,
    new_milestone,
    patch,
    plan,
    question,
    seeded,
    told,
)
from tests.github.proxy import Proxy

BREAKS = ["lose", "answer", "status"]
"""The request never arrives; it is carried out and the answer is lost; a 502 in its place."""


@pytest.mark.parametrize("kind", BREAKS)
def test_a_create_whose_answer_is_lost_makes_one_issue(far: Hub, line: Proxy, kind: str) -> None:
    world = seeded(far, "Zero")
    line.add("createIssue", kind)
    outcomes = far.apply(plan(world, issues=(new_issue(world, "One"), new_issue(world, "Two"))), world)
    assert [(outcome.result, outcome.number) for outcome in outcomes] == [("done", 2), ("done", 3)]
    assert [issue["title"] for issue in far.issues()] == ["Zero", "One", "Two"]


@pytest.mark.parametrize("kinds", [*itertools.product(["lose", "answer"], repeat=2)])
def test_a_create_that_is_lost_twice_makes_one_issue_at_most(
    far: Hub, line: Proxy, kinds: tuple[str, str]
) -> None:
    world = seeded(far, "Zero")
    for kind in kinds:
        line.add("createIssue", kind)
    patches = (patch(world, "One", change("One", "status", "open", "done")),)
    outcomes = far.apply(plan(world, issues=(new_issue(world, "One"),), patches=patches), world)
    found = [issue["title"] for issue in far.issues()[1:]]
    if kinds == ("lose", "lose"):
        assert told(outcomes) == [("One", "", "unknown"), ("One", "status", "skipped")]
        assert found == []
    else:
        assert told(outcomes) == [("One", "", "done"), ("One", "status", "done")]
        assert found == ["One"]


def test_a_create_that_lands_late_is_closed_as_a_duplicate(far: Hub, line: Proxy) -> None:
    world = seeded(far, "Zero")
    new = new_issue(world, "One")
    late = {"title": new.title, "body": new.body, "labels": ["roadmap"]}
    line.add("createIssue", "lose")
    line.add("query Newest", "call", skip=1, call=lambda: far.act("POST", "issues", late, token="owner"))
    outcomes = far.apply(plan(world, issues=(new,)), world)
    assert [(outcome.result, outcome.number) for outcome in outcomes] == [("done", 2)]
    assert [(issue["state"], issue["state_reason"]) for issue in far.issues()[1:]] == [
        ("open", None), ("closed", "duplicate"),
    ]  # fmt: skip


def refuse(hub: Hub, message: str, times: int = 1) -> None:
    """The next creates are refused with ``message``."""
    fault = {"kind": "refuse", "field": "createIssue", "alias": "a0", "message": message, "times": times}
    hub.act("POST", "/_sandbox/faults", fault)


@pytest.mark.parametrize("message", edges.BUSY)
def test_a_create_while_others_are_at_it_is_sent_once_more(far: Hub, line: Proxy, message: str) -> None:
    world = seeded(far, "Zero")
    refuse(far, f"{message}.")
    line.texts.clear()
    outcomes = far.apply(plan(world, issues=(new_issue(world, "One"), new_issue(world, "Two"))), world)
    assert [(outcome.result, outcome.number) for outcome in outcomes] == [("done", 2), ("done", 3)]
    assert line.count("createIssue") == 3
    assert [issue["title"] for issue in far.issues()] == ["Zero", "One", "Two"]


def test_a_create_that_others_stay_in_the_way_of_fails_alone(hub: Hub) -> None:
    world = seeded(hub, "Zero")
    refuse(hub, edges.BUSY[0], times=2)
    outcomes = hub.apply(plan(world, issues=(new_issue(world, "One"), new_issue(world, "Two"))), world)
    assert [(outcome.result, outcome.why) for outcome in outcomes] == [
        ("failed", edges.BUSY[0]),
        ("done", ""),
    ]
    assert [issue["title"] for issue in hub.issues()] == ["Zero", "Two"]


def test_a_create_that_came_too_quickly_waits_and_is_sent_again(hub: Hub) -> None:
    world, slept = seeded(hub, "Zero"), list[float]()
    refuse(hub, "was submitted too quickly")
    line = Wire(hub.url, "owner")
    with Session(line, REPOSITORY, pace=UNHURRIED, clock=lambda: 0.0, sleep=slept.append) as session:
        (outcome,) = GitHubWriter(session).apply(plan(world, issues=(new_issue(world, "One"),)), world)
    assert (outcome.result, outcome.number, [each for each in slept if each]) == ("done", 2, [60.0])
    assert [issue["title"] for issue in hub.issues()] == ["Zero", "One"]


@pytest.mark.parametrize("kind", BREAKS)
def test_labels_and_milestones_are_made_once(far: Hub, line: Proxy, kind: str) -> None:
    world = far.observe()
    line.add("createLabel", kind)
    line.add("POST /repos/acme/widgets/milestones", kind)
    made = plan(world, labels=(new_label("a"), new_label("b")), milestones=(new_milestone("Q1"),))
    assert {outcome.result for outcome in far.apply(made, world)} == {"done"}
    world = far.observe()
    assert [label.name for label in world.labels] == ["a", "b"]
    assert [milestone.title for milestone in world.milestones] == ["Q1"]


def busy(world: Any) -> Any:
    """Three issues, each with something in every mutation."""
    return [
        patch(
            world,
            issue,
            change(issue, "labels", None, "new", kind="add", base=("new", "roadmap")),
            change(issue, "title", issue.title, f"{issue.title}!"),
            change(issue, "status", "open", "dropped" if number else "done"),
        )
        for number, issue in enumerate(world.issues)
    ]


@pytest.mark.parametrize("words", ["query Nodes", "addLabelsToLabelable", "updateIssue"])
@pytest.mark.parametrize("kind", BREAKS)
def test_a_batch_whose_answer_is_lost_is_looked_at_and_finished(
    far: Hub, line: Proxy, words: str, kind: str
) -> None:
    world = seeded(far, "One", "Two", "Three")
    line.add(words, kind)
    outcomes = far.apply(plan(world, labels=(new_label("new"),), patches=tuple(busy(world))), world)
    assert [outcome.result for outcome in outcomes] == ["done"] * 10
    for number, issue in enumerate(far.issues()):
        assert issue["title"].endswith("!")
        assert issue["state_reason"] == ("not_planned" if number else "completed")
        assert base(issue["body"]) == {
            "title": issue["title"], "status": "dropped" if number else "done", "labels": ("new", "roadmap"),
        }  # fmt: skip


def test_a_lost_reason_does_not_leave_the_issue_open(far: Hub, line: Proxy) -> None:
    seeded(far, "One")
    far.act("PATCH", "issues/1", {"state": "closed"})
    world = far.observe()
    one = world.issues[0]

    def only_reopen(request: Any) -> Any:
        request["query"] = request["query"].replace(
            "a1: closeIssue(input: $v1)", "a1: reopenIssue(input: $v0)"
        )
        request["query"] = request["query"].replace(", $v1: CloseIssueInput!", "")
        return request

    line.add("closeIssue", "answer", edit=only_reopen)
    outcomes = far.apply(
        plan(world, patches=(patch(world, one, change(one, "status", "done", "dropped")),)), world
    )
    assert [outcome.result for outcome in outcomes] == ["done"]
    assert far.issue(1)["state_reason"] == "not_planned"


def test_a_batch_that_is_lost_twice_is_unknown(far: Hub, line: Proxy) -> None:
    world = seeded(far, "One")
    line.add("updateIssue", "lose")
    line.add("updateIssue", "lose")
    one = world.issues[0]
    outcomes = far.apply(plan(world, patches=(patch(world, one, change(one, "title", "One", "Uno")),)), world)
    assert told(outcomes) == [("One", "title", "unknown")]


def test_reads_go_on_over_a_bad_line(far: Hub, line: Proxy) -> None:
    line.add("query Opening", "lose")
    line.add("query Opening", "status")
    assert far.observe().viewer == "acme"


def test_a_line_that_stays_bad_ends_the_run(far: Hub, line: Proxy) -> None:
    for _ in range(9):
        line.add("query", "lose")
    with far.session() as session, pytest.raises(ServerFailed):
        GitHubReader(session).observe(question())


def until_refused(far: Hub, made: Plan, world: World) -> list[Outcome]:
    """The outcomes that come before the run is refused."""
    done: list[Outcome] = []
    with far.session() as session, pytest.raises(NotPermitted):
        collections.deque(map(done.append, apply(session, made, world, {})), maxlen=0)
    return done


def test_what_was_done_before_the_end_is_told(far: Hub, line: Proxy) -> None:
    world = seeded(far, "Zero")
    made = plan(world, issues=(new_issue(world, "One"), new_issue(world, "Two")))
    line.add("createIssue", "status", skip=1, status=401)
    assert told(until_refused(far, made, world)) == [("One", "", "done")]


def test_what_a_portion_has_done_is_told_before_the_end(far: Hub, line: Proxy) -> None:
    world = seeded(far, "One")
    line.add("updateIssue", "status", status=401)
    made = plan(world, labels=(new_label("new"),), patches=tuple(busy(world)))
    assert told(until_refused(far, made, world)) == [("new", "", "done"), ("One", "labels", "done")]
