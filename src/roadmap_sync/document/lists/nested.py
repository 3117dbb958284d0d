"""Checklists below an item: which of their entries are items of their own, where that is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from roadmap_sync.document.lists.choice import leaves
from roadmap_sync.document.lists.entries import Entry, boxed_lines, entries_of
from roadmap_sync.document.outline.captions import STEP, caption_of, is_about
from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.outline.groups import groups_on
from roadmap_sync.document.outline.sections import Heading, Path
from roadmap_sync.document.tables.choice import ignored
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block
from roadmap_sync.model import Finding, Place, Span

MOST, LEVELS = 100, 8
"""Sub-issues below one issue, and levels of issues
(https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/adding-sub-issues)."""
_LAST = re.compile(r"(?:.*(?:\n|[.;,]\s|\s[–—-]\s))?([^\n]+?)[:：]\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Outer:
    """An item that others may be nested below: where it stands, the section that they are in, the headings
    and labels above it, and its level among the issues."""

    place: Place
    section: tuple[str, ...]
    path: Path
    level: int


@dataclass(frozen=True, slots=True)
class Nested:
    """The entries below an item that are items, and what is to be said of those that are left in its body."""

    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()

    def lines(self, source: Source) -> frozenset[int]:
        """The lines on which the entries stand."""
        spans = (each.span for each in self.entries)
        return frozenset(number for span in spans for number in _lines(source, span))


def first_level(ground: Ground, path: Path) -> int:
    """The level of an item below these headings: 1, and one more for every group around it."""
    return 1 + (len(groups_on(path, ground.lexicon)) if ground.config.groups == "parent" else 0)


def label_of(text: str, start: int) -> Path:
    """The caption that the last line of an item is for the list below it: "Add a cache. Done when:"."""
    found = _LAST.fullmatch(text)
    return (Heading(STEP, found[1], found[1], start),) if found else ()


def nested(ground: Ground, parts: Iterable[tuple[Path, Sequence[Block]]], outer: Outer) -> Nested:
    """Which entries of what stands below an item are items too. ``parts``: captions, each with the blocks
    below it.

    Of more than there may be, those that have an issue come first."""
    if ground.config.nested != "sub-issues":
        return Nested()
    every = (entry for label, blocks in parts for entry in _met(ground, blocks, (*outer.path, *label)))
    met = [entry for entry in every if _is_item(entry, outer.path)]
    if outer.level >= LEVELS:
        return Nested((), tuple(_too_deep(ground.source, met[0])) if met else ())
    first = sorted(met, key=lambda entry: not entry.line.anchors)[:MOST]
    kept = sorted(first, key=lambda entry: entry.span)
    left = [entry for entry in met if entry not in kept] if len(kept) < len(met) else []
    return Nested(tuple(kept), tuple(_too_many(ground.source, left)))


def _met(ground: Ground, blocks: Sequence[Block], path: Path) -> Iterator[Entry]:
    """The entries of the lists, and in the place of those that are only labels those below them."""
    here = path
    for block in blocks:
        if block.kind == "list":
            yield from leaves(ground, entries_of(ground.source, block, here, ground.lexicon))
        elif block.kind == "paragraph":
            caption = caption_of(ground.source, block, ground.lexicon)
            here = (*path, caption) if caption else path
            yield from boxed_lines(ground.source, block, path, ground.lexicon)
        elif block.kind != "html":
            here = path


def _is_item(entry: Entry, above: Path) -> bool:
    """Whether an entry is work: with a box and a title, and no criterion, nor below what lists none."""
    line = entry.line
    if line.box is None or not re.search(r"\w", line.title):
        return False
    if any(ignored(each.text) for each in line.strip.inlines if each.kind == "html"):
        return False
    labels = entry.path[len(above) :]
    return not (is_about(line.title, "criteria") or any(is_about(each.clean, "never") for each in labels))


def _too_deep(source: Source, entry: Entry) -> Iterator[Finding]:
    why = f"issues have at most {LEVELS} levels: this checklist stays in the text of the item above it"
    yield _finding(source, entry, "too-deep", f"{why}; move it out by one level")


def _too_many(source: Source, left: Sequence[Entry]) -> Iterator[Finding]:
    if left:
        why = (
            f"an issue has at most {MOST} sub-issues: {len(left)} entries stay in the text of the item above"
        )
        yield _finding(source, left[0], "too-many-nested", f"{why}; spread them over several items")


def _finding(source: Source, entry: Entry, code: str, message: str) -> Finding:
    where = source.place(entry.line.start)
    return Finding(where.line, where.column, code, message)


def _lines(source: Source, span: Span) -> range:
    """The lines of a span, without blank ones at its end."""
    end = span.start + len(source.data[span.start : span.end].rstrip())
    return range(source.line(span.start), source.line(max(span.start, end - 1)) + 1)
