"""Faults and limits: switched over HTTP while the sandbox runs, each hitting the request it is meant for."""

import time
from pathlib import Path
from typing import Any

import pytest
import requests

from roadmap_sync.sandbox import Invalid, Options, start
from tests.sandbox.board import Board
from tests.sandbox.client import REPO, Client

_ISSUES = f"{REPO}/issues"
_CREATE = """mutation($r: ID!) {
  a: createIssue(input: {repositoryId: $r, title: "A"}) {issue {number}}
  b: createIssue(input: {repositoryId: $r, title: "B"}) {issue {number}}}"""
_SECONDARY = "You have exceeded a secondary rate limit"


def _order(owner: Client, kind: str, **more: Any) -> None:
    owner.send("POST", "/_sandbox/faults", kind=kind, **more)


def _titles(owner: Client) -> list[str]:
    return [one["title"] for one in owner.get(_ISSUES, direction="asc")]


@pytest.mark.parametrize(("when", "left"), [("before", []), ("after", ["One"])])
def test_behaviour_21_a_502_before_and_after_the_effect(owner: Client, when: str, left: list[str]) -> None:
    _order(owner, "bad-gateway", when=when, method="POST", path="/issues$")
    assert owner.call("POST", _ISSUES, {"title": "One"}).status_code == 502
    assert _titles(owner) == left
    assert owner.call("POST", _ISSUES, {"title": "Two"}).status_code == 201


@pytest.mark.parametrize(("when", "left"), [("before", []), ("after", ["A", "B"])])
def test_behaviour_21_a_dropped_connection_before_and_after_the_effect(
    owner: Client, repository_id: str, when: str, left: list[str]
) -> None:
    _order(owner, "drop", when=when, field="createIssue")
    with pytest.raises(requests.ConnectionError):
        owner.ask(_CREATE, r=repository_id)
    assert _titles(owner) == left
    assert owner.get("/_sandbox/requests")["requests"][-2]["status"] == (0)


def test_behaviour_21_a_timeout_after_the_commit(owner: Client) -> None:
    _order(owner, "timeout", method="POST", seconds=5)
    with pytest.raises(requests.ReadTimeout):
        owner.session.post(f"{owner.url}{_ISSUES}", json={"title": "One"}, timeout=0.3)
    assert _titles(owner) == ["One"]
    _order(owner, "timeout", method="POST", seconds=0.01)
    assert owner.call("POST", _ISSUES, {"title": "Two"}).status_code == 504


def test_latency_is_spent_before_the_request_is_seen(owner: Client) -> None:
    _order(owner, "latency", seconds=0.2, access="read", times=2)
    begun = time.monotonic()
    for _ in range(3):
        owner.get(_ISSUES)
    assert 0.4 <= time.monotonic() - begun < 2


@pytest.mark.parametrize(("when", "left"), [("before", ["A"]), ("after", ["A", "B"])])
def test_behaviour_21_one_alias_is_null_without_an_error(
    owner: Client, repository_id: str, when: str, left: list[str]
) -> None:
    _order(owner, "null-alias", when=when, field="createIssue", alias="b")
    assert owner.data(_CREATE, r=repository_id) == {"a": {"issue": {"number": 1}}, "b": None}
    assert _titles(owner) == left


def test_behaviour_21_texts_that_races_are_refused_with(owner: Client, repository_id: str) -> None:
    _order(owner, "refuse", field="createIssue", alias="a", message="was submitted too quickly")
    reply = owner.ask(_CREATE, r=repository_id)
    assert reply["data"] == {"a": None, "b": {"issue": {"number": 1}}}
    assert (reply["errors"][0]["path"], reply["errors"][0]["message"]) == (["a"], "was submitted too quickly")
    _order(owner, "refuse", path="/sub_issues$", message="Priority has already been taken")
    refused = owner.call("POST", f"{_ISSUES}/1/sub_issues", {"sub_issue_id": 1})
    assert (refused.status_code, refused.json()["message"]) == (422, "Priority has already been taken")


