"""A heading that is an item: its title without number, id, status and link, and where each of them is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from roadmap_sync.document.inline.sign_slots import balanced
from roadmap_sync.document.inline.titles import FIXED, Anchor, read_title
from roadmap_sync.document.outline.sections import visible
from roadmap_sync.document.text.flat import Flat, flatten, squeeze, within
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block, Inline
from roadmap_sync.document.words.signs import EMOJI, Lexicon
from roadmap_sync.document.words.stated import Stated, read_stated
from roadmap_sync.document.words.targets import Found, read_target
from roadmap_sync.document.words.vocabulary import vocabulary
from roadmap_sync.model import Span

_NUMBER = re.compile(r"(?:#?\d+|[ivxIVX]+|[A-Z])[.)]\s+|#\d+[:：]?\s+|[一二三四五六七八九十]+、\s*")
_ID = re.compile(
    r"[\[(]?(?P<id>[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d+(?:\.\d+)*[a-z]?|[A-Z]{1,4}\d+(?:[.-]\d+)*[a-z]?"
    r"|T?\d+(?:\.\d+)+[a-z]?)[\])]?(?P<set>\s*[:：]\s*|\.\s+|\s*[—–|]+\s*|\s+-\s+|\s+)"
)
_PRIORITY = re.compile(
    r"[\[(]?(?P<priority>P[0-5])[\])]?(?:\s*[:：]\s*|\s*[—–]+\s*|\s+-\s+|\s+)", re.IGNORECASE
)
_ANCHOR = re.compile(r"\s*\{#[^{}]*\}\s*$")
_REMARK = re.compile(r"[(（\[]([^()（）\[\]]+)[)）\]]\s*$")
_EDGES = " \t\n:：—–-*"
_FIXED = FIXED | {"break"}
_DECORATION = re.compile(rf"\s*(?:(?:{EMOJI.pattern})\s*)+")


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading, understood. ``flat``: the part of it that holds title and status; ``inlines``: of that part;
    ``target``: the time that a remark behind the title tells; ``region``: the bytes of the title, ``None``
    where a new one would lose something."""

    flat: Flat
    inlines: tuple[Inline, ...]
    title: str
    first: int
    stated: Stated | None
    id: str | None
    priority: str | None
    anchors: tuple[Anchor, ...]
    target: Found | None
    region: Span | None


def read_heading(source: Source, block: Block, lexicon: Lexicon) -> HeadingLine:
    """Understand a heading as an item."""
    kept = visible(block.inlines)
    title = read_title(source, _inner(block, kept))
    inlines = tuple(within(source, kept, title.region))
    flat = flatten(source, inlines)
    text = flat.text
    stated = read_stated(text, lexicon)
    stated = stated if stated and not stated.whole else None
    last = stated.first if stated and stated.first else len(text)
    last -= len(text[:last]) - len(_ANCHOR.sub("", text[:last]))
    first = stated.last if stated and not stated.first else 0
    first, priority, name = _lead(text, first, last)
    shown = squeeze(text[first:last]).strip(" :：—–-*") or squeeze(text)
    return HeadingLine(
        flat,
        inlines,
        _ticked(source, inlines, shown, flat, (first, last)),
        first,
        stated,
        name,
        priority,
        title.anchors,
        _time(shown),
        _region(flat, block.inlines, (first, last)),
    )


def _inner(block: Block, kept: list[Inline]) -> Block:
    """The heading as a cell: from its first inline to its last."""
    start = min((each.start for each in kept), default=block.start)
    end = max((each.end for each in kept), default=start)
    return Block("cell", start, end, 0, "", kept, [])


def _lead(text: str, first: int, last: int) -> tuple[int, str | None, str | None]:
    """Where the title begins behind decoration, a priority, a number and an id; the priority and the id."""
    priority = name = None
    for _ in range(4):
        before = first
        for look in (_DECORATION, re.compile(r"\s+")):
            found = look.match(text, first, last)
            first = found.end() if found and text[found.end() : last].strip() else first
        if (
            not priority
            and (found := _PRIORITY.match(text, first, last))
            and text[found.end() : last].strip()
        ):
            priority, first = found["priority"].upper(), found.end()
        if not name and (found := _ID.match(text, first, last)) and _is_id(found, text[found.end() : last]):
            name, first = found["id"], found.end()
        elif (found := _NUMBER.match(text, first, last)) and text[found.end() : last].strip():
            first = found.end()
        if first == before:
            break
    return first, priority, name


def _is_id(found: re.Match[str], rest: str) -> bool:
    """Whether a code names the item: something must follow it, it must be set off or have a dash and a
    number, and be none of the codes that other things have."""
    code = found["id"]
    if not re.search(r"\w", rest) or re.split(r"[-\d]", code)[0].casefold() in vocabulary().lists["codes"]:
        return False
    apart = bool(found["set"].strip()) or found[0][0] in "[("
    if re.fullmatch(r"[QHV]\d.*|\d+(?:\.\d+)*\.0", code):  # a quarter, a half, a version
        return False
    if re.fullmatch(r"\d+\.\d+", code):  # a section's number
        return True
    return apart or "-" in code or bool(re.search(r"\d\.\d", code))


def _ticked(
    source: Source, inlines: tuple[Inline, ...], shown: str, flat: Flat, bounds: tuple[int, int]
) -> str:
    """The title with the backticks of inline code."""
    if not any(each.kind == "code" for each in inlines) or not flat.pieces:
        return shown
    region = flat.span(*bounds)
    return (
        squeeze(flatten(source, within(source, inlines, region), ticks=True).text).strip(" :：—–-*") or shown
    )


def _region(flat: Flat, inlines: Sequence[Inline], bounds: tuple[int, int]) -> Span | None:
    """Where the title stands, without what is taken off its ends."""
    first, last = bounds
    bare = flat.text[first:last]
    first += len(bare) - len(bare.lstrip(_EDGES))
    last -= len(bare) - len(bare.rstrip(_EDGES))
    if first >= last or not flat.pieces:
        return None
    span, whole = balanced(flat.source, inlines, flat.span(first, last))
    met = [
        each for each in inlines if each.kind in _FIXED and each.start < span.end and span.start < each.end
    ]
    linked = (each.kind == "link" and each.start < span.start and span.end < each.end for each in met)
    return span if whole and all(linked) else None


def _time(title: str) -> Found | None:
    found = _REMARK.search(title)
    read = read_target(found[1]) if found else None
    return read if read and not read.other and not read.vague and read.target.name else None
