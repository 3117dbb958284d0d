"""What is known of a document's headings while items are chosen: each line, and what stands below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from roadmap_sync.document.headings.lines import HeadingLine, read_heading
from roadmap_sync.document.headings.tree import Section
from roadmap_sync.document.inline.below import is_link
from roadmap_sync.document.lists import choice as lists
from roadmap_sync.document.lists.choice import Listing
from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.outline.field_blocks import Field, describes, fields_of
from roadmap_sync.document.outline.sections import section_is
from roadmap_sync.document.tables import choice as tables
from roadmap_sync.document.tables.choice import Table
from roadmap_sync.document.text.flat import plain
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.stated import read_stated
from roadmap_sync.document.words.vocabulary import fold

OWN = frozenset({"status", "priority", "owner", "issue", "target"})
"""The fields that make a heading an item."""


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below a heading. ``kind``: box (in the heading itself), row (a table of one row), fields,
    listed (items of their own), prose, bullets or empty; ``row``: the table of one row."""

    kind: str
    fields: tuple[Field, ...] = ()
    row: Table | None = None


@dataclass(slots=True)
class Survey:
    """What is known of a document's headings while they are chosen from."""

    ground: Ground
    tables: Mapping[int, Table]
    listings: Mapping[int, Listing]
    names: frozenset[str]
    known: dict[int, Below] = field(default_factory=dict)
    lines: dict[int, HeadingLine] = field(default_factory=dict)

    def below(self, section: Section) -> Below:
        """What stands below a heading."""
        start = section.heading.start
        if start not in self.known:
            self.known[start] = _below(self, section)
        return self.known[start]

    def line(self, section: Section) -> HeadingLine:
        """The heading itself, as an item."""
        start = section.heading.start
        if start not in self.lines:
            assert section.block is not None
            self.lines[start] = read_heading(self.ground.source, section.block, self.ground.lexicon)
        return self.lines[start]


def survey(ground: Ground, met: Sequence[Table], listed: Sequence[Listing]) -> Survey:
    """Everything ready for the choice."""
    named = {
        fold(text)
        for table in met
        if table.kind == tables.ITEMS and not section_is(table.path, "summary")
        for row in table.texts
        for role in ("id", "title")
        if table.roles.get(role, len(row)) < len(row) and (text := row[table.roles[role]])
    }
    starts = {each.block.start: each for each in listed}
    return Survey(ground, {each.block.start: each for each in met}, starts, frozenset(named))


def _below(survey: Survey, section: Section) -> Below:
    assert section.block is not None
    source, lexicon = survey.ground.source, survey.ground.lexicon
    fields = tuple(each for block in section.body for each in fields_of(source, block))
    stated = read_stated(section.heading.text, lexicon)
    if stated and stated.sign.emoji.startswith("["):
        return Below("box", fields)
    row = next((table for block in section.body if (table := _one_row(survey, block.start))), None)
    if row:
        return Below("row", fields, row)
    roles = [each.role for each in fields if each.role in OWN]
    listed = any(_lists_work(survey, block.start) for block in section.body)
    if roles and (not listed or len(set(roles)) > 1):
        return Below("fields", fields)
    if listed:
        return Below("listed", fields)
    if any(_is_prose(survey, each) for each in section.body) or _is_referred(section):
        return Below("prose", fields)
    return Below("bullets" if any(each.kind == "list" for each in section.body) else "empty", fields)


def _one_row(survey: Survey, start: int) -> Table | None:
    """A table without a title whose only row tells about the heading."""
    table = survey.tables.get(start)
    if (
        not table
        or table.is_html
        or len(table.rows) != 1
        or "title" in table.roles
        or table.kind != tables.LEFT_OUT
    ):
        return None
    return table if OWN & table.roles.keys() else None


def _lists_work(survey: Survey, start: int) -> bool:
    table, listing = survey.tables.get(start), survey.listings.get(start)
    if start in survey.ground.yaml:
        return True
    if table:
        return table.kind != tables.LEFT_OUT or len(table.rows) > 1
    return listing is not None and listing.kind == lists.ITEMS and listing.signed > 0


def _is_referred(section: Section) -> bool:
    """Whether a link to an issue is all that stands below a heading."""
    told = [block for block in section.body if block.kind not in {"rule", "html"}]
    return len(told) == 1 and is_link(told[0])


def _is_prose(survey: Survey, block: Block) -> bool:
    if block.kind == "quote":
        return any(_is_prose(survey, child) for child in block.children)
    if block.kind == "list":
        return describes(survey.ground.source, block)
    if block.kind != "paragraph" or is_link(block):
        return False
    text = plain(survey.ground.source, block.inlines)
    return len(text) > 12 and not text.endswith((":", "："))
