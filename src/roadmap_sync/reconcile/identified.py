"""Every row with its issue: what one repository has for the rows that belong to it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from roadmap_sync.model import Item
from roadmap_sync.reconcile import relatives
from roadmap_sync.reconcile.context import Context
from roadmap_sync.reconcile.identity.adoption import Wishes
from roadmap_sync.reconcile.identity.links import is_ours
from roadmap_sync.reconcile.identity.matches import Matches, spot
from roadmap_sync.reconcile.identity.matching import match
from roadmap_sync.reconcile.identity.rows import Reading, Row
from roadmap_sync.reconcile.identity.trust import Marked, insider, weigh
from roadmap_sync.reconcile.kinship.mentions import RowKey


@dataclass(frozen=True, slots=True)
class Identified:
    """Rows with their issues; ``tips``: what the tip shows, by issue number and by row key; ``ids``: of
    all rows, with their documents; ``numbers`` and ``tip_numbers``: of the issues of rows, here and at the
    tip."""

    rows: list[Row]
    marked: list[Marked]
    matches: Matches
    tips: Mapping[int, Item]
    tip_keys: Mapping[tuple[str, str], Item]
    ids: Set[tuple[str, str | None]]
    numbers: dict[RowKey, int]
    tip_numbers: dict[RowKey, int]


def identify(readings: list[Reading], context: Context, gone: frozenset[str]) -> Identified:
    """Match the rows of the documents as they lie, and once more as the tip has them. ``gone``: documents
    that markers name and the tip does not have."""
    linked = _linked(readings, context)
    marked = [weigh(issue, context.world, context.config, linked) for issue in context.world.issues]
    all_rows = [row for reading in readings for row in context.rows(reading.document)]
    wishes = Wishes(context.named, lambda row, one: _adopts(context, row, one))
    matches = match(all_rows, marked, context.world, gone, wishes)
    tip_rows = [row for reading in readings for row in context.rows(reading.committed)]
    same = all(reading.committed is reading.document for reading in readings)
    tip_matches = matches if same else match(tip_rows, marked, context.world, gone, wishes)
    tips = {
        tip_matches.issues[spot(row)].issue.number: row.item
        for row in tip_rows
        if spot(row) in tip_matches.issues
    }
    keys = {(row.doc, row.item.key): row.item for row in tip_rows}
    ids = {(row.doc, row.item.id) for row in all_rows if row.item.id is not None}
    numbers = relatives.numbers(all_rows, matches)
    tip_numbers = relatives.numbers(tip_rows, tip_matches)
    return Identified(all_rows, marked, matches, tips, keys, ids, numbers, tip_numbers)


def _linked(readings: list[Reading], context: Context) -> frozenset[int]:
    rows = (row for reading in readings for row in context.rows(reading.committed))
    links = (row.item.link for row in rows)
    return frozenset(link.number for link in links if link is not None and is_ours(link, context.world))


def would_create(readings: list[Reading], context: Context, gone: frozenset[str]) -> bool:
    """Whether any row that may have an issue made, or take one over, has none among those observed so far, so
    that the newest must be asked."""
    found = identify(readings, context, gone)
    matches = found.matches
    return any(
        spot(row) in matches.adopted or (matches.open(row) and (wanted(context, row) or _seeks(context, row)))
        for row in found.rows
    )


def wanted(context: Context, row: Row) -> bool:
    """Whether a row without an issue is to have one made."""
    closed = row.item.status is not None and row.item.status.value in ("done", "dropped")
    create = context.settings(row.doc).create
    return create == "all" or (create == "open" and not closed)


def _seeks(context: Context, row: Row) -> bool:
    """Whether a row without an issue may take over one of its title."""
    config = context.settings(row.doc)
    return config.adopts("exact") and (wanted(context, row) or config.create == "linked")


def _adopts(context: Context, row: Row, one: Marked) -> bool:
    """Whether a row may take over an unmarked issue of its title: the marker that it gets must count in later
    runs, by the link in the row or by its author."""
    counts = bool(row.item.slots_for("link")) or insider(one.issue, context.world, context.config)
    return _seeks(context, row) and counts
