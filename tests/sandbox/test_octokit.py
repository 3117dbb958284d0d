"""What Octokit, its plugins and github3.py lean on, as raw requests in the shape they send."""

from base64 import b64encode

from tests.sandbox.client import REPO, Client
from tests.sandbox.keys import pair

_FULL = {"accept": "application/vnd.github.v3.full+json"}


def test_the_list_of_a_search_is_the_first_key_but_counters(owner: Client) -> None:
    """Octokit's `paginate` drops the counters and takes the first key that is left for the list."""
    owner.issue("Find me")
    found = owner.get("/search/issues", q="repo:acme/widgets Find")
    counters = {"total_count", "incomplete_results", "repository_selection"}
    assert next(key for key in found if key not in counters) == "items"


def test_lists_behind_a_counter_lead_from_page_to_page(owner: Client) -> None:
    """Octokit, gidgethub and PyGithub follow the Link header of a search as that of any list."""
    for title in ("One", "Two", "Three"):
        owner.issue(title)
    path = ".github/workflows/a.yml"
    owner.send("PUT", "/_sandbox/actions/workflows", path=path)
    for _ in range(3):
        owner.send("POST", "/_sandbox/actions/runs", path=path, event="push")
    for at, key in (
        ("/search/issues?q=repo:acme/widgets&per_page=2", "items"),
        (f"{REPO}/actions/runs?per_page=2", "workflow_runs"),
        (f"{REPO}/actions/workflows/a.yml/runs?per_page=2", "workflow_runs"),
    ):
        first = owner.call("GET", at)
        onward = first.links["next"]["url"].removeprefix(owner.url)
        second = owner.call("GET", onward)
        ids = [one["id"] for reply in (first, second) for one in reply.json()[key]]
        assert (len(set(ids)), second.json()["total_count"], "next" in second.links) == (3, 3, False), at


def test_bodies_come_in_the_form_that_is_accepted(owner: Client) -> None:
    number = owner.issue("One", body="a < b")["number"]
    owner.send("POST", f"{REPO}/issues/{number}/comments", body="Fine")
    for path in (f"{REPO}/issues/{number}", f"{REPO}/issues/{number}/comments"):
        shown = owner.call("GET", path, headers=_FULL).json()
        one = shown[0] if isinstance(shown, list) else shown
        assert one["body"] == one["body_text"] != one["body_html"]
    asked = {"accept": "application/vnd.github.html+json"}
    only = owner.call("GET", f"{REPO}/issues/{number}", headers=asked).json()
    assert (only["body_html"], "body" in only) == ('<p dir="auto">a &lt; b</p>', False)
    assert "body_html" not in owner.get(f"{REPO}/issues/{number}")
    pull = owner.pull("Change")["number"]
    assert "body_html" in owner.call("GET", f"{REPO}/pulls/{pull}", headers=_FULL).json()


def test_a_commit_is_built_from_blob_and_tree(owner: Client) -> None:
    """As `octokit.rest.git` and the plugins for many files at once do it."""
    base = owner.branch("topic")
    git = f"{REPO}/git"
    coded = b64encode(b"\x00\xff").decode()
    blob = owner.send("POST", f"{git}/blobs", content=coded, encoding="base64")["sha"]
    leaves = [
        {"path": "deep/b.bin", "mode": "100755", "type": "blob", "sha": blob},
        {"path": "c.md", "mode": "100644", "type": "blob", "content": "C"},
        {"path": "topic.md", "mode": "100644", "type": "blob", "sha": None},
    ]
    tree = owner.send("POST", f"{git}/trees", base_tree=base, tree=leaves)
    assert [one["path"] for one in tree["tree"]] == ["README.md", "c.md", "deep"]
    made = owner.send("POST", f"{git}/commits", message="All", tree=tree["sha"], parents=[base])
    assert owner.get(f"{git}/commits/{made['sha']}") == made
    owner.send("PATCH", f"{git}/refs/heads/topic", sha=made["sha"])
    assert owner.get(f"{REPO}/contents/deep/b.bin", ref="topic")["content"].strip() == coded
    assert owner.call("GET", f"{REPO}/contents/topic.md", params={"ref": "topic"}).status_code == 404
    found = owner.get(f"{git}/matching-refs/heads/to")
    assert [(one["ref"], one["object"]["sha"]) for one in found] == [("refs/heads/topic", made["sha"])]


def test_what_git_does_not_know_is_refused(owner: Client) -> None:
    base, git = owner.branch("topic"), f"{REPO}/git"
    leaf = {"path": "a.md", "mode": "100644", "type": "blob", "sha": "0" * 40}
    for path, body in (
        ("blobs", {"content": "%", "encoding": "base64"}),
        ("blobs", {}),
        ("trees", {"base_tree": base, "tree": [leaf]}),
        ("trees", {"base_tree": "0" * 40, "tree": []}),
        ("trees", {"tree": [leaf | {"path": "../a", "sha": None, "mode": "1"}]}),
        ("trees", {"tree": "none"}),
        ("commits", {"message": "x", "tree": base, "parents": []}),
    ):
        assert owner.call("POST", f"{git}/{path}", body).status_code == 422, (path, body)
    assert owner.call("GET", f"{git}/commits/{'0' * 40}").status_code == 404


