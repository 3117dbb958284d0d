"""A board that issues stand on and that is not to be found: it is left out, never made a second time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from roadmap_sync.reconcile.boards.seat import BASE
from roadmap_sync.reconcile.context import Context
from roadmap_sync.reconcile.identified import Identified

WHY = (
    'the board "{title}" is left out: {count} of the issues stand on it, but it is gone, has another title '
    "now, or this token cannot see it; name its new title or its number in `project`, or give the token the "
    "scope `project` (or the organization permission Projects: read and write); "
    "to have a new one made, choose another title"
)


def without(contexts: list[Context], found: Sequence[Identified]) -> tuple[list[Context], tuple[str, ...]]:
    """``contexts`` as they are, or without a board that would have to be made although issues say that they
    were put on it: an owner's list does not tell a board that is gone from one that may not be seen. And the
    note that says so."""
    project, board = contexts[0].config.project, contexts[0].world.board
    if project is None or board is None or board.id or not project.create:
        return contexts, ()
    marked = [one.base for here in found for one in here.marked if one.base is not None]
    count = sum(_seated(one.base.get(BASE), project.title) for one in marked)
    if not count:
        return contexts, ()
    left = [replace(one, world=replace(one.world, board=None)) for one in contexts]
    return left, (WHY.format(title=project.title, count=count),)


def _seated(base: object, title: str | None) -> bool:
    return title in (base[:1] if isinstance(base, tuple) else (base,))
