"""Who stands to whom in a run: built from the documents, and from what the plan does so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from roadmap_sync.model import Document, Patch, Status, TextChange
from roadmap_sync.reconcile.context import Context
from roadmap_sync.reconcile.identity.matches import Matches, spot
from roadmap_sync.reconcile.identity.rows import Reading, Row
from roadmap_sync.reconcile.kinship import kin
from roadmap_sync.reconcile.kinship.kin import Family
from roadmap_sync.reconcile.kinship.mentions import RowKey, follow
from roadmap_sync.reconcile.values import views


def numbers(some: Iterable[Row], matches: Matches) -> dict[RowKey, int]:
    """The numbers of the issues that rows have."""
    given = ((row, matches.issues.get(spot(row))) for row in some)
    return {row.key: one.issue.number for row, one in given if one is not None}


def family(
    readings: Sequence[Reading],
    context: Context,
    now: dict[RowKey, int],
    tip: dict[RowKey, int],
    coming: frozenset[RowKey],
) -> Family:
    """All rows, with ``now`` and ``tip``: the numbers of their issues, here and at the tip; ``coming``: rows
    that the plan makes an issue for."""
    elsewhere = dict(_elsewhere(readings, context))
    needs = kin.without(follow(reading.document for reading in readings), elsewhere)
    same = all(reading.committed is reading.document for reading in readings)
    before = needs if same else follow(reading.committed for reading in readings)
    known = kin.parents(reading.document for reading in readings)
    above = {row: parent for row, parent in known.items() if row not in elsewhere}
    above_before = kin.parents(reading.committed for reading in readings)
    return Family(context.world, needs, before, now, tip, coming, above, above_before, elsewhere)


def _elsewhere(readings: Sequence[Reading], context: Context) -> Iterator[tuple[RowKey, str]]:
    """The rows of other repositories than that of ``context``, and which."""
    here, homes = context.world.away.casefold(), context.homes
    for document in (reading.document for reading in readings) if homes.known else ():
        for item in (*document.items, *document.groups):
            if (there := homes.of(item)) != here:
                yield (document.path, item.key), there or homes.here


def settled(
    groups: Iterable[Row], documents: Iterable[Document], texts: Iterable[TextChange]
) -> Iterator[Row]:
    """``groups`` with the status that what is in them comes to once ``texts`` are written; inner ones before
    those around them, since what becomes of a group depends on what is in it."""
    told = (text for text in texts if text.change.field == "status")
    then = {(one.change.subject.document, one.change.subject.name): one.value for one in told}
    left = {group for one in documents for group in _unfinished(one, then)}
    for row in reversed([*groups]):
        status = Status.PLANNED if row.key in left else Status.DONE
        yield replace(row, item=replace(row.item, status=status))


def _unfinished(document: Document, then: Mapping[RowKey, str | None]) -> Iterator[RowKey]:
    """The groups that an item stands in which is neither done nor dropped."""
    above = {one.key: one.parent for one in (*document.items, *document.groups)}
    for one in document.items if document.groups else ():
        if then.get((document.path, one.key), one.status) not in views.CLOSED:
            yield from ((document.path, group) for group in _line(one.key, above))


def _line(key: str, above: Mapping[str, str | None]) -> Iterator[str]:
    """The groups that an item stands in, from the inside out."""
    while parent := above.get(key):
        yield parent
        key = parent


def closing(patches: Iterable[Patch], number: int) -> int:
    """How many open sub-issues of an issue ``patches`` close, or put below another."""
    above = ((one, one.issue.parent) for one in patches if one.issue and one.issue.open)
    below = (one.changes for one, parent in above if parent is not None and parent.name == f"#{number}")
    return sum(any(one.kind == "close" or one.field == "parent" for one in changes) for changes in below)
