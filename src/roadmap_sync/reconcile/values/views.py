"""Status as GitHub can show it: open, done or dropped, or the word of a status label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from roadmap_sync.model import Issue, Status, Value

OPEN = "open"
CLOSED = (Status.DONE, Status.DROPPED)
REOPENED = (Status.IN_PROGRESS, Status.PLANNED, Status.BLOCKED)
"""What a reopened issue is called in the document: the first of these it has a word for."""


@dataclass(frozen=True, slots=True)
class View:
    """``value``: open, done, dropped, or the status a card or label holds (then ``fine``). ``labels``: the
    status labels of the issue, where there are several."""

    value: str
    fine: bool = False
    labels: tuple[str, ...] = ()


def of_issue(issue: Issue, prefix: str, meanings: Mapping[str, Status]) -> View:
    """What GitHub says of ``issue``; closed wins over labels."""
    if not issue.open:
        return View(Status.DONE if issue.reason in (None, "completed") else Status.DROPPED)
    names = status_labels(issue, prefix)
    if len(names) > 1:
        return View(OPEN, labels=names)
    status = said(names[0], prefix, meanings) if names else None
    return View(status, fine=True) if status else View(OPEN)


def status_labels(issue: Issue, prefix: str) -> tuple[str, ...]:
    """The labels of ``issue`` that begin as those do that hold a status."""
    return tuple(name for name in issue.labels if name.casefold().startswith(prefix.casefold()))


def said(label: str, prefix: str, meanings: Mapping[str, Status]) -> Status | None:
    """The status that such a label stands for."""
    return meanings.get(label[len(prefix) :].strip().casefold())


def of_card(issue: Issue, said: Status | None, base: Value, shown: View) -> View:
    """What GitHub says of ``issue`` when its card says ``said`` (``None``: nothing that is understood).
    ``shown``: what it says without the card.

    The card counts while the issue is open. One that says done or dropped, as base does, was left behind
    when somebody opened the issue again."""
    if said is None or not issue.open:
        return shown
    return View(OPEN) if said in CLOSED and base in CLOSED else View(said, fine=True)


def of_status(status: Status | None, view: View) -> str:
    """A document's word in the terms of ``view``."""
    if status in CLOSED:
        return str(status)
    return str(status) if view.fine and status is not None else OPEN


def of_base(base: str, status: Status | None, view: View) -> str:
    """What base says in the terms of ``view``; where it only said open, the document's word stood."""
    if base in CLOSED:
        return base
    if not view.fine:
        return OPEN
    return of_status(status, view) if base == OPEN and status not in CLOSED else base
