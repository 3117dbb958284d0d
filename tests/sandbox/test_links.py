"""Sub-issues, dependencies, types and reactions, in REST and GraphQL."""

from typing import Any

import pytest

from tests.sandbox.board import Board
from tests.sandbox.client import REPO, Client

_ISSUES = f"{REPO}/issues"
_DUPLICATE = (
    "An error occurred while adding the sub-issue to the parent issue. "
    "Issue may not contain duplicate sub-issues and Sub issue may only have one parent"
)
_TAKEN = (
    "An error occurred while adding the blocking issue to the issue. "
    "Validation failed: Target issue has already been taken"
)
_BLOCKED = f"{_ISSUES}/1/dependencies/blocked_by"
_FAMILY = """query($n: Int!) {repository(owner: "acme", name: "widgets") {issue(number: $n) {
  parent {number} subIssues(first: 100) {nodes {number}}
  subIssuesSummary {total completed percentCompleted}}}}"""


def _numbers(found: list[Any]) -> list[int]:
    return [one["number"] for one in found]


def _nest(owner: Client, parent: int, child: Any, **more: Any) -> Any:
    return owner.call("POST", f"{_ISSUES}/{parent}/sub_issues", {"sub_issue_id": child["id"]} | more)


def test_behaviour_14_the_parent_answers_and_the_order_is_kept(owner: Client) -> None:
    made = [owner.issue(f"Issue {number}") for number in range(4)]
    for child in made[1:]:
        reply = _nest(owner, 1, child)
        assert (reply.status_code, reply.json()["number"]) == (201, 1)
        assert reply.headers["location"] == reply.json()["url"]
    assert _numbers(owner.get(f"{_ISSUES}/1/sub_issues")) == [2, 3, 4]
    first = {"sub_issue_id": made[1]["id"], "after_id": made[3]["id"]}
    assert owner.send("PATCH", f"{_ISSUES}/1/sub_issues/priority", **first)["number"] == 1
    assert _numbers(owner.get(f"{_ISSUES}/1/sub_issues")) == [3, 4, 2]
    owner.send("PATCH", f"{_ISSUES}/3", state="closed")
    shown = owner.get(f"{_ISSUES}/1")["sub_issues_summary"]
    assert shown == {"total": 3, "completed": 1, "percent_completed": 33}
    assert owner.get(f"{_ISSUES}/2")["parent_issue_url"] == made[0]["url"]
    assert owner.get(f"{_ISSUES}/2/parent")["number"] == 1
    assert owner.get(f"{_ISSUES}/1/sub_issues")[0]["repository"]["full_name"] == "acme/widgets"
    assert owner.send("DELETE", f"{_ISSUES}/1/sub_issue", sub_issue_id=made[1]["id"])["number"] == 1
    assert owner.call("GET", f"{_ISSUES}/2/parent").status_code == 404


def test_behaviour_14_one_parent_unless_it_is_replaced(owner: Client) -> None:
    made = [owner.issue(f"Issue {number}") for number in range(3)]
    assert _nest(owner, 1, made[2]).status_code == 201
    for parent in (1, 2):
        reply = _nest(owner, parent, made[2])
        assert (reply.status_code, reply.json()["message"]) == (422, _DUPLICATE)
    assert _nest(owner, 2, made[2], replace_parent=True).status_code == 201
    assert owner.get(f"{_ISSUES}/1/sub_issues") == []
    assert _numbers(owner.get(f"{_ISSUES}/2/sub_issues")) == [3]


def test_behaviour_06_a_number_is_no_database_id(owner: Client) -> None:
    owner.issue()
    owner.issue()
    assert _nest(owner, 1, {"id": 2}).status_code == 404
    assert owner.call("POST", _BLOCKED, {"issue_id": 2}).status_code == 404
    assert owner.call("POST", f"{_ISSUES}/1/sub_issues", {}).json()["message"].startswith("Invalid request.")


