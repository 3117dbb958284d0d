"""What a row and its issue hold beyond single values: labels, people, the managed text, the marker."""

from __future__ import annotations

from roadmap_sync.model import Change, Move
from roadmap_sync.reconcile import fields, region, scalars
from roadmap_sync.reconcile.merge import Verdict, merge, merge_set, move, settled
from roadmap_sync.reconcile.pair import Pair, Side


def merge_sets(pair: Pair) -> None:
    """Labels and assignees, element by element; what people took away is listed and left."""
    context, item = pair.context, pair.spot.item
    wanted = {
        "labels": fields.labels(item, context.config),
        "assignees": fields.assignees(item, context.world),
    }
    there = {"labels": pair.issue.labels, "assignees": pair.issue.assignees}
    for name in fields.SETS:
        memory = pair.memory(name)
        base = memory.base if memory is not None and isinstance(memory.base, tuple) else None
        verdict = merge_set(base, wanted[name], there[name])
        moved = Move(name, verdict.base)
        for kind, elements in (("add", verdict.add), ("remove", verdict.remove)):
            for one in elements:
                before, after = (None, one) if kind == "add" else (one, None)
                change = Change(kind, pair.subject, name, before, after, moved, pair.spot.place)
                pair.plan.changes.append(change)
        if not (verdict.add or verdict.remove or settled(memory, verdict.base)):
            pair.plan.moves.append(moved)
        for one in verdict.drift:
            why = f"somebody took {one} away on GitHub"
            pair.hold("drift", name, Side(name, None, pair.text(one, one), None), why)


def merge_body(pair: Pair) -> None:
    """The managed text belongs to the document; an edit inside it on GitHub is left alone."""
    said = pair.marked.base
    if said is None or "body" not in said.base:
        return
    wanted = region.text(pair.spot.item, pair.spot.row.doc)
    tip = fields.managed(pair.spot.tip, pair.spot.row.doc) if pair.spot.tip else None
    text = pair.text(region.digest(wanted), tip)
    side = Side("body", pair.memory("body"), text, fields.shown_body(pair.issue))
    verdict = merge(side.memory, text, side.github, pair.context.run)
    if verdict is Verdict.PUSH or (verdict.held and pair.context.taken(pair.subject, "body") == "document"):
        scalars.push(pair, side)
        pair.plan.region = wanted
    elif verdict is Verdict.PULL or verdict.held:
        pair.hold("drift", "body", side, "somebody edited between the two roadmap-sync comments")
    else:
        pair.plan.region = wanted if pair.plan.changes or pair.plan.moves else None
        if verdict is Verdict.SETTLE:
            pair.plan.moves.append(move("body", text, text.now))


def adopt(pair: Pair) -> None:
    """An issue that a person linked gets the marker with the first field that is equal or taken."""
    if pair.marked.marker is not None or not (pair.plan.changes or pair.plan.moves or pair.plan.texts):
        return
    change = Change(
        "update", pair.subject, "marker", None, "added at the end of its text", None, pair.spot.place
    )
    pair.plan.changes.insert(0, change)
