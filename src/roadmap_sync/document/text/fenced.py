"""The text of a fenced block as people read it, with the way back from each character to its byte."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block
from roadmap_sync.model import Span


class Fenced(NamedTuple):
    """``text``: without what quotes and lists put before its lines, repaired line by line, newlines as LF.
    ``starts`` are the characters at which its lines begin, ``offsets`` the bytes of the same places."""

    source: Source
    text: str
    starts: tuple[int, ...]
    offsets: tuple[int, ...]

    def line(self, index: int) -> int:
        """Which of its lines, from 0, holds a character."""
        return bisect_right(self.starts, index) - 1

    def offset(self, index: int) -> int:
        """The byte of a character, or of the end of a line."""
        at = self.line(index)
        return self.offsets[at] + len(
            self.source.encode(self.text[self.starts[at] : index], self.offsets[at])
        )

    def span(self, first: int, last: int) -> Span:
        """The bytes of characters ``first`` up to, not with, ``last``, all on one line."""
        return Span(self.offset(first), self.offset(last))

    def end(self, line: int) -> int:
        """The character at which a line ends, before its newline."""
        if line + 1 < len(self.starts):
            return self.starts[line + 1] - 1
        return len(self.text.removesuffix("\n"))

    def before(self, line: int) -> str | None:
        """What quotes and lists put before a line; ``None`` where that is more than blanks and ``>``."""
        offset = self.offsets[line]
        lead = self.source.data[self.source.lines[self.source.line(offset) - 1] : offset].decode()
        return None if lead.strip(" \t>") else lead


def fenced(source: Source, block: Block) -> Fenced | None:
    """The text of a code block; ``None`` where its bytes are not its text (a tab cut in half)."""
    lines: list[str] = [""]
    offsets = [block.inlines[0].start if block.inlines else block.end]
    for piece in block.inlines:
        if source.data[piece.start : piece.end] != piece.text.encode():
            return None
        if not lines[-1]:
            offsets[-1] = piece.start
        at = piece.start
        for count, part in enumerate(piece.text.split("\n")):
            if count:
                lines.append("")
                at += 1
                offsets.append(at)
            lines[-1] += part
            at += len(part.encode())
    clean = [source.clean(line, offset) for line, offset in zip(lines, offsets, strict=True)]
    starts, index = [], 0
    for line in clean:
        starts.append(index)
        index += len(line) + 1
    return Fenced(source, "\n".join(clean), tuple(starts), tuple(offsets))
