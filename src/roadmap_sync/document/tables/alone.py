"""Tables without status or time, where a roadmap lists nothing else: goals and what each of them means."""

from __future__ import annotations

from collections.abc import Sequence

from roadmap_sync.document.outline.captions import is_about
from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.outline.purposes import is_roadmap
from roadmap_sync.document.tables.choice import NAMES_ONLY, Table, work_after_all
from roadmap_sync.document.words.vocabulary import fold_header

_WORK = frozenset(
    {"goal", "objective", "outcome", "epic", "milestone", "initiative", "feature", "item", "task"}
)
_WORK_TOO = _WORK | {f"{word}s" for word in _WORK}
_TOLD = frozenset({"description", "details", "rationale", "why", "reason", "summary"})


def only_tables(ground: Ground, met: Sequence[Table]) -> list[Table]:
    """The same tables; where the title says roadmap, those of goals with their descriptions list work."""
    lead = next((path[0] for _, path in ground.placed if path), None)
    if lead is None or lead.level > 1 or not is_roadmap(lead.clean):
        return list(met)
    return [work_after_all(each) if _fits(each) else each for each in met]


def _fits(table: Table) -> bool:
    if table.reason != NAMES_ONLY:
        return False
    headers = [fold_header(header) for header in table.headers]
    about = any(
        is_about(each.clean, kind)
        for each in table.path[-1:]
        if not each.lead
        for kind in ("never", "not alone")
    )
    return headers[table.roles["title"]] in _WORK_TOO and not about and not _TOLD.isdisjoint(headers)
