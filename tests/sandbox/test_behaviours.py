"""The 22 behaviours that a faithful GitHub has, in the order of our list, each whole.

One sandbox serves them all: every test makes what it looks at. Odd corners are in the tests of each area.
"""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from roadmap_sync.sandbox import Options, start
from tests.sandbox.board import STATUS, Board
from tests.sandbox.client import REPO, Client

_ISSUES, _LABELS, _MILESTONES = f"{REPO}/issues", f"{REPO}/labels", f"{REPO}/milestones"
_HOME = 'repository(owner: "acme", name: "widgets")'
_FAMILY = (
    "An error occurred while adding the sub-issue to the parent issue. "
    "Issue may not contain duplicate sub-issues and Sub issue may only have one parent"
)
_TAKEN = (
    "An error occurred while adding the blocking issue to the issue. "
    "Validation failed: Target issue has already been taken"
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with start(Options(tmp_path_factory.mktemp("behaviours") / "github.db", "acme/widgets")) as running:
        client = Client(running.url)
        yield client
        client.session.close()


@pytest.fixture
def github(world: Client) -> Iterator[Client]:
    """The sandbox of all, with nothing switched on when a test ends."""
    yield world
    for path in ("/_sandbox/faults", "/_sandbox/limits"):
        world.send("DELETE", path)
    world.send("POST", "/_sandbox/clock", now=None)
    world.send("PUT", "/_sandbox/lagging", counters=0, search=0)
    world.send("PUT", "/_sandbox/repository", private=False, archived=False, has_issues=True)


def _person(github: Client, login: str, **account: Any) -> Client:
    github.send("POST", "/_sandbox/accounts", login=login, token=f"of-{login}", **account)
    return Client(github.url, f"of-{login}")


def _newest(github: Client, count: int) -> list[str]:
    found = sorted(github.get(_ISSUES, per_page=100), key=lambda one: one["number"])
    return [one["title"] for one in found[-count:]]


def _refusal(reply: requests.Response) -> tuple[int, str]:
    return reply.status_code, reply.json()["message"]


def _errors(reply: requests.Response) -> list[dict[str, Any]]:
    assert _refusal(reply) == (422, "Validation Failed")
    found: list[dict[str, Any]] = reply.json()["errors"]
    return found


def test_05_04_01_links(github: Client) -> None:
    for _ in range(5):
        github.issue(labels=["linked"])
    pages = [github.call("GET", _ISSUES, params={"labels": "linked", "per_page": 2})]
    while "next" in pages[-1].links:
        pages.append(github.session.get(pages[-1].links["next"]["url"]))
    assert [list(page.links) for page in pages] == [
        ["next", "last"], ["prev", "next", "last", "first"], ["prev", "first"],
    ]  # fmt: skip
    root = f"{github.url}/repositories/{github.get(REPO)['id']}/issues?"
    assert all(link["url"].startswith(root) for page in pages for link in page.links.values())
    assert len({issue["id"] for page in pages for issue in page.json()}) == 5
    assert pages[0].json()[0]["url"].startswith(f"{github.url}/repos/acme/widgets/issues/")


def test_05_04_02_headers(github: Client) -> None:
    made = github.call("POST", _ISSUES, {"title": "One"})
    assert (made.status_code, made.headers["location"]) == (201, made.json()["url"])
    read = github.call("GET", f"{_ISSUES}/{made.json()['number']}")
    for name in ("limit", "remaining", "used", "reset"):
        assert read.headers[f"x-ratelimit-{name}"].isdecimal()
    assert read.headers["x-github-media-type"] == "github.v3; format=json"
    assert {
        "etag",
        "x-github-request-id",
        "x-github-api-version-selected",
        "x-oauth-scopes",
    } <= read.headers.keys()
    tags = (
        read.headers["etag"],
        read.headers["etag"].removeprefix("W/"),
        f'"other", {read.headers["etag"]}',
        "*",
    )
    for tag in tags:
        again = github.call("GET", f"{_ISSUES}/{made.json()['number']}", headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["x-ratelimit-remaining"] == read.headers["x-ratelimit-remaining"]
    resources = (("/graphql", "graphql"), ("/search/issues?q=x", "search"), (_ISSUES, "core"))
    for path, resource in resources:
        reply = github.call("POST" if resource == "graphql" else "GET", path, {"query": "{viewer {login}}"})
        assert reply.headers["x-ratelimit-resource"] == resource


def test_05_04_03_errors(github: Client) -> None:
    reader = _person(github, "rita", role="read")
    stranger, nobody = _person(github, "eve", role="none"), Client(github.url, None)
    issue = github.issue()
    missing = github.call("GET", "/repos/acme/nothing")
    assert missing.json() | {"documentation_url": ""} == {
        "message": "Not Found", "documentation_url": "", "status": "404",
    }  # fmt: skip
    github.send("POST", "/_sandbox/tokens", token="void", valid=False)
    assert _refusal(Client(github.url, "void").call("GET", REPO)) == (401, "Bad credentials")
    assert _refusal(nobody.call("POST", _ISSUES, {"title": "x"}))[0] == 401
    assert _refusal(reader.call("PATCH", f"{_ISSUES}/{issue['number']}", {"title": "x"})) == (
        403, "Must have admin rights to Repository.",
    )  # fmt: skip
    github.send("POST", "/_sandbox/tokens", token="bot", login="acme", kind="app", scopes=["contents=write"])
    assert _refusal(Client(github.url, "bot").call("POST", _ISSUES, {"title": "x"})) == (
        403, "Resource not accessible by integration",
    )  # fmt: skip
    wrong = 'Invalid request.\n\n"title" wasn\'t supplied.'
    assert _refusal(github.call("POST", _ISSUES, {})) == (422, wrong)
    assert "errors" not in github.call("POST", _ISSUES, {}).json()
    for body, message in (("{", "Problems parsing JSON"), ("[]", "Body should be a JSON object")):
        assert _refusal(github.session.post(github.url + _ISSUES, data=body)) == (400, message)
    broken = github.session.post(github.url + _ISSUES, data=b'{"title": "\\ud800"}')
    assert _refusal(broken) == (400, "Problems parsing JSON")
    assert github.call("GET", f"{_ISSUES}/").status_code == 404
    assert github.call("GET", REPO, headers={"user-agent": ""}).status_code == 403
    github.data(
        "mutation($i: ID!) {deleteIssue(input: {issueId: $i}) {clientMutationId}}", i=issue["node_id"]
    )
    assert _refusal(github.call("GET", f"{_ISSUES}/{issue['number']}")) == (410, "This issue was deleted")
    github.send("PUT", "/_sandbox/repository", has_issues=False)
    assert _refusal(github.call("GET", _ISSUES)) == (410, "Issues are disabled for this repo")
    github.send("PUT", "/_sandbox/repository", private=True)
    assert [one.call("GET", REPO).status_code for one in (nobody, stranger)] == [404, 404]


def test_05_04_03_a_renamed_repository_is_found_under_its_old_name(github: Client) -> None:
    github.send("PATCH", REPO, name="gadgets")
    moved = github.call("GET", _ISSUES, params={"state": "all"})
    key = github.get("/repos/acme/gadgets")["id"]
    assert (moved.status_code, moved.headers["location"]) == (
        301, f"{github.url}/repositories/{key}/issues?state=all",
    )  # fmt: skip
    assert _refusal(moved) == (301, "Moved Permanently")
    assert github.session.get(f"{github.url}{REPO}").json()["name"] == "gadgets"
    sent = github.session.post(f"{github.url}{_ISSUES}", json={"title": "By the old name"})
    assert (sent.status_code, sent.json()["title"]) == (201, "By the old name")
    query = f"{{{_HOME} {{name}}}}"
    assert github.data(query)["repository"] == {"name": "gadgets"}
    (error,) = github.ask(query.replace('"widgets"', '"widgets", followRenames: false'))["errors"]
    assert error["type"] == "NOT_FOUND"
    assert _refusal(github.call("PATCH", "/repos/acme/gadgets", {"name": "a b"}))[0] == 422
    github.send("PATCH", "/repos/acme/gadgets", name="widgets")
    assert github.get(REPO)["name"] == "widgets"


def test_05_04_04_validation(github: Client) -> None:
    for name in ("four", "4th"):
        github.send("POST", _LABELS, name=name, color="d73a4a")
        github.send("POST", _MILESTONES, title=name)
    number = github.issue()["number"]
    last = github.get(_MILESTONES, sort="completeness", per_page=100)[-1]["number"]
    label: dict[str, Any] = {"resource": "Label"}
    issue: dict[str, Any] = {"resource": "Issue"}
    taken = {"code": "already_exists"}
    milestone = taken | {"resource": "Milestone", "field": "title"}
    comment = {"resource": "IssueComment", "code": "custom", "field": "body"}
    long = "is too long (maximum is {} characters)"
    cases: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
        ("POST", _LABELS, {"name": "x", "color": "red"}, label | {"code": "invalid", "field": "color"}),
        ("POST", _LABELS, {"name": "FOUR", "color": "ffffff"}, label | taken | {"field": "name"}),
        ("PATCH", f"{_LABELS}/4th", {"new_name": "Four"}, label | taken | {"field": "name"}),
        ("POST", _LABELS, {"name": "x" * 51, "color": "ffffff"},
         label | {"code": "custom", "field": "name", "message": f"name {long.format(50)}"}),
        ("POST", _LABELS, {"name": "x", "color": "ffffff", "description": "x" * 101},
         label | {"code": "custom", "field": "description", "message": f"description {long.format(100)}"}),
        ("POST", f"{_ISSUES}/{number}/labels", {"labels": ["y" * 51]},
         label | {"value": "y" * 51, "field": "name", "code": "invalid"}),
        ("POST", _MILESTONES, {"title": "four"}, milestone),
        ("PATCH", f"{_MILESTONES}/{last}", {"title": "four"}, milestone),
        ("POST", _ISSUES, {"title": "x", "assignees": ["nobody"]},
         issue | {"value": "nobody", "field": "assignees", "code": "invalid"}),
        ("POST", _ISSUES, {"title": "x", "milestone": 999},
         issue | {"value": 999, "field": "milestone", "code": "invalid"}),
        ("PATCH", f"{_ISSUES}/{number}", {"title": "x" * 257},
         issue | {"code": "custom", "field": "title", "message": f"title {long.format(256)}"}),
        ("PATCH", f"{_ISSUES}/{number}", {"body": "x" * 65_537},
         issue | {"code": "custom", "field": "body", "message": f"body {long.format(65536)}"}),
        ("POST", f"{_ISSUES}/{number}/comments", {"body": "x" * 65_537},
         comment | {"message": f"body {long.format(65536)}"}),
    ]  # fmt: skip
    for method, path, body, error in cases:
        assert _errors(github.call(method, path, body)) == [error], (method, path)
    assert github.issue("x" * 256, body="x" * 65_536)["title"] == "x" * 256


def test_05_04_05_pull_requests(github: Client) -> None:
    within = github.send("POST", _MILESTONES, title="five")["number"]
    issue, pull = github.issue("Five"), github.pull("Five", head="five")
    assert pull["number"] == issue["number"] + 1
    seen = github.get(_ISSUES)[0]
    assert (seen["number"], "pull_request" in seen) == (pull["number"], True)
    assert seen["id"] != pull["id"]
    assert "pull_request" not in github.get(f"{_ISSUES}/{issue['number']}")
    for one in (issue, pull):
        github.send("PATCH", f"{_ISSUES}/{one['number']}", milestone=within)
    assert github.get(f"{_MILESTONES}/{within}")["open_issues"] == 2


def test_05_04_06_three_ids(github: Client) -> None:
    first, second = github.issue(), github.issue()
    assert first["node_id"].startswith("I_kwDO")
    assert len(str(first["id"])) == 10
    assert abs(first["id"] - second["id"]) > 1
    at = f"{_ISSUES}/{first['number']}"
    for path, body in (
        ("sub_issues", {"sub_issue_id": second["number"]}),
        ("dependencies/blocked_by", {"issue_id": second["number"]}),
    ):
        assert github.call("POST", f"{at}/{path}", body).status_code == 404


def test_05_04_07_labels(github: Client) -> None:
    number = github.issue(labels=["Seven", "area: a/b"])["number"]
    at = f"{_ISSUES}/{number}"

    def given() -> list[str]:
        return [one["name"] for one in github.get(f"{at}/labels")]

    made = github.get(f"{_LABELS}/seven")
    shown = [made[name] for name in ("name", "color", "description", "default")]
    assert shown == ["Seven", "ededed", None, False]
    github.send("POST", f"{at}/labels", labels=["SEVEN"])
    assert given() == ["Seven", "area: a/b"]
    assert github.send("PATCH", f"{_LABELS}/SEVEN", new_name="eight")["id"] == made["id"]
    assert given() == ["eight", "area: a/b"]
    github.send("DELETE", f"{_LABELS}/area%3A%20a%2Fb")
    github.send("PATCH", at, labels=["nine"])
    assert given() == ["nine"]
    github.send("PUT", f"{at}/labels", labels=["ten"])
    assert given() == ["ten"]
    assert _refusal(github.call("DELETE", f"{at}/labels/eight")) == (404, "Label does not exist")


def test_05_04_08_milestones(github: Client) -> None:
    number = {
        title: github.send("POST", _MILESTONES, title=title)["number"]
        for title in ("v8", "V8", "late", "soon")
    }
    assert number["v8"] != github.get(f"{_MILESTONES}/{number['v8']}")["id"]
    for name, due in (("late", "2031-01-01T12:00:00Z"), ("soon", "2030-01-01T12:00:00Z")):
        github.send("PATCH", f"{_MILESTONES}/{number[name]}", due_on=due)
    listed = [one["title"] for one in github.get(_MILESTONES, per_page=100)]
    assert listed.index("soon") < listed.index("late")
    assert (
        _errors(github.call("PATCH", f"{_MILESTONES}/{number['V8']}", {"title": "v8"}))[0]["code"]
        == "already_exists"
    )
    one, two = (github.issue(milestone=number[title])["number"] for title in ("v8", "V8"))
    assert {issue["number"] for issue in github.get(_ISSUES, milestone="v8")} == {one, two}
    github.send("PATCH", f"{_MILESTONES}/{number['v8']}", state="closed")
    assert github.get(f"{_ISSUES}/{one}")["state"] == "open"
    assert "v8" not in [found["title"] for found in github.get(_MILESTONES, per_page=100)]
    at = f"{_ISSUES}/{two}"
    assert github.send("PATCH", at, milestone=number["v8"])["milestone"]["state"] == "closed"
    assert github.call("PATCH", at, {"milestone": "v8"}).status_code == 422
    for empty in (None, ""):
        assert github.send("PATCH", at, milestone=empty)["milestone"] is None
    github.send("DELETE", f"{_MILESTONES}/{number['soon']}")
    github.send("DELETE", f"{_MILESTONES}/{number['v8']}")
    assert github.get(f"{_ISSUES}/{one}")["milestone"] is None
    assert github.send("POST", _MILESTONES, title="soon")["number"] == number["soon"] + 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2026-07-01T12:00:00Z", "2026-07-01T07:00:00Z"),
        ("2026-07-01T06:59:59Z", "2026-06-30T07:00:00Z"),
        ("2026-07-01T00:00:00+02:00", "2026-06-30T07:00:00Z"),
        ("2026-12-01T12:00:00Z", "2026-12-01T08:00:00Z"),
        ("2026-03-08T12:00:00Z", "2026-03-08T08:00:00Z"),
        ("2026-03-09T12:00:00Z", "2026-03-09T07:00:00Z"),
        ("2026-11-01T12:00:00Z", "2026-11-01T07:00:00Z"),
        ("2026-11-02T12:00:00Z", "2026-11-02T08:00:00Z"),
    ],
)
def test_05_04_09_due_on(github: Client, sent: str, kept: str) -> None:
    assert github.send("POST", _MILESTONES, title=f"due {sent}", due_on=sent)["due_on"] == kept


