"""Edges between issues: names that issues have only once they are made, and what GitHub says of edges."""

from __future__ import annotations

from dataclasses import replace

from roadmap_sync.github.books import Books
from roadmap_sync.github.standing import element
from roadmap_sync.model import Change, Issue, Move, Neighbor, Patch, Value

FIELDS = ("blocked_by",)
TAKEN = "Target issue has already been taken"
"""What GitHub answers (422) to an edge that is there already (measured by others); as good as made."""


def named(patch: Patch, books: Books) -> Patch:
    """``patch`` with the names of issues for what the plan calls them, in its edges and their bases."""
    if not patch.names:
        return patch
    changes = tuple(_changed(change, patch, books) for change in patch.changes)
    moves = tuple(_moved(move, books) for move in patch.moves)
    return replace(patch, changes=changes, moves=moves)


def _changed(change: Change, patch: Patch, books: Books) -> Change:
    if change.field not in FIELDS:
        return change
    before, after = (_by_now(one, patch, books) for one in (change.before, change.after))
    move = None if change.move is None else _moved(change.move, books)
    return replace(change, before=before, after=after, move=move)


def _by_now(shown: object, patch: Patch, books: Books) -> str | None:
    return made(patch.names.get(shown, shown), books) if isinstance(shown, str) else None


def _moved(move: Move, books: Books) -> Move:
    return replace(move, value=_value(move.value, books)) if move.field in FIELDS else move


def _value(value: Value, books: Books) -> Value:
    if isinstance(value, tuple):
        return tuple(sorted(made(one, books) for one in value))
    return value


def made(name: str, books: Books) -> str:
    """The name of an issue, which may be one that this run has made."""
    document, parted, key = name.partition("::")
    issue = books.made.get((document, key)) if parted else None
    return name if issue is None else f"#{issue.number}"


def there_already(why: str) -> bool:
    """Whether a refusal says that the edge was there."""
    return TAKEN in why


def with_edge(issue: Issue, change: Change) -> Issue:
    """``issue`` with an edge that GitHub says it has."""
    if change.kind != "add" or issue.blockers is None:
        return issue
    return replace(issue, blockers=(*issue.blockers, Neighbor("", element(change))))