def test_behaviour_21_the_second_of_three_is_hit_twice_and_a_third_not(owner: Client) -> None:
    _order(owner, "bad-gateway", method="POST", nth=2, times=2)
    statuses = [owner.call("POST", _ISSUES, {"title": "x"}).status_code for _ in range(4)]
    assert statuses == [201, 502, 502, 201]
    assert [one["hits"] for one in owner.get("/_sandbox/faults")["faults"]] == [2]
    owner.send("DELETE", "/_sandbox/faults")
    assert owner.get("/_sandbox/faults")["faults"] == []


def test_behaviour_21_somebody_is_faster_between_read_and_write(owner: Client) -> None:
    owner.issue("One", body="Old")
    request = {"method": "PATCH", "path": f"{_ISSUES}/1", "body": {"title": "Theirs", "body": "Theirs"}}
    _order(owner, "human-edit", field="updateIssue", request=request)
    node_id = owner.get(f"{_ISSUES}/1")["node_id"]
    owner.data('mutation($i: ID!) {updateIssue(input: {id: $i, body: "Mine"}) {issue {id}}}', i=node_id)
    found = owner.get(f"{_ISSUES}/1")
    assert (found["title"], found["body"]) == ("Theirs", "Mine")
    assert owner.get(f"{_ISSUES}/1/events")[0]["actor"]["login"] == "colleague"
    assert owner.get("/_sandbox/requests")["write"] == 2


def test_behaviour_21_a_new_issue_is_not_found_at_once(owner: Client) -> None:
    board = Board(owner)
    _order(owner, "hide-new", method="POST", path="/issues$", requests=2)
    node_id = owner.issue("New")["node_id"]
    refusal = board.refused("addProjectV2ItemById", "item {id}", projectId=board.id, contentId=node_id)
    assert refusal == ("NOT_FOUND", f"Could not resolve to a node with the global id of '{node_id}'")
    assert _titles(owner) == ["New"]
    board.add(node_id)


_COUNTED = "{issueDependenciesSummary {totalBlocking} subIssuesSummary {total}}"


def test_behaviour_21_counters_are_late_by_some_requests(owner: Client) -> None:
    made = [owner.issue(title) for title in ("Blocked", "Blocker")]
    owner.send("PUT", "/_sandbox/lagging", counters=2)
    path = f"{_ISSUES}/1/dependencies/blocked_by"
    told = owner.send("POST", path, issue_id=made[1]["id"])["issue_dependencies_summary"]
    assert (told["blocked_by"], told["total_blocked_by"]) == (0, 0)
    late = [owner.get(f"{_ISSUES}/2")["issue_dependencies_summary"]["total_blocking"] for _ in range(3)]
    assert late == [0, 0, 1]
    owner.send("POST", f"{_ISSUES}/2/sub_issues", sub_issue_id=made[0]["id"])
    query = f"query($i: ID!) {{node(id: $i) {{... on Issue {_COUNTED}}}}}"
    seen = [owner.data(query, i=made[1]["node_id"])["node"] for _ in range(3)]
    assert [one["subIssuesSummary"]["total"] for one in seen] == [0, 0, 1]
    gone = owner.send("DELETE", f"{_ISSUES}/2/sub_issue", sub_issue_id=made[0]["id"])
    assert gone["sub_issues_summary"]["total"] == 1
    assert owner.get(f"{_ISSUES}/2/sub_issues") == []


def test_behaviour_21_search_is_late_and_the_list_is_not(owner: Client) -> None:
    owner.send("PUT", "/_sandbox/lagging", search=2)
    owner.issue("New")
    query = {"q": "repo:acme/widgets New"}
    assert owner.get("/search/issues", **query)["total_count"] == 0
    assert _titles(owner) == ["New"]
    assert owner.get("/search/issues", **query)["total_count"] == 1
    assert owner.call("PUT", "/_sandbox/lagging", {"patience": 1}).status_code == 422


