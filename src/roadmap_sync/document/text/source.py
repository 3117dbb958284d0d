"""The bytes of a document: their encoding, their lines, the text of a span, and edits by splicing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from roadmap_sync.document.text import mojibake
from roadmap_sync.errors import OurMistake, UnreadableDocument
from roadmap_sync.model import Edit, Place, Span

BOM = b"\xef\xbb\xbf"
_NEWLINE = re.compile(rb"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Source:
    """A document's bytes and how to read them. ``start`` is where the text begins, after a BOM; ``lines``
    are the offsets at which lines start; ``codec`` is undone on every line where that is exact."""

    path: str
    data: bytes
    codec: str
    start: int
    lines: tuple[int, ...]
    exact: dict[int, bool] = field(default_factory=dict, compare=False, repr=False)

    @property
    def markdown(self) -> str:
        """The text as it lies on disk, without the BOM, nothing repaired."""
        return self.data[self.start :].decode()

    def line(self, offset: int) -> int:
        """The 1-based number of the line that holds ``offset``; CRLF ends one line."""
        return bisect_right(self.lines, offset)

    def place(self, offset: int) -> Place:
        """Path, line and column (in characters as people see them) of ``offset``."""
        line = self.line(offset)
        start = max(self.lines[line - 1], self.start)
        return Place(self.path, line, len(self.text(start, offset)) + 1)

    def text(self, start: int, end: int) -> str:
        """What stands between two offsets, repaired where the line is."""
        raw = self.data[start:end].decode()
        if self.codec == mojibake.UTF8 or raw.isascii():
            return raw
        return "".join(self._read(start, end))

    def clean(self, text: str, offset: int) -> str:
        """``text`` that the parser took from ``offset`` on, repaired where that line is."""
        if self.codec == mojibake.UTF8 or text.isascii() or not self.repaired(self.line(offset)):
            return text
        fixed = mojibake.undo(text, self.codec)
        return text if fixed is None else fixed

    def encode(self, text: str, offset: int) -> bytes:
        """``text`` in the encoding of the line that holds ``offset``: its own mojibake, or UTF-8."""
        if self.codec == mojibake.UTF8 or text.isascii() or not self.repaired(self.line(offset)):
            return text.encode()
        return mojibake.redo(text, self.codec).encode()

    def repaired(self, line: int) -> bool:
        """Whether the codec is undone on this line."""
        if line not in self.exact:
            start, end = self.lines[line - 1], self._end(line)
            text = self.data[max(start, self.start) : end].decode()
            self.exact[line] = mojibake.undo(text, self.codec) is not None
        return self.exact[line]

    def _end(self, line: int) -> int:
        return self.lines[line] if line < len(self.lines) else len(self.data)

    def _read(self, start: int, end: int) -> list[str]:
        parts = []
        while start < end:
            stop = min(end, self._end(self.line(start)))
            parts.append(self.clean(self.data[start:stop].decode(), start))
            start = stop
        return parts


def open_source(data: bytes, path: str) -> Source:
    """Understand bytes. Raises `UnreadableDocument` with line and offset where they are not UTF-8."""
    lines = (0, *(found.end() for found in _NEWLINE.finditer(data)))
    try:
        text = data.decode()
    except UnicodeDecodeError as fault:
        raise UnreadableDocument(
            f"not UTF-8: byte 0x{data[fault.start]:02X} at offset {fault.start}",
            where=f"{path}:{bisect_right(lines, fault.start)}",
            todo="save the document as UTF-8, then run again",
        ) from None
    codec = mojibake.UTF8 if text.isascii() else mojibake.detect(re.split(r"\r\n?|\n", text.lstrip("\ufeff")))
    return Source(path, data, codec, len(BOM) if data.startswith(BOM) else 0, lines)


def reopen(data: bytes, path: str, codec: str) -> Source:
    """Bytes that are known to be UTF-8 and whose codec is known already."""
    lines = (0, *(found.end() for found in _NEWLINE.finditer(data)))
    return Source(path, data, codec, len(BOM) if data.startswith(BOM) else 0, lines)


def trim(data: bytes, start: int, end: int) -> Span:
    """The part of a range between the blanks at its ends; an empty span in the middle if all is blank."""
    raw = data[start:end]
    left = len(raw) - len(raw.lstrip(b" \t"))
    if left == len(raw):
        middle = start + min(1, len(raw))
        return Span(middle, middle)
    return Span(start + left, start + len(raw.rstrip(b" \t")))


def splice(data: bytes, edits: Sequence[Edit]) -> bytes:
    """``data`` with every edit made. Raises `OurMistake` where two edits overlap or share a place."""
    parts, at, before = [], 0, None
    for edit in sorted(edits, key=lambda each: each.span):
        if edit.span.start < at or edit.span == before:
            raise OurMistake(f"two edits overlap at byte {edit.span.start}; nothing was saved")
        parts += [data[at : edit.span.start], edit.new]
        at, before = edit.span.end, edit.span
    return b"".join([*parts, data[at:]])
