"""The first paragraph of a list entry: box, signs, id, title, and what stands behind the title.

Everything is found in the plain text of the paragraph, from both ends inwards; what is left in the middle is
the title: its bold lead, if it has one that is set off, else all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roadmap_sync.document.inline.sign_slots import balanced
from roadmap_sync.document.inline.strips import ENDING, JOINTS, Strip, Wrap, strip_of
from roadmap_sync.document.inline.titles import FIXED, REFERENCE, Anchor, anchor_of, url_span
from roadmap_sync.document.lists import heads as list_heads
from roadmap_sync.document.lists import tails as list_tails
from roadmap_sync.document.lists.line_signs import leading
from roadmap_sync.document.text.boxes import Box, box_of
from roadmap_sync.document.text.flat import squeeze
from roadmap_sync.document.text.links import link_of
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Inline
from roadmap_sync.document.words.signs import EMOJI, SIGN, Lexicon, Sign
from roadmap_sync.model import Span

_SEPARATOR = re.compile(r"\s*[:：](?!//)\s*|\s+[–—-]+(?=\s)\s*|\s*[–—]+\s*|\s*\.(?=\s|$)\s*|\s*$")
_LABEL = re.compile(r"[^\W\d_a-z][\w -]{1,30}[:：](?:\s|$)")
_OUTSIDE = re.compile(r"[\s:：–—.-]*")
_INSIDE = re.compile(r"[^()\[\]（）【】]*[)\]）】][\s:：–—.-]*")
_CORRECTED = re.compile(r"\s+(?=[*_`\[]*\w)")
_DECORATION = re.compile(rf"^(?:\s*{EMOJI.pattern})+(?=\s*(?:[(（:：–—-]|$))")
_REMARK = re.compile(
    rf"\s*[(（](?:[^()（）]|\([^()]*\))*[)）](?=\s*(?:[:：]|[–—-]+\s|\.?\s*$|{SIGN.pattern}))"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A list entry's first paragraph, understood. ``signs``: the status signs beside the box, the one that
    counts first; ``region``: the bytes in which a new title may be written; ``end``: where a link is put, the
    end of the line on which the title ends; ``lead``: the title is set off from a description."""

    strip: Strip
    box: Box | None
    signs: tuple[Sign, ...]
    struck: bool
    title: str
    start: int
    region: Span | None
    end: int
    anchors: tuple[Anchor, ...]
    description: str
    lead: bool

    @property
    def signed(self) -> bool:
        """Whether it says its status itself."""
        return self.box is not None or bool(self.signs) or self.struck


def read_line(source: Source, inlines: Sequence[Inline], lexicon: Lexicon) -> Line:
    """Understand the paragraph with which an entry begins."""
    box, strip = box_of(source, inlines), strip_of(source, inlines, lexicon)
    if box:
        strip.first = strip.after(inlines[0].end if inlines[0].kind == "code" else box.span.end)
    list_heads.take(strip)
    if box is None:  # what is struck behind a box is done or dropped, and no mistake
        _corrected(strip)
    _fields(strip)
    list_tails.links(strip)
    noted = _noted(strip)
    lead, struck = _lead(strip, noted)
    floor = strip.first if lead is None else lead
    behind, rest = _behind(strip, floor) if lead is not None else (None, floor)
    list_tails.take(strip, rest)
    first, last = strip.bounds(strip.first, strip.last if lead is None else lead)
    first, last, linked = _linked(strip, first, last)
    noted = noted if lead is not None else None
    own = [linked, noted and anchor_of(source, noted.inline), *strip.anchors]
    return Line(
        strip=strip,
        box=box,
        signs=tuple(sign for sign in (behind, strip.tail, strip.head) if sign),
        struck=struck,
        title=squeeze(strip.flat.text[first:last]),
        start=strip.flat.span(first, max(first + 1, last)).start,
        region=_region(strip, first, last),
        end=strip.line_end(last),
        anchors=tuple(each for each in own if each),
        description="\n".join(_described(strip, rest if lead is not None else None, noted)),
        lead=lead is not None,
    )


def _corrected(strip: Strip) -> None:
    """Struck text with other text behind it was corrected: what stands behind it counts."""
    for wrap in strip.of("strike"):
        found = _CORRECTED.match(strip.flat.text, wrap.last, strip.last)
        if wrap.first <= strip.first < wrap.last and found:
            strip.first = found.end()


def _fields(strip: Strip) -> None:
    """Lines below the first that begin with a label ("Result: …") are no part of the title."""
    for each in strip.of("break"):
        if _LABEL.match(strip.flat.text, each.last):
            strip.below, strip.last = each.last, each.first
            return


def _lead(strip: Strip, noted: Wrap | None) -> tuple[int | None, bool]:
    """Where the lead of a strip ends, ``None`` where none is set off; and whether it is struck."""
    struck: Wrap | None = None
    for wrap in strip.of("strike", "strong"):
        if not (wrap.first <= strip.first < wrap.last):
            continue
        if wrap.inline.kind == "strike":
            struck = wrap
        elif _set_off(strip, wrap, noted):
            return wrap.last, _struck(strip, wrap)
    return (struck.last, True) if struck else (None, False)


