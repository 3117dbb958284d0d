"""The entries of a list: its bullets, or the lines of a paragraph that begin with boxes of their own."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from textwrap import dedent

from roadmap_sync.document.lists.lines import Line, read_line
from roadmap_sync.document.outline.sections import Path
from roadmap_sync.document.text.boxes import box_of
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block, Inline
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.model import Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its first paragraph, where it stands, what stands below it, and the headings and labels
    above it."""

    line: Line
    span: Span
    below: tuple[Block, ...]
    path: Path

    @property
    def lists(self) -> tuple[Block, ...]:
        """The lists below this entry."""
        return tuple(each for each in self.below if each.kind == "list")


def entries_of(source: Source, block: Block, path: Path, lexicon: Lexicon) -> list[Entry]:
    """The entries of a list that have a first paragraph."""
    return [entry for item in block.children if (entry := _entry(source, item, path, lexicon))]


def boxed_lines(source: Source, paragraph: Block, path: Path, lexicon: Lexicon) -> list[Entry]:
    """The entries that a paragraph of lines with boxes is; empty where its first line has none."""
    if not box_of(source, paragraph.inlines):
        return []
    return [
        Entry(read_line(source, part, lexicon), Span(part[0].start, part[-1].end), (), path)
        for part in _parts(source, paragraph.inlines)
    ]


def first_inlines(source: Source, block: Block) -> Sequence[Inline]:
    """The inlines of the first entry of a list, or of a paragraph of lines with boxes."""
    if block.kind == "paragraph":
        return next(_parts(source, block.inlines))
    while block.kind in {"list", "item"} and not block.inlines and block.children:
        block = block.children[0]
    return block.inlines if block.kind in {"item", "paragraph"} else ()


def _entry(source: Source, item: Block, path: Path, lexicon: Lexicon) -> Entry | None:
    inlines, below = item.inlines, item.children
    if not inlines and below and below[0].kind == "paragraph":
        inlines, below = below[0].inlines, below[1:]
    if not inlines:
        return None
    return Entry(read_line(source, inlines, lexicon), Span(item.start, item.end), tuple(below), path)


def _parts(source: Source, inlines: Sequence[Inline]) -> Iterator[Sequence[Inline]]:
    """The lines of a paragraph, each with the lines that go on with it."""
    starts = [0]
    for at, each in enumerate(inlines):
        if each.kind == "break" and at + 1 < len(inlines) and box_of(source, inlines[at + 1 :]):
            starts.append(at + 1)
    for start, end in zip(starts, [*starts[1:], len(inlines) + 1], strict=True):
        yield inlines[start : end - 1]


def body_of(source: Source, entry: Entry, without: Container[int] = ()) -> str:
    """What an entry says beyond its title, as Markdown without common indentation, with LF newlines.
    ``without``: lines of the document that belong to other items."""
    parts = [_lines(entry.line.description)]
    if entry.below:
        line = source.line(entry.below[0].start)
        start = max(source.lines[line - 1], entry.span.start)
        text = source.text(start, max(each.end for each in entry.below))
        parts.append(_lines("\n".join(kept_lines(text, line, without))))
    return "\n\n".join(part for part in parts if part)


def kept_lines(text: str, first: int, without: Container[int]) -> Iterator[str]:
    """The lines of ``text`` but for those ``without``, and no blank ones in their place. ``first``: the
    number of the first line."""
    gap = False
    for number, line in enumerate(re.split(r"\r\n?|\n", text), first):
        if number in without:
            gap = True
        elif line.strip() or not gap:
            gap = False
            yield line


def _lines(text: str) -> str:
    return dedent(re.sub(r"\r\n?", "\n", text)).strip("\n").rstrip()
