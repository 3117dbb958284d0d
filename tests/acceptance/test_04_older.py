"""Servers that lack what a roadmap asks for, and what stands behind a link that is no issue of ours."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.desk import Desk
from tests.acceptance.test_04_boards import hub_of
from tests.acceptance.test_04_family import blockers, children
from tests.github.board import do, found_board
from tests.github.proxy import between
from tests.sandbox.client import Client

ROADMAP = """\
# Roadmap

## Features

### Backend

| ID | Title | Type | Status | Target | Depends on |
|---|---|---|---|---|---|
| B1 | Add a cache | Bug | Planned | Q1 2026 | B2 |
| B2 | Ship it | Task | ✅ Done | Q1 2026 | — |
"""
CONFIG = "groups: parent\nproject: {title: Roadmap, create: true}\n"
LACKING = {
    "dependencies between issues": {"blockedBy": "Issue", "addBlockedBy": "Mutation"},
    "sub-issues": {"subIssuesSummary": "Issue", "addSubIssue": "Mutation"},
    "issue types": {"issueType": "Issue", "issueTypes": "Repository"},
    "boards": {"projectsV2": "ProjectV2Owner", "projectItems": "Issue"},
}
VERSIONS = {"3.17": list(LACKING), "3.19": ["sub-issues", "issue types", "boards"]}


@pytest.mark.parametrize("version", VERSIONS)
def test_04_06_an_older_enterprise_server_does_without_what_it_lacks(desk: Desk, version: str):
    desk.github.ask("PUT", "/_sandbox/owner", {"type": "Organization"})
    (desk.folder / "config.yml").write_text(CONFIG)
    desk.environment["ROADMAP_SYNC_CONFIG"] = "config.yml"
    desk.put(ROADMAP)
    with between(desk.github.url) as old:
        old.unknown = {name: of for what in VERSIONS[version] for name, of in LACKING[what].items()}
        desk.environment["GITHUB_API_URL"] = old.url
        done = desk.sync()
        desk.settled()
        again = desk.plan()["notes"]
    said = [what for what in LACKING for note in done["notes"] if f"too old for {what}" in note]
    assert (said, len(done["notes"]), again) == (VERSIONS[version], len(said), done["notes"])
    assert not any("token" in note for note in done["notes"])
    assert [one["title"] for one in desk.github.issues()] == ["Backend", "Add a cache", "Ship it"]
    assert desk.github.titled("Ship it")["state"] == "closed"
    assert blockers(desk, "Add a cache") == (["Ship it"] if version == "3.19" else [])
    desk.environment.pop("GITHUB_API_URL")
    desk.sync()
    assert (blockers(desk, "Add a cache"), children(desk, "Backend")) == (
        ["Ship it"],
        ["Add a cache", "Ship it"],
    )
    assert desk.github.titled("Add a cache")["type"]["name"] == "Bug"
    assert len(found_board(hub_of(desk)).cards()) == 3
    desk.settled()


def test_04_06_what_an_older_server_cannot_tell_is_not_read_as_taken_away(desk: Desk):
    desk.github.ask("PUT", "/_sandbox/owner", {"type": "Organization"})
    (desk.folder / "config.yml").write_text(CONFIG)
    desk.environment["ROADMAP_SYNC_CONFIG"] = "config.yml"
    desk.put(ROADMAP)
    desk.sync()
    cards = found_board(hub_of(desk)).cards()
    with between(desk.github.url) as old:
        old.unknown = {name: of for fields in LACKING.values() for name, of in fields.items()}
        desk.environment["GITHUB_API_URL"] = old.url
        desk.edit("Add a cache", "Add a large cache")
        assert [one["field"] for one in desk.sync()["changes"]] == ["title"]
    desk.environment.pop("GITHUB_API_URL")
    desk.settled()
    assert blockers(desk, "Add a large cache") == ["Ship it"]
    assert {card["item"] for card in cards.values()} == {
        card["item"] for card in found_board(hub_of(desk)).cards().values()
    }


# ── behind the link ──────────────────────────────────────────────────────────────────────────

LINKED = """\
# Roadmap

| Title | Status | Issue |
|---|---|---|
| Locked | Planned | #1 |
| Pull request | Planned | #2 |
| Deleted | Planned | #3 |
| Moved | Planned | #4 |
| Unmarked | Planned | #5 |
| Fresh | Planned | |
"""


def elsewhere(reply: Any) -> Any:
    """As GitHub answers once the issue #4 was transferred to another repository."""
    here = reply["data"]["repository"]
    if "issues" in here:
        here["issues"]["nodes"] = [one for one in here["issues"]["nodes"] if one["number"] != 4]
    for node in here.values():
        if node and node.get("number") == 4:
            node["number"], node["repository"]["nameWithOwner"] = 7, "acme/gadgets"
    return reply


def linked(desk: Desk) -> None:
    for title in ("Locked", "Deleted", "Moved", "Unmarked"):
        if title == "Deleted":
            Client(desk.github.url).pull("Pull request")
        desk.github.repo("POST", "/issues", {"title": title, "body": f"{title} by hand"})
    desk.github.repo("PUT", "/issues/1/lock", token="owner")
    gone = desk.github.titled("Deleted")["node_id"]
    do(hub_of(desk), "deleteIssue", "repository { id }", issueId=gone)
    desk.put(LINKED)


def test_04_06_whatever_is_behind_a_link_the_rest_runs(desk: Desk):
    linked(desk)
    with between(desk.github.url) as line:
        for words in ("query Numbered", "query Newest"):
            line.add(words, "mute", mute=elsewhere)
        ran = desk.run("sync", "--yes", "--format", "json", GITHUB_API_URL=line.url)
    held = {one["subject"]["name"]: (one["kind"], one["why"], bool(one["todo"])) for one in ran.json["holds"]}
    assert (ran.code, held) == (
        4,
        {
            "pull-request": ("drift", "links a pull request (#2), not an issue", False),
            "deleted": ("conflict", "#3 is gone, or this token cannot see it", True),
            "moved": ("conflict", "#4 was moved, now acme/gadgets#7", True),
        },
    )
    assert {one["result"] for one in ran.json["outcomes"]} == {"done"}
    assert [one["title"] for one in desk.github.issues()][-1] == "Fresh"
    assert len(desk.github.issues()) == 5
    assert "| Fresh | Planned | [#6](" in desk.text
    body = desk.github.titled("Unmarked")["body"]
    assert body.startswith("Unmarked by hand\n\n<!-- roadmap-sync ")


def test_04_06_a_locked_issue_is_written_as_usual_and_a_copied_link_is_held(desk: Desk):
    linked(desk)
    desk.run("sync", "--yes")
    desk.edit("| Locked | Planned |", "| Locked | ✅ Done |")
    desk.put(desk.text + "| Again | Planned | #6 |\n")
    done = desk.sync(code=4)
    assert [one["field"] for one in done["changes"]] == ["status"]
    assert desk.github.titled("Locked")["state"] == "closed"
    held = {one["subject"]["name"]: one["why"] for one in done["holds"]}
    assert held.keys() == {"again", "deleted", "pull-request"}
    assert "#6" in held["again"]
    assert len([one for one in desk.github.issues() if one["title"] in ("Fresh", "Again")]) == 1
