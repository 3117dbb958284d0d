"""What a board has no room for, and a board that issues stand on and that is not to be found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmap_sync.config import Config, Project
from roadmap_sync.model import Board, BoardField, Plan, Value
from roadmap_sync.reconcile.boards import needs as boards_needs
from roadmap_sync.reconcile.boards import seat as boards
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.planner import plan
from tests.reconcile.build import context, item, marked, page, quarter, world

PROJECT = Project(title="Roadmap", create=True)
CONFIG = Config(project=PROJECT)
ABSENT = Board("", "O_1", "Roadmap", "", writable=True, linked=False, fields=())
ON_IT = boards.announced("Roadmap", None)


def board(fields: int, *names: str) -> Board:
    """A board with so many fields, these among them."""
    names = (*names, *(f"Field {n}" for n in range(fields - len(names))))
    made = tuple(BoardField(f"F_{name}", name, "TEXT", ()) for name in names)
    return replace(ABSENT, id="P_1", fields=made)


def left(fields: int, *names: str) -> tuple[str, ...]:
    document = page(item("A", target=quarter(), priority="P0"))
    around = replace(world(), board=board(fields, *names))
    seen = boards_needs.roomy([document], context(around, [Reading(document)], config=CONFIG))
    return seen.homeless


def test_a_board_takes_fifty_fields_and_the_status_comes_first():
    assert left(47, "Status") == ()
    assert left(48, "Status") == ("Priority",)
    assert left(48) == ("Target", "Priority")
    assert left(50, "Status") == ("Start", "Target", "Priority")
    assert left(50, "Status", "Start", "Target", "Priority") == ()


def planned(base: Value, at: Board = ABSENT, config: Config = CONFIG) -> Plan:
    seen = [Reading(page(item("A"), item("B")))]
    vouched = {"board:": base} if base is not None else {}
    issues = marked(1, "A", base=vouched), marked(2, "B")
    around = replace(world(*issues), board=at, cards={1: None, 2: None})
    return plan(seen, context(around, seen, config=config), gone=frozenset(), allowed={})


@pytest.mark.parametrize("base", ["Roadmap", ON_IT])
def test_a_board_that_issues_stand_on_is_never_made(base: Value):
    made = planned(base)
    assert (made.board, made.cards) == (None, ())
    (note,) = made.notes
    assert note.startswith('the board "Roadmap" is left out: 1 of the issues stand on it')


@pytest.mark.parametrize("base", [None, "Another", boards.announced("Another", None)])
def test_one_that_nothing_is_known_of_is_made(base: Value):
    made = planned(base)
    assert made.board is not None
    assert made.board.create is not None


def test_one_that_is_there_is_used():
    made = planned("Roadmap", board(9, "Status"))
    assert (made.notes, len(made.cards)) == ((), 1)
    assert [one.why for one in made.holds] == ["somebody took it off the board"]
