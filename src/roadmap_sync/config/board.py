"""The settings of a board: which project, which of its fields, and what its options mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from roadmap_sync.model import Status

OPTIONS: Mapping[Status, tuple[str, ...]] = {
    Status.PLANNED: (
        "Todo", "To do", "Planned", "Backlog", "Ready", "Not started", "Next", "Up next", "Open", "New",
    ),
    Status.IN_PROGRESS: (
        "In Progress", "Doing", "Started", "Active", "WIP", "In review", "Review", "Testing",
    ),
    Status.BLOCKED: ("Blocked", "On hold", "Waiting", "Paused", "Stuck"),
    Status.DONE: ("Done", "Complete", "Completed", "Finished", "Shipped", "Released", "Closed", "Merged"),
    Status.DROPPED: (
        "Dropped", "Cancelled", "Canceled", "Won't do", "Wontfix", "Abandoned", "Rejected", "Not planned",
    ),
}  # fmt: skip
"""The names of options that mean a status; the first is the one that we make. Compared without case, signs
and emoji."""


@dataclass(frozen=True, slots=True)
class Project:
    """A board and how a document stands on it. ``owner``: "" for the repository's. Of ``number`` and
    ``title`` one is given. ``start`` to ``area``: names of the board's fields, "" for none.
    ``columns``: columns of the document that have a field of the same name, and its kind. ``dates``: who may
    change days, ``document`` or ``github`` (then too)."""

    owner: str = ""
    number: int | None = None
    title: str = ""
    create: bool = False
    status: str = "Status"
    start: str = "Start"
    target: str = "Target"
    priority: str = "Priority"
    area: str = "Area"
    columns: tuple[tuple[str, str], ...] = ()
    dates: str = "document"
    options: tuple[tuple[str, Status], ...] = tuple(
        (word, meant) for meant, words in OPTIONS.items() for word in words
    )

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of all fields that are asked for."""
        named = (self.status, self.start, self.target, self.priority, self.area)
        return tuple(dict.fromkeys(name for name in (*named, *dict(self.columns)) if name))
