"""A row and its issue: every field merged, what follows from it as changes, moves and holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from roadmap_sync.model import (
    Change,
    Hold,
    Issue,
    Item,
    Json,
    Move,
    Patch,
    Place,
    Slot,
    Subject,
    TextChange,
    Value,
)
from roadmap_sync.reconcile import fields, region, views
from roadmap_sync.reconcile.context import Context, Spot
from roadmap_sync.reconcile.merge import Memory, Text, Verdict, alive, merge, merge_set, move, settled
from roadmap_sync.reconcile.trust import Marked, Weight, insider


@dataclass(slots=True)
class RowPlan:
    """What one row comes to. ``region``: the managed text to write, ``None`` to leave it."""

    changes: list[Change] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    texts: list[TextChange] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One scalar field of a row and its issue, in the same terms on both sides."""

    name: str
    memory: Memory | None
    text: Text
    github: Value


@dataclass(frozen=True, slots=True)
class Pair:
    """A row with its issue, and the plan that grows for them."""

    context: Context
    spot: Spot
    marked: Marked
    plan: RowPlan

    @property
    def issue(self) -> Issue:
        return self.marked.issue

    @property
    def subject(self) -> Subject:
        return self.spot.subject(self.issue.number)

    def memory(self, name: str) -> Memory | None:
        """What the marker remembers of a field; ``None`` where it says nothing that counts."""
        said = self.marked.base
        if said is None or name not in said.base:
            return None
        return Memory(said.base[name], alive(said.was.get(name), self.spot.reading.commit))

    def text(self, now: Value, tip: Value) -> Text:
        """The row's value here and at the tip."""
        return Text(now, tip, self.spot.reading.commit)

    def hold(self, kind: str, name: str, side: Side, why: str, todo: str = "") -> None:
        """Leave a field alone and say so."""
        held = Hold(
            kind, self.subject, name, _plain(side.text.now), _plain(side.github), why, todo, self.spot.place
        )
        self.plan.holds.append(held)


def plan_pair(context: Context, spot: Spot, marked: Marked) -> RowPlan:
    """All that is to be done for a row and its issue."""
    pair = Pair(context, spot, marked, RowPlan())
    if marked.weight in (Weight.FAULT, Weight.COPY):
        todo = f"mend or delete the roadmap-sync comment in {marked.issue.url}"
        pair.hold("conflict", "marker", Side("marker", None, pair.text(None, None), None), marked.fault, todo)
        return pair.plan
    for side in _sides(pair):
        _decide(pair, side)
    _merge_sets(pair)
    _merge_body(pair)
    _adopt(pair)
    return pair.plan


# ── scalars ──────────────────────────────────────────────────────────────────────────────────


def _sides(pair: Pair) -> Iterator[Side]:
    item, tip, names = pair.spot.item, pair.spot.tip, pair.context.names
    title = pair.text(fields.trimmed(item.title), fields.trimmed(tip.title) if tip else None)
    yield Side("title", pair.memory("title"), title, fields.trimmed(pair.issue.title))
    yield from _status_side(pair)
    milestone = pair.text(names.key(item.target), names.key(tip.target) if tip else None)
    side = Side("milestone", pair.memory("milestone"), milestone, fields.milestone_of(pair.issue, names))
    if milestone.now is not None or _cleared(item, side):
        yield side


def _cleared(item: Item, side: Side) -> bool:
    """Whether somebody emptied a target cell whose milestone we set."""
    emptied = item.target is None and bool(item.slots_for("target"))
    return emptied and side.memory is not None and side.memory.base == side.github


def _status_side(pair: Pair) -> Iterator[Side]:
    config, item, tip = pair.context.config, pair.spot.item, pair.spot.tip
    view = views.of_issue(pair.issue, config.status_label, config.status_words)
    memory = pair.memory("status")
    base = None if memory is None else views.of_base(str(memory.base), item.status, view)
    seen = views.of_status(tip.status, view) if tip else None
    text = pair.text(views.of_status(item.status, view), seen)
    side = Side(
        "status", None if base is None else Memory(base, memory.was if memory else None), text, view.value
    )
    if view.labels:
        pair.hold(
            "conflict", "status", side, f"has several status labels: {', '.join(view.labels)}", "keep one"
        )
    elif item.status is not None or (base != side.github and side.github in views.CLOSED):
        yield side


def _decide(pair: Pair, side: Side) -> None:
    verdict = _first_link(side) or merge(side.memory, side.text, side.github, pair.context.run)
    if verdict.held:
        side_taken = pair.context.taken(pair.subject, side.name)
        if side_taken is None:
            _held(pair, side, verdict)
            return
        verdict = Verdict.PUSH if side_taken == "document" else Verdict.PULL
    match verdict:
        case Verdict.SETTLE:
            pair.plan.moves.append(move(side.name, side.text, side.text.now))
        case Verdict.PUSH:
            _push(pair, side)
        case Verdict.PULL:
            _pull(pair, side)


def _first_link(side: Side) -> Verdict | None:
    """A closed issue that is linked for the first time says that the work is done."""
    first = side.name == "status" and side.memory is None and side.text.now == views.OPEN
    return Verdict.PULL if first and side.github in views.CLOSED else None


WHY = {
    Verdict.BOTH: "both changed",
    Verdict.UNKNOWN: "differ, and nothing is known of before",
    Verdict.SET_BACK: "the document shows what it showed before the last sync: discarded, or set back?",
}


