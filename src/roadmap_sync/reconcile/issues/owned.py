"""Fields that belong to the document and have no slot in it: edits on GitHub are listed and left."""

from __future__ import annotations

from collections.abc import Callable

from roadmap_sync.model import Change, Value
from roadmap_sync.reconcile.issues import scalars
from roadmap_sync.reconcile.pair import Pair, Side
from roadmap_sync.reconcile.values.merge import Verdict, merge, move


def merge_owned(pair: Pair, side: Side, shown: Callable[[str], str], why: str) -> None:
    """Note what is to be done about one such field. ``shown``: what a plan calls a value; ``why``: what is
    said of a value that people gave it."""
    verdict = merge(side.memory, side.text, side.github, pair.context.run)
    moved = move(side.name, side.text, side.text.now)
    if verdict is Verdict.SETTLE:
        pair.plan.moves.append(moved)
    if verdict in (Verdict.SAME, Verdict.SETTLE):
        return
    before, after = _shown(side.github, shown), _shown(side.text.now, shown)
    told = Side(side.name, None, pair.text(after, after), before)
    free = verdict is Verdict.PUSH or (verdict is Verdict.UNKNOWN and side.github is None)
    if free and pair.settings.policy.of(side.name) == "github":
        pair.hold("drift", side.name, told, scalars.POLICY["github"])
    elif free or pair.context.taken(pair.subject, side.name) == "document":
        change = Change("update", pair.subject, side.name, before, after, moved, pair.spot.place)
        pair.plan.changes.append(change)
    else:
        pair.hold("drift", side.name, told, why, pair.put_back(side.name))


def _shown(value: Value, shown: Callable[[str], str]) -> str | None:
    return shown(value) if isinstance(value, str) else None