def test_behaviour_14_circles_and_eight_levels(owner: Client) -> None:
    made = [owner.issue(f"Level {number}") for number in range(9)]
    assert "circular" in _nest(owner, 1, made[0]).json()["message"]
    for number in range(1, 8):
        assert _nest(owner, number, made[number]).status_code == 201
    assert "circular" in _nest(owner, 8, made[0]).json()["message"]
    refused = _nest(owner, 8, made[8])
    assert (refused.status_code, "8 levels" in refused.json()["message"]) == (422, True)
    assert owner.get(f"{_ISSUES}/9").get("parent_issue_url") is None


def test_behaviour_14_a_hundred_below_one(owner: Client, repository_id: str) -> None:
    parent = owner.issue("Parent")["node_id"]
    given = f'repositoryId: "{repository_id}", title: "x", parentIssueId: "{parent}"'
    one = f"createIssue(input: {{{given}}}) {{issue {{id}}}}"
    owner.data("mutation {" + " ".join(f"a{number}: {one}" for number in range(100)) + "}")
    (error,) = owner.ask(f"mutation {{{one}}}")["errors"]
    assert (error["type"], "more than 100 sub-issues" in error["message"]) == ("UNPROCESSABLE", True)
    found = owner.data(_FAMILY, n=1)["repository"]["issue"]
    assert len(found["subIssues"]["nodes"]) == 100
    assert owner.get(_ISSUES, state="all", per_page=1)[0]["number"] == 101


def test_families_in_graphql(owner: Client) -> None:
    ids = [owner.issue(f"Issue {number}")["node_id"] for number in range(3)]
    mutate = "mutation($p: ID!, $c: ID!) {%s(input: {issueId: $p, subIssueId: $c%s}) {issue {id}}}"
    for child in ids[1:]:
        owner.data(mutate % ("addSubIssue", ""), p=ids[0], c=child)
    owner.data(mutate % ("reprioritizeSubIssue", f', beforeId: "{ids[1]}"'), p=ids[0], c=ids[2])
    owner.send("PATCH", f"{_ISSUES}/2", state="closed")
    assert owner.data(_FAMILY, n=1)["repository"]["issue"] == {
        "parent": None,
        "subIssues": {"nodes": [{"number": 3}, {"number": 2}]},
        "subIssuesSummary": {"total": 2, "completed": 1, "percentCompleted": 50},
    }
    owner.data(mutate % ("removeSubIssue", ""), p=ids[0], c=ids[1])
    assert owner.data(_FAMILY, n=2)["repository"]["issue"]["parent"] is None
    by_url = (
        "mutation($p: ID!, $u: String!) {addSubIssue(input: {issueId: $p, subIssueUrl: $u}) "
        "{subIssue {number}}}"
    )
    made = owner.data(by_url, p=ids[0], u=f"{owner.url}/acme/widgets/issues/2")
    assert made["addSubIssue"]["subIssue"] == {"number": 2}


def test_behaviour_15_dependencies_count_open_and_all(owner: Client) -> None:
    made = [owner.issue(f"Issue {number}") for number in range(3)]
    for blocker in made[1:]:
        reply = owner.call("POST", _BLOCKED, {"issue_id": blocker["id"]})
        assert (reply.status_code, reply.json()["number"]) == (201, 1)
    owner.send("PATCH", f"{_ISSUES}/2", state="closed")
    empty = {"blocked_by": 0, "total_blocked_by": 0, "blocking": 0, "total_blocking": 0}
    assert owner.get(f"{_ISSUES}/1")["issue_dependencies_summary"] == empty | {
        "blocked_by": 1,
        "total_blocked_by": 2,
    }
    assert owner.get(f"{_ISSUES}/2")["issue_dependencies_summary"] == empty | {
        "blocking": 1,
        "total_blocking": 1,
    }
    assert _numbers(owner.get(_BLOCKED)) == [2, 3]
    assert _numbers(owner.get(f"{_ISSUES}/2/dependencies/blocking")) == [1]
    again = owner.call("POST", _BLOCKED, {"issue_id": made[1]["id"]})
    assert (again.status_code, again.json()["message"]) == (
        422,
        _TAKEN,
    )
    for _ in range(2):  # an edge that is not there is no fault
        assert owner.call("DELETE", f"{_BLOCKED}/{made[1]['id']}").status_code == 200
    assert _numbers(owner.get(_BLOCKED)) == [3]


