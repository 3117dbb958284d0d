"""Documents from disk: load and read them all, and tell every fault at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from roadmap_sync import document
from roadmap_sync.config import Config
from roadmap_sync.errors import Stop, UnreadableDocument, UsageFault, worst
from roadmap_sync.model import Document
from roadmap_sync.workspace import load


@dataclass(frozen=True, slots=True)
class File:
    """What to call a document, where it lies, and the settings that hold for it."""

    name: str
    path: Path
    config: Config


class Faults(Stop):
    """Several documents cannot be read; the message holds them all."""

    def __init__(self, faults: list[Stop]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.exit_code = worst(fault.exit_code for fault in faults)


def read_all(files: Iterable[File]) -> list[Document]:
    """The documents in ``files``. Raises one ``Stop`` that names every fault."""
    documents, faults = [], list[Stop]()
    for file in files:
        try:
            documents.append(document.read(load(file.path), file.name, file.config))
        except (UnreadableDocument, UsageFault) as fault:
            faults.append(fault)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise Faults(faults)
    return documents
