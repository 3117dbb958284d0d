"""Title, status and milestone of a row and its issue: merged, pushed, pulled or held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from roadmap_sync.model import Change, Item, Move, Patch, Place, Slot, TextChange
from roadmap_sync.reconcile.boards import seat as boards
from roadmap_sync.reconcile.boards import status as boards_status
from roadmap_sync.reconcile.context import take
from roadmap_sync.reconcile.identity.trust import insider
from roadmap_sync.reconcile.issues import labelling
from roadmap_sync.reconcile.pair import Pair, Side, plain
from roadmap_sync.reconcile.values import fields, status_labels, views
from roadmap_sync.reconcile.values.merge import Memory, Verdict, merge, move


def sides(pair: Pair) -> Iterator[Side]:
    item, tip, names = pair.spot.item, pair.spot.tip, pair.context.names
    title = pair.text(fields.trimmed(item.title), fields.trimmed(tip.title) if tip else None)
    yield Side("title", pair.memory("title"), title, fields.trimmed(pair.issue.title))
    yield from _status_side(pair)
    target = pair.context.dragged.get(pair.spot.row.key, item).target
    milestone = pair.text(names.key(target), names.key(tip.target) if tip else None)
    side = Side("milestone", pair.memory("milestone"), milestone, fields.milestone_of(pair.issue, names))
    if milestone.now is not None or _cleared(item, side):
        yield side


def _cleared(item: Item, side: Side) -> bool:
    """Whether somebody emptied a target cell whose milestone we set."""
    emptied = item.target is None and bool(item.slots_for("target"))
    return emptied and side.memory is not None and side.github in (side.memory.base, None)


def _status_side(pair: Pair) -> Iterator[Side]:
    item, tip = pair.spot.item, pair.spot.tip
    view = boards_status.view(pair)
    memory = pair.memory("status")
    said = None if memory is None else boards.landed(memory.base, view.value if view.fine else None)
    base = None if memory is None else views.of_base(str(said), item.status, view)
    seen = views.of_status(tip.status, view) if tip else None
    text = pair.text(views.of_status(item.status, view), seen)
    known = None if base is None else replace(memory or Memory(base), base=base)
    side = Side("status", known, text, view.value)
    if view.labels and item.status is not None:
        pair.hold(
            "conflict", "status", side, f"has several status labels: {', '.join(view.labels)}", "keep one"
        )
    elif item.status is not None or (not view.labels and base != side.github and side.github in views.CLOSED):
        yield side


LISTED = {
    "document": (Verdict.PULL, Verdict.BOTH),
    "github": (Verdict.PUSH, Verdict.BOTH),
}
POLICY = {
    "document": "the document decides here (policy): GitHub's edit is only listed",
    "github": "GitHub decides here (policy): the document's edit is only listed",
}
"""What a policy leaves alone, and what it says of that."""


def decide(pair: Pair, side: Side) -> None:
    """Merge one field and note what follows."""
    verdict = _first_link(side) or merge(side.memory, side.text, side.github, pair.context.run)
    policy = pair.settings.policy.of(side.name)
    listed = verdict in LISTED.get(policy, ())
    if listed or verdict.held:
        taken = pair.context.taken(pair.subject, side.name)
        if taken is None and listed:
            pair.hold("drift", side.name, side, POLICY[policy])
            return
        if taken is None:
            held(pair, side, verdict)
            return
        verdict = Verdict.PUSH if taken == "document" else Verdict.PULL
    match verdict:
        case Verdict.SETTLE:
            pair.plan.moves.append(move(side.name, side.text, side.text.now))
        case Verdict.PUSH:
            push(pair, side)
        case Verdict.PULL:
            _pull(pair, side)


def _first_link(side: Side) -> Verdict | None:
    """What is known without a base: a closed issue says that the work is done; where GitHub has no milestone,
    setting one takes nothing from anybody."""
    if side.memory is not None:
        return None
    if side.name == "milestone" and side.github is None and side.text.now is not None:
        return Verdict.PUSH
    closed = side.name == "status" and side.text.now == views.OPEN and side.github in views.CLOSED
    return Verdict.PULL if closed else None


WHY = {
    Verdict.BOTH: "both changed",
    Verdict.UNKNOWN: "differ, and nothing is known of before",
    Verdict.SET_BACK: "the document shows what it showed before the last sync: discarded, or set back?",
}


def held(pair: Pair, side: Side, verdict: Verdict) -> None:
    """Leave a field to a person, who says which side is right."""
    pair.hold("conflict", side.name, side, WHY[verdict], pair.choose())


def push(pair: Pair, side: Side) -> None:
    """Let GitHub show what the document says."""
    before, after = side.github, side.text.now
    if side.name == "status" and pair.spot.item.status is None:
        return
    if side.name == "status" and after not in (views.OPEN, *views.CLOSED):
        if not boards_status.push(pair, side) and not labelling.push(pair, side):
            pair.hold("drift", side.name, side, status_labels.refusal(pair.settings))
        return
    moved = move(side.name, side.text, after)
    if side.name == "milestone":
        before, after = pair.issue.milestone, pair.context.names.title(str(after) if after else None)
    kind = {"status": "reopen" if after == views.OPEN else "close"}.get(side.name, "update")
    change = Change(kind, pair.subject, side.name, plain(before), plain(after), moved, pair.spot.place)
    pair.plan.changes.append(change)


def _pull(pair: Pair, side: Side) -> None:
    refusal = _not_pulled(pair, side)
    writes = [] if refusal else list(_writes(pair, side))
    if refusal or not writes:
        _drift(pair, side, refusal or _shut(pair, side) or _no_place(side))
        return
    landed = _landed(pair, move(side.name, side.text, side.github))
    note = f"{pair.context.called(pair.issue.number)} was {_what_happened(pair, side)}"
    for slot, value in writes:
        words = slot.words.get(value, value)
        place = Place(pair.spot.row.doc, slot.line)
        subject = pair.spot.text_subject(pair.issue.number)
        change = Change("write", subject, slot.field, slot.now, words, None, place, note)
        pair.plan.texts.append(TextChange(change, slot, value, landed))


def _drift(pair: Pair, side: Side, why: str) -> None:
    """What GitHub says cannot come into the document: it is listed, or undone for whoever says so."""
    if pair.context.taken(pair.subject, side.name) == "document":
        push(pair, side)
    else:
        todo = pair.put_back(side.name) if side.github is None else ""
        pair.hold("drift", side.name, side, why, todo)


def _shut(pair: Pair, side: Side) -> str:
    """Why the place where a section states the status stays as it is; empty where it need not."""
    item, path = pair.spot.item, pair.spot.row.doc
    spans = [slot.span for slot in item.slots if slot.shared] if side.name == "status" else []
    return next((pair.context.shut[path, span] for span in spans if (path, span) in pair.context.shut), "")


def _no_place(side: Side) -> str:
    return "it was taken away on GitHub" if side.github is None else "the document has no place for it"


def _what_happened(pair: Pair, side: Side) -> str:
    if side.name != "status":
        return "renamed" if side.name == "title" else "moved to another milestone"
    at = boards.seat(pair.context, pair.issue.number)
    if at is not None and pair.issue.open and at.said is not None and at.said == side.github:
        return f"moved to {at.value(at.project.status)} on the board"
    if side.github not in (views.OPEN, *views.CLOSED):
        return "given another status label"
    return {"done": "closed", "dropped": "closed as not planned"}.get(str(side.github), "reopened")


def _not_pulled(pair: Pair, side: Side) -> str:
    if insider(pair.issue, pair.context.world, pair.context.config):
        return ""
    if pair.context.taken(pair.subject, side.name) == "github":
        return ""
    if side.name == "title":
        return (
            f"its author {pair.issue.author.login} has no rights here; {take('github', pair.spot.item.key)}"
        )
    own = side.name == "status" and pair.issue.closer in (None, pair.issue.author.login)
    return "closed by its author, who has no rights here" if own and side.github != views.OPEN else ""


def _writes(pair: Pair, side: Side) -> Iterator[tuple[Slot, str]]:
    item, document = pair.spot.item, pair.spot.reading.document
    if side.name == "status":
        yield from () if _shut(pair, side) else _status_writes(item, str(side.github))
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
    bookkeeping = pair.spot.bookkeeping(pair.context.world.home.id, pair.issue.number)
    return Patch(pair.subject, pair.issue, (), (moved,), bookkeeping)
