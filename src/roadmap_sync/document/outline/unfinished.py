"""Sections that say they are done, with work below them that is open: one of the two is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from roadmap_sync.document.outline.carriers import Placed
from roadmap_sync.document.outline.details import Draft
from roadmap_sync.document.outline.sections import Path
from roadmap_sync.document.text.boxes import box_of
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block, Inline, walk
from roadmap_sync.document.words.doubts import open_below
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.words.stated import read_stated
from roadmap_sync.model import Finding, Status

_OPEN = frozenset({Status.PLANNED, Status.IN_PROGRESS, Status.BLOCKED})


class _Done(NamedTuple):
    """A section that says it is done, by where its heading begins; where it says so, and in which words."""

    section: int
    start: int
    shown: str


def unfinished(
    source: Source, placed: Sequence[Placed], drafts: Sequence[Draft], lexicon: Lexicon
) -> Iterator[Finding]:
    """A finding for every section that says so of itself while items or boxes below it are open, unless a
    section between them says otherwise."""
    said = {draft.item.place.line: draft.item.status for draft in drafts}
    lists = ((block, path) for block, path in placed if block.kind in {"list", "quote"})
    below = [(path, set(_open_boxes(source, block, said))) for block, path in lists]
    below += [(draft.path, {draft.item.place.line}) for draft in drafts if draft.item.status in _OPEN]
    sections: dict[int, _Done] = {}
    lines: dict[int, set[int]] = defaultdict(set)
    for path, met in below:
        if met and (done := _done(path, lexicon)):
            sections.setdefault(done.section, done)
            lines[done.section] |= met
    for start, done in sections.items():
        place = source.place(done.start)
        message = open_below(done.shown, sorted(lines[start]))
        yield Finding(place.line, place.column, "open-below-done", message)


def _done(path: Path, lexicon: Lexicon) -> _Done | None:
    """What the nearest section says that states any status, if that is done."""
    for heading in reversed(path):
        if heading.lead:
            continue
        if heading.said.status:
            start = heading.said.at[0].start if heading.said.at else heading.start
            done = _Done(heading.start, start, heading.said.status_text or "")
            return done if heading.said.status is Status.DONE else None
        if found := read_stated(heading.text, lexicon):
            done = _Done(heading.start, heading.start, found.shown(heading.text))
            return done if found.sign.status is Status.DONE else None
    return None


def _open_boxes(source: Source, block: Block, said: Mapping[int, Status | None]) -> Iterator[int]:
    """The lines of list entries with empty boxes, unless an item there says more or the text is struck."""
    if block.kind not in {"list", "quote"}:
        return
    for each in walk([block]):
        if each.kind != "item":
            continue
        inlines = each.inlines or next((child.inlines for child in each.children[:1]), [])
        box = box_of(source, inlines)
        line = source.line(box.span.start) if box else 0
        if box and box.status in _OPEN and said.get(line, box.status) in _OPEN and not _struck(inlines):
            yield line


def _struck(inlines: Sequence[Inline]) -> bool:
    return any(each.kind == "strike" for each in inlines[:3])
