"""Planning takes as long as there are rows: four times the rows, not sixteen times the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from roadmap_sync.config import Config, Project
from roadmap_sync.model import Board, Document, Plan
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.planner import plan
from tests.growth import FEW, GROWTH, MANY, growth
from tests.reconcile.build import context, item, marked, page, world

WORDS = (
    "add",
    "cache",
    "guide",
    "trace",
    "rotate",
    "sign",
    "port",
    "keys",
    "fast",
    "metrics",
    "login",
    "queue",
)
TITLES = [f"{WORDS[n % 12]} {WORDS[n // 12 % 12]} {WORDS[n // 144 % 12]} number {n:x}" for n in range(MANY)]
ISSUES = [marked(n + 1, title, ident=str(n)) for n, title in enumerate(TITLES)]


def linked(some: int) -> Document:
    return page(*(item(title, n + 1, ident=str(n)) for n, title in enumerate(TITLES[:some])))


def unlinked(some: int) -> Document:
    return page(*(item(title, ident=str(n)) for n, title in enumerate(TITLES[:some])))


def renumbered(some: int) -> Document:
    return page(*(item(title, n + 1, ident=str(n + 1)) for n, title in enumerate(TITLES[:some])))


def reworded(some: int) -> Document:
    words = "again, in other words altogether"
    return page(*(item(f"{title} {words}", key=str(n)) for n, title in enumerate(TITLES[:some])))


@pytest.mark.parametrize("document", [linked, unlinked, renumbered, reworded])
@pytest.mark.parametrize("in_git", [False, True])
def test_many_rows(document: Callable[[int], Document], in_git: bool):
    def planned(some: int) -> Plan:
        now, around = document(some), world(*ISSUES[:some])
        seen = [Reading(now, linked(some) if in_git else None, "c1" if in_git else None)]
        return plan(seen, context(around, seen), gone=frozenset(), allowed={"updates": 9999})

    assert growth(planned) < GROWTH
    assert not [change for change in planned(FEW).changes if change.subject.kind == "issue"]


def test_many_rows_on_one_board():
    board = Board("B", "O", "Roadmap", "https://github.com/orgs/acme/projects/1", True, True, ())

    def planned(some: int) -> Plan:
        seen = replace(world(*ISSUES[:some]), board=board, cards=dict.fromkeys(range(1, some + 1)))
        readings = [Reading(linked(some))]
        around = context(seen, readings, config=Config(project=Project(title="Roadmap")))
        return plan(readings, around, gone=frozenset(), allowed={})

    assert growth(planned) < GROWTH
    assert [one.add is not None for one in planned(FEW).cards] == [True] * FEW
