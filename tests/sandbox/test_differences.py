"""What lies between two commits, what is said of them, and how a pull request fares that brings them."""

from base64 import b64encode
from collections.abc import Iterator

import pytest

from roadmap_sync.sandbox import Options, start
from tests.sandbox.client import REPO, Client


def _forked(owner: Client) -> Client:
    """`topic` renames, adds and removes files beside `main`, which goes on by itself."""
    for path, text in (("old.md", "A\nB\nC\nD\n"), ("gone.md", "x\n")):
        content = text.encode()
        owner.send("PUT", f"{REPO}/contents/{path}", message=path, content=_coded(content))
    base = owner.get(f"{REPO}/branches/main")["commit"]["sha"]
    old = owner.get(f"{REPO}/contents/old.md")["sha"]
    leaves = [
        {"path": "old.md", "mode": "100644", "sha": None},
        {"path": "new name.md", "mode": "100644", "sha": old},
        {"path": "gone.md", "mode": "100644", "sha": None},
        {"path": "added.md", "mode": "100644", "content": "1\n2\n"},
    ]
    tree = owner.send("POST", f"{REPO}/git/trees", base_tree=base, tree=leaves)["sha"]
    made = owner.send("POST", f"{REPO}/git/commits", message="All", tree=tree, parents=[base])["sha"]
    owner.send("POST", f"{REPO}/git/refs", ref="refs/heads/topic", sha=made)
    owner.send("PUT", f"{REPO}/contents/meanwhile.md", message="Meanwhile", content="")
    return owner


def _coded(data: bytes) -> str:
    return b64encode(data).decode()


