"""Which issue is which row's: links first, then markers, then titles; in doubt the row is held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from roadmap_sync.model import World
from roadmap_sync.reconcile.identity.adoption import Wishes, give_equal, give_named
from roadmap_sync.reconcile.identity.candidates import Candidates, Edge, groups
from roadmap_sync.reconcile.identity.links import by_link
from roadmap_sync.reconcile.identity.matches import Matches, spot
from roadmap_sync.reconcile.identity.rows import Row, near
from roadmap_sync.reconcile.identity.rows import fold as fold_title
from roadmap_sync.reconcile.identity.trust import Marked, Weight

Lookup = Callable[[Candidates, Row], list[Marked]]
Rule = tuple[Lookup, Edge]
NO_WISHES = Wishes()


def match(
    all_rows: list[Row],
    marked: list[Marked],
    world: World,
    gone: frozenset[str],
    wishes: Wishes = NO_WISHES,
) -> Matches:
    """Find each row's issue. ``gone``: paths that markers name and that are no files at the tip; ``wishes``:
    which unmarked issues may be taken over, by default none.

    Each rule runs over all rows before the next begins."""
    matches = Matches()
    by_link(matches, all_rows, marked, world)
    give_named(matches, all_rows, marked, wishes)
    ours = [one for one in marked if one.weight is Weight.COUNTS]
    for rule in RULES:
        _pair(matches, all_rows, ours, rule, gone)
    _renames(matches, all_rows, ours, gone)
    _hold_the_rest(matches, all_rows, marked, gone, wishes)
    return matches


def _free(matches: Matches, issues: Iterable[Marked]) -> list[Marked]:
    return [one for one in issues if one.issue.number not in matches.taken]


# ── markers and titles ───────────────────────────────────────────────────────────────────────


def _of(row: Row, one: Marked, gone: frozenset[str]) -> bool:
    return one.marker is not None and (one.marker.doc == row.doc or one.marker.doc in gone)


def _same_id(row: Row, one: Marked) -> bool:
    return one.marker is not None and row.item.id is not None and row.item.id == one.marker.id


def _same_title(row: Row, one: Marked) -> bool:
    return one.title == row.title


def _near_title(row: Row, one: Marked) -> bool:
    return near(one.title, row.title)


RULES: tuple[Rule, ...] = (
    (Candidates.same_id, _same_title),
    (Candidates.same_title, _same_title),
    (Candidates.same_id, _near_title),
)
"""Rules 2 and 3: the same id and title; an equal title, renumbered or moved; the same id and a near
title. In this order, since "Support Python 3.11" is near to "Support Python 3.12": where these were
renumbered, each has an equal title, and neither may take the other's place."""


def _pair(
    matches: Matches, all_rows: list[Row], ours: list[Marked], rule: Rule, gone: frozenset[str]
) -> None:
    """Give every issue that fits one row alone to that row; the section decides among several."""
    lookup, edge = rule

    def fits(row: Row, one: Marked) -> bool:
        return _of(row, one, gone) and edge(row, one)

    def fits_here(row: Row, one: Marked) -> bool:
        return fits(row, one) and one.section == row.section

    for test in (fits_here, fits):
        candidates = Candidates(_free(matches, ours))
        fitting = (
            (row, [one for one in lookup(candidates, row) if test(row, one)])
            for row in all_rows
            if matches.open(row)
        )
        for rows, issues in groups(list(fitting)):
            _give_group(matches, rows, issues, test)


def _give_group(matches: Matches, rows: Sequence[Row], issues: Sequence[Marked], fits: Edge) -> None:
    """As many rows as issues, and every issue fits every row: by order, which for equal titles is the
    order in which they were created. Otherwise nobody can tell, and later rules or a person decide."""
    if len(rows) != len(issues) or not all(fits(row, one) for row in rows for one in issues):
        return
    in_order = sorted(issues, key=lambda one: one.issue.number)
    for row, one in zip(sorted(rows, key=spot), in_order, strict=True):
        matches.give(row, one)


def _renames(matches: Matches, all_rows: list[Row], ours: list[Marked], gone: frozenset[str]) -> None:
    """Rule 4: the same id with a far title, or a near title with another id, and no other candidate."""

    def fits(row: Row, one: Marked) -> bool:
        same_id = _same_id(row, one) and not row.doubled
        return _of(row, one, gone) and (same_id or _near_title(row, one))

    candidates = Candidates(_free(matches, ours))
    fitting = [
        (row, [one for one in candidates.alike(row) if fits(row, one)])
        for row in all_rows
        if matches.open(row)
    ]
    for rows, issues in groups(fitting):
        if len(rows) == len(issues) == 1:
            matches.give(rows[0], issues[0])
            matches.renamed.add(spot(rows[0]))


# ── what is held ─────────────────────────────────────────────────────────────────────────────


def _hold_the_rest(
    matches: Matches, all_rows: list[Row], marked: list[Marked], gone: frozenset[str], wishes: Wishes
) -> None:
    """Rule 5: a row that could belong to an issue nobody else has is held, never created; and no issue
    is an orphan that could belong to a row that is held. Rule 6, adoption, comes before the rows that only an
    issue without a marker holds."""
    left = [row for row in all_rows if spot(row) not in matches.issues]
    free = _free(matches, marked)
    with_marker = Candidates(one for one in free if one.marker is not None)
    said = {spot(row): [one for one in with_marker.alike(row) if _of(row, one, gone)] for row in left}
    give_equal(matches, [row for row in left if matches.open(row) and not said[spot(row)]], free, wishes)
    bare = _bare(_free(matches, free))
    spared: set[int] = set()
    for row in left:
        could_be = sorted([*said[spot(row)], *bare.get(row.title, ())], key=lambda one: one.issue.number)
        spared |= {one.issue.number for one in could_be}
        if could_be and matches.open(row):
            matches.hold(row, _why(could_be), _todo(could_be), issue=could_be[0])
    matches.orphans = [one for one in free if one.weight is Weight.COUNTS and one.issue.number not in spared]


def _bare(free: Iterable[Marked]) -> dict[str, list[Marked]]:
    """Issues with our label and no marker to read, by their titles."""
    found: dict[str, list[Marked]] = {}
    for one in free:
        if one.marker is None and one.labelled:
            found.setdefault(fold_title(one.issue.title), []).append(one)
    return found


def _why(candidates: Iterable[Marked]) -> str:
    reasons = {
        Weight.COUNTS: "may be this row's",
        Weight.OUTSIDER: "says it is this row's, and its author has no rights here",
        Weight.UNLABELLED: "says it is this row's and has lost our label",
        Weight.FAULT: "has this title and an unreadable marker",
        Weight.COPY: "has this title and a copied marker",
        Weight.BARE: "has this title and our label, and no marker",
    }
    return "; ".join(f"#{one.issue.number} {reasons[one.weight]}" for one in candidates)


def _todo(candidates: list[Marked]) -> str:
    links = " or ".join(f"[#{one.issue.number}]({one.issue.url})" for one in candidates[:3])
    return f"write {links} into the row it belongs to, or rename the row if it is new work"
