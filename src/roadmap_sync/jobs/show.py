"""The job `show`: what is understood of documents, without asking GitHub or git."""

from __future__ import annotations

from collections.abc import Iterable

from roadmap_sync.jobs.reading import File, read_all
from roadmap_sync.model import Document


def show(files: Iterable[File]) -> list[Document]:
    """The documents as they are understood."""
    return read_all(files)
