"""What a row and its issue hold beyond single values: labels, people, the managed text, the marker."""

from __future__ import annotations

from roadmap_sync.model import Change, Value
from roadmap_sync.reconcile.issues import scalars
from roadmap_sync.reconcile.pair import Pair, Side
from roadmap_sync.reconcile.values import fields, region
from roadmap_sync.reconcile.values.merge import Run, Verdict, merge, merge_set, move, settled

LINKED = "linked in the document"


def merge_sets(pair: Pair) -> None:
    """Labels and assignees, element by element; what people took away is listed and left."""
    context, tip = pair.context, pair.spot.tip
    there = {"labels": pair.issue.labels, "assignees": pair.issue.assignees}
    for name in fields.SETS:
        now = fields.elements(name, pair.spot.item, context.world, pair.settings)
        seen = fields.elements(name, tip, context.world, pair.settings) if tip else None
        side = Side(name, pair.memory(name), pair.text(now, seen), there[name])
        if not old_text(pair, side):
            _merge_set(pair, side)


def old_text(pair: Pair, side: Side) -> bool:
    """Whether the document shows what it showed before the last sync. That is no edit: a job leaves it,
    a person is asked."""
    memory, now = side.memory, elements(side.text.now)
    was_shown = memory is not None and memory.was is not None and now == memory.was.value
    shown = was_shown and not settled(memory, now)
    if shown and pair.context.run is Run.LOCAL:
        if pair.context.taken(pair.subject, side.name) == "document":
            return False
        scalars.held(pair, side, Verdict.SET_BACK)
    return shown


def _merge_set(pair: Pair, side: Side) -> None:
    memory, name, place = side.memory, side.name, pair.spot.place
    base = None if memory is None else elements(memory.base)
    verdict = merge_set(base, elements(side.text.now), elements(side.github))
    if pair.settings.policy.of(name) == "github" and (verdict.add or verdict.remove):
        pair.hold("drift", name, side, scalars.POLICY["github"])
        return
    moved = move(name, side.text, verdict.base)
    added = (Change("add", pair.subject, name, None, one, moved, place) for one in verdict.add)
    removed = (Change("remove", pair.subject, name, one, None, moved, place) for one in verdict.remove)
    pair.plan.changes += [*added, *removed]
    if side.text.committed and not (verdict.add or verdict.remove or settled(memory, verdict.base)):
        pair.plan.moves.append(moved)
    for one in verdict.drift:
        why = f"somebody took {one} away on GitHub"
        pair.hold("drift", name, Side(name, None, pair.text(one, one), None), why)


def elements(value: Value) -> tuple[str, ...]:
    """The elements of a set, as base keeps it."""
    return value if isinstance(value, tuple) else ()


def merge_body(pair: Pair) -> None:
    """The managed text belongs to the document; an edit inside it on GitHub is left alone."""
    said = pair.marked.base
    if said is None or "body" not in said.base:
        return
    wanted = region.text(pair.spot.item, pair.context.origin(pair.spot.row.doc))
    tip = fields.managed(pair.spot.tip, pair.spot.row.doc) if pair.spot.tip else None
    text = pair.text(region.digest(wanted), tip)
    side = Side("body", pair.memory("body"), text, fields.shown_body(pair.issue))
    verdict = merge(side.memory, text, side.github, pair.context.run)
    differs = verdict is Verdict.PULL or verdict.held
    if verdict is Verdict.PUSH and pair.settings.policy.body == "github":
        pair.hold("drift", "body", side, scalars.POLICY["github"])
        return
    if verdict is Verdict.PUSH or (differs and pair.context.taken(pair.subject, "body") == "document"):
        scalars.push(pair, side)
        pair.plan.region = wanted
    elif differs:
        pair.hold("drift", "body", side, "somebody edited between the two roadmap-sync comments")
    else:
        pair.plan.region = wanted if pair.plan.changes or pair.plan.moves else None
        if verdict is Verdict.SETTLE:
            pair.plan.moves.append(move("body", text, text.now))


def adopt(pair: Pair) -> None:
    """An issue that nobody marked gets the marker with the first field that is equal or taken, and the
    managed text where that is configured."""
    if pair.marked.marker is not None or not (pair.plan.changes or pair.plan.moves or pair.plan.texts):
        return
    why, after = pair.spot.adopts or LINKED, pair.context.called(pair.issue.number)
    change = Change("adopt", pair.subject, "marker", None, after, None, pair.spot.place, why)
    pair.plan.changes.insert(0, change)
    if pair.settings.adopts("body"):
        item, tip, doc = pair.spot.item, pair.spot.tip, pair.spot.row.doc
        pair.plan.region = region.text(item, pair.context.origin(doc))
        text = pair.text(fields.managed(item, doc), fields.managed(tip, doc) if tip else None)
        pair.plan.moves.append(move("body", text, text.now))
