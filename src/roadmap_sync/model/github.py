"""GitHub: what was observed of a repository, once, and what a marker in an issue says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from roadmap_sync.model.boards import Board, BoardName, Card, Cards
from roadmap_sync.model.values import Value


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository as the server states it. ``permission`` is the viewer's: ADMIN, MAINTAIN,
    WRITE, TRIAGE, READ, or ``None`` where the server gives none (App and Actions tokens)."""

    id: str
    owner: str
    name: str
    url: str
    default_branch: str | None
    has_issues: bool
    archived: bool
    permission: str | None

    @property
    def full_name(self) -> str:
        """``owner/name``."""
        return f"{self.owner}/{self.name}"


@dataclass(frozen=True, slots=True)
class Label:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class IssueType:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Milestone:
    id: str
    number: int
    title: str
    description: str
    due: date | None
    open: bool
    url: str


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote an issue. ``association`` as GitHub gives it; ``mine``: this token's own account."""

    login: str | None
    kind: str  # User | Bot | Mannequin | …
    association: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Neighbor:
    """An issue at the other end of an edge. ``name``: "#12" in the same repository, elsewhere its URL."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue. ``body`` with LF newlines; ``reason``: completed | not_planned | duplicate | None;
    ``closer``: the login that closed it last, where the server tells. ``blockers``: the issues it is blocked
    by; ``None`` where that is not known; ``parent``: the one it is a sub-issue of; ``level``: one more
    than issues stand above it; ``open_children``: how many of its own sub-issues are open, of ``children`` in
    all (counted by GitHub, at times late). ``seats``: node ids of boards, and its card on each, with values
    by the places of their fields in the question (``f0`` …); ``None`` where that was not told."""

    id: str
    number: int
    url: str
    title: str
    body: str
    open: bool
    reason: str | None
    labels: tuple[str, ...]
    assignees: tuple[str, ...]
    milestone: str | None  # its title
    author: Author
    locked: bool
    closer: str | None = None
    blockers: tuple[Neighbor, ...] | None = None
    parent: Neighbor | None = None
    level: int = 1
    open_children: int = 0
    children: int = 0
    type: str | None = None  # its name
    seats: tuple[tuple[str, Card], ...] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Absent:
    """A number that a document links and that is no issue of this repository.

    ``why``: gone (404 or 410, or this token cannot see it), moved (``now`` says where to), astray (gone or
    moved: there were too many to ask), pull, discussion."""

    number: int
    why: str
    now: str = ""


@dataclass(frozen=True, slots=True)
class Tip:
    """The branch that counts: its newest commit, and per document the blob there (``None``: no such
    file) and the last commit that touched it. ``commit`` is ``None`` in an empty repository."""

    branch: str | None
    commit: str | None
    blobs: Mapping[str, str | None]
    touched: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class World:
    """What was observed of GitHub, once. ``issues``: all that bear our label, all that a document
    links, and, when ``newest`` is set, those found among the newest issues as well.

    ``writers``: logins found to have write permission, of those that had to be asked.
    ``assignable``: of the logins that documents name, those that may be assigned; by lower case.
    ``board``: ``None`` where none was asked for, or it cannot be had; then ``notes`` say why.
    ``kin``: those of ``Question.kin`` that the server knows; what it knows not is in the notes.
    ``documents``: the repository that the documents lie in, where that is another one."""

    viewer: str
    repository: Repository
    tip: Tip
    labels: tuple[Label, ...]
    milestones: tuple[Milestone, ...]
    issues: tuple[Issue, ...]
    absent: tuple[Absent, ...]
    writers: frozenset[str]
    assignable: frozenset[str]
    newest: bool
    board: Board | None = None
    cards: Cards = field(default_factory=dict, hash=False)
    notes: tuple[str, ...] = ()
    kin: frozenset[str] = frozenset()
    types: tuple[IssueType, ...] = ()
    documents: Repository | None = None

    @property
    def home(self) -> Repository:
        """The repository that the documents lie in: markers name it."""
        return self.documents or self.repository

    @property
    def away(self) -> str:
        """``owner/name`` of this repository, where the documents lie in another one; else ``""``."""
        return "" if self.documents is None else self.repository.full_name


@dataclass(frozen=True, slots=True)
class Was:
    """What the document at the tip showed when base left it behind.

    Alive while ``commit`` is still the last one that touched the document. ``pull``: the number of
    the pull request that would bring the document up to base."""

    value: Value
    commit: str
    pull: int | None = None


@dataclass(frozen=True, slots=True)
class Marker:
    """The comment in an issue's body: whose row it is, and the last values both sides were given.

    ``home``: node id of the document's repository. ``number``: the issue's own, once known.
    ``base`` and ``was`` are by field: title, status, milestone, labels, assignees, body."""

    home: str
    doc: str
    section: tuple[str, ...]
    id: str | None
    title: str
    number: int | None
    base: Mapping[str, Value]
    was: Mapping[str, Was]


@dataclass(frozen=True, slots=True)
class MilestoneMarker:
    """The comment in the description of a milestone that we made. ``key``: what documents call it;
    ``base`` and ``was`` as in an issue's marker, by field: due, state, body."""

    home: str
    key: str
    base: Mapping[str, Value]
    was: Mapping[str, Was]


@dataclass(frozen=True, slots=True)
class Question:
    """What a run wants to know of GitHub.

    ``numbers``: issues that documents link; ``logins``: people that documents name; ``newest``:
    also look through the newest issues (a run that would create needs it); ``board``: to be looked at;
    ``kin``: what else to read of every issue: blocked_by, parent, type. ``beside``: issues that documents
    name as blockers only; one that is found beside another issue need not be read itself."""

    label: str
    documents: tuple[str, ...]
    branch: str | None
    numbers: tuple[int, ...]
    logins: tuple[str, ...]
    trusted_apps: tuple[str, ...]
    newest: bool
    board: BoardName | None = None
    kin: frozenset[str] = frozenset()
    beside: tuple[int, ...] = ()
