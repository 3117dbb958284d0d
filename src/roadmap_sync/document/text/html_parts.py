"""HTML of a table → its rows and cells as they stand, with every piece of text at its bytes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Inline

_AROUND = frozenset(
    {"b", "strong", "i", "em", "u", "span", "font", "p", "div", "center", "small", "sub", "code"}
)
"""Tags that may stand around all that a cell says."""
_STRUCK = frozenset({"s", "del", "strike"})
_APART = frozenset({"br", "p", "div", "li", "ul", "ol", "hr"})
"""Tags that part what stands before them from what follows."""
_NOTE = re.compile(r"\s*(?:\[?\d{1,2}\]?|[*†‡]+)\s*")
"""What a raised text is that leads to a footnote."""
_PARTS = re.compile(r"[^\r\n]+|\r\n?|\n")


class Element(NamedTuple):
    """A pair of tags, and what is between them."""

    start: int
    first: int
    last: int
    end: int


@dataclass(slots=True)
class Grown:
    """A cell: the bytes between its tags, its inlines, the pairs of tags in it, and what it covers."""

    start: int
    wide: int
    high: int
    end: int = 0
    inlines: list[Inline] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    opened: list[tuple[str, int, int, int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """A row with its cells."""

    start: int
    end: int = 0
    cells: list[Grown] = field(default_factory=list)


def grow(source: Source, start: int, end: int) -> list[Line]:
    """The rows of the table between two offsets."""
    text = source.data[start:end].decode()
    parser = _Rows(text, start)
    parser.feed(text)
    parser.finish(end)
    return parser.lines


class _Rows(HTMLParser):
    """Collects rows and cells. Tags that are left out close each other as browsers have it
    (https://html.spec.whatwg.org/multipage/syntax.html#optional-tags)."""

    def __init__(self, text: str, start: int) -> None:
        super().__init__(convert_charrefs=False)
        self.text, self.start = text, start
        self.lines: list[Line] = []
        self.cell: Grown | None = None
        self.row: Line | None = None
        self._begins = [0, *(at + 1 for at, each in enumerate(text) if each == "\n")]
        self._known = (0, 0)  # a character of the text, and its byte

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start, end = self._tag()
        if tag in {"tr", "thead", "tbody", "tfoot", "caption"}:
            self._leave_row(start)
            self.row = Line(start) if tag == "tr" else None
        elif tag in {"td", "th"}:
            self._leave_cell(start)
            self.row = self.row or Line(start)
            given = dict(attrs)
            self.cell = Grown(end, _count(given.get("colspan")), _count(given.get("rowspan")))
        elif self.cell:
            self._within(self.cell, tag, dict(attrs), start, end)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        start, end = self._tag()
        if tag in {"td", "th"}:
            self._leave_cell(start)
        elif tag in {"tr", "thead", "tbody", "tfoot", "table"}:
            self._leave_row(start, end)
        elif self.cell:
            _close(self.cell, tag, start, end)

    def handle_data(self, data: str) -> None:
        if self.cell:
            at = self._at()
            for part in _PARTS.finditer(data):
                start, end = self._byte(at + part.start()), self._byte(at + part.end())
                kind = "break" if part[0][0] in "\r\n" else "text"
                self.cell.inlines.append(Inline(kind, " " if kind == "break" else part[0], start, end))

    def handle_entityref(self, name: str) -> None:
        self._reference(len(name) + 1)

    def handle_charref(self, name: str) -> None:
        self._reference(len(name) + 2)

    def handle_comment(self, data: str) -> None:
        if self.cell:
            at = self._at()
            start = self._byte(at)
            end = self._byte(min(at + len(data) + len("<!---->"), len(self.text)))
            self.cell.inlines.append(Inline("html", f"<!--{data}-->", start, end))

    def finish(self, end: int) -> None:
        """No more text comes."""
        self._leave_row(end)

    def _within(self, cell: Grown, tag: str, given: dict[str, str | None], start: int, end: int) -> None:
        if tag == "img":
            cell.inlines.append(Inline("image", "", start, end, given.get("src") or ""))
            cell.inlines.append(Inline("text", given.get("alt") or "", start, end))
            return
        if tag != "br":
            cell.opened.append((tag, start, end, len(cell.inlines), given.get("href") or ""))
        cell.inlines.append(Inline("html", "<br>" if tag in _APART else f"<{tag}>", start, end))

    def _reference(self, length: int) -> None:
        if self.cell:
            at = self._at()
            length += self.text.startswith(";", at + length)
            start, end = self._byte(at), self._byte(at + length)
            self.cell.inlines.append(Inline("text", html.unescape(self.text[at : at + length]), start, end))

    def _leave_cell(self, at: int) -> None:
        if self.cell and self.row:
            self.cell.end = at
            self.row.cells.append(self.cell)
        self.cell = None

    def _leave_row(self, at: int, end: int = 0) -> None:
        self._leave_cell(at)
        if self.row:
            self.row.end = end or at
            self.lines.append(self.row)
        self.row = None

    def _at(self) -> int:
        """The character at which the parser stands."""
        line, column = self.getpos()
        return self._begins[line - 1] + column

    def _tag(self) -> tuple[int, int]:
        """The bytes of the tag at which the parser stands."""
        at = self._at()
        length = len(self.get_starttag_text() or "") if self.text[at + 1 : at + 2] != "/" else 0
        end = at + length if length else self.text.find(">", at) + 1 or len(self.text)
        return self._byte(at), self._byte(end)

    def _byte(self, at: int) -> int:
        """The offset of a character; they come in order but for a few steps."""
        known, offset = self._known
        if at >= known:
            offset += len(self.text[known:at].encode())
        else:
            offset -= len(self.text[at:known].encode())
        self._known = at, offset
        return self.start + offset


def _count(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"[1-9]\d{0,3}", value) else 1


def _close(cell: Grown, tag: str, start: int, end: int) -> None:
    """The end of an element: it may be a link or a strike-through, or stand around the whole cell."""
    at = next((i for i in reversed(range(len(cell.opened))) if cell.opened[i][0] == tag), None)
    if at is None:
        cell.inlines.append(Inline("html", f"</{tag}>", start, end))
        return
    _, first, inner, place, url = cell.opened[at]
    del cell.opened[at:]
    if tag == "a" and url:
        cell.inlines[place] = Inline("link", "", first, end, url)
        return
    if tag == "sup" and _NOTE.fullmatch(mark := _told(cell.inlines[place:])):
        cell.inlines[place:] = [Inline("html", f"<sup>{mark}</sup>", first, end)]
        return
    if tag in _STRUCK:
        cell.inlines[place] = Inline("strike", "", first, end)
    if tag in _STRUCK | _AROUND:
        cell.elements.append(Element(first, inner, start, end))
    cell.inlines.append(Inline("html", "<br>" if tag in _APART else f"</{tag}>", start, end))


def _told(inlines: Iterable[Inline]) -> str:
    return "".join(each.text for each in inlines if each.kind == "text")