def test_05_04_10_states(github: Client) -> None:
    fresh = github.issue()
    at = f"{_ISSUES}/{fresh['number']}"

    def shown(**change: Any) -> tuple[Any, ...]:
        found = github.send("PATCH", at, **change) if change else fresh
        closer = found["closed_by"]["login"] if found["closed_by"] else None
        return found["state"], found["state_reason"], closer, found["closed_at"] is not None

    assert shown() == ("open", None, None, False)
    assert shown(state_reason="completed") == ("open", None, None, False)
    assert shown(state="closed") == ("closed", "completed", "acme", True)
    assert shown(state_reason="not_planned") == ("closed", "completed", "acme", True)
    assert shown(state="open") == ("open", "reopened", None, False)
    for reason in ("not_planned", "duplicate"):
        assert shown(state="closed", state_reason=reason)[:2] == ("closed", reason)
        shown(state="open")
    for wrong in ({"state": "done"}, {"state": "closed", "state_reason": "boredom"}):
        assert github.call("PATCH", at, wrong).status_code == 422


def test_05_04_11_silent_drops(github: Client) -> None:
    reader = _person(github, "rosa", role="read")
    within = github.send("POST", _MILESTONES, title="eleven")["number"]
    wanted = {"labels": ["bug"], "milestone": within, "assignees": ["acme"], "type": "Bug"}
    made = reader.call("POST", _ISSUES, {"title": "Mine"} | wanted)
    assert (made.status_code, made.json()["labels"], made.json()["milestone"]) == (201, [], None)
    edited = reader.call("PATCH", f"{_ISSUES}/{made.json()['number']}", {"title": "Still"} | wanted)
    assert (edited.status_code, edited.json()["title"], edited.json()["assignees"]) == (200, "Still", [])
    at = f"{_ISSUES}/{made.json()['number']}"
    added = github.call("POST", f"{at}/assignees", {"assignees": ["acme", "nobody"]})
    assert (added.status_code, [one["login"] for one in added.json()["assignees"]]) == (201, ["acme"])
    assert _errors(github.call("PATCH", at, {"assignees": ["nobody"]}))[0]["value"] == "nobody"


