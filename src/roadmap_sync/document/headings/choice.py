"""Which headings are items: those with prose or fields below, several side by side, where work is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from roadmap_sync.document.headings.lines import HeadingLine
from roadmap_sync.document.headings.survey import Below, Survey
from roadmap_sync.document.headings.tree import Section
from roadmap_sync.document.lists import choice as lists
from roadmap_sync.document.lists.places import is_priority, is_timely, priorities
from roadmap_sync.document.outline.captions import is_about
from roadmap_sync.document.outline.purposes import is_roadmap
from roadmap_sync.document.outline.sections import Path, section_is
from roadmap_sync.document.outline.taking import INCLUDE, verdict
from roadmap_sync.document.tables import choice as tables
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.stated import read_stated
from roadmap_sync.document.words.targets import find_target
from roadmap_sync.document.words.vocabulary import fold

STRONG = frozenset({"box", "row", "fields"})
_UNTIMELY = "headings with text below them: no heading above names a time, a status or work"
_TOLD = frozenset({"box", "row", "fields", "prose", "bullets"})
_MILESTONE = re.compile(r"M\d+[a-z]?(?:\.\d+)?(?!\w)")
_QUESTION = re.compile(
    r"^(?:how|what|why|where|when|who|which|can|do|does|is|are|should)\b|[?？]\s*$",
    re.IGNORECASE,
)


Groups = list[tuple[Section, list[Section]]]
"""Sections with those right below them that could be items."""

_SEVERAL = 5
"""So many headings told in prose below the areas of a roadmap are what it lists."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A heading that is an item, how it reads, and what stands below it. ``parts``: its section and those in
    it that only tell more about it."""

    section: Section
    line: HeadingLine
    below: Below
    parts: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """A group of sections that was left out, by its first, and why."""

    parent: Section
    first: Section
    reason: str


def choose(survey: Survey, root: Section) -> tuple[list[Chosen], list[Left]]:
    """The headings that are items, and the groups that came close."""
    groups = [(parent, group) for parent in root.walk() if (group := _group(survey, parent))]
    chosen = {id(parent): group for parent, group in groups if _fits(survey, parent, group)}
    levels = {(group[0].heading.level, parent.path[:-1]) for parent, group in groups if id(parent) in chosen}
    for parent, group in groups:
        beside = (group[0].heading.level, parent.path[:-1]) in levels
        if id(parent) not in chosen and beside and parent.path and _mostly(survey, group):
            chosen[id(parent)] = group
    if not chosen:
        listed = _listed(survey)
        chosen = {
            id(at): group
            for at, group in groups
            if (2 * listed < len(group) or _in_prose(survey, group)) and _alone(survey, at, group)
        }
    if not chosen and not listed:
        chosen = {id(at): group for at, group in _deep(survey, groups)}
    found = [each for parent, group in groups for each in _members(survey, group, all_=id(parent) in chosen)]
    own = {each.section.heading.start for each in found}
    whole = [replace(each, parts=tuple(_parts(each.section, own))) for each in found]
    told = {part.heading.start for each in whole for part in each.parts}
    left = [
        each
        for each in _left_out(survey, root)
        if id(each.parent) not in chosen and not (each.parent.path and each.parent.heading.start in told)
    ]
    return sorted(whole, key=lambda each: each.section.heading.start), left


def _left_out(survey: Survey, root: Section) -> Iterator[Left]:
    """The groups of sections that look like items, where they stand."""
    for parent in root.walk():
        group = _able(survey, parent) if len(parent.children) > 1 else []
        if len(group) > 1 and _mostly(survey, group):
            first = next(each for each in group if survey.below(each).kind in _TOLD)
            yield Left(parent, first, _barred(survey, parent.path) or _UNTIMELY)


def _parts(section: Section, own: set[int]) -> Iterator[Section]:
    yield section
    for child in section.children:
        if child.heading.start not in own:
            yield from _parts(child, own)


def _members(survey: Survey, group: Sequence[Section], *, all_: bool) -> Iterator[Chosen]:
    """The items of a group: all that could be one, or only those that say so themselves."""
    for section in group:
        below = survey.below(section)
        if below.kind in {"box", "row"} or (all_ and below.kind in _TOLD):
            yield Chosen(section, survey.line(section), below)


def _group(survey: Survey, parent: Section) -> list[Section]:
    """The sections below a parent that could be items: no containers, nothing of which the name says that it
    is something else, and no details of rows elsewhere."""
    if not parent.children or _barred(survey, parent.path):
        return []
    return _able(survey, parent)


def _able(survey: Survey, parent: Section) -> list[Section]:
    able = [
        child for child in parent.children if _is_leaf(survey, child) and not _is_container(survey, child)
    ]
    details = [child for child in able if _is_detail(survey, child)]
    return [] if 2 * len(details) > len(able) else [child for child in able if child not in details]


def _barred(survey: Survey, path: Path) -> str:
    """Why no heading is an item in this place."""
    if told := verdict(survey.ground.config.reading, path):
        return "left out by the configuration" if told == "exclude" else ""
    about = (each.clean for each in path if not each.lead and _is_about(_timeless(each.clean), "never"))
    kinds = (section_is(path, kind) for kind in ("details", "not items", "summary"))
    inside = next(about, None) or next(filter(None, kinds), None)
    return f'headings under "{inside}", where no work is listed' if inside else ""


def _timeless(text: str) -> str:
    """A heading without the time in it: "Vision 2030"."""
    found = find_target(text)
    left = f"{text[: found.first]} {text[found.last :]}".strip(" ()（）:：—–-") if found else text
    return " ".join(left.split()) or text


def _is_about(text: str, kind: str) -> bool:
    """`is_about`, but of a longer heading only what stands before a colon or dash: else it tells its own."""
    head = re.split(r"\s*[:：]\s*|\s+[–—-]\s+", text)[0] if len(text.split()) > 4 else text
    return len(head.split()) <= 4 and is_about(head, kind)


def _is_leaf(survey: Survey, section: Section) -> bool:
    """Whether nothing below a section is a section of its own: only parts of what it tells. A heading with a
    row or box of its own is one even if the levels below it went wrong."""
    if survey.below(section).kind in {"row", "box"}:
        return True
    return all(_is_part(survey, child) for child in section.children)


def _is_part(survey: Survey, section: Section) -> bool:
    named = any(_is_about(section.heading.clean, kind) for kind in ("never", "not alone", "plain"))
    listed = any(
        (each := survey.listings.get(block.start)) and each.kind == lists.ITEMS and each.signed
        for block in section.blocks()
    )
    return named and not listed


def _is_container(survey: Survey, section: Section) -> bool:
    """Whether a heading names a place for work, or no work at all."""
    heading, below = section.heading, survey.below(section)
    if below.kind in {"box", "row"}:
        return False
    if heading.lead or _QUESTION.search(heading.clean):
        return True
    if any(_is_about(heading.clean, kind) for kind in ("never", "not alone", "plain")):
        return below.kind != "fields"
    if is_about(heading.clean, "work") and len(heading.clean.split()) <= 3:
        return True
    stated = read_stated(heading.text, survey.ground.lexicon)
    if (stated and stated.whole) or is_priority(heading.clean):
        return True
    found = find_target(heading.clean)
    ranked = priorities().match(heading.clean)
    states = stated or any(each.role == "status" for each in below.fields)
    lists_ = [each for each in section.body if each.kind in {"list", "table"}]
    work = any(_holds_work(survey, each) for each in lists_)
    listed = work if states else bool(lists_)
    named = (ranked and ranked.end() > 3) or _MILESTONE.match(heading.clean)
    milestone = bool(_MILESTONE.match(heading.clean))
    bucket = bool((found and found.first <= 2 and not milestone) or (named and work))
    untold = not heading.clean[found.last :].strip(" :：—–-()") if found else False
    own = below.kind == "fields" or (below.kind == "prose" and stated)
    return bucket and (untold or not own or listed)


def _holds_work(survey: Survey, block: Block) -> bool:
    """Whether a block is a list or a table that may hold work."""
    listing = survey.listings.get(block.start)
    return listing is None or listing.kind == lists.ITEMS


def _is_detail(survey: Survey, section: Section) -> bool:
    line = survey.line(section)
    return bool({fold(line.title), fold(line.id or ""), fold(section.heading.clean)} & (survey.names - {""}))


# ── the group ────────────────────────────────────────────────────────────────────────────────


def _fits(survey: Survey, parent: Section, group: Sequence[Section]) -> bool:
    """Whether the sections of a group are items, all together."""
    if not _mostly(survey, group):
        return False
    strong = sum(survey.below(each).kind in STRONG for each in group)
    told = verdict(survey.ground.config.reading, parent.path) == INCLUDE or (
        parent.path
        and not parent.heading.lead
        and (is_timely(survey.ground, parent.path) or is_priority(parent.heading.clean))
    )
    if told and (len(group) > 1 or strong):
        return True
    roadmap = bool(parent.path) and parent.heading.lead and is_roadmap(parent.heading.clean)
    if strong > 1 + roadmap and 2 * strong + roadmap > len(group):
        return True
    named = sum(_has_id(survey, each) or _is_stated(survey, each) for each in group)
    return len(group) > 1 and 2 * named > len(group)


def _mostly(survey: Survey, group: Sequence[Section]) -> bool:
    """Whether more of the sections are told in prose or fields than in lists."""
    kinds = [survey.below(each).kind for each in group]
    named = [kind == "bullets" and _has_id(survey, each) for kind, each in zip(kinds, group, strict=True)]
    told = sum(kind in STRONG or kind == "prose" for kind in kinds) + sum(named)
    return told > sum(kind in {"listed", "bullets"} for kind in kinds) - sum(named)


def _alone(survey: Survey, parent: Section, group: Sequence[Section]) -> bool:
    """Whether the sections right below the document's title are its items: where nothing else in it is one,
    most of them have names of work, and they are told in prose without lists."""
    level = group[0].heading.level
    sections = [each for each in parent.children if each.heading.level == level]
    if parent.path:
        titled = len(parent.path) == 1 and parent.heading.lead and is_roadmap(parent.heading.clean)
    else:
        titled = level > 1 and len(sections) == len(parent.children)
    plain = [each for each in group if not any(block.kind == "list" for block in each.body)]
    told = len(group) > 2 and 2 * len(group) > len(sections) and 2 * len(plain) > len(group)
    return titled and told and _mostly(survey, group) and not any(map(_holds_more, group))


def _in_prose(survey: Survey, group: Sequence[Section]) -> bool:
    """Whether each of the sections is told in prose: then lists elsewhere are of other work."""
    return all(survey.below(each).kind == "prose" for each in group)


def _deep(survey: Survey, groups: Groups) -> Groups:
    """The groups below the areas of a roadmap in which nothing else is an item: several side by side, told in
    prose, all at one level."""
    first = survey.ground.placed[0][1] if survey.ground.placed else ()
    title = first[0].clean if len(first) == 1 and first[0].level == 1 else ""
    titled = [
        (at, group)
        for at, group in groups
        if len(at.path) > 1 and is_roadmap(at.path[0].clean if at.path[0].lead else title)
        if _mostly(survey, group)
    ]
    level = max((group[0].heading.level for _, group in titled), default=0)
    deepest = [(at, group) for at, group in titled if group[0].heading.level == level]
    told = [survey.below(each).kind in _TOLD for _, group in deepest for each in group]
    fit = len(deepest) > 1 and sum(told) >= _SEVERAL and all(told)
    return deepest if fit else []


def _holds_more(section: Section) -> bool:
    """Whether a section tells of several things: paragraphs that begin with names in bold."""
    bold = [each for each in section.body if each.kind == "paragraph" and each.inlines[0].kind == "strong"]
    return len(bold) > 1


def _has_id(survey: Survey, section: Section) -> bool:
    return survey.line(section).id is not None


def _is_stated(survey: Survey, section: Section) -> bool:
    return read_stated(section.heading.text, survey.ground.lexicon) is not None


def _listed(survey: Survey) -> int:
    """How many items the tables and lists of the document give."""
    rows = sum(len(each.rows) for each in survey.tables.values() if each.kind == tables.ITEMS)
    return rows + sum(len(each.entries) for each in survey.listings.values() if each.kind == lists.ITEMS)
