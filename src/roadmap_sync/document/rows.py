"""A row of a table → an item or a release, with the slots in which it may be written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roadmap_sync.config import Config
from roadmap_sync.document.flat import Flat, flatten, plain, squeeze
from roadmap_sync.document.sections import heading_priority, heading_status, heading_target, names
from roadmap_sync.document.signs import EMOJI, Sign
from roadmap_sync.document.source import Source, trim
from roadmap_sync.document.spellings import Speller, Spelling
from roadmap_sync.document.tables import Table
from roadmap_sync.document.targets import Found, is_blank, read_target
from roadmap_sync.document.titles import Anchor, Title, empty_place, read_issue, read_title
from roadmap_sync.document.tree import Block, Inline
from roadmap_sync.model import Finding, Item, Link, Place, Release, Slot, Span, Status, Target

_LOGIN = re.compile(r"(?<![\w@/.])@([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})(?![\w/])")
_ROW_ROLES = ("title", "id", "status", "target", "priority", "owner", "issue")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with all that is needed to read it."""

    source: Source
    table: Table
    block: Block
    speller: Speller
    config: Config

    @property
    def line(self) -> int:
        return self.source.line(self.block.start)

    def cell(self, role: str) -> Block | None:
        """The row's cell of a role; ``None`` where the table has no such column or the row is too short."""
        at = self.table.roles.get(role)
        if at is None or at >= len(self.block.children):
            return None
        cell = self.block.children[at]
        return None if cell.start == cell.end == self.block.end else cell

    def text(self, role: str) -> str:
        """The plain text of a cell, empty where it says nothing."""
        cell = self.cell(role)
        text = plain(self.source, cell.inlines) if cell else ""
        return "" if is_blank(text) else text


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says of one field: the value, the words, the slot, a complaint."""

    value: Status | Target | None = None
    text: str | None = None
    slot: Slot | None = None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a row: an item whose key is still open, or a reason to leave it out; and findings."""

    item: Item | None
    findings: tuple[Finding, ...] = ()
    reason: str = ""


def read_item(row: Row) -> Read:
    """The item of a row."""
    cell = row.cell("title")
    title = read_title(row.source, cell) if cell else None
    if cell and any("roadmap-sync" in each.text for each in cell.inlines if each.kind == "html"):
        return Read(None, reason="the row says ignore")
    if cell is None or title is None or not title.text:
        return Read(None, reason="a row without a title")
    status, target = read_status(row), read_due(row)
    link, link_slot, complaints = _link(row, title)
    place = row.source.place(title.region.start)
    state, shown = _state(row, status)
    slots = [status.slot, target.slot, link_slot, _title_slot(title, place)]
    item = Item(
        key="",
        id=row.text("id") or None,
        title=title.text,
        status=state,
        status_text=shown,
        target=target.value if isinstance(target.value, Target) else heading_target(row.table.path),
        priority=_priority(row) or heading_priority(row.table.path),
        labels=_labels(row),
        assignees=tuple(_LOGIN.findall(row.text("owner"))),
        body="",
        link=link,
        section=names(row.table.path),
        place=place,
        slots=tuple(sorted((slot for slot in slots if slot), key=lambda slot: slot.span)),
        extra=tuple(_extra(row)),
    )
    return Read(item, tuple(each for each in (status.finding, target.finding, *complaints) if each))


def read_release(row: Row) -> Release | None:
    """The release that a row declares; ``None`` where it names no version."""
    key = row.text("version")
    if not key:
        return None
    description, status, target = row.text("title"), read_status(row), read_due(row)
    return Release(
        key=key,
        title=description or key,
        milestone=key,
        status=status.value if isinstance(status.value, Status) else None,
        status_text=status.text,
        target=target.value if isinstance(target.value, Target) else None,
        description=description,
        section=names(row.table.path),
        place=Place(row.source.path, row.line),
        slots=tuple(
            sorted((slot for slot in (status.slot, target.slot) if slot), key=lambda slot: slot.span)
        ),
    )


# ── status ───────────────────────────────────────────────────────────────────────────────────


def read_status(row: Row) -> Cell:
    """The status cell of a row. A cell that says something unknown is left alone: it has no slot."""
    cell = row.cell("status")
    if cell is None:
        return Cell()
    if place := empty_place(row.source, cell):
        now = row.source.text(place.start, place.end)
        return Cell(slot=_status_slot(row, place, now, Spelling("", "")))
    flat = flatten(row.source, cell.inlines)
    text = squeeze(flat.text)
    sign = row.speller.lexicon.read(flat.text)
    if sign is None:
        where = row.source.place(trim(row.source.data, cell.start, cell.end).start)
        message = f'"{text}" is no status that is known; add it to the legend of the document'
        return Cell(text=text, finding=Finding(where.line, where.column, "unknown-status", message))
    return Cell(sign.status, text, sign_slot(row.source, cell.inlines, flat, sign, row.speller))


def sign_slot(
    source: Source, inlines: list[Inline], flat: Flat, sign: Sign, speller: Speller, *, field: str = "status"
) -> Slot | None:
    """The slot of a sign: its emoji and word, with the marks that open between them."""
    span, whole = balanced(source, inlines, flat.span(sign.start, sign.end))
    now = source.text(span.start, span.end)
    if any(each.kind == "image" and each.start < span.end and span.start < each.end for each in inlines):
        return None
    words = speller.words(now, Spelling(sign.emoji, sign.word), whole=whole)
    return Slot(field, span, now, source.line(span.start), words) if words else None