def _set_off(strip: Strip, wrap: Wrap, noted: Wrap | None) -> bool:
    """Whether a bold lead ends in a colon, or a colon, a dash, a full stop, a remark, a sign or the end of
    the line stands behind it."""
    text = strip.flat.text
    if text[wrap.first : wrap.last].rstrip().endswith((":", "：", ".", "–", "—")):
        return True
    if any(each.first == wrap.last for each in strip.of("break")):
        return True
    if noted and noted.first > wrap.last and not text[wrap.last : noted.first - 2].strip():
        return True  # our link stands between the lead and the end of its line
    rest = text[wrap.last : strip.last]
    if noted and noted.first > wrap.last:
        rest = text[wrap.last : noted.first - 2] + text[noted.last + 1 : strip.last]
    rest = _DECORATION.sub("", rest)
    return bool(
        _SEPARATOR.match(rest) or _REMARK.match(rest) or leading(strip.lexicon, rest) or _refers(strip, wrap)
    )


def _refers(strip: Strip, wrap: Wrap) -> bool:
    """Whether an inline code or a link is all that follows a bold lead."""
    more = [each for each in strip.of("code", "link") if each.first >= wrap.last]
    return (
        len(more) == 1
        and not strip.flat.text[wrap.last : more[0].first].strip(" ([")
        and (not strip.flat.text[more[0].last : strip.last].strip(" )]."))
    )


def _struck(strip: Strip, wrap: Wrap) -> bool:
    return any(each.first <= wrap.first and wrap.last <= each.last for each in strip.of("strike"))


def _behind(strip: Strip, lead: int) -> tuple[Sign | None, int]:
    """The sign right behind a lead, and where the description begins."""
    text = strip.flat.text
    joint = _OUTSIDE.match(text, lead, strip.last)
    for at in (lead, joint.end() if joint else lead):
        sign = leading(strip.lexicon, text[at : strip.last])
        if sign:
            end = at + sign.end
            opened = text[at : at + sign.start].strip()
            close = (_INSIDE if opened else _OUTSIDE).match(text, end, strip.last)
            moved = sign._replace(
                emoji_at=sign.emoji_at + at if sign.emoji else -1,
                word_at=sign.word_at + at if sign.word else -1,
            )
            return moved, close.end() if close else end
    return None, joint.end() if joint else lead


def _linked(strip: Strip, first: int, last: int) -> tuple[int, int, Anchor | None]:
    """A title that is a link as a whole: the title, and the link if it leads to an issue."""
    for wrap in strip.of("link"):
        if (wrap.first, wrap.last) != (first, last) and not (wrap.first <= first and last <= wrap.last):
            continue
        link = link_of(wrap.inline.url)
        if link is None:
            return first, last, None
        if REFERENCE.fullmatch(strip.flat.text[wrap.first : wrap.last].strip()):
            return first, first, anchor_of(strip.source, wrap.inline)
        span = strip.flat.span(wrap.first, wrap.last)
        return first, last, Anchor(link, url_span(strip.source, wrap.inline, span.end), "text")
    return first, last, None


def _noted(strip: Strip) -> Wrap | None:
    """A link in brackets at the end of a line within the description, as we put it there."""
    breaks, text = {each.first for each in strip.of("break")}, strip.flat.text
    for wrap in strip.of("link"):
        ends = wrap.last + 1 in breaks and text[wrap.last : wrap.last + 1] == ")"
        if wrap.first > strip.first and ends and text[: wrap.first].endswith(" ("):
            return wrap if link_of(wrap.inline.url) else None
    return None


def _region(strip: Strip, first: int, last: int) -> Span | None:
    if first >= last:
        return None
    span = strip.flat.span(first, last)
    held = [each for each in strip.inlines if each.start < span.end and span.start < each.end]
    around = [
        each for each in held if each.kind == "link" and each.start < span.start and span.end < each.end
    ]
    if any(each.kind in FIXED and each not in around for each in held):
        return None
    whole, balance = balanced(strip.source, strip.inlines, span)
    return whole if balance else None


def _described(strip: Strip, first: int | None, noted: Wrap | None) -> Iterator[str]:
    """What the paragraph says beyond the title: behind its lead, and in lines of fields below."""
    if first is not None:
        yield _description(strip, first, noted)
    if strip.below < len(strip.flat.text):
        span = strip.flat.span(strip.below, len(strip.flat.text))
        yield strip.source.text(span.start, span.end)


def _description(strip: Strip, first: int, noted: Wrap | None) -> str:
    """The text behind a lead as it stands, without what is worn off and without a link noted in it."""
    if first >= strip.last:
        return ""
    span = strip.whole(first, strip.last)
    if noted is None or not span.start < noted.inline.start < span.end:
        return strip.source.text(span.start, span.end).rstrip(ENDING + JOINTS)
    parts = (span.start, noted.inline.start - len(" (")), (noted.inline.end + len(")"), span.end)
    return "".join(strip.source.text(start, end) for start, end in parts).rstrip(ENDING + JOINTS)