def test_behaviour_19_the_hours_limit_in_rest_and_in_graphql(owner: Client) -> None:
    owner.send("PUT", "/_sandbox/limits", core=2, graphql=1)
    for _ in range(2):
        owner.get(_ISSUES)
    refused = owner.call("GET", _ISSUES)
    assert (refused.status_code, refused.headers["x-ratelimit-remaining"]) == (403, "0")
    assert refused.json()["message"].startswith("API rate limit exceeded for user ID ")
    assert "retry-after" not in refused.headers
    assert owner.ask("{viewer {login}}")["data"]
    limited = owner.call("POST", "/graphql", {"query": "{viewer {login}}"})
    assert (limited.status_code, limited.headers["x-ratelimit-remaining"]) == (200, "0")
    assert limited.json()["errors"][0]["type"] == "RATE_LIMITED"
    assert "data" not in limited.json()
    owner.send("DELETE", "/_sandbox/limits")
    owner.get(_ISSUES)


def test_behaviour_19_the_window_begins_anew_after_an_hour(owner: Client) -> None:
    owner.send("POST", "/_sandbox/clock", now="2026-01-01T00:00:00Z")
    owner.send("PUT", "/_sandbox/limits", core=1)
    assert [owner.call("GET", _ISSUES).status_code for _ in range(2)] == [200, 403]
    owner.send("POST", "/_sandbox/clock", now="2026-01-01T01:00:01Z")
    owner.get(_ISSUES)


@pytest.mark.parametrize(
    ("ceiling", "later"), [("content_per_minute", "00:01:01"), ("content_per_hour", "01:00:01")]
)
def test_behaviour_19_content_creation_is_blocked(owner: Client, ceiling: str, later: str) -> None:
    owner.send("POST", "/_sandbox/clock", now="2026-01-01T00:00:00Z")
    owner.send("PUT", "/_sandbox/limits", **{ceiling: 2})
    statuses = [owner.call("POST", _ISSUES, {"title": "x"}) for _ in range(3)]
    assert [one.status_code for one in statuses] == [201, 201, 403]
    message = (
        f"{_SECONDARY} and have been temporarily blocked from content creation. Please retry "
        f"your request again later."
    )
    assert statuses[2].json()["message"] == message
    assert statuses[2].headers["retry-after"] == "60"
    assert int(statuses[2].headers.get("x-ratelimit-remaining", 4000)) > 1000
    assert owner.call("PATCH", f"{_ISSUES}/1", {"title": "y"}).status_code == 200
    owner.send("POST", "/_sandbox/clock", now=f"2026-01-01T{later}Z")
    owner.issue()


def test_behaviour_19_aliases_beyond_the_limit_are_too_quick(owner: Client, repository_id: str) -> None:
    owner.send("PUT", "/_sandbox/limits", content_per_minute=1)
    reply = owner.ask(_CREATE, r=repository_id)
    assert reply["data"] == {"a": {"issue": {"number": 1}}, "b": None}
    assert reply["errors"][0]["message"] == "was submitted too quickly"
    refused = owner.call("POST", "/graphql", {"query": _CREATE, "variables": {"r": repository_id}})
    assert (refused.status_code, "content creation" in refused.json()["message"]) == (403, True)


def test_behaviour_19_points_a_minute(owner: Client) -> None:
    assert owner.send("PUT", "/_sandbox/limits", github=True)["content_per_minute"] == 80
    owner.send("PUT", "/_sandbox/limits", rest_points=7)
    assert [owner.call("GET", _ISSUES).status_code for _ in range(2)] == [200, 200]
    assert owner.call("POST", _ISSUES, {"title": "x"}).status_code == 201
    refused = owner.call("GET", _ISSUES)
    assert (refused.status_code, refused.json()["message"].startswith(_SECONDARY)) == (403, True)


