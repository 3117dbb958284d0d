"""A row of a table with all that is needed to read it, and what a single cell of it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from roadmap_sync.config import Config
from roadmap_sync.document.tables.choice import Table
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.spellings import Speller
from roadmap_sync.document.words.targets import is_blank
from roadmap_sync.model import Finding, Place, Slot

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """What a cell says of one field. ``silent``: nothing at all, so that a heading may speak for it."""

    value: T | None = None
    text: str | None = None
    slot: Slot | None = None
    finding: Finding | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``texts`` are its cells as plain text."""

    source: Source
    table: Table
    block: Block
    texts: Sequence[str]
    speller: Speller
    config: Config

    @property
    def line(self) -> int:
        return self.source.line(self.block.start)

    def cell(self, role: str) -> Block | None:
        """The row's cell of a role; ``None`` where the table has no such column or the row is too short: the
        parser then makes up a cell of no bytes at the row's end."""
        at = self.table.roles.get(role)
        if at is None or at >= len(self.block.children):
            return None
        cell = self.block.children[at]
        return None if cell.start == cell.end == self.block.end else cell

    def header(self, role: str) -> str:
        """The header of a role's column, as it stands; empty where there is none."""
        at = self.table.roles.get(role, len(self.table.headers))
        return self.table.headers[at] if at < len(self.table.headers) else ""

    def text(self, role: str) -> str:
        """The plain text of a cell, empty where it says nothing."""
        at = self.table.roles.get(role)
        text = self.texts[at] if at is not None and at < len(self.texts) else ""
        return "" if is_blank(text) else text

    def finding(self, offset: int, code: str, message: str) -> Finding:
        """Something to look at in this row."""
        where: Place = self.source.place(offset)
        return Finding(where.line, where.column, code, message)
