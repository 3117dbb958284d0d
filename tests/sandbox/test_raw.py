"""What clients of every sort send over the wire: methods, headers, bodies, and GraphQL's finer grammar."""

import gzip
import http.client
from asyncio import selector_events
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.sandbox.client import REPO, Client

_ISSUES = f"{REPO}/issues"


def test_one_issue_a_page_to_the_end(owner: Client) -> None:
    for number in range(4):
        owner.issue(f"Issue {number}", labels=["a", "b"])
    titles, address = [], f"{owner.url}{_ISSUES}?per_page=1&state=all&labels=a,b&sort=created&direction=asc"
    while address:
        page = owner.session.get(address)
        titles += [one["title"] for one in page.json()]
        address = page.links.get("next", {}).get("url", "")
    assert titles == [f"Issue {number}" for number in range(4)]


def test_head_is_get_without_the_body_and_options_is_answered(owner: Client) -> None:
    owner.issue()
    whole, head = owner.call("GET", _ISSUES), owner.call("HEAD", _ISSUES)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-length", "content-type"):
        assert head.headers[name] == whole.headers[name]
    assert owner.call("OPTIONS", _ISSUES).status_code == 204


@pytest.mark.parametrize("path", ["/emojis", "/gists/1", "/events", f"{REPO}/hooks/1", "/search/code?q=x"])
def test_an_address_of_the_api_that_is_not_covered_is_a_404_in_json(owner: Client, path: str) -> None:
    refused = owner.call("GET", path)
    assert (refused.status_code, refused.json()["message"]) == (404, "Not Found")


def test_on_the_apis_own_host_everything_is_the_api(owner: Client) -> None:
    there = {"host": "api.github.localhost"}
    assert owner.call("GET", "/acme/widgets", headers=there).json()["status"] == "404"
    assert owner.call("GET", "/", headers=there).json()["rate_limit_url"].startswith("http://api.github.")


def test_many_requests_come_over_one_connection(owner: Client) -> None:
    line = http.client.HTTPConnection(urlsplit(owner.url).netloc, timeout=10)
    headers = {"authorization": "token x", "user-agent": "raw"}
    for number in range(3):
        line.request("POST", _ISSUES, iter([b'{"title":', f'"Issue {number}"}}'.encode()]), headers)
        reply = line.getresponse()
        assert (reply.status, reply.version, b"number" in reply.read()) == (201, 11, True)
    line.request("GET", _ISSUES, headers=headers | {"accept": "application/vnd.github.v3+json"})
    assert line.getresponse().status == 200
    line.close()
    assert len(owner.get(_ISSUES)) == 3


