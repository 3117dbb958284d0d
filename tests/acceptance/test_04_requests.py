"""How many requests a board costs: counted by the tool, by the server, and on the line between them."""

from __future__ import annotations

import json
import math
import re
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.desk import Desk
from tests.github.board import new_board
from tests.github.hub import Hub
from tests.github.proxy import Proxy, between

FIELDS = ("Status", "Priority", "Start", "Target")


def configured(desk: Desk, fields: int) -> None:
    """A board with that many fields that documents fill."""
    off = {name.lower(): "" for name in (*FIELDS[fields:], "Area") if name != "Status"}
    (desk.folder / "config").mkdir()
    project = {"owner": "acme", "title": "Roadmap", "create": True, "fields": off}
    (desk.folder / "config/roadmap-sync.yml").write_text(json.dumps({"project": project}))
    desk.publish()


def roadmap(items: int, done: int, dropped: int = 0, areas: int = 0) -> str:
    """The dropped items stand between the done ones; ``areas``: how many labels more there are."""
    closed = zip_longest(["✅ Done"] * done, ["❌ Cancelled"] * dropped)
    words = [word for pair in closed for word in pair if word] + ["📋 Planned"] * items
    rows = [
        f"| A{n} | Item number {n} of many | {words[n]} | v1.{n % 5}.0 (Q{n % 4 + 1} 2027) | P{n % 3} "
        f"| {f'Area {n % areas}' if areas else ''} |\n"
        for n in range(items)
    ]
    head = "# Roadmap\n\n| ID | Title | Status | Target | Priority | Area |\n|---|---|---|---|---|---|\n"
    return head + "".join(rows)


def sent(desk: Desk) -> int:
    return len([one for one in desk.github.sent() if one["login"] == "acme"])


def counted(desk: Desk, *arguments: str) -> dict[str, Any]:
    """A run whose requests the tool and the server count alike."""
    desk.github.clear_log()
    done = desk.sync(*arguments)
    assert sum(done["requests"].values()) == sent(desk)
    return done


@pytest.mark.parametrize("done", [0, 40])
def test_04_02_ninety_nine_items_take_130_requests_at_most(desk: Desk, done: int):
    desk.put(roadmap(99, done))
    configured(desk, fields=2)
    first = counted(desk)
    made = [one["subject"]["kind"] for one in first["changes"] if one["kind"] == "create"]
    assert (made.count("issue"), made.count("milestone"), made.count("board")) == (99, 5, 2)
    assert sum(one["subject"]["kind"] == "card" for one in first["changes"]) == 2 * 99
    assert sum(first["requests"].values()) <= 130
    assert counted(desk)["requests"] == {"read": 2, "write": 0}


def most(plan: dict[str, Any], items: int, fields: int, closes: int) -> int:
    """What a first sync may cost, where the board is there."""
    new = [one["subject"]["kind"] for one in plan["changes"] if one["kind"] == "create"]
    values, closing = math.ceil(items * fields / 20), math.ceil(closes / 20) * 2
    labels = math.ceil(new.count("label") / 20)
    return sum(plan["requests"].values()) + items + values + closing + new.count("milestone") + labels


def board_with(desk: Desk, fields: int) -> None:
    """A board that the repository does not show yet, with that many fields."""
    board = new_board(Hub(desk.github.url, Path(), desk.github.url))
    for name, kind in zip(FIELDS[1:fields], ("TEXT", "DATE", "DATE"), strict=False):
        board.field(name, kind)


@pytest.mark.parametrize(
    ("items", "fields", "there", "areas"),
    [(1, 1, 1, 0), (7, 1, 1, 7), (21, 4, 4, 15), (21, 4, 1, 10), (45, 2, 2, 13)],
)
def test_04_02_the_requests_of_a_first_sync(desk: Desk, items: int, fields: int, there: int, areas: int):
    """``there``: how many of the fields the board has."""
    board_with(desk, there)
    desk.put(roadmap(items, 0, areas=areas))
    configured(desk, fields)
    plan = desk.plan()
    assert plan["requests"] == {"read": 2, "write": 0}
    assert sum(counted(desk)["requests"].values()) <= most(plan, items, fields, closes=0)


@pytest.mark.parametrize(
    ("items", "fields", "done", "dropped"),
    [(1, 1, 1, 0), (21, 2, 21, 0), (24, 4, 3, 1), (45, 2, 20, 5), (60, 1, 45, 15)],
)
def test_04_02_the_requests_of_a_first_sync_that_closes(
    desk: Desk, items: int, fields: int, done: int, dropped: int
):
    """One more, as the board's workflows move the cards of closed issues after us; and, as GitHub closes none
    as not planned in the mutation that writes its body, one for twenty of those."""
    board_with(desk, fields)
    desk.put(roadmap(items, done, dropped))
    configured(desk, fields)
    plan = desk.plan()
    more = 1 + math.ceil(dropped / 20)
    assert sum(counted(desk)["requests"].values()) <= most(plan, items, fields, done + dropped) + more


@pytest.mark.parametrize(("items", "fields"), [(1, 1), (24, 4)])
def test_04_02_a_board_that_is_made_costs_one_request_more(desk: Desk, items: int, fields: int):
    desk.put(roadmap(items, 0))
    configured(desk, fields)
    plan = desk.plan()
    assert sum(counted(desk)["requests"].values()) <= most(plan, items, fields, closes=0) + 1


def pages_a_board(request: str) -> bool:
    """Whether a request asks for ``items`` of anything; only boards have some."""
    query = json.loads(request[request.index("{") :]).get("query", "") if "/graphql" in request else ""
    return re.search(r"\bitems\b", query) is not None


def test_04_02_no_query_pages_a_board(desk: Desk):
    desk.put(roadmap(5, 1))
    configured(desk, fields=4)
    with between(desk.github.url) as line:
        first = through(desk, line)
        desk.put(desk.text.replace("📋 Planned", "🚧 In progress", 1))
        second = through(desk, line)
        quiet = through(desk, line)
    assert (first["changes"] != []) & (second["changes"] != [])
    assert quiet["requests"] == {"read": 2, "write": 0}
    assert [request for request in line.texts if pages_a_board(request)] == []
    assert pages_a_board(
        'POST /graphql {"query": "{ node(id: 1) { ... on ProjectV2 { items(first: 1) } } }"}'
    )


def through(desk: Desk, line: Proxy) -> dict[str, Any]:
    ran = desk.run("sync", "--yes", "--format", "json", GITHUB_API_URL=line.url)
    assert ran.code == 0, ran.text
    return ran.json
