"""GraphQL as GitHub answers it: HTTP 200 with errors, partial data, limits, every field of the schema."""

import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLScalarType, get_named_type

from roadmap_sync.sandbox.graphql import schema
from tests.sandbox.board import Board
from tests.sandbox.client import REPO, Client

_HOME = 'repository(owner: "acme", name: "widgets")'
_NEEDED = {
    "ref": 'qualifiedName: "main"', "refs": 'refPrefix: "refs/heads/"', "file": 'path: "R.md"',
    "field": 'name: "Status"', "fieldValueByName": 'name: "Status"',
    "issueType": 'name: "Bug"', "team": 'slug: "core"', "organization": 'login: "acme"',
    "compare": 'headRef: "main"',
    "repository": 'name: "widgets"', "label": 'name: "bug"', "object": 'expression: "main"',
}  # fmt: skip


def _everything(owner: Client) -> list[str]:
    """The global ids of one thing of every kind."""
    owner.send("PUT", "/_sandbox/owner", type="Organization")
    owner.send("POST", f"{REPO}/milestones", title="v1")
    owner.send("POST", f"{REPO}/labels", name="bug", color="d73a4a")
    issue = owner.issue("One", labels=["bug"], milestone=1, assignees=["acme-admin"])
    pull = owner.pull("Two")
    at = f"{REPO}/issues/1"
    owner.send("PATCH", at, title="Renamed", state="closed", labels=[], milestone=None, assignees=[])
    owner.send("PATCH", at, state="open")
    owner.send("PUT", f"{at}/lock", lock_reason="too heated")
    owner.send("DELETE", f"{at}/lock")
    for way in ("pin", "unpin"):
        ask = f"mutation($i: ID!) {{{way}Issue(input: {{issueId: $i}}) {{issue {{isPinned}}}}}}"
        assert owner.data(ask, i=issue["node_id"])[f"{way}Issue"]["issue"]["isPinned"] is (way == "pin")
    comment = owner.send("POST", f"{at}/comments", body="Hello")
    owner.send("PUT", f"{REPO}/contents/R.md", message="First", content=b64encode(b"# R\n").decode())
    for login, kind in (("robot", "Bot"), ("someone", "User")):
        owner.send("POST", "/_sandbox/accounts", login=login, type=kind, role="write")
    people = [owner.get(f"/users/{login}") for login in ("acme", "robot", "someone")]
    rest = [owner.get(REPO), issue, pull, comment, owner.get(f"{REPO}/labels/bug"), *people]
    rest += [owner.get(f"{REPO}/milestones/1"), *owner.get(f"{at}/events"), *_merged(owner)]
    git = owner.data(
        f'{{{_HOME} {{ref(qualifiedName: "main") {{id}} a: object(expression: "main") {{id}} '
        'b: object(expression: "main:") {id} c: object(expression: "main:R.md") {id}}}'
    )
    rest += _linked(owner)
    return [
        *(one["node_id"] for one in rest),
        *(one["id"] for one in git["repository"].values()),
        *_boarded(owner, issue, pull),
        owner.send("POST", f"{at}/reactions", content="heart")["node_id"],
        owner.send("POST", "/orgs/acme/issue-types", name="Chore", color="gray")["node_id"],
    ]


def _linked(owner: Client) -> list[Any]:
    """What happens to two issues that are linked and let go of, and to the type of one."""
    above, below = owner.issue("Above"), owner.issue("Below")
    at, to = f"{REPO}/issues/{above['number']}", {"issue_id": below["id"]}
    owner.send("POST", f"{at}/sub_issues", sub_issue_id=below["id"])
    owner.send("DELETE", f"{at}/sub_issue", sub_issue_id=below["id"])
    owner.send("POST", f"{at}/dependencies/blocked_by", **to)
    owner.send("DELETE", f"{at}/dependencies/blocked_by/{below['id']}")
    for name in ("Bug", "Task", None):
        owner.send("PATCH", at, type=name)
    return [*owner.get(f"{at}/events"), *owner.get(f"{REPO}/issues/{below['number']}/events")]


