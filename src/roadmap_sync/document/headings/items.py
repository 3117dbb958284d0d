"""The carrier "headings": headings that are items, with the prose or field block below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from roadmap_sync.document.headings.choice import Chosen, Left, choose
from roadmap_sync.document.headings.complaints import complaints_of
from roadmap_sync.document.headings.item import read_item
from roadmap_sync.document.headings.reading import Reading, spelled
from roadmap_sync.document.headings.survey import survey
from roadmap_sync.document.headings.tree import Section, grow
from roadmap_sync.document.lists.choice import Listing
from roadmap_sync.document.lists.items import take_nested
from roadmap_sync.document.lists.nested import Nested, Outer, first_level, nested
from roadmap_sync.document.outline.captions import STEP
from roadmap_sync.document.outline.carriers import UNREADABLE, Ground, Yield
from roadmap_sync.document.outline.details import Draft
from roadmap_sync.document.outline.sections import Path, names
from roadmap_sync.document.outline.taking import Take, place
from roadmap_sync.document.tables.choice import Table, ignored
from roadmap_sync.document.text.anchors import anchor, linked
from roadmap_sync.document.words.spellings import Votes
from roadmap_sync.model import Skipped, Span


def harvest(ground: Ground, met: Sequence[Table], lists: Sequence[Listing], document: Votes) -> Yield:
    """The items that headings are. What it claims is the body of its items: the tables and lists in there are
    left to them."""
    found = Yield()
    root = grow(ground.placed)
    every, left = choose(survey(ground, met, lists), root)
    chosen = [each for each in every if not each.section.heading.lead]  # the title is no piece of work
    found.skipped += [_left_out(ground, each) for each in left]
    if not ground.config.reading.headings:
        found.skipped += _off(ground, chosen)
        return found
    if not chosen:
        return found
    votes = spelled(ground, chosen)
    pointed = linked(ground.source.markdown)
    for each in chosen:
        free = anchor(each.section.heading.text) not in pointed
        _read(Reading(ground, each, votes, document, free), found)
        found.claims += _claims(each)
    return found


def _left_out(ground: Ground, left: Left) -> Skipped:
    take = place(ground.config.reading, left.parent.path, "headings")
    return Skipped(ground.source.line(left.first.heading.start), left.reason, str(take))


def _off(ground: Ground, chosen: Sequence[Chosen]) -> Iterator[Skipped]:
    """The first item of each group, where headings may not be any."""
    reason = "the configuration says that headings hold no items"
    for _, group in groupby(chosen, key=lambda each: each.section.above):
        yield Skipped(ground.source.line(next(group).section.heading.start), reason, str(Take("headings")))


def _read(reading: Reading, found: Yield) -> None:
    assert reading.chosen.section.block is not None
    source, block = reading.ground.source, reading.chosen.section.block
    if any(ignored(each.text) for each in block.inlines if each.kind == "html"):
        found.skipped.append(Skipped(source.line(block.start), "the heading says ignore"))
        return
    line = reading.chosen.line
    if not re.search(r"\w", line.title):
        where, reason = source.place(block.start), "a heading without a title"
        found.skipped.append(Skipped(where.line, reason, column=where.column, code=UNREADABLE))
        return
    outer, below = _below(reading, line.title)
    item, findings, speller = read_item(reading, line, below.lines(source))
    found.drafts.append(Draft(item, reading.chosen.section.above, speller))
    found.findings += [*findings, *complaints_of(reading, line)]
    take_nested(reading.ground, below, replace(outer, place=item.place), reading.document, found)


def _below(reading: Reading, title: str) -> tuple[Outer, Nested]:
    """The item as one that others may be nested below, and those that are."""
    ground, section = reading.ground, reading.chosen.section
    path = section.above
    where = ground.source.place(section.heading.start)
    outer = Outer(where, (*names(path), title), path, first_level(ground, path))
    parts = [(_caption(part, section), part.body) for part in reading.chosen.parts]
    return outer, nested(ground, parts, outer)


def _caption(part: Section, section: Section) -> Path:
    """The heading of a part of an item as the label of the lists below it."""
    return () if part is section else (replace(part.heading, level=STEP),)


def _claims(chosen: Chosen) -> list[Span]:
    return [Span(block.start, block.end) for part in chosen.parts for block in part.body]
