"""The files of the repository: one bare git repository behind REST, GraphQL, push and clone."""

import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

from roadmap_sync.sandbox import Options
from tests.sandbox.client import REPO, Client

_FILE = f"{REPO}/contents/docs/ROADMAP.md"
_COMMIT = """mutation($b: CommittableBranch!, $o: GitObjectID!, $f: FileChanges!) {
  createCommitOnBranch(input: {branch: $b, expectedHeadOid: $o, message: {headline: "Sync", body: "All"},
    fileChanges: $f}) {commit {oid message author {user {login}}} ref {name target {oid}}}
}"""
_MAIN = {"repositoryNameWithOwner": "acme/widgets", "branchName": "main"}


def _git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Dev", "-c", "user.email=dev@example.org"]
    command = ["git", *identity, "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _coded(text: str) -> str:
    return b64encode(text.encode()).decode()


def _tip(owner: Client) -> Any:
    query = '{repository(owner: "acme", name: "widgets") {isEmpty defaultBranchRef {name target {oid}}}}'
    return owner.data(query)["repository"]


def test_an_empty_repository_has_no_tip(owner: Client) -> None:
    assert _tip(owner) == {"isEmpty": True, "defaultBranchRef": None}
    empty = owner.call("GET", _FILE)
    assert (empty.status_code, empty.json()["message"]) == (404, "This repository is empty.")
    assert owner.call("GET", f"{REPO}/commits").status_code == 409


def test_behaviour_22_a_file_is_created_updated_and_guarded_by_its_blob(owner: Client) -> None:
    made = owner.call("PUT", _FILE, {"message": "Add", "content": _coded("one\n")})
    assert made.status_code == 201
    blob = made.json()["content"]["sha"]
    missing = owner.call("PUT", _FILE, {"message": "Change", "content": _coded("two\n")})
    assert (missing.status_code, missing.json()["message"]) == (
        422,
        'Invalid request.\n\n"sha" wasn\'t supplied.',
    )
    stale = owner.call("PUT", _FILE, {"message": "Change", "content": _coded("two\n"), "sha": "0" * 40})
    assert (stale.status_code, stale.json()["message"]) == (409, f"docs/ROADMAP.md does not match {'0' * 40}")
    changed = owner.call("PUT", _FILE, {"message": "Change", "content": _coded("two\n"), "sha": blob})
    assert changed.status_code == 200
    found = owner.get(_FILE)
    assert b64decode(found["content"]) == b"two\n"
    assert [one["commit"]["message"] for one in owner.get(f"{REPO}/commits", path="docs/ROADMAP.md")] == [
        "Change",
        "Add",
    ]
    raw = owner.call("GET", _FILE, headers={"accept": "application/vnd.github.raw+json"})
    assert raw.content == b"two\n"
    owner.send("DELETE", _FILE, message="Remove", sha=found["sha"])
    assert owner.call("GET", _FILE).status_code == 404


def test_what_was_pushed_is_read_and_what_was_committed_is_pulled(
    owner: Client, options: Options, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    subprocess.run(["git", "clone", "--quiet", str(options.bare), str(work)], capture_output=True, check=True)
    (work / "ROADMAP.md").write_bytes("# Ziele — été\r\n".encode())
    _git(work, "checkout", "--quiet", "-B", "main")
    _git(work, "add", ".")
    _git(work, "commit", "--quiet", "-m", "Start")
    _git(work, "push", "--quiet", "origin", "main")
    pushed = _git(work, "rev-parse", "HEAD")
    assert _tip(owner)["defaultBranchRef"] == {"name": "main", "target": {"oid": pushed}}
    query = """{repository(owner: "acme", name: "widgets") {object(expression: "main:ROADMAP.md") {
        oid ... on Blob {text byteSize isBinary}} defaultBranchRef {target {... on Commit {
        history(first: 1, path: "ROADMAP.md") {totalCount nodes {oid messageHeadline}}
        file(path: "ROADMAP.md") {oid}}}}}}"""
    found = owner.data(query)["repository"]
    blob = _git(work, "rev-parse", "HEAD:ROADMAP.md")
    assert found["object"] == {"oid": blob, "text": "# Ziele — été\r\n", "byteSize": 19, "isBinary": False}
    target = found["defaultBranchRef"]["target"]
    assert target["history"] == {"totalCount": 1, "nodes": [{"oid": pushed, "messageHeadline": "Start"}]}
    assert target["file"] == {"oid": blob}

    changes = {
        "additions": [{"path": "docs/new.md", "contents": _coded("new\n")}],
        "deletions": [{"path": "ROADMAP.md"}],
    }
    made = owner.data(_COMMIT, b=_MAIN, o=pushed, f=changes)["createCommitOnBranch"]
    assert made["commit"]["message"] == "Sync\n\nAll"
    assert made["commit"]["author"] == {"user": {"login": "acme"}}
    _git(work, "pull", "--quiet", "origin", "main")
    assert _git(work, "rev-parse", "HEAD") == made["commit"]["oid"] == made["ref"]["target"]["oid"]
    assert _git(work, "ls-files") == "docs/new.md"


def test_a_commit_on_a_branch_that_moved_is_stale(owner: Client) -> None:
    owner.send("PUT", _FILE, message="Add", content=_coded("one\n"))
    changes = {"additions": [{"path": "a", "contents": ""}]}
    reply = owner.ask(_COMMIT, b=_MAIN, o="0" * 40, f=changes)
    assert reply["data"] == {"createCommitOnBranch": None}
    assert reply["errors"][0]["type"] == "STALE_DATA"
    assert "Expected branch to point to" in reply["errors"][0]["message"]


def test_branches_are_made_and_moved(owner: Client, repository_id: str) -> None:
    owner.send("PUT", _FILE, message="Add", content=_coded("one\n"))
    first = _tip(owner)["defaultBranchRef"]["target"]["oid"]
    create = "mutation($i: CreateRefInput!) {createRef(input: $i) {ref {id name}}}"
    branch = {"repositoryId": repository_id, "name": "refs/heads/topic", "oid": first}
    made = owner.data(create, i=branch)["createRef"]["ref"]
    assert owner.ask(create, i=branch)["errors"][0]["type"] == "UNPROCESSABLE"
    owner.send("PUT", f"{REPO}/contents/other", message="More", content="", branch="main")
    assert [one["name"] for one in owner.get(f"{REPO}/branches")] == ["main", "topic"]
    assert owner.get(f"{REPO}/git/ref/heads/topic")["object"]["sha"] == first
    tip = _tip(owner)["defaultBranchRef"]["target"]["oid"]
    move = "mutation($i: UpdateRefInput!) {updateRef(input: $i) {ref {target {oid}}}}"
    assert owner.data(move, i={"refId": made["id"], "oid": tip})["updateRef"]["ref"]["target"]["oid"] == tip
    assert owner.ask(move, i={"refId": made["id"], "oid": first})["errors"][0]["type"] == "UNPROCESSABLE"


def test_a_path_is_taken_as_it_is_written(owner: Client) -> None:
    for path in ("a*.md", "ab.md"):
        owner.send("PUT", f"{REPO}/contents/{path}", message=f"Add {path}", content=_coded("x"))
    found = owner.get(f"{REPO}/commits", path="a*.md")
    assert [one["commit"]["message"] for one in found] == ["Add a*.md"]
    refused = owner.call("PUT", f"{REPO}/contents/.git/config", {"message": "m", "content": ""})
    assert (refused.status_code, refused.json()["message"]) == (
        422,
        "path contains a malformed path component",
    )


def test_only_writers_commit(owner: Client, person: Callable[..., Client]) -> None:
    owner.send("PUT", _FILE, message="Add", content=_coded("one\n"))
    reader = person("rita", role="triage")
    assert reader.call("PUT", f"{REPO}/contents/x", {"message": "m", "content": ""}).status_code == 404
    oid = _tip(owner)["defaultBranchRef"]["target"]["oid"]
    reply = reader.ask(_COMMIT, b=_MAIN, o=oid, f={})
    assert reply["errors"][0]["type"] == "FORBIDDEN"
