"""What a row asks for and GitHub cannot take: named, and left out."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_sync.model import Hold
from roadmap_sync.reconcile.context import Context, Spot
from roadmap_sync.reconcile.issues import types
from roadmap_sync.reconcile.values import fields


def unusable(context: Context, at: Spot, number: int | None) -> Iterator[Hold]:
    """Labels that are too long, people who cannot be assigned, types that there are not."""
    subject, usable = at.subject(number), fields.assignees(at.item, context.world)
    for name in fields.too_long(at.item, context.settings(at.row.doc)):
        why = f"labels have at most {fields.LABEL_LIMIT} characters: {name}"
        yield Hold("drift", subject, "labels", name, None, why, place=at.place)
    for login in dict.fromkeys(at.item.assignees):
        if login not in usable:
            why = f"@{login} cannot be assigned here"
            yield Hold("drift", subject, "assignees", login, None, why, place=at.place)
    yield from types.unknown(at, context, number)
