"""What a run came to, for every report: the plan, the outcomes, the documents, the exit code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from roadmap_sync.errors import EXIT_OK, EXIT_PARTIAL, EXIT_PENDING, EXIT_PERSON, Stop, worst
from roadmap_sync.jobs.landing import Landing
from roadmap_sync.model import Document, Outcome, Plan


@dataclass(frozen=True, slots=True)
class Result:
    """``planned``: the plan; ``outcomes``: of the changes that were carried out, empty for a dry run.

    ``saved``: new bytes by path, of documents that were written; ``landing``: where they went.
    ``refusal``: why nothing was applied although something is to be done. ``stopped``: what ended the
    applying early."""

    planned: Plan
    documents: tuple[Document, ...]
    outcomes: tuple[Outcome, ...] = ()
    saved: Mapping[str, bytes] = field(default_factory=dict)
    refusal: str = ""
    notes: tuple[str, ...] = ()
    stopped: Stop | None = None
    viewer: str = ""
    landing: Landing = field(default_factory=Landing)


def exit_code(result: Result, *, pending: bool, strict: bool) -> int:
    """``pending``: report changes that are still to be made (``--exit-code``). ``strict``: drift counts
    like a conflict."""
    codes = [EXIT_OK, result.stopped.exit_code if result.stopped is not None else EXIT_OK]
    if result.refusal or any(hold.kind == "conflict" or strict for hold in result.planned.holds):
        codes.append(EXIT_PERSON)
    if any(outcome.result != "done" for outcome in result.outcomes):
        codes.append(EXIT_PARTIAL)
    if pending and not result.outcomes and result.planned.changes:
        codes.append(EXIT_PENDING)
    return worst(codes)