@pytest.fixture
def forked(owner: Client) -> Client:
    return _forked(owner)


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The same with a pull request, to look at."""
    with start(Options(tmp_path_factory.mktemp("apart") / "github.db", "acme/widgets")) as running:
        client = _forked(Client(running.url))
        client.send("POST", f"{REPO}/pulls", title="Change", head="topic", base="main")
        yield client
        client.session.close()


_FILES = [
    ("added.md", "added", 2, 0, None),
    ("gone.md", "removed", 0, 1, None),
    ("new name.md", "renamed", 0, 0, "old.md"),
]


def _facts(files: list[dict]) -> list[tuple]:
    keys = ("filename", "status", "additions", "deletions", "previous_filename")
    return [tuple(one.get(key) for key in keys) for one in files]


def test_a_comparison_begins_where_the_branches_parted(apart: Client) -> None:
    found = apart.get(f"{REPO}/compare/main...topic")
    assert (found["status"], found["ahead_by"], found["behind_by"]) == ("diverged", 1, 1)
    assert _facts(found["files"]) == _FILES
    assert found["files"][0]["patch"] == "@@ -0,0 +1,2 @@\n+1\n+2"
    assert "patch" not in found["files"][2]
    assert [one["commit"]["message"] for one in found["commits"]] == ["All"]
    assert apart.get(f"{REPO}/compare/main...main")["status"] == "identical"
    assert apart.get(f"{REPO}/compare/acme:topic...acme:topic")["total_commits"] == 0
    assert apart.call("GET", f"{REPO}/compare/main...nowhere").status_code == 404


def test_a_commit_tells_its_lines(apart: Client) -> None:
    found = apart.get(f"{REPO}/commits/topic")
    assert (_facts(found["files"]), found["stats"]) == (_FILES, {"total": 3, "additions": 2, "deletions": 1})
    first = apart.get(f"{REPO}/commits/{found['parents'][0]['sha']}~1")
    assert _facts(first["files"]) == [("old.md", "added", 4, 0, None)]
    refused = apart.call("GET", f"{REPO}/commits/nowhere")
    assert (refused.status_code, refused.json()["message"]) == (422, "No commit found for SHA: nowhere")


@pytest.mark.parametrize("form", ["diff", "patch"])
@pytest.mark.parametrize("accept", ["application/vnd.github.{}", "application/vnd.github.v3.{}"])
def test_differences_come_as_text(apart: Client, form: str, accept: str) -> None:
    for path in ("pulls/1", "compare/main...topic", "commits/topic"):
        found = apart.call("GET", f"{REPO}/{path}", headers={"accept": accept.format(form)})
        assert found.headers["content-type"] == f"{accept.format(form)}; charset=utf-8"
        assert "+++ b/added.md" in found.text
        assert found.text.startswith({"diff": "diff --git", "patch": "From "}[form])


def test_a_pull_request_counts_what_it_changes(forked: Client) -> None:
    shown = forked.send("POST", f"{REPO}/pulls", title="Change", head="acme:topic", base="main")
    keys = ("commits", "additions", "deletions", "changed_files", "mergeable", "mergeable_state", "draft")
    assert [shown[key] for key in keys] == [1, 2, 1, 3, True, "clean", False]
    assert _facts(forked.get(f"{REPO}/pulls/1/files")) == _FILES
    sha = shown["head"]["sha"]
    assert [one["number"] for one in forked.get(f"{REPO}/commits/{sha}/pulls")] == [1]
    assert forked.get(f"{REPO}/commits/main/pulls") == []
    forked.send("PUT", f"{REPO}/pulls/1/merge", commit_title="Mine", commit_message="")
    forked.send("DELETE", f"{REPO}/git/refs/heads/topic")
    assert _facts(forked.get(f"{REPO}/pulls/1/files")) == _FILES
    assert forked.get(f"{REPO}/issues/1")["pull_request"]["merged_at"]
    assert forked.get(f"{REPO}/commits/main")["commit"]["message"] == "Mine"
    merged = [one for one in forked.get(f"{REPO}/issues/1/events") if one["event"] == "merged"]
    assert merged[0]["commit_id"] == forked.get(f"{REPO}/branches/main")["commit"]["sha"]


def test_what_cannot_be_merged_is_not(forked: Client) -> None:
    forked.send("PUT", f"{REPO}/contents/added.md", message="Other", content=_coded(b"other\n"))
    at = f"{REPO}/pulls/1/merge"
    shown = forked.send("POST", f"{REPO}/pulls", title="Change", head="topic", base="main", draft=True)
    assert (shown["draft"], shown["mergeable"], shown["mergeable_state"]) == (True, False, "dirty")
    assert forked.call("PUT", at, {}).json()["message"] == "Pull Request is still a draft"
    forked.pull("Other", "other")
    forked.send("PATCH", f"{REPO}/pulls/2", base="topic")
    assert forked.get(f"{REPO}/pulls/2")["base"]["ref"] == "topic"
    assert forked.call("PATCH", f"{REPO}/pulls/2", {"base": "nowhere"}).status_code == 422
    assert forked.call("PUT", f"{REPO}/pulls/2/merge", {"sha": "0" * 40}).status_code == 409
    forked.send("PATCH", f"{REPO}/pulls/2", state="closed")
    refused = forked.call("PUT", f"{REPO}/pulls/2/merge", {})
    assert (refused.status_code, refused.json()["message"]) == (405, "Pull Request is not mergeable")


def test_a_branch_catches_up(forked: Client) -> None:
    forked.send("POST", f"{REPO}/pulls", title="Change", head="topic", base="main")
    begun = forked.call("PUT", f"{REPO}/pulls/1/update-branch", {})
    assert begun.status_code == 202
    assert forked.get(f"{REPO}/compare/main...topic")["behind_by"] == 0
    assert forked.call("PUT", f"{REPO}/pulls/1/update-branch", {}).status_code == 422


def test_people_are_asked_and_say_what_they_think(owner: Client, person) -> None:
    reader, other = person("reader", role="read"), person("rev", role="write")
    at = f"{REPO}/pulls/{owner.pull()['number']}"
    asked = owner.send("POST", f"{at}/requested_reviewers", reviewers=["rev", "reader"])
    assert [one["login"] for one in asked["requested_reviewers"]] == ["rev", "reader"]
    for wanted in ("acme", "nobody"):
        refused = owner.call("POST", f"{at}/requested_reviewers", {"reviewers": [wanted]})
        assert refused.status_code == 422
    other.send("POST", f"{at}/reviews", event="APPROVE")
    reader.send("POST", f"{at}/reviews", event="COMMENT", body="Hm")
    owner.send("POST", f"{at}/requested_reviewers", reviewers=["reader"])
    owner.send("DELETE", f"{at}/requested_reviewers", reviewers=["reader"])
    assert owner.get(f"{at}/requested_reviewers")["users"] == []
    said = [(one["user"]["login"], one["state"]) for one in owner.get(f"{at}/reviews")]
    assert said == [("rev", "APPROVED"), ("reader", "COMMENTED")]
    refused = owner.call("POST", f"{at}/reviews", {"event": "APPROVE"})
    assert (refused.status_code, refused.json()["message"]) == (422, "Can not approve your own pull request")
    assert other.call("POST", f"{at}/reviews", {"event": "REQUEST_CHANGES"}).status_code == 422


def test_statuses_come_to_one(owner: Client) -> None:
    sha = owner.branch("topic")
    at = f"{REPO}/commits/topic/status"
    assert (owner.get(at)["state"], owner.get(at)["total_count"]) == ("pending", 0)
    for context, state, combined in (
        ("ci", "pending", "pending"),
        ("ci", "success", "success"),
        ("lint", "error", "failure"),
        ("lint", "success", "success"),
    ):
        owner.send("POST", f"{REPO}/statuses/{sha}", state=state, context=context, description="d")
        assert owner.get(at)["state"] == combined
    assert owner.get(at)["total_count"] == 2
    assert len(owner.get(f"{REPO}/commits/{sha}/statuses")) == 4
    assert owner.call("POST", f"{REPO}/statuses/{sha}", {"state": "fine"}).status_code == 422


def test_tags_are_listed_and_read(owner: Client) -> None:
    sha = owner.branch("topic")
    git = f"{REPO}/git"
    made = owner.send("POST", f"{git}/tags", tag="v2", message="Two", object=sha, type="commit")
    assert (made["message"], made["object"]["sha"], made["tagger"]["name"]) == ("Two", sha, "acme")
    owner.send("POST", f"{git}/refs", ref="refs/tags/v2", sha=made["sha"])
    owner.send("POST", f"{git}/refs", ref="refs/tags/v1", sha=sha)
    listed = owner.get(f"{REPO}/tags")
    assert [(one["name"], one["commit"]["sha"]) for one in listed] == [("v2", sha), ("v1", sha)]
    assert owner.get(f"{git}/ref/tags/v2")["object"]["type"] == "tag"
    assert owner.get(f"{git}/tags/{made['sha']}") == made
    assert owner.call("POST", f"{git}/refs", {"ref": "refs/heads/x", "sha": made["sha"]}).status_code == 422
    assert owner.get(f"{REPO}/commits/v2")["sha"] == sha


def test_files_come_raw_and_as_an_object(apart: Client) -> None:
    raw = apart.call("GET", f"{REPO}/contents/old.md", headers={"accept": "application/vnd.github.raw"})
    assert raw.text == "A\nB\nC\nD\n"
    asked = {"accept": "application/vnd.github.object+json"}
    root = apart.call("GET", f"{REPO}/contents", headers=asked).json()
    assert (root["type"], [one["name"] for one in root["entries"]]) == (
        "dir",
        ["gone.md", "meanwhile.md", "old.md"],
    )


def test_a_repository_is_about_topics(owner: Client) -> None:
    owner.send("PUT", f"{REPO}/topics", names=["plan", "a-b"])
    assert owner.get(REPO)["topics"] == ["plan", "a-b"] == owner.get(f"{REPO}/topics")["names"]
    assert owner.call("PUT", f"{REPO}/topics", {"names": ["No Good"]}).status_code == 422
    found = owner.get("/search/repositories", q="widg user:acme topic:plan")
    assert [one["full_name"] for one in found["items"]] == ["acme/widgets"]
    assert owner.get("/search/repositories", q="other")["total_count"] == 0


def test_nobody_is_told_of_what_is_not_for_them(person) -> None:
    reader = person("reader", role="read")
    assert reader.get(f"{REPO}/releases") == []
    for path in ("hooks", "keys", "actions/secrets"):
        assert reader.call("GET", f"{REPO}/{path}").status_code == 404


def test_the_addresses_of_files_and_differences_lead_there(apart: Client) -> None:
    told = apart.get(f"{REPO}/contents/old.md")["download_url"]
    assert apart.call("GET", told.removeprefix(apart.url)).text == "A\nB\nC\nD\n"
    pull = apart.get(f"{REPO}/pulls/1")
    for form, begin in (("diff", "diff --git"), ("patch", "From ")):
        found = apart.call("GET", pull[f"{form}_url"].removeprefix(apart.url))
        assert found.text.startswith(begin)
        assert found.headers["content-type"].startswith("text/plain")
    for path in ("raw/main/none.md", "raw/nowhere/old.md", "pull/1.zip", "pull/9.diff"):
        assert apart.call("GET", f"/acme/widgets/{path}").status_code == 404, path
