"""The dashboard: a region between two comments that we write, and that nobody else has edited since."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block
from roadmap_sync.model import Finding, Slot, Span

NAME = "dashboard"
EDITED = "edited-dashboard"
_MARK = re.compile(
    rb"<!--[ \t]*(?P<close>/)?roadmap-sync:dashboard(?:[ \t]+sha256=(?P<sum>[0-9a-f]{16,64}))?[ \t]*-->"
)


class Region(NamedTuple):
    """``span``: from behind the first comment up to, not with, the end of the second one; ``text``: what
    stands between them, ``checksum``: what the second one says that was."""

    span: Span
    inner: Span
    text: str
    checksum: str
    line: int

    @property
    def ours(self) -> bool:
        """Whether what stands there is what we wrote, or nothing."""
        return checksum(self.text) == self.checksum if self.checksum else not self.text.strip()


def find(source: Source, blocks: Sequence[Block]) -> list[Region]:
    """The regions of a document, in order. A comment in a code block, a list or a quote marks none."""
    found, opened = [], None
    for mark in _marks(source, blocks):
        if not mark["close"]:
            opened = mark
        elif opened:
            inner = Span(opened.end(), mark.start())
            span = Span(opened.end(), mark.end())
            text = source.text(inner.start, inner.end)
            told = (mark["sum"] or b"").decode()
            found.append(Region(span, inner, text, told, source.line(opened.end())))
            opened = None
    return found


def without(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` but for those that lie in a region: what we wrote ourselves says nothing new."""
    inner = [region.inner for region in find(source, blocks)]
    starts = [each.start for each in inner]

    def inside(block: Block) -> bool:
        at = bisect_right(starts, block.start) - 1
        return at >= 0 and block.end <= inner[at].end

    return [block for block in blocks if not inside(block)] if inner else list(blocks)


def edited(source: Source, blocks: Sequence[Block]) -> Iterator[Finding]:
    """A finding for every region in which somebody else has written."""
    for region in find(source, blocks):
        if not region.ours:
            message = (
                "somebody edited the generated text between the two comments: "
                "move that text out of there and leave nothing between them, then it is written again"
            )
            yield Finding(region.line, 1, EDITED, message)


def slot(source: Source, region: Region) -> Slot:
    """The slot of a region, its second comment included."""
    now = source.text(region.span.start, region.span.end)
    return Slot(NAME, region.span, now, region.line, form="text")


def framed(source: Source, region: Region, text: str) -> str:
    """What a region's slot must hold for it to show ``text`` (LF): in the newlines of the document."""
    newline = "\r\n" if source.data[region.span.start :].startswith(b"\r\n") else "\n"
    return _frame(text, newline)


def reframed(value: str, changed: Callable[[str], str]) -> str:
    """What ``framed`` gave, with another text."""
    newline = "\r\n" if value.startswith("\r\n") else "\n"
    inner = value.replace(newline, "\n").rpartition("\n<!-- /")[0]
    return _frame(changed(inner.removeprefix("\n")), newline)


def _frame(text: str, newline: str) -> str:
    body = f"\n{text}\n<!-- /roadmap-sync:{NAME} sha256={checksum(text)} -->"
    return body.replace("\n", newline)


def checksum(text: str) -> str:
    """The first 16 digits of the SHA-256 of a text; blanks at line ends and empty lines do not count."""
    lines = (line.rstrip() for line in re.split(r"\r\n?|\n", text))
    return hashlib.sha256("\n".join(line for line in lines if line).encode()).hexdigest()[:16]


def _marks(source: Source, blocks: Sequence[Block]) -> Iterator[re.Match[bytes]]:
    for block in blocks:
        if block.kind == "html":
            yield from _MARK.finditer(source.data, block.start, block.end)
