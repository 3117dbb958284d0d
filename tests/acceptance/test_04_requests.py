"""How many requests a board costs: counted by the tool, by the server, and on the line between them."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.desk import Desk
from tests.github.board import new_board
from tests.github.hub import Hub
from tests.github.proxy import Proxy, between

FIELDS = ("Status", "Priority", "Start", "Target")
LOOKS = 1
"""Reads that no count of items explains: for what the board's workflows did after us."""


def configured(desk: Desk, fields: int) -> None:
    """A board with that many fields that documents fill."""
    off = {name.lower(): "" for name in (*FIELDS[fields:], "Area") if name != "Status"}
    (desk.folder / "config").mkdir()
    project = {"owner": "acme", "title": "Roadmap", "create": True, "fields": off}
    (desk.folder / "config/roadmap-sync.yml").write_text(json.dumps({"project": project}))
    desk.publish()


def roadmap(items: int, done: int, dropped: int = 0) -> str:
    words = ["✅ Done"] * done + ["❌ Cancelled"] * dropped + ["📋 Planned"] * items
    rows = [
        f"| A{n} | Item number {n} of many | {words[n]} | v1.{n % 5}.0 (Q{n % 4 + 1} 2027) | P{n % 3} |\n"
        for n in range(items)
    ]
    return "# Roadmap\n\n| ID | Title | Status | Target | Priority |\n|---|---|---|---|---|\n" + "".join(rows)


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
    assert counted(desk)["requests"] == {"read": 3, "write": 0}


@pytest.mark.parametrize(
    ("items", "fields", "done", "dropped"), [(7, 1, 0, 0), (21, 2, 21, 0), (24, 4, 3, 1)]
)
def test_04_02_the_requests_of_a_first_sync(desk: Desk, items: int, fields: int, done: int, dropped: int):
    board = new_board(Hub(desk.github.url, Path(), desk.github.url))
    for name, kind in zip(FIELDS[1:fields], ("TEXT", "DATE", "DATE"), strict=False):
        board.field(name, kind)
    desk.put(roadmap(items, done, dropped))
    configured(desk, fields)
    plan = desk.plan()
    new = {one["subject"]["name"] for one in plan["changes"] if one["subject"]["kind"] == "milestone"}
    closes, values = 2 * math.ceil((done + dropped) / 20), math.ceil(items * fields / 20)
    most = sum(plan["requests"].values()) + items + values + closes + len(new) + 1
    link, reasons = 1, math.ceil(dropped / 20)
    assert sum(counted(desk)["requests"].values()) <= most + LOOKS + link + reasons


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
    assert quiet["requests"] == {"read": 3, "write": 0}
    assert [request for request in line.texts if pages_a_board(request)] == []
    assert pages_a_board(
        'POST /graphql {"query": "{ node(id: 1) { ... on ProjectV2 { items(first: 1) } } }"}'
    )


def through(desk: Desk, line: Proxy) -> dict[str, Any]:
    ran = desk.run("sync", "--yes", "--format", "json", GITHUB_API_URL=line.url)
    assert ran.code == 0, ran.text
    return ran.json