def _held(pair: Pair, side: Side, verdict: Verdict) -> None:
    key = pair.spot.item.key
    todo = f"roadmap-sync --take github={key}   |   --take document={key}"
    pair.hold("conflict", side.name, side, WHY[verdict], todo)


def _push(pair: Pair, side: Side) -> None:
    before, after = side.github, side.text.now
    if side.name == "status" and pair.spot.item.status is None:
        return
    if side.name == "status" and after not in (views.OPEN, *views.CLOSED):
        pair.hold("drift", side.name, side, "status labels are written only with status-labels: true")
        return
    moved = move(side.name, side.text, after)
    if side.name == "milestone":
        before, after = pair.issue.milestone, pair.context.names.title(str(after) if after else None)
    kind = {"status": "reopen" if after == views.OPEN else "close"}.get(side.name, "update")
    change = Change(kind, pair.subject, side.name, _plain(before), _plain(after), moved, pair.spot.place)
    pair.plan.changes.append(change)


def _pull(pair: Pair, side: Side) -> None:
    refusal = _not_pulled(pair, side)
    writes = [] if refusal else list(_writes(pair, side))
    if refusal or not writes:
        pair.hold("drift", side.name, side, refusal or "the document has no place for it")
        return
    landed = _landed(pair, move(side.name, side.text, side.github))
    note = f"#{pair.issue.number} was {_what_happened(side)}"
    for slot, value in writes:
        words = slot.words.get(value, value)
        place = Place(pair.spot.row.doc, slot.line)
        subject = pair.spot.text_subject(pair.issue.number)
        change = Change("write", subject, slot.field, slot.now, words, None, place, note)
        pair.plan.texts.append(TextChange(change, slot, value, landed))


def _what_happened(side: Side) -> str:
    if side.name != "status":
        return "renamed" if side.name == "title" else "moved to another milestone"
    return {"done": "closed", "dropped": "closed as not planned"}.get(str(side.github), "reopened")


def _not_pulled(pair: Pair, side: Side) -> str:
    if insider(pair.issue, pair.context.world, pair.context.config):
        return ""
    if pair.context.taken(pair.subject, side.name) == "github":
        return ""
    if side.name == "title":
        return f"its author {pair.issue.author.login} has no rights here; --take github={pair.spot.item.key}"
    own = side.name == "status" and pair.issue.closer in (None, pair.issue.author.login)
    return "closed by its author, who has no rights here" if own and side.github != views.OPEN else ""


def _writes(pair: Pair, side: Side) -> Iterator[tuple[Slot, str]]:
    item, document = pair.spot.item, pair.spot.reading.document
    if side.name == "status":
        yield from _status_writes(item, str(side.github))
        return
    for slot in item.slots_for("target" if side.name == "milestone" else side.name):
        if isinstance(side.github, str) and pair.context.fits(document, slot, side.github):
            yield slot, side.github


def _status_writes(item: Item, view: str) -> Iterator[tuple[Slot, str]]:
    """The cell and its mirrors; nothing where the cell itself has no word for it."""
    slots = item.slots_for("status")
    wanted = views.REOPENED if view == views.OPEN else (view,)
    own = next((slot for slot in slots if slot.field == "status"), None)
    value = next((str(value) for value in wanted if own is not None and str(value) in own.words), None)
    if value is not None:
        yield from ((slot, value) for slot in slots if value in slot.words)


def _landed(pair: Pair, moved: Move) -> Patch:
    bookkeeping = pair.spot.bookkeeping(pair.context.world.repository.id, pair.issue.number)
    return Patch(pair.subject, pair.issue, (), (moved,), bookkeeping)


# ── sets, body, adoption ─────────────────────────────────────────────────────────────────────


def _merge_sets(pair: Pair) -> None:
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


def _merge_body(pair: Pair) -> None:
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
        _push(pair, side)
        pair.plan.region = wanted
    elif verdict is Verdict.PULL or verdict.held:
        pair.hold("drift", "body", side, "somebody edited between the two roadmap-sync comments")
    else:
        pair.plan.region = wanted if pair.plan.changes or pair.plan.moves else None
        if verdict is Verdict.SETTLE:
            pair.plan.moves.append(move("body", text, text.now))


def _adopt(pair: Pair) -> None:
    """An issue that a person linked gets the marker with the first field that is equal or taken."""
    if pair.marked.marker is not None or not (pair.plan.changes or pair.plan.moves or pair.plan.texts):
        return
    change = Change(
        "update", pair.subject, "marker", None, "added at the end of its text", None, pair.spot.place
    )
    pair.plan.changes.insert(0, change)


def patch(pair_plan: RowPlan, context: Context, spot: Spot, marked: Marked, *, stale: bool) -> Patch | None:
    """The one patch for an issue, or ``None`` where there is nothing to tell it. ``stale``: its
    marker's id is another row's by now, so it is renewed although nothing else is."""
    if not (pair_plan.changes or pair_plan.moves or stale):
        return None
    bookkeeping = spot.bookkeeping(context.world.repository.id, marked.issue.number)
    subject = spot.subject(marked.issue.number)
    changes, moves = tuple(pair_plan.changes), tuple(pair_plan.moves)
    return Patch(subject, marked.issue, changes, moves, bookkeeping, pair_plan.region)


def _plain(value: Value) -> Json:
    return list(value) if isinstance(value, tuple) else value
