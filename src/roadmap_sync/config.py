"""What a run is told to do where the document and GitHub leave it open: the defaults, for now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from roadmap_sync.model import Status

STATUS_LABELS: Mapping[str, Status] = {
    "planned": Status.PLANNED,
    "todo": Status.PLANNED,
    "in progress": Status.IN_PROGRESS,
    "in-progress": Status.IN_PROGRESS,
    "blocked": Status.BLOCKED,
    "on hold": Status.BLOCKED,
    "done": Status.DONE,
    "dropped": Status.DROPPED,
}
"""What a ``status: …`` label on an issue means; folded to lower case."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a run. Every value here is the documented default."""

    documents: tuple[str, ...] = ("ROADMAP.md",)
    branch: str | None = None  # None: the default branch
    label: str = "roadmap"
    priority_label: str = "priority: {priority}"
    status_label: str = "status: "  # what the labels that hold a status begin with
    status_words: Mapping[str, Status] = field(default_factory=lambda: STATUS_LABELS, hash=False)
    create: str = "all"  # all | open | linked
    orphans: str = "report"  # report | close
    link: str = "append"  # append | column | none
    trusted_apps: tuple[str, ...] = ("github-actions",)
