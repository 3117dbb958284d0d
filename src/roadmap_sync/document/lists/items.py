"""The carrier "lists": bullets, numbers and boxes, and the items and releases that they are."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from roadmap_sync.document.inline.linking import on_title
from roadmap_sync.document.inline.several import chosen, complaints
from roadmap_sync.document.lists.choice import ITEMS, Listing, votes_of
from roadmap_sync.document.lists.entries import Entry, body_of
from roadmap_sync.document.lists.entry_targets import guessed, own_target
from roadmap_sync.document.lists.nested import Nested, Outer, first_level, label_of, nested
from roadmap_sync.document.lists.places import EMPTY
from roadmap_sync.document.lists.slots import Spelled, status_slots
from roadmap_sync.document.outline.captions import REMARK, STEP, is_about
from roadmap_sync.document.outline.carriers import UNREADABLE, Ground, Yield
from roadmap_sync.document.outline.details import Draft
from roadmap_sync.document.outline.relations import blockers_in, fields_below, kind_in
from roadmap_sync.document.outline.sections import (
    Path,
    heading_priority,
    heading_status,
    heading_target,
    names,
)
from roadmap_sync.document.outline.taking import Take, place
from roadmap_sync.document.tables.choice import ignored
from roadmap_sync.document.text.boxes import UNKNOWN_BOX
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.words.doubts import ambiguous, unknown
from roadmap_sync.document.words.spellings import Votes
from roadmap_sync.document.words.stated import read_stated
from roadmap_sync.model import Finding, Item, Place, Release, Skipped, Slot, Span, Status

_STEP = re.compile(r"(?:^\W*|[^\W\d_]\s*)(\d+(?:\.\d+)*)(?![\w%])")


@dataclass(frozen=True, slots=True)
class _Reading:
    """An entry with all that is needed to read it."""

    ground: Ground
    spelled: Spelled
    entry: Entry
    outer: Outer | None = None

    @property
    def source(self) -> Source:
        return self.ground.source

    @property
    def line(self) -> int:
        return self.source.line(self.entry.line.start)

    @property
    def section(self) -> tuple[str, ...]:
        """The headings and labels above it; of one below another item those of that, then its title."""
        outer, path = self.outer, self.entry.path
        return names(_steps(path)) if outer is None else (*outer.section, *_labels(path[len(outer.path) :]))

    @property
    def level(self) -> int:
        """The level of its issue."""
        return first_level(self.ground, self.entry.path) if self.outer is None else self.outer.level + 1


def harvest(ground: Ground, met: Sequence[Listing], document: Votes) -> Yield:
    """The items of these lists; ``document``: how the whole document spells its statuses."""
    found = Yield()
    if not ground.config.reading.lists:
        found.skipped = [_off(ground, listing) for listing in met]
        return found
    boxes = frozenset(e.line.box.status for each in met for e in each.entries if e.line.box)
    for listing in met:
        if listing.kind != ITEMS:
            found.skipped.append(_left_out(ground, listing))
            continue
        spelled = Spelled(listing.votes, document, ground.lexicon, boxes)
        for entry in listing.entries:
            _read(_Reading(ground, spelled, entry), found)
    return found


def take_nested(ground: Ground, below: Nested, outer: Outer, document: Votes, found: Yield) -> None:
    """Add the items that stand below another one."""
    boxes = frozenset(each.line.box.status for each in below.entries if each.line.box)
    spelled = Spelled(votes_of(below.entries), document, ground.lexicon, boxes)
    found.findings += below.findings
    for entry in below.entries:
        _take(_Reading(ground, spelled, entry, outer), found)


def _left_out(ground: Ground, listing: Listing) -> Skipped:
    taken = "" if listing.reason == EMPTY else str(place(ground.config.reading, listing.path, "lists"))
    return Skipped(ground.source.line(listing.block.start), listing.reason, taken)


def _off(ground: Ground, listing: Listing) -> Skipped:
    if listing.kind != ITEMS:
        return _left_out(ground, listing)
    reason = "the configuration says that lists hold no items"
    return Skipped(ground.source.line(listing.block.start), reason, str(Take("lists")))


def _read(reading: _Reading, found: Yield) -> None:
    line = reading.entry.line
    if any(ignored(each.text) for each in line.strip.inlines if each.kind == "html"):
        found.skipped.append(Skipped(reading.line, "the entry says ignore"))
    elif not re.search(r"\w", line.title):
        where, reason = reading.source.place(line.start), "an entry without a title"
        found.skipped.append(Skipped(where.line, reason, column=where.column, code=UNREADABLE))
    elif line.strip.version and not reading.entry.lists and not _task_number(reading):
        found.releases.append(_release(reading, line.strip.version))
    else:
        _take(reading, found)


def _take(reading: _Reading, found: Yield) -> None:
    """Add an item and those below it."""
    entry, where = reading.entry, reading.source.place(reading.entry.line.start)
    inner = Outer(where, (*reading.section, entry.line.title), entry.path, reading.level)
    text = entry.line.strip.flat.text
    below = nested(reading.ground, [(label_of(text, entry.span.start), entry.below)], inner)
    item = _item(reading, below.lines(reading.source))
    above = reading.outer.place if reading.outer else None
    found.drafts.append(Draft(item, _steps(entry.path), reading.spelled.any, above))
    found.findings += _complaints(reading)
    if below.entries or below.findings:
        take_nested(reading.ground, below, inner, reading.spelled.document, found)


def _labels(path: Path) -> tuple[str, ...]:
    return tuple(each.clean for each in _steps(path))


def _item(reading: _Reading, without: Container[int]) -> Item:
    line, path = reading.entry.line, reading.entry.path
    status, shown, slots = _status(reading)
    title = [_title(reading, line.region)] if line.region else []
    told = fields_below(reading.source, reading.entry.below)
    return Item(
        key="",
        id=line.strip.id or _task_number(reading),
        title=line.title,
        status=status,
        status_text=shown,
        target=own_target(line) or heading_target(path),
        priority=line.strip.priority or heading_priority(path),
        labels=tuple(dict.fromkeys(line.strip.labels)),
        assignees=tuple(dict.fromkeys(line.strip.logins)),
        body=body_of(reading.source, reading.entry, without),
        link=chosen(line.anchors).link if line.anchors else None,
        section=reading.section,
        place=reading.source.place(line.start),
        slots=tuple(sorted([*slots, *title, *_link(reading)], key=lambda each: each.span)),
        extra=(("Effort", line.strip.effort),) if line.strip.effort else (),
        blockers=blockers_in(reading.source, told),
        kind=kind_in(told),
    )


def _task_number(reading: _Reading) -> str | None:
    """The bare number that leads an entry, where it counts on from a step above: "1.2" under "Phase 1"."""
    number = reading.entry.line.strip.version
    if not number or not re.fullmatch(r"[1-9]\d*(?:\.[1-9]\d*)+", number):
        return None
    steps = [_STEP.search(each.text) for each in reading.entry.path if not each.lead]
    return number if any(step and number.startswith(f"{step[1]}.") for step in steps) else None


def _title(reading: _Reading, region: Span) -> Slot:
    now = reading.source.text(region.start, region.end)
    return Slot("title", region, now, reading.source.line(region.start), form="entry")


def _release(reading: _Reading, version: str) -> Release:
    """A bullet that leads with a version declares it."""
    line = reading.entry.line
    status, shown, slots = _status(reading)
    return Release(
        key=version,
        title=line.title,
        milestone=version,
        status=status,
        status_text=shown,
        target=own_target(line) or heading_target(reading.entry.path),
        description=line.title,
        section=names(_steps(reading.entry.path)),
        place=Place(reading.source.path, reading.line),
        slots=tuple(slots),
    )


def _steps(path: Path) -> Path:
    """The path without sentences and without captions that say no more than "Features"."""
    return tuple(
        each
        for each in path
        if each.level < STEP or (each.level < REMARK and not is_about(each.clean, "plain"))
    )


def _status(reading: _Reading) -> tuple[Status | None, str | None, list[Slot]]:
    """The entry's own status, else the one that a heading or label above states; what is only struck where
    all is done was done."""
    line, lexicon = reading.entry.line, reading.spelled.lexicon
    status, shown, slots = heading_status(reading.entry.path, lexicon)
    if line.signed and (line.box or line.signs or status is not Status.DONE or not _among_done(reading)):
        return status_slots(line, reading.spelled)
    return status, shown, [] if line.struck else list(slots)


def _among_done(reading: _Reading) -> bool:
    """Whether the nearest heading says nothing but a status."""
    near = [each for each in reading.entry.path if not each.lead][-1:]
    stated = read_stated(near[0].text, reading.spelled.lexicon) if near else None
    return bool(stated and stated.whole and not near[0].said.status)


def _link(reading: _Reading) -> list[Slot]:
    """The slot of the link: the link itself, or the end of the line on which the title ends."""
    line = reading.entry.line
    if line.anchors:
        anchor = chosen(line.anchors)
        if anchor.span is None:
            return []
        now = reading.source.text(anchor.span.start, anchor.span.end)
        return [Slot("link", anchor.span, now, reading.line, form=anchor.form)]
    if reading.ground.config.link not in {"append", "title"}:
        return []
    on = line.region if reading.ground.config.link == "title" else None
    if on and (slot := on_title(reading.source, line.strip.inlines, on, reading.line)):
        return [slot]
    return [Slot("link", Span(line.end, line.end), "", reading.line, form="append")]


def _complaints(reading: _Reading) -> Iterator[Finding]:
    line, source = reading.entry.line, reading.source
    yield from complaints(source, line.anchors, line.start, "entry")
    if found := guessed(line):
        text, at = found
        where = source.place(line.strip.flat.span(at, at + len(text)).start)
        yield Finding(where.line, where.column, "ambiguous-target", ambiguous(text))
    if box := UNKNOWN_BOX.match(line.title):
        where = source.place(line.start)
        yield Finding(where.line, where.column, "unknown-status", unknown(box[0]))
