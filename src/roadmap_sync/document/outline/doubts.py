"""What sections say for their items and cannot be followed: unknown statuses, ambiguous times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadmap_sync.document.outline.details import Draft
from roadmap_sync.document.outline.field_blocks import Field
from roadmap_sync.document.outline.sections import Heading
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.words.doubts import ambiguous, unknown
from roadmap_sync.document.words.fiscal import dated
from roadmap_sync.document.words.targets import find_guess, find_target, is_blank, read_target
from roadmap_sync.model import Finding, Target


def doubts(source: Source, drafts: Sequence[Draft], year: int) -> Iterator[Finding]:
    """The findings of every heading above an item, once each. ``year``: the month in which the fiscal year
    begins."""
    met = {each.start: each for draft in drafts for each in draft.path if not each.lead}
    for start in sorted(met):
        yield from _heading(source, met[start], year)


def _heading(source: Source, heading: Heading, year: int) -> Iterator[Finding]:
    if guess := find_guess(heading.text):
        yield _at(source, heading.start, "ambiguous-target", ambiguous(guess[0]))
    for field in heading.said.lines:
        if field.role == "status" and heading.said.status is None:
            yield from _status(source, field)
        elif field.role == "target":
            yield from _time(source, heading, field, year)


def _status(source: Source, field: Field) -> Iterator[Finding]:
    """One or two words that mean no status; more of them are a sentence."""
    text = field.text
    if not is_blank(text) and len(text.split()) <= 2 and not any(char.isdigit() for char in text):
        yield _at(source, field.start, "unknown-status", unknown(text))


def _time(source: Source, heading: Heading, field: Field, year: int) -> Iterator[Finding]:
    text = field.text
    if guess := find_guess(text):
        yield _at(source, field.start, "ambiguous-target", ambiguous(guess[0]))
        return
    named, told = find_target(heading.text, versions=False), read_target(text)
    if named and told and _apart(dated(named.target, year), dated(told.target, year)):
        above = named.target.text
        message = f'says "{told.target.text}", but the heading above says "{above}": correct one of them'
        yield _at(source, field.start, "targets-differ", message)


def _apart(one: Target, other: Target) -> bool:
    """Whether two times have no day in common."""
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return False
    return one.end < other.start or other.end < one.start


def _at(source: Source, start: int, code: str, message: str) -> Finding:
    place = source.place(start)
    return Finding(place.line, place.column, code, message)
