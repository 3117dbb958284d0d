"""Sections: the status that one states for all of its heirs is written when all of them come to the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from roadmap_sync.model import Document, Slot, Span, Status, TextChange
from roadmap_sync.reconcile.context import Context
from roadmap_sync.reconcile.identity.rows import Reading

Shut = Mapping[tuple[str, Span], str]
"""Places that stay as they are, by document and span, and why."""

NO_WORD = "the document has no place for it"


def divided(texts: Iterable[TextChange], readings: Sequence[Reading], context: Context) -> Shut:
    """The places that these texts would write although not every heir comes to the same new status."""
    told: dict[tuple[str, Span], dict[str, TextChange]] = defaultdict(dict)
    for text in texts:
        if text.slot.shared and text.slot.field == "status":
            subject = text.change.subject
            told[subject.document, text.slot.span][subject.name] = text
    shut = {}
    for reading in readings:
        heirs = _heirs(reading.document)
        for span, (slot, names) in heirs.items():
            found = told.get((reading.document.path, span), {})
            values = {text.value for text in found.values() if text.value}
            if found and (found.keys() != names or len(values) > 1):
                shut[reading.document.path, span] = _waits(slot)
            elif found and not context.fits(reading.document, slot, values.pop()):
                shut[reading.document.path, span] = NO_WORD
    return shut


def _heirs(document: Document) -> dict[Span, tuple[Slot, set[str]]]:
    """The places of sections, and the keys of the items for which they speak."""
    found: dict[Span, tuple[Slot, set[str]]] = {}
    for item in document.items:
        for slot in item.slots:
            if slot.shared and slot.field == "status":
                found.setdefault(slot.span, (slot, set()))[1].add(item.key)
    return found


def _waits(slot: Slot) -> str:
    return f'waits until everything agrees for which line {slot.line} ("{slot.now}") speaks'


def together(texts: Iterable[TextChange]) -> list[TextChange]:
    """The texts with one change for each place of a section: that of its first heir, which tells the issues
    of the others too."""
    made: list[TextChange] = []
    known: dict[tuple[str, Span], int] = {}
    for text in texts:
        place = text.change.subject.document, text.slot.span
        if not text.slot.shared:
            made.append(text)
        elif place not in known:
            known[place] = len(made)
            made.append(text)
        else:
            made[known[place]] = _joined(made[known[place]], text)
    return made


def _joined(first: TextChange, other: TextChange) -> TextChange:
    also = first.also if other.landed is None else (*first.also, other.landed)
    note = f"{first.change.note}, {other.change.note.partition(' ')[0]} too"
    return replace(first, change=replace(first.change, note=note), also=also)


def as_written(readings: Iterable[Reading], texts: Iterable[TextChange]) -> list[Reading]:
    """The readings with the releases as they will read once the sections are written that declare them."""
    written = {
        (text.change.subject.document, text.slot.span): Status(text.value)
        for text in texts
        if text.slot.shared and text.value
    }
    return [_as_written(reading, written) for reading in readings]


def _as_written(reading: Reading, written: Mapping[tuple[str, Span], Status]) -> Reading:
    document = reading.document
    found = {
        at: status
        for at, one in enumerate(document.releases)
        for slot in one.slots
        if (status := written.get((document.path, slot.span)))
    }
    if not found:
        return reading
    releases = (replace(one, status=found.get(at, one.status)) for at, one in enumerate(document.releases))
    return replace(reading, document=replace(document, releases=tuple(releases)))


def inherited(readings: Iterable[Reading]) -> Shut:
    """The places of sections that speak for more than one release: no milestone alone may write them."""
    return dict(place for reading in readings for place in _inherited(reading.document))


def _inherited(document: Document) -> Iterator[tuple[tuple[str, Span], str]]:
    heirs = _heirs(document)
    seen: set[Span] = set()
    for slot in (slot for one in document.releases for slot in one.slots if slot.shared):
        if slot.span in heirs or slot.span in seen:
            yield (document.path, slot.span), _waits(slot)
        seen.add(slot.span)
