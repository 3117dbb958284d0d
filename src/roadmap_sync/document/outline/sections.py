"""Headings: the path to a place in the document, and the priority and time that a heading states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from roadmap_sync.document.outline.statements import SILENT, Statement, read_statement
from roadmap_sync.document.text.flat import plain, without_images
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block, Inline
from roadmap_sync.document.words.signs import Lexicon, strip_signs
from roadmap_sync.document.words.stated import COUNT, read_stated
from roadmap_sync.document.words.targets import HORIZON, Found, ranked_target
from roadmap_sync.document.words.times import VERSION
from roadmap_sync.document.words.vocabulary import alternatives, fold, vocabulary
from roadmap_sync.document.words.written import planned
from roadmap_sync.model import SECTION, Slot, Span, Status, Target

_OPENED = re.compile(r"<a\s[^>]*href", re.IGNORECASE)
_LEADS = re.compile(
    r"\b(?:road\s?map|road|path|plans?|todo|tasks)\s+(?:to|for|towards?)\s+(v?\d+(?:\.\d+)+)(?=\W*(?:\[\^\w+\]\s*)?$)",
    re.IGNORECASE,
)
_ANCHOR = re.compile(r"\s*\{#[^{}]*\}\s*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, its text as people read it, and the same without signs, counts and decoration."""

    level: int
    text: str
    clean: str
    start: int
    lead: bool = False  # the sole H1 that opens the document: its title
    said: Statement = SILENT  # what its section says in lines of its own


class Inherited(NamedTuple):
    """A status that a section states for what stands in it, its words, and a sign of the section's heading:
    a slot without words, for which `heirs` puts the places where the section states it."""

    status: Status | None = None
    text: str | None = None
    slots: tuple[Slot, ...] = ()


Path = tuple[Heading, ...]
"""The headings that enclose a place, outermost first."""


def headings(source: Source, blocks: Sequence[Block], lexicon: Lexicon) -> list[Heading]:
    """All headings at the top level of a document, in order, each with what its section states."""
    starts = [at for at, block in enumerate(blocks) if block.kind == "heading"]
    tops = [at for at in starts if blocks[at].level == 1]
    found = []
    for at, end in zip(starts, [*starts[1:], len(blocks)], strict=False):
        lead = at == starts[0] and tops == [at]
        said = SILENT if lead else read_statement(source, blocks[at + 1 : end], lexicon)
        text = plain(source, visible(blocks[at].inlines))
        clean = clean_heading(text, lexicon)
        found.append(Heading(blocks[at].level, text, clean, blocks[at].start, lead, said))
    return found


def visible(inlines: Sequence[Inline]) -> list[Inline]:
    """A heading's inlines without what is no part of its words: pictures, and a link in HTML at its end."""
    opened = [at for at, each in enumerate(inlines) if each.kind == "html" and _OPENED.match(each.text)]
    kept = inlines[: opened[-1]] if opened and opened[-1] else inlines
    return [each for each in without_images(list(kept)) if each.kind != "image"]


def enter(path: Path, heading: Heading) -> Path:
    """The path below a heading, after what it closes."""
    return (*(each for each in path if each.level < heading.level), heading)


def names(path: Path) -> tuple[str, ...]:
    """A section path as people read it, without the document's own title."""
    return tuple(heading.clean for heading in path if not heading.lead)


def clean_heading(text: str, lexicon: Lexicon) -> str:
    """A heading without emoji, counts ("(3/5)", "60 %"), an anchor and a status beside its words; never
    empty."""
    bare = _ANCHOR.sub("", text)
    found = read_stated(bare, lexicon)
    if found and not found.whole:
        bare = f"{bare[: found.first]} {bare[found.last :]}"
    return strip_signs(COUNT.sub("", bare)).strip(" –—-:·") or text


def section_is(path: Path, kind: str) -> str | None:
    """The heading of the path that is of a kind in the vocabulary ("details", "not items", "summary")."""
    for at, heading in reversed(list(enumerate(path))):
        if not heading.lead and _named(kind).search(fold(heading.clean)):
            lists = kind == "details" and any(_names_bucket(each.text) for each in path[at + 1 :])
            return None if lists else heading.clean
    return None


def _names_bucket(text: str) -> bool:
    """Whether a heading begins with a time, a version or a horizon: "Details" above it are the
    roadmap's."""
    ranked = ranked_target(text)
    return ranked is not None and (ranked[0] <= VERSION or ranked[0] == HORIZON) and ranked[1].first <= 2


def heading_target(path: Path) -> Target | None:
    """The time, version, step or horizon that the nearest heading names, or its section in a line of its own,
    whichever of these says more; the document's title names times only."""
    for heading in reversed(path):
        ranked = planned(heading.text, ranked_target(heading.text, versions=not heading.lead))
        ranked = ranked or (_aim(heading.text) if heading.lead else None)
        said = heading.said.target
        if said and (ranked is None or heading.said.rank < ranked[0]):
            return said.target
        if ranked:
            return ranked[1].target
    return None


def _aim(title: str) -> tuple[int, Found] | None:
    """The version to which a document's title says that it leads: "Roadmap to 2.0"."""
    found = _LEADS.search(title)
    return (VERSION, Found(Target(found[1], name=found[1]), *found.span(1))) if found else None


def heading_priority(path: Path) -> str | None:
    """The priority that the nearest heading states: "P0 — Critical" → P0, "High Priority" → High."""
    for heading in reversed(path):
        if heading.said.priority:
            return heading.said.priority
        found = _priority().search(heading.clean)
        if found and not heading.lead:
            word = next(part for part in found.groups() if part)
            return word.upper() if word[-1].isdigit() else word
    return None


def heading_status(path: Path, lexicon: Lexicon) -> Inherited:
    """The status that the nearest section states in a line of its own, else in its heading, and its words."""
    for heading in reversed(path):
        if heading.lead:
            continue
        if heading.said.status:
            return Inherited(heading.said.status, heading.said.status_text or "", _stands_for(heading))
        if found := read_stated(heading.text, lexicon):
            return Inherited(found.sign.status, found.shown(heading.text), _stands_for(heading))
    return Inherited()


def _stands_for(heading: Heading) -> tuple[Slot, ...]:
    return (Slot("status", Span(heading.start, heading.start), "", 0, form=SECTION),)


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
