"""The target of an item of a heading: what its field, row or heading says, and where it may be written."""

from __future__ import annotations

from roadmap_sync.document.headings.lines import HeadingLine
from roadmap_sync.document.headings.reading import Reading
from roadmap_sync.document.inline.titles import FIXED
from roadmap_sync.document.outline.field_blocks import Field
from roadmap_sync.document.outline.sections import heading_target
from roadmap_sync.document.tables.cells import read_due
from roadmap_sync.document.text.flat import flatten
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.words.targets import ranked_target, read_target
from roadmap_sync.model import Slot, Target

FORM = "field"
"""The form of the slot for a target in a field."""


def read_target_of(reading: Reading, line: HeadingLine) -> tuple[Target | None, Slot | None]:
    """The target of the field, of the row or behind the title; else that of the section."""
    field = reading.field("target")
    found = read_target(field.text) if field else None
    if field and found and not found.other:
        return found.target, _slot(reading.ground.source, field)
    row = reading.row
    due = read_due(row) if row else None
    if due and due.value:
        return due.value, due.slot
    status = reading.field("status")
    told = ranked_target(status.text) if status else None
    inherited = heading_target(reading.chosen.section.above)
    if told and told[0] <= 1:
        return told[1].target, due.slot if due else None
    if line.target and (inherited is None or line.target.target.end):
        return line.target.target, None
    return inherited, due.slot if due else None


def _slot(source: Source, field: Field) -> Slot | None:
    """The part of a field that names the target; what stands behind it stays."""
    flat = flatten(source, field.inlines)
    found = read_target(flat.text)
    if found is None or found.other or any(each.kind in FIXED for each in field.inlines):
        return None
    span = flat.span(found.first, found.last)
    return Slot("target", span, source.text(span.start, span.end), source.line(span.start), form=FORM)


def render(value: str) -> str | None:
    """A target as it stands in a field: one that reads back as itself as soon as it is written; the whole
    document is read again before that."""
    found = read_target(value)
    named = found.target if found and not found.other and found.target.name else None
    return value if named and value in {named.text, named.name} else None
