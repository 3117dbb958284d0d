"""A new title for a heading: escaped as little as reading it again allows, and never a new anchor that is
linked."""

from __future__ import annotations

import re

from roadmap_sync.document.headings.lines import HeadingLine, read_heading
from roadmap_sync.document.headings.reading import Reading
from roadmap_sync.document.outline.renaming import bounds, candidates, context
from roadmap_sync.document.outline.sections import visible
from roadmap_sync.document.text.anchors import anchor, linked
from roadmap_sync.document.text.flat import plain, squeeze
from roadmap_sync.document.text.source import Source, reopen
from roadmap_sync.document.text.tree import Block, parse
from roadmap_sync.model import Slot, Write

FORM = "heading"
"""The form of the slot for a heading's title."""


def title_slot(reading: Reading, line: HeadingLine) -> Slot | None:
    """The title of a heading that no link points at."""
    region, source = line.region, reading.ground.source
    if region is None or not reading.free:
        return None
    return Slot("title", region, source.text(region.start, region.end), reading.line, form=FORM)


def render(source: Source, write: Write) -> str | None:
    """The text to put into the slot; ``None`` where no way to write the title reads back as it, with
    everything else in the heading as it was, or where a link would lead to it instead of elsewhere."""
    was = _alone(source, write, None)
    if was is None or not write.value.strip() or re.search(r"[\r\n]", write.value):
        return None
    pointed = linked(source.markdown)
    for text in candidates(write.value):
        now = _alone(source, write, text)
        if now and now[1].title == squeeze(write.value) and _facts(*was) == _facts(*now):
            return text if anchor(now[2]) not in pointed else None
    return None


def _facts(block: Block, line: HeadingLine, _text: str) -> tuple[object, ...]:
    """What a new title must not change, but for the time that is a part of it."""
    stated = line.stated and (line.stated.sign.status, line.stated.sign.emoji, line.stated.sign.word)
    return block.level, stated, line.id, line.priority, tuple(each.link for each in line.anchors)


def _alone(source: Source, write: Write, text: str | None) -> tuple[Block, HeadingLine, str] | None:
    """The heading as it would read with another title, alone in a document, and all of its text; ``None``
    where it would be no heading."""
    first, end = bounds(source, write)
    span = write.slot.span
    new = source.data[span.start : span.end] if text is None else source.encode(text, span.start)
    content = (source.data[first : span.start] + new + source.data[span.end : end]).lstrip(b" \t")
    lexicon, definitions = context(source.data, source.codec)
    codec = source.codec if source.repaired(write.slot.line) else "utf-8"
    alone = reopen(content + b"\n\n" + definitions, "", codec)
    blocks = parse(alone)
    if not blocks or blocks[0].kind != "heading":
        return None
    return blocks[0], read_heading(alone, blocks[0], lexicon), plain(alone, visible(blocks[0].inlines))
