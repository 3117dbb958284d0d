"""The whole cycle on three real roadmaps: dated cards, a colleague's day on GitHub, and a quiet end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import SHARED
from tests.acceptance.desk import Desk
from tests.github.board import DOING, TODO, Board, found_board
from tests.github.hub import Hub

CONFIG = "project: {owner: acme, title: Roadmap, create: true}\n"


@dataclass(frozen=True)
class Seed:
    """What a colleague does: ``card`` is dragged to ``column``, ``stone`` renamed, ``late`` put off, and
    ``mover`` given another milestone. ``written``: the fields that the document takes over from that."""

    name: str
    card: str
    column: str
    stone: str
    late: str
    mover: str
    written: tuple[str, ...]


PHASE = "Phase 2: Monetization & Scale (Q3 2025 - Q1 2026)"
SEEDS = [
    Seed("001", "Документация и маркетинг", TODO, "v1.6.0", "v2.0.0", "Enterprise пилоты", ("status",)),
    Seed(
        "002",
        "Add mTLS handshake validation",
        DOING,
        "Q2 2026",
        "v1.2.0",
        "IPFS content-addressed storage adapter",
        ("status", "target", "target"),
    ),
    Seed("004", "MCP Server SDK", DOING, "Phase 1: Foundation (Current - Q2 2025)", PHASE, "Security", ()),
]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_04_01_the_whole_cycle(desk: Desk, seed: Seed):
    board = begun(desk, seed)
    before = board.cards()
    assert len(before) == len(desk.github.issues()) > 20
    assert sum("Start" in one for one in before.values()) > len(before) / 2
    desk.settled()

    text = desk.text
    day_of_a_colleague(desk, board, seed)
    done = desk.sync()
    texts = [one["field"] for one in done["changes"] if one["subject"]["kind"] == "text"]
    assert sorted(texts) == sorted(seed.written)
    assert changed_lines(text, desk.text) == len(seed.written)
    assert all(hold["kind"] == "drift" for hold in done["holds"]), done["holds"]

    after, text = desk.sync(), desk.text
    assert (after["changes"], after["requests"]["write"], desk.text) == ([], 0, text)
    edits_stay(desk, board, seed)


def begun(desk: Desk, seed: Seed, config: str = CONFIG) -> Board:
    found = sorted((SHARED / "seeds").glob(f"{seed.name}_*.txt"))
    if not found:
        pytest.skip("the folder `shared` with the seed documents is not beside this repository")
    desk.put(found[0].read_bytes())
    (desk.folder / "config").mkdir()
    (desk.folder / "config/roadmap-sync.yml").write_text(config)
    desk.sync()
    return found_board(Hub(desk.github.url, Path(), desk.github.url))


def stones(desk: Desk) -> dict[str, Any]:
    return {one["title"]: one for one in desk.github.repo("GET", "/milestones?state=all")}


def day_of_a_colleague(desk: Desk, board: Board, seed: Seed) -> None:
    known, numbers = stones(desk), {one["title"]: one["number"] for one in desk.github.issues()}
    board.move(board.cards()[seed.card]["item"], seed.column)
    desk.github.repo("PATCH", f"/milestones/{known[seed.stone]['number']}", {"title": "Renamed"})
    desk.github.repo("PATCH", f"/milestones/{known[seed.late]['number']}", {"due_on": "2027-05-15T12:00:00Z"})
    desk.github.repo("POST", f"/issues/{numbers[seed.card]}/labels", ["by hand"])
    to = "Q3 2026" if "Q3 2026" in known else seed.late
    desk.github.edit(numbers[seed.mover], milestone=known[to]["number"])


def edits_stay(desk: Desk, board: Board, seed: Seed) -> None:
    known, issue = stones(desk), desk.github.titled(seed.card)
    assert board.cards()[seed.card]["Status"] == seed.column
    assert "Renamed" in known
    assert seed.stone not in known
    assert known[seed.late]["due_on"].startswith("2027-05-15")
    assert "by hand" in [label["name"] for label in issue["labels"]]
    assert desk.github.titled(seed.mover)["milestone"]["title"] in ("Q3 2026", seed.late)


def changed_lines(before: str, after: str) -> int:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return sum(one != other for one, other in pairs)


def test_04_01_the_cycle_with_groups_as_parents(desk: Desk):
    """Groups and phases have issues of their own; one that somebody gives another parent stays there."""
    board = begun(desk, SEEDS[0], CONFIG + "groups: parent\n")
    desk.settled()
    issues = {one["title"]: one for one in desk.github.issues()}
    child, other = issues["Tracing в Jaeger"], parent_of(desk, issues["LoRA training loop"])
    assert parent_of(desk, child) != other
    moved = {"sub_issue_id": child["id"], "replace_parent": True}
    desk.github.repo("POST", f"/issues/{other}/sub_issues", moved)
    board.move(board.cards()["Документация и маркетинг"]["item"], TODO)
    text = desk.text
    done = desk.sync()
    assert "parent" in [one["field"] for one in done["holds"]]
    assert changed_lines(text, desk.text) == 1
    after = desk.sync()
    assert (after["changes"], after["requests"]["write"]) == ([], 0)
    assert parent_of(desk, child) == other


def parent_of(desk: Desk, issue: dict[str, Any]) -> int:
    return desk.github.repo("GET", f"/issues/{issue['number']}/parent")["number"]
