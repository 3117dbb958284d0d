"""Cells such as "Parser: grammar, recovery and errors": a short name, which is the title, and its scope."""

from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap_sync.document.inline.titles import Title
from roadmap_sync.document.text.flat import core, flatten, plain, within
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block
from roadmap_sync.model import Span

FORM = "name"
"""The form of the slot of such a title."""

_NAME = re.compile(r"(?P<name>[^:：]{2,60}?)\s*(?:[:：]\s+|：)(?=\S)")


def are_named(texts: Iterable[str]) -> bool:
    """Whether the cells of a column are names with their scopes: most of them, at least two, and hardly a
    name twice: "Adapter: mail", "Adapter: chat" are titles as a whole."""
    met = [text for text in texts if text.strip()]
    names = [found["name"] for text in met if (found := _NAME.match(text))]
    return len(names) > 1 and 2 * len(names) > len(met) and 5 * len(set(names)) >= 4 * len(names)


def cut(source: Source, cell: Block, title: Title) -> tuple[Title, str]:
    """The name alone, and the scope behind the colon; the title as it is where there is no colon."""
    inlines = within(source, cell.inlines, title.region)
    flat = flatten(source, inlines)
    found = _NAME.match(flat.text)
    if not found:
        return title, ""
    region = core(source, inlines, flat.span(found.start("name"), found.end("name")))
    held = within(source, inlines, region)
    rest = flat.span(found.end(), len(flat.text))
    scope = source.text(rest.start, max(rest.start, title.region.end))
    return title._replace(text=plain(source, held, ticks=True), region=Span(region.start, region.end)), scope
