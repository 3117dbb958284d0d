"""Edges between issues: names that issues have only once they are made, and what GitHub says of edges."""

from __future__ import annotations

from dataclasses import replace

from roadmap_sync import marker
from roadmap_sync.github.books import Books
from roadmap_sync.github.standing import element
from roadmap_sync.model import Change, Issue, Move, Neighbor, NewIssue, Patch, Value

FIELDS = ("blocked_by", "parent")
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
    return None if value is None else made(value, books)


def made(name: str, books: Books) -> str:
    """The name of an issue, which may be one that this run has made."""
    document, parted, key = name.partition("::")
    issue = books.made.get((document, key)) if parted else None
    return name if issue is None else f"#{issue.number}"


def placed(new: NewIssue, books: Books) -> NewIssue:
    """``new`` below the issue that its parent has become; without one, where that was not made."""
    if new.parent is None:
        return new
    name = made(new.parent, books)
    return _below(new, name if name in books.issues else None)


def alone(new: NewIssue) -> NewIssue:
    """``new`` below nothing, and with a marker that says so."""
    return _below(new, None)


def _below(new: NewIssue, parent: str | None) -> NewIssue:
    base = {**new.marker.base, "parent": parent}
    said = replace(new.marker, base=base)
    return replace(new, parent=parent, marker=said, body=marker.splice(new.body, said, None) or new.body)


BUSY = (
    "Priority has already been taken",
    "The priority you are attempting to set for this record is not unique",
)
"""What GitHub answers while another sub-issue is being added (github-mcp-server#1842): ask again."""


def busy(why: str) -> bool:
    """Whether a refusal means no more than that somebody else was at it."""
    return any(text in why for text in BUSY)


def about_parent(why: str) -> bool:
    """Whether a create was refused for the sake of its parent (documented: 100 below one, eight levels)."""
    return "sub-issue" in why.lower() or "parent" in why.lower()


def there_already(why: str) -> bool:
    """Whether a refusal says that the edge was there."""
    return TAKEN in why


def with_edge(issue: Issue, change: Change) -> Issue:
    """``issue`` with an edge that GitHub says it has."""
    if change.kind != "add" or issue.blockers is None:
        return issue
    return replace(issue, blockers=(*issue.blockers, Neighbor("", element(change))))
