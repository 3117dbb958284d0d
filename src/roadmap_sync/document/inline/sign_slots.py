"""The slot of a sign: its emoji and word in a line, with the marks between them."""

from __future__ import annotations

from collections.abc import Sequence

from roadmap_sync.document.text.flat import WRAPPERS, Flat, marks
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Inline
from roadmap_sync.document.words.signs import Sign
from roadmap_sync.document.words.spellings import Shown, Speller, spelling_of
from roadmap_sync.model import Slot, Span


def sign_slot(
    inlines: Sequence[Inline], flat: Flat, sign: Sign, speller: Speller, *, field: str = "status"
) -> Slot | None:
    """The slot of a sign: its emoji and word, with the marks between them. An image has none."""
    source = flat.source
    span, whole = balanced(source, inlines, flat.span(sign.start, sign.end))
    if any(each.kind == "image" and each.start < span.end and span.start < each.end for each in inlines):
        return None
    now = source.text(span.start, span.end)
    around = flat.text[: sign.start], flat.text[sign.end :]
    words = speller.words(Shown(now, spelling_of(sign), flat.text[sign.start : sign.end], *around, whole))
    return Slot(field, span, now, source.line(span.start), words) if words else None


def balanced(source: Source, inlines: Sequence[Inline], span: Span) -> tuple[Span, bool]:
    """A span with the marks at its edges whose other end it holds; and whether every mark that opens in
    it closes in it."""
    whole = True
    for each in reversed([each for each in inlines if each.kind in WRAPPERS]):
        if each.end <= span.start or span.end <= each.start:
            continue
        width = marks(source, each)
        inner = Span(each.start + width, each.end - width)
        if span.start <= each.start and span.end == inner.end:
            span = Span(span.start, each.end)
        elif each.end <= span.end and span.start == inner.start:
            span = Span(each.start, span.end)
        inside = span.start <= each.start and each.end <= span.end
        around = inner.start <= span.start and span.end <= inner.end
        whole = whole and (inside or around)
    return span, whole
