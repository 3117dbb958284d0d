"""A result as JSON: the facts that a report needs and only the planner can tell, put together."""

from __future__ import annotations

from collections.abc import Mapping

from roadmap_sync.jobs.landing import Landing
from roadmap_sync.jobs.result import Result
from roadmap_sync.model import Json
from roadmap_sync.reconcile import digest
from roadmap_sync.reconcile.cost import cost
from roadmap_sync.report import planned


def _landing(landing: Landing) -> Json:
    """Where new text went, for a report."""
    return {
        "how": landing.how,
        "commit": landing.commit or None,
        "pull": landing.pull,
        "url": landing.url or None,
        "why": landing.why,
    }


def describe(result: Result, requests: Mapping[str, int], code: int) -> dict[str, Json]:
    """The plan with its digests, the outcomes and what was sent; ``code``: the exit code to be."""
    plan = result.planned
    total = cost(plan)
    ids = [digest.of_change(change) for change in plan.changes]
    shown = planned.to_json(plan, digest=digest.of_changes(plan, plan.changes), ids=ids)
    ends = {digest.of_change(outcome.change): outcome for outcome in result.outcomes}
    told = {name: one for name, one in ends.items() if name in ids or one.result != "done"}
    stopped = result.stopped
    return {
        **shown,
        "cost": {"reads": total.reads, "writes": total.writes, "notified": total.notified},
        "notes": [*plan.notes, *result.notes],
        "refusal": result.refusal or None,
        "outcomes": [planned.outcome(name, one) for name, one in told.items()],
        "stopped": None if stopped is None else str(stopped),
        "saved": [*sorted(result.saved)],
        "landing": _landing(result.landing),
        "requests": {"read": requests["read"], "write": requests["write"]},
        "exit_code": code,
    }
