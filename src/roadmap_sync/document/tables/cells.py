"""The cells that hold a status and a target: what they say, and the slots in which they may be written."""

from __future__ import annotations

from roadmap_sync.document.inline.sign_slots import sign_slot
from roadmap_sync.document.inline.titles import empty_place
from roadmap_sync.document.tables.row import Cell, Row
from roadmap_sync.document.text.flat import Flat, flatten, squeeze
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.answers import answered
from roadmap_sync.document.words.doubts import ambiguous, unknown
from roadmap_sync.document.words.spellings import Shown, Speller
from roadmap_sync.document.words.targets import Found, read_target
from roadmap_sync.document.words.vocabulary import fold, vocabulary
from roadmap_sync.model import Slot, Status, Target

_FIXED = frozenset({"image", "html", "link", "other"})


def read_status(row: Row) -> Cell[Status]:
    """The status cell of a row. A cell that says something unknown is left alone: it has no slot."""
    cell = row.cell("status")
    if cell is None:
        return Cell(silent=True)
    if place := empty_place(row.source, cell):
        now = row.source.text(place.start, place.end)
        words = row.speller.words(Shown(now))
        return Cell(slot=Slot("status", place, now, row.line, words), silent=not now)
    flat = flatten(row.source, cell.inlines)
    sign = row.speller.lexicon.read(flat.text)
    text = squeeze(flat.text)
    if answer := answered(text, row.header("status")):
        return Cell(answer, text)
    if sign:
        return Cell(sign.status, text, sign_slot(cell.inlines, flat, sign, row.speller))
    return Cell(text=text, finding=row.finding(_start(flat, cell), "unknown-status", unknown(text)))


def read_due(row: Row) -> Cell[Target]:
    """The target cell of a row. A duration or a status in it is no target."""
    cell = row.cell("target")
    if cell is None:
        return Cell(silent=True)
    if place := empty_place(row.source, cell):
        now = row.source.text(place.start, place.end)
        return Cell(slot=Slot("target", place, now, row.line), silent=not now)
    flat = flatten(row.source, cell.inlines)
    found = read_target(flat.text)
    if found is None or _is_status(row.speller, found):
        return Cell(silent=True)
    span = flat.span(found.first, found.last)
    fixed = any(
        each.kind in _FIXED for each in cell.inlines if each.start < span.end and span.start < each.end
    )
    slot = None if fixed else Slot("target", span, row.source.text(span.start, span.end), row.line)
    message = ambiguous(found.target.text)
    finding = row.finding(span.start, "ambiguous-target", message) if found.vague else None
    return Cell(found.target, found.target.text, slot, finding)


def _is_status(speller: Speller, found: Found) -> bool:
    sign = speller.lexicon.read(found.target.text)
    whole = sign is not None and found.other and sign.end == len(found.target.text)
    return whole and sign is not None and fold(sign.word) not in vocabulary().not_alone


def _start(flat: Flat, cell: Block) -> int:
    blank = len(flat.text) - len(flat.text.lstrip())
    return flat.span(blank, len(flat.text)).start if flat.pieces else cell.start
