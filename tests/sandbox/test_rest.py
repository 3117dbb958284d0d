"""REST as GitHub answers it; tests named after a behaviour carry the number it has in the list we keep."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.sandbox.client import REPO, Client

_ISSUES, _LABELS, _MILESTONES = f"{REPO}/issues", f"{REPO}/labels", f"{REPO}/milestones"


def _links(reply: requests.Response) -> list[str]:
    return [name for name in reply.links if reply.links[name]["url"]]


def test_behaviour_01_links_lead_over_the_repositorys_id(owner: Client) -> None:
    for number in range(5):
        owner.issue(f"Issue {number}")
    first = owner.call("GET", _ISSUES, params={"per_page": 2, "state": "all"})
    assert _links(first) == ["next", "last"]
    assert f"{owner.url}/repositories/{owner.get(REPO)['id']}/issues?" in first.headers["link"]
    second = owner.session.get(first.links["next"]["url"])
    assert _links(second) == ["prev", "next", "last", "first"]
    last = owner.session.get(second.links["last"]["url"])
    assert _links(last) == ["prev", "first"]
    assert [issue["number"] for page in (first, second, last) for issue in page.json()] == [5, 4, 3, 2, 1]


def test_behaviour_01_every_url_is_on_the_host_that_was_asked(owner: Client) -> None:
    owner.issue("One", labels=["bug"])
    host = owner.url.replace("127.0.0.1", "localhost")
    found = owner.session.get(f"{host}{_ISSUES}/1").json()
    urls = [text for text in _texts(found) if text.startswith("http")]
    assert len(urls) > 20
    assert all(url.startswith(f"{host}/") for url in urls)


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return [text for one in inner for text in _texts(one)]
    return [value] if isinstance(value, str) else []


def test_behaviour_02_an_unchanged_answer_is_304_and_free(owner: Client) -> None:
    owner.issue()
    first = owner.call("GET", f"{_ISSUES}/1")
    again = owner.call("GET", f"{_ISSUES}/1", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["x-ratelimit-remaining"] == first.headers["x-ratelimit-remaining"]
    owner.send("PATCH", f"{_ISSUES}/1", title="Other")
    changed = owner.call("GET", f"{_ISSUES}/1", headers={"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200


def test_behaviour_02_headers_of_every_reply(owner: Client) -> None:
    reply = owner.call("POST", _ISSUES, {"title": "One"})
    names = ("limit", "remaining", "used", "reset")
    assert all(reply.headers[f"x-ratelimit-{name}"].isdecimal() for name in names)
    assert reply.headers["x-ratelimit-resource"] == "core"
    assert reply.headers["x-github-media-type"] == "github.v3; format=json"
    assert reply.headers["location"] == reply.json()["url"]
    assert {"x-github-request-id", "x-github-api-version-selected", "x-oauth-scopes"} <= reply.headers.keys()


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "message"),
    [
        ("GET", "/repos/acme/nothing", None, 404, "Not Found"),
        ("GET", f"{_ISSUES}/9", None, 404, "Not Found"),
        ("GET", f"{_ISSUES}/", None, 404, "Not Found"),
        ("GET", f"{_ISSUES}/99999999999999999999", None, 404, "Not Found"),
        ("PUT", _ISSUES, None, 404, "Not Found"),
        ("POST", _ISSUES, [1], 400, "Body should be a JSON object"),
        ("POST", _ISSUES, {}, 422, 'Invalid request.\n\n"title" wasn\'t supplied.'),
        (
            "POST",
            _ISSUES,
            {"title": None},
            422,
            "Invalid request.\n\nFor 'properties/title', nil is not a string.",
        ),
    ],
)
def test_behaviour_03_errors_without_details(
    owner: Client, method: str, path: str, body: Any, status: int, message: str
) -> None:
    reply = owner.call(method, path, body)
    assert reply.status_code == status
    shown = reply.json()
    assert (shown["message"], shown["status"], set(shown)) == (
        message, str(status), {"message", "documentation_url", "status"},
    )  # fmt: skip


def test_behaviour_03_a_body_that_is_no_json(owner: Client) -> None:
    reply = owner.session.post(owner.url + _ISSUES, data="{nope")
    assert (reply.status_code, reply.json()["message"]) == (400, "Problems parsing JSON")


def test_behaviour_03_a_client_without_a_name_is_refused(owner: Client) -> None:
    assert owner.call("GET", REPO, headers={"user-agent": ""}).status_code == 403


def test_behaviour_03_disabled_archived_and_private(owner: Client, person: Callable[..., Client]) -> None:
    nobody, stranger = person(None), person("eve", role="none")
    owner.issue()
    owner.send("PUT", "/_sandbox/repository", archived=True)
    archived = owner.call("PATCH", f"{_ISSUES}/1", {"title": "New"})
    assert archived.status_code == 403
    assert archived.json()["message"] == "Repository was archived so is read-only."
    owner.send("PUT", "/_sandbox/repository", archived=False, has_issues=False)
    disabled = owner.call("GET", _ISSUES)
    assert (disabled.status_code, disabled.json()["message"]) == (410, "Issues are disabled for this repo")
    owner.send("PUT", "/_sandbox/repository", private=True, has_issues=True)
    for client in (nobody, stranger):
        assert client.call("GET", _ISSUES).status_code == 404
    assert owner.call("GET", _ISSUES).status_code == 200


def test_behaviour_03_tokens(owner: Client, person: Callable[..., Client]) -> None:
    nobody = person(None)
    assert nobody.get(REPO)["full_name"] == "acme/widgets"
    refused = nobody.call("POST", _ISSUES, {"title": "x"})
    assert (refused.status_code, refused.json()["message"]) == (401, "Requires authentication")
    owner.send("POST", "/_sandbox/tokens", token="anything", valid=False)
    refused = owner.call("GET", REPO)
    assert (refused.status_code, refused.json()["message"]) == (401, "Bad credentials")


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        (_LABELS, {"name": "x", "color": "red"}, {"resource": "Label", "code": "invalid", "field": "color"}),
        (
            _LABELS,
            {"name": "BUG", "color": "ffffff"},
            {"resource": "Label", "code": "already_exists", "field": "name"},
        ),
        (_MILESTONES, {"title": "v1"}, {"resource": "Milestone", "code": "already_exists", "field": "title"}),
        (
            _ISSUES,
            {"title": "x", "assignees": ["nobody"]},
            {"value": "nobody", "resource": "Issue", "field": "assignees", "code": "invalid"},
        ),
        (
            _ISSUES,
            {"title": "x", "milestone": 7},
            {"value": 7, "resource": "Issue", "field": "milestone", "code": "invalid"},
        ),
        (_ISSUES, {"title": ""}, {"resource": "Issue", "code": "missing_field", "field": "title"}),
        (
            _ISSUES,
            {"title": "x" * 257},
            {
                "resource": "Issue",
                "code": "custom",
                "field": "title",
                "message": "title is too long (maximum is 256 characters)",
            },
        ),
        (
            _ISSUES,
            {"title": "x", "body": "x" * 65_537},
            {
                "resource": "Issue",
                "code": "custom",
                "field": "body",
                "message": "body is too long (maximum is 65536 characters)",
            },
        ),
    ],
)
def test_behaviour_04_validation_names_resource_code_and_field(
    owner: Client, path: str, body: dict[str, Any], error: dict[str, Any]
) -> None:
    owner.send("POST", _LABELS, name="bug", color="d73a4a")
    owner.send("POST", _MILESTONES, title="v1")
    reply = owner.call("POST", path, body)
    assert (reply.status_code, reply.json()["message"]) == (422, "Validation Failed")
    assert reply.json()["errors"] == [error]


def test_behaviour_05_pull_requests_share_the_numbers_and_the_list(owner: Client) -> None:
    owner.issue()
    pull = owner.pull()
    seen = owner.get(_ISSUES)
    assert [("pull_request" in issue, issue["number"]) for issue in seen] == [(True, 2), (False, 1)]
    assert pull["number"] == 2
    assert pull["id"] != seen[0]["id"]


def test_behaviour_06_three_ids_that_do_not_tell_each_other(owner: Client) -> None:
    first, second = owner.issue(), owner.issue()
    for issue in (first, second):
        assert issue["node_id"].startswith("I_kwDO")
        assert len(str(issue["id"])) == 10
    assert second["id"] - first["id"] != 1
    assert owner.call("GET", f"{_ISSUES}/{first['id']}").status_code == 404


def test_behaviour_07_labels_ignore_case_and_keep_it(owner: Client) -> None:
    owner.issue(labels=["Bug", "area: core/io"])
    made = owner.get(f"{_LABELS}/bug")
    assert (made["name"], made["color"], made["description"], made["default"]) == (
        "Bug",
        "ededed",
        None,
        False,
    )
    owner.send("POST", f"{_ISSUES}/1/labels", labels=["BUG", "new"])
    assert [label["name"] for label in owner.get(f"{_ISSUES}/1")["labels"]] == ["Bug", "area: core/io", "new"]
    renamed = owner.send("PATCH", f"{_LABELS}/Bug", new_name="defect")
    assert renamed["id"] == made["id"]
    assert owner.get(f"{_ISSUES}/1")["labels"][0]["name"] == "defect"
    owner.send("DELETE", f"{_LABELS}/area%3A%20core%2Fio")
    owner.send("PATCH", f"{_ISSUES}/1", labels=["new"])
    assert [label["name"] for label in owner.get(f"{_ISSUES}/1/labels")] == ["new"]
    absent = owner.call("DELETE", f"{_ISSUES}/1/labels/defect")
    assert (absent.status_code, absent.json()["message"]) == (404, "Label does not exist")


def test_behaviour_07_a_label_that_does_not_fit_is_named(owner: Client) -> None:
    owner.issue()
    name = "x" * 51
    (error,) = owner.call("POST", f"{_ISSUES}/1/labels", {"labels": [name]}).json()["errors"]
    assert error == {"value": name, "resource": "Label", "field": "name", "code": "invalid"}
    (error,) = owner.call("POST", _LABELS, {"name": name, "color": "ffffff"}).json()["errors"]
    assert error["message"] == "name is too long (maximum is 50 characters)"


def test_behaviour_07_a_new_repository_has_no_labels(owner: Client) -> None:
    assert owner.get(_LABELS) == []


def test_behaviour_08_milestones(owner: Client) -> None:
    for title in ("v1", "V1", "v2"):
        owner.send("POST", _MILESTONES, title=title)
    owner.issue("A", milestone=1)
    owner.issue("B", milestone=2)
    assert [issue["title"] for issue in owner.get(_ISSUES, milestone="v1")] == ["B", "A"]
    assert [issue["title"] for issue in owner.get(_ISSUES, milestone="1")] == ["A"]
    owner.send("PATCH", f"{_MILESTONES}/3", state="closed")
    assert owner.issue("C", milestone=3)["milestone"]["open_issues"] == 1
    assert owner.get(f"{_ISSUES}/3")["state"] == "open"
    assert [milestone["number"] for milestone in owner.get(_MILESTONES)] == [1, 2]
    owner.send("DELETE", f"{_MILESTONES}/3")
    assert owner.get(f"{_ISSUES}/3")["milestone"] is None
    assert owner.send("POST", _MILESTONES, title="v3")["number"] == 4
    assert owner.call("POST", _ISSUES, {"title": "D", "milestone": "v1"}).status_code == 422
    assert owner.send("PATCH", f"{_ISSUES}/1", milestone="")["milestone"] is None


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2026-03-31T12:00:00Z", "2026-03-31T07:00:00Z"),
        ("2026-03-31T07:00:00Z", "2026-03-31T07:00:00Z"),
        ("2026-03-31T06:59:00Z", "2026-03-30T07:00:00Z"),
        ("2026-12-31T00:00:00Z", "2026-12-30T08:00:00Z"),
        ("2026-12-31", "2026-12-30T08:00:00Z"),
    ],
)
def test_behaviour_09_due_on_is_floored_to_pacific_midnight(owner: Client, sent: str, kept: str) -> None:
    assert owner.send("POST", _MILESTONES, title="v1", due_on=sent)["due_on"] == kept
    query = '{repository(owner: "acme", name: "widgets") {milestone(number: 1) {dueOn}}}'
    assert owner.data(query)["repository"]["milestone"]["dueOn"] == kept
    assert owner.send("PATCH", f"{_MILESTONES}/1", due_on=None)["due_on"] is None


def test_behaviour_10_states_and_their_reasons(owner: Client) -> None:
    at = f"{_ISSUES}/1"
    fresh = owner.issue()
    assert (fresh["state_reason"], fresh["closed_at"], fresh["closed_by"]) == (None, None, None)
    closed = owner.send("PATCH", at, state="closed")
    assert (closed["state_reason"], closed["closed_by"]["login"]) == ("completed", "acme")
    assert closed["closed_at"] is not None
    assert owner.send("PATCH", at, state_reason="not_planned")["state_reason"] == "completed"
    opened = owner.send("PATCH", at, state="open")
    assert (opened["state_reason"], opened["closed_at"], opened["closed_by"]) == ("reopened", None, None)
    assert (
        owner.send("PATCH", at, state="closed", state_reason="not_planned")["state_reason"] == "not_planned"
    )
    assert owner.call("PATCH", at, {"state": "done"}).status_code == 422
    assert [event["event"] for event in owner.get(f"{at}/events")] == ["closed", "reopened", "closed"]


def test_behaviour_11_what_a_reader_may_not_set_is_dropped_in_silence(
    owner: Client, person: Callable[..., Client]
) -> None:
    reader = person("rita", role="read")
    owner.send("POST", _MILESTONES, title="v1")
    made = reader.issue("Mine", labels=["bug"], milestone=1, assignees=["acme"])
    assert (made["labels"], made["milestone"], made["assignees"]) == ([], None, [])
    assert made["author_association"] == "NONE"
    edited = reader.send("PATCH", f"{_ISSUES}/1", title="Still mine", labels=["bug"])
    assert (edited["title"], edited["labels"]) == ("Still mine", [])
    owner.issue("Yours")
    refused = reader.call("PATCH", f"{_ISSUES}/2", {"title": "Ours"})
    assert (refused.status_code, refused.json()["message"]) == (403, "Must have admin rights to Repository.")


def test_behaviour_11_assigning_people(owner: Client, person: Callable[..., Client]) -> None:
    person("bob", role="write")
    owner.issue(assignees=["bob"])
    added = owner.send("POST", f"{_ISSUES}/1/assignees", assignees=["acme", "nobody"])
    assert [one["login"] for one in added["assignees"]] == ["bob", "acme"]
    assert [
        one["login"] for one in owner.send("DELETE", f"{_ISSUES}/1/assignees", assignees=["bob"])["assignees"]
    ] == ["acme"]
    assert {one["login"] for one in owner.get(f"{REPO}/assignees")} == {"acme", "bob", "colleague"}
    assert owner.call("GET", f"{REPO}/assignees/bob").status_code == 204
    assert owner.call("GET", f"{REPO}/assignees/nobody").status_code == 404


def test_behaviour_12_filters_and_orders_of_the_list(owner: Client) -> None:
    owner.send("POST", "/_sandbox/clock", now="2026-01-01T00:00:00Z")
    owner.issue("A", labels=["x", "y"])
    owner.issue("B", labels=["x"], assignees=["acme"])
    owner.send("POST", "/_sandbox/clock", now="2026-01-02T00:00:00Z")
    owner.issue("C")
    owner.send("POST", f"{_ISSUES}/1/comments", body="Hello")
    owner.send("PATCH", f"{_ISSUES}/2", state="closed")

    def titles(**query: Any) -> str:
        return "".join(issue["title"] for issue in owner.get(_ISSUES, **query))

    assert titles() == "CA"
    assert titles(state="all") == "CBA"
    assert titles(state="closed") == "B"
    assert titles(labels="x,Y") == "A"
    assert titles(assignee="*", state="all") == "B"
    assert titles(assignee="none") == "CA"
    assert titles(milestone="none", direction="asc") == "AC"
    assert titles(sort="comments") == "AC"
    assert titles(since="2026-01-02T00:00:00Z", state="all", direction="asc") == "ABC"
    assert titles(since="2026-01-02T00:00:01Z", state="all") == ""
    assert titles(creator="nobody") == ""
    assert owner.get(f"{_ISSUES}/3")["body"] is None
    assert owner.send("PATCH", f"{_ISSUES}/3", body="Text\r\n")["body"] == "Text\r\n"
    assert owner.send("PATCH", f"{_ISSUES}/3", body="")["body"] is None


def test_behaviour_12_pages_hold_30_and_at_most_100(owner: Client) -> None:
    mutation = "".join(
        f'a{n}: createLabel(input: {{repositoryId: "%s", name: "l{n}", color: "ffffff"}}) {{label {{id}}}}'
        for n in range(101)
    )
    owner.data(f"mutation {{{mutation.replace('%s', owner.get(REPO)['node_id'])}}}")
    assert len(owner.get(_LABELS)) == 30
    assert len(owner.get(_LABELS, per_page=1000)) == 100


def test_behaviour_20_what_moves_updated_at(owner: Client) -> None:
    at = f"{_ISSUES}/1"
    owner.send("POST", _MILESTONES, title="v1")
    owner.issue("One", body="Body")
    acts: list[tuple[str, str, dict[str, Any], bool]] = [
        ("PATCH", at, {"title": "Two"}, True),
        ("PATCH", at, {"title": "Two"}, False),
        ("PATCH", at, {"body": "Text"}, True),
        ("POST", f"{at}/labels", {"labels": ["x"]}, True),
        ("POST", f"{at}/labels", {"labels": ["x"]}, False),
        ("PATCH", at, {"milestone": 1}, True),
        ("POST", f"{at}/assignees", {"assignees": ["acme"]}, True),
        ("POST", f"{at}/comments", {"body": "Hello"}, True),
        ("PATCH", at, {"state": "closed"}, True),
        ("PATCH", f"{_LABELS}/x", {"new_name": "y"}, False),
    ]
    for hour, (method, path, body, moved) in enumerate(acts):
        now = f"2999-01-01T{hour:02}:00:00Z"
        owner.send("POST", "/_sandbox/clock", now=now)
        owner.send(method, path, **body)
        assert (owner.get(at)["updated_at"] == now) == moved, (method, path, body)


def test_a_locked_conversation_is_for_writers(owner: Client, person: Callable[..., Client]) -> None:
    owner.issue()
    owner.send("PUT", f"{_ISSUES}/1/lock", lock_reason="resolved")
    assert owner.get(f"{_ISSUES}/1")["active_lock_reason"] == "resolved"
    assert (
        person("rita", role="read").call("POST", f"{_ISSUES}/1/comments", {"body": "Hi"}).status_code == 403
    )
    owner.send("POST", f"{_ISSUES}/1/comments", body="Hi")
    owner.send("DELETE", f"{_ISSUES}/1/lock")
    assert owner.get(f"{_ISSUES}/1")["locked"] is False


def test_the_log_tells_reads_from_writes(owner: Client, repository_id: str) -> None:
    owner.send("DELETE", "/_sandbox/requests")
    owner.get(_ISSUES)
    owner.issue()
    owner.data('query Look {a: repository(owner: "acme", name: "widgets") {id} viewer {login}}')
    owner.data(
        'mutation($r: ID!) {createIssue(input: {repositoryId: $r, title: "x"}) {issue {id}}}', r=repository_id
    )
    log = owner.get("/_sandbox/requests")
    assert (log["read"], log["write"]) == (2, 2)
    shown = [
        (one["method"], one["path"], one["kind"], one["status"], one["fields"]) for one in log["requests"]
    ]
    assert shown == [
        ("GET", _ISSUES, "read", 200, []),
        ("POST", _ISSUES, "write", 201, []),
        ("POST", "/graphql", "read", 200, ["repository", "viewer"]),
        ("POST", "/graphql", "write", 200, ["createIssue"]),
    ]
    assert log["requests"][2]["operation"] == "Look"
    owner.send("DELETE", "/_sandbox/requests")
    assert owner.get("/_sandbox/requests")["requests"] == []


def test_the_timeline_has_events_and_comments_in_their_order(owner: Client) -> None:
    owner.send("POST", "/_sandbox/clock", now="2030-01-01T00:00:00Z")
    owner.issue("One", labels=["bug"])
    owner.send("POST", "/_sandbox/clock", now="2030-01-01T00:01:00Z")
    owner.send("POST", f"{_ISSUES}/1/comments", body="Hello")
    owner.send("POST", "/_sandbox/clock", now="2030-01-01T00:02:00Z")
    owner.send("PATCH", f"{_ISSUES}/1", state="closed")
    assert [one["event"] for one in owner.get(f"{_ISSUES}/1/timeline")] == ["labeled", "commented", "closed"]
    told = owner.get(f"{_ISSUES}/events")
    assert [(one["event"], one["issue"]["number"]) for one in told] == [("closed", 1), ("labeled", 1)]
    assert owner.get(f"{_ISSUES}/events/{told[0]['id']}")["event"] == "closed"
    assert owner.call("GET", f"{_ISSUES}/events/1").status_code == 404


def test_issues_that_concern_me(owner: Client, person: Callable[..., Client]) -> None:
    bob = person("bob", role="write")
    owner.issue("For Bob", assignees=["bob"])
    bob.issue("By Bob")
    assert [one["title"] for one in bob.get("/issues")] == ["For Bob"]
    assert [one["title"] for one in bob.get("/user/issues", filter="created")] == ["By Bob"]
    first = bob.call("GET", "/issues", params={"filter": "all", "per_page": 1})
    assert first.links["next"]["url"].startswith(f"{owner.url}/issues?filter=all&per_page=1&page=2")
    assert bob.session.get(first.links["next"]["url"]).json()[0]["repository"]["full_name"] == "acme/widgets"
    assert owner.call("GET", "/orgs/acme/issues").status_code == 404
    assert [one["full_name"] for one in bob.get("/user/repos")] == ["acme/widgets"]
    assert bob.get("/users/bob/repos") == []
    assert person(None).call("GET", "/issues").status_code == 401


def test_repositories_are_made(owner: Client, person: Callable[..., Client]) -> None:
    made = owner.call("POST", "/user/repos", {"name": "gadgets", "private": True})
    assert (made.status_code, made.json()["full_name"]) == (201, "acme/gadgets")
    assert made.headers["location"] == f"{owner.url}/repos/acme/gadgets"
    assert person("bob").call("GET", "/repos/acme/gadgets").status_code == 404
    again = owner.call("POST", "/user/repos", {"name": "Gadgets"})
    assert (again.status_code, again.json()["errors"][0]["message"]) == (
        422,
        "name already exists on this account",
    )
    assert owner.call("POST", "/user/repos", {"name": "a b"}).status_code == 422
    assert owner.call("POST", "/orgs/acme/repos", {"name": "tools"}).status_code == 404
    assert person(None).call("POST", "/user/repos", {"name": "x"}).status_code == 401
    owner.call("PUT", "/_sandbox/owner", {"type": "Organization"})
    assert person("bob").call("POST", "/orgs/acme/repos", {"name": "tools"}).status_code == 403
    assert owner.call("POST", "/orgs/acme/repos", {"name": "tools"}).status_code == 201
