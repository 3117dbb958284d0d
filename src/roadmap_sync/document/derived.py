"""Text that follows from the items: counts, the dashboard, the day of the last change; each only where the
configuration asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from roadmap_sync.config import Config
from roadmap_sync.document.outline.legend import read_legend
from roadmap_sync.document.outline.sections import headings
from roadmap_sync.document.progress.counts import counts
from roadmap_sync.document.progress.dashboard import dashboard, dated, day_of, timeless
from roadmap_sync.document.progress.tallies import tallies
from roadmap_sync.document.progress.updated import updated
from roadmap_sync.document.text import regions
from roadmap_sync.document.text.front_matter import overridden
from roadmap_sync.document.text.source import Source, reopen
from roadmap_sync.document.text.tree import Block, parse
from roadmap_sync.document.writer import write
from roadmap_sync.errors import OurMistake
from roadmap_sync.model import Document, Item, Slot, Status, Write

Derived = list[tuple[Slot, str]]


def derived(
    before: Document,
    after_statuses: Mapping[str, Status | None],
    config: Config,
    today: date | None,
    *,
    touched: bool = False,
    settled: bool = True,
) -> Derived:
    """What the derived slots of a document must read as once its items (by key) have these statuses; only
    those that will differ. ``touched``: something else of it is written, without which no "last updated" is.
    ``settled``: nothing of it waits for a person, so that the dashboard may tell this day. Pure."""
    source = reopen(before.data, before.path, before.encoding)
    blocks = parse(source)
    config = overridden(config, source, blocks)
    own = replace(before, items=_outermost(before.items))
    then = [after_statuses.get(item.key, item.status) for item in own.items]
    found: Derived = []
    if config.counts and any(a is not b.status for a, b in zip(then, own.items, strict=True)):
        found += _safe(before, _counts(source, regions.without(source, blocks), own, then), config)
    if config.dashboard:
        day = today if settled else None
        shown = _dashboards(source, blocks, own, then, telling=config.dashboard_date, day=day)
        found += _safe(before, list(shown), config)
    touched = touched or any(timeless(slot.now) != timeless(text) for slot, text in found)
    if config.last_updated and today and touched:
        lines = [item.place.line for item in before.items]
        found += _safe(before, list(updated(source, regions.without(source, blocks), lines, today)), config)
    return found


def _outermost(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items that are below no other item: what is nested counts as part of these."""
    keys = {item.key for item in items}
    return tuple(item for item in items if item.parent not in keys)


def undated(slot: Slot, text: str) -> str:
    """What the slot of a dashboard is to hold after a run that did not go well: ``text``, which was to be
    written there, with the day that stood there before. Pure."""
    day = day_of(slot.now)
    return regions.reframed(text, lambda shown: dated(shown, day))


def _counts(
    source: Source, blocks: Sequence[Block], before: Document, then: Sequence[Status | None]
) -> Derived:
    met = headings(source, blocks, read_legend(source, blocks))
    return list(counts(source, blocks, tallies(source, met, before.items, then)))


def _dashboards(
    source: Source,
    blocks: Sequence[Block],
    before: Document,
    then: Sequence[Status | None],
    *,
    telling: bool,
    day: date | None,
) -> Iterator[tuple[Slot, str]]:
    """The regions that will read differently. ``telling``: they tell ``day``, or else the day they have."""
    items = [replace(item, status=status) for item, status in zip(before.items, then, strict=True)]
    for region in regions.find(source, blocks):
        told = (day or day_of(region.text)) if telling else None
        new = regions.framed(source, region, dashboard(items, told))
        slot = regions.slot(source, region)
        if region.ours and new != slot.now:
            yield slot, new


def _safe(before: Document, found: Derived, config: Config) -> Derived:
    """What can be written without changing anything that is read; it is not worth a refusal otherwise."""
    try:
        write(before, [Write(slot, text) for slot, text in found], config)
    except OurMistake:
        return []
    return found
