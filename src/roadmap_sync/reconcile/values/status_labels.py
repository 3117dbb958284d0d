"""Which label shows which word for open, and where such labels are written."""

from __future__ import annotations

from roadmap_sync.config import Config
from roadmap_sync.model import Item, Status, World
from roadmap_sync.reconcile.values import views

NOT_WRITTEN = "status labels are written only with status-labels: true"
CARD = "the card holds the status where a project is configured"


def written(config: Config) -> bool:
    """Whether status labels are written: never beside a board, whose cards hold the status."""
    return config.status_labels and config.project is None


def refusal(config: Config) -> str:
    """Why no status label is written."""
    return CARD if config.status_labels else NOT_WRITTEN


def label(status: Status, config: Config, world: World) -> str:
    """The label for a word for open: one that the repository has and that means it, else one to be made."""
    names = [f"{config.status_label}{word}" for word, meant in config.status_words.items() if meant is status]
    there = {one.name.casefold(): one.name for one in world.labels}
    return next((there[name.casefold()] for name in names if name.casefold() in there), names[0])


def first(item: Item, config: Config, world: World) -> tuple[str, ...]:
    """The status label of a new issue."""
    status = shown(item, config)
    return () if status is None else (label(status, config, world),)


def shown(item: Item, config: Config) -> Status | None:
    """The status that a label is to show of a row; ``None`` where none is."""
    return item.status if written(config) and item.status not in views.CLOSED else None
