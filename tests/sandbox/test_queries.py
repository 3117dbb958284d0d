"""Queries as dashboards, bots and generated clients send them, each with what it relies on."""

from graphql import build_client_schema, get_introspection_query, print_schema

from roadmap_sync.sandbox.graphql import schema
from tests.sandbox.board import Board
from tests.sandbox.client import REPO, Client

_HOME = 'repository(owner: "acme", name: "widgets")'


def test_the_schema_describes_itself(owner: Client) -> None:
    """As generators of clients and GraphiQL ask for it."""
    told = owner.data(get_introspection_query(descriptions=False))
    assert print_schema(build_client_schema(told)) == print_schema(build_client_schema(_introspected()))
    found = owner.data('{__type(name: "LinkedBranch") {fields {name}} other: __type(name: "Gist") {name}}')
    assert (found["__type"]["fields"], found["other"]) == ([{"name": "id"}, {"name": "ref"}], None)


def _introspected():
    from graphql import introspection_from_schema

    return introspection_from_schema(schema(), descriptions=False)


def test_numbers_need_no_window(owner: Client) -> None:
    number = owner.issue("One")["number"]
    owner.send("POST", f"{REPO}/issues/{number}/reactions", content="heart")
    asked = "reactions {totalCount viewerHasReacted} comments {totalCount} timelineItems {filteredCount}"
    found = owner.data(f"{{{_HOME} {{issue(number: 1) {{{asked}}} watchers {{totalCount}}}}}}")["repository"]
    assert found["issue"]["reactions"] == {"totalCount": 1, "viewerHasReacted": True}
    refused = owner.ask(f"{{{_HOME} {{issue(number: 1) {{reactions {{totalCount nodes {{id}}}}}}}}}}")
    assert refused["errors"][0]["type"] == "MISSING_PAGINATION_BOUNDARIES"


def test_pull_requests_that_speak_of_an_issue_are_on_its_timeline(owner: Client) -> None:
    """The way most dashboards find the pull requests of an issue."""
    owner.issue("One")
    owner.issue("Other #10", body="Not #10, nor a&#1; nor x#1")
    owner.branch("topic")
    owner.send("POST", f"{REPO}/pulls", title="P", head="topic", base="main", body="Fixes #1")
    third = owner.issue("Third")["number"]
    owner.send("POST", f"{REPO}/issues/{third}/comments", body="See acme/widgets#1.")
    asked = (
        "timelineItems(first: 9, itemTypes: [CROSS_REFERENCED_EVENT]) {nodes {... on CrossReferencedEvent {"
        "willCloseTarget actor {login} source {... on PullRequest {number} ... on Issue {number}}}}}"
    )
    found = owner.data(f"{{{_HOME} {{issue(number: 1) {{{asked}}}}}}}")["repository"]["issue"]
    told = [(one["source"]["number"], one["willCloseTarget"]) for one in found["timelineItems"]["nodes"]]
    assert told == [(3, True), (4, False)]
    rest = [one for one in owner.get(f"{REPO}/issues/1/timeline") if one["event"] == "cross-referenced"]
    assert [one["source"]["issue"]["number"] for one in rest] == [3, 4]


def test_a_merge_closes_what_it_says(owner: Client) -> None:
    """GitHub's keywords: close, fix and resolve with their endings, before a number, a name or an address."""
    page = "https://github.com/acme/widgets/issues/"
    told = (
        ("Fixes #N", True), ("closes: #N and more", True), ("RESOLVED acme/widgets#N", True),
        (f"Closes {page}N", True), ("About #N", False), ("Fixes #N2", False), ("prefixes #N", False),
        ("`Fixes #N`", False), ("<!-- Fixes #N -->", False), ("Fixes acme/other#N", False),
    )  # fmt: skip
    issues = [owner.issue(body)["number"] for body, _ in told]
    lines = [body.replace("N", str(number)) for (body, _), number in zip(told, issues, strict=True)]
    owner.branch("topic")
    made = owner.send("POST", f"{REPO}/pulls", title="P", head="topic", base="main", body="\n".join(lines))
    owner.send("PUT", f"{REPO}/pulls/{made['number']}/merge")
    found = {one["number"]: one["state"] for one in owner.get(f"{REPO}/issues", state="all")}
    assert [found[number] == "closed" for number in issues] == [closed for _, closed in told]
    by = "... on ClosedEvent {stateReason closer {... on PullRequest {number}}}"
    asked = f"timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) {{nodes {{{by}}}}}"
    event = owner.data(f"{{{_HOME} {{issue(number: 1) {{{asked}}}}}}}")["repository"]["issue"][
        "timelineItems"
    ]
    assert event["nodes"] == [{"stateReason": "COMPLETED", "closer": {"number": made["number"]}}]


