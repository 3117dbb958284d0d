"""The link of an item of a heading: in the heading, its field, its row, or on a line of its own."""

from __future__ import annotations

from roadmap_sync.document.headings.bodies import link_below
from roadmap_sync.document.headings.lines import HeadingLine
from roadmap_sync.document.headings.reading import Reading
from roadmap_sync.document.inline.several import chosen
from roadmap_sync.document.inline.titles import Anchor, empty_place, read_issue
from roadmap_sync.document.outline.field_blocks import Field
from roadmap_sync.document.text.tree import Block
from roadmap_sync.model import Link, Slot


def read_link(reading: Reading, line: HeadingLine) -> tuple[Link | None, Slot | None]:
    """The link of the heading, of its field, of its row or on a line of its own; and the slot for it."""
    if line.anchors:
        anchor = chosen(line.anchors)
        return anchor.link, _anchored(reading, anchor) if reading.free or anchor.form == "text" else None
    cell = issue_cell(reading)
    if cell:
        anchors = read_issue(reading.ground.source, cell)
        if anchors:
            anchor = chosen(anchors)
            return anchor.link, _anchored(reading, anchor)
        if place := empty_place(reading.ground.source, cell):
            now = reading.ground.source.text(place.start, place.end)
            return None, None if reading.ground.config.link == "none" else Slot(
                "link", place, now, reading.ground.source.line(place.start), form="column"
            )
    return link_below(reading.ground, reading.chosen)


def issue_cell(reading: Reading) -> Block | None:
    """The field or the cell in which the link stands, or has its place."""
    field, row = reading.field("issue"), reading.row
    return _value(field) if field else row.cell("issue") if row else None


def _value(field: Field) -> Block | None:
    """The value of a field as a cell."""
    if not field.inlines:
        return None
    return Block("cell", field.inlines[0].start, field.end, 0, "", list(field.inlines), [])


def _anchored(reading: Reading, anchor: Anchor) -> Slot | None:
    if anchor.span is None:
        return None
    source = reading.ground.source
    now = source.text(anchor.span.start, anchor.span.end)
    return Slot("link", anchor.span, now, source.line(anchor.span.start), form=anchor.form)
