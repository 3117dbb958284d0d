"""A plan and its outcomes as JSON: the form that is saved, compared and rendered."""

from __future__ import annotations

from collections.abc import Sequence

from roadmap_sync.model import Change, Hold, Json, Outcome, Place, Plan, Subject

SCHEMA_VERSION = 1


def to_json(plan: Plan, *, digest: str, ids: Sequence[str]) -> dict[str, Json]:
    """``digest``: of the whole plan; ``ids``: of ``plan.changes``, in their order. Stable order."""
    patched = (one.changes for some in (plan.patches, plan.milestone_patches) for one in some)
    quiet = [changes for changes in patched if not changes]
    return {
        "schema_version": SCHEMA_VERSION,
        "repository": f"{plan.repository.owner}/{plan.repository.name}",
        "documents": list(plan.documents),
        "digest": digest,
        "changes": [_change(identity, change) for identity, change in zip(ids, plan.changes, strict=True)],
        "holds": [_hold(hold) for hold in plan.holds],
        "bookkeeping": len(quiet),
    }


def _change(identity: str, change: Change) -> Json:
    return {
        "id": identity,
        "kind": change.kind,
        "subject": _subject(change.subject),
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "place": _place(change.place),
        "note": change.note,
    }


def _subject(subject: Subject) -> Json:
    return {
        "kind": subject.kind,
        "name": subject.name,
        "document": subject.document,
        "number": subject.number,
        "repository": subject.repository or None,
    }


def _place(place: Place | None) -> Json:
    return None if place is None else {"path": place.path, "line": place.line}


def _hold(hold: Hold) -> Json:
    return {
        "kind": hold.kind,
        "subject": _subject(hold.subject),
        "field": hold.field,
        "document": hold.document,
        "github": hold.github,
        "why": hold.why,
        "todo": hold.todo,
        "place": _place(hold.place),
    }


def outcome(identity: str, one: Outcome) -> Json:
    """One outcome; ``id`` is its change's."""
    return {
        "id": identity,
        "kind": one.change.kind,
        "subject": _subject(one.change.subject),
        "field": one.change.field,
        "result": one.result,
        "why": one.why,
        "number": one.number,
        "url": one.url,
    }
