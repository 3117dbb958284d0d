"""Edges between issues: made once, found again after a lost answer, done without on older servers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from roadmap_sync import marker
from roadmap_sync.github import UNHURRIED, GitHubReader, Session, apply, edges
from roadmap_sync.github.replies import Answer
from roadmap_sync.github.wire import Wire
from roadmap_sync.model import Change, Issue, Move, NewIssue, Outcome, Patch, World
from tests.github.hub import (
    REPOSITORY,
    Hub,
    base,
    new_issue,
    patch,
    plan,
    question,
    seeded,
    subject,
    titled,
    told,
)
from tests.github.proxy import Proxy

KIN = frozenset({"blocked_by"})
FAMILY = frozenset({"blocked_by", "parent"})


def edge(of: Issue | str, kind: str, other: str, wanted: tuple[str, ...]) -> Change:
    """``wanted``: what base says once it is done."""
    name, number = (of, None) if isinstance(of, str) else (of.title, of.number)
    before, after = (None, other) if kind == "add" else (other, None)
    about = subject(name, number=number)
    return Change(kind, about, "blocked_by", before, after, Move("blocked_by", wanted))


def blocked(world: World, of: Issue | str, *changes: Change) -> Patch:
    one = patch(world, of, *changes)
    names = {str(change.after or change.before): str(change.after or change.before) for change in changes}
    return Patch(one.subject, one.issue, changes, (), one.marker, names=names)


def family(hub: Hub, *titles: str) -> World:
    seeded(hub, *titles)
    return hub.observe(kin=KIN)


def blockers(hub: Hub, number: int) -> list[int]:
    return [one["number"] for one in hub.act("GET", f"issues/{number}/dependencies/blocked_by")]


def block(hub: Hub, number: int, by: int) -> None:
    hub.act("POST", f"issues/{number}/dependencies/blocked_by", {"issue_id": hub.issue(by)["id"]})


def results(outcomes: list[Outcome]) -> list[str]:
    return [outcome.result for outcome in outcomes]


@pytest.mark.parametrize("kind", ["lose", "answer", "status"])
def test_an_edge_whose_answer_is_lost_is_there_once(far: Hub, line: Proxy, kind: str) -> None:
    world = family(far, "One", "Two")
    line.add("addBlockedBy", kind)
    one = titled(world, "One")
    outcomes = far.apply(plan(world, patches=(blocked(world, one, edge(one, "add", "#2", ("#2",))),)), world)
    assert told(outcomes) == [("One", "blocked_by", "done")]
    assert blockers(far, 1) == [2]
    assert base(far.issue(1)["body"])["blocked_by"] == ("#2",)


def test_an_edge_that_somebody_made_meanwhile_is_as_good_as_ours(far: Hub, line: Proxy) -> None:
    world = family(far, "One", "Two")
    one = titled(world, "One")
    line.add("addBlockedBy", "call", call=lambda: block(far, 1, 2))
    outcomes = far.apply(plan(world, patches=(blocked(world, one, edge(one, "add", "#2", ("#2",))),)), world)
    assert results(outcomes) == ["done"]
    assert blockers(far, 1) == [2]
    assert base(far.issue(1)["body"])["blocked_by"] == ("#2",)


def test_a_new_issue_is_blocked_by_one_that_is_new_as_well(hub: Hub) -> None:
    world = family(hub, "Zero")
    name = "ROADMAP.md::Two"
    patches = (
        blocked(world, "One", edge("One", "add", name, (name, "#1")), edge("One", "add", "#1", (name, "#1"))),
    )
    issues = (new_issue(world, "One"), new_issue(world, "Two"))
    outcomes = hub.apply(plan(world, issues=issues, patches=patches), world)
    assert results(outcomes) == ["done"] * 4
    assert [outcome.change.after for outcome in outcomes[2:]] == [name, "#1"]
    assert blockers(hub, 2) == [3, 1]
    assert base(hub.issue(2)["body"])["blocked_by"] == ("#1", "#3")


def test_an_edge_to_an_issue_that_was_not_made_is_skipped_and_nobody_vouches_for_it(hub: Hub) -> None:
    world = family(hub, "Zero")
    name = "ROADMAP.md::Two"
    both = (edge("One", "add", name, (name, "#1")), edge("One", "add", "#1", (name, "#1")))
    outcomes = hub.apply(
        plan(world, issues=(new_issue(world, "One"),), patches=(blocked(world, "One", *both),)), world
    )
    assert results(outcomes) == ["done", "skipped", "done"]
    assert base(hub.issue(2)["body"])["blocked_by"] == ("#1",)


def test_an_edge_that_is_gone_already_is_taken_away_without_ado(far: Hub, line: Proxy) -> None:
    family(far, "One", "Two")
    block(far, 1, 2)
    world = far.observe(kin=KIN)
    one = titled(world, "One")
    other = far.issue(2)["id"]
    path = f"issues/1/dependencies/blocked_by/{other}"
    line.add("removeBlockedBy", "call", call=lambda: far.act("DELETE", path))
    outcomes = far.apply(plan(world, patches=(blocked(world, one, edge(one, "remove", "#2", ())),)), world)
    assert (results(outcomes), blockers(far, 1)) == (["done"], [])


def test_a_refusal_names_the_permission_and_the_rest_is_done(hub: Hub) -> None:
    world = family(hub, "One", "Two", "Three")
    said = "acme does not have the correct permissions to execute `AddBlockedBy`"
    fault = {"kind": "refuse", "field": "addBlockedBy", "alias": "a1", "type": "FORBIDDEN", "message": said}
    hub.act("POST", "/_sandbox/faults", fault)
    one = titled(world, "One")
    both = (edge(one, "add", "#2", ("#2", "#3")), edge(one, "add", "#3", ("#2", "#3")))
    outcomes = hub.apply(plan(world, patches=(blocked(world, one, *both),)), world)
    assert results(outcomes) == ["done", "failed"]
    assert "Issues read and write" in outcomes[1].why
    assert base(hub.issue(1)["body"])["blocked_by"] == ("#2",)


# ── parents ──────────────────────────────────────────────────────────────────────────────────


def below(world: World, title: str, parent: str) -> NewIssue:
    """A new issue below another, as a planner says it."""
    new = new_issue(world, title)
    said = replace(new.marker, base={**new.marker.base, "parent": parent})
    return replace(new, parent=parent, marker=said, body=marker.compose(said, "managed"))


def children(hub: Hub, number: int) -> list[str]:
    return [one["title"] for one in hub.act("GET", f"issues/{number}/sub_issues")]


def moved(world: World, of: Issue, before: str | None, after: str | None) -> Patch:
    change = Change(
        "update", subject(of.title, number=of.number), "parent", before, after, Move("parent", after)
    )
    names = {name: name for name in (before, after) if name}
    return replace(patch(world, of, change), names=names)


@pytest.mark.parametrize("kind", ["lose", "answer"])
def test_a_child_is_made_below_a_parent_that_is_new_as_well(far: Hub, line: Proxy, kind: str) -> None:
    seeded(far, "Zero")
    world = far.observe(kin=FAMILY)
    line.add("createIssue", kind, skip=1)
    issues = (
        new_issue(world, "Backend"),
        below(world, "One", "ROADMAP.md::Backend"),
        below(world, "Two", "#1"),
    )
    outcomes = far.apply(plan(world, issues=issues), world)
    assert results(outcomes) == ["done"] * 3
    assert (children(far, 2), children(far, 1)) == (["One"], ["Two"])
    assert [base(far.issue(n)["body"])["parent"] for n in (3, 4)] == ["#2", "#1"]
    assert [issue["state"] for issue in far.issues()] == ["open"] * 4


def test_a_child_whose_parent_was_not_made_is_made_alone_and_says_so(hub: Hub) -> None:
    seeded(hub, "Zero")
    world = hub.observe(kin=FAMILY)
    outcomes = hub.apply(plan(world, issues=(below(world, "One", "ROADMAP.md::Backend"),)), world)
    assert results(outcomes) == ["done"]
    assert base(hub.issue(2)["body"])["parent"] is None


def test_a_parent_that_is_full_does_not_cost_the_issue(hub: Hub) -> None:
    seeded(hub, "Zero")
    world = hub.observe(kin=FAMILY)
    said = "An error occurred while adding the sub-issue to the parent issue. Parent cannot have more"
    fault = {"kind": "refuse", "field": "createIssue", "alias": "a0", "message": said}
    hub.act("POST", "/_sandbox/faults", fault)
    outcomes = hub.apply(plan(world, issues=(below(world, "One", "#1"),)), world)
    assert results(outcomes) == ["done"]
    assert base(hub.issue(2)["body"])["parent"] is None


@pytest.mark.parametrize("said", edges.BUSY)
def test_two_at_once_below_one_parent_are_tried_again(hub: Hub, said: str) -> None:
    seeded(hub, "Zero", "One")
    world = hub.observe(kin=FAMILY)
    fault = {"kind": "refuse", "field": "addSubIssue", "alias": "a0", "message": said}
    hub.act("POST", "/_sandbox/faults", fault)
    outcomes = hub.apply(plan(world, patches=(moved(world, titled(world, "One"), None, "#1"),)), world)
    assert (results(outcomes), children(hub, 1)) == (["done"], ["One"])
    assert base(hub.issue(2)["body"])["parent"] == "#1"


@pytest.mark.parametrize("kind", ["lose", "answer", "status"])
def test_a_child_moves_from_one_parent_to_another_and_out(far: Hub, line: Proxy, kind: str) -> None:
    seeded(far, "Zero", "One", "Two")
    far.act("POST", "issues/1/sub_issues", {"sub_issue_id": far.issue(2)["id"]})
    world = far.observe(kin=FAMILY)
    line.add("addSubIssue", kind)
    first = far.apply(plan(world, patches=(moved(world, titled(world, "One"), "#1", "#3"),)), world)
    assert (results(first), children(far, 1), children(far, 3)) == (["done"], [], ["One"])
    world = far.observe(kin=FAMILY)
    line.add("removeSubIssue", kind)
    second = far.apply(plan(world, patches=(moved(world, titled(world, "One"), "#3", None),)), world)
    assert (results(second), children(far, 3)) == (["done"], [])
    assert base(far.issue(2)["body"])["parent"] is None


def test_a_child_that_somebody_moved_meanwhile_stays_there(far: Hub, line: Proxy) -> None:
    seeded(far, "Zero", "One", "Two")
    world = far.observe(kin=FAMILY)
    far.act("POST", "issues/3/sub_issues", {"sub_issue_id": far.issue(2)["id"]})
    outcomes = far.apply(plan(world, patches=(moved(world, titled(world, "One"), None, "#1"),)), world)
    assert (results(outcomes), children(far, 3)) == (["skipped"], ["One"])


# ── servers ──────────────────────────────────────────────────────────────────────────────────


class Changed:
    """A server that answers to questions as ``edit`` leaves them, or refuses fields it does not know."""

    def __init__(self, hub: Hub, edit: Any = str, *unknown: str) -> None:
        self._wire, self._edit, self._unknown = Wire(hub.url, "owner"), edit, unknown
        self.api_url = hub.url

    def rest(self, method: str, path: str, payload: Any = None) -> Answer:
        return self._wire.rest(method, path, payload)

    def graphql(self, document: str, variables: dict[str, Any]) -> Answer:
        for name in self._unknown:
            if name in document:
                said = f"Field '{name}' doesn't exist on type 'Issue'"
                return Answer(200, {}, f'{{"errors": [{{"message": "{said}"}}]}}')
        return self._wire.graphql(self._edit(document), variables)

    def close(self) -> None:
        self._wire.close()


def test_a_server_that_is_too_old_is_asked_once_more_and_does_without(hub: Hub) -> None:
    seeded(hub, "One")
    unknown = ("blockedBy", "issueType")
    with Session(Changed(hub, str, *unknown), REPOSITORY, pace=UNHURRIED) as session:
        world = GitHubReader(session).observe(question(kin=FAMILY | {"type"}))
        assert session.requests["read"] == 3
        assert world.notes == (
            "this server is too old for dependencies between issues: they are left out",
            "this server is too old for issue types: they are left out",
        )
        assert (world.kin, titled(world, "One").blockers) == ({"parent"}, None)
        made = list(apply(session, plan(world, issues=(new_issue(world, "Two"),)), world, {}))
    assert results(made) == ["done"]


def test_a_list_of_blockers_that_was_cut_off_is_completed(hub: Hub) -> None:
    seeded(hub, "One", "Two", "Three", "Four")
    for number in (2, 3, 4):
        block(hub, 1, number)
    cut = Changed(hub, lambda text: text.replace("blockedBy(first: 50)", "blockedBy(first: 1)"))
    with Session(cut, REPOSITORY, pace=UNHURRIED) as session:
        world = GitHubReader(session).observe(question(kin=KIN))
    found = titled(world, "One").blockers or ()
    assert [one.name for one in found] == ["#2", "#3", "#4"]


def test_what_is_not_wanted_is_not_asked_for(far: Hub, line: Proxy) -> None:
    far.observe()
    assert not any("blockedBy" in text for text in line.texts)
