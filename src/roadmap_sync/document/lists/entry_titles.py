"""A new title for a list entry: escaped as little as reading the entry again allows."""

from __future__ import annotations

import re

from roadmap_sync.document.lists.entries import first_inlines
from roadmap_sync.document.lists.entry_targets import own_target
from roadmap_sync.document.lists.lines import Line, read_line
from roadmap_sync.document.outline.renaming import bounds, candidates, context
from roadmap_sync.document.text.flat import squeeze
from roadmap_sync.document.text.source import Source, reopen
from roadmap_sync.document.text.tree import parse
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.model import Write

_TAIL = b" ([#1](https://github.com/o/r/issues/1))"


def render(source: Source, write: Write) -> str | None:
    """The text to put into the slot; ``None`` where no way to write the title reads back as it, with
    everything else in the entry as it was, and with a link behind it that may come one day. Without a word
    it would be no item."""
    was = _alone(source, write, None)
    if was is None or not re.search(r"\w", write.value) or re.search(r"[\r\n]", write.value):
        return None
    for text in candidates(write.value):
        if (line := _alone(source, write, text)) and _same(was, line, squeeze(write.value)):
            return text
    return None


def _same(was: Line, line: Line, title: str) -> bool:
    return line.title == title and line.region is not None and _facts(was) == _facts(line)


def _facts(line: Line) -> tuple[object, ...]:
    strip = line.strip
    return (
        line.box and line.box.status,
        tuple((sign.status, sign.emoji, sign.word) for sign in line.signs),
        line.struck,
        (strip.id, strip.version, strip.priority, strip.effort, *strip.labels, *strip.logins),
        tuple(anchor.link for anchor in line.anchors),
        line.description,
        own_target(line),
    )


def _alone(source: Source, write: Write, text: str | None) -> Line | None:
    """The entry as it would read with another title, alone in a document with the links that this one
    defines; ``None`` where it would be no entry, or where it would read otherwise once it has a link."""
    first, end = bounds(source, write)
    span = write.slot.span
    new = source.data[span.start : span.end] if text is None else source.encode(text, span.start)
    content = (source.data[first : span.start] + new + source.data[span.end : end]).lstrip(b" \t")
    codec = source.codec if source.repaired(write.slot.line) else "utf-8"
    lexicon, definitions = context(source.data, source.codec)
    line = _read(content, definitions, codec, lexicon)
    if line is None or text is None or line.anchors:
        return line
    linked = _read(content[: line.end] + _TAIL + content[line.end :], definitions, codec, lexicon)
    return line if linked and linked.title == line.title else None


def _read(content: bytes, definitions: bytes, codec: str, lexicon: Lexicon) -> Line | None:
    alone = reopen(content + b"\n\n" + definitions, "", codec)
    blocks = parse(alone)
    inlines = first_inlines(alone, blocks[0]) if blocks else []
    return read_line(alone, inlines, lexicon) if inlines else None
