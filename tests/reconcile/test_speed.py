"""Two thousand rows are planned while nobody notices."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from roadmap_sync.config import Config, Project
from roadmap_sync.model import Board, Document
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.planner import plan
from tests.reconcile.build import context, item, marked, page, world

MANY = 2000
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


def linked() -> Document:
    return page(*(item(title, n + 1, ident=str(n)) for n, title in enumerate(TITLES)))


def unlinked() -> Document:
    return page(*(item(title, ident=str(n)) for n, title in enumerate(TITLES)))


def renumbered() -> Document:
    return page(*(item(title, n + 1, ident=str(n + 1)) for n, title in enumerate(TITLES)))


def reworded() -> Document:
    return page(
        *(item(f"{title} again, in other words altogether", key=str(n)) for n, title in enumerate(TITLES))
    )


@pytest.mark.parametrize(
    ("document", "seconds"), [(linked, 1.0), (unlinked, 3.0), (renumbered, 3.0), (reworded, 5.0)]
)
@pytest.mark.parametrize("in_git", [False, True])
def test_many_rows(document, seconds: float, in_git: bool):
    now, around = document(), world(*ISSUES)
    seen = [Reading(now, linked() if in_git else None, "c1" if in_git else None)]
    start = time.process_time()
    made = plan(seen, context(around, seen), gone=frozenset(), allowed={"updates": 9999})
    taken = time.process_time() - start
    print(f"{document.__name__} {in_git}: {taken:.2f} s")
    assert taken < seconds
    assert not [change for change in made.changes if change.subject.kind == "issue"]


def test_two_thousand_rows_on_one_board():
    board = Board("B", "O", "Roadmap", "https://github.com/orgs/acme/projects/1", True, True, ())
    seen = replace(world(*ISSUES), board=board, cards=dict.fromkeys(range(1, MANY + 1)))
    readings = [Reading(linked())]
    around = context(seen, readings, config=Config(project=Project(title="Roadmap")))
    before = time.perf_counter()
    made = plan(readings, around, gone=frozenset(), allowed={})
    assert time.perf_counter() - before < 10
    assert [one.add is not None for one in made.cards] == [True] * MANY