def balanced(source: Source, inlines: list[Inline], span: Span) -> tuple[Span, bool]:
    """A span widened by the marks that close right behind it or open right before it, and whether every
    mark that opens in it closes in it."""
    whole = True
    for each in reversed(inlines):
        if (
            each.kind not in {"strong", "emphasis", "strike"}
            or each.end <= span.start
            or span.end <= each.start
        ):
            continue
        width = source.data[each.start : each.end]
        size = len(width) - len(width.lstrip(width[:1])) if width else 0
        if span.start <= each.start and span.end == each.end - size:
            span = Span(span.start, each.end)
        elif each.end <= span.end and span.start == each.start + size:
            span = Span(each.start, span.end)
        elif not (each.start + size <= span.start and span.end <= each.end - size):
            whole = whole and each.start >= span.start and each.end <= span.end
    return span, whole


def _status_slot(row: Row, place: Span, now: str, old: Spelling) -> Slot | None:
    words = row.speller.words(now, old)
    return Slot("status", place, now, row.line, words)


def _state(row: Row, cell: Cell) -> tuple[Status | None, str | None]:
    """The item's own status, else the one that its heading states; a word that is not known stands as it is."""
    if isinstance(cell.value, Status):
        return cell.value, cell.text
    if cell.text:
        return None, cell.text
    stated = heading_status(row.table.path, row.speller.lexicon)
    return stated or (None, None)


# ── the other fields ─────────────────────────────────────────────────────────────────────────


def read_due(row: Row) -> Cell:
    """The target cell of a row."""
    cell = row.cell("target")
    if cell is None:
        return Cell()
    if place := empty_place(row.source, cell):
        return Cell(slot=Slot("target", place, row.source.text(place.start, place.end), row.line))
    flat = flatten(row.source, cell.inlines)
    found = read_target(flat.text)
    if found is None or row.speller.lexicon.read(found.target.text):
        return Cell()
    span = flat.span(found.first, found.last)
    linked = any(
        each.kind in {"image", "html"} for each in cell.inlines if span.start <= each.start < span.end
    )
    slot = None if linked else Slot("target", span, row.source.text(span.start, span.end), row.line)
    return Cell(found.target, found.target.text, slot, _vague(row, span, found))


def _vague(row: Row, span: Span, found: Found) -> Finding | None:
    if not found.vague:
        return None
    where = row.source.place(span.start)
    message = (
        f'"{found.target.text}" names no date without a guess; write "Q3 2026", "2026-09-30" or a version'
    )
    return Finding(where.line, where.column, "ambiguous-target", message)


def _title_slot(title: Title, place: Place) -> Slot | None:
    return Slot("title", title.region, title.text, place.line) if title.writable else None


def _priority(row: Row) -> str | None:
    text = row.text("priority")
    if found := re.match(r"P[0-5]\b", text, re.IGNORECASE):
        return found[0].upper()
    return squeeze(EMOJI.sub(" ", text)) or text or None


def _labels(row: Row) -> tuple[str, ...]:
    text = row.text("label")
    return tuple(dict.fromkeys(part for each in re.split(r"[,;、，]", text) if (part := each.strip())))


def _extra(row: Row) -> Iterator[tuple[str, str]]:
    """The columns that have no role, by their names; an owner who is no login is one of them."""
    taken = {row.table.roles[role] for role in (*_ROW_ROLES, "label") if role in row.table.roles}
    for at, cell in enumerate(row.block.children):
        named = at == row.table.roles.get("owner") and "@" not in row.text("owner")
        if at < len(row.table.headers) and (at not in taken or named) and row.table.headers[at]:
            text = plain(row.source, cell.inlines)
            if not is_blank(text):
                yield row.table.headers[at], text


# ── link ─────────────────────────────────────────────────────────────────────────────────────


def _link(row: Row, title: Title) -> tuple[Link | None, Slot | None, list[Finding]]:
    """The link of a row, the slot for it, and what is wrong with it."""
    cell = row.cell("issue")
    anchors = read_issue(row.source, cell) if cell else ()
    anchors = anchors or title.anchors
    if not anchors:
        return None, _new_link(row, title, cell), []
    first = anchors[0]
    slot = None
    if first.span:
        now = row.source.text(first.span.start, first.span.end)
        slot = Slot("link", first.span, now, row.line, form=first.form)
    return first.link, slot, list(_complaints(row, anchors, first))


def _new_link(row: Row, title: Title, cell: Block | None) -> Slot | None:
    """Where a link will be put: the column for issues, else the end of the title, as configured."""
    place = empty_place(row.source, cell) if cell else None
    if place and row.config.link != "none":
        now = row.source.text(place.start, place.end)
        return Slot("link", place, now, row.line, form="column")
    if cell is None and row.config.link == "append" and "issue" not in row.table.roles:
        return Slot("link", Span(title.end, title.end), "", row.line, form="append")
    return None


def _complaints(row: Row, anchors: tuple[Anchor, ...], first: Anchor) -> Iterator[Finding]:
    where = row.source.place(first.span.start) if first.span else Place(row.source.path, row.line)
    if len({anchor.link.number for anchor in anchors}) > 1:
        message = f"several links in one row; #{first.link.number} counts, the others do not"
        yield Finding(where.line, where.column, "several-links", message)
    if first.link.kind != "issue":
        kind = "a pull request" if first.link.kind == "pull" else "a discussion"
        yield Finding(where.line, where.column, "not-an-issue", f"the link leads to {kind}, not to an issue")
