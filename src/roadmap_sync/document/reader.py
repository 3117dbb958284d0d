"""Bytes → Document: blocks, legend, sections, carrier by carrier, details, keys, findings, in this order.

The carriers are asked in the order of their claims: YAML blocks that list work; headings that are items, and
own what stands below them; then tables and lists, each in what is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from roadmap_sync.config import Config
from roadmap_sync.document.headings import items as heading_items
from roadmap_sync.document.lists import choice as lists
from roadmap_sync.document.lists import items as list_items
from roadmap_sync.document.lists.alone import only_lists
from roadmap_sync.document.outline import details, heirs, mirrors, purposes, releases
from roadmap_sync.document.outline.carriers import Ground, Placed, Yield
from roadmap_sync.document.outline.doubts import doubts
from roadmap_sync.document.outline.groups import Grouped, grouped
from roadmap_sync.document.outline.keys import doubled_ids, placed_below, with_keys
from roadmap_sync.document.outline.legend import read_legend
from roadmap_sync.document.outline.retold import contradictions
from roadmap_sync.document.outline.sections import Path, enter, headings
from roadmap_sync.document.outline.unfinished import unfinished
from roadmap_sync.document.outline.unread import unread
from roadmap_sync.document.tables import choice as tables
from roadmap_sync.document.tables import items as table_items
from roadmap_sync.document.tables.alone import only_tables
from roadmap_sync.document.text import front_matter, regions
from roadmap_sync.document.text.source import Source, open_source
from roadmap_sync.document.text.tree import Block, parse
from roadmap_sync.document.words.fiscal import dated
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.words.spellings import Votes, total
from roadmap_sync.document.yaml import items as yaml_blocks
from roadmap_sync.model import Document, Item, Release, Skipped

Row = TypeVar("Row", Item, Release)
_HTML_TABLE = re.compile(rb"<table[\s>]", re.IGNORECASE)


def read(data: bytes, path: str, config: Config) -> Document:
    """Understand a document. Pure. Raises `UnreadableDocument` where the bytes are not UTF-8, and
    `UsageFault` for front matter that cannot be followed."""
    source = open_source(data, path)
    all_blocks = _blocks(source)
    blocks = regions.without(source, all_blocks)
    config = front_matter.overridden(config, source, blocks)
    return _understood(source, all_blocks, data, config)


def _blocks(source: Source) -> list[Block]:
    """The blocks of a document, the tables in its HTML among them."""
    blocks = parse(source)
    if not _HTML_TABLE.search(source.data):
        return blocks
    from roadmap_sync.document.text.html_tables import opened  # the parser is slow to import

    return opened(source, blocks)


def _understood(source: Source, all_blocks: Sequence[Block], data: bytes, config: Config) -> Document:
    """The document of these blocks, read as the configuration has it."""
    blocks = regions.without(source, all_blocks)
    lexicon = read_legend(source, blocks, config.reading.statuses)
    found = Yield()
    placed = list(_place(source, blocks, lexicon, found))
    ground = Ground(source, placed, lexicon, config)
    ground = _meant(ground, found, all_blocks, data)
    votes, year = _harvest(ground, found), config.reading.fiscal_year_start
    found.skipped += list(unread(source, ground.placed, found))
    found.drafts, repeated = mirrors.without_recaps(found.drafts)
    found.findings += repeated
    by_heading = releases.declared(ground, found.drafts)
    found.drafts = releases.bound(found.drafts, by_heading, found.releases)
    found.releases += [each.release for each in by_heading]
    found.drafts.sort(key=lambda each: (each.item.place.line, each.item.place.column))
    found.findings += doubts(source, found.drafts, year)
    items, complaints = details.attach(source, found.drafts, details.find_leads(_told(placed, found)))
    items, found.releases = heirs.given(items, found.releases, heirs.statements(ground, votes))
    items = [_dated(each, year) for each in items]
    found.releases = [_dated(each, year) for each in found.releases]
    found.findings += [*complaints, *contradictions(source, placed, found.drafts, lexicon)]
    found.findings += unfinished(source, ground.placed, found.drafts, lexicon)
    found.findings += doubled_ids(items)
    found.findings += regions.edited(source, all_blocks) if config.dashboard else ()
    keyed, above = placed_below(with_keys(items), [each.outer for each in found.drafts]), Grouped((), ())
    if config.groups == "parent":
        above = grouped(source, keyed, [each.path for each in found.drafts], lexicon)
    return Document(
        path=source.path,
        data=data,
        encoding=source.codec,
        items=above.items or keyed,
        groups=above.groups,
        releases=tuple(sorted(found.releases, key=lambda each: (each.place.line, each.place.column))),
        skipped=tuple(sorted(found.skipped, key=lambda each: each.line)),
        findings=tuple(sorted(dict.fromkeys(found.findings), key=lambda each: (each.line, each.column))),
    )


def _meant(ground: Ground, found: Yield, all_blocks: Sequence[Block], data: bytes) -> Ground:
    """The ground, without anything to search where the document has another purpose: that is said instead."""
    other = purposes.other_purpose(ground)
    if not other:
        return ground
    tried = replace(ground.config, reading=other.take.applied(ground.config.reading))
    taken = _understood(ground.source, all_blocks, data, tried).items
    found.skipped = [Skipped(other.line, other.reason, str(other.take) if taken else "")]
    return replace(ground, placed=())


def _dated(row: Row, year: int) -> Row:
    """An item or release with the days of its fiscal year. ``year``: the month in which one begins."""
    target = row.target and dated(row.target, year)
    return row if target is row.target else replace(row, target=target)


def _told(placed: Sequence[Placed], found: Yield) -> list[Placed]:
    """What may be told of items: not the code that lists others."""
    taken = {claim.start for claim in found.claims}
    return [(block, path) for block, path in placed if block.kind != "code" or block.start not in taken]


def _harvest(ground: Ground, found: Yield) -> Votes:
    """Let every carrier find what is its own; how the document spells statuses."""
    met, listed = table_items.survey(ground), lists.survey(ground)
    document = total([*(each.votes for each in met), *(each.votes for each in listed)])
    found.take(yaml_blocks.harvest(ground))
    ground = replace(ground, yaml=frozenset(claim.start for claim in found.claims))
    found.take(heading_items.harvest(ground, met, listed, document))
    met = [table for table in met if not found.claimed(table.block)]
    listed = [each for each in listed if not found.claimed(each.block)]
    if not found.drafts and not any(each.kind == lists.ITEMS for each in listed):
        met = only_tables(ground, met)
    found.take(table_items.harvest(ground, met, document))
    if not found.drafts and not found.releases:
        listed = only_lists(ground, listed)
    found.take(list_items.harvest(ground, listed, document))
    return document


def _place(source: Source, blocks: Sequence[Block], lexicon: Lexicon, found: Yield) -> Iterator[Placed]:
    """The blocks at the top level with the headings that enclose them, but for sections that say ignore."""
    titles = iter(headings(source, blocks, lexicon))
    path: Path = ()
    ignored: Path | None = None
    before = ""
    for block in blocks:
        if block.kind == "heading":
            path = enter(path, next(titles))
        elif (
            before == "heading"
            and (ignored is None or path[: len(ignored)] != ignored)
            and block.kind == "html"
            and tables.ignored(source.text(block.start, block.end))
        ):
            ignored = path
            found.skipped.append(
                Skipped(source.line(path[-1].start), f'the section "{path[-1].clean}" says ignore')
            )
        before = block.kind
        if ignored is None or path[: len(ignored)] != ignored:
            yield block, path
