"""Boards: what was observed of a GitHub project, and where the items of a roadmap stand on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoardName:
    """Which board to look for: the project of ``owner`` (an organisation or a user) with this number, or
    with this title. ``fields``: the names of the fields whose values are wanted."""

    owner: str
    number: int | None
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a single select field; ``color`` and ``description`` as GitHub has them."""

    id: str
    name: str
    color: str
    description: str


@dataclass(frozen=True, slots=True)
class BoardField:
    """A field of a board. ``kind``: TEXT, NUMBER, DATE, SINGLE_SELECT, or one of GitHub's own."""

    id: str
    name: str
    kind: str
    options: tuple[Option, ...] = ()

    def option(self, name: str) -> Option | None:
        """The option of that name, as it is written or else ignoring case."""
        same = [one for one in self.options if one.name == name]
        alike = [one for one in self.options if one.name.casefold() == name.casefold()]
        return next(iter([*same, *alike]), None)


@dataclass(frozen=True, slots=True)
class Board:
    """A project. ``id`` is empty for one that nobody has made yet; ``owner`` is a node id. ``writable``:
    this token may change it. ``linked``: the repository shows it. ``stirs``: what makes a workflow of its own
    write a status after us: ``add`` (an issue was put there), ``turn`` (one was closed or reopened)."""

    id: str
    owner: str
    title: str
    url: str
    writable: bool
    linked: bool
    fields: tuple[BoardField, ...]
    stirs: frozenset[str] = frozenset()

    def field(self, name: str) -> BoardField | None:
        """The field of that name, ignoring case as GitHub does."""
        return next((one for one in self.fields if one.name.casefold() == name.casefold()), None)


@dataclass(frozen=True, slots=True)
class Card:
    """An issue on the board: its item, and the values of the fields that were asked for, as people read
    them (an option's name, a date as YYYY-MM-DD). ``archived``: put away by somebody."""

    id: str
    values: Mapping[str, str]
    archived: bool = False


Cards = Mapping[int, Card | None]
"""Cards by issue number; ``None``: the issue is known not to be on the board. One that was not asked for is
not in it."""