def test_05_04_12_lists(github: Client) -> None:
    github.send("POST", "/_sandbox/clock", now="2030-01-01T00:00:00Z")
    one = github.issue("A", labels=["twelve", "more"])
    github.send("POST", "/_sandbox/clock", now="2030-01-02T00:00:00Z")
    two = github.issue("B", labels=["twelve"])
    github.send("PATCH", f"{_ISSUES}/{two['number']}", state="closed")

    def titles(**query: Any) -> list[str]:
        return [issue["title"] for issue in github.get(_ISSUES, **({"labels": "twelve"} | query))]

    assert titles() == ["A"]
    assert titles(state="all") == ["B", "A"]
    assert titles(state="all", direction="asc") == ["A", "B"]
    assert titles(state="all", since="2030-01-02T00:00:00Z") == ["B"]
    assert titles(state="all", labels="twelve,MORE") == ["A"]
    assert titles(state="all", labels="twelve,nowhere") == []
    assert titles(state="all", sort="updated") == ["B", "A"]
    github.send("PATCH", f"{_ISSUES}/{one['number']}", body="x")
    assert (one["created_at"], one["body"]) == ("2030-01-01T00:00:00Z", None)
    assert titles(per_page=1000, state="all") == ["B", "A"]
    assert len(github.get(_ISSUES, state="all", per_page=1000)) <= 100


