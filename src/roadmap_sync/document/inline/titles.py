"""The cell that holds a title: the title itself, and the link behind it, which is no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from roadmap_sync.document.text.flat import core, flatten, plain, squeeze, within
from roadmap_sync.document.text.links import BARE, URL, link_of
from roadmap_sync.document.text.source import Source, trim
from roadmap_sync.document.text.tree import Block, Inline
from roadmap_sync.document.words.targets import is_blank
from roadmap_sync.model import Link, Span

REFERENCE = re.compile(r"(?:[\w./-]*#|GH-|issue #?)?\d+|https?://\S+", re.IGNORECASE | re.ASCII)
"""The text of a link that is nothing but a reference: "#12", "acme/widgets#12", a URL."""

_BLANK = b" \t"
BETWEEN = tuple(mark.encode() for mark in (" –", " —", " -", ":", ",", ";"))
_OPENED = re.compile(rb"\[|<a(?=\s)", re.IGNORECASE)
_CLOSE = re.compile(rb"[\s)\].,;]*")
FIXED = frozenset({"link", "image", "html", "other"})
"""What a new title would lose: a title with one of these inside has no slot."""


class Anchor(NamedTuple):
    """A link that stands in a cell, and the bytes to replace when another takes its place."""

    link: Link
    span: Span | None
    form: str


class Title(NamedTuple):
    """A title cell. ``region``: the bytes of the title alone; ``end``: where the cell's content ends."""

    text: str
    region: Span
    end: int
    writable: bool = True
    anchors: tuple[Anchor, ...] = ()


def read_title(source: Source, cell: Block) -> Title:
    """The title of a cell, without blanks, bold marks around it and the issue links at its end."""
    content = trim(source.data, cell.start, cell.end)
    only = cell.inlines[0] if len(cell.inlines) == 1 else None
    if only and only.kind == "text" and "://" not in only.text:
        return Title(squeeze(source.clean(only.text, only.start)), content, content.end)
    region = core(source, cell.inlines, content)
    anchors: list[Anchor] = []
    while cut := _cut(source, cell.inlines, region):
        region, anchor = cut
        anchors.insert(0, anchor)
    region = core(source, cell.inlines, region)
    region, linked = _inside(source, cell.inlines, region)
    inlines = within(source, cell.inlines, region)
    text = squeeze(flatten(source, inlines, ticks=True).text)
    writable = not any(inline.kind in FIXED for inline in inlines)
    return Title(text, region, content.end, writable, tuple([linked] if linked else anchors))


def read_issue(source: Source, cell: Block) -> tuple[Anchor, ...]:
    """The links of a cell in a column for issues: Markdown links, URLs, and there alone a bare ``#12``."""
    links = [anchor for each in cell.inlines if each.kind == "link" and (anchor := anchor_of(source, each))]
    if links:
        return tuple(links)
    flat = flatten(source, cell.inlines)
    urls = [(link_of(found[0]), found) for found in URL.finditer(flat.text)]
    bare = [(Link(int(found["bare"])), found) for found in BARE.finditer(flat.text)]
    met = [(link, flat.span(found.start(), found.end())) for link, found in urls or bare if link]
    return tuple(Anchor(link, span, "column") for link, span in met)


def empty_place(source: Source, cell: Block) -> Span | None:
    """Where a value goes in a cell that says nothing; ``None`` when it says something."""
    return trim(source.data, cell.start, cell.end) if is_blank(plain(source, cell.inlines)) else None


def _cut(source: Source, inlines: Sequence[Inline], region: Span) -> tuple[Span, Anchor] | None:
    """The region without the issue link at its end, and that link."""
    for each in reversed(inlines):
        if each.kind != "link" or not (region.start < each.start and each.end <= region.end):
            continue
        anchor = anchor_of(source, each)
        if not anchor or not _CLOSE.fullmatch(source.data, each.end, region.end):
            return None
        return _shorten(source, region, each.start), anchor
    flat = flatten(source, within(source, inlines, region))
    found = re.search(rf"{URL.pattern}[\s)\].,;]*$", flat.text, re.IGNORECASE | re.ASCII)
    url = URL.match(found[0]) if found else None
    link = link_of(url[0].rstrip(")].,;")) if url else None
    if not found or not link or not flat.text[: found.start()].strip():
        return None
    span = flat.span(found.start(), found.start() + len(link.url))
    return _shorten(source, region, span.start), Anchor(link, span, "text")


def _shorten(source: Source, region: Span, end: int) -> Span:
    """The region up to a link, without the bracket that opens before it, or else a dash or comma."""
    kept = source.data[region.start : end].rstrip(_BLANK)
    if kept.endswith((b"(", b"[")):
        kept = kept[:-1].rstrip(_BLANK)
    else:
        ending = next((mark for mark in BETWEEN if kept.endswith(mark)), b"")
        kept = kept.removesuffix(ending).rstrip(_BLANK)
    return Span(region.start, region.start + len(kept))


def _inside(source: Source, inlines: Sequence[Inline], region: Span) -> tuple[Span, Anchor | None]:
    """A title that is a link as a whole: its text; and the link, if it leads to an issue."""
    for each in inlines:
        if each.kind == "link" and (each.start, each.end) == (region.start, region.end):
            held = [one for one in inlines if each.start < one.start and one.end < each.end]
            opened = _OPENED.match(source.data, each.start)
            if not held or not opened:
                return region, None
            first = each.start + 1 if opened[0] == b"[" else held[0].start
            text = Span(first, max(one.end for one in held))
            link = link_of(each.url)
            if link and REFERENCE.fullmatch(plain(source, within(source, inlines, text)).strip()):
                return Span(text.end, text.end), Anchor(link, region, "column")
            behind = text.end if opened[0] == b"[" else each.start
            anchor = Anchor(link, url_span(source, each, behind), "text") if link else None
            return core(source, held, text), anchor
    return region, None


def anchor_of(source: Source, inline: Inline) -> Anchor | None:
    """A Markdown link to an issue as it stands, to be replaced as a whole."""
    link = link_of(inline.url)
    return Anchor(link, Span(inline.start, inline.end), "column") if link else None


def url_span(source: Source, link: Inline, start: int) -> Span | None:
    """Where a link's address stands behind ``start``; ``None`` where it is defined elsewhere."""
    at = source.data.find(link.url.encode(), start, link.end)
    return Span(at, at + len(link.url.encode())) if at >= 0 else None
