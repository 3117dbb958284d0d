"""A status inside the cell of a title: a box, a sign or a strike-through ("[x] Lexer", "✅ Lexer")."""

from __future__ import annotations

import re
from types import MappingProxyType

from roadmap_sync.document.inline.sign_slots import sign_slot
from roadmap_sync.document.inline.titles import Title
from roadmap_sync.document.tables.row import Cell, Row
from roadmap_sync.document.tables.signed import BOX, sign_in
from roadmap_sync.document.text.boxes import WRITTEN
from roadmap_sync.document.text.flat import Flat, core, flatten, squeeze, within
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.spellings import Speller
from roadmap_sync.model import Slot, Span, Status

_JOINT = re.compile(r"[\s:·–—-]*")


def take(row: Row, cell: Block, title: Title) -> tuple[Title, Cell[Status]]:
    """The title without its box or sign, and what that says; silent where there is none, and where a column
    tells the status."""
    if "status" in row.table.roles:
        return title, Cell(silent=True)
    inlines = within(row.source, cell.inlines, title.region)
    flat = flatten(row.source, inlines)
    lexicon = row.speller.lexicon
    if box := BOX.match(flat.text):
        status = lexicon.of_sign(box[1])
        span = flat.span(box.start(1), box.end(1))
        words = {**_BOXES, **({status.value: box[1]} if status else {})}
        boxed = Slot("status", span, box[1], row.line, MappingProxyType(words))
        return _rest(row, cell, title, flat, box.end(), len(flat.text)), Cell(status, box[1], boxed)
    if sign := sign_in(lexicon, flat.text):
        shown, slot = flat.text[sign.start : sign.end], sign_slot(inlines, flat, sign, _speller(row))
        if sign.start > 0 and flat.text[: sign.start].strip(" ([（"):
            return _rest(row, cell, title, flat, 0, sign.start), Cell(sign.status, shown, slot)
        joint = _JOINT.match(flat.text, sign.end)
        first = joint.end() if joint else sign.end
        return _rest(row, cell, title, flat, first, len(flat.text)), Cell(sign.status, shown, slot)
    if _is_struck(cell, title):
        return title, Cell(Status.DROPPED, title.text)
    return title, Cell(silent=True)


_BOXES = {Status.PLANNED.value: WRITTEN[Status.PLANNED], Status.DONE.value: WRITTEN[Status.DONE]}


def _speller(row: Row) -> Speller:
    """The words of the document: those of the table are of another column."""
    return Speller(row.speller.document, row.speller.document, row.speller.lexicon, sign_in)


def _rest(row: Row, cell: Block, title: Title, flat: Flat, first: int, last: int) -> Title:
    """The title between two characters of its text."""
    while last > first and flat.text[last - 1] in " \t([（–—-":
        last -= 1
    span = flat.span(first, last)
    region = core(row.source, cell.inlines, Span(span.start, span.end))
    text = squeeze(flatten(row.source, within(row.source, cell.inlines, region), ticks=True).text)
    return title._replace(text=text, region=region) if text else title


def _is_struck(cell: Block, title: Title) -> bool:
    """Whether a strike-through goes from the begin of a title to its end."""
    return any(
        each.kind == "strike" and each.start <= title.region.start and title.region.end <= each.end
        for each in cell.inlines
    )