def test_05_04_13_keys_of_an_issue(github: Client) -> None:
    parent, child, blocker = (github.issue() for _ in range(3))
    at = f"{_ISSUES}/{parent['number']}"
    assert not {"type", "parent_issue_url", "repository"} & parent.keys()
    assert "closed_by" in parent
    github.send("POST", f"{at}/sub_issues", sub_issue_id=child["id"])
    github.send("POST", f"{at}/dependencies/blocked_by", issue_id=blocker["id"])
    for path in ("sub_issues", "dependencies/blocked_by"):
        assert github.get(f"{at}/{path}")[0]["repository"]["full_name"] == "acme/widgets"
    seen = {one["number"]: one for one in github.get(_ISSUES)}
    assert seen[child["number"]]["parent_issue_url"] == parent["url"]
    assert "repository" not in seen[child["number"]]
    assert set(seen[parent["number"]]) == set(github.get(at))


def test_05_04_14_sub_issues(github: Client) -> None:
    parent, one, two, three = (github.issue() for _ in range(4))
    at = f"{_ISSUES}/{parent['number']}"

    def below() -> list[int]:
        return [found["id"] for found in github.get(f"{at}/sub_issues")]

    for child in (one, two, three):
        made = github.call("POST", f"{at}/sub_issues", {"sub_issue_id": child["id"]})
        assert (made.status_code, made.json()["id"], made.headers["location"]) == (
            201,
            parent["id"],
            parent["url"],
        )
    assert below() == [one["id"], two["id"], three["id"]]
    moved = github.send("PATCH", f"{at}/sub_issues/priority", sub_issue_id=one["id"], after_id=two["id"])
    assert (moved["id"], below()) == (parent["id"], [two["id"], one["id"], three["id"]])
    other = f"{_ISSUES}/{two['number']}/sub_issues"
    for path in (f"{at}/sub_issues", other):
        assert _refusal(github.call("POST", path, {"sub_issue_id": one["id"]})) == (422, _FAMILY)
    circle = github.call("POST", other, {"sub_issue_id": parent["id"]})
    assert circle.status_code == 422
    github.send("POST", other, sub_issue_id=one["id"], replace_parent=True)
    github.send("PATCH", f"{_ISSUES}/{three['number']}", state="closed")
    assert github.get(at)["sub_issues_summary"] == {"total": 2, "completed": 1, "percent_completed": 50}
    gone = github.send("DELETE", f"{at}/sub_issue", sub_issue_id=three["id"])
    assert (gone["id"], below()) == (parent["id"], [two["id"]])


