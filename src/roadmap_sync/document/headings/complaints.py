"""What a person should look at in a heading that is an item: its links, and times that are a guess."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_sync.document.headings.lines import HeadingLine
from roadmap_sync.document.headings.links import issue_cell
from roadmap_sync.document.headings.reading import Reading
from roadmap_sync.document.inline.several import complaints
from roadmap_sync.document.inline.titles import read_issue
from roadmap_sync.document.tables.cells import read_due
from roadmap_sync.document.words.doubts import ambiguous
from roadmap_sync.document.words.targets import find_guess, read_target
from roadmap_sync.model import Finding


def complaints_of(reading: Reading, line: HeadingLine) -> Iterator[Finding]:
    """The findings of a heading beside those of its status."""
    source, start = reading.ground.source, reading.chosen.section.heading.start
    cell = issue_cell(reading)
    anchors = line.anchors or (read_issue(source, cell) if cell else ())
    yield from complaints(source, anchors, start, "heading")
    yield from _times(reading, line)


def _times(reading: Reading, line: HeadingLine) -> Iterator[Finding]:
    source, field, row = reading.ground.source, reading.field("target"), reading.row
    found = read_target(field.text) if field else None
    if field and found:
        if found.vague:
            place = source.place(field.start)
            yield Finding(place.line, place.column, "ambiguous-target", ambiguous(found.target.text))
    elif row and (due := read_due(row)).finding:
        yield due.finding
    elif guess := find_guess(line.title):
        place = source.place(reading.chosen.section.heading.start)
        yield Finding(place.line, place.column, "ambiguous-target", ambiguous(guess[0]))
