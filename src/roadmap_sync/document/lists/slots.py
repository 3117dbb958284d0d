"""The status of a list entry and the slots in which it may be written: its box and its signs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from roadmap_sync.document.inline.sign_slots import balanced
from roadmap_sync.document.lists.line_signs import leading, trailing
from roadmap_sync.document.lists.lines import Line
from roadmap_sync.document.text.boxes import WRITTEN, Box
from roadmap_sync.document.words.signs import STRUCK, Lexicon, Sign
from roadmap_sync.document.words.spellings import Shown, Speller, Spelling, Votes, spelling_of
from roadmap_sync.document.words.vocabulary import REMEMBERED
from roadmap_sync.model import Slot, Status

_OPENED = re.compile(r"[(\[（【][^()\[\]（）【】]*$|\s*$")
_CLOSED = re.compile(r"[^()\[\]（）【】]*[)\]）】]")
_MARKS = re.compile(r"\W*")
_JOINT = re.compile(r"\s*[(\[（【][^()\[\]（）【】]*$|\W*$")
_BEFORE = 40
"""So far before a sign its bracket opens."""
_REST = re.compile(r"[^()\[\]（）【】]*")
_REFINING = frozenset({Status.IN_PROGRESS, Status.BLOCKED, Status.DROPPED})
"""What a sign may say beside an empty box."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """How statuses are spelled in one list and in its document. ``boxes``: the statuses that boxes show."""

    votes: Votes
    document: Votes
    lexicon: Lexicon
    boxes: frozenset[Status]
    made: dict[tuple[str, bool], Speller] = field(default_factory=dict, compare=False, repr=False)

    @property
    def any(self) -> Speller:
        """The words for signs of every kind."""
        return Speller(self.votes, self.document, self.lexicon)

    def speller(self, like: Spelling, *, tail: bool) -> Speller:
        """The words for signs that are spelled like one that is there: a sign, a word, or both."""
        key = like.style, tail
        if key not in self.made:
            votes = self.votes.styled(like.style), self.document.styled(like.style)
            self.made[key] = Speller(*votes, self.lexicon, trailing if tail else leading)
        return self.made[key]


def said(box: Status | None, sign: Status | None, *, struck: bool) -> Status | None:
    """What a box, the first sign and a strike-through say together: the box counts, but a sign may tell more
    of an empty one; struck text without a tick is dropped."""
    if box is Status.PLANNED and struck:
        return Status.DROPPED
    if box is Status.PLANNED and sign in _REFINING:
        return sign
    return box or sign or (Status.DROPPED if struck else None)


def status_slots(line: Line, spelled: Spelled) -> tuple[Status | None, str | None, list[Slot]]:
    """What an entry says of its status itself, in which words, and where that may be written: the place that
    decides comes first, the others repeat it."""
    first = line.signs[0] if line.signs else None
    status = said(line.box and line.box.status, first and first.status, struck=line.struck)
    if line.struck and not line.box and not first:
        return spelled.lexicon.signs.get(STRUCK, Status.DROPPED), None, []
    made = [(sign, _sign_slot(line, sign, spelled)) for sign in line.signs]
    led = made[0][1] if made else None
    slots = [slot for sign, slot in made if slot and (slot is led or sign.status is status)]
    decides = first is not None and (
        line.box is None or (first.status in _REFINING and first.status is status)
    )
    if line.box:
        slots.insert(len(slots) if decides else 0, _box_slot(line, line.box, spelled, led=led is not None))
    elif led is None:
        slots = []
    shown = _text(line, first) if first and decides else line.box.text if line.box else None
    return status, shown, [_named(slot, "mirror" if at else "status") for at, slot in enumerate(slots)]


def _text(line: Line, sign: Sign) -> str:
    return line.strip.flat.text[sign.start : sign.end]


def _named(slot: Slot, field: str) -> Slot:
    return slot if slot.field == field else Slot(field, slot.span, slot.now, slot.line, slot.words)


def _box_slot(line: Line, box: Box, spelled: Spelled, *, led: bool) -> Slot:
    """A box; an empty one stands for what only the sign beside it tells."""
    beside = line.signs[0].status if line.signs else None
    words = _box_words(box.status, box.text, beside, spelled.boxes, led=led, struck=line.struck)
    return Slot("status", box.span, box.text, line.strip.source.line(box.span.start), words)


@lru_cache(maxsize=REMEMBERED)
def _box_words(
    now: Status, text: str, beside: Status | None, boxes: frozenset[Status], *, led: bool, struck: bool
) -> Mapping[str, str]:
    """Value → the box to write for it in the place of one that is there."""
    words = {}
    for status in Status:
        known = status in {Status.PLANNED, Status.DONE} or status in boxes
        shown = status if known else Status.PLANNED if led and status in _REFINING else None
        if shown and said(shown, status if led else beside, struck=struck) is status:
            words[status.value] = text if shown is now else WRITTEN[shown]
    return MappingProxyType(words)


def _sign_slot(line: Line, sign: Sign, spelled: Spelled) -> Slot | None:
    """The slot of a sign: its emoji and word, with the marks between them."""
    strip, text = line.strip, line.strip.flat.text
    span, whole = balanced(strip.source, strip.inlines, strip.flat.span(sign.start, sign.end))
    if any(
        each.inline.start < span.end and span.start < each.inline.end for each in strip.of("image", "other")
    ):
        return None
    now, tail = strip.source.text(span.start, span.end), sign is strip.tail
    around = _around_tail(text, sign) if tail else _around_head(text, sign)
    spelling = spelling_of(sign)
    words = spelled.speller(spelling, tail=tail).words(
        Shown(now, spelling, _text(line, sign), *around, whole)
    )
    if line.struck:
        words = {value: word for value, word in words.items() if value in {"done", "dropped"}}
    return Slot("status", span, now, strip.source.line(span.start), words) if words else None


def _around_head(text: str, sign: Sign) -> tuple[str, str]:
    """What stands around a sign at the head, as far as it matters for reading it."""
    opened = _OPENED.search(text[max(0, sign.start - _BEFORE) : sign.start])
    more = (_CLOSED if opened and opened[0].strip() else _MARKS).match(text, sign.end)
    after = more[0] if more else ""
    return opened[0] if opened else "", f"{after}x" if sign.end + len(after) < len(text) else after


def _around_tail(text: str, sign: Sign) -> tuple[str, str]:
    before = _JOINT.search(text[max(0, sign.start - _BEFORE) : sign.start])
    after = _CLOSED.match(text, sign.end) or _REST.match(text, sign.end)
    return f"x{before[0] if before else ''}", after[0].rstrip() if after else ""
