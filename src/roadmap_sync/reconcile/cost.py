"""What carrying out a plan will cost: requests, time and notifications, before anything is sent."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from roadmap_sync.model import Plan, Subject

BATCH = 20
"""Mutations that go into one request."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Requests that read and that write; ``notified``: what GitHub sends notifications about."""

    reads: int
    writes: int
    notified: int


def _batches(subjects: Iterable[Subject]) -> int:
    """Requests for these, each repository by itself."""
    return sum(math.ceil(count / BATCH) for count in Counter(one.repository for one in subjects).values())


def cost(plan: Plan) -> Cost:
    """The cost of ``plan``, from the sizes of its parts; an estimate, since people may be faster."""
    patched = _batches(patch.subject for patch in plan.patches)
    landed = _batches({each.subject for text in plan.texts for each in text.told})
    elements = any(change.kind in ("add", "remove") for patch in plan.patches for change in patch.changes)
    writes = (
        _batches(label.change.subject for label in plan.labels)
        + len(plan.milestones)
        + len(plan.milestone_patches)
    )
    reads = patched + landed
    shown = sum(len(card.changes) for card in plan.cards)
    if shown:
        writes += math.ceil(shown / BATCH) + (len(plan.board.changes) if plan.board is not None else 0)
        reads += 1
    loud = sum(1 for patch in plan.patches for change in patch.changes if change.kind in ("close", "reopen"))
    return Cost(
        reads, writes + len(plan.issues) + patched * (2 if elements else 1) + landed, len(plan.issues) + loud
    )
