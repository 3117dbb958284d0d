"""The carrier "lists": bullets, numbers and boxes, and the items that they are."""

from __future__ import annotations

from collections.abc import Sequence

from roadmap_sync.document.carriers import Ground, Yield
from roadmap_sync.document.lists import Listing
from roadmap_sync.document.spellings import Votes


def harvest(ground: Ground, met: Sequence[Listing], document: Votes) -> Yield:
    """The items of these lists; ``document``: how the whole document spells its statuses."""
    return Yield()
