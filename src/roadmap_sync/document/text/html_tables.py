"""Tables in HTML → the same blocks that tables in Markdown are, cell by cell with the bytes of their text.

GitHub shows a table in HTML as it stands (https://github.github.com/gfm/#html-blocks): nothing in it is
Markdown, up to the next blank line. What is no table of rows and cells (one in another, one that is not
closed, one with Markdown between its rows) stays the block of HTML that it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from roadmap_sync.document.text.flat import within
from roadmap_sync.document.text.html_parts import Grown, grow
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import AGAIN, HTML, SHARED, Block, Inline
from roadmap_sync.model import Span

_TABLE = re.compile(rb"<!--|<(/?)table(?=[\s>])[^<>]*>", re.IGNORECASE)
_CLOSED = re.compile(rb"[ \t]*<(?:script|style|pre|textarea|\?|!)", re.IGNORECASE)
"""How a block begins in which a table is no table: https://github.github.com/gfm/#html-blocks, 1 to 5."""
_FIRM = re.compile(
    rb"[ \t]*</?(?:table|caption|colgroup|col|thead|tbody|tfoot|tr|th|td|div|p|li|ul|ol)\b", re.IGNORECASE
)
"""How a block begins that stays HTML whatever is written into its lines: the same, 6."""
_STRANGE = re.compile(
    rb"<!(?!--)|<\?|</?[a-z][^<>]*<|<(?:script|style|textarea|title|iframe|noembed|noframes|noscript|xmp|plaintext)\b",
    re.IGNORECASE,
)
"""What no table of work holds: declarations, tags without an end, and elements in which no tag is one."""
_WIDEST = 100
"""More columns than this are no table that people wrote."""
_BLANK = b" \t\r\n"


@dataclass(slots=True)
class _Cell:
    """A cell with how many columns and rows it covers."""

    block: Block
    wide: int
    high: int


@dataclass(slots=True)
class _Grid:
    """The rows so far; ``open``: column → the cell that reaches into the next rows, and how many."""

    rows: list[Block] = field(default_factory=list)
    open: dict[int, tuple[Block, int]] = field(default_factory=dict)

    def add(self, start: int, end: int, cells: Sequence[_Cell]) -> None:
        """One more row; one of a single cell across all columns names those below it, and is left out."""
        width = len(self.rows[0].children) if self.rows else _WIDEST
        ahead, made = list(reversed(cells)), list[Block]()
        while len(made) < width and (ahead or len(made) in self.open):
            at = len(made)
            if at in self.open:
                block, left = self.open.pop(at)
                made.append(block._replace(level=AGAIN))
                if left > 1:
                    self.open[at] = block, left - 1
                continue
            cell = ahead.pop()
            for _ in range(min(cell.wide, width - at)):
                if cell.high > 1:
                    self.open[len(made)] = cell.block, cell.high - 1
                made.append(cell.block._replace(level=SHARED if cell.high > 1 else 0))
        caption = len(cells) == 1 and cells[0].wide > 1
        if made and not caption:
            self.rows.append(Block("row" if self.rows else "head", start, end, 0, HTML, [], made))


def opened(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a document with the tables in its HTML as blocks of their own."""
    made, at = list[Block](), 0
    while at < len(blocks):
        last = _last(source, blocks, at)
        if last is None:
            made.append(blocks[at])
            at += 1
        else:
            made += _split(source, blocks[at].start, blocks[last].end)
            at = last + 1
    return made


def _last(source: Source, blocks: Sequence[Block], first: int) -> int | None:
    """The last of the blocks of HTML that hold the tables which begin in the first one; ``None`` where none
    begins, or one is not closed."""
    left, met = 0, False
    for at in range(first, len(blocks)):
        if blocks[at].kind != "html":
            return None
        if _CLOSED.match(source.data, blocks[at].start):
            return None
        if at > first and not _FIRM.match(source.data, blocks[at].start):
            return None
        for tag in _tags(source.data, blocks[at].start, blocks[at].end):
            left, met = left + (-1 if tag[1] else 1), True
        if left <= 0:
            return at if met and left == 0 else None
    return None


def _tags(data: bytes, start: int, end: int) -> Iterator[re.Match[bytes]]:
    """The tags that open or close a table, but for those in comments."""
    while found := _TABLE.search(data, start, end):
        start = found.end()
        if found[1] is not None:
            yield found
        elif (start := data.find(b"-->", start, end)) < 0:
            return


def _split(source: Source, start: int, end: int) -> Iterator[Block]:
    """A stretch of HTML as its tables and what stands between them."""
    at, first, depth, deepest = start, start, 0, 0
    for tag in _tags(source.data, start, end):
        if not tag[1]:
            first = first if depth else tag.start()
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
        if depth == 0 and deepest == 1 and (table := _table(source, first, tag.end())):
            yield from _html(source, at, first)
            yield table
            at = tag.end()
        deepest = deepest if depth else 0
    yield from _html(source, at, end)


def _html(source: Source, start: int, end: int) -> Iterator[Block]:
    if source.data[start:end].strip(_BLANK):
        text = Inline("html", source.data[start:end].decode(), start, end)
        yield Block("html", start, end, 0, "HtmlBlock", [text], [])


def _table(source: Source, start: int, end: int) -> Block | None:
    """The table between two offsets; ``None`` where it has no header and no row below it."""
    if _STRANGE.search(source.data, start, end):
        return None
    cells = _Grid()
    for line in grow(source, start, end):
        cells.add(line.start, line.end, [_cell(source, each) for each in line.cells])
    if len(cells.rows) < 2 or len(cells.rows[0].children) < 2:
        return None
    width = len(cells.rows[0].children)
    for row in cells.rows:
        missing = Block("cell", row.end, row.end, 0, HTML, [], [])
        row.children.extend([missing] * (width - len(row.children)))
    return Block("table", start, end, 0, HTML, [], cells.rows)


def _cell(source: Source, grown: Grown) -> _Cell:
    """A cell without the blanks and tags around all of its content."""
    start, end = _trimmed(source, grown.start, grown.end)
    around = {(each.start, each.end): each for each in grown.elements}
    while inner := around.get((start, end)):
        start, end = _trimmed(source, inner.first, inner.last)
    struck = [each for each in grown.inlines if each.kind == "strike" and each.start < start]
    inlines = [*struck, *within(source, grown.inlines, Span(start, end))]
    return _Cell(Block("cell", start, end, 0, HTML, inlines, []), grown.wide, grown.high)


def _trimmed(source: Source, start: int, end: int) -> tuple[int, int]:
    raw = source.data[start:end]
    left = len(raw) - len(raw.lstrip(_BLANK))
    return (start, start) if left == len(raw) else (start + left, start + len(raw.rstrip(_BLANK)))
