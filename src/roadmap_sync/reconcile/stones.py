"""Milestones that we made: day, state and description merged with what documents say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from roadmap_sync import marker
from roadmap_sync.model import (
    Change,
    Hold,
    Milestone,
    MilestoneMarker,
    MilestonePatch,
    Move,
    Place,
    Slot,
    Subject,
    TextChange,
    Value,
)
from roadmap_sync.reconcile import milestones
from roadmap_sync.reconcile.context import Context, take
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.issues.scalars import LISTED, POLICY, WHY
from roadmap_sync.reconcile.milestones import CLOSED, OPEN, Wanted
from roadmap_sync.reconcile.pair import Side, plain
from roadmap_sync.reconcile.values import views
from roadmap_sync.reconcile.values.merge import Memory, Text, Verdict, alive, merge, move


@dataclass(slots=True)
class Stones:
    """What the milestones of some documents come to."""

    patches: list[MilestonePatch] = field(default_factory=list)
    texts: list[TextChange] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """What grows for one milestone; ``writes``: slots, what they show, and the value to show."""

    changes: list[Change] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    pulled: list[Move] = field(default_factory=list)
    writes: list[tuple[Slot, str]] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Stone:
    """A milestone of ours, what its marker says, and what documents ask of it here and at the tip."""

    context: Context
    reading: Reading
    milestone: Milestone
    said: MilestoneMarker
    wanted: Wanted
    tip: Wanted | None

    @property
    def subject(self) -> Subject:
        return Subject("milestone", self.wanted.key, self.wanted.document)

    @property
    def place(self) -> Place | None:
        return None if self.wanted.release is None else self.wanted.release.place

    def slots(self, *names: str) -> list[Slot]:
        """The places that may be written for it: none where another repository speaks for them."""
        release = self.wanted.release if not self.context.world.away else None
        return [slot for slot in release.slots if slot.field in names] if release is not None else []

    def memory(self, name: str) -> Memory | None:
        if name not in self.said.base:
            return None
        return Memory(self.said.base[name], alive(self.said.was.get(name), self.reading.commit))


def plan_milestones(readings: list[Reading], context: Context) -> Stones:
    """All that is to be done for milestones that our marker says we made; others are never changed."""
    made = Stones()
    for stone in known(readings, context):
        draft = _Draft()
        for side in sides(stone):
            decide(stone, side, draft)
        made.holds += draft.holds
        patch = _patch(stone, draft)
        if patch is not None:
            made.patches.append(patch)
        made.texts += _texts(stone, draft, patch)
    return made


def known(readings: list[Reading], context: Context) -> Iterator[Stone]:
    """The milestones of ours that documents ask for, where the one that speaks for it may be written."""
    by_path = {one.document.path: one for one in readings}
    before = milestones.wanted((one.committed for one in readings), context.names)
    for key, one in milestones.wanted((one.document for one in readings), context.names).items():
        found, reading = milestones.find(key, context.world), by_path[one.document]
        said = None if found is None else milestones.ours(found, context.world)
        if found is not None and said is not None and said.key == key and reading.writable:
            yield Stone(context, reading, found, said, one, before.get(key))


def sides(stone: Stone) -> Iterator[Side]:
    """The fields that the documents declare, as they and GitHub show them."""
    one, shown = stone.wanted, _shown(stone.milestone)
    for name, value in one.values.items():
        memory = stone.memory(name)
        tip = stone.tip.values[name] if stone.tip is not None else None
        side = Side(name, memory, Text(value, tip, stone.reading.commit), shown[name])
        if _declared(side, one):
            yield side


def _declared(side: Side, one: Wanted) -> bool:
    """Whether the documents say anything of a field. The target of an item has a day by its name: it
    moves nothing, since another document may declare a release of that name; but a fiscal year may turn
    out to begin in another month."""
    memory, release = side.memory, one.release
    if release is None:
        known = side.name == "due" and one.agreed and memory is not None
        return known and (one.fiscal or (memory is not None and memory.base == side.text.now))
    if side.name == "due":
        return side.text.now is not None or _emptied(side)
    return release.status is not None if side.name == "state" else memory is not None


def _shown(milestone: Milestone) -> dict[str, Value]:
    found = marker.read_milestone(milestone.description)
    text = "" if found is None else marker.milestone_text(milestone.description, found)
    return {
        "due": None if milestone.due is None else milestone.due.isoformat(),
        "state": OPEN if milestone.open else CLOSED,
        "body": milestones.digest(text),
    }


def _emptied(side: Side) -> bool:
    """Whether somebody took the day away that we set."""
    memory = side.memory
    return memory is not None and memory.base is not None and side.github in (memory.base, None)


# ── decisions ────────────────────────────────────────────────────────────────────────────────


def decide(stone: Stone, side: Side, draft: _Draft) -> None:
    """Merge one field and note what follows."""
    verdict = merge(side.memory, side.text, side.github, stone.context.run)
    taken = stone.context.taken(stone.subject, side.name)
    policy = stone.context.settings(stone.wanted.document).policy.milestone
    listed = verdict in LISTED.get(policy, ())
    if (listed or verdict.held) and taken is not None:
        verdict = Verdict.PUSH if taken == "document" else Verdict.PULL
    elif listed:
        _hold(stone, side, draft, POLICY[policy])
        return
    elif verdict.held:
        key = stone.wanted.key
        todo = f"roadmap-sync {take('github', key)}   |   {take('document', key)}"
        _hold(stone, side, draft, WHY[verdict], todo)
        return
    match verdict:
        case Verdict.SETTLE:
            draft.moves.append(move(side.name, side.text, side.text.now))
        case Verdict.PUSH:
            _push(stone, side, draft)
        case Verdict.PULL:
            _pull(stone, side, draft, taken)


def _hold(stone: Stone, side: Side, draft: _Draft, why: str, todo: str = "") -> None:
    kind = "conflict" if todo else "drift"
    now, there = plain(side.text.now), plain(side.github)
    draft.holds.append(Hold(kind, stone.subject, side.name, now, there, why, todo, stone.place))


def _push(stone: Stone, side: Side, draft: _Draft) -> None:
    kind = {CLOSED: "close", OPEN: "reopen"}.get(str(side.text.now), "update")
    before, after = plain(side.github), plain(side.text.now)
    moved = move(side.name, side.text, side.text.now)
    draft.changes.append(Change(kind, stone.subject, side.name, before, after, moved, stone.place))
    if side.name == "body":
        draft.region = stone.wanted.description


def _pull(stone: Stone, side: Side, draft: _Draft, taken: str | None) -> None:
    writes = list(_writes(stone, side))
    if writes:
        draft.writes += writes
        draft.pulled.append(move(side.name, side.text, side.github))
    elif taken == "document":
        _push(stone, side, draft)
    else:
        _hold(stone, side, draft, _no_place(stone, side))


def _no_place(stone: Stone, side: Side) -> str:
    path, shut = stone.wanted.document, stone.context.shut
    if side.name == "state":
        waits = (shut[path, slot.span] for slot in stone.slots("status") if (path, slot.span) in shut)
        return next(waits, "the document has no place for it")
    if side.name == "body":
        return "somebody edited between the two roadmap-sync comments"
    return "it was taken away on GitHub" if side.github is None else "the document has no place for it"


def _writes(stone: Stone, side: Side) -> Iterator[tuple[Slot, str]]:
    """Where the document takes what GitHub says; nothing where it has no slot, or no word for it."""
    if side.name == "due" and isinstance(side.github, str):
        for slot in stone.slots("target"):
            if stone.context.fits(stone.reading.document, slot, side.github):
                yield slot, side.github
    elif side.name == "state":
        slots = stone.slots("status", "mirror")
        choices = (views.CLOSED[0],) if side.github == CLOSED else views.REOPENED
        own = next((slot for slot in slots if slot.field == "status"), None)
        value = next((str(one) for one in choices if own is not None and str(one) in own.words), None)
        if value is not None and not any(_shut(stone, slot, value) for slot in slots):
            yield from ((slot, value) for slot in slots if value in slot.words)


def _shut(stone: Stone, slot: Slot, value: str) -> bool:
    """Whether a place speaks for others too, or cannot be written."""
    path = stone.wanted.document
    if not slot.shared:
        return False
    return (path, slot.span) in stone.context.shut or not stone.context.fits(
        stone.reading.document, slot, value
    )


# ── what is sent, and what is written ────────────────────────────────────────────────────────


def _patch(stone: Stone, draft: _Draft) -> MilestonePatch | None:
    moves = [*draft.moves, *(change.move for change in draft.changes if change.move is not None)]
    if not moves:
        return None
    asked = {change.field for change in draft.changes}
    return MilestonePatch(
        changes=tuple(draft.changes),
        milestone=stone.milestone,
        description=_told(stone, stone.milestone.description, moves, draft.region),
        due=stone.wanted.due if "due" in asked else None,
        open=stone.wanted.values["state"] == OPEN if "state" in asked else None,
        undated="due" in asked and stone.wanted.due is None,
        document=stone.wanted.document,
    )


def _told(stone: Stone, description: str, moves: Iterable[Move], region: str | None) -> str | None:
    """The description whose marker knows of ``moves``."""
    found = marker.read_milestone(description)
    said = stone.said if found is None else found.marker
    base, was = dict(said.base), dict(said.was)
    for one in moves:
        base[one.field] = one.value
        was.pop(one.field, None)
        if one.was is not None:
            was[one.field] = one.was
    return marker.splice_milestone(description, replace(said, base=base, was=was), region)


def _texts(stone: Stone, draft: _Draft, patch: MilestonePatch | None) -> Iterator[TextChange]:
    """The slots to write; once they are saved the milestone, as ``patch`` leaves it, is told."""
    if not draft.writes:
        return
    left = stone.milestone
    if patch is not None and patch.description is not None:
        left = replace(left, description=patch.description)
    told = _told(stone, left.description, draft.pulled, None)
    landed = MilestonePatch((), left, description=told, document=stone.wanted.document)
    subject = Subject("text", stone.wanted.key, stone.wanted.document)
    for slot, value in draft.writes:
        note = f"milestone {stone.milestone.title} was {_what_happened(slot, stone.milestone)}"
        place = Place(stone.wanted.document, slot.line)
        words = slot.words.get(value, value)
        change = Change("write", subject, slot.field, slot.now, words, None, place, note)
        yield TextChange(change, slot, value, landed_milestone=landed)


def _what_happened(slot: Slot, milestone: Milestone) -> str:
    if slot.field == "target":
        return f"moved to {milestone.due}" if milestone.due else "moved"
    return "reopened" if milestone.open else "closed"
