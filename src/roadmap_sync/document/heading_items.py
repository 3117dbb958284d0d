"""The carrier "headings": headings that are items, with the prose or field block below them."""

from __future__ import annotations

from collections.abc import Sequence

from roadmap_sync.document.carriers import Ground, Yield
from roadmap_sync.document.lists import Listing
from roadmap_sync.document.spellings import Votes
from roadmap_sync.document.tables import Table


def harvest(ground: Ground, met: Sequence[Table], lists: Sequence[Listing], document: Votes) -> Yield:
    """The items that headings are, and the releases they declare. What it claims is the body of its items:
    the tables and lists in there are left to them."""
    return Yield()
