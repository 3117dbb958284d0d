"""What stands below a heading that is an item: its text without the fields, and the line of its link."""

from __future__ import annotations

import re
from collections.abc import Container
from textwrap import dedent

from roadmap_sync.document.headings.choice import Chosen
from roadmap_sync.document.headings.survey import OWN
from roadmap_sync.document.inline.below import BELOW, is_link
from roadmap_sync.document.inline.titles import anchor_of
from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.text.source import Source
from roadmap_sync.model import Link, Slot, Span

_KEPT = frozenset({"effort", "label", "owner"}) | OWN


def body_of(ground: Ground, chosen: Chosen, without: Container[int] = ()) -> str:
    """The text below a heading as Markdown with LF newlines, without its fields, its row and its link, and
    the lines ``without``, which are other items."""
    source = ground.source
    blocks = [block for part in chosen.parts for block in ([part.block] if part.block else []) + part.body][
        1:
    ]
    while blocks and blocks[-1].kind in {"rule", "html"}:
        blocks.pop()
    if not blocks:
        return ""
    left = set(_left_out(source, chosen))
    kept = []
    at = 0
    for block in blocks:
        first, last = source.line(block.start), source.line(max(block.end - 1, block.start))
        gap = [""] if first > at + 1 and at else []
        kept += [
            *gap,
            *(
                _line(source, each)
                for each in range(max(first, at + 1), last + 1)
                if each not in left and each not in without
            ),
        ]
        at = last
    return re.sub(r"\n{3,}", "\n\n", dedent("\n".join(kept)).strip("\n").rstrip())


def _left_out(source: Source, chosen: Chosen) -> list[int]:
    """The lines that hold fields of the item, its row, or its link."""
    spans = [(each.start, each.end) for each in chosen.below.fields if each.role in _KEPT]
    if chosen.below.row:
        spans.append((chosen.below.row.block.start, chosen.below.row.block.end))
    spans += [(each.start, each.end) for each in chosen.section.body[:1] if is_link(each)]
    return [
        number
        for start, end in spans
        for number in range(source.line(start), source.line(max(start, end - 1)) + 1)
    ]


def _line(source: Source, number: int) -> str:
    start = max(source.lines[number - 1], source.start)
    end = source.lines[number] if number < len(source.lines) else len(source.data)
    return source.text(start, end).rstrip("\r\n")


def link_below(ground: Ground, chosen: Chosen) -> tuple[Link | None, Slot | None]:
    """The link on a line of its own right below a heading, or the place for one."""
    source, section = ground.source, chosen.section
    assert section.block is not None
    first = section.body[0] if section.body else None
    if first and is_link(first):
        anchor = anchor_of(source, first.inlines[0])
        assert anchor is not None
        assert anchor.span is not None
        now = source.text(anchor.span.start, anchor.span.end)
        return anchor.link, Slot("link", anchor.span, now, source.line(anchor.span.start), form="column")
    if ground.config.link not in {"append", "title"}:
        return None, None
    raw = source.data[section.block.start : section.block.end]
    at = section.block.start + len(raw.rstrip(b"\r\n"))
    return None, Slot("link", Span(at, at), "", source.line(max(section.block.start, at - 1)), form=BELOW)