def _merged(owner: Client) -> list[Any]:
    """A review, a check and a status of a pull request, and what happened when it was merged."""
    at = f"{REPO}/pulls/{owner.pull('Three', 'three')['number']}"
    sha = owner.get(at)["head"]["sha"]
    said = owner.send("POST", f"{at}/reviews", event="COMMENT", body="Hm")
    status = owner.send("POST", f"{REPO}/statuses/{sha}", state="success")
    owner.send("POST", "/_sandbox/tokens", token="app", login="robot", kind="app")
    app = Client(owner.url, "app")
    check = app.send("POST", f"{REPO}/check-runs", name="plan", head_sha=sha, conclusion="success")
    app.session.close()
    tag = owner.send("POST", f"{REPO}/git/tags", tag="v1", message="One", object=sha, type="commit")
    owner.send("PUT", f"{at}/merge")
    happened = owner.get(f"{at.replace('pulls', 'issues')}/events")
    return [said, status, check, tag, *(one for one in happened if one["event"] == "merged")]


def _boarded(owner: Client, issue: Any, pull: Any) -> list[str]:
    """The global ids of one thing of every kind that a project has."""
    board = Board(owner)
    board.do(
        "linkProjectV2ToRepository", "repository {id}",
        projectId=board.id, repositoryId=owner.get(REPO)["node_id"],
    )  # fmt: skip
    box = {"title": "S1", "startDate": "2999-03-04", "duration": 14}
    frame = {"startDate": "2999-03-04", "duration": 14, "iterations": [box]}
    sprint = board.field("Sprint", "ITERATION", iterationConfiguration=frame)
    boxes = sprint["configuration"]["iterations"]
    item, _ = board.add(issue["node_id"]), board.add(pull["node_id"])
    for name, kind, value in (
        ("Notes", "TEXT", {"text": "x"}), ("Cost", "NUMBER", {"number": 2}),
        ("Start", "DATE", {"date": "2026-01-01"}),
        ("Sprint", "", {"iterationId": boxes[0]["id"]}), ("Status", "", {"singleSelectOptionId": "f75ad846"}),
    ):  # fmt: skip
        field = board.field(name, kind)["id"] if kind else board.fields()[name]
        assert "errors" not in board.set(item, field, **value)
    draft = board.do(
        "addProjectV2DraftIssue",
        "projectItem {content {... on DraftIssue {id}}}",
        projectId=board.id,
        title="Idea",
    )
    said = board.do("createProjectV2StatusUpdate", "statusUpdate {id}", projectId=board.id)
    values = owner.data(
        "query($i: ID!) {node(id: $i) {... on ProjectV2Item {fieldValues(first: 20) {"
        "nodes {... on Node {id}}}}}}",
        i=item,
    )["node"]["fieldValues"]["nodes"]
    workflow = board.read("workflow(number: 1) {id}")["workflow"]["id"]
    return [
        board.id, item, *board.fields().values(), draft["projectItem"]["content"]["id"], workflow,
        said["statusUpdate"]["id"], *(one["id"] for one in values if one),
    ]  # fmt: skip


def _all_fields(kind: GraphQLObjectType) -> str:
    return " ".join(_selected(name, field) for name, field in kind.fields.items())


def _selected(name: str, field: Any) -> str:
    inner = get_named_type(field.type)
    needed = "number: 1" if "number" in field.args else _NEEDED.get(name, "") if field.args else ""
    needed = "capabilities: [CAN_BE_ASSIGNED]" if "capabilities" in field.args else needed
    given = ", ".join(filter(None, [needed, "first: 2" if "first" in field.args else ""]))
    called = f"{name}({given})" if given else name
    if isinstance(inner, GraphQLScalarType | GraphQLEnumType):
        return called
    return (
        f"{called} {{__typename}}"
        if "first" not in field.args
        else f"{called} {{totalCount edges {{node {{__typename}}}}}}"
    )


def test_every_field_of_every_node_answers(owner: Client) -> None:
    ids = _everything(owner)
    seen = set()
    for node_id in ids:
        kind = owner.data("query($i: ID!) {node(id: $i) {__typename id}}", i=node_id)["node"]
        assert kind["id"] == node_id
        name = kind["__typename"]
        selection = _all_fields(schema().type_map[name]).replace(
            "pullRequest(number: 1)", "pullRequest(number: 2)"
        )
        if name == "User":  # who has no project here
            selection = selection.replace("projectV2(number: 1) {__typename}", "")
        owner.data(f"query($i: ID!) {{node(id: $i) {{... on {name} {{{selection}}}}}}}", i=node_id)
        seen.add(name)
    assert {kind.name for kind in schema().get_possible_types(schema().type_map["Node"])} == seen


