"""Headings: the path to a place in the document, and the priority and time that a heading states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from roadmap_sync.document.flat import plain
from roadmap_sync.document.signs import SIGN, Lexicon, strip_signs
from roadmap_sync.document.source import Source
from roadmap_sync.document.targets import find_target
from roadmap_sync.document.tree import Block
from roadmap_sync.document.vocabulary import alternatives, fold, vocabulary
from roadmap_sync.model import Status, Target

_COUNT = re.compile(
    r"\s*[(\[]\s*\d+\s*(?:/|of)\s*\d+\s*[^()\[\]]*[)\]]|\s*[(\[]?\d+\s*%[)\]]?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, its text as people read it, and the same without signs, counts and decoration."""

    level: int
    text: str
    clean: str
    start: int
    lead: bool = False  # the sole H1 that opens the document: its title


Path = tuple[Heading, ...]
"""The headings that enclose a place, outermost first."""


def headings(source: Source, blocks: Sequence[Block], lexicon: Lexicon) -> list[Heading]:
    """All headings at the top level of a document, in order."""
    found = [block for block in blocks if block.kind == "heading"]
    title = (
        found[0] if found and found[0].level == 1 and sum(block.level == 1 for block in found) == 1 else None
    )
    return [_heading(source, block, lexicon, lead=block is title) for block in found]


def _heading(source: Source, block: Block, lexicon: Lexicon, *, lead: bool) -> Heading:
    text = plain(source, block.inlines)
    return Heading(block.level, text, clean_heading(text, lexicon), block.start, lead)


def enter(path: Path, heading: Heading) -> Path:
    """The path below a heading, after what it closes."""
    return (*(each for each in path if each.level < heading.level), heading)


def names(path: Path) -> tuple[str, ...]:
    """A section path as people read it, without the document's own title."""
    return tuple(heading.clean for heading in path if not heading.lead)


def clean_heading(text: str, lexicon: Lexicon) -> str:
    """A heading without emoji, counts ("(3/5)", "60 %") and a status at its end; never empty."""
    bare = strip_signs(_COUNT.sub("", _without_status(text, lexicon)))
    return bare.strip(" –—-:·") or text


def _without_status(text: str, lexicon: Lexicon) -> str:
    """A status word counts at the end of a heading only behind a sign or a dash."""
    for found in re.finditer(rf"(?:{SIGN.pattern}|\s[—–-])\s*(?=\w)", text):
        tail = text[found.start() :].strip(" —–-")
        sign = lexicon.read(tail)
        if found.start() and sign and sign.word and sign.end == len(tail):
            return text[: found.start()]
    return text


def section_is(path: Path, kind: str) -> str | None:
    """The heading of the path that is of a kind in the vocabulary ("details", "not items", "summary")."""
    for heading in reversed(path):
        if not heading.lead and _named(kind).search(fold(heading.clean)):
            return heading.clean
    return None


def heading_target(path: Path) -> Target | None:
    """The time or version that the nearest heading names; the document's title names times only."""
    for heading in reversed(path):
        found = find_target(heading.text, versions=not heading.lead)
        if found:
            return found.target
    return None


def heading_priority(path: Path) -> str | None:
    """The priority that the nearest heading states: "P0 — Critical" → P0, "High Priority" → High."""
    for heading in reversed(path):
        found = _priority().search(heading.clean)
        if found and not heading.lead:
            word = next(part for part in found.groups() if part)
            return word.upper() if word[-1].isdigit() else word
    return None


def heading_status(path: Path, lexicon: Lexicon) -> tuple[Status, str] | None:
    """The status that a heading states and its words: it is nothing but a status ("✅ Completed"), or ends in
    one ("Phase 1 ✅")."""
    for heading in reversed(path):
        found = _stated(heading.text, lexicon)
        if found and not heading.lead:
            return found
    return None


def _stated(text: str, lexicon: Lexicon) -> tuple[Status, str] | None:
    text = _COUNT.sub("", text).strip()
    sign = lexicon.read(text)
    if sign and sign.word and sign.end == len(text):
        return None if fold(sign.word) in vocabulary().sections["not a status"] else (sign.status, text)
    short = _without_status(text, lexicon)
    tail = text[len(short) :].strip(" —–-")
    if sign := lexicon.read(tail) if tail else None:
        return sign.status, tail
    last = re.search(rf"({SIGN.pattern})$", text)
    shown = lexicon.of_sign(last[1]) if last else None
    return (shown, last[1]) if last and shown in {Status.DONE, Status.IN_PROGRESS} else None


@cache
def _named(kind: str) -> re.Pattern[str]:
    """One word must be the whole heading; several may have more before or behind them; a details section says
    so first and often goes on with the name of an item."""
    words = vocabulary().sections[kind]
    long = alternatives(word for word in words if " " in word)
    whole = alternatives(words)
    first = rf"|^(?:{whole})(?!\w)" if kind == "details" else ""
    either = rf"|^(?:{long})(?!\w)|(?<!\w)(?:{long})$" if long else ""
    return re.compile(rf"^(?:\d+[.)]?\s+)?(?:{whole})$" + either + first)


@cache
def _priority() -> re.Pattern[str]:
    words, beside = (alternatives(vocabulary().priorities[kind]) for kind in ("words", "beside"))
    return re.compile(
        rf"^(P[0-5])(?![\w.])|^({words})$|(?<!\w)({words})[\s-]+(?:{beside})|(?:{beside})\s*[:–—-]?\s*({words})",
        re.IGNORECASE,
    )