def test_header_and_body_leave_in_one_write(owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.issue("Before", body="x" * 60_000)
    written: list[int] = []
    write = selector_events._SelectorSocketTransport.write

    def counted(self: Any, data: bytes) -> None:
        written.append(len(data))
        write(self, data)

    monkeypatch.setattr(selector_events._SelectorSocketTransport, "write", counted)
    for method, path, body in (
        ("GET", _ISSUES, None),
        ("HEAD", _ISSUES, None),
        ("POST", _ISSUES, {"title": "x"}),
    ):
        written.clear()
        assert owner.call(method, path, body).ok
        assert len(written) == 1, (method, written)


def test_bytes_that_are_no_json_are_refused(owner: Client) -> None:
    for body in (b"\xff\xfe", gzip.compress(b'{"title": "x"}'), b'{"title": "\\ud800"}', b'{"title": '):
        refused = owner.session.post(owner.url + _ISSUES, data=body)
        assert (refused.status_code, refused.json()["message"]) == (400, "Problems parsing JSON")


def test_what_is_null_is_left_alone_or_cleared(owner: Client) -> None:
    owner.send("POST", f"{REPO}/milestones", title="v1")
    owner.issue("One", milestone=1, labels=["a"], assignees=["acme"], body="Text")
    changed = owner.send("PATCH", f"{_ISSUES}/1", title=None, labels=None, assignees=None, state=None)
    assert (changed["title"], len(changed["labels"]), len(changed["assignees"])) == ("One", 1, 1)
    assert owner.send("PATCH", f"{_ISSUES}/1", milestone=None)["milestone"] is None


def test_a_file_raw_and_in_json(owner: Client) -> None:
    owner.send("PUT", f"{REPO}/contents/R.md", message="Add", content="dGV4dAo=")
    for accept in (
        "application/vnd.github.raw",
        "application/vnd.github.raw+json",
        "application/vnd.github.v3.raw",
    ):
        raw = owner.call("GET", f"{REPO}/contents/R.md", headers={"accept": accept})
        assert raw.content == b"text\n", accept
    assert owner.get(f"{REPO}/contents/R.md")["encoding"] == "base64"


def _ask(owner: Client, **body: Any) -> Any:
    return owner.call("POST", "/graphql", body).json()


def test_an_operation_is_chosen_by_name(owner: Client) -> None:
    both = "query A {viewer {login}} query B {viewer {__typename}}"
    assert _ask(owner, query=both, operationName="B") == {"data": {"viewer": {"__typename": "User"}}}
    for given, message in (
        ({}, "An operation name is required"),
        ({"operationName": "C"}, 'No operation named "C"'),
    ):
        assert _ask(owner, query=both, **given) == {"errors": [{"message": message}]}


def test_fragments_aliases_variables_and_directives(owner: Client) -> None:
    owner.issue("One", labels=["a"])
    query = """query($long: Boolean!, $owner: String = "acme", $count: Int!) {...Root}
      fragment Root on Query {home: repository(owner: $owner, name: "widgets") {...Home}}
      fragment Home on Repository {
        issues(first: $count) @include(if: $long) {nodes {...Short ... on Node {id @skip(if: $long)}}}
        name @skip(if: $long)}
      fragment Short on Issue {title labels(first: $count) {nodes {name}}}"""
    home = owner.data(query, long=True, count=5)["home"]
    assert home == {"issues": {"nodes": [{"title": "One", "labels": {"nodes": [{"name": "a"}]}}]}}
    assert owner.data(query, long=False, count=5)["home"] == {"name": "widgets"}


def test_what_a_fragment_asks_is_seen_by_rights_and_by_the_log(owner: Client) -> None:
    owner.send(
        "POST", "/_sandbox/tokens", token="narrow", login="acme", kind="app", scopes=["contents=write"]
    )
    create = """mutation($r: ID!) {...Make} fragment Make on Mutation {
        createIssue(input: {repositoryId: $r, title: "x"}) {issue {id}}}"""
    home = owner.get(REPO)["node_id"]
    (error,) = Client(owner.url, "narrow").ask(create, r=home)["errors"]
    assert error["type"] == "FORBIDDEN"
    owner.data(create, r=home)
    assert owner.get("/_sandbox/requests")["requests"][-1]["fields"] == ["createIssue"]
    circle = "{...A} fragment A on Query {...B} fragment B on Query {...A}"
    assert "data" not in owner.ask(circle)


def test_introspection_tells_what_is_covered(owner: Client) -> None:
    query = """{__schema {queryType {name} mutationType {fields {name}}}
        __type(name: "Issue") {kind fields {name args {name type {kind name}}}}}"""
    found = owner.data(query)
    assert "createIssue" in {one["name"] for one in found["__schema"]["mutationType"]["fields"]}
    assert {"parent", "blockedBy", "projectItems"} <= {one["name"] for one in found["__type"]["fields"]}


def test_a_hundred_node_ids_and_no_more(owner: Client) -> None:
    known = owner.issue()["node_id"]
    query = "query($ids: [ID!]!) {nodes(ids: $ids) {id}}"
    assert len(owner.data(query, ids=[known] * 100)["nodes"]) == 100
    assert owner.ask(query, ids=[known] * 101)["errors"][0]["type"] == "ARGUMENT_LIMIT"
