"""Parts of a plan: the same plan with only some of its changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from roadmap_sync.model import CardPatch, Change, Patch, Plan

Wanted = Callable[[Change], bool]


def keep(plan: Plan, wanted: Wanted, documents: frozenset[str]) -> Plan:
    """``plan`` with the changes that are ``wanted``, and bookkeeping for ``documents`` alone."""
    patches = (_part(patch, wanted, documents) for patch in plan.patches)
    return replace(
        plan,
        labels=tuple(new for new in plan.labels if wanted(new.change)),
        milestones=tuple(new for new in plan.milestones if wanted(new.change)),
        milestone_patches=tuple(
            one
            for one in plan.milestone_patches
            if one.document in documents and all(wanted(change) for change in one.changes)
        ),
        issues=tuple(new for new in plan.issues if wanted(new.change)),
        patches=tuple(patch for patch in patches if patch is not None),
        texts=tuple(text for text in plan.texts if wanted(text.change)),
        board=plan.board if plan.board is not None and all(map(wanted, plan.board.changes)) else None,
        cards=tuple(card for one in plan.cards if (card := _card(one, wanted)) is not None),
    )


def _card(card: CardPatch, wanted: Wanted) -> CardPatch | None:
    add = card.add if card.add is not None and wanted(card.add) else None
    values = tuple(value for value in card.values if wanted(value.change))
    return replace(card, add=add, values=values) if add is not None or values else None


def _part(patch: Patch, wanted: Wanted, documents: frozenset[str]) -> Patch | None:
    """The managed text goes along unless its own change is left out."""
    changes = tuple(change for change in patch.changes if wanted(change))
    left_out = [change for change in patch.changes if not wanted(change)]
    if patch.subject.document not in documents or (left_out and not changes):
        return None
    region = None if any(change.field == "body" for change in left_out) else patch.region
    return replace(patch, changes=changes, region=region)