def test_only_the_default_branch_closes_issues(owner: Client) -> None:
    owner.issue("One")
    owner.branch("base")
    owner.branch("topic", "other.md")
    owner.send("POST", f"{REPO}/pulls", title="P", head="topic", base="base", body="Fixes #1")
    owner.send("PUT", f"{REPO}/pulls/2/merge")
    assert owner.get(f"{REPO}/issues/1")["state"] == "open"


def test_repositories_and_people_are_searched(owner: Client) -> None:
    asked = "repositoryCount userCount nodes {... on Repository {nameWithOwner} ... on User {login}}"
    ask = "query($q: String!, $t: SearchType!) {search(query: $q, type: $t, first: 5) {" + asked + "}}"
    found = owner.data(ask, q="widg user:acme", t="REPOSITORY")["search"]
    assert (found["repositoryCount"], found["nodes"]) == (1, [{"nameWithOwner": "acme/widgets"}])
    found = owner.data(ask, q="coll type:user", t="USER")["search"]
    assert (found["userCount"], found["nodes"]) == (1, [{"login": "colleague"}])


def test_tags_are_refs_with_a_message_or_without(owner: Client) -> None:
    sha = owner.branch("topic")
    made = owner.send("POST", f"{REPO}/git/tags", tag="v2", message="Two", object=sha, type="commit")
    for name, oid in (("v2", made["sha"]), ("v1", sha)):
        owner.send("POST", f"{REPO}/git/refs", ref=f"refs/tags/{name}", sha=oid)
    target = "target {__typename oid ... on Tag {message target {oid}}}"
    order = "orderBy: {field: ALPHABETICAL, direction: DESC}"
    refs = f'refs(refPrefix: "refs/tags/", first: 9, {order}) {{nodes {{name {target}}}}}'
    found = owner.data(f"{{{_HOME} {{{refs}}}}}")["repository"]["refs"]["nodes"]
    tag = {"__typename": "Tag", "oid": made["sha"], "message": "Two", "target": {"oid": sha}}
    assert found == [
        {"name": "v2", "target": tag},
        {"name": "v1", "target": {"__typename": "Commit", "oid": sha}},
    ]


_REFUSED = [
    (
        "{viewer}",
        "selectionMismatch",
        (
            "Field must have selections (field 'viewer' returns User but has no selections. "
            "Did you mean 'viewer { ... }'?)"
        ),
    ),
    (
        'mutation {createIssue(input: {title: "x"}) {clientMutationId}}',
        "missingRequiredInputObjectAttribute",
        "Argument 'repositoryId' on InputObject 'CreateIssueInput' is required",
    ),
    (
        f"{{{_HOME} {{issues(first: 1, filterBy: {{x: 1}}) {{totalCount}}}}}}",
        "argumentNotAccepted",
        "InputObject 'IssueFilters' doesn't accept argument 'x'",
    ),
    (
        "{viewer {... on Nobody {id}}}",
        "undefinedType",
        "No such type Nobody, so it can't be a fragment condition",
    ),
    ("{viewer {...F}}", "useAndDefineFragment", "Fragment F was used, but not defined"),
    (
        "fragment F on User {id} {viewer {login}}",
        "useAndDefineFragment",
        "Fragment F was defined, but not used",
    ),
    (
        "query($x: Nothing) {viewer {login}}",
        "variableRequiresValidType",
        "Nothing isn't a defined input type (on the variable)",
    ),
]