def test_dependencies_in_graphql(owner: Client) -> None:
    ids = [owner.issue(f"Issue {number}")["node_id"] for number in range(2)]
    mutate = """mutation($i: ID!, $b: ID!) {%s(input: {issueId: $i, blockingIssueId: $b}) {
        issue {blockedBy(first: 5) {nodes {number}} issueDependenciesSummary {blockedBy totalBlocking}}
        blockingIssue {blocking(first: 5) {nodes {number}}}}}"""
    made = owner.data(mutate % "addBlockedBy", i=ids[0], b=ids[1])["addBlockedBy"]
    assert made["issue"]["blockedBy"]["nodes"] == [{"number": 2}]
    assert made["issue"]["issueDependenciesSummary"] == {"blockedBy": 1, "totalBlocking": 0}
    assert made["blockingIssue"]["blocking"]["nodes"] == [{"number": 1}]
    (error,) = owner.ask(mutate % "addBlockedBy", i=ids[0], b=ids[1])["errors"]
    assert error["message"].endswith("Target issue has already been taken")
    gone = owner.data(mutate % "removeBlockedBy", i=ids[0], b=ids[1])["removeBlockedBy"]
    assert gone["issue"]["blockedBy"]["nodes"] == []


def test_behaviour_20_links_do_not_move_updated_at(owner: Client) -> None:
    made = [owner.issue(f"Issue {number}") for number in range(3)]
    owner.send("POST", "/_sandbox/clock", now="2999-01-01T00:00:00Z")
    _nest(owner, 1, made[1])
    owner.send("POST", _BLOCKED, issue_id=made[2]["id"])
    shown = owner.get(_ISSUES)
    assert [one["updated_at"] for one in shown] == [one["updated_at"] for one in reversed(made)]


def test_types_are_for_organizations(owner: Client) -> None:
    assert owner.call("GET", "/orgs/acme/issue-types").status_code == 404
    assert owner.get(f"{REPO}/issue-types") == []
    assert "type" not in owner.issue("Untyped", type="Bug")
    owner.send("PUT", "/_sandbox/owner", type="Organization")
    assert [one["name"] for one in owner.get("/orgs/acme/issue-types")] == ["Task", "Bug", "Feature"]
    assert owner.issue("Typed", type="bug")["type"]["name"] == "Bug"
    assert owner.send("PATCH", f"{_ISSUES}/2", type="Feature")["type"]["color"] == "blue"
    assert _numbers(owner.get(_ISSUES, type="Feature")) == [2]
    assert _numbers(owner.get(_ISSUES, type="none")) == [1]
    assert "type" not in owner.send("PATCH", f"{_ISSUES}/2", type=None)
    refused = owner.call("PATCH", f"{_ISSUES}/2", {"type": "Epic"})
    assert refused.json()["errors"] == [
        {"value": "Epic", "resource": "Issue", "field": "type", "code": "invalid"}
    ]
    epic = owner.send("POST", "/orgs/acme/issue-types", name="Epic", is_enabled=True, color="purple")
    owner.send("PATCH", f"{_ISSUES}/2", type="Epic")
    path = f"/orgs/acme/issue-types/{epic['id']}"
    assert owner.send("PUT", path, name="Saga", is_enabled=True)["name"] == "Saga"
    owner.send("DELETE", path)
    assert "type" not in owner.get(f"{_ISSUES}/2")


def test_types_in_graphql(owner: Client, repository_id: str) -> None:
    owner.send("PUT", "/_sandbox/owner", type="Organization")
    found = owner.data(
        'query {organization(login: "acme") {issueTypes(first: 9) {nodes {id name color}}} '
        'repository(owner: "acme", name: "widgets") {issueType(name: "bug") {id}}}'
    )
    kinds = {one["name"]: one["id"] for one in found["organization"]["issueTypes"]["nodes"]}
    assert found["repository"]["issueType"]["id"] == kinds["Bug"]
    create = "mutation($i: CreateIssueInput!) {createIssue(input: $i) {issue {id issueType {name color}}}}"
    given = {"repositoryId": repository_id, "title": "x", "issueTypeId": kinds["Bug"]}
    made = owner.data(create, i=given)["createIssue"]["issue"]
    assert made["issueType"] == {"name": "Bug", "color": "RED"}
    update = (
        "mutation($i: ID!, $t: ID) {updateIssueIssueType(input: {issueId: $i, issueTypeId: "
        "$t}) {issue {issueType {name}}}}"
    )
    assert owner.data(update, i=made["id"], t=kinds["Task"])["updateIssueIssueType"]["issue"] == {
        "issueType": {"name": "Task"}
    }
    assert owner.data(update, i=made["id"], t=None)["updateIssueIssueType"]["issue"] == {"issueType": None}