def test_behaviour_16_what_is_missing_is_null_with_an_error_at_its_path(owner: Client) -> None:
    reply = owner.ask('{viewer {login} nobody: node(id: "I_kwDOnothing") {id}}')
    assert reply["data"] == {"viewer": {"login": "acme"}, "nobody": None}
    assert reply["errors"] == [
        {
            "type": "NOT_FOUND",
            "path": ["nobody"],
            "locations": [{"line": 1, "column": 17}],
            "message": "Could not resolve to a node with the global id of 'I_kwDOnothing'",
        }
    ]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            '{repository(owner: "acme", name: "no") {id}}',
            "Could not resolve to a Repository with the name 'acme/no'.",
        ),
        (f"{{{_HOME} {{issue(number: 9) {{id}}}}}}", "Could not resolve to an Issue with the number of 9."),
        (
            f"{{{_HOME} {{pullRequest(number: 9) {{id}}}}}}",
            "Could not resolve to a PullRequest with the number of 9.",
        ),
        (
            f"{{{_HOME} {{issueOrPullRequest(number: 9) {{__typename}}}}}}",
            "Could not resolve to an issue or pull request with the number of 9.",
        ),
        ('{user(login: "no") {id}}', "Could not resolve to a User with the login of 'no'."),
    ],
)
def test_behaviour_16_githubs_sentences_for_what_is_not_there(
    owner: Client, query: str, message: str
) -> None:
    (error,) = owner.ask(query)["errors"]
    assert (error["type"], error["message"]) == ("NOT_FOUND", message)


def test_behaviour_16_nodes_are_null_one_by_one(owner: Client) -> None:
    known = owner.issue()["node_id"]
    reply = owner.ask("query($ids: [ID!]!) {nodes(ids: $ids) {id}}", ids=["nonsense", known])
    assert reply["data"]["nodes"] == [None, {"id": known}]
    assert [error["path"] for error in reply["errors"]] == [["nodes", 0]]


@pytest.mark.parametrize(
    ("query", "path", "code"),
    [
        (f"{{{_HOME} {{nope}}}}", ["query", "repository", "nope"], "undefinedField"),
        ("query Q {viewer {login(a: 1)}}", ["query Q", "viewer", "login", "a"], "argumentNotAccepted"),
        ('{repository(owner: "acme") {id}}', ["query", "repository"], "missingRequiredArguments"),
        (
            f'{{{_HOME} {{issues(first: "x") {{totalCount}}}}}}',
            ["query", "repository", "issues", "first"],
            "argumentLiteralsIncompatible",
        ),
    ],
)
def test_behaviour_16_an_invalid_document_has_no_data(
    owner: Client, query: str, path: list[str], code: str
) -> None:
    reply = owner.ask(query)
    assert "data" not in reply
    assert reply["errors"][0]["path"] == path
    assert reply["errors"][0]["extensions"]["code"] == code


def test_behaviour_16_nothing_of_an_invalid_document_runs(owner: Client, repository_id: str) -> None:
    owner.ask(f'mutation {{createIssue(input: {{repositoryId: "{repository_id}", title: "A"}}) {{nope}}}}')
    reply = owner.ask(
        "mutation($t: String!, $r: ID!) {createIssue(input: {repositoryId: $r, title: $t}) {issue {id}}}",
        t=3,
        r="R",
    )
    assert "data" not in reply
    assert owner.get(f"{REPO}/issues", state="all") == []


@pytest.mark.parametrize(
    ("cut", "kind"),
    [
        ("", "MISSING_PAGINATION_BOUNDARIES"),
        ("(first: 101)", "EXCESSIVE_PAGINATION"),
        ('(first: 1, after: "x")', "INVALID_CURSOR_ARGUMENTS"),
    ],
)
def test_behaviour_16_connections_want_first_or_last_up_to_100(owner: Client, cut: str, kind: str) -> None:
    reply = owner.ask(f"{{{_HOME} {{issues{cut} {{totalCount nodes {{id}}}}}}}}")
    assert [error["type"] for error in reply["errors"]] == [kind]


