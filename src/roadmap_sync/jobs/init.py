"""The job `init`: read the roadmaps of a repository, and write a first configuration for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from roadmap_sync import config, document
from roadmap_sync.config.globs import fault_of, matches
from roadmap_sync.config.starting import SCHEMA_FILE, pattern
from roadmap_sync.errors import OurMistake, Stop, UnreadableDocument, UsageFault
from roadmap_sync.jobs.reading import Faults
from roadmap_sync.model import Document, Item
from roadmap_sync.workspace import create as put
from roadmap_sync.workspace import load

NOTHING = "no item was found in it"
"""Why a document that was found is not named in the configuration."""


@dataclass(frozen=True, slots=True)
class Met:
    """What was found in a repository: documents with work in them, and the paths and reasons of others."""

    documents: tuple[Document, ...]
    others: tuple[tuple[str, str], ...] = ()


def look(root: Path, paths: Sequence[str], *, named: bool) -> Met:
    """Read the documents at ``paths`` below ``root``. Raises ``UsageFault`` where none holds any work.

    ``named``: a person named them, so that all of them count and one that cannot be read is a fault."""
    read: list[Document] = []
    others: list[tuple[str, str]] = []
    faults: list[Stop] = []
    for path in paths:
        try:
            found = _read(root, path)
        except (UnreadableDocument, UsageFault) as fault:
            faults.append(fault)
            others.append((path, fault.what))
            continue
        if named or found.items or found.releases:
            read.append(found)
        else:
            others.append((path, NOTHING))
    if named and faults:
        raise faults[0] if len(faults) == 1 else Faults(faults)
    if not read:
        raise _nothing(others)
    return Met(tuple(read), tuple(others))


def _read(root: Path, path: str) -> Document:
    if what := fault_of(pattern(path)):
        raise UsageFault(f"a configuration cannot name it: {what}", where=path, todo="give it another name")
    return document.read(load(root / path), path, config.Config())


def _nothing(others: Sequence[tuple[str, str]]) -> UsageFault:
    told = [f"{path}: {why}" for path, why in others] or ["no file here is called a roadmap"]
    todo = "name your roadmap: roadmap-sync init FILE; roadmap-sync show FILE says what it understands"
    return UsageFault("\n".join(told), todo=todo)


def compose(met: Met, create: str, where: str) -> bytes:
    """The configuration for these documents. Raises ``OurMistake`` unless it is read back as what was chosen,
    and leaves every item as it is. ``where``: what to call the file. Pure."""
    data = config.starter([one.path for one in met.documents], create).encode()
    found = config.read(data, where)
    sound = found.create == create and all(_same(one, found) for one in met.documents)
    if not sound:
        raise OurMistake("the configuration would not say what was chosen; nothing was written", where=where)
    return data


def _same(one: Document, found: config.Config) -> bool:
    again: tuple[Item, ...] = document.read(one.data, one.path, found.of(one.path)).items
    return again == one.items and any(matches(each, one.path) for each in found.documents)


def write(file: Path, data: bytes) -> list[Path]:
    """Save the configuration, and beside it the schema that its first line names, unless one is there; what
    was written. Raises ``UsageFault`` where there is a configuration already."""
    put(file, data)
    schema = file.with_name(SCHEMA_FILE)
    if schema.exists():
        return [file]
    put(schema, (json.dumps(config.schema(), ensure_ascii=False, indent=2) + "\n").encode())
    return [file, schema]
