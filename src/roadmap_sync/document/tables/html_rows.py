"""Rows of tables in HTML: which of their slots may be written, and how a value is written there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from roadmap_sync.document.inline.mentions import mentions
from roadmap_sync.document.tables.row import Row
from roadmap_sync.document.text.flat import plain, within
from roadmap_sync.document.text.links import written
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import HTML, Block
from roadmap_sync.model import Mention, Slot, Span, Write

FORM = HTML
"""The form of a slot for text; that of a link says behind it how the link stands there."""

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ADDRESS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_MARKED = re.compile(r"[<&\r\n]")


def framed(row: Row, slots: Iterable[Slot]) -> Iterator[Slot]:
    """The slots that may be written: none in a cell of several rows, none for a word among tags."""
    shared = [(cell.start, cell.end) for cell in row.block.children if cell.level]
    for slot in slots:
        if slot.shared:
            yield slot
        elif any(start <= slot.span.start and slot.span.end <= end for start, end in shared):
            continue
        elif slot.field == "link":
            yield replace(slot, form=f"{HTML} {slot.form}")
        elif slot.field == "title":
            yield replace(slot, form=FORM)
        elif not _MARKED.search(slot.now):
            words = {value: word.translate(_TEXT) for value, word in slot.words.items()}
            yield replace(slot, words=words, form=FORM if slot.field == "target" else f"{HTML} {slot.form}")


def render(write: Write) -> str | None:
    """The text for a slot; ``None`` where it is none."""
    slot, value = write.slot, write.value
    if slot.field == "link":
        number = written(value)[1:].partition("]")[0]
        link = value if slot.form.endswith("text") else f'<a href="{value.translate(_ADDRESS)}">{number}</a>'
        return f" ({link})" if slot.form.endswith("append") else link
    if not value.strip() or re.search(r"[\r\n]", value):
        return None
    return value.translate(_TEXT)


def told(source: Source, cell: Block) -> tuple[Mention, ...]:
    """What a cell calls other items, all at the begin of the cell."""
    parts, at = list[str](), cell.start
    links = [each for each in cell.inlines if each.kind == "link"]
    for link in links:
        parts.append(plain(source, within(source, cell.inlines, Span(at, link.start))))
        text = plain(source, within(source, cell.inlines, Span(link.start + 1, link.end)))
        parts.append(f"[{text}]({link.url})")
        at = link.end
    parts.append(plain(source, within(source, cell.inlines, Span(at, cell.end))))
    place = source.place(cell.start)
    return tuple(mentions(" ".join(parts), lambda _: place))
