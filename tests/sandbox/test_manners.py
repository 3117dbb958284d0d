"""How REST meets requests of any path: conditions, media types, versions, other pages, odd numbers."""

from collections.abc import Iterator

import pytest

from roadmap_sync.sandbox import Options, start
from tests.sandbox.client import REPO, Client


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Three issues and pull requests of one moment."""
    with start(Options(tmp_path_factory.mktemp("manners") / "github.db", "acme/widgets")) as running:
        client = Client(running.url)
        client.send("POST", "/_sandbox/clock", now="2026-03-01T09:00:00Z")
        client.issue("One")
        client.pull()
        client.issue("Three")
        client.send("POST", f"{REPO}/issues/1/comments", body="Hello")
        yield client
        client.session.close()


@pytest.mark.parametrize(
    "path", [REPO, f"{REPO}/issues/1", f"{REPO}/pulls/2", f"{REPO}/commits/main", "/users/colleague", "/user"]
)
def test_things_tell_when_they_were_changed(dated: Client, path: str) -> None:
    when = dated.call("GET", path).headers["last-modified"]
    before = dated.call("GET", path, headers={"if-modified-since": "Sun, 01 Mar 2020 09:00:00 GMT"})
    assert before.status_code == 200
    since = dated.call("GET", path, headers={"if-modified-since": when})
    assert (since.status_code, since.text, since.headers["last-modified"]) == (304, "", when)
    both = {"if-modified-since": when, "if-none-match": '"other"'}
    assert dated.call("GET", path, headers=both).status_code == 200


def test_what_was_changed_is_sent_again(dated: Client) -> None:
    when = {"if-modified-since": dated.call("GET", f"{REPO}/issues/3").headers["last-modified"]}
    assert when["if-modified-since"] == "Sun, 01 Mar 2026 09:00:00 GMT"
    dated.send("POST", "/_sandbox/clock", now="2026-03-01T09:00:05Z")
    dated.send("PATCH", f"{REPO}/issues/3", title="Two")
    assert dated.call("GET", f"{REPO}/issues/3", headers=when).json()["title"] == "Two"
    assert "last-modified" not in dated.call("GET", f"{REPO}/issues").headers
    odd = {"if-modified-since": "yesterday"}
    assert dated.call("GET", f"{REPO}/issues/3", headers=odd).status_code == 200


def test_only_json_can_be_had(dated: Client) -> None:
    for accepted in ("application/xml", "text/html", "application/octet-stream"):
        refused = dated.call("GET", REPO, headers={"accept": accepted})
        wanted = f"Unsupported 'Accept' header: '{accepted}'. Must accept 'application/json'."
        assert (refused.status_code, refused.json()["message"]) == (415, wanted)
    for accepted in (
        "*/*",
        "application/*",
        "application/json;q=0.9, text/plain",
        "application/vnd.github+json",
        "application/vnd.github.v3.full+json",
        "application/vnd.github.inertia-preview+json",
        "text/html, */*",
    ):
        assert dated.call("GET", REPO, headers={"accept": accepted}).status_code == 200, accepted


def test_a_version_is_asked_for_by_its_day(dated: Client) -> None:
    for version in dated.get("/versions"):
        found = dated.call("GET", REPO, headers={"x-github-api-version": version})
        assert found.headers["x-github-api-version-selected"] == version
    refused = dated.call("GET", REPO, headers={"x-github-api-version": "v3"})
    assert refused.status_code == 400
    assert '"v3", is not a supported version' in refused.json()["message"]


def test_pages_of_this_machine_may_use_the_apis(owner: Client) -> None:
    near, far = {"origin": "http://localhost:3000"}, {"origin": "https://example.com"}
    for path in (REPO, "/graphql"):
        asked = owner.call("OPTIONS", path, headers=near | {"access-control-request-method": "PATCH"})
        assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (204, "*")
        assert "Authorization" in asked.headers["access-control-allow-headers"]
        assert "PATCH" in asked.headers["access-control-allow-methods"]
    assert "Link" in owner.call("GET", REPO, headers=near).headers["access-control-expose-headers"]
    assert owner.call("POST", f"{REPO}/issues", {"title": "One"}, headers=near).status_code == 201
    assert "access-control-allow-origin" not in owner.call("GET", REPO, headers=far).headers
    assert owner.call("POST", f"{REPO}/issues", {"title": "One"}, headers=far).status_code == 403
    switched = owner.call("POST", "/_sandbox/clock", {"now": None}, headers=near)
    assert switched.status_code == 403


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("per_page=0", 3), ("per_page=-1", 3), ("per_page=x", 3), ("per_page=2", 2), ("per_page=1000", 3),
        ("page=0", 3), ("page=-1", 3), ("page=x", 3), ("page=2", 0), ("page=99999999999999999999", 0),
    ],
)  # fmt: skip
def test_odd_numbers_of_pages_are_the_usual_ones(dated: Client, query: str, count: int) -> None:
    assert len(dated.get(f"{REPO}/issues?{query}")) == count


def test_a_head_is_a_get_without_a_body(dated: Client) -> None:
    got, head = (dated.call(way, f"{REPO}/issues?per_page=1") for way in ("GET", "HEAD"))
    assert (head.status_code, head.text) == (200, "")
    for name in ("content-length", "content-type", "etag"):
        assert head.headers[name] == got.headers[name]


def test_a_body_is_json_whatever_its_type_says(owner: Client) -> None:
    sent = {"data": b'{"title": "One"}'}
    for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded", ""):
        made = owner.session.post(owner.url + f"{REPO}/issues", headers={"content-type": kind}, **sent)
        assert made.status_code == 201, kind
    refused = owner.session.post(owner.url + f"{REPO}/issues", data={"title": "One"})
    assert (refused.status_code, refused.json()["message"]) == (400, "Problems parsing JSON")


def test_a_number_is_a_number_and_a_path_has_no_slash_at_its_end(dated: Client) -> None:
    for path in (f"{REPO}/issues/x", f"{REPO}/issues/1/", f"{REPO}/issues/-1", f"{REPO}/issues/1.0"):
        assert dated.call("GET", path).status_code == 404, path


@pytest.mark.parametrize("name", ["%00", "-x", "..", "x%20y", "main~99", "%F0%9F%98%80", "x" * 300])
def test_odd_names_of_revisions_are_refused_and_no_more(dated: Client, name: str) -> None:
    for path in (
        f"commits/{name}", f"commits/{name}/status", f"compare/main...{name}", f"git/ref/heads/{name}",
        f"git/tags/{name}", f"branches/{name}", f"contents/README.md?ref={name}", f"contents/{name}",
    ):  # fmt: skip
        assert dated.call("GET", f"{REPO}/{path}").status_code in (404, 422), path
