"""Which unmarked issues could be those of rows that have none, and which of our issues no row has."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from roadmap_sync.model import Issue
from roadmap_sync.reconcile.identity.candidates import Candidates
from roadmap_sync.reconcile.identity.matches import Matches, spot
from roadmap_sync.reconcile.identity.rows import Row, fold
from roadmap_sync.reconcile.identity.trust import Marked, Weight
from roadmap_sync.reconcile.values.views import CLOSED


@dataclass(frozen=True, slots=True)
class Proposal:
    """``issue`` may be the one of ``row``. ``ratio``: how alike their folded titles are, in whole percent;
    100 for equal ones alone."""

    row: Row
    issue: Issue
    ratio: int


def proposals(rows: Iterable[Row], marked: Iterable[Marked], matches: Matches) -> list[Proposal]:
    """Every pair of a row without an issue and an unmarked issue of an equal or near title that no row has,
    the most alike first. A closed issue is proposed only to a row whose work is over."""
    adopted = {matches.issues[at].issue.number for at in matches.adopted}
    taken = matches.taken - adopted
    free = [one for one in marked if one.weight is Weight.BARE and one.issue.number not in taken]
    candidates = Candidates(replace(one, title=fold(one.issue.title)) for one in free)
    found = [
        Proposal(row, one.issue, math.floor(fuzz.ratio(row.title, one.title)))
        for row in rows
        if _lacks(row, matches)
        for one in candidates.alike(row)
        if one.issue.open or row.item.status in CLOSED
    ]
    return sorted(found, key=lambda one: (-one.ratio, spot(one.row), one.issue.number))


def _lacks(row: Row, matches: Matches) -> bool:
    """Whether a row has no issue, and nothing but unmarked issues keeps it from getting one."""
    held = matches.held.get(spot(row))
    bare = held is not None and held.issue is not None and held.issue.weight is Weight.BARE
    return matches.open(row) or bare or spot(row) in matches.adopted


def sure(proposed: Sequence[Proposal]) -> list[Proposal]:
    """Those of equal titles in which neither the row nor the issue has another equal."""
    equal = [one for one in proposed if one.ratio == 100]
    rows = Counter(spot(one.row) for one in equal)
    issues = Counter(one.issue.number for one in equal)
    return [one for one in equal if rows[spot(one.row)] == issues[one.issue.number] == 1]


def strays(rows: Iterable[Row], marked: Iterable[Marked], matches: Matches) -> list[Issue]:
    """Open issues that bear our label and no marker, and that no row has or is held for."""
    held = {row.title for row in rows if spot(row) in matches.held}
    free = (one for one in marked if one.labelled and one.weight is Weight.BARE and one.issue.open)
    left = (one.issue for one in free if one.issue.number not in matches.taken)
    return [issue for issue in left if fold(issue.title) not in held]
