"""Where a planned change stands, by what the issue shows now; pure."""

from __future__ import annotations

import unicodedata
from enum import Enum, auto

from roadmap_sync import marker
from roadmap_sync.github.decode import lf
from roadmap_sync.model import Change, Issue, Json, Patch, Value

SETS = ("labels", "assignees", "blocked_by")
DROPPED = ("not_planned", "duplicate")
DETACH = "detach"
"""The kind of change that takes the marker, and the managed text with it, out of a body."""
BOARD = "board:"
"""Fields of cards begin so in a marker; no issue shows them."""


class Standing(Enum):
    """What is left to do of a change."""

    TODO = auto()  # the issue still shows what the plan saw
    THERE = auto()  # the issue already shows what the plan wants
    STALE = auto()  # somebody made it a third thing since


def standing(change: Change, patch: Patch, planned: Issue, fresh: Issue) -> Standing:
    """Where ``change`` of ``patch`` stands. ``planned``: the issue as the plan saw it."""
    if shows(change, patch, fresh):
        return Standing.THERE
    if change.field in SETS or view(change.field, planned) == view(change.field, fresh):
        return Standing.TODO
    return Standing.STALE


def shows(change: Change, patch: Patch, issue: Issue) -> bool:
    """Whether ``issue`` shows what ``change`` wants."""
    if change.field in SETS:
        return (element(change).casefold() in folded(change.field, issue)) == (change.kind == "add")
    if change.field == "status":
        return shows_status(change.after, issue)
    if change.field == "body":
        return view("body", issue) == _read_back(patch)
    if change.field == "marker":
        return (marker.read(issue.body).marker is None) == (change.kind == DETACH)
    return view(change.field, issue) == (normal(change.after) if isinstance(change.after, str) else None)


def shows_status(after: Json, issue: Issue) -> bool:
    """Whether the state of ``issue`` is what ``after`` (done, dropped, or a word for open) stands for."""
    if after == "done":
        return not issue.open and issue.reason not in DROPPED
    if after == "dropped":
        return not issue.open and issue.reason in DROPPED
    return issue.open


def _read_back(patch: Patch) -> str:
    """The managed text of ``patch`` as it reads once it stands in a body."""
    body = marker.compose(patch.marker, patch.region or "")
    return normal(marker.region_text(body, marker.read(body)))


def view(field: str, issue: Issue) -> Value | tuple[object, ...]:
    """The value of one field in a form that compares: trimmed, NFC, LF; sets fold case."""
    if field.startswith(BOARD):
        return None
    if field == "title":
        return normal(issue.title)
    if field == "status":
        return (issue.open, issue.reason)
    if field == "milestone":
        return None if issue.milestone is None else normal(issue.milestone)
    if field == "parent":
        return issue.parent.name if issue.parent else None
    if field == "type":
        return issue.type
    if field == "body":
        return normal(marker.region_text(issue.body, marker.read(issue.body)))
    if field == "marker":
        return str(marker.read(issue.body).marker)
    return tuple(sorted(folded(field, issue)))


def folded(field: str, issue: Issue) -> set[str]:
    """The labels, assignees or blockers of ``issue``, ignoring case as GitHub does."""
    blockers = tuple(one.name for one in issue.blockers or ())
    held = {"labels": issue.labels, "assignees": issue.assignees, "blocked_by": blockers}[field]
    return {name.casefold() for name in held}


def element(change: Change) -> str:
    """The label, login or name of an issue that a change adds or removes."""
    return str(change.after if change.kind == "add" else change.before)


def normal(text: str) -> str:
    """``text`` as fields are compared."""
    return unicodedata.normalize("NFC", lf(text)).strip()
