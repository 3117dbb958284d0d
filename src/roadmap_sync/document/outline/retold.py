"""Statuses that are told twice: what the details of an item say of it, against what it says itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from roadmap_sync.document.outline.carriers import Placed
from roadmap_sync.document.outline.details import Draft, Lead, find_leads, lead_text, names_in
from roadmap_sync.document.outline.sections import Heading, section_is
from roadmap_sync.document.text.flat import flatten
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.words.doubts import differs
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.words.stated import read_stated
from roadmap_sync.document.words.vocabulary import fold
from roadmap_sync.model import Finding, Item, Status

Names = Mapping[str, Sequence[Item]]


def contradictions(
    source: Source, placed: Sequence[Placed], drafts: Sequence[Draft], lexicon: Lexicon
) -> Iterator[Finding]:
    """A finding for every heading or bold lead in a section of details that names one item of the document
    and says another status than it does."""
    told = [(block, path) for block, path in placed if section_is(path, "details")]
    if not told:
        return
    names: dict[str, list[Item]] = defaultdict(list)
    for draft in drafts:
        for name in {fold(draft.item.id or ""), fold(draft.item.title)} - {""}:
            names[name].append(draft.item)
    for heading in {path[-1].start: path[-1] for _, path in told}.values():
        if section_is((heading,), "details") is None:
            yield from _heading(source, heading, names, lexicon)
    for lead in find_leads(told):
        yield from _lead(source, lead, names, lexicon)


def _heading(source: Source, heading: Heading, names: Names, lexicon: Lexicon) -> Iterator[Finding]:
    status, shown, start = heading.said.status, heading.said.status_text or "", heading.start
    if status is None and (found := read_stated(heading.text, lexicon)):
        status, shown = found.sign.status, found.shown(heading.text)
    elif heading.said.at:
        start = heading.said.at[0].start
    yield from _against(source, _only(heading.clean, names), status, shown, start)


def _lead(source: Source, lead: Lead, names: Names, lexicon: Lexicon) -> Iterator[Finding]:
    strong = lead.paragraph.inlines[0]
    flat = flatten(source, [each for each in lead.paragraph.inlines if each.start >= strong.end])
    if sign := lexicon.read(flat.text):
        shown, start = flat.text[sign.start : sign.end], flat.span(sign.start, sign.end).start
        item = _only(lead_text(source, lead), names)
        yield from _against(source, item, sign.status, shown, start)


def _only(text: str, names: Names) -> Item | None:
    """The only item that a text names, by id or else by title."""
    called = [fold(each) for each in names_in(text, told=True)]
    met = next((names[name] for name in called if names.get(name)), [])
    return met[0] if len(met) == 1 else None


def _against(
    source: Source, item: Item | None, status: Status | None, shown: str, start: int
) -> Iterator[Finding]:
    if item is None or status is None or item.status is None or item.status is status:
        return
    place = source.place(start)
    message = differs(shown, item.place.line, item.status_text)
    yield Finding(place.line, place.column, "mirror-differs", message)
