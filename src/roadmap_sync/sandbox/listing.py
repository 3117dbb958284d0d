"""Which issues a list shows and in which order, for REST, GraphQL and the page alike."""

from dataclasses import dataclass, field
from typing import Literal

from roadmap_sync.sandbox.issues import ISSUE
from roadmap_sync.sandbox.rows import Issue, Repository
from roadmap_sync.sandbox.store import Store, Value, listed

Kind = Literal["issues", "pulls", "both"]
_ORDER = {
    "created": "i.created_at {0}, i.number {0}",
    "updated": "i.updated_at {0}, i.number {0}",
    "comments": "(SELECT count(*) FROM comments c WHERE c.issue_id = i.id) {0}, i.number {0}",
}


_OR_MERGED = "CASE WHEN i.id IN (SELECT issue_id FROM merges) THEN 'merged' ELSE i.state END"
_MILESTONES = "SELECT id FROM milestones m WHERE m.repository_id = i.repository_id AND"


@dataclass(frozen=True, slots=True)
class Filter:
    """What to list; `*` for milestone and assignee means any, `none` means without, None does not ask.

    merged_apart: a merged pull request is `merged` and not `closed`.
    labels: every one must be there (`any_label`: one is enough). since: `updated_at` not before this stamp.
    """

    kind: Kind = "both"
    states: tuple[str, ...] = ()
    merged_apart: bool = False
    labels: tuple[str, ...] = ()
    any_label: bool = False
    milestone: str | None = None
    milestone_title: str | None = None
    assignee: str | None = None
    creator: str | None = None
    of_type: str | None = None
    mentioned: str | None = None
    head: str | None = None
    base: str | None = None
    since: str | None = None
    sort: str = "created"
    descending: bool = True


@dataclass(slots=True)
class _Where:
    clauses: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)

    def add(self, clause: str, *values: Value) -> None:
        self.clauses.append(clause)
        self.values.extend(values)


def count(store: Store, repository: Repository, wanted: Filter) -> int:
    """How many there are."""
    where = _where(repository, wanted)
    return store.count(f"SELECT count(*) FROM issues i WHERE {' AND '.join(where.clauses)}", *where.values)


def page(store: Store, repository: Repository, wanted: Filter, offset: int, limit: int) -> list[Issue]:
    """Those from `offset` on, at most `limit`."""
    where = _where(repository, wanted)
    order = _ORDER[wanted.sort].format("DESC" if wanted.descending else "ASC")
    sql = f"{ISSUE} WHERE {' AND '.join(where.clauses)} ORDER BY {order} LIMIT ? OFFSET ?"
    return store.rows(Issue, sql, *where.values, limit, offset)


def _where(repository: Repository, wanted: Filter) -> _Where:
    where = _Where()
    where.add("i.repository_id = ?", repository.id)
    if wanted.kind != "both":
        where.add(f"i.pull_id IS {'NOT ' if wanted.kind == 'pulls' else ''}NULL")
    if wanted.states:
        state = _OR_MERGED if wanted.merged_apart else "i.state"
        where.add(f"{state} IN {listed(len(wanted.states))}", *wanted.states)
    if wanted.since:
        where.add("i.updated_at >= ?", wanted.since)
    if wanted.mentioned:
        where.add("instr(lower(coalesce(i.body, '')), '@' || lower(?)) > 0", wanted.mentioned)
    for name in ("head", "base"):
        if getattr(wanted, name):
            where.add(f"i.{name} = ?", getattr(wanted, name))
    if wanted.creator:
        where.add("i.author_id = (SELECT id FROM accounts WHERE login = ?)", wanted.creator)
    if wanted.of_type:
        _of_type(where, wanted.of_type)
    _labels(where, wanted)
    _milestone(where, wanted)
    _assignee(where, wanted)
    return where


def _of_type(where: _Where, name: str) -> None:
    typed = "SELECT 1 FROM typed_issues x JOIN issue_types t ON t.id = x.type_id WHERE x.issue_id = i.id"
    if name in ("*", "none"):
        where.add(f"{'' if name == '*' else 'NOT '}EXISTS ({typed})")
        return
    where.add(f"EXISTS ({typed} AND t.name = ?)", name)


def _labels(where: _Where, wanted: Filter) -> None:
    of_issue = (
        "SELECT 1 FROM issue_labels x JOIN labels l ON l.id = x.label_id WHERE x.issue_id = i.id AND l.name"
    )
    if wanted.any_label and wanted.labels:
        where.add(f"EXISTS ({of_issue} IN {listed(len(wanted.labels))})", *wanted.labels)
        return
    for name in wanted.labels:
        where.add(f"EXISTS ({of_issue} = ?)", name)


def _milestone(where: _Where, wanted: Filter) -> None:
    if wanted.milestone_title is not None:
        where.add(f"i.milestone_id IN ({_MILESTONES} m.title = ? COLLATE NOCASE)", wanted.milestone_title)
    if wanted.milestone is None:
        return
    if wanted.milestone in ("*", "none"):
        where.add(f"i.milestone_id IS {'NOT ' if wanted.milestone == '*' else ''}NULL")
        return
    where.add(f"i.milestone_id IN ({_MILESTONES} m.number = ?)", wanted.milestone)


def _assignee(where: _Where, wanted: Filter) -> None:
    if wanted.assignee is None:
        return
    of_issue = "SELECT 1 FROM issue_assignees x WHERE x.issue_id = i.id"
    if wanted.assignee in ("*", "none"):
        where.add(f"{'' if wanted.assignee == '*' else 'NOT '}EXISTS ({of_issue})")
        return
    where.add(
        f"EXISTS ({of_issue} AND x.account_id = (SELECT id FROM accounts WHERE login = ?))", wanted.assignee
    )
