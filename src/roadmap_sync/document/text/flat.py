"""The text of a line of Markdown as people read it, with the way back from each character to its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from roadmap_sync.document.text.source import Source, trim
from roadmap_sync.document.text.tree import Inline
from roadmap_sync.model import Span

WRAPPERS = frozenset({"strong", "emphasis", "strike"})
_WORD = re.compile(r"\w")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


class Piece(NamedTuple):
    """``text`` at index ``at`` of the whole; ``literal``: its bytes are exactly this text."""

    at: int
    text: str
    start: int
    end: int
    literal: bool


class Flat(NamedTuple):
    """Text without Markdown, and where each part of it stands."""

    source: Source
    text: str
    pieces: tuple[Piece, ...]

    def span(self, first: int, last: int) -> Span:
        """The bytes of characters ``first`` up to, not with, ``last``."""
        return Span(self._offset(first, last=False), self._offset(last, last=True))

    def _offset(self, index: int, *, last: bool) -> int:
        for piece in self.pieces:
            inside = index - piece.at
            if inside < len(piece.text) or (last and inside == len(piece.text)):
                if inside <= 0:
                    return piece.start
                if not piece.literal:
                    return piece.end if last else piece.start
                return piece.start + len(self.source.encode(piece.text[:inside], piece.start))
        return self.pieces[-1].end if self.pieces else 0


def flatten(source: Source, inlines: Iterable[Inline], *, ticks: bool = False) -> Flat:
    """Read inlines as plain text; ``ticks`` keeps the backticks of inline code. HTML tags vanish, a ``<br>``
    is a blank; of an image its alternative text is left, but with ``ticks`` only where nothing else is."""
    pieces, texts, at = [], [], 0
    for inline in without_images(list(inlines)) if ticks else inlines:
        text, literal = _read(source, inline, ticks=ticks)
        if text:
            pieces.append(Piece(at, text, inline.start, inline.end, literal))
            texts.append(text)
            at += len(text)
    return Flat(source, "".join(texts), tuple(pieces))


def without_images(inlines: list[Inline]) -> list[Inline]:
    """Inlines without those in an image; as they are where no word would be left."""
    images = [each for each in inlines if each.kind == "image"]
    if not images:
        return inlines
    left = [
        each for each in inlines if not any(at.start <= each.start and each.end <= at.end for at in images)
    ]
    return left if any(_WORD.search(each.text) for each in left if each.kind in {"text", "code"}) else inlines


def plain(source: Source, inlines: Sequence[Inline], *, ticks: bool = False) -> str:
    """The text of inlines with runs of blanks as one."""
    if len(inlines) == 1 and inlines[0].kind == "text":
        return squeeze(_read(source, inlines[0], ticks=ticks)[0])
    return squeeze(flatten(source, inlines, ticks=ticks).text)


def squeeze(text: str) -> str:
    """``text`` without blanks at its ends and with single ones inside."""
    return " ".join(text.split())


def _read(source: Source, inline: Inline, *, ticks: bool) -> tuple[str, bool]:
    if inline.kind == "text":
        literal = source.data[inline.start : inline.end] == inline.text.encode()
        return (source.clean(inline.text, inline.start) if literal else inline.text), literal
    if inline.kind == "code":
        text = source.clean(inline.text, inline.start)
        return (f"`{text}`" if ticks else text), False
    if inline.kind == "html":
        return (" " if _BREAK.fullmatch(inline.text) else ""), False
    return (inline.text, False) if inline.kind in {"break", "box"} else ("", False)


def within(source: Source, inlines: Sequence[Inline], region: Span) -> list[Inline]:
    """The inlines that lie in a range of bytes; of a text that reaches beyond it, the part inside."""
    held = []
    for each in inlines:
        if region.start <= each.start and each.end <= region.end:
            held.append(each)
        elif each.kind == "text" and each.start < region.end and region.start < each.end:
            start, end = max(each.start, region.start), min(each.end, region.end)
            held.append(each._replace(text=source.data[start:end].decode(), start=start, end=end))
    return held


def core(source: Source, inlines: Sequence[Inline], region: Span) -> Span:
    """The part of a range that is left when blanks and the bold, italic or struck marks around all of it are
    taken off."""
    while True:
        region = trim(source.data, region.start, region.end)
        around = next(
            (i for i in inlines if i.kind in WRAPPERS and (i.start, i.end) == (region.start, region.end)),
            None,
        )
        if around is None:
            return region
        width = marks(source, around)
        inlines = [each for each in inlines if each is not around]
        region = Span(region.start + width, region.end - width)


def marks(source: Source, wrapper: Inline) -> int:
    """How many bytes the opening mark of a wrapper takes."""
    if wrapper.kind == "strike":
        return 2 if source.data.startswith(b"~~", wrapper.start) else 1
    return 2 if wrapper.kind == "strong" else 1
