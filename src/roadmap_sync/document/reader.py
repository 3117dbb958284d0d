"""Bytes → Document: blocks, legend, sections, tables, items, details, keys, findings, in this order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from roadmap_sync.config import Config
from roadmap_sync.document import details, tables
from roadmap_sync.document.keys import doubled_ids, with_keys
from roadmap_sync.document.legend import read_legend
from roadmap_sync.document.row import Row
from roadmap_sync.document.rows import read_item, read_release
from roadmap_sync.document.sections import Path, enter, headings
from roadmap_sync.document.signs import Lexicon
from roadmap_sync.document.source import Source, open_source
from roadmap_sync.document.spellings import Speller, total
from roadmap_sync.document.tables import Table
from roadmap_sync.document.tree import Block, parse, walk
from roadmap_sync.model import Document, Finding, Release, Skipped

Placed = tuple[Block, Path]


@dataclass(slots=True)
class _Yield:
    """What has been found so far."""

    drafts: list[details.Draft] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read(data: bytes, path: str, config: Config) -> Document:
    """Understand a document. Pure. Raises `UnreadableDocument` where the bytes are not UTF-8."""
    source = open_source(data, path)
    blocks = parse(source)
    lexicon = read_legend(source, blocks)
    found = _Yield()
    placed = list(_place(source, blocks, lexicon, found))
    _read_tables(source, _tables(source, placed, lexicon), lexicon, config, found)
    items, complaints = details.attach(source, found.drafts, details.find_leads(placed))
    found.findings += [*complaints, *doubled_ids(items)]
    return Document(
        path=path,
        data=data,
        encoding=source.codec,
        items=with_keys(items),
        releases=tuple(found.releases),
        skipped=tuple(sorted(found.skipped, key=lambda each: each.line)),
        findings=tuple(sorted(found.findings, key=lambda each: (each.line, each.column))),
    )


def _place(source: Source, blocks: Sequence[Block], lexicon: Lexicon, found: _Yield) -> Iterator[Placed]:
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


def _tables(source: Source, placed: Sequence[Placed], lexicon: Lexicon) -> list[Table]:
    return [
        tables.read_table(source, block, path, lexicon)
        for top, path in placed
        for block in walk([top])
        if block.kind == "table"
    ]


def _read_tables(
    source: Source, met: Sequence[Table], lexicon: Lexicon, config: Config, found: _Yield
) -> None:
    document = total([table.votes for table in met])
    for table in met:
        speller = Speller(table.votes, document, lexicon)
        if table.kind == tables.LEFT_OUT:
            found.skipped.append(Skipped(source.line(table.block.start), table.reason))
            continue
        for block, texts in zip(table.rows, table.texts, strict=True):
            _read_row(Row(source, table, block, texts, speller, config), found)


def _read_row(row: Row, found: _Yield) -> None:
    result = read_release(row) if row.table.kind == tables.RELEASES else read_item(row)
    found.findings += result.findings
    if result.item:
        found.drafts.append(details.Draft(result.item, row.table.path, row.speller))
    elif result.release:
        found.releases.append(result.release)
    elif any(text.strip() for text in row.texts):
        found.skipped.append(Skipped(row.line, result.reason))
