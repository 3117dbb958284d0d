"""Plans as JSON, built from changes and holds as a planner makes them."""

from __future__ import annotations

from typing import Any

from roadmap_sync.model import (
    Change,
    Hold,
    Marker,
    NewIssue,
    NewLabel,
    NewMilestone,
    Outcome,
    Patch,
    Place,
    Plan,
    Repository,
    Slot,
    Span,
    Subject,
    TextChange,
)
from roadmap_sync.reconcile import digest
from roadmap_sync.report import planned

PATH = "ROADMAP.md"
REPOSITORY = Repository("R", "acme", "widgets", "https://github.com/acme/widgets", "main", True, False, None)
MARKER = Marker("R", PATH, (), None, "x", None, {}, {})


def subject(kind: str, name: str, number: int | None = None) -> Subject:
    return Subject(kind, name, PATH, number)


def label(name: str) -> NewLabel:
    return NewLabel(Change("create", subject("label", name), "", None, name), name, "ffffff", "")


def milestone(title: str, due: str | None) -> NewMilestone:
    change = Change("create", subject("milestone", title), "", None, {"title": title, "due": due})
    return NewMilestone(change, title, "", None)


def new(
    name: str,
    title: str,
    *,
    labels: tuple[str, ...] = (),
    status: str | None = None,
    stone: str | None = None,
    people: tuple[str, ...] = (),
) -> NewIssue:
    after = {"title": title, "status": status, "milestone": stone, "labels": ["roadmap", *labels],
             "assignees": list(people)}  # fmt: skip
    change = Change("create", subject("issue", name), "", None, after, None, Place(PATH, 9))
    return NewIssue(change, title, "", ("roadmap", *labels), people, stone, MARKER)


def patch(name: str, number: int | None, *changes: tuple[Any, ...]) -> Patch:
    """``changes``: kind, field, before, after, and a note where there is one."""
    about = subject("issue", name, number)
    made = (
        Change(kind, about, field, before, after, None, Place(PATH, 9), *note)
        for kind, field, before, after, *note in changes
    )
    return Patch(about, None, tuple(made), (), MARKER)


def text(
    name: str, number: int | None, line: int, field: str, before: Any, after: Any, note: str = ""
) -> TextChange:
    change = Change(
        "write", subject("text", name, number), field, before, after, None, Place(PATH, line), note
    )
    return TextChange(change, Slot(field, Span(0, 0), "", line), "x")


def hold(
    kind: str,
    name: str,
    number: int | None,
    field: str,
    mine: Any,
    theirs: Any,
    why: str,
    todo: str = "",
    *,
    about: str = "issue",
    line: int | None = 9,
) -> Hold:
    place = None if line is None else Place(PATH, line)
    return Hold(kind, subject(about, name, number), field, mine, theirs, why, todo, place)


def plan(*parts: object) -> Plan:
    def of(kind: type) -> tuple[Any, ...]:
        return tuple(one for one in parts if isinstance(one, kind))

    return Plan(
        REPOSITORY,
        (PATH,),
        of(NewLabel),
        of(NewMilestone),
        (),
        of(NewIssue),
        of(Patch),
        of(TextChange),
        of(Hold),
    )


def shown(*parts: object, **more: Any) -> dict[str, Any]:
    """The JSON that reports are rendered from; ``more`` replaces its keys."""
    made = plan(*parts)
    ids = [digest.of_change(change) for change in made.changes]
    facts = {
        "cost": {"reads": 0, "writes": 0, "notified": 0},
        "notes": [],
        "refusal": None,
        "outcomes": [],
        "stopped": None,
        "saved": [],
        "requests": {"read": 4, "write": 1},
        "exit_code": 0,
    }
    return {**planned.to_json(made, digest="4f1c09ab77d2" + "0" * 52, ids=ids), **facts, **more}


def came(change: Change, result: str, why: str = "", number: int | None = None) -> Any:
    return planned.outcome(digest.of_change(change), Outcome(change, result, why, number, ""))
