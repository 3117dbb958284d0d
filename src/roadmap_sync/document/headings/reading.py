"""An item of a heading, field by field: from the heading itself, its field block and the table of one row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from roadmap_sync.document.headings.bodies import body_of, link_below
from roadmap_sync.document.headings.choice import Chosen
from roadmap_sync.document.headings.lines import HeadingLine
from roadmap_sync.document.inline.several import chosen
from roadmap_sync.document.inline.sign_slots import sign_slot
from roadmap_sync.document.inline.titles import Anchor, empty_place, read_issue
from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.outline.field_blocks import Field
from roadmap_sync.document.outline.relations import blockers_in, kind_in
from roadmap_sync.document.outline.sections import heading_priority, heading_status, heading_target, names
from roadmap_sync.document.tables.cells import read_due, read_status
from roadmap_sync.document.tables.row import Row
from roadmap_sync.document.tables.rows import blockers
from roadmap_sync.document.text.flat import flatten
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.doubts import unknown
from roadmap_sync.document.words.signs import Lexicon, Sign
from roadmap_sync.document.words.spellings import Speller, Votes
from roadmap_sync.document.words.stated import BOXES, read_stated
from roadmap_sync.document.words.targets import is_blank, ranked_target, read_target
from roadmap_sync.model import Finding, Item, Link, Mention, Slot, Status, Target

_LOGIN = re.compile(r"@([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})")


@dataclass(frozen=True, slots=True)
class Reading:
    """A heading with all that is needed to read it. ``votes``: how the items of headings spell their
    statuses; ``free``: no link of the document points at the heading, so that it may be written."""

    ground: Ground
    chosen: Chosen
    votes: Votes
    document: Votes
    free: bool

    @property
    def line(self) -> int:
        return self.ground.source.line(self.chosen.section.heading.start)

    def field(self, role: str) -> Field | None:
        return next((each for each in self.chosen.below.fields if each.role == role), None)

    @property
    def row(self) -> Row | None:
        """The table of one row below the heading."""
        table = self.chosen.below.row
        if table is None:
            return None
        speller = Speller(self.votes, self.document, self.ground.lexicon)
        return Row(self.ground.source, table, table.rows[0], table.texts[0], speller, self.ground.config)


def spelled(ground: Ground, chosen: Sequence[Chosen]) -> Votes:
    """How these headings, their fields and rows spell their statuses."""
    votes = Votes()
    for each in chosen:
        fields = (one for one in each.below.fields if one.role == "status")
        texts = [one.text for one in fields]
        if each.below.row and "status" in each.below.row.roles:
            at, texts_ = each.below.row.roles["status"], each.below.row.texts[0]
            texts += texts_[at : at + 1]
        signs = [ground.lexicon.read(text) for text in texts]
        stated = read_stated(each.section.heading.text, ground.lexicon)
        for sign in (*signs, stated and not signs and stated.sign):
            if sign:
                votes.add(sign)
    return votes


@dataclass(frozen=True, slots=True)
class _Status:
    value: Status | None
    text: str | None
    slots: tuple[Slot, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_item(reading: Reading, line: HeadingLine) -> tuple[Item, list[Finding], Speller]:
    """The item, its findings, and the words for its status."""
    section, source = reading.chosen.section, reading.ground.source
    status = _status(reading, line)
    target, due = _target(reading, line)
    link, link_slot = _link(reading, line)
    where = (
        line.flat.span(line.first, max(line.first + 1, len(line.flat.text))).start
        if line.flat.pieces
        else section.heading.start
    )
    slots = [*status.slots, *(each for each in (due, link_slot) if each)]
    item = Item(
        key="",
        id=line.id,
        title=line.title,
        status=status.value,
        status_text=status.text,
        target=target,
        priority=_priority(reading, line),
        labels=_labels(reading),
        assignees=_owners(reading),
        body=body_of(reading.ground, reading.chosen),
        link=link,
        section=names(section.above),
        place=source.place(where),
        slots=tuple(sorted(slots, key=lambda each: each.span)),
        extra=tuple(_extra(reading)),
        blockers=_blockers(reading),
        kind=_kind(reading),
    )
    return item, list(status.findings), Speller(reading.votes, reading.document, reading.ground.lexicon)


# ── status ───────────────────────────────────────────────────────────────────────────────────


def _status(reading: Reading, line: HeadingLine) -> _Status:
    """What the field says, or the row, or the heading itself; else what the section does. Of two the heading
    repeats the other."""
    own = _field_status(reading) or _row_status(reading)
    led = _heading_slot(reading, line)
    if own is None and line.stated:
        shown = line.stated.shown(line.flat.text)
        return _Status(line.stated.sign.status, shown, (led,) if led else ())
    if own is None:
        return _Status(*heading_status(reading.chosen.section.above, reading.ground.lexicon))
    if line.stated is None:
        return own
    if line.stated.sign.status is own.value:
        mirror = Slot("mirror", led.span, led.now, led.line, led.words) if led else None
        return _Status(own.value, own.text, (*own.slots, mirror) if mirror else own.slots, own.findings)
    return _Status(own.value, own.text, own.slots, (*own.findings, _differs(reading, line, own)))


def _differs(reading: Reading, line: HeadingLine, own: _Status) -> Finding:
    assert line.stated is not None
    place = reading.ground.source.place(reading.chosen.section.heading.start)
    shown = line.stated.shown(line.flat.text)
    below = own.text or "nothing known"
    message = f'the heading says "{shown}", but the status below it says "{below}": correct one of them'
    return Finding(place.line, place.column, "mirror-differs", message)


def _field_status(reading: Reading) -> _Status | None:
    field = reading.field("status")
    if field is None or not field.inlines:
        return None
    source, text = reading.ground.source, field.text
    flat = flatten(source, field.inlines)
    sign = reading.ground.lexicon.read(flat.text)
    if sign:
        slot = sign_slot(
            field.inlines, flat, sign, Speller(reading.votes, reading.document, reading.ground.lexicon)
        )
        return _Status(sign.status, text, (slot,) if slot else ())
    if is_blank(text) or read_target(text) is None:
        return None
    place = source.place(field.start)
    return _Status(None, text, (), (Finding(place.line, place.column, "unknown-status", unknown(text)),))


def _row_status(reading: Reading) -> _Status | None:
    row = reading.row
    cell = read_status(row) if row else None
    if cell is None or (cell.silent and cell.slot is None):
        return None
    findings = (cell.finding,) if cell.finding else ()
    slots = (cell.slot,) if cell.slot else ()
    if cell.silent:
        told = heading_status(reading.chosen.section.above, reading.ground.lexicon)
        return _Status(told.status, told.text, (*slots, *told.slots), findings)
    return _Status(cell.value, cell.text, slots, findings)


def _heading_slot(reading: Reading, line: HeadingLine) -> Slot | None:
    """The sign in a heading that no link points at."""
    if line.stated is None or not reading.free:
        return None
    speller = Speller(reading.votes, reading.document, reading.ground.lexicon, _as_heading)
    slot = sign_slot(line.inlines, line.flat, line.stated.sign, speller)
    if slot and line.stated.sign.emoji.startswith("["):
        return replace(slot, words=BOXES)
    return slot


def _as_heading(lexicon: Lexicon, text: str) -> Sign | None:
    """The sign of a heading, as it would be read again."""
    stated = read_stated(text, lexicon)
    return stated.sign if stated and not stated.whole else None


# ── target, priority and the rest ────────────────────────────────────────────────────────────


def _target(reading: Reading, line: HeadingLine) -> tuple[Target | None, Slot | None]:
    """The target of the field, of the row or behind the title; else that of the section."""
    field = reading.field("target")
    found = read_target(field.text) if field else None
    if found and not found.other:
        return found.target, None
    row = reading.row
    due = read_due(row) if row else None
    if due and due.value:
        return due.value, due.slot
    status = reading.field("status")
    told = ranked_target(status.text) if status else None
    inherited = heading_target(reading.chosen.section.above)
    if told and told[0] <= 1:
        return told[1].target, due.slot if due else None
    if line.target and (inherited is None or line.target.target.end):
        return line.target.target, None
    return inherited, due.slot if due else None


def _priority(reading: Reading, line: HeadingLine) -> str | None:
    field, row = reading.field("priority"), reading.row
    text = field.text if field else row.text("priority") if row else ""
    if text and not is_blank(text):
        found = re.match(r"P[0-5]\b", text, re.IGNORECASE)
        return found[0].upper() if found else text
    return line.priority or heading_priority(reading.chosen.section.above)


def _labels(reading: Reading) -> tuple[str, ...]:
    """Short words only: a label field may also hold a sentence."""
    field, row = reading.field("label"), reading.row
    text = field.text if field else row.text("label") if row else ""
    parts = [part.strip(" `") for part in re.split(r"[,;、，]|\s/\s", text)]
    return tuple(
        dict.fromkeys(part for part in parts if part and len(part.split()) <= 3 and not is_blank(part))
    )


def _owners(reading: Reading) -> tuple[str, ...]:
    field, row = reading.field("owner"), reading.row
    text = field.text if field else row.text("owner") if row else ""
    return tuple(dict.fromkeys(_LOGIN.findall(text)))


def _kind(reading: Reading) -> str | None:
    """The type that a field names, or the row."""
    return kind_in(reading.chosen.below.fields) or (reading.row.text("kind") if reading.row else "") or None


def _blockers(reading: Reading) -> tuple[Mention, ...] | None:
    """What the fields say it depends on, or the row."""
    told = blockers_in(reading.ground.source, reading.chosen.below.fields)
    return blockers(reading.row) if told is None and reading.row else told


def _extra(reading: Reading) -> Iterator[tuple[str, str]]:
    """The effort, and an owner who is no login."""
    for field in reading.chosen.below.fields:
        text = field.text
        if (field.role == "effort" or (field.role == "owner" and "@" not in text)) and not is_blank(text):
            yield field.label, text
    row = reading.row
    taken = {at for role, at in row.table.roles.items() if role not in ("blocker", "kind")} if row else set()
    for at, header in enumerate(row.table.headers if row else ()):
        if row and at not in taken and at < len(row.texts) and not is_blank(row.texts[at]):
            yield header, row.texts[at]


# ── link ─────────────────────────────────────────────────────────────────────────────────────


def _link(reading: Reading, line: HeadingLine) -> tuple[Link | None, Slot | None]:
    """The link of the heading, of its field, of its row or on a line of its own; and the slot for it."""
    if line.anchors:
        anchor = chosen(line.anchors)
        return anchor.link, _anchored(reading, anchor) if reading.free or anchor.form == "text" else None
    cell = issue_cell(reading)
    if cell:
        anchors = read_issue(reading.ground.source, cell)
        if anchors:
            anchor = chosen(anchors)
            return anchor.link, _anchored(reading, anchor)
        if place := empty_place(reading.ground.source, cell):
            now = reading.ground.source.text(place.start, place.end)
            return None, None if reading.ground.config.link == "none" else Slot(
                "link", place, now, reading.ground.source.line(place.start), form="column"
            )
    return link_below(reading.ground, reading.chosen)


def issue_cell(reading: Reading) -> Block | None:
    """The field or the cell in which the link stands, or has its place."""
    field, row = reading.field("issue"), reading.row
    return _value(field) if field else row.cell("issue") if row else None


def _value(field: Field) -> Block | None:
    """The value of a field as a cell."""
    if not field.inlines:
        return None
    return Block("cell", field.inlines[0].start, field.end, 0, "", list(field.inlines), [])


def _anchored(reading: Reading, anchor: Anchor) -> Slot | None:
    if anchor.span is None:
        return None
    source = reading.ground.source
    now = source.text(anchor.span.start, anchor.span.end)
    return Slot("link", anchor.span, now, source.line(anchor.span.start), form=anchor.form)