def test_reactions(owner: Client) -> None:
    issue = owner.issue()
    comment = owner.send("POST", f"{_ISSUES}/1/comments", body="Hello")
    at = f"{_ISSUES}/1/reactions"
    first = owner.call("POST", at, {"content": "+1"})
    assert (first.status_code, owner.call("POST", at, {"content": "+1"}).status_code) == (201, 200)
    assert owner.call("POST", at, {"content": "sigh"}).status_code == 422
    owner.send("POST", f"{_ISSUES}/comments/{comment['id']}/reactions", content="heart")
    shown = owner.get(f"{_ISSUES}/1")["reactions"]
    assert (shown["total_count"], shown["+1"], shown["heart"]) == (1, 1, 0)
    assert owner.get(f"{_ISSUES}/comments/{comment['id']}")["reactions"]["heart"] == 1
    react = (
        "mutation($s: ID!) {%s(input: {subjectId: $s, content: ROCKET}) {reaction {content} "
        "subject {reactions(first: 5) {totalCount viewerHasReacted}}}}"
    )
    made = owner.data(react % "addReaction", s=issue["node_id"])["addReaction"]
    assert made == {
        "reaction": {"content": "ROCKET"},
        "subject": {"reactions": {"totalCount": 2, "viewerHasReacted": True}},
    }
    gone = owner.data(react % "removeReaction", s=issue["node_id"])["removeReaction"]
    assert gone["subject"]["reactions"]["totalCount"] == 1
    owner.send("DELETE", f"{at}/{first.json()['id']}")
    assert owner.get(at) == []
    groups = owner.data(
        'query {repository(owner: "acme", name: "widgets") {issue(number: 1) {comments(first: '
        "1) {nodes {reactionGroups {content reactors(first: 1) {totalCount}}}}}}}"
    )
    counted = groups["repository"]["issue"]["comments"]["nodes"][0]["reactionGroups"]
    assert {one["content"]: one["reactors"]["totalCount"] for one in counted}["HEART"] == 1


def test_comments_of_the_whole_repository(owner: Client) -> None:
    for number in (1, 2):
        owner.issue()
        owner.send("POST", f"{_ISSUES}/{number}/comments", body=f"On {number}")
    assert [one["body"] for one in owner.get(f"{_ISSUES}/comments")] == ["On 1", "On 2"]
    falling = owner.get(f"{_ISSUES}/comments", sort="created", direction="desc")
    assert [one["body"] for one in falling] == ["On 2", "On 1"]


def test_a_sub_issue_follows_its_parent_onto_the_board(owner: Client) -> None:
    board = Board(owner)
    made = [owner.issue(f"Issue {number}") for number in range(3)]
    board.add(made[0]["node_id"])
    _nest(owner, 1, made[1])
    assert [one["content"]["number"] for one in board.items()] == [1, 2]
    owner.send("PUT", "/_sandbox/projects/acme/1/workflows", **{"Auto-add sub-issues to project": False})
    _nest(owner, 1, made[2])
    assert [one["content"]["number"] for one in board.items()] == [1, 2]


@pytest.mark.parametrize("path", ["sub_issues", "dependencies/blocked_by"])
def test_only_those_with_triage_rights_link(owner: Client, person: Any, path: str) -> None:
    made = [owner.issue(f"Issue {number}") for number in range(2)]
    body = {"sub_issue_id": made[1]["id"], "issue_id": made[1]["id"]}
    assert person("rita", role="read").call("POST", f"{_ISSUES}/1/{path}", body).status_code == 403
    assert person("tess", role="triage").call("POST", f"{_ISSUES}/1/{path}", body).status_code == 201
