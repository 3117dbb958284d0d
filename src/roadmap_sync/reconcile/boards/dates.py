"""Days that somebody dragged on the board: taken over into the target, where it has words for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from roadmap_sync.model import Change, Item, Patch, Place, Slot, TextChange, Write
from roadmap_sync.reconcile.boards.seat import Seat
from roadmap_sync.reconcile.pair import Pair, Side
from roadmap_sync.reconcile.values.merge import Verdict, merge, move

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
QUIET = (Verdict.PULL, Verdict.SAME, Verdict.SETTLE)


def pull(pair: Pair, at: Seat, sides: Mapping[str, Side]) -> Collection[str]:
    """The fields (of ``sides``) whose days the document takes over, with the text that does it in the plan;
    none where the settings, a person, another change of the target, or its words do not allow it."""
    names = [name for name in (at.project.start, at.project.target) if name in sides]
    verdicts = [_verdict(pair, name, sides[name]) for name in names]
    dragged = Verdict.PULL in verdicts and all(one in QUIET for one in verdicts)
    if at.project.dates != "github" or not dragged or _decided(pair, names):
        return ()
    slots = pair.spot.item.slots_for("target")
    words = _words(pair, at, slots) if slots and not _named(pair) else None
    if words is None:
        return ()
    moves = tuple(move(sides[name].name, sides[name].text, sides[name].github) for name in names)
    marker = pair.spot.bookkeeping(pair.context.world.home.id, pair.issue.number)
    landed = Patch(pair.subject, pair.issue, (), moves, marker)
    issue = pair.context.called(pair.issue.number)
    note = f"the card of {issue} was dragged to {' – '.join(_days(at))}"
    for slot in slots:
        place, subject = Place(pair.spot.row.doc, slot.line), pair.spot.text_subject(pair.issue.number)
        change = Change("write", subject, slot.field, slot.now, words, None, place, note)
        pair.plan.texts.append(TextChange(change, slot, words, landed))
    return names


def _verdict(pair: Pair, name: str, side: Side) -> Verdict:
    verdict = merge(side.memory, side.text, side.github, pair.context.run)
    given = verdict.held and pair.context.taken(pair.subject, name) == "github"
    return Verdict.PULL if given else verdict


def asks(at: Seat, name: str, verdict: Verdict) -> bool:
    """Whether both sides have a say about the days of this field, and a person decides between them."""
    both = at.project.dates == "github" and name in (at.project.start, at.project.target)
    return both and verdict.held


def _decided(pair: Pair, names: Collection[str]) -> bool:
    """Whether a person wants the document's days, or the target is written already."""
    taken = any(pair.context.taken(pair.subject, name) == "document" for name in names)
    return taken or any(text.slot.field == "target" for text in pair.plan.texts)


def _named(pair: Pair) -> bool:
    """Whether the target names a release, whose days stand elsewhere."""
    target = pair.spot.item.target
    return target is None or (target.name or "").casefold() in pair.context.names.releases


def _days(at: Seat) -> list[str]:
    found = (at.value(name) for name in (at.project.start, at.project.target) if name)
    return [day for day in found if day]


def _words(pair: Pair, at: Seat, slots: tuple[Slot, ...]) -> str | None:
    """What to write so that the target reads back as the days of the card."""
    first, last = at.value(at.project.start), at.value(at.project.target)
    if not last or (at.project.start and not first):
        return None
    end = date.fromisoformat(last)
    starts = [date.fromisoformat(first)] if first else _starts(end)
    for start in starts:
        for words in phrases(start, end):
            if _reads(pair, slots, words, start, end):
                return words
    return None


def _reads(pair: Pair, slots: tuple[Slot, ...], words: str, start: date, end: date) -> bool:
    before = pair.spot.reading.document
    after = pair.context.written(before, [Write(slot, words) for slot in slots])
    found: Item = after.items[pair.spot.row.order]
    return found.target is not None and (found.target.start, found.target.end) == (start, end)


def _starts(end: date) -> list[date]:
    """Where the board has no first day: the beginnings of the quarter, the month, the half, the year that
    end then, and the day itself."""
    month = end.month
    firsts = (month - 2, month, month - 5, month - 11)
    return [*(date(end.year, first, 1) for first in firsts if first > 0), end]


def phrases(start: date, end: date) -> Iterator[str]:
    """Ways to say the days from ``start`` to ``end``, the plainest first; none where none is in use."""
    if start == end:
        yield start.isoformat()
    if start > end or start.day != 1 or (end + timedelta(1)).day != 1:
        return
    yield from _periods(start, end)
    if (start.year, start.month) == (end.year, end.month):
        yield f"{MONTHS[start.month - 1]} {start.year}"
    elif start.year == end.year:
        yield f"{MONTHS[start.month - 1]} – {MONTHS[end.month - 1]} {end.year}"


def _periods(start: date, end: date) -> Iterator[str]:
    """Years, halves and quarters."""
    same, months = start.year == end.year, (start.month, end.month)
    if same and months == (1, 12):
        yield f"{end.year}"
    elif same and months in ((1, 6), (7, 12)):
        yield f"H{end.month // 6} {end.year}"
    if start.month % 3 == 1 and end.month % 3 == 0:
        first, last = (start.month + 2) // 3, end.month // 3
        if same:
            yield f"Q{first} {end.year}" if first == last else f"Q{first}–Q{last} {end.year}"
        else:
            yield f"Q{first} {start.year} – Q{last} {end.year}"
