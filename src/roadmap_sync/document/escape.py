"""A value made fit for the place where it is written: escaped as little as reading it back allows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roadmap_sync.document.headings import due
from roadmap_sync.document.headings import titles as heading_titles
from roadmap_sync.document.inline.below import BELOW, set_below
from roadmap_sync.document.inline.linking import ON_TITLE, linked
from roadmap_sync.document.inline.titles import read_title
from roadmap_sync.document.lists import entry_titles
from roadmap_sync.document.tables import html_rows, name_cells
from roadmap_sync.document.tables.signed import LED, is_led
from roadmap_sync.document.text.flat import flatten, squeeze
from roadmap_sync.document.text.links import written
from roadmap_sync.document.text.source import Source, reopen
from roadmap_sync.document.text.tree import HTML, Block, parse
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.words.targets import read_target
from roadmap_sync.model import Slot, Write

_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
DERIVED = frozenset({"counts", "last-updated", "dashboard"})
"""Fields whose text is worked out by the reader and written as it is."""

_TAIL = " ([#1](https://github.com/o/r/issues/1))"
_MARKS = re.compile(r"([\\`*_\[\]<>&~|!#])")


def render(source: Source, write: Write) -> str | None:
    """The text to put into a slot, decoded; ``None`` where no way to write the value reads back as it."""
    slot, value = write.slot, write.value
    if slot.field in {"status", "mirror"}:
        return slot.words.get(value)
    if slot.field in DERIVED:
        return value
    if slot.form.startswith("yaml "):
        from roadmap_sync.document.yaml import scalars as yaml_scalars  # the parser is slow to import

        return yaml_scalars.render(write)
    if slot.form.startswith(HTML):
        return html_rows.render(write)
    if slot.field == "link":
        return set_below(source, slot, written(value)) if slot.form == BELOW else _link(slot, value)
    if slot.form == "entry":
        return entry_titles.render(source, write)
    if slot.form == heading_titles.FORM:
        return heading_titles.render(source, write)
    if slot.form == due.FORM:
        return due.render(value)
    if not value.strip() or re.search(r"[\r\n]", value):
        return None
    for text in _candidates(value):
        if all(_reads(source, slot, text, value, tail) for tail in ("", _TAIL)):
            return text
    return None


def _reads(source: Source, slot: Slot, text: str, value: str, tail: str) -> bool:
    """Whether the text, with the link behind it that may come one day, reads as the value."""
    found = _cell(source, slot, text, tail if slot.field == "title" else "")
    if found is None:
        return False
    return _as_title(*found, value, slot.form) if slot.field == "title" else _as_target(*found, value)


def padded(source: Source, slot: Slot, text: str) -> str:
    """``text`` with a blank on either side where it comes into an empty cell that has none."""
    if slot.span.start != slot.span.end or slot.form not in {"cell", "column"}:
        return text
    before = source.data[slot.span.start - 1 : slot.span.start]
    after = source.data[slot.span.end : slot.span.end + 1]
    return f"{'' if before == b' ' else ' '}{text}{'' if after == b' ' else ' '}"


def _link(slot: Slot, url: str) -> str:
    if slot.form == "text":
        return url
    if slot.form == ON_TITLE:
        return linked(slot, url)
    return f" ({written(url)})" if slot.form == "append" else written(url)


def _candidates(value: str) -> Iterator[str]:
    """Ways to write a text in a cell: only pipes escaped, then every mark outside inline code, then all."""
    yield value.replace("|", "\\|")
    parts, at = [], 0
    for code in _CODE.finditer(value):
        parts += [_MARKS.sub(r"\\\1", value[at : code.start()]), code[0].replace("|", "\\|")]
        at = code.end()
    yield "".join([*parts, _MARKS.sub(r"\\\1", value[at:])])
    yield _MARKS.sub(r"\\\1", value)


def _cell(source: Source, slot: Slot, text: str, tail: str) -> tuple[Source, Block] | None:
    """The slot's cell as it would read with ``tail`` behind it, alone in a table of one column; ``None``
    where it would be no cell, or more than one."""
    line = source.line(slot.span.start)
    start, end = _bounds(source, slot)
    raw = source.encode(padded(source, slot, text), slot.span.start)
    content = source.data[start : slot.span.start] + raw + source.data[slot.span.end : end]
    content = content.rstrip(b" \t") + tail.encode()
    codec = source.codec if source.repaired(line) else "utf-8"
    alone = reopen(b"|h|\n|-|\n|" + content + b"|\n", source.path, codec)
    blocks = parse(alone, resolve=b"]:" in source.data)
    if len(blocks) != 1 or blocks[0].kind != "table" or len(blocks[0].children) != 2:
        return None
    cell = blocks[0].children[1].children[0]
    whole = cell.end == len(alone.data) - 2
    return (alone, cell) if whole else None


def _bounds(source: Source, slot: Slot) -> tuple[int, int]:
    """The bytes between the two bars around a slot, or the ends of its line."""
    first = source.lines[slot.line - 1]
    end = source.lines[slot.line] if slot.line < len(source.lines) else len(source.data)
    line = source.data[first:end].rstrip(b"\r\n")
    at = slot.span.start - first
    bars = [i for i in range(len(line)) if line[i : i + 1] == b"|" and line[i - 1 : i] != b"\\"]
    start = max((i + 1 for i in bars if i < at), default=0)
    stop = min((i for i in bars if i >= slot.span.end - first), default=len(line))
    return first + start, first + stop


def _as_title(source: Source, cell: Block, value: str, form: str) -> bool:
    title = read_title(source, cell)
    if form == name_cells.FORM:
        title, _ = name_cells.cut(source, cell, title)
    if form in {name_cells.FORM, LED} and is_led(value, Lexicon()):
        return False  # it would say a status, and not be part of the title
    return title.writable and title.text == squeeze(value)


def _as_target(source: Source, cell: Block, value: str) -> bool:
    found = read_target(flatten(source, cell.inlines).text)
    sign = Lexicon().read(value)
    if sign and sign.end == len(value) and found and found.other:
        return False  # a milestone named "Done" would read as a status
    return found is not None and value in {found.target.text, found.target.name}
