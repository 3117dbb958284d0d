"""Making things: labels, milestones, issues; and what came back is compared with what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from roadmap_sync import marker
from roadmap_sync.errors import EXIT_USAGE, NotPermitted
from roadmap_sync.github import GitHubReader, decode
from roadmap_sync.github.creates import compared
from roadmap_sync.github.queries import LOOK
from roadmap_sync.model import Change, MilestonePatch, Move
from tests.github.hub import (
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
    subject,
    told,
)
from tests.github.proxy import Proxy


def test_an_empty_plan_sends_nothing(hub: Hub) -> None:
    world = hub.observe()
    hub.forget()
    assert hub.apply(plan(world), world) == []
    assert hub.log() == []


def test_a_first_run_makes_everything_in_order(hub: Hub) -> None:
    world = hub.observe()
    hub.forget()
    outcomes = hub.apply(
        plan(
            world,
            labels=(new_label("roadmap"), new_label("priority: P0")),
            milestones=(new_milestone("Q1 2026", date(2026, 3, 31)), new_milestone("2027+")),
            issues=(
                new_issue(
                    world,
                    "One",
                    labels=("roadmap", "priority: P0"),
                    milestone="Q1 2026",
                    assignees=("Colleague",),
                ),
                new_issue(world, "Two"),
            ),
            patches=(patch(world, "Two", change("Two", "status", "open", "done", kind="close")),),
        ),
        world,
    )
    assert told(outcomes) == [
        ("roadmap", "", "done"), ("priority: P0", "", "done"), ("Q1 2026", "", "done"), ("2027+", "", "done"),
        ("One", "", "done"), ("Two", "", "done"), ("Two", "status", "done"),
    ]  # fmt: skip
    assert [outcome.why for outcome in outcomes] == [""] * 7
    assert outcomes[4].url == f"{hub.url}/acme/widgets/issues/1"
    one, two = hub.issues()
    assert [label["name"] for label in one["labels"]] == ["roadmap", "priority: P0"]
    assert (one["milestone"]["title"], one["milestone"]["due_on"][:10]) == ("Q1 2026", "2026-03-31")
    assert [person["login"] for person in one["assignees"]] == ["colleague"]
    assert (one["state"], two["state"], two["state_reason"]) == ("open", "closed", "completed")
    assert base(two["body"])["status"] == "done"
    assert base(one["body"])["status"] == "open"
    assert [entry["kind"] for entry in hub.log()].count("write") == 6


def test_labels_go_twenty_at_a_time(hub: Hub) -> None:
    world = hub.observe()
    hub.forget()
    outcomes = hub.apply(plan(world, labels=tuple(new_label(f"l{n}") for n in range(45))), world)
    assert {outcome.result for outcome in outcomes} == {"done"}
    assert [len(entry["fields"]) for entry in hub.log() if entry["kind"] == "write"] == [20, 20, 5]


def test_what_another_run_has_just_made_is_as_good(hub: Hub) -> None:
    world = hub.observe()
    hub.act("POST", "labels", {"name": "Roadmap", "color": "ededed"})
    hub.act("POST", "milestones", {"title": "Q1 2026", "state": "closed"})
    made = (new_issue(world, "One", milestone="Q1 2026"),)
    labels, milestones = (new_label("roadmap"), new_label("new")), (new_milestone("Q1 2026"),)
    outcomes = hub.apply(plan(world, labels=labels, milestones=milestones, issues=made), world)
    assert [outcome.result for outcome in outcomes] == ["done"] * 4
    assert [outcome.why for outcome in outcomes] == ["it was there already", "", "it was there already", ""]
    assert hub.issue(1)["milestone"]["title"] == "Q1 2026"


def test_a_failed_change_skips_only_what_depends_on_it(hub: Hub) -> None:
    world = hub.observe()
    bad = replace(new_label("bad"), color="no colour")
    issues = (
        new_issue(world, "One", labels=("roadmap", "bad")),
        new_issue(world, "Two"),
        new_issue(world, "Three", milestone="nowhere"),
    )
    patches = (patch(world, "One", change("One", "status", "open", "done")),)
    outcomes = hub.apply(
        plan(world, labels=(bad, new_label("roadmap")), issues=issues, patches=patches), world
    )
    assert told(outcomes) == [
        ("bad", "", "failed"), ("roadmap", "", "done"),
        ("One", "", "skipped"), ("Two", "", "done"), ("Three", "", "skipped"), ("One", "status", "skipped"),
    ]  # fmt: skip
    assert [outcome.why for outcome in outcomes[2:]] == [
        "there is no label bad", "", "there is no milestone nowhere", "there is no label bad",
    ]  # fmt: skip
    assert [issue["title"] for issue in hub.issues()] == ["Two"]


def test_an_issue_that_is_too_long_fails_alone(hub: Hub) -> None:
    world = hub.observe()
    issues = (new_issue(world, "x" * 300), new_issue(world, "Two"))
    outcomes = hub.apply(plan(world, labels=(new_label("roadmap"),), issues=issues), world)
    assert [outcome.result for outcome in outcomes] == ["done", "failed", "done"]
    assert "too long" in outcomes[1].why


# ── what came back ───────────────────────────────────────────────────────────────────────────


def test_what_github_drops_without_a_word_is_told_and_not_vouched_for(hub: Hub) -> None:
    world = seeded(hub, "One")
    new = new_issue(world, "One", labels=("roadmap", "p"), assignees=("kim",), milestone="Q1")
    dropped, moves = compared(new, world.issues[0])
    assert dropped == ["the labels p", "the assignees kim", "the milestone Q1"]
    assert moves == (Move("labels", ("roadmap",)), Move("assignees", ()), Move("milestone", None))
    assert compared(new_issue(world, "One"), decode.tidy(world.issues[0])) == ([], ())


def test_a_status_label_that_github_drops_is_not_vouched_for(hub: Hub) -> None:
    world = seeded(hub, "One")
    new = new_issue(world, "One", labels=("roadmap", "status: blocked"))
    new = replace(new, marker=replace(new.marker, base={**new.marker.base, "status": "blocked"}))
    assert Move("status", "open") in compared(new, world.issues[0])[1]


def unlabelled(request: Any) -> Any:
    """As a server would that drops labels and milestone of those without push access."""
    del request["variables"]["v0"]["labelIds"], request["variables"]["v0"]["milestoneId"]
    return request


@pytest.mark.parametrize("patched", [False, True])
def test_a_base_that_a_create_overstated_is_put_right_in_the_same_run(
    far: Hub, line: Proxy, patched: bool
) -> None:
    world = seeded(far, "Zero")
    line.add("createIssue", "edit", edit=unlabelled)
    new = new_issue(world, "One", milestone="Q1", labels=("roadmap",))
    close = (patch(world, "One", change("One", "status", "open", "done")),) if patched else ()
    made = plan(world, milestones=(new_milestone("Q1"),), issues=(new,), patches=close)
    outcome = far.apply(made, world)[1]
    assert (outcome.result, outcome.number) == ("done", 2)
    assert "without the labels roadmap, the milestone Q1: the token may not set them" in outcome.why
    found = base(far.issue(2)["body"])
    assert (found["labels"], found["milestone"]) == ((), None)
    assert found["status"] == ("done" if patched else "open")


# ── milestones ───────────────────────────────────────────────────────────────────────────────


def milestone_patch(hub: Hub, **fields: object) -> MilestonePatch:
    milestone = hub.observe().milestones[0]
    about = subject(milestone.title, "milestone")
    changes = tuple(Change("update", about, name, None, str(value)) for name, value in fields.items())
    return MilestonePatch(changes, milestone, **fields)  # type: ignore[arg-type]


def test_a_milestone_is_changed_where_it_was_not_touched(hub: Hub) -> None:
    hub.act("POST", "milestones", {"title": "Q1", "due_on": "2026-03-31T12:00:00Z"})
    wanted = milestone_patch(hub, title="Q1 2026", due=date(2026, 4, 30), open=False)
    world = hub.observe()
    outcomes = hub.apply(plan(world, milestone_patches=(wanted,)), world)
    assert [outcome.result for outcome in outcomes] == ["done"] * 3
    found = hub.act("GET", "milestones/1")
    assert (found["title"], found["due_on"][:10], found["state"]) == ("Q1 2026", "2026-04-30", "closed")
    hub.forget()
    assert {outcome.result for outcome in hub.apply(plan(world, milestone_patches=(wanted,)), world)} == {
        "done"
    }
    assert [entry["kind"] for entry in hub.log()] == ["read"]


def test_a_due_date_is_taken_away(hub: Hub) -> None:
    hub.act("POST", "milestones", {"title": "Q1", "due_on": "2026-03-31T12:00:00Z"})
    about = Change("update", subject("Q1", "milestone"), "due", "2026-03-31", None)
    world = hub.observe()
    wanted = MilestonePatch((about,), world.milestones[0], undated=True)
    assert [one.result for one in hub.apply(plan(world, milestone_patches=(wanted,)), world)] == ["done"]
    assert hub.act("GET", "milestones/1")["due_on"] is None


def test_a_milestone_of_something_done_is_made_closed(hub: Hub) -> None:
    world = hub.observe()
    new = replace(new_milestone("v1.0.0"), open=False)
    assert [one.result for one in hub.apply(plan(world, milestones=(new,)), world)] == ["done"]
    assert hub.act("GET", "milestones/1")["state"] == "closed"


def test_a_milestone_that_somebody_changed_meanwhile_is_left_alone(hub: Hub) -> None:
    hub.act("POST", "milestones", {"title": "Q1"})
    wanted = milestone_patch(hub, title="Q1 2026")
    hub.act("PATCH", "milestones/1", {"title": "First quarter"})
    world = hub.observe()
    (outcome,) = hub.apply(plan(world, milestone_patches=(wanted,)), world)
    assert (outcome.result, outcome.why) == ("skipped", "somebody changed its title meanwhile")
    assert hub.act("GET", "milestones/1")["title"] == "First quarter"


# ── refusals ─────────────────────────────────────────────────────────────────────────────────


def test_a_reader_is_refused_before_the_first_write(hub: Hub) -> None:
    token = hub.account("reader", role="read")
    with hub.session(token) as session:
        world = GitHubReader(session).observe(question())
    hub.forget()
    with pytest.raises(NotPermitted, match="reader may only read") as stop:
        hub.apply(plan(world, labels=(new_label("roadmap"),)), world, token)
    assert (stop.value.exit_code, hub.log()) == (EXIT_USAGE, [])


def test_where_no_role_is_told_the_first_write_decides(hub: Hub) -> None:
    token = hub.account("app", role="read")
    world = hub.observe()
    unknown = replace(world, repository=replace(world.repository, permission=None))
    labels, issues = (new_label("roadmap"),), (new_issue(world, "One", labels=()),)
    with pytest.raises(NotPermitted, match="Issues read and write") as stop:
        hub.apply(plan(unknown, labels=labels, issues=issues), unknown, token)
    assert stop.value.exit_code == EXIT_USAGE
    assert hub.issues() == []


@pytest.mark.parametrize(("switch", "words"), [("archived", "archived"), ("has_issues", "disabled")])
def test_a_closed_repository_is_refused(hub: Hub, switch: str, words: str) -> None:
    hub.act("PUT", "/_sandbox/repository", {switch: switch == "archived"})
    world = hub.observe()
    with pytest.raises(NotPermitted, match=words):
        hub.apply(plan(world, labels=(new_label("roadmap"),)), world)


# ── two runs at once ─────────────────────────────────────────────────────────────────────────


def test_of_two_runs_at_once_the_lower_number_stays(hub: Hub) -> None:
    world = seeded(hub, "Zero")
    mine = plan(
        world,
        issues=(new_issue(world, "One"), new_issue(world, "Two")),
        patches=(patch(world, "One", change("One", "status", "open", "done")),),
    )
    hub.apply(plan(world, issues=(new_issue(world, "One"),)), world)
    outcomes = hub.apply(mine, world)
    assert told(outcomes) == [
        ("One", "", "done"),
        ("Two", "", "done"),
        ("One", "", "done"),
        ("One", "status", "skipped"),
    ]
    assert (outcomes[2].number, outcomes[2].url) == (2, f"{hub.url}/acme/widgets/issues/2")
    states = {
        issue["number"]: (issue["title"], issue["state"], issue["state_reason"]) for issue in hub.issues()[1:]
    }
    assert states == {2: ("One", "open", None), 3: ("One", "closed", "duplicate"), 4: ("Two", "open", None)}


def test_where_nobody_else_makes_issues_none_are_listed(far: Hub, line: Proxy) -> None:
    world = seeded(far, "Zero")
    line.texts.clear()
    titles = [f"Item {n}" for n in range(LOOK + 2)]
    far.apply(plan(world, issues=tuple(new_issue(world, title) for title in titles)), world)
    assert line.count("query Newest") == 0


def test_a_twin_between_more_issues_than_one_look_shows_is_found(far: Hub, line: Proxy) -> None:
    world = seeded(far, "Zero")
    far.apply(plan(world, issues=(new_issue(world, "Two"),)), world)
    for number in range(LOOK):
        far.act("POST", "issues", {"title": f"Somebody's {number}"})
    outcomes = far.apply(plan(world, issues=(new_issue(world, "One"), new_issue(world, "Two"))), world)
    assert [outcome.number for outcome in outcomes] == [LOOK + 3, LOOK + 4, 2]
    assert far.issue(LOOK + 4)["state_reason"] == "duplicate"


def hidden(answer: Any) -> Any:
    """An answer to a create that shows no other issue, not even the new one."""
    answer["data"]["a0"]["issue"]["repository"]["issues"]["nodes"] = []
    return answer


def test_a_look_that_shows_nothing_is_not_believed(far: Hub, line: Proxy) -> None:
    world = seeded(far, "Zero")
    far.apply(plan(world, issues=(new_issue(world, "One"),)), world)
    line.add("createIssue", "mute", mute=hidden)
    outcomes = far.apply(plan(world, issues=(new_issue(world, "One"),)), world)
    assert [outcome.number for outcome in outcomes] == [3, 2]


def refused_beside(answer: Any) -> Any:
    """An answer to a create that may not show something of another issue."""
    path = ["a0", "issue", "repository", "issues", "nodes", 1, "author"]
    return {**answer, "errors": [{"type": "FORBIDDEN", "path": path, "message": "no"}]}


def test_what_may_not_be_seen_of_others_does_not_make_a_create_doubtful(far: Hub, line: Proxy) -> None:
    world = seeded(far, "Zero")
    line.add("createIssue", "mute", mute=refused_beside)
    line.texts.clear()
    outcomes = far.apply(plan(world, issues=(new_issue(world, "One"),)), world)
    assert ([outcome.number for outcome in outcomes], line.count("createIssue")) == ([2], 1)
    assert line.count("query Newest") == 0


def test_a_twin_that_somebody_has_touched_stays(far: Hub, line: Proxy) -> None:
    world = seeded(far, "Zero")
    far.apply(plan(world, issues=(new_issue(world, "One"),)), world)
    line.add("query Newest", "call", call=lambda: far.act("POST", "issues/3/comments", {"body": "mine"}))
    outcomes = far.apply(plan(world, issues=(new_issue(world, "One"),)), world)
    assert told(outcomes) == [("One", "", "done")]
    assert [issue["state"] for issue in far.issues()] == ["open"] * 3


def test_a_strangers_copy_does_not_win(hub: Hub) -> None:
    world = seeded(hub, "Zero")
    token = hub.account("mallory", role="none")
    hub.act("POST", "issues", {"title": "One", "body": new_issue(world, "One").body}, token=token)
    outcomes = hub.apply(plan(world, issues=(new_issue(world, "One"),)), world)
    assert told(outcomes) == [("One", "", "done")]
    assert hub.issue(3)["state"] == "open"


def test_equal_titles_in_one_plan_are_two_items(hub: Hub) -> None:
    world = seeded(hub, "Zero")
    first, second = new_issue(world, "One"), new_issue(world, "One")
    second = replace(second, change=replace(second.change, subject=subject("one-2")))
    hub.apply(plan(world, issues=(first, second)), world)
    assert [issue["state"] for issue in hub.issues()] == ["open"] * 3
    assert marker.read(hub.issue(2)["body"]) == marker.read(hub.issue(3)["body"])


def test_an_older_issue_of_the_same_name_is_no_twin(hub: Hub) -> None:
    world = seeded(hub, "One")
    outcomes = hub.apply(plan(world, issues=(new_issue(world, "One"),)), world)
    assert told(outcomes) == [("One", "", "done")]
    assert [issue["state"] for issue in hub.issues()] == ["open", "open"]


def test_a_twin_that_has_lost_already_does_not_win(hub: Hub) -> None:
    world = seeded(hub, "Zero")
    hub.apply(plan(world, issues=(new_issue(world, "One"),)), world)
    hub.act("PATCH", "issues/2", {"state": "closed", "state_reason": "duplicate"})
    outcomes = hub.apply(plan(world, issues=(new_issue(world, "One"),)), world)
    assert [outcome.number for outcome in outcomes] == [3]
    assert hub.issue(3)["state"] == "open"


def test_a_new_issue_that_does_not_show_at_once_is_asked_for_again(far: Hub, line: Proxy) -> None:
    world = seeded(far, "Zero")
    line.add("query Nodes", "mute", mute=lambda answer: {"data": {"nodes": [None]}})
    patches = (patch(world, "One", change("One", "status", "open", "done")),)
    outcomes = far.apply(plan(world, issues=(new_issue(world, "One"),), patches=patches), world)
    assert [outcome.result for outcome in outcomes] == ["done", "done"]