def test_pages_follow_cursors_both_ways(owner: Client) -> None:
    for title in "ABCDE":
        owner.issue(title)
    query = (
        "query($first: Int, $after: String, $last: Int, $before: String) {"
        + _HOME
        + " {issues(first: $first, "
        "after: $after, last: $last, before: $before, orderBy: {field: CREATED_AT, direction: ASC}) "
        "{totalCount nodes {title} pageInfo {startCursor endCursor hasNextPage hasPreviousPage}}}}"
    )

    def page(**cut: object) -> tuple[str, dict[str, Any]]:
        found = owner.data(query, **cut)["repository"]["issues"]
        assert found["totalCount"] == 5
        return "".join(node["title"] for node in found["nodes"]), found["pageInfo"]

    titles, info = page(first=2)
    assert (titles, info["hasNextPage"], info["hasPreviousPage"]) == ("AB", True, False)
    titles, info = page(first=3, after=info["endCursor"])
    assert (titles, info["hasNextPage"], info["hasPreviousPage"]) == ("CDE", False, True)
    assert page(last=1, before=info["startCursor"])[0] == "B"
    assert page(last=2)[0] == "DE"


def test_mutations_run_in_order_and_each_commits_by_itself(owner: Client, repository_id: str) -> None:
    reply = owner.ask(
        """mutation($r: ID!) {
          a: createIssue(input: {repositoryId: $r, title: "A", clientMutationId: "one"}) {
            clientMutationId issue {number}
          }
          b: closeIssue(input: {issueId: "I_gone"}) {issue {id}}
          c: createIssue(input: {repositoryId: $r, title: "C"}) {issue {number}}
        }""",
        r=repository_id,
    )
    assert reply["data"] == {
        "a": {"clientMutationId": "one", "issue": {"number": 1}},
        "b": None,
        "c": {"issue": {"number": 2}},
    }
    assert [(error["type"], error["path"]) for error in reply["errors"]] == [("NOT_FOUND", ["b"])]
    assert [issue["title"] for issue in owner.get(f"{REPO}/issues")] == ["C", "A"]


def test_a_failing_mutation_leaves_nothing_behind(owner: Client, repository_id: str) -> None:
    label = owner.send("POST", f"{REPO}/labels", name="x", color="ffffff")["node_id"]
    update = (
        'mutation($i: ID!, $l: [ID!]) {updateIssue(input: {id: $i, title: "New", labelIds: $l, '
        'milestoneId: "MI_x"}) {issue {id}}}'
    )
    issue = owner.issue("Old")
    assert owner.ask(update, i=issue["node_id"], l=[label])["data"] == {"updateIssue": None}
    assert owner.get(f"{REPO}/issues/1") == issue


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"title": "x" * 257}, "Title is too long (maximum is 256 characters)"),
        ({"title": " "}, "Title can't be blank"),
        ({"title": "x", "body": "x" * 65_537}, "Body is too long (maximum is 65536 characters)"),
    ],
)
def test_what_does_not_fit_is_unprocessable(
    owner: Client, repository_id: str, given: dict, message: str
) -> None:
    reply = owner.ask(
        "mutation($i: CreateIssueInput!) {createIssue(input: $i) {issue {id}}}",
        i={"repositoryId": repository_id} | given,
    )
    assert [(error["type"], error["message"]) for error in reply["errors"]] == [("UNPROCESSABLE", message)]


def test_a_reason_is_given_when_closing_and_reopened_when_opening(owner: Client) -> None:
    issue = owner.issue()["node_id"]
    shown = (
        "{issue {state plain: stateReason(enableDuplicate: false) full: stateReason(enableDuplicate: true)}}"
    )
    reason_of = "$i: ID!, $r: IssueClosedStateReason"
    close = f"mutation({reason_of}) {{closeIssue(input: {{issueId: $i, stateReason: $r}}) {shown}}}"
    for reason in (None, "NOT_PLANNED", "DUPLICATE"):
        found = owner.data(close, i=issue, r=reason)["closeIssue"]["issue"]
        kept = reason or "COMPLETED"
        assert found == {"state": "CLOSED", "plain": kept, "full": kept}
    opened = owner.data(f"mutation($i: ID!) {{reopenIssue(input: {{issueId: $i}}) {shown}}}", i=issue)
    assert opened["reopenIssue"]["issue"]["full"] == "REOPENED"


