"""What a run changed on GitHub and its plan did not tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.walk.judge import Run
from tests.walk.seen import Name, Seen, Ticket

MEANT = {
    "title": ("title",),
    "state": ("status", "issue", ""),
    "milestone": ("milestone",),
    "labels": ("labels", "status", "label", "marker", ""),
    "parent": ("parent",),
    "blockers": ("blocked_by",),
    "locked": (),
}
"""What is seen of an issue, and the fields of changes that tell of it."""


def untold(run: Run) -> Iterator[str]:
    """Every difference between before and after that no change of the plan names."""
    changes = run.told["changes"]
    for name, one in run.before.seen.issues.items():
        later = run.after.seen.issues.get(name)
        if later:
            told = [change for change in changes if change["subject"]["number"] == name[1]]
            yield from _of_issue(name, one, later, told)
    yield from _of_stones(run.before.seen, run.after.seen, changes)
    if len(run.after.seen.issues) - len(run.before.seen.issues) != sum(map(_creates, changes)):
        yield f"untold: {len(run.after.seen.issues)} issues, {len(run.before.seen.issues)} before"


def _creates(change: dict[str, Any]) -> bool:
    return bool(change["kind"] == "create" and change["subject"]["kind"] == "issue")


def _of_issue(name: Name, one: Ticket, later: Ticket, told: list[dict[str, Any]]) -> Iterator[str]:
    said = {change["field"] for change in told}
    for seen, fields in MEANT.items():
        was, now = getattr(one, seen), getattr(later, seen)
        if was != now and not said & {*fields}:
            yield f"untold: {seen} of {name} went from {was} to {now}, told were {said}"
    if one.card and later.card:
        cards = {change["field"] for change in told if change["subject"]["kind"] == "card"}
        for field in one.card.values.keys() | later.card.values.keys():
            was, now = one.card.values.get(field), later.card.values.get(field)
            moved = field == "Status" and one.state != later.state  # by the board's own workflow
            if was != now and field not in cards and not moved:
                yield f"untold: {field} of the card of {name} went from {was} to {now}, told were {cards}"
        if one.card.archived != later.card.archived:
            yield f"untold: the card of {name} is archived: {later.card.archived}"


def _of_stones(before: Seen, after: Seen, changes: list[dict[str, Any]]) -> Iterator[str]:
    told = [change for change in changes if change["subject"]["kind"] == "milestone"]
    for name, was in before.stones.items():
        if after.stones.get(name, was) != was and not told:
            yield f"untold: milestone {was} became {after.stones[name]}"
    new = len(after.stones) - len(before.stones)
    if new != sum(change["kind"] == "create" for change in told):
        yield f"untold: {new} new milestones"
    made = sum(change["kind"] == "create" and change["subject"]["kind"] == "label" for change in changes)
    if (new := sum(len(after.labels[one] - before.labels[one]) for one in before.labels)) > made:
        yield f"untold: {new} new labels, {made} told"