def test_05_04_15_dependencies(github: Client) -> None:
    blocked, opened, closed = (github.issue() for _ in range(3))
    github.send("PATCH", f"{_ISSUES}/{closed['number']}", state="closed")
    path = f"{_ISSUES}/{blocked['number']}/dependencies/blocked_by"
    for blocker in (closed, opened):
        made = github.call("POST", path, {"issue_id": blocker["id"]})
        assert (made.status_code, made.json()["id"]) == (201, blocked["id"])
    summary = github.get(f"{_ISSUES}/{blocked['number']}")["issue_dependencies_summary"]
    assert summary == {"blocked_by": 1, "total_blocked_by": 2, "blocking": 0, "total_blocking": 0}
    assert _refusal(github.call("POST", path, {"issue_id": opened["id"]})) == (422, _TAKEN)
    for _ in range(2):
        assert github.call("DELETE", f"{path}/{opened['id']}").status_code == 200


def test_05_04_16_graphql(github: Client) -> None:
    reply = github.call("POST", "/graphql", {"query": '{viewer {login} node(id: "X") {id}}'})
    assert reply.status_code == 200
    assert reply.json()["data"] == {"viewer": {"login": "acme"}, "node": None}
    assert reply.json()["errors"] == [
        {
            "type": "NOT_FOUND",
            "path": ["node"],
            "locations": [{"line": 1, "column": 17}],
            "message": "Could not resolve to a node with the global id of 'X'",
        }
    ]
    sentences = {
        '{repository(owner: "o", name: "r") {id}}': "a Repository with the name 'o/r'.",
        '{user(login: "acme") {projectV2(number: 99999) {id}}}': "a ProjectV2 with the number 99999.",
    }
    for query, sentence in sentences.items():
        assert github.ask(query)["errors"][0]["message"] == f"Could not resolve to {sentence}"
    invalid = github.ask(f"query Q {{{_HOME} {{a: nope}}}}")
    assert "data" not in invalid
    (error,) = invalid["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["query Q", "repository", "a"], "undefinedField")
    for cut, kind in (("", "MISSING_PAGINATION_BOUNDARIES"), ("(first: 101)", "EXCESSIVE_PAGINATION")):
        assert github.ask(f"{{{_HOME} {{issues{cut} {{nodes {{id}}}}}}}}")["errors"][0]["type"] == kind
    lower = github.ask(f"{{{_HOME} {{issues(first: 1, states: open) {{totalCount}}}}}}")
    assert lower["errors"][0]["extensions"]["code"] == "argumentLiteralsIncompatible"
    deep = "issues(first: 100) {nodes {comments(first: 100) {nodes {reactions(first: 100) {totalCount}}}}}"
    assert github.ask(f"{{{_HOME} {{{deep}}}}}")["errors"][0]["type"] == "MAX_NODE_LIMIT_EXCEEDED"
    github.send("POST", "/_sandbox/tokens", token="nought", valid=False)
    refused = Client(github.url, "nought").call("POST", "/graphql", {"query": "{viewer {login}}"})
    assert _refusal(refused) == (401, "Bad credentials")


def test_05_04_17_projects(github: Client) -> None:
    board = Board(github, "Seventeen")
    options = board.read('field(name: "Status") {... on ProjectV2SingleSelectField {options {id name}}}')
    assert {one["name"]: one["id"] for one in options["field"]["options"]} == STATUS
    issues = [github.issue(title) for title in ("One", "Two")]
    items = [board.add(one["node_id"]) for one in issues]
    assert board.add(issues[0]["node_id"]) == items[0]
    page = board.read("items(first: 1) {pageInfo {endCursor}}")["items"]
    assert page["pageInfo"] == {"endCursor": "MQ=="}
    notes = board.field("Notes", "TEXT")["id"]
    for field, value, kind, message in (
        (notes, {"text": "x" * 1025}, "UNPROCESSABLE", "Column value must be a valid value for text column"),
        (
            board.fields()["Status"],
            {"singleSelectOptionId": "00000000"},
            "VALIDATION",
            "The single select option Id does not belong to the field",
        ),
    ):
        (error,) = board.set(items[0], field, **value)["errors"]
        assert (error["type"], error["message"]) == (kind, message)
    assert board.set(items[0], board.fields()["Repository"], text="x")["errors"][0]["type"] == "VALIDATION"
    assert {one["__typename"] for one in board.items()[0]["fieldValues"]["nodes"]} == {
        "ProjectV2ItemFieldTextValue", "ProjectV2ItemFieldRepositoryValue",
    }  # fmt: skip
    board.do("archiveProjectV2Item", "item {id}", projectId=board.id, itemId=items[1])
    assert [one["id"] for one in board.items()] == [items[0]]
    github.send("PUT", "/_sandbox/repository", private=True)
    guest = _person(github, "gus", role="none")
    github.send("PUT", f"/_sandbox/projects/acme/{board.number}/roles", gus="reader")
    query = "query($i: ID!) {node(id: $i) {... on ProjectV2Item {type content {__typename}}}}"
    assert guest.data(query, i=items[0])["node"] == {"type": "REDACTED", "content": None}


def test_05_04_18_options_and_iterations(github: Client) -> None:
    board = Board(github, "Eighteen")
    names = [{"name": name, "color": "GRAY", "description": ""} for name in ("io", "net")]
    area = board.field("Area", "SINGLE_SELECT", singleSelectOptions=names)
    frame = {"startDate": "2030-03-04", "duration": 7}
    boxes = [{"title": "S1", "startDate": "2030-03-04", "duration": 7}]
    sprint = board.field("Sprint", "ITERATION", iterationConfiguration=frame | {"iterations": boxes})
    item = board.add(github.issue()["node_id"])
    chosen, box = area["options"][0]["id"], sprint["configuration"]["iterations"][0]["id"]
    board.set(item, area["id"], singleSelectOptionId=chosen)
    board.set(item, sprint["id"], iterationId=box)

    def ids(field: str, **given: Any) -> list[str]:
        back = (
            "projectV2Field {... on ProjectV2SingleSelectField {options {id}} "
            "... on ProjectV2IterationField {configuration {iterations {id}}}}"
        )
        made = board.do("updateProjectV2Field", back, fieldId=field, **given)["projectV2Field"]
        return [one["id"] for one in made.get("options") or made["configuration"]["iterations"]]

    kept = [one | {"id": old["id"]} for one, old in zip(names, area["options"], strict=True)]
    assert ids(area["id"], singleSelectOptions=kept) == [one["id"] for one in area["options"]]
    assert len(board.items()[0]["fieldValues"]["nodes"]) == 4
    assert chosen not in ids(area["id"], singleSelectOptions=names)
    assert box not in ids(sprint["id"], iterationConfiguration=frame | {"iterations": boxes})
    assert len(board.items()[0]["fieldValues"]["nodes"]) == 2


def test_05_04_19_rates(github: Client) -> None:
    before = github.get("/rate_limit")["resources"]["graphql"]
    lists = "labels(first: 20) {nodes {id}} assignees(first: 10) {nodes {id}}"
    found = github.data(f"{{rateLimit {{cost}} {_HOME} {{issues(first: 100) {{nodes {{{lists}}}}}}}}}")
    after = github.get("/rate_limit")["resources"]["graphql"]
    assert (found["rateLimit"]["cost"], after["used"] - before["used"]) == (2, 2)
    github.send("POST", "/_sandbox/clock", now="2031-01-01T00:00:00Z")
    assert github.send("PUT", "/_sandbox/limits", github=True)["content_per_hour"] == 500
    github.send("PUT", "/_sandbox/limits", content_per_minute=1)
    github.issue()
    refused = github.call("POST", _ISSUES, {"title": "x"})
    assert (refused.status_code, refused.headers["retry-after"]) == (403, "60")
    assert "temporarily blocked from content creation" in refused.json()["message"]
    github.send("PUT", "/_sandbox/limits", rest_points=1, graphql_points=1)
    assert [github.call("GET", _ISSUES).status_code for _ in range(2)] == [200, 403]
    asked = [github.call("POST", "/graphql", {"query": "{viewer {login}}"}).status_code for _ in range(2)]
    assert asked == [200, 403]


def test_05_04_20_updated_at(github: Client) -> None:
    issue, other = github.issue(), github.issue()
    at, later = f"{_ISSUES}/{issue['number']}", 0
    within = github.send("POST", _MILESTONES, title="twenty")["number"]

    def moves(method: str, path: str, **body: Any) -> bool:
        nonlocal later
        later += 1
        now = f"2032-01-01T00:{later:02}:00Z"
        github.send("POST", "/_sandbox/clock", now=now)
        github.send(method, path, **body)
        return bool(github.get(at)["updated_at"] == now)

    for change in (
        {"title": "x"},
        {"body": "x"},
        {"labels": ["x"]},
        {"milestone": within},
        {"assignees": ["acme"]},
    ):
        assert moves("PATCH", at, **change), change
    assert moves("PATCH", at, state="closed")
    assert moves("POST", f"{at}/comments", body="x")
    assert not moves("POST", f"{at}/sub_issues", sub_issue_id=other["id"])
    assert not moves("POST", f"{at}/dependencies/blocked_by", issue_id=other["id"])
    assert not moves("DELETE", f"{at}/sub_issue", sub_issue_id=other["id"])
    assert not moves("POST", f"{_ISSUES}/{other['number']}/dependencies/blocked_by", issue_id=issue["id"])


def test_05_04_21_faults(github: Client) -> None:
    """Each is ordered while the sandbox runs; what it leaves behind is in test_faults.py."""
    old, count = github.issue("Twenty-one"), 0

    def fails(kind: str, **more: Any) -> Any:
        nonlocal count
        count += 1
        github.send("POST", "/_sandbox/faults", kind=kind, method="POST", path="/issues$", **more)
        try:
            return github.call("POST", _ISSUES, {"title": f"Fault {count}"}).status_code
        except requests.ConnectionError:
            return "dropped"

    assert fails("bad-gateway", when="after") == 502
    assert fails("timeout", seconds=0.01) == 504
    assert fails("drop", when="after") == "dropped"
    assert _newest(github, 3) == ["Fault 1", "Fault 2", "Fault 3"]
    assert fails("refuse", message="was submitted too quickly") == 422
    create = 'mutation($r: ID!) {a: createIssue(input: {repositoryId: $r, title: "x"}) {issue {id number}}}'
    home = github.get(REPO)["node_id"]
    github.send("POST", "/_sandbox/faults", kind="null-alias", field="createIssue", alias="a", when="after")
    assert github.data(create, r=home) == {"a": None}
    github.send("PUT", "/_sandbox/lagging", search=1, counters=1)
    github.send("POST", "/_sandbox/faults", kind="hide-new", field="createIssue", requests=1)
    made = github.data(create, r=home)["a"]["issue"]
    look = "query($i: ID!) {node(id: $i) {id}}"
    assert github.ask(look, i=made["id"])["errors"][0]["type"] == "NOT_FOUND"
    assert github.data(look, i=made["id"])["node"] == {"id": made["id"]}
    theirs = {"method": "PATCH", "path": f"{_ISSUES}/{old['number']}", "body": {"body": "Theirs\r\n"}}
    github.send("POST", "/_sandbox/faults", kind="human-edit", method="PATCH", request=theirs)
    assert github.send("PATCH", f"{_ISSUES}/{old['number']}", title="Mine")["body"] == "Theirs\r\n"
    path = f"{_ISSUES}/{old['number']}/sub_issues"
    github.send(
        "POST",
        "/_sandbox/faults",
        kind="refuse",
        path="/sub_issues$",
        message="Priority has already been taken",
    )
    child = github.get(f"{_ISSUES}/{made['number']}")["id"]
    assert _refusal(github.call("POST", path, {"sub_issue_id": child})) == (
        422,
        "Priority has already been taken",
    )
    assert github.send("POST", path, sub_issue_id=child)["sub_issues_summary"]["total"] == 0


def test_05_04_22_contents_and_checks(github: Client) -> None:
    path = f"{REPO}/contents/22.md"
    text = b64encode(b"text\n").decode()
    made = github.call("PUT", path, {"message": "Add", "content": text})
    assert made.status_code == 201
    assert github.call("PUT", path, {"message": "Again", "content": text}).status_code == 422
    assert github.call("PUT", path, {"message": "Again", "content": text, "sha": "0" * 40}).status_code == 409
    blob = made.json()["content"]["sha"]
    changed = github.call("PUT", path, {"message": "Again", "content": "", "sha": blob})
    assert changed.status_code == 200
    run = {"name": "plan", "head_sha": changed.json()["commit"]["sha"]}
    assert github.call("POST", f"{REPO}/check-runs", run).status_code == 403
    github.send("POST", "/_sandbox/tokens", token="app", login="acme", kind="app")
    robot = Client(github.url, "app")
    at = f"{REPO}/check-runs/{robot.send('POST', f'{REPO}/check-runs', **run)['id']}"
    assert robot.send("PATCH", at, status="in_progress")["status"] == "in_progress"
    assert robot.send("PATCH", at, conclusion="success")["conclusion"] == "success"