def test_documents_that_do_not_fit_are_refused_in_these_words(owner: Client) -> None:
    for query, code, message in _REFUSED:
        refused = owner.ask(query)
        assert "data" not in refused
        told = {(one["extensions"]["code"], one["message"]) for one in refused["errors"]}
        assert (code, message) in told


def test_an_account_tells_what_it_has(owner: Client) -> None:
    owner.send("PUT", "/_sandbox/owner", type="Organization")
    owner.issue("One")
    owner.pull()
    mine = "issues(first: 1, states: OPEN) {totalCount} pullRequests(first: 1) {nodes {number}}"
    told = "organizations(first: 9) {nodes {login}} repositories(first: 9) {totalCount totalDiskUsage}"
    found = owner.data(f"{{viewer {{{mine} {told}}}}}")["viewer"]
    assert (found["issues"]["totalCount"], found["pullRequests"]["nodes"]) == (1, [{"number": 2}])
    assert found["organizations"]["nodes"] == [{"login": "acme"}]
    members = "membersWithRole(first: 9) {edges {role node {login}}} repositories(first: 9) {nodes {name}}"
    found = owner.data(f'{{organization(login: "acme") {{{members} team(slug: "core") {{id}}}}}}')[
        "organization"
    ]
    roles = {one["node"]["login"]: one["role"] for one in found["membersWithRole"]["edges"]}
    assert roles == {"acme-admin": "ADMIN", "colleague": "MEMBER"}
    assert (found["repositories"]["nodes"], found["team"]) == ([{"name": "widgets"}], None)


def test_a_project_begins_with_a_view(owner: Client) -> None:
    board = Board(owner)
    found = board.read("views(first: 9) {totalCount nodes {name number layout}} view(number: 1) {id}")
    assert found["views"]["nodes"] == [{"name": "View 1", "number": 1, "layout": "TABLE_LAYOUT"}]
    assert found["view"]["id"]
    assert board.read("view(number: 2) {id}")["view"] is None


def test_links_leave_a_trace_at_both_ends(owner: Client) -> None:
    owner.send("PUT", "/_sandbox/owner", type="Organization")
    first, second, third = (owner.issue(title) for title in ("First", "Second", "Third"))
    below = {"sub_issue_id": third["id"]}
    owner.send("POST", f"{REPO}/issues/1/sub_issues", **below)
    owner.send("POST", f"{REPO}/issues/2/sub_issues", **below, replace_parent=True)
    owner.send("POST", f"{REPO}/issues/3/dependencies/blocked_by", issue_id=first["id"])
    owner.send("DELETE", f"{REPO}/issues/3/dependencies/blocked_by/{second['id']}")
    for name in ("Bug", "Task"):
        owner.send("PATCH", f"{REPO}/issues/3", type=name)
    told = [[one["event"] for one in owner.get(f"{REPO}/issues/{n}/timeline")] for n in (1, 2, 3)]
    assert told == [
        ["sub_issue_added", "sub_issue_removed", "blocking_added"],
        ["sub_issue_added"],
        [
            "parent_issue_added", "parent_issue_removed", "parent_issue_added", "blocked_by_added",
            "issue_type_added", "issue_type_changed",
        ],
    ]  # fmt: skip
    asked = (
        "timelineItems(last: 4, itemTypes: [PARENT_ISSUE_ADDED_EVENT, ISSUE_TYPE_CHANGED_EVENT,"
        " CONNECTED_EVENT])"
        "{nodes {... on ParentIssueAddedEvent {parent {number}} ... on ConnectedEvent {id}"
        " ... on IssueTypeChangedEvent {issueType {name} prevIssueType {name}}}}"
    )
    found = owner.data(f"{{{_HOME} {{issue(number: 3) {{{asked}}}}}}}")["repository"]["issue"]
    changed = {"issueType": {"name": "Task"}, "prevIssueType": {"name": "Bug"}}
    parents = [{"parent": {"number": number}} for number in (1, 2)]
    assert found["timelineItems"]["nodes"] == [*parents, changed]
    assert owner.get(f"{REPO}/issues/1")["updated_at"] == first["updated_at"]
