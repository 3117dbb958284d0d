"""What fields say of an item's relations: what it depends on, and of which type it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from roadmap_sync.document.inline.mentions import is_blocking, is_kind, read_mentions
from roadmap_sync.document.outline.field_blocks import Field, fields_of, firsts
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.targets import is_blank
from roadmap_sync.model import Mention


def fields_below(source: Source, blocks: Iterable[Block]) -> list[Field]:
    """The fields in the blocks below an entry of a list; in a list each entry may be one."""
    return [
        field
        for block in blocks
        for field in (firsts(source, block) if block.kind == "list" else fields_of(source, block))
    ]


def blockers_in(source: Source, fields: Iterable[Field]) -> tuple[Mention, ...] | None:
    """What fields say an item depends on; ``None`` where none is for that."""
    told = [each for each in fields if is_blocking(each.label)]
    spans = [(each.inlines[0].start, each.end) for each in told if each.inlines]
    found = tuple(mention for start, end in spans for mention in read_mentions(source, start, end))
    return found if told else None


def kind_in(fields: Sequence[Field]) -> str | None:
    """The type that a field names."""
    told = (each.text for each in fields if is_kind(each.label))
    return next((text for text in told if text and not is_blank(text)), None)
