"""What a line of search finds, and in which order lists come."""

from collections.abc import Iterator

import pytest

from roadmap_sync.sandbox import Options, start
from tests.sandbox.client import REPO, Client


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Three issues of three days and a draft pull request; read only."""
    with start(Options(tmp_path_factory.mktemp("search") / "github.db", "acme/widgets")) as running:
        client = Client(running.url)
        _fill(client)
        yield client
        client.session.close()


def _fill(client: Client) -> None:
    client.send("POST", f"{REPO}/milestones", title="v1 beta")
    for day, title, more in (
        (1, "Read files", {"labels": ["bug", "area: io"], "milestone": 1, "body": "As @colleague said"}),
        (2, "Write", {"assignees": ["colleague"], "body": "Files and read"}),
        (3, "Sing", {}),
    ):
        client.send("POST", "/_sandbox/clock", now=f"2026-03-0{day}T09:00:00Z")
        client.issue(title, **more)
    client.send("POST", "/_sandbox/clock", now="2026-03-04T09:00:00Z")
    for number in (1, 2, 2):
        client.send("POST", f"{REPO}/issues/{number}/comments", body="Yes")
    client.send("PUT", f"{REPO}/issues/3/lock", lock_reason="spam")
    client.branch("topic")
    client.send("POST", f"{REPO}/pulls", title="Change", head="topic", base="main", draft=True)
    client.send("POST", "/_sandbox/clock", now="2026-03-05T09:00:00Z")
    client.send("PATCH", f"{REPO}/issues/3", state="closed", state_reason="not_planned")
    client.send("POST", f"{REPO}/issues/1/sub_issues", sub_issue_id=client.get(f"{REPO}/issues/2")["id"])


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("read", [2, 1]), ("read in:title", [1]), ("read in:body", [2]), ("-read is:issue", [3]),
        ("created:2026-03-02", [2]), ("created:>2026-03-01 is:issue", [3, 2]),
        ("created:>=2026-03-03", [4, 3]),
        ("created:<2026-03-02", [1]), ("created:2026-03-01..2026-03-02", [2, 1]),
        ("created:*..2026-03-01", [1]),
        ("created:>2026-03-02T08:00:00Z is:issue", [3, 2]), ("updated:2026-03-05", [3]),
        ("closed:>2026-03-01", [3]),
        ("comments:>0", [2, 1]), ("comments:2", [2]), ("comments:0..1 is:issue", [3, 1]),
        ("label:bug", [1]), ('label:"area: io"', [1]), ("-label:bug is:issue", [3, 2]),
        ("no:label is:issue", [3, 2]),
        ('milestone:"v1 beta"', [1]), ("no:milestone is:issue", [3, 2]), ("assignee:colleague", [2]),
        ("no:assignee is:issue", [3, 1]), ("mentions:colleague", [1]), ("involves:colleague", [2, 1]),
        ("commenter:acme", [2, 1]), ("author:@me is:issue", [3, 2, 1]), ("author:nobody", []),
        ("is:open is:issue", [2, 1]), ("state:closed", [3]), ('reason:"not planned"', [3]),
        ("is:locked", [3]),
        ("is:pr", [4]), ("is:draft", [4]), ("is:merged", []), ("is:unmerged", [4]), ("head:topic", [4]),
        ("has:parent-issue", [2]), ("has:sub-issue", [1]), ("no:parent-issue is:issue", [3, 1]),
        ("sort:created-asc is:issue", [1, 2, 3]), ("sort:comments is:issue", [2, 1, 3]),
        ("sort:updated-asc is:issue", [1, 2, 3]),
    ],
)  # fmt: skip
def test_qualifiers(full: Client, query: str, numbers: list[int]) -> None:
    found = full.get("/search/issues", q=f"repo:acme/widgets {query}")["items"]
    assert [one["number"] for one in found] == numbers


@pytest.mark.parametrize(
    ("path", "numbers"),
    [
        ("/search/issues?q=is:issue&sort=created&order=asc", [1, 2, 3]),
        ("/search/issues?q=is:issue&sort=comments", [2, 1, 3]),
        (f"{REPO}/pulls?sort=updated&state=all", [4]),
        (f"{REPO}/issues?since=2026-03-05T00:00:00Z&state=all", [3]),
        ("/issues?filter=all&sort=comments&direction=asc&state=all", [3, 4, 1, 2]),
    ],
)
def test_lists_come_in_the_order_that_is_asked_for(full: Client, path: str, numbers: list[int]) -> None:
    found = full.get(path)
    shown = found["items"] if isinstance(found, dict) else found
    assert [one["number"] for one in shown] == numbers


def test_comments_are_those_since(full: Client) -> None:
    for path in (f"{REPO}/issues/2/comments", f"{REPO}/issues/comments"):
        assert full.get(path, since="2026-03-04T09:00:01Z") == []
        assert len(full.get(path, since="2026-03-04T09:00:00Z")) >= 2
        assert full.call("GET", path, params={"since": "x"}).status_code == 422
    every = full.get(f"{REPO}/issues/comments")
    assert full.get(f"{REPO}/issues/comments", sort="created") == every[::-1]
    assert full.get(f"{REPO}/issues/comments", sort="updated", direction="asc") == every


def test_repositories_of_somebody_are_sorted(full: Client) -> None:
    assert len(full.get("/user/repos", sort="created", direction="asc")) == 1
    assert full.call("GET", "/users/acme/repos", params={"sort": "size"}).status_code == 422
