"""What the marker may say after an update: base never claims more than GitHub holds; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from roadmap_sync.github.standing import SETS, element, folded, view
from roadmap_sync.model import Change, Issue, Marker, Move, Patch, Value, Was


def renewed(
    patch: Patch, seen: Marker | None, planned: Issue, fresh: Issue, confirmed: Sequence[Change]
) -> Marker:
    """The marker to write: bookkeeping of ``patch``, base of ``seen`` with the moves that are vouched for.

    ``seen``: the marker the body holds. ``fresh``: the issue as it is. ``confirmed``: changes that are done,
    or that the very same mutation carries out."""
    base, was = _start(patch, seen)
    for move in _merged(_moves(patch, planned, fresh, confirmed), patch.changes, confirmed, base, fresh):
        base[move.field] = move.value
        was.pop(move.field, None)
        if move.was is not None:
            was[move.field] = move.was
    return replace(patch.marker, number=fresh.number, base=base, was=was)


def _start(patch: Patch, seen: Marker | None) -> tuple[dict[str, Value], dict[str, Was]]:
    """What is vouched for already; a body without a marker vouches for nothing that is being changed."""
    if seen is not None:
        return dict(seen.base), dict(seen.was)
    open_fields = {change.field for change in patch.changes} | {move.field for move in patch.moves}
    return (
        {field: value for field, value in patch.marker.base.items() if field not in open_fields},
        {field: was for field, was in patch.marker.was.items() if field not in open_fields},
    )


def _moves(patch: Patch, planned: Issue, fresh: Issue, confirmed: Sequence[Change]) -> list[Move]:
    """The moves whose field GitHub still shows as the plan saw it, then those of the confirmed changes."""
    changed = {change.field for change in patch.changes}
    done = {change.field for change in confirmed}
    moves = [
        move
        for move in patch.moves
        if move.field in SETS
        or (
            move.field in done
            if move.field in changed
            else view(move.field, planned) == view(move.field, fresh)
        )
    ]
    return [*moves, *(change.move for change in confirmed if change.move is not None)]


def _merged(
    moves: Sequence[Move],
    changes: Sequence[Change],
    confirmed: Sequence[Change],
    base: dict[str, Value],
    fresh: Issue,
) -> Iterable[Move]:
    """Scalars as they are; a set once, with no new element that GitHub does not hold."""
    yield from (move for move in moves if move.field not in SETS)
    for field in SETS:
        some = [move for move in moves if move.field == field]
        if some:
            about = [change for change in changes if change.field == field]
            value = _held(some, about, confirmed, base.get(field), folded(field, fresh))
            yield Move(field, value, some[-1].was)


def _held(
    moves: Sequence[Move],
    changes: Sequence[Change],
    confirmed: Sequence[Change],
    old: Value,
    actual: set[str],
) -> Value:
    """Every element that a move names and GitHub holds, and those that could not be removed. What base knew
    of before stays in it: an element that people took away is remembered as ours."""
    done = [change for change in confirmed if change in changes]
    removed = {element(change).casefold() for change in done if change.kind == "remove"}
    kept = {element(change).casefold() for change in changes if change.kind == "remove"} - removed
    named = {name for move in moves for name in _elements(move.value)}
    stays = {name for name in named if name.casefold() not in removed}
    stays |= {name for name in _elements(old) if name.casefold() in kept}
    known = actual | {name.casefold() for name in _elements(old)}
    return tuple(sorted(name for name in stays if name.casefold() in known))


def _elements(value: Value) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value
