"""What a run sees of GitHub, and how many requests that takes."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from roadmap_sync import marker
from roadmap_sync.errors import EXIT_USAGE, NotPermitted
from roadmap_sync.github import GitHubReader, decode, pages
from roadmap_sync.model import Absent
from tests.github.hub import Hub, mark, question
from tests.github.test_session import Answer, opened


def many(hub: Hub, count: int, **more: Any) -> None:
    for n in range(count):
        hub.act("POST", "issues", {"title": f"issue {n}", "labels": ["roadmap"], **more})


def requests(hub: Hub, **more: Any) -> tuple[Any, int]:
    """The world, and how many requests it took."""
    hub.forget()
    with hub.session() as session:
        world = GitHubReader(session).observe(question(**more))
        assert session.requests == {"read": len(hub.log()), "write": 0}
        return world, session.requests["read"]


# ── how many ─────────────────────────────────────────────────────────────────────────────────


def test_one_request_tells_everything_of_a_small_repository(hub: Hub) -> None:
    many(hub, 3)
    world, count = requests(hub)
    assert (len(world.issues), count) == (3, 1)


def test_issues_labels_and_milestones_turn_their_pages_together(hub: Hub) -> None:
    many(hub, 250)
    for n in range(101):
        hub.act("POST", "labels", {"name": f"label {n}", "color": "ededed"})
        hub.act("POST", "milestones", {"title": f"milestone {n}"})
    world, count = requests(hub)
    assert (len(world.issues), len(world.labels), len(world.milestones)) == (250, 102, 101)
    assert [issue.number for issue in world.issues] == list(range(1, 251))
    assert count == 3


def test_linked_issues_are_asked_for_fifty_at_a_time(hub: Hub) -> None:
    for n in range(60):
        hub.act("POST", "issues", {"title": f"plain {n}"})
    world, count = requests(hub, numbers=tuple(range(1, 61)))
    assert (len(world.issues), world.absent, count) == (60, (), 3)


def test_where_all_issues_are_seen_nobody_looks_further(hub: Hub) -> None:
    many(hub, 2)
    with hub.session() as session:
        reader = GitHubReader(session)
        world = reader.observe(question())
        assert (world.newest, reader.look_further(question(), world)) == (True, world)
        assert session.requests["read"] == 1


def test_the_third_net_takes_the_newest_whatever_they_bear(hub: Hub) -> None:
    many(hub, 2)
    hub.act("POST", "issues", {"title": "plain", "body": "a\r\nb"})
    hub.act("PATCH", "issues/3", {"state": "closed"})
    with hub.session() as session:
        reader = GitHubReader(session)
        world = reader.observe(question())
        further = reader.look_further(question(), world)
        assert (world.newest, further.newest, session.requests["read"]) == (False, True, 2)
    assert [issue.title for issue in further.issues] == ["issue 0", "issue 1", "plain"]
    assert further.issues[2].body == "a\nb"


# ── what ─────────────────────────────────────────────────────────────────────────────────────


def test_an_issue_is_seen_with_all_that_counts(hub: Hub) -> None:
    hub.act("POST", "milestones", {"title": "Q1 2026", "due_on": "2026-03-31T12:00:00Z"})
    fields = {"labels": ["Roadmap", "other"], "assignees": ["colleague"], "milestone": 1}
    hub.act("POST", "issues", {"title": "One", "body": "a\r\nb", **fields})
    hub.act("PATCH", "issues/1", {"state": "closed", "state_reason": "not_planned"})
    world = hub.observe(logins=("Colleague", "stranger"))
    (issue,) = world.issues
    assert (issue.title, issue.body, issue.open, issue.reason) == ("One", "a\nb", False, "not_planned")
    assert (issue.labels, issue.assignees, issue.milestone) == (
        ("Roadmap", "other"),
        ("colleague",),
        "Q1 2026",
    )
    assert (issue.author.login, issue.author.kind, issue.author.mine) == ("colleague", "User", False)
    assert (issue.closer, issue.locked, issue.url) == ("colleague", False, f"{hub.url}/acme/widgets/issues/1")
    assert world.milestones[0].due == date(2026, 3, 31)
    assert world.assignable == {"colleague"}
    assert (world.viewer, world.repository.permission) == ("acme", "ADMIN")
    assert world.repository.url == f"{hub.url}/acme/widgets"


def test_a_reopened_issue_has_no_reason(hub: Hub) -> None:
    many(hub, 1)
    hub.act("PATCH", "issues/1", {"state": "closed"})
    hub.act("PATCH", "issues/1", {"state": "open"})
    (issue,) = hub.observe().issues
    assert (issue.open, issue.reason) == (True, None)


def test_a_closed_milestone_is_seen_too(hub: Hub) -> None:
    hub.act("POST", "milestones", {"title": "v1", "state": "closed"})
    (milestone,) = hub.observe().milestones
    assert (milestone.title, milestone.open, milestone.due) == ("v1", False, None)


def test_numbers_that_are_no_issues(hub: Hub) -> None:
    many(hub, 1)
    world = hub.observe(numbers=(1, 77, 78))
    assert world.absent == (Absent(77, "gone"), Absent(78, "gone"))


def test_of_many_numbers_that_lead_nowhere_only_the_first_are_asked_after(hub: Hub) -> None:
    hub.forget()
    world = hub.observe(numbers=tuple(range(1001, 1121)))
    assert [one.why for one in world.absent] == ["gone"] * 20 + ["astray"] * 100
    assert len(hub.log()) == 1 + 3 + 20


def test_what_is_behind_a_number() -> None:
    home = {"repository": {"nameWithOwner": "acme/other"}, "number": 7, "__typename": "Issue"}
    assert decode.numbered(3, home, "acme/widgets") == Absent(3, "moved", "acme/other#7")
    assert decode.numbered(3, {"__typename": "PullRequest"}, "acme/widgets") == Absent(3, "pull")


def test_labels_that_did_not_fit_are_fetched_not_read_as_removed() -> None:
    done = {"hasNextPage": False, "endCursor": None}
    node = {
        "id": "I",
        "number": 1,
        "url": "",
        "title": "",
        "body": "",
        "state": "OPEN",
        "stateReason": None,
        "locked": False,
        "author": None,
        "authorAssociation": "NONE",
        "viewerDidAuthor": False,
        "milestone": None,
        "labels": {"nodes": [{"name": "a"}], "pageInfo": {"hasNextPage": True, "endCursor": "A"}},
        "assignees": {"nodes": [{"login": "kim"}], "pageInfo": done},
        "timelineItems": {"nodes": []},
    }
    labels = {"nodes": [{"name": "b"}], "pageInfo": done}
    rest = json.dumps({"data": {"node": {"labels": labels, "assignees": {"nodes": [], "pageInfo": done}}}})
    session, script, _ = opened(Answer(200, {}, rest))
    issue = pages.whole(session, node)
    assert (issue.labels, issue.assignees, script.sent[0]["labels"]) == (("a", "b"), ("kim",), "A")


# ── the tip ──────────────────────────────────────────────────────────────────────────────────


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"]
    return subprocess.run(
        ["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def test_the_tip_tells_blobs_and_the_last_commit_that_touched_them(hub: Hub) -> None:
    work = hub.folder / "work"
    work.mkdir()
    git(work, "init")
    (work / "ROADMAP.md").write_text("one\n")
    (work / "docs").mkdir()
    (work / "docs" / "x").write_text("x")
    git(work, "add", ".")
    git(work, "commit", "-m", "one")
    first = git(work, "rev-parse", "HEAD")
    (work / "other").write_text("two\n")
    git(work, "add", ".")
    git(work, "commit", "-m", "two")
    git(work, "push", str(hub.folder / "sandbox.db.git"), "HEAD:main", f"{first}:refs/heads/old")
    blob = git(work, "rev-parse", "HEAD:ROADMAP.md")
    tip = hub.observe(documents=("ROADMAP.md", "docs", "none.md")).tip
    assert (tip.branch, tip.commit) == ("main", git(work, "rev-parse", "HEAD"))
    assert tip.blobs == {"ROADMAP.md": blob, "docs": None, "none.md": None}
    assert (tip.touched["ROADMAP.md"], tip.touched["none.md"]) == (first, None)
    assert hub.observe(branch="old").tip.commit == first
    assert hub.observe(branch="unheard-of").tip.commit is None


def test_an_empty_repository_has_no_tip(hub: Hub) -> None:
    tip = hub.observe().tip
    assert (tip.commit, tip.blobs) == (None, {"ROADMAP.md": None})


# ── people ───────────────────────────────────────────────────────────────────────────────────


def test_who_may_write_is_asked_only_of_strangers_with_a_marker(hub: Hub) -> None:
    for login, role in (("private", "write"), ("pri", "none"), ("mallory", "none")):
        token = hub.account(login, role=role, association="CONTRIBUTOR")
        body = marker.compose(mark(hub.observe(), login), "")
        hub.act("POST", "issues", {"title": login, "body": body}, token=token)
    hub.account("quiet", role="write", association="CONTRIBUTOR")
    hub.act("POST", "issues", {"title": "quiet", "body": "no marker"}, token="quiet-token")
    for number in range(1, 5):
        hub.act("POST", f"issues/{number}/labels", {"labels": ["roadmap"]})
    world, count = requests(hub, logins=("colleague",))
    assert (world.writers, world.assignable, count) == ({"private"}, {"colleague"}, 2)


# ── refusals ─────────────────────────────────────────────────────────────────────────────────


def test_a_repository_that_is_not_there(hub: Hub) -> None:
    with hub.session(repository="acme/nothing") as session, pytest.raises(NotPermitted) as stop:
        GitHubReader(session).observe(question())
    assert stop.value.exit_code == EXIT_USAGE
    assert "acme/nothing" in str(stop.value)
    assert "GITHUB_REPOSITORY" in stop.value.todo


def test_a_token_that_is_not_valid(hub: Hub) -> None:
    hub.act("POST", "/_sandbox/tokens", {"token": "stale", "valid": False})
    with hub.session("stale") as session, pytest.raises(NotPermitted, match="Bad credentials"):
        GitHubReader(session).observe(question())


@pytest.mark.parametrize("switch", ["has_issues", "archived"])
def test_issues_disabled_or_archived_is_told_not_raised(hub: Hub, switch: str) -> None:
    hub.act("PUT", "/_sandbox/repository", {switch: switch == "archived"})
    world = hub.observe(numbers=(1,), newest=True)
    assert world.repository.archived == (switch == "archived")
    assert world.repository.has_issues == (switch == "archived")
