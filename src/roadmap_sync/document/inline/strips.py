"""A paragraph as one strip of plain text that is worn off from both ends, with the marks and links in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from roadmap_sync.document.inline.titles import Anchor
from roadmap_sync.document.text.flat import Flat, flatten
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Inline
from roadmap_sync.document.words.signs import Lexicon, Sign
from roadmap_sync.model import Span, Target

ENDING = " \t\n.。;；,，"
"""What may stand behind a title and is no part of it."""

JOINTS = " \t\n([（【–—-:：,;、"
"""What may stand between a title and what follows it."""


class Wrap(NamedTuple):
    """An inline that is more than text, and the part of the plain text that it covers."""

    inline: Inline
    first: int
    last: int


@dataclass(slots=True)
class Strip:
    """What is left of a paragraph between ``first`` and ``last``, and what was found on the way there."""

    source: Source
    flat: Flat
    inlines: Sequence[Inline]
    wraps: tuple[Wrap, ...]
    lexicon: Lexicon
    first: int
    last: int
    below: int  # where lines begin that belong to no title
    head: Sign | None = None
    tail: Sign | None = None
    id: str | None = None
    version: str | None = None
    when: Target | None = None
    priority: str | None = None
    effort: str | None = None
    labels: list[str] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)

    @property
    def left(self) -> str:
        """The text that is left."""
        return self.flat.text[self.first : self.last]

    def after(self, offset: int) -> int:
        """The index of the first character that stands at or behind a byte offset."""
        return _index(self.flat, offset)

    def of(self, *kinds: str) -> Iterator[Wrap]:
        """The wraps of some kinds, in order."""
        return (each for each in self.wraps if each.inline.kind in kinds)

    def bounds(self, first: int, last: int) -> tuple[int, int]:
        """A stretch of the text without what may stand around a title."""
        text = self.flat.text
        while first < last and text[first].isspace():
            first += 1
        while first < last and text[last - 1] in ENDING + JOINTS:
            last -= 1
        return first, last

    def whole(self, first: int, last: int) -> Span:
        """The bytes of a stretch of the text with the marks that open at its begin or close at its end."""
        span = self.flat.span(first, last)
        opened = [each.inline.start for each in self.wraps if each.first == first and each.last <= last]
        closed = [each.inline.end for each in self.wraps if each.last == last and each.first >= first]
        return Span(min([span.start, *opened]), max([span.end, *closed]))

    def line_end(self, last: int) -> int:
        """The byte offset at which the line that holds the character before ``last`` ends; a line on which a
        bracket stays open goes on."""
        for each in self.of("break"):
            ends = each.last == self.below or _balanced(self.flat.text[: each.first])
            if each.first >= last and ends:
                return each.inline.start
        return max((each.end for each in self.inlines), default=0)


def strip_of(source: Source, inlines: Sequence[Inline], lexicon: Lexicon) -> Strip:
    """A paragraph of which nothing is worn off yet."""
    flat = flatten(source, inlines, ticks=True)
    wraps = tuple(
        Wrap(each, _index(flat, each.start), _index(flat, each.end))
        for each in inlines
        if each.kind not in {"text", "box", "html"}
    )
    return Strip(source, flat, inlines, wraps, lexicon, 0, len(flat.text), len(flat.text))


def _balanced(text: str) -> bool:
    return all(text.count(opened) <= text.count(closed) for opened, closed in ("()", "[]", "（）"))


def _index(flat: Flat, offset: int) -> int:
    at = bisect_left(flat.pieces, offset, key=lambda piece: piece.start)
    if at and flat.pieces[at - 1].end > offset and flat.pieces[at - 1].literal:
        piece = flat.pieces[at - 1]
        return piece.at + len(flat.source.text(piece.start, offset))
    return flat.pieces[at].at if at < len(flat.pieces) else len(flat.text)
