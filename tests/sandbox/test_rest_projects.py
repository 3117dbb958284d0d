"""Projects in REST: both kinds of owner, cursors, several fields in one call."""

from typing import Any

import pytest

from tests.sandbox.board import STATUS, Board
from tests.sandbox.client import REPO, Client

_PROJECT = "/users/acme/projectsV2/1"


@pytest.fixture
def board(owner: Client) -> Board:
    return Board(owner)


def _fields(owner: Client) -> dict[str, Any]:
    return {one["name"]: one for one in owner.get(f"{_PROJECT}/fields")}


def test_projects_are_listed_and_read(board: Board, owner: Client) -> None:
    Board(owner, "Second")
    assert [one["title"] for one in owner.get("/users/acme/projectsV2")] == ["Second", "Roadmap"]
    assert [one["title"] for one in owner.get("/users/acme/projectsV2", q="road")] == ["Roadmap"]
    assert owner.get(_PROJECT)["node_id"] == board.id
    for path in ("/orgs/acme/projectsV2", "/users/acme/projectsV2/9", "/users/nobody/projectsV2"):
        assert owner.call("GET", path).status_code == 404


def test_fields_are_made_and_read(board: Board, owner: Client) -> None:
    options = [{"name": {"raw": "io", "html": "io"}, "color": "BLUE", "description": {"raw": "", "html": ""}}]
    made = owner.send(
        "POST", f"{_PROJECT}/fields", name="Area", data_type="single_select", single_select_options=options
    )
    assert made["options"][0]["name"]["raw"] == "io"
    assert owner.get(f"{_PROJECT}/fields/{made['id']}") == made
    frame = {
        "start_date": "2999-03-04",
        "duration": 7,
        "iterations": [{"title": "S1", "start_date": "2999-03-04", "duration": 7}],
    }
    sprint = owner.send(
        "POST", f"{_PROJECT}/fields", name="Sprint", data_type="iteration", iteration_configuration=frame
    )
    assert sprint["configuration"]["iterations"][0]["title"]["raw"] == "S1"
    assert [one["id"] for one in _fields(owner)["Status"]["options"]] == list(STATUS.values())
    assert owner.call("POST", f"{_PROJECT}/fields", {"name": "x", "data_type": "colour"}).status_code == 422


def test_several_fields_are_written_in_one_call_or_none(board: Board, owner: Client) -> None:
    owner.send("POST", f"{_PROJECT}/fields", name="Cost", data_type="number")
    owner.send("POST", f"{_PROJECT}/fields", name="Start", data_type="date")
    issue = owner.issue("One")
    item = owner.send("POST", f"{_PROJECT}/items", type="Issue", id=issue["id"])
    known = {name: one["id"] for name, one in _fields(owner).items()}
    at = f"{_PROJECT}/items/{item['id']}"
    wanted = ",".join(str(known[name]) for name in ("Status", "Cost", "Start"))

    def write(**values: Any) -> Any:
        body = {"fields": [{"id": known[name], "value": value} for name, value in values.items()]}
        return owner.call("PATCH", f"{at}?fields={wanted}", body)

    def shown() -> dict[str, Any]:
        found = {one["name"]: one["value"] for one in owner.get(at, fields=wanted)["fields"]}
        return found | {"Status": (found["Status"] or {}).get("id")}

    assert write(Status=STATUS["Todo"], Cost=2.5, Start="2026-01-31").status_code == 200
    assert shown() == {"Status": STATUS["Todo"], "Cost": 2.5, "Start": "2026-01-31"}
    assert write(Cost=3, Status="00000000").status_code == 422
    assert shown()["Cost"] == 2.5
    assert write(Cost=None).status_code == 200
    assert shown()["Cost"] is None
    assert [one["name"] for one in owner.get(at)["fields"]] == ["Title"]
    assert owner.call("DELETE", at).status_code == 204
    assert owner.call("GET", at).status_code == 404


def test_items_are_paged_by_cursors_both_ways(board: Board, owner: Client) -> None:
    for number in range(1, 6):
        owner.issue(f"Issue {number}")
        owner.send("POST", f"{_PROJECT}/items", type="Issue", owner="acme", repo="widgets", number=number)

    def numbers(url: str) -> tuple[list[int], dict[str, str]]:
        reply = owner.session.get(url)
        links = {name: link["url"] for name, link in reply.links.items()}
        return [one["content"]["number"] for one in reply.json()], links

    first, links = numbers(f"{owner.url}{_PROJECT}/items?per_page=2")
    second, links = numbers(links["next"])
    assert (first, second, set(links)) == ([1, 2], [3, 4], {"prev", "next"})
    assert numbers(links["prev"])[0] == [1, 2]
    assert numbers(links["next"]) == ([5], {"prev": numbers(links["next"])[1]["prev"]})
    assert [one["content"]["number"] for one in owner.get(f"{_PROJECT}/items", q="3")] == [3]


def test_drafts_of_users_go_by_the_users_id(board: Board, owner: Client) -> None:
    key = owner.get("/user")["id"]
    made = owner.send("POST", f"/user/{key}/projectsV2/1/drafts", title="Idea", body="Text")
    assert (made["content_type"], made["content"]["title"]) == ("DraftIssue", "Idea")
    assert board.items()[0]["content"] == {"title": "Idea", "body": "Text"}


def test_an_organizations_project(owner: Client) -> None:
    owner.send("PUT", "/_sandbox/owner", type="Organization")
    Board(owner)
    assert owner.get("/orgs/acme/projectsV2/1")["owner"]["type"] == "Organization"
    assert owner.call("GET", _PROJECT).status_code == 404
    made = owner.send("POST", "/orgs/acme/projectsV2/1/drafts", title="Idea")
    assert made["item_url"].endswith(f"/orgs/acme/projectsV2/1/items/{made['id']}")


def test_strangers_see_nothing_and_actions_tokens_are_refused(
    board: Board, owner: Client, person: Any
) -> None:
    assert person("rita", role="read").call("GET", _PROJECT).status_code == 404
    body: dict[str, Any] = {"token": "ci", "login": "acme", "kind": "actions"}
    owner.send("POST", "/_sandbox/tokens", **body)
    refused = Client(owner.url, "ci").call("GET", _PROJECT)
    assert (refused.status_code, refused.json()["message"]) == (403, "Resource not accessible by integration")
    assert Client(owner.url, "ci").call("POST", f"{REPO}/issues", {"title": "x"}).status_code == 201
