"""The status of an item of a heading: what its field, its row, the heading or the section says, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from roadmap_sync.document.headings.lines import HeadingLine
from roadmap_sync.document.headings.reading import Reading
from roadmap_sync.document.inline.sign_slots import sign_slot
from roadmap_sync.document.outline.sections import heading_status
from roadmap_sync.document.tables.cells import read_status as read_cell
from roadmap_sync.document.text.flat import flatten
from roadmap_sync.document.words.doubts import unknown
from roadmap_sync.document.words.signs import Lexicon, Sign
from roadmap_sync.document.words.spellings import Speller
from roadmap_sync.document.words.stated import BOXES, read_stated
from roadmap_sync.document.words.targets import is_blank, read_target
from roadmap_sync.model import Finding, Slot, Status

_FEW = 4
_DENIED = re.compile(
    r"(?<!\w)(?:no|not|never|until|before|after|if|when|once)(?!\w)|[,;:.](?=\s)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """The status, the words for it, where they may be written, and what is odd about them."""

    value: Status | None
    text: str | None
    slots: tuple[Slot, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_status(reading: Reading, line: HeadingLine) -> Said:
    """What the field says, or the row, or the heading itself; else what the section does. Of two the heading
    repeats the other."""
    own = _field_status(reading) or _row_status(reading)
    led = _heading_slot(reading, line)
    if own is None and line.stated:
        shown = line.stated.shown(line.flat.text)
        return Said(line.stated.sign.status, shown, (led,) if led else ())
    if own is None:
        return Said(*heading_status(reading.chosen.section.above, reading.ground.lexicon))
    if line.stated is None:
        return own
    if line.stated.sign.status is own.value:
        mirror = Slot("mirror", led.span, led.now, led.line, led.words) if led else None
        return Said(own.value, own.text, (*own.slots, mirror) if mirror else own.slots, own.findings)
    return Said(own.value, own.text, own.slots, (*own.findings, _differs(reading, line, own)))


def _differs(reading: Reading, line: HeadingLine, own: Said) -> Finding:
    assert line.stated is not None
    place = reading.ground.source.place(reading.chosen.section.heading.start)
    shown = line.stated.shown(line.flat.text)
    below = own.text or "nothing known"
    message = f'the heading says "{shown}", but the status below it says "{below}": correct one of them'
    return Finding(place.line, place.column, "mirror-differs", message)


def _field_status(reading: Reading) -> Said | None:
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
        return Said(sign.status, text, (slot,) if slot else ())
    if is_blank(text) or read_target(text) is None:
        return None
    if last := _last(reading.ground.lexicon, text):
        return Said(last, text)
    place = source.place(field.start)
    return Said(None, text, (), (Finding(place.line, place.column, "unknown-status", unknown(text)),))


def _last(lexicon: Lexicon, text: str) -> Status | None:
    """The status with which a few words end: "API design in progress". It is not written: what stands before
    it would be wrong then."""
    words = text.rstrip(". ").split()
    if not 1 < len(words) <= _FEW or _DENIED.search(text):
        return None
    for at in range(len(words) - 1, 0, -1):
        end = " ".join(words[at:])
        if (sign := lexicon.read(end)) and sign.word and sign.start == 0 and sign.end == len(end):
            return sign.status
    return None


def _row_status(reading: Reading) -> Said | None:
    row = reading.row
    cell = read_cell(row) if row else None
    if cell is None or (cell.silent and cell.slot is None):
        return None
    findings = (cell.finding,) if cell.finding else ()
    slots = (cell.slot,) if cell.slot else ()
    if cell.silent:
        told = heading_status(reading.chosen.section.above, reading.ground.lexicon)
        return Said(told.status, told.text, (*slots, *told.slots), findings)
    return Said(cell.value, cell.text, slots, findings)


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