@pytest.mark.parametrize(
    ("order", "status", "retry", "kind"),
    [
        ({"kind": "secondary-limit", "retry_after": 7}, 403, "7", "application/json"),
        ({"kind": "secondary-limit", "retry_after": None, "status": 429}, 429, None, "application/json"),
        ({"kind": "content-limit"}, 403, "60", "application/json"),
        ({"kind": "secondary-limit", "html": True}, 403, None, "text/html"),
        ({"kind": "rate-limit"}, 403, None, "application/json"),
    ],
)
def test_behaviour_19_limits_on_order(
    owner: Client, order: dict[str, Any], status: int, retry: str | None, kind: str
) -> None:
    owner.send("POST", "/_sandbox/faults", method="POST", **order)
    refused = owner.call("POST", _ISSUES, {"title": "x"})
    assert (refused.status_code, refused.headers.get("retry-after")) == (status, retry)
    assert refused.headers["content-type"].startswith(kind)
    assert _titles(owner) == []


def test_a_secondary_limit_of_graphql_can_come_with_200(owner: Client) -> None:
    _order(owner, "secondary-limit", status=200, path="graphql")
    assert owner.ask("{viewer {login}}")["errors"][0]["message"].startswith(_SECONDARY)


@pytest.mark.parametrize(
    "fault", [{"kind": "meteor"}, {"kind": "drop", "colour": 1}, {"kind": "latency", "when": "after"}]
)
def test_an_unknown_fault_is_named(owner: Client, fault: dict[str, Any]) -> None:
    assert owner.call("POST", "/_sandbox/faults", fault).status_code == 422
    assert owner.call("PUT", "/_sandbox/limits", {"patience": 1}).status_code == 422


@pytest.mark.parametrize("kind", ["fine-grained", "app", "actions"])
def test_a_token_without_the_permission_may_read_only(owner: Client, repository_id: str, kind: str) -> None:
    body: dict[str, Any] = {
        "token": "narrow",
        "login": "acme",
        "kind": kind,
        "scopes": ["issues=read", "contents=write"],
    }
    owner.send("POST", "/_sandbox/tokens", **body)
    narrow = Client(owner.url, "narrow")
    assert narrow.get(_ISSUES) == []
    refused = narrow.call("POST", _ISSUES, {"title": "x"})
    assert (refused.status_code, refused.headers["x-accepted-github-permissions"]) == (403, "issues=write")
    assert refused.json()["message"].startswith("Resource not accessible by ")
    assert narrow.ask(_CREATE, r=repository_id)["errors"][0]["type"] == "FORBIDDEN"
    assert narrow.call("PUT", f"{REPO}/contents/a.md", {"message": "m", "content": ""}).status_code == 201
    assert "x-oauth-scopes" not in narrow.call("GET", _ISSUES).headers
    narrow.session.close()


def test_a_sandbox_may_begin_with_faults_and_limits(tmp_path: Path) -> None:
    options = Options(
        tmp_path / "github.db",
        "acme/widgets",
        faults=({"kind": "bad-gateway", "path": "/issues$", "times": 1},),
        ceilings={"content_per_hour": 1},
    )
    running = start(options)
    try:
        client = Client(running.url)
        assert client.call("GET", _ISSUES).status_code == 502
        assert client.call("GET", _ISSUES).status_code == 200
        assert client.call("POST", _ISSUES, {"title": "One"}).status_code == 201
        assert client.call("POST", _ISSUES, {"title": "Two"}).status_code == 403
    finally:
        running.stop()


@pytest.mark.parametrize("wrong", [{"faults": ({"kind": "flood"},)}, {"ceilings": {"cores": 5}}])
def test_what_cannot_be_ordered_is_told_at_the_start(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="Unknown"):
        start(Options(tmp_path / "github.db", "acme/widgets", **wrong))
