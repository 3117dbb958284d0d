"""The carrier "tables": every table of a document, and the items and releases of their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from roadmap_sync.config import Reading
from roadmap_sync.document.lists.places import is_timely
from roadmap_sync.document.outline import details
from roadmap_sync.document.outline.captions import is_about, summary_of
from roadmap_sync.document.outline.carriers import Ground, Placed, Yield
from roadmap_sync.document.outline.sections import Heading, Path
from roadmap_sync.document.outline.taking import INCLUDE, verdict
from roadmap_sync.document.tables import choice as tables
from roadmap_sync.document.tables import taking
from roadmap_sync.document.tables.choice import Table
from roadmap_sync.document.tables.notes import Notes, read_notes, with_note
from roadmap_sync.document.tables.row import Row
from roadmap_sync.document.tables.rows import read_item, read_release
from roadmap_sync.document.text.tree import Block, walk
from roadmap_sync.document.words.spellings import Speller, Votes
from roadmap_sync.model import Skipped


def survey(ground: Ground) -> list[Table]:
    """All tables, understood one by one."""
    return [
        _read(ground, block, path, ground.config.reading)
        for top, path in _folded(ground)
        for block in walk([top])
        if block.kind == "table"
    ]


def _folded(ground: Ground) -> Iterator[Placed]:
    """The blocks with the headings above them, and the line of the part that folds up around them where it
    names a time or a status."""
    above: Path = ()
    summary: Heading | None = None
    for block, path in ground.placed:
        summary = summary if path == above else None
        above = path
        if block.kind == "html":
            summary = summary_of(ground.source, block, ground.lexicon, summary)
        told = summary is not None and is_timely(ground, (summary,))
        yield block, (*path, summary) if summary and told else path


def _read(ground: Ground, block: Block, path: Path, reading: Reading) -> Table:
    """A table of names is one of items where the headings name a time, a status or work."""
    table = tables.read_table(ground.source, block, path, ground.lexicon, reading)
    told = verdict(reading, path) == INCLUDE
    if table.reason == tables.NAMES_ONLY and (told or _is_work(ground, path)):
        return tables.work_after_all(table)
    return table


def _is_work(ground: Ground, path: Path) -> bool:
    below = tuple(each for each in path if not each.lead)
    told = any(is_about(each.clean, kind) for each in below for kind in ("never", "not alone"))
    return not told and is_timely(ground, below)


def harvest(ground: Ground, met: Sequence[Table], document: Votes) -> Yield:
    """The items and releases of these tables; ``document``: how the whole document spells its statuses."""
    found = Yield()
    for table in met:
        if table.kind == tables.LEFT_OUT:
            take = taking.take(table, ground.config.reading, partial(_read, ground, table.block, table.path))
            found.skipped.append(Skipped(ground.source.line(table.block.start), table.reason, str(take)))
            continue
        speller = Speller(table.votes, document, ground.lexicon)
        notes = read_notes(ground) if table.is_html else {}
        for block, texts in zip(table.rows, table.texts, strict=True):
            _read_row(Row(ground.source, table, block, texts, speller, ground.config), found, notes)
    return found


def _read_row(row: Row, found: Yield, notes: Notes) -> None:
    result = read_release(row) if row.table.kind == tables.RELEASES else read_item(row)
    found.findings += result.findings
    if result.item:
        item = with_note(row, result.item, notes) if notes else result.item
        found.drafts.append(details.Draft(item, row.table.path, row.speller))
    elif result.release:
        found.releases.append(result.release)
    elif any(text.strip() for text in row.texts):
        where = row.source.place(row.block.start)
        found.skipped.append(Skipped(where.line, result.reason, column=where.column, code=result.code))
