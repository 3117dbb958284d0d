"""Projects as GraphQL has them: fields, options, iterations, items, values, order and archive."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.board import STATUS, Board
from tests.sandbox.client import REPO, Client


@pytest.fixture
def board(owner: Client) -> Board:
    return Board(owner)


def _options(*names: str, **ids: str) -> list[dict[str, str]]:
    shown = [{"name": name, "color": "GRAY", "description": ""} for name in names]
    return [one | ({"id": ids[one["name"]]} if one["name"] in ids else {}) for one in shown]


def test_behaviour_17_a_new_project_has_githubs_fields_and_statuses(board: Board) -> None:
    named = (
        "Title",
        "Assignees",
        "Status",
        "Labels",
        "Linked pull requests",
        "Reviewers",
        "Repository",
        "Milestone",
    )
    assert tuple(board.fields()) == named
    found = board.read(
        'number closed public url field(name: "status") {... on ProjectV2SingleSelectField {'
        "options {id name}}}"
    )
    assert {one["name"]: one["id"] for one in found["field"]["options"]} == STATUS
    assert (found["number"], found["closed"], found["public"]) == (1, False, False)
    assert found["url"].endswith("/users/acme/projects/1")


def test_a_project_is_found_by_number_by_title_and_through_its_repository(
    board: Board, owner: Client, repository_id: str
) -> None:
    other = Board(owner, "Archive of 2025")
    board.do("linkProjectV2ToRepository", "repository {id}", projectId=board.id, repositoryId=repository_id)
    board.do("updateProjectV2", "projectV2 {id}", projectId=other.id, closed=True)
    found = owner.data(
        """{user(login: "acme") {projectV2(number: 1) {id} projectsV2(first: 9, query: "archive") {nodes {id}}
        open: projectsV2(first: 9, query: "is:open") {totalCount nodes {id}}}
        repository(owner: "acme", name: "widgets") {
        projectsV2(first: 9) {nodes {id}} projectV2(number: 1) {title}}}"""
    )
    assert found["user"]["projectV2"] == {"id": board.id}
    assert found["user"]["projectsV2"]["nodes"] == [{"id": other.id}]
    assert found["user"]["open"] == {"totalCount": 1, "nodes": [{"id": board.id}]}
    assert found["repository"] == {
        "projectsV2": {"nodes": [{"id": board.id}]},
        "projectV2": {"title": "Roadmap"},
    }
    board.do(
        "unlinkProjectV2FromRepository", "repository {id}", projectId=board.id, repositoryId=repository_id
    )
    assert board.read("repositories(first: 5) {totalCount}") == {"repositories": {"totalCount": 0}}


def test_behaviour_16_a_number_that_is_no_project_is_not_found(owner: Client) -> None:
    (error,) = owner.ask('{user(login: "acme") {projectV2(number: 99999) {id}}}')["errors"]
    assert error["message"] == "Could not resolve to a ProjectV2 with the number 99999."
    assert (error["type"], error["path"]) == ("NOT_FOUND", ["user", "projectV2"])


def test_every_kind_of_field_holds_and_loses_its_value(board: Board, owner: Client) -> None:
    frame = {
        "startDate": "2999-03-04",
        "duration": 7,
        "iterations": [{"title": "Sprint 1", "startDate": "2999-03-04", "duration": 7}],
    }
    made = {
        "Notes": board.field("Notes", "TEXT"), "Cost": board.field("Cost", "NUMBER"),
        "Start": board.field("Start", "DATE"),
        "Area": board.field("Area", "SINGLE_SELECT", singleSelectOptions=_options("io", "net")),
        "Sprint": board.field("Sprint", "ITERATION", iterationConfiguration=frame),
    }  # fmt: skip
    assert made["Sprint"]["configuration"]["startDay"] == 1
    option, box = made["Area"]["options"][1], made["Sprint"]["configuration"]["iterations"][0]
    item = board.add(owner.issue("One")["node_id"])
    sent: dict[str, dict[str, Any]] = {
        "Notes": {"text": "x" * 1024}, "Cost": {"number": 1.5}, "Start": {"date": "2026-02-28"},
        "Area": {"singleSelectOptionId": option["id"]}, "Sprint": {"iterationId": box["id"]},
    }  # fmt: skip
    for name, value in sent.items():
        assert "errors" not in board.set(item, made[name]["id"], **value)
    (shown,) = board.items()
    values = [
        {key: value for key, value in one.items() if key not in ("__typename", "field")}
        for one in shown["fieldValues"]["nodes"]
    ]
    assert values == [
        {"text": "One"}, {}, {"text": "x" * 1024}, {"number": 1.5}, {"date": "2026-02-28"},
        {"name": "net", "optionId": option["id"]}, {"title": "Sprint 1", "iterationId": box["id"]},
    ]  # fmt: skip
    for name in sent:
        given = {"projectId": board.id, "itemId": item, "fieldId": made[name]["id"]}
        board.do("clearProjectV2ItemFieldValue", "projectV2Item {id}", **given)
    assert len(board.items()[0]["fieldValues"]["nodes"]) == 2


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        (
            "Notes",
            {"text": "x" * 1025},
            ("UNPROCESSABLE", "Column value must be a valid value for text column"),
        ),
        (
            "Notes",
            {"number": 1},
            ("VALIDATION", "Did not receive a text value to update a field of type text"),
        ),
        ("Notes", {}, ("VALIDATION", "Exactly one value must be given")),
        ("Notes", {"text": "a", "number": 1}, ("VALIDATION", "Exactly one value must be given")),
        (
            "Status",
            {"singleSelectOptionId": "00000000"},
            ("VALIDATION", "The single select option Id does not belong to the field"),
        ),
        ("Title", {"text": "New"}, ("VALIDATION", "The field of type title is currently not supported.")),
        (
            "Milestone",
            {"text": "v1"},
            ("VALIDATION", "The field of type milestone is currently not supported."),
        ),
    ],
)  # fmt: skip
def test_behaviour_17_values_that_do_not_fit_are_refused(
    board: Board, owner: Client, field: str, value: dict[str, Any], refusal: tuple[str, str]
) -> None:
    board.field("Notes", "TEXT")
    item = board.add(owner.issue()["node_id"])
    reply = board.set(item, board.fields()[field], **value)
    assert reply["data"] == {"updateProjectV2ItemFieldValue": None}
    assert (reply["errors"][0]["type"], reply["errors"][0]["message"]) == refusal


def test_behaviour_16_a_date_that_is_none_is_invalid_and_nothing_ran(board: Board, owner: Client) -> None:
    start = board.field("Start", "DATE")["id"]
    item = board.add(owner.issue()["node_id"])
    reply = board.set(item, start, date="2026-02-30")
    assert "data" not in reply
    assert "Date" in reply["errors"][0]["message"]


def test_behaviour_18_options_without_their_id_are_new_and_cards_lose_them(
    board: Board, owner: Client
) -> None:
    area = board.field("Area", "SINGLE_SELECT", singleSelectOptions=_options("io", "net"))
    ids = {one["name"]: one["id"] for one in area["options"]}
    item = board.add(owner.issue()["node_id"])
    board.set(item, area["id"], singleSelectOptionId=ids["io"])

    def overwrite(*options: dict[str, str]) -> dict[str, str]:
        back = "projectV2Field {... on ProjectV2SingleSelectField {options {id name}}}"
        made = board.do("updateProjectV2Field", back, fieldId=area["id"], singleSelectOptions=list(options))
        return {one["name"]: one["id"] for one in made["projectV2Field"]["options"]}

    kept = overwrite(*_options("io", "net", "ui", **ids))
    assert (kept["io"], kept["net"]) == (ids["io"], ids["net"])
    assert board.items()[0]["fieldValues"]["nodes"][-1]["name"] == "io"
    fresh = overwrite(*_options("io", "net", "ui"))
    assert not set(fresh.values()) & set(kept.values())
    assert len(board.items()[0]["fieldValues"]["nodes"]) == 2


def test_behaviour_18_iterations_always_get_new_ids(board: Board, owner: Client) -> None:
    box = {"title": "S1", "startDate": "2026-03-02", "duration": 14}
    frame = {"startDate": "2026-03-02", "duration": 14, "iterations": [box]}
    owner.send("POST", "/_sandbox/clock", now="2026-03-10T00:00:00Z")
    sprint = board.field("Sprint", "ITERATION", iterationConfiguration=frame)
    item = board.add(owner.issue()["node_id"])
    first = sprint["configuration"]["iterations"][0]["id"]
    board.set(item, sprint["id"], iterationId=first)
    back = "projectV2Field {... on ProjectV2IterationField {configuration {iterations {id}}}}"
    made = board.do("updateProjectV2Field", back, fieldId=sprint["id"], iterationConfiguration=frame)
    assert made["projectV2Field"]["configuration"]["iterations"][0]["id"] != first
    assert len(board.items()[0]["fieldValues"]["nodes"]) == 2
    owner.send("POST", "/_sandbox/clock", now="2026-03-16T00:00:00Z")
    past = board.read(
        'field(name: "Sprint") {... on ProjectV2IterationField {configuration {'
        "iterations {id} completedIterations {title}}}}"
    )
    assert past["field"]["configuration"] == {"iterations": [], "completedIterations": [{"title": "S1"}]}


def test_fields_are_named_once_and_those_of_github_stay(board: Board) -> None:
    back = "projectV2Field {__typename}"
    taken = {"projectId": board.id, "name": "status", "dataType": "TEXT"}
    assert board.refused("createProjectV2Field", back, **taken) == (
        "UNPROCESSABLE", "Name has already been taken")  # fmt: skip
    assert (
        board.refused("deleteProjectV2Field", "projectV2Field {__typename}", fieldId=board.fields()["Title"])[
            0
        ]
        == "UNPROCESSABLE"
    )
    many = _options(*(f"o{number}" for number in range(51)))
    refusal = board.refused(
        "createProjectV2Field",
        "projectV2Field {__typename}",
        projectId=board.id,
        name="Many",
        dataType="SINGLE_SELECT",
        singleSelectOptions=many,
    )
    assert refusal == ("UNPROCESSABLE", "Single select fields are limited to 50 options")
    notes = board.field("Notes", "TEXT")
    board.do("updateProjectV2Field", "projectV2Field {__typename}", fieldId=notes["id"], name="Remarks")
    assert "Remarks" in board.fields()
    board.do("deleteProjectV2Field", "projectV2Field {__typename}", fieldId=notes["id"])
    assert "Remarks" not in board.fields()


def test_behaviour_17_an_issue_is_added_once_and_shows_where_it_is(board: Board, owner: Client) -> None:
    issue = owner.issue("One")
    item = board.add(issue["node_id"])
    assert board.add(issue["node_id"]) == item
    query = """{repository(owner: "acme", name: "widgets") {issue(number: 1) {projectV2(number: 1) {id}
        projectItems(first: 5, includeArchived: false) {nodes {id project {number}}}}}}"""
    found = owner.data(query)["repository"]["issue"]
    assert found == {
        "projectV2": {"id": board.id},
        "projectItems": {"nodes": [{"id": item, "project": {"number": 1}}]},
    }
    board.do("archiveProjectV2Item", "item {isArchived}", projectId=board.id, itemId=item)
    assert owner.data(query)["repository"]["issue"]["projectItems"] == {"nodes": []}
    assert board.items() == []
    refused = board.set(item, board.fields()["Status"], singleSelectOptionId=STATUS["Done"])
    assert refused["errors"][0]["message"] == "The item is archived and cannot be updated"
    board.do("unarchiveProjectV2Item", "item {isArchived}", projectId=board.id, itemId=item)
    assert [one["id"] for one in board.items()] == [item]
    gone = board.do("deleteProjectV2Item", "deletedItemId", projectId=board.id, itemId=item)
    assert gone == {"deletedItemId": item}
    assert owner.get(f"{REPO}/issues/1")["state"] == "open"


def test_one_call_makes_an_issue_that_is_on_the_board(
    board: Board, owner: Client, repository_id: str
) -> None:
    given = {"repositoryId": repository_id, "title": "New", "projectV2Ids": [board.id]}
    made = board.do("createIssue", "issue {projectItems(first: 1) {nodes {id}}}", **given)
    assert [one["id"] for one in board.items()] == [made["issue"]["projectItems"]["nodes"][0]["id"]]


def test_behaviour_17_cursors_of_items_are_places(board: Board, owner: Client) -> None:
    for number in range(5):
        board.add(owner.issue(f"Issue {number}")["node_id"])
    page = board.read("items(first: 2) {totalCount pageInfo {endCursor hasNextPage}}")["items"]
    assert page == {"totalCount": 5, "pageInfo": {"endCursor": "Mg==", "hasNextPage": True}}
    assert [one["content"]["number"] for one in board.items(after='"Mg=="')] == [3, 4, 5]


def test_cards_are_moved(board: Board, owner: Client) -> None:
    items = [board.add(owner.issue(f"Issue {number}")["node_id"]) for number in range(3)]

    def move(item: str, after: str | None) -> list[int]:
        given = {"projectId": board.id, "itemId": item} | ({"afterId": after} if after else {})
        made = board.do(
            "updateProjectV2ItemPosition",
            "items(first: 9) {nodes {content {... on Issue {number}}}}",
            **given,
        )
        return [one["content"]["number"] for one in made["items"]["nodes"]]

    assert move(items[2], None) == [3, 1, 2]
    assert move(items[2], items[0]) == [1, 3, 2]
    assert move(items[0], items[1]) == [3, 2, 1]


def test_a_draft_becomes_an_issue(board: Board, owner: Client, repository_id: str) -> None:
    made = board.do(
        "addProjectV2DraftIssue",
        "projectItem {id type content {... on DraftIssue {id}}}",
        projectId=board.id,
        title="Idea",
        body="Text",
    )
    item, draft = made["projectItem"]["id"], made["projectItem"]["content"]["id"]
    board.do("updateProjectV2DraftIssue", "draftIssue {title}", draftIssueId=draft, title="Better idea")
    board.move(item, "In Progress")
    board.do(
        "convertProjectV2DraftIssueItemToIssue", "item {id type}", itemId=item, repositoryId=repository_id
    )
    (shown,) = board.items()
    assert (shown["id"], shown["type"], shown["content"]) == (
        item,
        "ISSUE",
        {"number": 1, "title": "Better idea"},
    )
    assert board.status(item) == "In Progress"
    assert owner.get(f"{REPO}/issues/1")["body"] == "Text"


@pytest.mark.parametrize(
    ("query", "numbers"),
    [("status:Todo", [1]), ("no:status", [2, 3]), ("is:closed", [3]), ("label:bug", [2]),
     ("-label:bug", [1, 3]), ("THREE", [3]),
     ('status:"In Progress",Todo is:issue', [1])],
)  # fmt: skip
def test_the_filter_line_finds_items(board: Board, owner: Client, query: str, numbers: list[int]) -> None:
    owner.send("PUT", "/_sandbox/projects/acme/1/workflows", **{"Item closed": False})
    items = [
        board.add(owner.issue(title, labels=labels)["node_id"])
        for title, labels in (("one", []), ("two", ["bug"]), ("three", []))
    ]
    board.move(items[0], "Todo")
    owner.send("PATCH", f"{REPO}/issues/3", state="closed")
    quoted = query.replace('"', '\\"')
    assert [one["content"]["number"] for one in board.items(query=f'"{quoted}"')] == numbers


def test_a_copy_has_the_fields_and_no_items(board: Board, owner: Client) -> None:
    board.field("Area", "SINGLE_SELECT", singleSelectOptions=_options("io"))
    board.add(owner.issue()["node_id"])
    me = owner.data("{viewer {id}}")["viewer"]["id"]
    back = "projectV2 {number title items(first: 1) {totalCount} fields(first: 20) {totalCount}}"
    made = board.do("copyProjectV2", back, projectId=board.id, ownerId=me, title="Next")
    assert made["projectV2"] == {
        "number": 2,
        "title": "Next",
        "items": {"totalCount": 0},
        "fields": {"totalCount": 9},
    }
    board.do("deleteProjectV2", "projectV2 {id}", projectId=board.id)
    assert owner.ask('{user(login: "acme") {projectV2(number: 1) {id}}}')["errors"][0]["type"] == "NOT_FOUND"
    assert owner.get(f"{REPO}/issues/1")["number"] == 1


def test_what_is_said_of_a_project(board: Board) -> None:
    said = {"body": "Fine", "status": "ON_TRACK", "startDate": "2026-01-01", "targetDate": "2026-03-31"}
    made = board.do(
        "createProjectV2StatusUpdate", "statusUpdate {id status body targetDate}", projectId=board.id, **said
    )
    update = made["statusUpdate"]
    assert (update["status"], update["targetDate"]) == ("ON_TRACK", "2026-03-31")
    board.do(
        "updateProjectV2StatusUpdate", "statusUpdate {id}", statusUpdateId=update["id"], status="AT_RISK"
    )
    assert board.read("statusUpdates(first: 3) {nodes {status body}}")["statusUpdates"]["nodes"] == [
        {"status": "AT_RISK", "body": "Fine"}
    ]
    board.do("deleteProjectV2StatusUpdate", "deletedStatusUpdateId", statusUpdateId=update["id"])
    assert board.read("statusUpdates(first: 3) {totalCount}")["statusUpdates"] == {"totalCount": 0}


def test_behaviour_17_what_one_may_not_see_is_redacted(
    board: Board, owner: Client, person: Callable[..., Client]
) -> None:
    item = board.add(owner.issue("Secret")["node_id"])
    reader = person("rita", role="none")
    query = "query($i: ID!) {node(id: $i) {... on ProjectV2Item {type content {__typename}}}}"
    assert reader.ask(query, i=item)["errors"][0]["type"] == "NOT_FOUND"
    owner.send("PUT", "/_sandbox/projects/acme/1/roles", rita="reader")
    assert reader.data(query, i=item)["node"] == {"type": "ISSUE", "content": {"__typename": "Issue"}}
    owner.send("PUT", "/_sandbox/repository", private=True)
    assert reader.data(query, i=item)["node"] == {"type": "REDACTED", "content": None}
    asked = (
        "mutation($p: ID!, $i: ID!) {deleteProjectV2Item(input: {projectId: $p, itemId: $i}) {deletedItemId}}"
    )
    (error,) = reader.ask(asked, p=board.id, i=item)["errors"]
    assert (error["type"], error["message"]) == (
        "FORBIDDEN",
        "rita does not have the correct permissions to execute `DeleteProjectV2Item`",
    )


def test_an_organization_owns_boards_as_well(owner: Client) -> None:
    told = owner.send("PUT", "/_sandbox/owner", type="Organization")
    assert told == {"login": "acme", "type": "Organization", "administrator": "acme-admin"}
    board = Board(owner)
    assert board.made["url"].endswith("/orgs/acme/projects/1")
    found = owner.data(
        '{viewer {login} organization(login: "acme") {projectV2(number: 1) {id owner {__typename}}}}'
    )
    assert found["viewer"] == {"login": "acme-admin"}
    assert found["organization"]["projectV2"] == {"id": board.id, "owner": {"__typename": "Organization"}}
    assert owner.ask('{user(login: "acme") {id}}')["errors"][0]["type"] == "NOT_FOUND"
    assert owner.get(REPO)["owner"]["type"] == "Organization"


def _holder(owner: Client, kind: str, *scopes: str) -> Client:
    body: dict[str, Any] = {"token": "narrow", "login": "acme", "kind": kind, "scopes": list(scopes)}
    owner.send("POST", "/_sandbox/tokens", **body)
    return Client(owner.url, "narrow")


def test_a_classic_token_without_the_scope_is_told_which_one(board: Board, owner: Client) -> None:
    narrow = _holder(owner, "classic", "repo")
    reply = narrow.ask('{user(login: "acme") {projectV2(number: 1) {id}}}')
    assert "data" not in reply
    assert [error["type"] for error in reply["errors"]] == ["INSUFFICIENT_SCOPES"] * 2
    assert "requires one of the following scopes: ['read:project']" in reply["errors"][0]["message"]
    assert narrow.call("GET", "/user").headers["x-oauth-scopes"] == "repo"
    reading = _holder(owner, "classic", "repo", "read:project")
    assert reading.data('{user(login: "acme") {projectV2(number: 1) {id}}}')
    delete = "mutation($i: ID!) {deleteProjectV2(input: {projectId: $i}) {clientMutationId}}"
    (error,) = reading.ask(delete, i=board.id)["errors"]
    assert "['project']" in error["message"]


@pytest.mark.parametrize(
    ("kind", "scopes", "message"),
    [
        ("actions", (), "Resource not accessible by integration"),
        ("app", ("organization_projects=write",), "Resource not accessible by integration"),
        (
            "fine-grained",
            ("organization_projects=write",),
            "Resource not accessible by personal access token",
        ),
    ],
)
def test_only_classic_tokens_reach_boards_of_users(
    board: Board, owner: Client, kind: str, scopes: tuple[str, ...], message: str
) -> None:
    board.add(owner.issue()["node_id"])
    narrow = _holder(owner, kind, *scopes)
    reply = narrow.ask('{user(login: "acme") {login projectV2(number: 1) {id}}}')
    assert reply["data"] == {"user": {"login": "acme", "projectV2": None}}
    assert (reply["errors"][0]["type"], reply["errors"][0]["message"]) == ("FORBIDDEN", message)
    issue = narrow.ask(
        '{repository(owner: "acme", name: "widgets") {issue(number: 1) {'
        "title projectItems(first: 1) {nodes {id}}}}}"
    )
    assert issue["data"]["repository"]["issue"] == {"title": "An issue", "projectItems": {"nodes": [None]}}
    assert issue["errors"][0]["path"] == ["repository", "issue", "projectItems", "nodes", 0]


@pytest.mark.parametrize(
    ("permission", "reads", "writes"), [("write", True, True), ("read", True, False), ("none", False, False)]
)
def test_an_app_needs_the_organizations_permission(
    owner: Client, permission: str, reads: bool, writes: bool
) -> None:
    owner.send("PUT", "/_sandbox/owner", type="Organization")
    board = Board(owner)
    owner.send("PUT", "/_sandbox/projects/acme/1/roles", robot="admin")
    owner.send(
        "POST",
        "/_sandbox/accounts",
        login="robot",
        role="write",
        token="app",
        kind="app",
        scopes=[f"organization_projects={permission}"],
    )
    app = Client(owner.url, "app")
    assert ("errors" not in app.ask('{organization(login: "acme") {projectV2(number: 1) {id}}}')) == reads
    reply = app.ask(
        'mutation($i: ID!) {updateProjectV2(input: {projectId: $i, title: "x"}) {projectV2 {id}}}', i=board.id
    )
    assert ("errors" not in reply) == writes
