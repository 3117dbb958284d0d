"""A plan that was saved: read it again, and hold a fresh plan against it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roadmap_sync.errors import NeedsPerson, UsageFault
from roadmap_sync.model import Change, Plan
from roadmap_sync.reconcile import digest

AGAIN = "make a new plan: roadmap-sync plan -o FILE"


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """The changes of a plan by their digests, as somebody approved them."""

    repository: str
    documents: tuple[str, ...]
    changes: Mapping[str, Mapping[str, Any]]


def read(path: Path) -> SavedPlan:
    """A plan file. Raises ``UsageFault`` for one that is missing or is no plan of this version."""
    try:
        fields = json.loads(path.read_bytes())
        if fields["schema_version"] != 1:
            raise ValueError(f"schema_version {fields['schema_version']} is not 1")
        changes = {str(change["id"]): change for change in fields["changes"]}
        return SavedPlan(str(fields["repository"]), tuple(fields["documents"]), changes)
    except OSError as fault:
        raise UsageFault(f"cannot be read: {fault.strerror}", where=str(path), todo=AGAIN) from None
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise UsageFault(f"is no saved plan ({fault})", where=str(path), todo=AGAIN) from None


def shown(path: Path) -> dict[str, Any]:
    """A saved plan as it is shown: what its reports need is there, and each is of the right kind.

    Raises ``UsageFault`` as `read` does."""
    read(path)
    fields: dict[str, Any] = json.loads(path.read_bytes())
    kinds = {"digest": str, "holds": list, "notes": list, "outcomes": list, "cost": dict, "landing": dict}
    wrong = [name for name, kind in kinds.items() if not isinstance(fields.get(name), kind)]
    if wrong:
        raise UsageFault(f"is no plan of a run: {', '.join(wrong)} missing", where=str(path), todo=AGAIN)
    return fields


def check(plan: Plan, saved: SavedPlan) -> None:
    """Raise ``NeedsPerson`` unless every change of the fresh ``plan`` was approved as it is.

    What is in the file and no longer in the plan is done already, or undone by somebody: no matter."""
    differences = list(_differences(plan, saved))
    if differences:
        what = "\n  ".join(["the plan has changed since it was saved:", *differences])
        raise NeedsPerson(what, todo=AGAIN)


def _differences(plan: Plan, saved: SavedPlan) -> Iterator[str]:
    repository = f"{plan.repository.owner}/{plan.repository.name}"
    if repository != saved.repository:
        yield f"it was made for {saved.repository}, this is {repository}"
    for change in plan.changes:
        if digest.of_change(change) not in saved.changes:
            yield f"{_name(change)} {_why(change, saved)}"


def _name(change: Change) -> str:
    number = f" #{change.subject.number}" if change.subject.number else ""
    field = f" {change.field}" if change.field else ""
    return f"{change.kind} {change.subject.kind}{number} {change.subject.name}{field}"


def _why(change: Change, saved: SavedPlan) -> str:
    subject = change.subject
    for one in saved.changes.values():
        there = one["subject"]
        same = (there["kind"], there["name"], there["document"]) == (
            subject.kind,
            subject.name,
            subject.document,
        )
        if same and one["field"] == change.field:
            approved = f"{one['before']!r} to {one['after']!r}"
            return f"now goes from {change.before!r} to {change.after!r}, not {approved}"
    return "is new"
