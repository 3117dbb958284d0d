"""Many of everything on a board: a thousand items, twenty boards, two documents."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.desk import Desk
from tests.acceptance.test_04_boards import configure, hub_of
from tests.github.board import DOING, found_board, new_board

HEAD = "# Roadmap\n\n| ID | Title | Status | Target |\n|---|---|---|---|\n"
MANY = 1000 if os.environ.get("ROADMAP_SYNC_TESTS_PLAIN") else 200
"""A thousand take half a minute; tests/reconcile/test_speed.py plans as many."""


def rows(count: int, first: int = 0, target: str = "Q1 2026") -> str:
    some = range(first, first + count)
    return "".join(f"| A{n} | Item number {n} of many | Planned | {target} |\n" for n in some)


def test_04_03_hundreds_of_items_on_one_board(desk: Desk):
    desk.put(HEAD + rows(MANY))
    configure(desk)
    first = desk.sync("--allow", f"creates={MANY}")
    writes = MANY + MANY * 3 // 20
    assert writes <= first["requests"]["write"] <= writes + 10
    quiet = desk.sync()
    assert (quiet["changes"], quiet["holds"]) == ([], [])
    assert quiet["requests"] == {"read": 1 + MANY // 100, "write": 0}
    assert quiet["requests"]["read"] <= MANY // 100 + 1 + 1 + 2  # issues, labels, milestones


def test_04_03_twenty_boards_of_one_owner(desk: Desk):
    for n in range(20):
        new_board(hub_of(desk), f"Board {n}")
    made = new_board(hub_of(desk))
    desk.put(HEAD + rows(2))
    configure(desk)
    desk.sync()
    assert len(made.cards()) == 2
    assert desk.sync()["requests"] == {"read": 2, "write": 0}


def documents(desk: Desk) -> Path:
    other = desk.folder / "docs" / "CLIENT.md"
    other.parent.mkdir()
    other.write_text(HEAD + rows(2, 10, "Q2 2026"), "utf-8")
    configure(desk)
    file = desk.folder / "config/roadmap-sync.yml"
    file.write_text("documents: [ROADMAP.md, docs/CLIENT.md]\n" + file.read_text())
    desk.put(HEAD + rows(2))
    return other


def test_04_03_two_documents_on_one_board(any_desk: Desk):
    other = documents(any_desk)
    any_desk.sync()
    any_desk.settled()
    board = found_board(hub_of(any_desk))
    cards = board.cards()
    assert [one["Target"] for one in cards.values()] == ["2026-03-31"] * 2 + ["2026-06-30"] * 2
    before = any_desk.text
    board.move(cards["Item number 10 of many"]["item"], DOING)
    any_desk.sync()
    assert any_desk.text == before
    assert other.read_text("utf-8").count("In Progress") == 1
    any_desk.settled()


MILESTONES = "/milestones"
FAULTS: list[dict[str, Any]] = [
    *({"kind": kind, "when": when} for kind in ("drop", "bad-gateway") for when in ("before", "after")),
    {"kind": "refuse", "status": 422, "message": "Validation Failed"},
    {"kind": "secondary-limit", "retry_after": 3600},
]


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault['kind']}-{fault.get('when', '')}")
def test_04_03_whatever_happens_to_a_milestone_the_next_run_finishes_it(
    desk: Desk, method: str, fault: dict[str, Any]
):
    releases = "## Releases\n\n| Version | Status | Date |\n|---|---|---|\n| v1 | Planned | 2026-03-31 |\n\n"
    desk.put(releases + HEAD + rows(1, target="v1"))
    if method == "PATCH":
        desk.sync()
        desk.edit("2026-03-31", "2026-04-30")
    desk.github.ask("POST", "/_sandbox/faults", {"method": method, "path": MILESTONES, **fault})
    desk.run("sync", "--yes")
    desk.sync()
    desk.settled()
    (stone,) = desk.github.repo("GET", "/milestones?state=all")
    assert stone["due_on"][:10] == ("2026-03-31" if method == "POST" else "2026-04-30")
    assert desk.github.titled("Item number 0 of many")["milestone"]["title"] == "v1"
