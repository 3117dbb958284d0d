"""The page: legible without script, and a colleague can act on it."""

import re
from collections.abc import Callable

import pytest
import requests

from tests.sandbox.board import Board
from tests.sandbox.client import REPO, Client

_HTML = {"accept": "text/html,*/*"}


def _post(owner: Client, path: str, headers: dict[str, str] | None = None, **form: str) -> requests.Response:
    return requests.post(owner.url + path, data=form, headers=headers, allow_redirects=False, timeout=10)


def test_an_issues_address_opens_its_page(owner: Client) -> None:
    issue = owner.issue(
        "Fish & <chips>", body='Text\n<!-- roadmap {"v":1} -->\n<script>x</script>', labels=["bug"]
    )
    page = requests.get(issue["html_url"], headers=_HTML, timeout=10).text
    assert "Fish &amp; &lt;chips&gt;" in page
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "<summary>Hidden comment</summary><pre>&lt;!-- roadmap {&quot;v&quot;:1} --&gt;</pre>" in page


@pytest.mark.parametrize(
    ("form", "field", "value"),
    [
        ({"act": "close", "reason": "completed"}, "state_reason", "completed"),
        ({"act": "close", "reason": "not_planned"}, "state_reason", "not_planned"),
        ({"act": "rename", "title": "New"}, "title", "New"),
        ({"act": "comment", "body": "Hi"}, "comments", 1),
    ],
)
def test_a_colleague_acts_by_plain_forms(
    owner: Client, form: dict[str, str], field: str, value: object
) -> None:
    issue = owner.issue()
    reply = _post(owner, "/acme/widgets/issues/1", **form)
    assert (reply.status_code, reply.headers["location"]) == (303, "/acme/widgets/issues/1")
    assert owner.get(f"{REPO}/issues/1")[field] == value
    assert issue[field] != value


def test_a_colleague_reopens_and_relabels(owner: Client) -> None:
    owner.issue(labels=["a", "b"])
    owner.send("PATCH", f"{REPO}/issues/1", state="closed")
    assert "Reopen" in requests.get(f"{owner.url}/acme/widgets/issues/1", headers=_HTML, timeout=10).text
    _post(owner, "/acme/widgets/issues/1", act="reopen")
    _post(owner, "/acme/widgets/issues/1", act="label", labels="b, c")
    found = owner.get(f"{REPO}/issues/1")
    assert (found["state"], [label["name"] for label in found["labels"]]) == ("open", ["b", "c"])
    assert owner.get(f"{REPO}/issues/1/events")[-1]["actor"]["login"] == "colleague"


def test_lists_of_issues_and_milestones(owner: Client) -> None:
    owner.send("POST", f"{REPO}/milestones", title="v1", due_on="2026-03-31T12:00:00Z")
    owner.issue("Open one", milestone=1, labels=["a/b c"])
    owner.issue("Closed one", milestone=1)
    owner.send("PATCH", f"{REPO}/issues/2", state="closed")

    def page(path: str) -> str:
        reply = requests.get(f"{owner.url}{path}", headers=_HTML, timeout=10)
        assert reply.status_code == 200
        return reply.text

    assert "acme/widgets" in page("/")
    assert "Open one" in page("/acme/widgets")
    assert "Closed one" not in page("/acme/widgets/issues")
    assert "Closed one" in page("/acme/widgets/issues?state=closed")
    assert "due 2026-03-31 · 1 of 2 closed" in page("/acme/widgets/milestones")
    assert "Closed one" in page("/acme/widgets/milestone/1")
    assert "Open one" in page("/acme/widgets/labels/a%2Fb%20c")


def test_a_page_that_is_not_there_and_an_act_that_is_not_known(owner: Client) -> None:
    owner.issue()
    assert requests.get(f"{owner.url}/acme/widgets/issues/9", headers=_HTML, timeout=10).status_code == 404
    assert _post(owner, "/acme/widgets/issues/1", act="explode").status_code == 422
    assert _post(owner, "/acme/widgets/issues/1", act="rename", title="").status_code == 422


