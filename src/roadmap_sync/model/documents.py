"""Documents: what was read of a file, and where it may be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as part
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """What a document may say of an item; an item that says nothing has ``None``."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of byte offsets into a document's bytes as they lie on disk."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a person finds it: repository-relative path, 1-based line and column (characters)."""

    path: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Target:
    """When an item is due: the words of the document and what they mean.

    ``name`` is the title of the milestone they stand for ("Q2 2026", "2027+", "v1.2.0"), ``None``
    where they name none; ``end`` is its due date, ``None`` where it is open. ``fiscal``: the month in
    which the fiscal year begins by which the days are counted; 0 where they are no fiscal year's.
    """

    text: str
    start: date | None = None
    end: date | None = None
    name: str | None = None
    fiscal: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A link that a document gives an item. A bare ``#12`` has neither host, owner nor repository."""

    number: int
    kind: str = "issue"  # issue | pull | discussion
    host: str = ""  # with the port, lower case: "github.com", "127.0.0.1:8080"
    owner: str = ""
    repository: str = ""
    url: str = ""


SECTION = "section"
"""The form of a slot in which a section states the status of its items."""


@dataclass(frozen=True, slots=True)
class Mention:
    """What a document calls another item: an id, a key, a title, or the ``link`` of an issue."""

    text: str
    link: Link | None
    place: Place = part(compare=False)


@dataclass(frozen=True, slots=True)
class Slot:
    """A span of a document that may be written.

    ``field``: status, title, target, link or mirror; of no item: counts, last-updated or dashboard.
    ``now``: its present text, decoded. ``words``: the text to write for a value, where the reader
    knows it ("done" → "✅ Completed"); elsewhere the writer renders the value for ``form`` (how text
    must be escaped and framed in that place).
    """

    field: str
    span: Span
    now: str
    line: int
    words: Mapping[str, str] = part(default_factory=dict, hash=False)
    form: str = "cell"  # cell | append | column | text | section

    @property
    def shared(self) -> bool:
        """Whether a section states here what all of its heirs take from it: each of them has this slot."""
        return self.form == SECTION


@dataclass(frozen=True, slots=True)
class Write:
    """Let ``slot`` show ``value``: a status ("done"), a title as people read it, a target's text, or
    for a link slot the web address of the issue (".../issues/12"), or nothing to take the link away."""

    slot: Slot
    value: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``new`` (already in the document's encoding) where ``span`` is."""

    span: Span
    new: bytes


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of work as a document shows it. ``key`` is what people type to name it. ``blockers``: what it
    depends on, ``None`` where the document has no place for that; ``parent``: the key of the group it stands
    in, or of the item it is nested below, where these are items; ``kind``: its type, as the document calls
    it ("Bug")."""

    key: str
    id: str | None
    title: str
    status: Status | None
    status_text: str | None
    target: Target | None
    priority: str | None
    labels: tuple[str, ...]
    assignees: tuple[str, ...]
    body: str
    link: Link | None
    section: tuple[str, ...]
    place: Place
    slots: tuple[Slot, ...]
    extra: tuple[tuple[str, str], ...] = ()
    blockers: tuple[Mention, ...] | None = None
    parent: str | None = None
    kind: str | None = None

    def slots_for(self, name: str) -> tuple[Slot, ...]:
        """The slots of one field, in the order of the document; mirrors of the status come with it."""
        wanted = {name, "mirror"} if name == "status" else {name}
        return tuple(slot for slot in self.slots if slot.field in wanted)


@dataclass(frozen=True, slots=True)
class Release:
    """A milestone that a document declares: a row of a version table, a version heading."""

    key: str
    title: str
    milestone: str
    status: Status | None
    status_text: str | None
    target: Target | None
    description: str
    section: tuple[str, ...]
    place: Place
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that looks like a list of work and was left out, and why. ``take``: the lines of a
    configuration that would take it; empty where none would. ``code``: that of the finding which `check`
    makes of it; empty where it is left out by right."""

    line: int
    reason: str
    take: str = ""
    column: int = 1
    code: str = ""


NESTED_BEYOND = frozenset({"too-deep", "too-many-nested"})
"""The codes of findings about nested entries for which GitHub has no room: plans say them as well."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at; ``code`` is stable and kebab-case."""

    line: int
    column: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """What was understood of one file. ``data`` are its bytes, untouched; ``encoding`` is
    ``utf-8``, or the codec that was undone line by line (``cp1252``, ``mac_roman``)."""

    path: str
    data: bytes
    encoding: str
    items: tuple[Item, ...]
    releases: tuple[Release, ...]
    skipped: tuple[Skipped, ...]
    findings: tuple[Finding, ...]
    groups: tuple[Item, ...] = ()
