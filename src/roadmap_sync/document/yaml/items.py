"""The carrier "yaml": fenced mappings whose entries have a status or a target."""

from __future__ import annotations

import re
from functools import cache

from roadmap_sync.document.outline.carriers import Ground, Placed, Yield
from roadmap_sync.document.text.tree import Block, walk
from roadmap_sync.document.words.vocabulary import alternatives, vocabulary

_NEEDED = ("status", "target")
_LANGUAGES = frozenset({"yaml", "yml"})


def harvest(ground: Ground) -> Yield:
    """The items of these blocks."""
    blocks = [
        (block, path)
        for top, path in ground.placed
        if top.kind != "list"  # what stands in an entry of a list is its body
        for block in walk([top])
        if block.kind == "code" and _may_list(ground, block)
    ]
    return _read(ground, blocks) if blocks else Yield()


def _read(ground: Ground, blocks: list[Placed]) -> Yield:
    from roadmap_sync.document.yaml import (
        choice as yaml_lists,  # the parser is slow to import, and few documents need it
    )

    return yaml_lists.harvest(ground, blocks)


def _may_list(ground: Ground, block: Block) -> bool:
    language = block.name.split()
    if not language or language[0].casefold() not in _LANGUAGES:
        return False
    reading = ground.config.reading
    own = frozenset(word for role in _NEEDED for word in reading.headers(role))
    return bool(_keys(own).search(ground.source.text(block.start, block.end)))


@cache
def _keys(own: frozenset[str]) -> re.Pattern[str]:
    """A key that names a status or a target, by the vocabulary or by a word of the configuration's own."""
    words = alternatives([*own, *(word for role in _NEEDED for word in vocabulary().columns[role])])
    return re.compile(rf"(?:^|[{{,?>-])[ \t]*[\"']?(?:{words})[\"']?[ \t]*:", re.IGNORECASE | re.MULTILINE)
