"""The settings of a run, as every other room uses them; every value here is the documented default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from roadmap_sync.config.board import Project
from roadmap_sync.config.globs import fold, is_like, matches
from roadmap_sync.model import Status

Meaning = TypeVar("Meaning", bound=str)

STATUS_LABELS: Mapping[str, Status] = {
    "planned": Status.PLANNED,
    "todo": Status.PLANNED,
    "in progress": Status.IN_PROGRESS,
    "in-progress": Status.IN_PROGRESS,
    "blocked": Status.BLOCKED,
    "on hold": Status.BLOCKED,
    "done": Status.DONE,
    "dropped": Status.DROPPED,
}
"""What a ``status: …`` label on an issue means; folded to lower case."""

OTHERWISE = "*"
"""Every section that nothing else names."""


@dataclass(frozen=True, slots=True)
class Sections:
    """Which sections of a document are read, by the texts of their headings or globs for them.

    ``include``: read as a place where work is listed although the vocabulary would leave it out ("Vision",
    "Ideas"). ``exclude``: leave out."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def verdict(self, path: Sequence[str]) -> str | None:
        """``"include"`` or ``"exclude"`` for a place below these headings (outermost first), ``None`` where
        the reader decides.

        The innermost heading that is named decides, and of two patterns for it the one that includes;
        ``*`` is for what nothing else names, and for what stands below no heading."""
        for heading in reversed(path):
            if _any(self.include, heading):
                return "include"
            if _any(self.exclude, heading):
                return "exclude"
        if OTHERWISE in self.include:
            return "include"
        return "exclude" if OTHERWISE in self.exclude else None


def _any(patterns: Iterable[str], heading: str) -> bool:
    return any(is_like(pattern, heading) for pattern in patterns if pattern != OTHERWISE)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document is understood, beyond the vocabulary.

    ``columns``: a header's word and its role (title, status, target, priority, owner, id, issue, label, or
    ignore for a column that has none). ``statuses``: a word or emoji and what it means. Both stand as they
    were typed, to be folded by the reader; both win over the vocabulary and lose to the document's own
    legend. ``tables``, ``lists``, ``headings``, ``yaml``: which of these may hold items.
    ``shown``: columns that the board takes as they are written, whatever else they say.
    ``fiscal_year_start``: the month (1 to 12) in which the fiscal year named FY*n* begins; after January
    that is in the calendar year *n* - 1."""

    sections: Sections = Sections()
    columns: tuple[tuple[str, str], ...] = ()
    statuses: tuple[tuple[str, Status], ...] = ()
    tables: bool = True
    lists: bool = True
    headings: bool = True
    yaml: bool = True
    fiscal_year_start: int = 1
    shown: tuple[str, ...] = ()

    def headers(self, role: str) -> tuple[str, ...]:
        """The extra header words for a role."""
        return tuple(word for word, meant in self.columns if meant == role)


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may change a field: ``two-way`` (merged), ``document`` (GitHub's edits are only listed) or
    ``github`` (the document's edits are only listed)."""

    title: str = "two-way"
    status: str = "two-way"
    milestone: str = "two-way"
    assignees: str = "two-way"
    labels: str = "document"
    body: str = "document"
    blocked_by: str = "document"
    type: str = "document"
    parent: str = "document"

    def of(self, name: str) -> str:
        """The policy of a field by its name in plans."""
        return str(getattr(self, name))


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a new issue gets where its row does not say; never a reason to change an issue later."""

    priority: str | None = None
    assignees: tuple[str, ...] = ()
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a run. ``config.of(path)`` are those that hold for one document."""

    documents: tuple[str, ...] = ("ROADMAP.md",)
    """Paths and globs, from the top of the repository."""
    branch: str | None = None  # None: the default branch
    label: str = "roadmap"
    priority_label: str = "priority: {priority}"  # "" for none
    area_label: str = "{area}"  # "" for none
    label_colors: tuple[tuple[str, str], ...] = ()
    """A label's name or a glob for it, and six hexadecimal digits; the first that fits counts."""
    status_label: str = "status: "  # what the labels that hold a status begin with
    status_words: Mapping[str, Status] = field(default_factory=lambda: STATUS_LABELS, hash=False)
    status_labels: bool = False  # whether such labels are written
    create: str = "all"  # all | open | linked
    orphans: str = "report"  # report | close
    adopt: str = "none"  # none | exact | body | exact+body
    groups: str = "none"  # none | parent
    nested: str = "body"  # body | sub-issues
    link: str = "append"  # append | title | column | none
    repositories: tuple[str, ...] = ()  # others that rows may name, as owner/name
    trusted_apps: tuple[str, ...] = ("github-actions",)  # without "[bot]"
    policy: Policy = Policy()
    defaults: Defaults = Defaults()
    project: Project | None = None
    reading: Reading = Reading()
    counts: bool = False  # write counts into headings: "(3/5)"
    last_updated: bool = False  # write "Last updated" lines
    dashboard: bool = False  # keep the dashboard region
    dashboard_date: bool = False  # tell in it when the last sync went well
    special: tuple[tuple[str, Config], ...] = ()
    """For documents that the file gives settings of their own: a path or glob, and all settings for it."""

    def of(self, path: str) -> Config:
        """The settings for the document at ``path``, from the top of the repository, with slashes."""
        return next((one for pattern, one in self.special if matches(pattern, path)), self)

    def adopts(self, what: str) -> bool:
        """Whether ``what`` is taken over: ``exact`` (unmarked issues of a row's title), ``body`` (the text of
        what is adopted)."""
        return what in self.adopt.split("+")

    @property
    def kinship(self) -> bool:
        """Whether issues may be put below others."""
        return self.groups == "parent" or self.nested == "sub-issues"

    def color(self, label: str) -> str | None:
        """The colour that is configured for a label."""
        return next((color for pattern, color in self.label_colors if is_like(pattern, label)), None)


def replaced(
    old: Iterable[tuple[str, Meaning]], new: Mapping[Meaning, Iterable[str]]
) -> tuple[tuple[str, Meaning], ...]:
    """Pairs of a word and its meaning after the words of some meanings were given anew; a word has one."""
    words = {fold(word) for group in new.values() for word in group}
    kept = [(word, meant) for word, meant in old if meant not in new and fold(word) not in words]
    return (*kept, *((word, meant) for meant, group in new.items() for word in group))
