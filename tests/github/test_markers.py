"""Our part of a body: spliced into whatever people wrote, and never claiming more than GitHub holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from roadmap_sync import marker
from roadmap_sync.github import MARKER, GitHubWriter
from roadmap_sync.github.works import Work
from roadmap_sync.model import Move, Patch, Was, World
from tests.github.hub import (
    Hub,
    base,
    change,
    new_label,
    patch,
    plan,
    run,
    seeded,
    told,
)
from tests.github.proxy import Proxy

# ── text that is not ours ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("region", [None, "new text"])
def test_what_people_wrote_stays_to_the_byte(hub: Hub, region: str | None) -> None:
    seeded(hub, "One")
    ours = hub.issue(1)["body"]
    before, after = "  \r\nabove\t\r\n\r\n", "\r\n\r\nbelow \u2028 é\r\n<!-- theirs -->\r\n"
    hub.act("PATCH", "issues/1", {"body": before + ours.replace("\n", "\r\n") + after})
    world = hub.observe()
    one = world.issues[0]
    changes = [change(one, "body", "", "", base="digest")] if region else [change(one, "title", "One", "Uno")]
    assert run(hub, world, patch(world, one, *changes, region=region))[0][2] == "done"
    body = hub.issue(1)["body"]
    assert body.startswith(before)
    assert body.endswith("<!-- /roadmap-sync -->\r\n" + after)
    assert ("new text" in body) == bool(region)


def test_an_adopted_issue_gets_its_marker_at_the_end(hub: Hub) -> None:
    hub.act("POST", "issues", {"title": "One", "body": "theirs\r\n", "labels": ["roadmap"]})
    world = hub.observe()
    one = world.issues[0]
    adopted = patch(world, one, moves=(Move("title", "One"),))
    adopted = replace(adopted, marker=replace(adopted.marker, base={}))
    assert run(hub, world, adopted) == []
    body = hub.issue(1)["body"]
    assert body.startswith("theirs\r\n")
    assert body.removeprefix("theirs\r\n").lstrip().startswith("<!-- roadmap-sync {")
    assert base(body) == {"title": "One"}


def test_a_damaged_marker_is_not_written_to(hub: Hub) -> None:
    world = seeded(hub, "One")
    one = world.issues[0]
    damaged = hub.issue(1)["body"].replace("<!-- /roadmap-sync -->", "")
    hub.act("PATCH", "issues/1", {"body": damaged})
    assert run(hub, world, patch(world, one, change(one, "title", "One", "Uno"))) == [
        ("One", "title", "skipped")
    ]
    assert (hub.issue(1)["title"], hub.issue(1)["body"]) == ("One", damaged)


# ── the marker ───────────────────────────────────────────────────────────────────────────────


def test_bookkeeping_alone_is_no_reason_to_write(hub: Hub) -> None:
    world = seeded(hub, "One")
    moved = patch(world, world.issues[0], moves=(Move("title", "One"),))
    moved = replace(moved, marker=replace(moved.marker, doc="docs/ROADMAP.md"), region="new")
    hub.forget()
    run(hub, world, moved)
    assert [entry["kind"] for entry in hub.log()] == ["read"]


def test_bookkeeping_goes_with_the_next_update(hub: Hub) -> None:
    world = seeded(hub, "One")
    one = world.issues[0]
    moved = patch(world, one, change(one, "title", "One", "Uno"))
    run(
        hub,
        world,
        replace(moved, marker=replace(moved.marker, doc="docs/ROADMAP.md", id="7"), region="From docs"),
    )
    found = marker.read(hub.issue(1)["body"]).marker
    assert found is not None
    assert (found.doc, found.id, found.number) == ("docs/ROADMAP.md", "7", 1)
    assert "From docs" in hub.issue(1)["body"]


def test_a_patch_with_nothing_but_a_marker_writes_it(hub: Hub) -> None:
    world = seeded(hub, "One")
    stale = patch(world, world.issues[0])
    run(hub, world, replace(stale, marker=replace(stale.marker, id="new")))
    assert marker.read(hub.issue(1)["body"]).marker.id == "new"  # type: ignore[union-attr]


def test_base_does_not_move_past_what_github_did_not_take(far: Hub, line: Proxy) -> None:
    world = seeded(far, "One")
    one = world.issues[0]

    def forgetful(request: Any) -> Any:
        del request["variables"]["v0"]["title"]
        return request

    line.add("mutation", "edit", edit=forgetful)
    changes = (change(one, "title", "One", "Uno"), change(one, "status", "open", "done"))
    outcomes = far.apply(plan(world, patches=(patch(world, one, *changes),)), world)
    assert [(outcome.result, outcome.why) for outcome in outcomes] == [
        ("failed", "GitHub answered, but did not do it"), ("done", ""),
    ]  # fmt: skip
    assert base(far.issue(1)["body"])["title"] == "One"
    assert base(far.issue(1)["body"])["status"] == "done"


def test_a_locked_issue_that_refuses_does_not_end_the_run(hub: Hub) -> None:
    world = seeded(hub, "One", "Two")
    hub.account("triager", role="triage")
    one = world.issues[0]
    token = hub.account("outsider", role="none")
    locked = replace(one, locked=True)
    hub.act("PUT", "issues/1/lock", {})
    fresh = hub.observe()
    outcomes = hub.apply(
        plan(fresh, patches=(patch(fresh, locked, change(one, "title", "One", "Uno")),)), fresh, token
    )
    assert [outcome.result for outcome in outcomes] == ["failed"]


# ── landing ──────────────────────────────────────────────────────────────────────────────────


def landed(hub: Hub, world: World, *patches: Patch) -> list[tuple[str, str]]:
    with hub.session() as session:
        outcomes = list(GitHubWriter(session).land(patches, world))
    assert {outcome.change.field for outcome in outcomes} <= {MARKER}
    return [(outcome.result, outcome.why) for outcome in outcomes]


def test_after_the_text_is_saved_base_moves(hub: Hub) -> None:
    seeded(hub, "One", "Two")
    hub.act("PATCH", "issues/1", {"state": "closed"})
    hub.act("PATCH", "issues/2", {"state": "closed"})
    world = hub.observe()
    was = Was("planned", "c0ffee")
    hub.act("PATCH", "issues/2", {"state": "open"})
    hub.forget()
    patches = [patch(world, issue, moves=(Move("status", "done", was),)) for issue in world.issues]
    assert landed(hub, world, *patches) == [("done", ""), ("done", "")]
    assert [entry["kind"] for entry in hub.log()] == ["read", "write"]
    first, second = (marker.read(hub.issue(n)["body"]).marker for n in (1, 2))
    assert first is not None and second is not None  # noqa: PT018
    assert (first.base["status"], first.was) == ("done", {"status": was})
    assert (second.base["status"], second.was) == ("open", {})


def test_nothing_to_land_asks_nothing(hub: Hub) -> None:
    world = hub.observe()
    hub.forget()
    assert landed(hub, world) == []
    assert hub.log() == []


def test_an_issue_that_this_run_has_updated_can_be_landed(hub: Hub) -> None:
    seeded(hub, "One")
    hub.act("PATCH", "issues/1", {"state": "closed"})
    world = hub.observe()
    one = world.issues[0]
    with hub.session() as session:
        writer = GitHubWriter(session)
        renamed = plan(world, patches=(patch(world, one, change(one, "title", "One", "Uno")),))
        assert [outcome.result for outcome in writer.apply(renamed, world)] == ["done"]
        status = patch(world, one, moves=(Move("status", "done"),))
        assert [outcome.result for outcome in writer.land([status], world)] == ["done"]
    found = base(hub.issue(1)["body"])
    assert (found["title"], found["status"]) == ("Uno", "done")


def test_two_patches_of_one_issue_follow_each_other(hub: Hub) -> None:
    world = seeded(hub, "One")
    one = world.issues[0]
    first = patch(world, one, change(one, "title", "One", "Uno"))
    second = patch(world, one, change(one, "status", "open", "done"))
    assert {result for *_, result in run(hub, world, first, second)} == {"done"}
    assert base(hub.issue(1)["body"]) == {"title": "Uno", "status": "done", "labels": ("roadmap",)}


def test_a_link_that_a_person_made_is_answered_with_a_marker(hub: Hub) -> None:
    hub.act("POST", "issues", {"title": "One", "body": "theirs", "labels": ["roadmap"]})
    world = hub.observe()
    one = world.issues[0]
    adopted = patch(world, one, replace(change(one, "marker", None, "added"), move=None))
    adopted = replace(adopted, marker=replace(adopted.marker, base={}))
    with hub.session() as session:
        writer = GitHubWriter(session)
        assert told(list(writer.apply(plan(world, patches=(adopted,)), world))) == [("One", "marker", "done")]
        pulled = replace(adopted, changes=(), moves=(Move("title", "One"),))
        assert [outcome.result for outcome in writer.land([pulled], world)] == ["done"]
    assert base(hub.issue(1)["body"]) == {"title": "One"}


def test_a_label_that_people_took_away_is_remembered_as_ours(hub: Hub) -> None:
    seeded(hub, "One", labels=("roadmap", "a"))
    hub.act("DELETE", "issues/1/labels/a")
    world = hub.observe()
    one = world.issues[0]
    add = change(one, "labels", None, "b", kind="add", base=("a", "b", "roadmap"))
    run(hub, world, patch(world, one, add), labels=(new_label("b"),))
    assert base(hub.issue(1)["body"])["labels"] == ("a", "b", "roadmap")


def test_an_answer_without_the_issue_is_looked_at_again(far: Hub, line: Proxy) -> None:
    world = seeded(far, "One")
    one = world.issues[0]

    def mute(answer: Any) -> Any:
        return {"data": {"a0": None}}

    line.add("addLabelsToLabelable", "mute", mute=mute)
    line.add("updateIssue", "mute", mute=mute)
    changes = (
        change(one, "labels", None, "new", kind="add", base=("new", "roadmap")),
        change(one, "title", "One", "Uno"),
    )
    outcomes = run(far, world, patch(world, one, *changes), labels=(new_label("new"),))
    assert [result for *_, result in outcomes] == ["done"] * 3
    assert base(far.issue(1)["body"])["labels"] == ("new", "roadmap")


# ── an edit between the two comments ─────────────────────────────────────────────────────────


def test_managed_text_that_somebody_edited_is_not_renewed_on_the_way(hub: Hub) -> None:
    world = seeded(hub, "One", region="managed")
    one = world.issues[0]
    hub.act("PATCH", "issues/1", {"body": hub.issue(1)["body"].replace("managed", "edited")})
    assert (
        run(hub, world, patch(world, one, change(one, "title", "One", "Uno"), region="From docs"))[0][2]
        == "done"
    )
    assert marker.region_text(hub.issue(1)["body"], marker.read(hub.issue(1)["body"])) == "edited"


def test_an_issue_that_moved_away_is_left_out(hub: Hub) -> None:
    world = seeded(hub, "One")
    one = world.issues[0]
    elsewhere = replace(one, number=7, url="https://github.com/acme/other/issues/7", title="Uno")
    work = Work(patch(world, one, change(one, "title", "One", "Zwei")), one, elsewhere)
    work.judge()
    assert [(one.result, one.why) for one in work.outcomes()] == [
        ("skipped", f"it has moved to {elsewhere.url}")
    ]