def test_a_pull_request_tells_its_commits_and_whether_it_is_merged(owner: Client) -> None:
    at = f"{REPO}/pulls/{owner.pull('Change')['number']}"
    before = owner.get(f"{at}/commits")
    assert [one["commit"]["message"] for one in before] == ["Change"]
    assert owner.call("GET", f"{at}/merge").status_code == 404
    owner.send("PUT", f"{at}/merge")
    assert owner.call("GET", f"{at}/merge").status_code == 204
    owner.send("DELETE", f"{REPO}/git/refs/heads/topic")
    assert owner.get(f"{at}/commits") == before
    assert owner.get(at)["head"]["sha"] == before[0]["sha"]


def test_somebody_can_be_asked_after(owner: Client) -> None:
    number = owner.issue()["number"]
    for path in ("collaborators", "assignees", f"issues/{number}/assignees"):
        for login, status in (("colleague", 204), ("nobody", 404)):
            assert owner.call("GET", f"{REPO}/{path}/{login}").status_code == status
    assert owner.call("GET", f"{REPO}/issues/99/assignees/colleague").status_code == 404


def test_the_readme_is_found(owner: Client) -> None:
    assert owner.call("GET", f"{REPO}/readme").status_code == 404
    owner.branch("topic")
    assert owner.get(f"{REPO}/readme") == owner.get(f"{REPO}/contents/README.md")


def test_runs_of_all_workflows_are_listed_newest_first(owner: Client) -> None:
    for path, day in (("a.yml", 1), ("b.yml", 3), ("a.yml", 2)):
        at = {"path": f".github/workflows/{path}", "created_at": f"2026-03-0{day}T09:00:00Z"}
        owner.send("PUT", "/_sandbox/actions/workflows", path=at["path"])
        owner.send("POST", "/_sandbox/actions/runs", event="push", **at)
    found = owner.get(f"{REPO}/actions/runs", event="push")
    assert found["total_count"] == 3
    assert [run["created_at"][8:10] for run in found["workflow_runs"]] == ["03", "02", "01"]


def test_repositories_of_an_installation_are_for_its_token(owner: Client) -> None:
    owner.send("POST", "/_sandbox/apps", id=7, slug="bot", public_key=pair()[1], permissions={})
    refused = owner.call("GET", "/installation/repositories")
    assert refused.status_code == 403
    assert owner.call("GET", "/app/installations").status_code == 401


_PULL = (
    "state merged mergedAt isCrossRepository headRefOid headRef {name} baseRef {name} mergeable"
    " mergeStateStatus commits(first: 9) {totalCount nodes {commit {oid authors(first: 1) {totalCount}}}}"
    " headRepository {name} headRepositoryOwner {login} mergedBy {login} mergeCommit {oid}"
)


def test_a_pull_request_by_mutations(owner: Client, repository_id: str) -> None:
    sha = owner.branch("topic")
    made = owner.data(
        "mutation($i: CreatePullRequestInput!) {createPullRequest(input: $i) {pullRequest {id number}}}",
        i={"repositoryId": repository_id, "title": "T", "headRefName": "topic", "baseRefName": "main"},
    )["createPullRequest"]["pullRequest"]
    for verb, state in (("close", "CLOSED"), ("reopen", "OPEN"), ("merge", "MERGED")):
        name = f"{verb}PullRequest"
        ask = f"mutation($p: ID!) {{{name}(input: {{pullRequestId: $p}}) {{pullRequest {{{_PULL}}}}}}}"
        shown = owner.data(ask, p=made["id"])[name]["pullRequest"]
        assert (shown["state"], shown["headRefOid"]) == (state, sha)
        assert [one["commit"]["oid"] for one in shown["commits"]["nodes"]] == [sha]
        assert shown["mergeStateStatus"] == ("CLEAN" if state == "OPEN" else "UNKNOWN")
    assert (shown["merged"], shown["mergedBy"]["login"]) == (True, "acme")
    assert shown["mergedAt"]
    assert shown["mergeCommit"]["oid"] == owner.get(f"{REPO}/branches/main")["commit"]["sha"]
    again = owner.ask(
        "mutation($p: ID!) {reopenPullRequest(input: {pullRequestId: $p}) {clientMutationId}}", p=made["id"]
    )
    assert again["errors"][0]["type"] == "UNPROCESSABLE"
    for states, found in (("CLOSED", 0), ("MERGED", 1), ("OPEN", 0)):
        ask = f"pullRequests(states: {states}) {{totalCount}}"
        ask = f'{{repository(owner: "acme", name: "widgets") {{{ask}}}}}'
        assert owner.data(ask)["repository"]["pullRequests"]["totalCount"] == found


def test_pull_requests_are_found_by_their_branch(owner: Client) -> None:
    owner.pull("One", "one")
    owner.branch("two", "two.md")
    owner.send("POST", f"{REPO}/pulls", title="Two", head="two", base="main")
    ask = 'pullRequests(first: 9, headRefName: "two") {nodes {title mergeable}}'
    ask = f'{{repository(owner: "acme", name: "widgets") {{{ask}}}}}'
    found = owner.data(ask)["repository"]["pullRequests"]["nodes"]
    assert found == [{"title": "Two", "mergeable": "MERGEABLE"}]
