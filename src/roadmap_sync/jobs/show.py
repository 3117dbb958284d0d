"""The job `show`: what is understood of documents, without asking GitHub or git."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from roadmap_sync.config import Config
from roadmap_sync.jobs.reading import read_all
from roadmap_sync.model import Document


def show(names: Iterable[str], config: Config) -> list[Document]:
    """The documents as they are understood; ``names`` as a person types them."""
    return read_all([(name, Path(name)) for name in names], config)