def test_the_timeline_says_who_closed_and_when(owner: Client, person: Callable[..., Client]) -> None:
    issue = owner.issue()
    person("carol", role="triage").send(
        "PATCH", f"{REPO}/issues/1", state="closed", state_reason="not_planned"
    )
    query = (
        "query($i: ID!) {node(id: $i) {... on Issue {timelineItems(last: 1, itemTypes: [CLOSED_EVENT, "
        "REOPENED_EVENT, RENAMED_TITLE_EVENT]) {filteredCount nodes {... on ClosedEvent "
        "{actor {login} createdAt stateReason}}}}}}"
    )
    found = owner.data(query, i=issue["node_id"])["node"]["timelineItems"]
    closed_at = owner.get(f"{REPO}/issues/1")["closed_at"]
    event = {"actor": {"login": "carol"}, "createdAt": closed_at, "stateReason": "NOT_PLANNED"}
    assert found == {"filteredCount": 1, "nodes": [event]}


def test_behaviour_19_the_cost_follows_the_connections(owner: Client) -> None:
    query = f"{{rateLimit {{cost nodeCount}} {_HOME} {{issues(first: 100) {{nodes {{%s}}}}}}}}"
    assert owner.data(query % "id")["rateLimit"] == {"cost": 1, "nodeCount": 100}
    lists = "labels(first: 20) {nodes {id}} assignees(first: 10) {nodes {id}} comments(first: 5) {nodes {id}}"
    assert owner.data(query % lists)["rateLimit"] == {"cost": 3, "nodeCount": 100 * 36}


def test_behaviour_16_a_query_for_too_many_nodes_is_refused(owner: Client) -> None:
    inner = "comments(first: 100) {nodes {id}}"
    for _ in range(2):
        inner = f"milestone {{issues(first: 100) {{nodes {{{inner}}}}}}}"
    reply = owner.ask(f"{{{_HOME} {{issues(first: 1) {{nodes {{{inner}}}}}}}}}")
    assert reply["errors"][0]["type"] == "MAX_NODE_LIMIT_EXCEEDED"


@pytest.mark.parametrize(
    ("token", "status"),
    [(None, 401), ("revoked", 401)],
)
def test_behaviour_16_without_a_valid_token_there_is_no_graphql(
    owner: Client, token: str | None, status: int
) -> None:
    owner.send("POST", "/_sandbox/tokens", token="revoked", valid=False)
    stranger = Client(owner.url, token)
    reply = stranger.call("POST", "/graphql", {"query": "{viewer {login}}"})
    stranger.session.close()
    assert reply.status_code == status
    assert json.loads(reply.text)["message"] in ("Requires authentication", "Bad credentials")


def test_filters_of_the_issue_connection(owner: Client) -> None:
    owner.send("POST", f"{REPO}/milestones", title="v1")
    owner.issue("A", labels=["x"], milestone=1)
    owner.issue("B", labels=["y"])
    owner.pull("P")
    owner.send("PATCH", f"{REPO}/issues/2", state="closed")

    def titles(arguments: str) -> list[str]:
        found = owner.data(f"{{{_HOME} {{issues(first: 9, {arguments}) {{nodes {{title}}}}}}}}")
        return [node["title"] for node in found["repository"]["issues"]["nodes"]]

    assert titles("orderBy: {field: CREATED_AT, direction: DESC}") == ["B", "A"]
    assert titles("states: OPEN") == ["A"]
    assert titles('labels: ["x", "Y"]') == ["A", "B"]
    assert titles('filterBy: {milestoneNumber: "1"}') == ["A"]
    identity = owner.get(f"{REPO}/milestones/1")["id"]
    assert titles(f'filterBy: {{milestone: "{identity}"}}') == ["A"]
    assert titles('filterBy: {milestone: "V1"}') == ["A"]
    assert titles("filterBy: {milestone: null}") == ["B"]
    assert titles('filterBy: {labels: ["x", "y"]}') == []
    assert titles("filterBy: {assignee: null}") == ["A", "B"]
    assert titles('filterBy: {since: "2999-01-01T00:00:00Z"}') == []
