"""What every part of the planner needs to know, in one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from shlex import quote

from roadmap_sync.config import Config
from roadmap_sync.model import Document, Item, Marker, Place, Slot, Span, Subject, TextChange, World, Write
from roadmap_sync.reconcile.identity.homes import NOWHERE_ELSE, Homes
from roadmap_sync.reconcile.identity.rows import Reading, Row, rows
from roadmap_sync.reconcile.kinship.kin import ALONE, Kin
from roadmap_sync.reconcile.values.fields import Names
from roadmap_sync.reconcile.values.merge import Run

Fits = Callable[[Document, Slot, str], bool]
"""Whether a value, written into a slot of a document, reads back as that value."""

Written = Callable[[Document, Sequence[Write]], Document]
"""A document as it reads once this is written into it; as it is where that fails."""


def unwritten(document: Document, _: Sequence[Write]) -> Document:
    """The document as it is."""
    return document


@dataclass(frozen=True, slots=True)
class Take:
    """``--take document|github[=KEY[:FIELD]]``: a person's word on what is held. ``what``: a key, or a key
    and a field as plans name them, whichever of the two it turns out to be; ``None`` for all."""

    side: str
    what: str | None = None

    def settles(self, names: Set[str], field: str) -> bool:
        """Whether it is about this field of what has these names. Keys and fields may hold colons, so that
        only who knows both can tell them apart."""
        return self.what is None or self.what in names or self.what in {f"{one}:{field}" for one in names}


def take(side: str, what: str) -> str:
    """The option to type, as a shell takes it: names may hold spaces."""
    return f"--take {quote(f'{side}={what}')}"


@dataclass(frozen=True, slots=True)
class Context:
    """``takes``: decisions typed by a person. ``fits``: see there. ``named``: issues that a person gave to
    rows, by document and key. ``refused``: pull requests with text of ours that were closed unmerged.
    ``shut``: places of sections that stay as they are, by document and span, and why. ``written``: see there.
    ``coming``: items as they will read after this run, by document and key, where their targets change;
    ``dragged``: those of them whose targets come from the board. ``crowded``: values (folded), by field, that
    the board has no room for; ``homeless``: fields that it has no room for. ``homes``: which rows belong to
    the repository of ``world``; ``told``: what is written for rows of other repositories."""

    world: World
    config: Config
    names: Names
    run: Run
    takes: tuple[Take, ...]
    fits: Fits
    named: Mapping[tuple[str, str], int] = field(default_factory=dict)
    refused: frozenset[int] = frozenset()
    shut: Mapping[tuple[str, Span], str] = field(default_factory=dict)
    written: Written = unwritten
    coming: Mapping[tuple[str, str], Item] = field(default_factory=dict)
    dragged: Mapping[tuple[str, str], Item] = field(default_factory=dict)
    crowded: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    homeless: tuple[str, ...] = ()
    homes: Homes = NOWHERE_ELSE
    told: tuple[TextChange, ...] = ()

    def rows(self, document: Document) -> list[Row]:
        """The rows of a document that belong to the repository of ``world``."""
        away = self.world.away.casefold()
        return [row for row in rows(document) if self.homes.of(row.item) == away]

    def called(self, number: int) -> str:
        """What people call an issue: ``#12``, or ``owner/name#12`` outside the documents' repository."""
        return f"{self.world.away}#{number}"

    def origin(self, document: str) -> str:
        """What issues call a document: its path, and its repository where that is another one."""
        return f"{document} of {self.world.home.full_name}" if self.world.away else document

    def settings(self, document: str) -> Config:
        """The configuration as it holds for one document."""
        return self.config.of(document)

    def taken(self, subject: Subject, field: str) -> str | None:
        """The side a person took for this field: ``document`` or ``github``; else ``None``."""
        named = {subject.name, self.called(subject.number or 0), f"{subject.document}::{subject.name}"}
        return next((one.side for one in self.takes if one.settles(named, field)), None)


@dataclass(frozen=True, slots=True)
class Spot:
    """A row with all that its documents say: ``tip`` is the same item at the tip, where it is there;
    ``adopts``: why it takes over an issue that nobody marked, empty where it does not; ``kin``: how it
    stands to other rows."""

    row: Row
    reading: Reading
    tip: Item | None
    adopts: str = ""
    kin: Kin = ALONE

    @property
    def item(self) -> Item:
        return self.row.item

    @property
    def place(self) -> Place:
        return self.row.item.place

    def subject(self, number: int | None = None) -> Subject:
        """The row as the subject of a change to its issue."""
        return Subject("issue", self.item.key, self.row.doc, number)

    def text_subject(self, number: int | None = None) -> Subject:
        """The row as the subject of a change to the document."""
        return Subject("text", self.item.key, self.row.doc, number)

    def bookkeeping(self, home: str, number: int | None) -> Marker:
        """The marker of this row, without base."""
        item = self.item
        return Marker(home, self.row.doc, item.section, item.id, item.title, number, {}, {})
