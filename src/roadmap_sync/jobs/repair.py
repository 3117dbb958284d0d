"""The job `repair`: a document that was misread once, written again as clean UTF-8."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from roadmap_sync import document
from roadmap_sync.config import Config
from roadmap_sync.document.text.cleaning import CODECS, Cleaned, cleaned
from roadmap_sync.errors import OurMistake
from roadmap_sync.workspace import check_writable, load, lock, save

UTF8 = "utf-8"


@dataclass(frozen=True, slots=True)
class Repair:
    """What would be done to a document, or was. ``hints``: other codecs, and how many lines each undoes."""

    name: str
    before: bytes
    cleaned: Cleaned
    hints: tuple[tuple[str, int], ...] = ()
    saved: bool = False

    @property
    def pending(self) -> bool:
        return bool(self.cleaned.repaired)


def look(name: str, file: Path, codec: str | None) -> Repair:
    """What a repair would do. ``codec``: undo this one, whatever the reader thinks. Changes nothing."""
    data = load(file)
    found = cleaned(data, name, codec)
    if codec is None and found.codec != UTF8:
        _check(data, found, name)
    hints: tuple[tuple[str, int], ...] = ()
    if not found.repaired and codec is None:
        counts = ((each, len(cleaned(data, name, each).repaired)) for each in CODECS)
        hints = tuple((each, count) for each, count in counts if count and found.left)
    return Repair(name, data, found, hints)


def repair(name: str, file: Path, codec: str | None, approve: Callable[[Repair], bool]) -> Repair:
    """Look, let ``approve`` see, save; only where nobody else saved meanwhile."""
    with lock(file):
        found = look(name, file, codec)
        if not found.pending or not approve(found):
            return found
        check_writable(file)
        save(file, found.before, found.cleaned.data)
        return Repair(name, found.before, found.cleaned, saved=True)


def difference(found: Repair) -> Iterator[str]:
    """The lines that change, as a unified diff."""
    old, new = (re.split(r"\r\n?|\n", data.decode()) for data in (found.before, found.cleaned.data))
    yield from difflib.unified_diff(old, new, found.name, found.name, lineterm="", n=0)


def _check(before: bytes, found: Cleaned, name: str) -> None:
    """The clean document must say what the misread one said."""
    config = Config()
    old, new = document.read(before, name, config), document.read(found.data, name, config)
    said = [[(item.id, item.title, item.status) for item in one.items] for one in (old, new)]
    if said[0] != said[1]:
        raise OurMistake("the clean document would read differently; nothing was saved", where=name)