def test_other_sites_cannot_reach_it(owner: Client, person: Callable[..., Client]) -> None:
    owner.issue()
    here = {"origin": owner.url}
    assert (
        _post(owner, "/acme/widgets/issues/1", {"origin": "http://evil.example"}, act="close").status_code
        == 403
    )
    assert _post(owner, "/acme/widgets/issues/1", here, act="close").status_code == 303
    assert owner.call("GET", REPO, headers={"host": "evil.example"}).status_code == 403
    assert owner.call("POST", "/_sandbox/clock", {"now": None}, headers={"origin": "null"}).status_code == 403
    assert owner.call("GET", REPO, headers={"host": "github.localhost"}).status_code == 200
    page = requests.get(f"{owner.url}/", headers=_HTML, timeout=10)
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


def _page(owner: Client, path: str) -> str:
    reply = requests.get(f"{owner.url}{path}", headers=_HTML, timeout=10)
    assert reply.status_code == 200
    return reply.text


def test_a_colleague_moves_a_card_on_the_board(owner: Client) -> None:
    board = Board(owner)
    board.field("Start", "DATE")
    item = board.add(owner.issue("Fish & chips")["node_id"])
    board.set(item, board.fields()["Start"], date="2026-02-01")
    path = "/users/acme/projects/1"
    assert board.made["url"] == owner.url + path
    shown = _page(owner, path)
    assert "Fish &amp; chips" in shown
    assert "Start: 2026-02-01" in shown
    assert "<h2>No Status<small> 1</small></h2>" in shown
    card = re.search(r'name="item" value="(\d+)"', shown)
    assert card
    moved = _post(owner, path, item=card[1], option="47fc9ee4")
    assert (moved.status_code, moved.headers["location"]) == (303, path)
    assert board.status(item) == "In Progress"
    assert "<h2>In Progress<small> 1</small></h2>" in _page(owner, path)
    assert "Roadmap</a> · In Progress" in _page(owner, "/acme/widgets/issues/1")
    _post(owner, path, item=card[1], option="98236657")
    assert owner.get(f"{REPO}/issues/1")["state"] == "closed"
    _post(owner, path, item=card[1], option="")
    assert board.status(item) is None
    assert _post(owner, path, item="1", option="98236657").status_code == 404
    assert _post(owner, path, item=card[1], option="00000000").status_code == 422
    assert "Roadmap" in _page(owner, "/users/acme/projects")


def test_the_page_of_an_issue_shows_what_it_stands_with(owner: Client) -> None:
    made = [owner.issue(title) for title in ("Parent", "Child", "Blocker")]
    owner.send("POST", f"{REPO}/issues/1/sub_issues", sub_issue_id=made[1]["id"])
    owner.send("POST", f"{REPO}/issues/2/dependencies/blocked_by", issue_id=made[2]["id"])
    child = _page(owner, "/acme/widgets/issues/2")
    assert child.index("<h2>Parent</h2>") < child.index("<h2>Blocked by</h2>") < child.index("Blocker</a>")
    assert "<h2>Sub-issues</h2>" in _page(owner, "/acme/widgets/issues/1")
    assert "<h2>Blocking</h2>" in _page(owner, "/acme/widgets/issues/3")


def test_behaviour_21_a_description_from_the_page_has_crlf(owner: Client) -> None:
    owner.send("POST", f"{REPO}/milestones", title="v1")
    owner.issue(body="one\ntwo")
    assert "<textarea" in _page(owner, "/acme/widgets/issues/1")
    _post(owner, "/acme/widgets/issues/1", act="describe", body="one\r\nthree")
    _post(owner, "/acme/widgets/issues/1", act="schedule", milestone="1")
    found = owner.get(f"{REPO}/issues/1")
    assert (found["body"], found["milestone"]["title"]) == ("one\r\nthree", "v1")


def test_the_page_of_requests_renews_itself(owner: Client) -> None:
    owner.issue()
    owner.data("query Look {viewer {login}}")
    shown = _page(owner, "/requests")
    assert '<meta http-equiv="refresh" content="2">' in shown
    assert shown.index("Look viewer") < shown.index("POST /repos/acme/widgets/issues")
