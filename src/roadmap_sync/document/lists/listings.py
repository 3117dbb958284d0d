"""A list that was understood: what it holds, or why it is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from roadmap_sync.document.lists.entries import Entry
from roadmap_sync.document.outline.sections import Path
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.spellings import Votes

ITEMS, LEFT_OUT = "items", "left out"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that was understood. ``kind``: items or left out (then ``reason`` says why); ``entries``: those
    that are items; ``signed``: how many of them carry a status of their own."""

    block: Block
    path: Path
    entries: Sequence[Entry]
    kind: str
    signed: int = 0
    reason: str = ""
    votes: Votes = field(default_factory=Votes)
