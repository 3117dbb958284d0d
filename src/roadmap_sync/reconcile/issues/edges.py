"""What an issue is blocked by, merged edge by edge; edges that people made are theirs."""

from __future__ import annotations

from dataclasses import replace

from roadmap_sync.model import Change, Patch
from roadmap_sync.reconcile.context import Context, Spot
from roadmap_sync.reconcile.issues import contents, creates, owned, scalars
from roadmap_sync.reconcile.kinship.kin import BLOCKERS, PARENT
from roadmap_sync.reconcile.pair import Pair, Side
from roadmap_sync.reconcile.values.merge import SetVerdict, Text, merge_set, move, settled

MOST = 50
"""Blockers of one issue (believed; unverified)."""


def merge_blockers(pair: Pair) -> None:
    """Note which edges are to be added and removed; what people took away is listed and left."""
    kin = pair.spot.kin
    if kin.blockers is None or pair.issue.blockers is None:
        return
    there = tuple(one.name for one in pair.issue.blockers)
    side = Side(BLOCKERS, pair.memory(BLOCKERS), pair.text(kin.blockers, kin.tip), there)
    if contents.old_text(pair, side):
        return
    verdict = _verdict(side, sure=kin.sure)
    verdict, left = _fitting(verdict, len(there))
    if pair.settings.policy.of(BLOCKERS) == "github" and (verdict.add or verdict.remove):
        pair.hold("drift", BLOCKERS, side, scalars.POLICY["github"])
        return
    changes = _changes(pair.spot, side.text, verdict, pair.issue.number)
    pair.plan.changes += changes
    known = settled(side.memory, verdict.base) or (side.memory is None and not verdict.base)
    if side.text.committed and not changes and not known:
        pair.plan.moves.append(move(BLOCKERS, side.text, verdict.base))
    for one in left:
        why = f"no room for {kin.shown(one)}: it has {len(there)} blockers already"
        pair.hold("drift", BLOCKERS, Side(BLOCKERS, None, pair.text(one, one), None), why)
    for one in verdict.drift:
        why = f"somebody took {kin.shown(one)} away on GitHub"
        pair.hold("drift", BLOCKERS, Side(BLOCKERS, None, pair.text(one, one), None), why)


def merge_parent(pair: Pair) -> None:
    """The issue above; the document decides, but what people moved elsewhere stays there."""
    kin, memory = pair.spot.kin, pair.memory(PARENT)
    if not kin.placed or (kin.parent is None and (memory is None or memory.base is None)):
        return
    above = pair.issue.parent.name if pair.issue.parent else None
    side = Side(PARENT, memory, pair.text(kin.parent, kin.tip_parent), above)
    owned.merge_owned(pair, side, kin.shown, "somebody moved it on GitHub")


def keep_open(pair: Pair) -> None:
    """A group is not closed while one of its sub-issues is open, whoever put that there."""
    closing = [one for one in pair.plan.changes if one.field == "status" and one.kind == "close"]
    left = pair.issue.open_children - pair.spot.kin.closing
    if not (pair.spot.row.group and closing and left > 0):
        return
    pair.plan.changes[:] = [one for one in pair.plan.changes if one not in closing]
    side = Side("status", None, pair.text("done", "done"), "open")
    pair.hold("drift", "status", side, "a sub-issue of it is open still: it is closed when that is")


def _verdict(side: Side, *, sure: bool) -> SetVerdict:
    """Where a row says something that could not be followed, nothing is removed: it may be meant."""
    base = None if side.memory is None else contents.elements(side.memory.base)
    verdict = merge_set(base, contents.elements(side.text.now), contents.elements(side.github))
    if sure or not verdict.remove:
        return verdict
    return SetVerdict(verdict.add, (), verdict.drift, tuple(sorted({*verdict.base, *verdict.remove})))


def _fitting(verdict: SetVerdict, there: int) -> tuple[SetVerdict, tuple[str, ...]]:
    """What of ``verdict`` an issue with ``there`` blockers has room for, and the blockers that are left."""
    left = verdict.add[max(0, MOST - there) :]
    add = tuple(one for one in verdict.add if one not in left)
    base = tuple(one for one in verdict.base if one not in left)
    return (replace(verdict, add=add, base=base), left) if left else (verdict, ())


def _changes(spot: Spot, text: Text, verdict: SetVerdict, number: int | None) -> list[Change]:
    subject, place, shown = spot.subject(number), spot.place, spot.kin.shown
    moved = move(BLOCKERS, text, verdict.base)
    return [
        *(Change("add", subject, BLOCKERS, None, shown(one), moved, place) for one in verdict.add),
        *(Change("remove", subject, BLOCKERS, shown(one), None, moved, place) for one in verdict.remove),
    ]


def first_patch(context: Context, spot: Spot) -> list[Patch]:
    """What a new issue takes only once it is there: its edges, and then to be closed."""
    close = creates.first_close(context, spot)
    edges = _first_edges(context, spot)
    if not edges:
        return [close] if close is not None else []
    bookkeeping = spot.bookkeeping(context.world.home.id, None)
    changes = (*edges, *(close.changes if close is not None else ()))
    return [Patch(spot.subject(), None, changes, (), bookkeeping, names=names(spot))]


def _first_edges(context: Context, spot: Spot) -> list[Change]:
    kin = spot.kin
    if not kin.blockers or context.settings(spot.row.doc).policy.of(BLOCKERS) == "github":
        return []
    text = Text(kin.blockers, kin.tip, spot.reading.commit)
    return _changes(spot, text, merge_set((), kin.blockers, ()), None)


def names(spot: Spot, *others: str) -> dict[str, str]:
    """What the plan shows → the names of issues."""
    above = () if spot.kin.parent is None else (spot.kin.parent,)
    return {spot.kin.shown(one): one for one in (*(spot.kin.blockers or ()), *above, *others)}
