"""Documents from disk: load and read them all, and tell every fault at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from roadmap_sync import document
from roadmap_sync.config import Config
from roadmap_sync.errors import Stop, UnreadableDocument, UsageFault, worst
from roadmap_sync.model import Document
from roadmap_sync.workspace import load


class Faults(Stop):
    """Several documents cannot be read; the message holds them all."""

    def __init__(self, faults: list[Stop]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.exit_code = worst(fault.exit_code for fault in faults)


def read_all(files: Iterable[tuple[str, Path]], config: Config) -> list[Document]:
    """The documents in ``files``: what to call each, and where it lies. Raises one ``Stop`` that
    names every fault."""
    documents, faults = [], list[Stop]()
    for name, file in files:
        try:
            documents.append(document.read(load(file), name, config))
        except (UnreadableDocument, UsageFault) as fault:
            faults.append(fault)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise Faults(faults)
    return documents
