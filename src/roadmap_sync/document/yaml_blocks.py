"""The carrier "yaml": fenced mappings whose entries have a status or a target."""

from __future__ import annotations

from roadmap_sync.document.carriers import Ground, Yield


def harvest(ground: Ground) -> Yield:
    """The items of these blocks."""
    return Yield()
