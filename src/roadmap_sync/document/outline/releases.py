"""Releases that headings declare ("Q1 2026: Search (v1.1.0)", "Phase 2: Scale (Q3 2026)"), and their items.

A heading declares one when it names a version or a phase, a name beside it, and a time, or its section tells
the time in a line of its own; and when work is listed below it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from roadmap_sync.document.outline.captions import is_about
from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.outline.details import Draft
from roadmap_sync.document.outline.field_blocks import fields_of
from roadmap_sync.document.outline.sections import Heading, Path, heading_status, names
from roadmap_sync.document.text.flat import plain
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.fiscal import dated
from roadmap_sync.document.words.targets import Found, ranked_target
from roadmap_sync.document.words.times import VERSION, YEAR, forms
from roadmap_sync.document.words.vocabulary import alternatives, fold, vocabulary
from roadmap_sync.model import Place, Release, Target

_GENERIC = re.compile(
    r"^(?:current|next|upcoming|active|latest)?\s*(?:milestone|release|version|phase|target|goal)?\s*[:：—–-]\s*",
    re.IGNORECASE,
)
_EDGES = " \t+:：–—-·|,/()[]（）"


@dataclass(frozen=True, slots=True)
class Declared:
    """A release and the headings that lead to it, with its own at the end."""

    release: Release
    path: Path


def declared(ground: Ground, drafts: Sequence[Draft]) -> list[Declared]:
    """The releases that headings declare, none of which is an item itself."""
    busy = {heading.start for draft in drafts for heading in draft.path}
    bodies: dict[int, list[Block]] = defaultdict(list)
    paths: dict[int, Path] = {}
    for block, path in ground.placed:
        if path and path[-1].start in busy:
            paths.setdefault(path[-1].start, path)
            bodies[path[-1].start] += [block] if block.start != path[-1].start else []
    met = [one for start, path in paths.items() if (one := _declared(ground, path, bodies[start]))]
    titles = Counter(one.release.milestone for one in met)
    return [_apart(one) if titles[one.release.milestone] > 1 else one for one in met]


def _declared(ground: Ground, path: Path, body: Sequence[Block]) -> Declared | None:
    heading = path[-1]
    key, when = _key(heading), _when(heading)
    year = ground.config.reading.fiscal_year_start
    name = _name(heading, key, when) if key and when else ""
    if not key or not when or not name or any(is_about(each.clean, "never") for each in path):
        return None
    told = heading_status((heading,), ground.lexicon)
    release = Release(
        key=key,
        title=name,
        milestone=heading.clean,
        status=told.status,
        status_text=told.text,
        target=_target(heading, when, year),
        description=_description(ground, body),
        section=names(path[:-1]),
        place=Place(ground.source.path, ground.source.line(heading.start)),
        slots=told.slots,
    )
    return Declared(release, path)


def _key(heading: Heading) -> str | None:
    """The version that a heading names, or the phase with which it begins."""
    if heading.lead:
        return None
    for form in forms():
        if form.rank == VERSION and (found := form.look.search(heading.clean)) and found[0][0].isalpha():
            after = re.search(
                r"\b(?:post|after|beyond|up to|until)[\s-]+$", heading.clean[: found.start()], re.IGNORECASE
            )
            return None if after else found[0]
    found = _phases().match(heading.clean)
    return found[0].strip() if found else None


@cache
def _phases() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternatives(vocabulary().times['phases'])})\s*#?\d+[a-z]?(?:\.\d+)*(?!\w)", re.IGNORECASE
    )


def _when(heading: Heading) -> Found | None:
    """The time that a heading names, else its section's own line."""
    ranked = ranked_target(heading.text)
    if ranked and ranked[0] <= YEAR:
        return ranked[1] if ranked[1].target.start else None
    said = heading.said
    return said.target if said.target and said.rank <= YEAR and said.target.target.end else None


def _name(heading: Heading, key: str | None, when: Found | None) -> str:
    """What the heading says beside version, phase and time; empty where that is nothing."""
    text = re.sub(r"[(（\[][^()（）\[\]]*[)）\]]", " ", heading.clean) if key and when else heading.clean
    for part in (key, when.target.text if when else None):
        text = text.replace(part, " ", 1) if part else text
    bare = _GENERIC.sub("", " ".join(text.split())).strip(_EDGES)
    known = fold(bare) in vocabulary().statuses or fold(bare) in vocabulary().lists["nameless"]
    return "" if known or not re.search(r"[^\W\d]{2}", bare) else bare


def _target(heading: Heading, when: Found, year: int) -> Target:
    """The time of the heading; its section's own line tells the day more exactly. ``year``: the month in
    which the fiscal year begins."""
    said = dated(heading.said.target.target, year) if heading.said.target else None
    first = dated(when.target, year)
    if (
        said
        and said.end
        and first.start
        and first.start <= said.end
        and (not first.end or said.end <= first.end)
    ):
        return replace(first, end=said.end)
    return first


def _description(ground: Ground, body: Sequence[Block]) -> str:
    """The theme or goal that the section states, else its first paragraph."""
    for block in body:
        for field in fields_of(ground.source, block):
            if fold(field.label) in vocabulary().lists["themes"]:
                return field.text
    first = body[0] if body else None
    if first is None or first.kind != "paragraph" or fields_of(ground.source, first):
        return ""
    text = plain(ground.source, first.inlines)
    return "" if text.endswith((":", "：")) else text.strip('"“”')


def _apart(one: Declared) -> Declared:
    """A release whose milestone would have the title of another's: with the heading above it."""
    if not one.release.section:
        return one
    title = f"{one.release.section[-1]} — {one.release.milestone}"
    return Declared(replace(one.release, milestone=title), one.path)


# ── the items of a release ───────────────────────────────────────────────────────────────────


def bound(drafts: Sequence[Draft], by_heading: Sequence[Declared], others: Iterable[Release]) -> list[Draft]:
    """The drafts, with every target that names a declared release, or comes from its heading, as that
    release."""
    nearest = {one.path[-1].start: one.release for one in by_heading}
    keys = _unique([*(one.release for one in by_heading), *others])
    return [_bind(draft, nearest, keys) for draft in drafts]


def _unique(releases: Iterable[Release]) -> Mapping[str, Release]:
    """Releases by their keys, but for keys that several have."""
    met: dict[str, list[Release]] = defaultdict(list)
    for release in releases:
        met[_fold(release.key)].append(release)
    return {key: group[0] for key, group in met.items() if len({each.milestone for each in group}) == 1}


def _fold(key: str) -> str:
    return re.sub(r"^(?:version |release |v)(?=\d)", "", fold(key))


def _bind(draft: Draft, nearest: Mapping[int, Release], keys: Mapping[str, Release]) -> Draft:
    target = draft.item.target
    if target is None:
        return draft
    release = next(_naming(draft, target, nearest), None) or keys.get(_fold(target.text))
    if release is None or release.milestone == target.name:
        return draft
    when = release.target if target.end is None and release.target else target
    named = replace(when, text=target.text, name=release.milestone)
    return replace(draft, item=replace(draft.item, target=named))


def _naming(draft: Draft, target: Target, nearest: Mapping[int, Release]) -> Iterator[Release]:
    """The release in whose section an item stands, if its target is that release or its time."""
    for heading in reversed(draft.path):
        release = nearest.get(heading.start)
        if release and release.target:
            told = {_fold(release.key), fold(release.target.text)}
            if {_fold(target.text), fold(target.text)} & told:
                yield release
