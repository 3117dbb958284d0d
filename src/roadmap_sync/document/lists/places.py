"""Where work is listed, and where a list is about something else, whatever it looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from roadmap_sync.document.lists.entries import Entry
from roadmap_sync.document.outline.captions import REMARK, STEP, is_about
from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.outline.keys import slug
from roadmap_sync.document.outline.sections import Heading, Path, heading_status, section_is
from roadmap_sync.document.outline.taking import INCLUDE, verdict
from roadmap_sync.document.words.signs import SIGN, Lexicon
from roadmap_sync.document.words.targets import find_target
from roadmap_sync.document.words.vocabulary import REMEMBERED, alternatives, fold, fold_header, vocabulary

UNTIMELY = "no entry has a status, and no heading above names a time, a version, a phase or a status"
EMPTY = "an empty list"
FIELDS = "the fields of one item"
_MEANS = re.compile(rf"(?:{SIGN.pattern})\s*(?:[:=：]|[–—-]\s)")
_DETAILED = re.compile(r"\W*(?:\d+\.\d+|\d+[A-Z]\b|[A-Z]{1,5}-\d+)(?![\w.]*\.x)[.:)\s]")
_CODED = re.compile(r"\W*[A-Z]{1,5}-\d+[.:)\s]")
_PAGE = re.compile(r"[\s`]*[\w./-]+\.(?:md|mdx|rst|txt|adoc|pdf)`?\s*(?:$|[:：—–-])", re.IGNORECASE)
_NEAR = 2
_NOTE = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_DAY = re.compile(r"\W*(?:\d{4}-\d\d-\d\d|\d\d?[./]\d\d?[./]\d{4})\b")


def headings_of(ground: Ground) -> frozenset[str]:
    """The titles of all headings, as letters and digits."""
    return frozenset(slug(heading.text) for _, path in ground.placed for heading in path[-1:])


def never(ground: Ground, entries: Sequence[Entry], path: Path, titles: frozenset[str]) -> str:
    """Why a list is no list of work, whatever its entries say; empty where nothing speaks against it."""
    if not any(re.search(r"\w", entry.line.title) for entry in entries):
        return EMPTY
    told = verdict(ground.config.reading, path)
    if told:
        return "" if told == INCLUDE else "left out by the configuration"
    if about := _about(path):
        return f'under "{about}", where no work is listed'
    return _shape(ground, entries, titles)


def needs_box(path: Path) -> str:
    """Why only boxes are work in this place; empty where a plain list may be work as well."""
    near = [
        *[each for each in path if each.level < STEP][-1:],
        *[each for each in path if each.level >= STEP],
    ]
    for each in near:
        if not each.lead and is_about(each.clean, "not alone"):
            return f'under "{each.clean}", which tells about the work and does not list it'
    caption = path[-1] if path and path[-1].level == REMARK else None
    if caption and not is_about(caption.clean, "announces") and not _is_topic(caption, near):
        return f'it goes on with what "{caption.clean[:60]}" tells'
    steps = [each for each in path if each.level < STEP and not each.lead]
    if any(_DETAILED.match(each.text) and not _names_time(each.text) for each in steps):
        return "details of the numbered heading above"
    return ""


def _is_topic(caption: Heading, near: Sequence[Heading]) -> bool:
    """Whether a line above a list only names an area of the work that its heading promises: "Parser:"; below
    a horizon any line does: "The current lane is:"."""
    above = [each for each in near if each.level < STEP]
    if above and fold(above[-1].clean) in vocabulary().times["horizons"]:
        return True
    return len(caption.clean.split()) <= 3 and bool(above) and _is_work(above[-1].clean)


def is_timely(ground: Ground, path: Path) -> bool:
    """Whether a heading above names a time, a version, a phase, a horizon or a status. The document's title
    does only for what stands right below it."""
    told = [each for each in path if each.level < REMARK or not is_about(each.clean, "announces")]
    return any(
        _is_timely(each, ground.lexicon)
        for each in told
        if each.level < REMARK and (not each.lead or each is told[-1])
    )


def _is_timely(heading: Heading, lexicon: Lexicon) -> bool:
    return (
        _names_time(heading.text)
        or _is_work(heading.clean)
        or is_priority(heading.clean)
        or heading_status((heading,), lexicon).status is not None
    )


def is_priority(text: str) -> bool:
    """Whether a heading is nothing but a priority: "P0 — Critical", "High priority (this week)"."""
    return bool(priorities().fullmatch(_NOTE.sub("", text)))


@cache
def priorities() -> re.Pattern[str]:
    """Words for priorities, in a row."""
    words = (alternatives(vocabulary().priorities[kind]) for kind in ("words", "beside"))
    return re.compile(rf"(?:(?:p[0-5]|{'|'.join(words)})\s*\d?[\s:：—–()-]*)+", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED)
def _names_time(text: str) -> bool:
    """Whether a heading names a stretch of time, a version or a step; a day is when something was written."""
    found = find_target(text)
    if found is None:
        return False
    return found.target.start is None or found.target.start != found.target.end


def begins_with_time(text: str) -> bool:
    """Whether a heading begins with a stretch of time, a version or a step, or is a priority."""
    found = find_target(text)
    return is_priority(text) or bool(found and found.first <= _NEAR and _names_time(text))


def _is_work(text: str) -> bool:
    return is_about(text, "work")


def _about(path: Path) -> str:
    """The heading or caption under which nothing is work; one further in that lists work wins over it."""
    for heading in reversed(path):
        if not heading.lead and (is_about(heading.clean, "never") or _asks(heading)):
            return heading.clean
        if heading.level < STEP and not heading.lead and _is_work(heading.clean):
            break
    return section_is(path, "details") or section_is(path, "not items") or ""


def _asks(heading: Heading) -> bool:
    """Whether it is a question ("Why now", "What 1.0 means") or a footnote ("* Priorities")."""
    first = fold(heading.clean).partition(" ")[0].partition("'")[0].rstrip("?？")
    asked = first in vocabulary().lists["asks"] or heading.clean.endswith(("?", "？"))
    return heading.text.startswith("*") or (asked and not _is_work(heading.clean))


def _shape(ground: Ground, entries: Sequence[Entry], titles: frozenset[str]) -> str:
    """Why a list that could stand anywhere is no list of work."""
    plain = [entry for entry in entries if not entry.line.box]
    half = len(entries) / 2
    if sum(_refers(entry) or _is_page(entry) for entry in plain) > half:
        return "links to other places"
    if sum(map(_is_dated, plain)) >= half and plain:
        return "entries of a log: they begin with days"
    if sum(map(_is_field, plain)) > half or (sum(map(_is_field, plain)) > 1 and all(map(_has_label, plain))):
        return FIELDS
    if sum(slug(entry.line.strip.flat.text) in titles for entry in plain) > half:
        return "it announces headings that follow"
    if all(_explains(entry, ground.lexicon) for entry in entries) and len(entries) > 1:
        return "a legend: it explains signs"
    return ""


def _refers(entry: Entry) -> bool:
    """Whether an entry is nothing but a link to a place in this document or to another page of it."""
    links = [each for each in entry.line.strip.of("link") if each.first <= entry.line.strip.first]
    url = links[0].inline.url if links else ""
    whole = bool(links) and links[0].last >= len(entry.line.strip.flat.text.rstrip(" ."))
    return bool(url) and not entry.line.signed and (url.startswith("#") or (whole and "://" not in url))


def _is_page(entry: Entry) -> bool:
    """Whether an entry begins with the name of a page: "`docs/STYLE.md` — how we write"."""
    return bool(_PAGE.match(entry.line.strip.flat.text)) and not entry.line.signed


def _is_dated(entry: Entry) -> bool:
    return bool(_DAY.match(entry.line.strip.flat.text)) and not entry.line.signed


def _is_field(entry: Entry) -> bool:
    head, colon, _ = entry.line.strip.flat.text.replace("：", ":").partition(":")
    return bool(colon) and fold(head) in vocabulary().lists["fields"]


def is_state(entry: Entry) -> bool:
    """Whether an entry tells the status of what stands above it: "Status: ready"."""
    head, colon, value = entry.line.strip.flat.text.replace("：", ":").partition(":")
    label = fold_header(SIGN.sub("", head)) in vocabulary().columns["status"]
    return bool(colon) and bool(value.strip()) and label and entry.line.box is None


def about_one(path: Path) -> str:
    """Why a list that tells a status is no list of work: the heading above it names one item by its id."""
    near = [each for each in path if each.level < STEP and not each.lead][-1:]
    named = any(
        _CODED.match(each.text) or not (_is_work(each.clean) or _names_time(each.text)) for each in near
    )
    return FIELDS if named else ""


def _has_label(entry: Entry) -> bool:
    return entry.line.lead and bool(entry.line.description)


def _explains(entry: Entry, lexicon: Lexicon) -> bool:
    text = entry.line.strip.flat.text.strip()
    if _MEANS.match(text):
        return True
    sign = lexicon.read(text)
    return bool(sign and sign.emoji and sign.word and sign.end == len(text) and not entry.below)
