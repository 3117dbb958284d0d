"""What stands behind a title in a list: links, numbers, effort, owners, priority, status; all worn off."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from roadmap_sync.document.inline.strips import ENDING, JOINTS, Strip, Wrap
from roadmap_sync.document.inline.titles import REFERENCE, Anchor, anchor_of
from roadmap_sync.document.lists.line_signs import trailing
from roadmap_sync.document.text.links import URL, link_of
from roadmap_sync.document.words.targets import is_duration, read_target
from roadmap_sync.document.words.vocabulary import fold_header, vocabulary

_URL = re.compile(rf"<?(?P<url>{URL.pattern})>?[\s)\].,;]*$", re.IGNORECASE | re.ASCII)
_NUMBERS = re.compile(r"[(\[（]?(?:(?:(?:[\w.-]+/[\w.-]+)?#|\bGH-)\d+[\s,;、&]*)+[)\]）]?$", re.ASCII)
_OWNERS = re.compile(r"(?:^|\s)(?:@[A-Za-z0-9-]+[\s,&/]*)+$|\s[(\[](?:@[A-Za-z0-9-]+[\s,&/]*)+[)\]]$")
_LOGIN = re.compile(r"@([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})")
_PRIORITY = re.compile(r"[(\[（](P[0-5])[)\]）]$", re.IGNORECASE)
_EFFORT = re.compile(
    r"X{0,2}[SML]|[SML]X{0,2}|~?\d+(?:[-–]\d+)?\s?(?:[hdwm]|pts?|sp|hours?|days?|weeks?)", re.IGNORECASE
)
_LABEL = re.compile(r"\[([^\[\]]{2,40})\]")
_FIELDS = re.compile(r"[(（](?P<name>[^():：（）]{2,30})[:：](?P<value>[^();（）]+)[^()（）]*[)）]$")
_WHEN = re.compile(
    r"(?:\s+[–—-]+\s+|\s*[–—]\s*|(?<=[^\x00-\u2dff])-\s+)(?P<dash>[^–—\[\]()]{4,30})$|\s*\[(?P<box>[^\[\]]{4,30})\]$"
)
_LASTS = re.compile(
    r"\s*[(\[](?P<told>~|≈|est\.?:?|estimated?:?|effort:?)?\s*(?P<time>(?!.*min)[^()\[\]]{2,20})[)\]]$",
    re.IGNORECASE,
)
_LONG = re.compile(r"\d\s*[–-]\s*\d|week|\d\s*w$|\]$", re.IGNORECASE)
_OPENED = re.compile(r"[(\[（【][^()\[\]（）【】]*$")
_CLOSING = ")]）】 "
_POINTS = re.compile(
    r"(?:\b(?:see|in|by|of|from|with|via|on|to|after|like|and|or|cf|upstream)|见|参见|siehe|voir|ver|см)"
    r"\.?\s*[:：]?\s*$",
    re.IGNORECASE,
)


def links(strip: Strip) -> None:
    """Wear off the links at the end."""
    _wear(strip, strip.first, (_link, _url, _numbers))


def take(strip: Strip, floor: int) -> None:
    """Wear off everything that stands behind the title, in whatever order; nothing before ``floor``."""
    _wear(strip, floor, (_link, _url, _numbers, _code, _owners, _priority, _sign, _fields, _lasts, _when))


def _wear(strip: Strip, floor: int, steps: Sequence[Callable[[Strip, int], None]]) -> None:
    for _ in range(8):
        before = strip.last
        while strip.last > floor and strip.flat.text[strip.last - 1] in ENDING:
            strip.last -= 1
        for step in steps:
            step(strip, floor)
        if strip.last == before:
            return


def _text(strip: Strip, floor: int) -> str:
    return strip.flat.text[floor : strip.last]


def _cut(strip: Strip, floor: int, last: int) -> None:
    """End the strip before ``last``, without the bracket or dash that stands there."""
    while last > floor and strip.flat.text[last - 1] in JOINTS:
        last -= 1
    strip.last = last


def _ends(strip: Strip, floor: int, *kinds: str) -> Wrap | None:
    """The wrap with which the strip ends, but for brackets that close behind it."""
    stripped = strip.flat.text[: strip.last].rstrip(_CLOSING)
    near = (each for each in strip.of(*kinds) if len(stripped) <= each.last <= strip.last)
    return next((each for each in near if each.first >= floor), None)


def _link(strip: Strip, floor: int) -> None:
    wrap = _ends(strip, floor, "link")
    if wrap is None or wrap.first <= strip.first:
        return
    anchor = anchor_of(strip.source, wrap.inline)
    refers = REFERENCE.fullmatch(strip.flat.text[wrap.first : wrap.last].strip())
    if (anchor or refers) and not _POINTS.search(strip.flat.text[floor : wrap.first]):
        if anchor:
            strip.anchors.insert(0, anchor)
        _cut(strip, floor, wrap.first)


def _url(strip: Strip, floor: int) -> None:
    found = _URL.search(_text(strip, floor))
    link = link_of(found["url"].rstrip(")].,;")) if found else None
    if found and link and not _POINTS.search(_text(strip, floor)[: found.start()]):
        first = floor + found.start("url")
        strip.anchors.insert(0, Anchor(link, strip.flat.span(first, first + len(link.url)), "text"))
        _cut(strip, floor, floor + found.start())


def _numbers(strip: Strip, floor: int) -> None:
    """Bare numbers refer to issues or to pull requests; which of both, they do not say."""
    found = _NUMBERS.search(_text(strip, floor))
    before = _text(strip, floor)[: found.start()] if found else ""
    if found and (before.strip() or floor > strip.first) and not _POINTS.search(before):
        _cut(strip, floor, floor + found.start())


def _code(strip: Strip, floor: int) -> None:
    wrap = _ends(strip, floor, "code")
    if wrap is None or wrap.first <= strip.first or wrap.last != strip.last:
        return
    text = wrap.inline.text.strip()
    if _EFFORT.fullmatch(text):
        strip.effort = strip.effort or text
    elif label := _LABEL.fullmatch(text):
        strip.labels.insert(0, label[1])
    else:
        return
    _cut(strip, floor, wrap.first)


def _owners(strip: Strip, floor: int) -> None:
    found = _OWNERS.search(_text(strip, floor))
    if found and (found.start() or floor > strip.first):
        strip.logins[:0] = _LOGIN.findall(found[0])
        _cut(strip, floor, floor + found.start())


def _priority(strip: Strip, floor: int) -> None:
    found = _PRIORITY.search(_text(strip, floor))
    if found and strip.priority is None:
        strip.priority = found[1].upper()
        _cut(strip, floor, floor + found.start())


def _fields(strip: Strip, floor: int) -> None:
    """A remark that names fields: "(Effort: high; Cost: low)"."""
    found = _FIELDS.search(_text(strip, floor))
    if found and found.start() and fold_header(found["name"]) in vocabulary().columns["effort"]:
        strip.effort = strip.effort or found["value"].strip()
        _cut(strip, floor, floor + found.start())


def _lasts(strip: Strip, floor: int) -> None:
    """How long it will take: "(~2 weeks)", "[3d]"; other spans of time may belong to the title."""
    found = _LASTS.search(_text(strip, floor))
    if found and found.start() and is_duration(found["time"]) and (found["told"] or _LONG.search(found[0])):
        strip.effort = strip.effort or found["time"].strip()
        _cut(strip, floor, floor + found.start())


def _when(strip: Strip, floor: int) -> None:
    """A time behind a dash or in square brackets: "Lexer — Q3 2026"."""
    found = _WHEN.search(_text(strip, floor))
    text = (found["dash"] or found["box"]).strip() if found else ""
    target = read_target(text)
    if not found or not target or not found.start() or target.target.start is None or strip.when:
        return
    if target.last == len(text) and not target.vague and not target.other:
        strip.when = target.target
        _cut(strip, floor, floor + found.start())


def _sign(strip: Strip, floor: int) -> None:
    sign = None if strip.tail else trailing(strip.lexicon, _text(strip, floor))
    if sign is None or (not _text(strip, floor)[: sign.start].strip(JOINTS) and floor <= strip.first):
        return
    strip.tail = sign._replace(
        emoji_at=sign.emoji_at + floor if sign.emoji else -1,
        word_at=sign.word_at + floor if sign.word else -1,
    )
    opened = _OPENED.search(strip.flat.text, floor, strip.tail.start)  # with a time before the status
    _cut(strip, floor, opened.start() if opened else strip.tail.start)
