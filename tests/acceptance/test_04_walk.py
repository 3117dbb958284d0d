"""A few short random walks; `make walk` takes long ones. See `tests/walk/__main__.py`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.acceptance.desk import Desk, Ran
from tests.walk.__main__ import walked

WALKS = {
    "a table on a board": "2: sync.1 status.3 rename.4 drag.6 killed.8 sync.3",
    "nested checklists": "302: sync.1 rename.90 outside.5 older.3 refused.4 sync.3",
    "a table in a clone": "8: sync.1 delete.240 close.827 stone.5 sync.2",
}


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_04_walk(walk: str):
    fault, life = walked(walk)
    assert not fault, "\n".join([*life.log, fault])


def make_another(desk: Desk) -> None:
    desk.github.repo("POST", "/issues", {"title": desk.github.issues()[0]["title"]})


def write_below(desk: Desk) -> None:
    desk.github.edit(1, body=desk.github.issues()[0]["body"] + "ours")


def close_one(desk: Desk) -> None:
    desk.github.close(1)


def touch_prose(desk: Desk) -> None:
    desk.file.write_text(desk.text.replace("The end.", "The  end."))


WRONGS = {
    "doubled": make_another,
    "people's text": write_below,
    "status of": close_one,
    "lines changed by": touch_prose,
}


@pytest.mark.parametrize(("fault", "wrong"), WRONGS.items(), ids=WRONGS)
def test_04_walk_would_find_it(monkeypatch: pytest.MonkeyPatch, fault: str, wrong: Callable[[Desk], None]):
    """A tool that does something wrong in its second sync is found out."""
    ran, sound = [], Desk.run

    def run(desk: Desk, *arguments: str) -> Ran:
        done = sound(desk, *arguments)
        ran.append(arguments)
        if len(ran) == 5:  # dry run, sync, the run after; dry run, sync
            wrong(desk)
        return done

    monkeypatch.setattr(Desk, "run", run)
    assert fault in walked("302: sync.1 rename.90 sync.2")[0]
