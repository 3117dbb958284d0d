"""Details: paragraphs that lead with the name of an item, and the text below them, which is its body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import dedent

from roadmap_sync.document.inline.sign_slots import sign_slot
from roadmap_sync.document.outline.sections import Path, section_is
from roadmap_sync.document.text.flat import core, flatten, plain, within
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block, Inline
from roadmap_sync.document.words.doubts import differs
from roadmap_sync.document.words.signs import Sign
from roadmap_sync.document.words.spellings import Speller, recase
from roadmap_sync.document.words.vocabulary import fold
from roadmap_sync.model import Finding, Item, Place, Slot, Span

_LEAD = re.compile(r"(?P<mark>#?)\s*(?P<id>[\w.-]*\w)\s*(?:[:.)]|\s[–—-])(?:\s|$)|#(?P<only>[\w.-]+)$")
_MORE = frozenset({"list", "paragraph", "code", "quote", "html"})


@dataclass(frozen=True, slots=True)
class Draft:
    """An item with the path of headings to it and the words of its table. ``outer``: where the item stands
    that it is nested below."""

    item: Item
    path: Path
    speller: Speller
    outer: Place | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """A paragraph that leads with an item's name, and the blocks that follow it."""

    paragraph: Block
    path: Path
    more: tuple[Block, ...]


def find_leads(blocks: Iterable[tuple[Block, Path]]) -> list[Lead]:
    """Every paragraph that begins in bold, with what stands below it up to the next one, a heading, a rule or
    a table."""
    leads: list[tuple[Block, Path, list[Block]]] = []
    open_ = False
    for block, path in blocks:
        if block.kind == "paragraph" and block.inlines and block.inlines[0].kind == "strong":
            leads.append((block, path, []))
            open_ = True
        elif open_ and block.kind in _MORE:
            leads[-1][2].append(block)
        else:
            open_ = False
    return [Lead(paragraph, path, tuple(more)) for paragraph, path, more in leads]


def attach(
    source: Source, drafts: Sequence[Draft], leads: Sequence[Lead]
) -> tuple[list[Item], list[Finding]]:
    """The items with their details as bodies and mirrors of their status."""
    names = _index(drafts)
    items = {id(draft): draft.item for draft in drafts}
    findings = []
    for lead in leads:
        draft = _named(source, lead, names)
        if draft is None:
            continue
        item = items[id(draft)]
        slot, finding, text = _lead(source, lead, draft)
        body = "\n\n".join(part for part in (item.body, text) if part)
        slots = (*item.slots, slot) if slot else item.slots
        items[id(draft)] = replace(item, body=body, slots=tuple(sorted(slots, key=lambda each: each.span)))
        if finding:
            findings.append(finding)
    return list(items.values()), findings


def _index(drafts: Sequence[Draft]) -> dict[str, list[Draft]]:
    names: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        for name in {draft.item.id and fold(draft.item.id), fold(draft.item.title)}:
            if name:
                names[name].append(draft)
    return names


def _named(source: Source, lead: Lead, names: dict[str, list[Draft]]) -> Draft | None:
    """The item of the same section that the lead names by id, else by title."""
    for each in names_in(lead_text(source, lead), told=section_is(lead.path, "details") is not None):
        near = [d for d in names.get(fold(each), []) if lead.path[: len(d.path)] == d.path]
        if near:
            deepest = max(len(draft.path) for draft in near)
            nearest = [draft for draft in near if len(draft.path) == deepest]
            return nearest[0] if len(nearest) == 1 else None
    return None


def lead_text(source: Source, lead: Lead) -> str:
    """What stands in bold at the head of a lead."""
    strong = lead.paragraph.inlines[0]
    return plain(source, within(source, lead.paragraph.inlines[1:], Span(strong.start, strong.end))).strip()


def names_in(text: str, *, told: bool) -> list[str]:
    """The names that such a text may give an item: the id with which it begins, else all of it. A bare number
    ("1. Overview") is an id only where details are told."""
    found = _LEAD.match(text)
    name = (found["id"] or found["only"]) if found else None
    sound = name and (told or text.startswith("#") or not name.isdecimal())
    return [each for each in (name if sound else None, text.rstrip(":")) if each]


def _lead(source: Source, lead: Lead, draft: Draft) -> tuple[Slot | None, Finding | None, str]:
    """The mirror in a lead, what is wrong with it, and the text that the lead introduces."""
    strong = lead.paragraph.inlines[0]
    behind = [each for each in lead.paragraph.inlines if each.start >= strong.end]
    flat = flatten(source, behind)
    sign = draft.speller.lexicon.read(flat.text)
    rest = flat.span(sign.end, len(flat.text)).start if sign else strong.end
    slot, finding = _mirror(source, behind, sign, draft) if sign else (None, None)
    return slot, finding, _body(source, lead, rest)


def _mirror(
    source: Source, behind: list[Inline], sign: Sign, draft: Draft
) -> tuple[Slot | None, Finding | None]:
    flat = flatten(source, behind)
    if sign.status is draft.item.status:
        slot = sign_slot(behind, flat, sign, draft.speller, field="mirror")
        return (replace(slot, words=_cased(slot, sign)) if slot and sign.word else slot), None
    if draft.item.status is None:
        return None, None
    place = source.place(flat.span(sign.start, sign.end).start)
    shown = flat.text[sign.start : sign.end]
    message = differs(shown, draft.item.place.line, draft.item.status_text)
    return None, Finding(place.line, place.column, "mirror-differs", message)


def _cased(slot: Slot, sign: Sign) -> dict[str, str]:
    return {value: recase(word, sign.word) for value, word in slot.words.items()}


def _body(source: Source, lead: Lead, start: int) -> str:
    """What stands behind the lead and below it, as Markdown without common indentation, with LF newlines."""
    region = core(source, (), Span(start, lead.paragraph.end))
    parts = [source.text(region.start, lead.paragraph.end).strip(" \t\r\n:–—-*")]
    if lead.more:
        first = source.lines[source.line(lead.more[0].start) - 1]
        parts.append(source.text(max(first, region.start), lead.more[-1].end))
    return "\n".join(text for part in parts if (text := _lines(part)))


def _lines(text: str) -> str:
    return dedent(re.sub(r"\r\n?", "\n", text)).strip("\n").rstrip()
