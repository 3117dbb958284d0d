"""Which lists hold work, which declare releases, and why any other is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from roadmap_sync.document.carriers import Ground
from roadmap_sync.document.sections import Path
from roadmap_sync.document.spellings import Votes
from roadmap_sync.document.tree import Block

ITEMS, LEFT_OUT = "items", "left out"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that was understood. ``kind``: items or left out (then ``reason`` says why); ``signed``: how
    many of its entries carry a status of their own."""

    block: Block
    path: Path
    entries: Sequence[Block]
    kind: str
    signed: int
    reason: str = ""
    votes: Votes = field(default_factory=Votes)


def survey(ground: Ground) -> list[Listing]:
    """All lists at the top level, understood one by one."""
    return []
