"""What a configuration would have to say for something that was left out to be taken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from roadmap_sync.config import Reading
from roadmap_sync.document.outline.captions import STEP
from roadmap_sync.document.outline.sections import Path

INCLUDE = "include"
_ALL = "*"


@dataclass(frozen=True, slots=True)
class Take:
    """What to say: a carrier that may hold items (``tables``, ``lists``, ``headings``, ``yaml``), a section
    to read, and the role of a column and its header. What is empty need not be said."""

    carrier: str = ""
    section: str = ""
    column: tuple[str, str] | None = None

    def applied(self, reading: Reading) -> Reading:
        """How documents are read where this is said too."""
        own = reading.sections
        return replace(
            reading,
            sections=replace(own, include=(*own.include, self.section)) if self.section else own,
            columns=(*reading.columns, (self.column[1], self.column[0])) if self.column else reading.columns,
            tables=reading.tables or self.carrier == "tables",
            lists=reading.lists or self.carrier == "lists",
            headings=reading.headings or self.carrier == "headings",
            yaml=reading.yaml or self.carrier == "yaml",
        )

    def __str__(self) -> str:
        """The lines of a configuration file that say it; empty where nothing need be said."""
        lines = [
            f"items: {{{self.carrier}: true}}" if self.carrier else "",
            f"columns: {{{self.column[0]}: [{_quoted(self.column[1])}]}}" if self.column else "",
            f"sections: {{include: [{_quoted(self.section)}]}}" if self.section else "",
        ]
        return "\n".join(line for line in lines if line)


def verdict(reading: Reading, path: Path) -> str | None:
    """What the configuration says of a place below these headings: include, exclude or nothing."""
    return reading.sections.verdict([each.clean for each in path])


def inclusion(reading: Reading, path: Path) -> str:
    """The heading to name so that a place is read: the innermost one that does; ``*`` where there is none;
    empty where the place is included already."""
    if verdict(reading, path) == INCLUDE:
        return ""
    tried = (name for name in _names(path) if verdict(Take(section=name).applied(reading), path) == INCLUDE)
    return next(tried, "")


def place(reading: Reading, path: Path, carrier: str) -> Take:
    """What makes a carrier's place one where work is listed."""
    return Take("" if getattr(reading, carrier) else carrier, inclusion(reading, path))


def _names(path: Path) -> Iterator[str]:
    """Real headings first, from the inside out; then lines that stand for one."""
    yield from (each.clean for each in reversed(path) if each.level < STEP)
    yield from (each.clean for each in reversed(path) if each.level >= STEP)
    yield _ALL


def _quoted(text: str) -> str:
    """A scalar of YAML in double quotes; https://yaml.org/spec/1.2.2/#57-escaped-characters."""
    shown = json.dumps(text, ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in shown)
