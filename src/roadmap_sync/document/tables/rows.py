"""A row of a table → an item or a release, with the slots in which it may be written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roadmap_sync.document.inline.linking import on_title
from roadmap_sync.document.inline.mentions import read_mentions
from roadmap_sync.document.inline.several import chosen, complaints
from roadmap_sync.document.inline.titles import Title, empty_place, read_issue, read_title
from roadmap_sync.document.outline.carriers import UNREADABLE
from roadmap_sync.document.outline.sections import (
    Inherited,
    heading_priority,
    heading_status,
    heading_target,
    names,
)
from roadmap_sync.document.tables import html_rows
from roadmap_sync.document.tables.cells import read_due, read_status
from roadmap_sync.document.tables.choice import ignored
from roadmap_sync.document.tables.name_cells import FORM, cut
from roadmap_sync.document.tables.row import Cell, Row
from roadmap_sync.document.tables.signed import LED
from roadmap_sync.document.tables.title_signs import take as take_sign
from roadmap_sync.document.text.flat import squeeze
from roadmap_sync.document.text.tree import AGAIN, Block
from roadmap_sync.document.words.signs import EMOJI
from roadmap_sync.document.words.targets import is_blank
from roadmap_sync.document.words.vocabulary import fold, vocabulary
from roadmap_sync.model import Finding, Item, Link, Mention, Place, Release, Slot, Span, Status, Target

_LOGIN = re.compile(r"(?<![\w@/.])@([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})(?![\w/])")
_ANNOUNCES = re.compile(r"(?:a |the )?list of (?:the |other )*\w+ (?:that|which|to)\b", re.IGNORECASE)
_ROLES = ("title", "id", "status", "target", "priority", "owner", "issue", "label")


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a row: an item whose key is still open, or a release, or a reason to leave the row out."""

    item: Item | None = None
    release: Release | None = None
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    code: str = ""


def read_item(row: Row) -> Read:
    """The item of a row."""
    cell = row.cell("title")
    if cell and any(ignored(each.text) for each in cell.inlines if each.kind == "html"):
        return Read(reason="the row says ignore")
    title = read_title(row.source, cell) if cell and cell.level != AGAIN else None
    if cell is None or title is None or not title.text:
        return Read(reason="a row without a title", code=UNREADABLE)
    if row.table.is_html and _ANNOUNCES.match(title.text):
        return Read(reason="a row that announces those below it")
    return _read(row, cell, title)


def _read(row: Row, cell: Block, title: Title) -> Read:
    scope = ""
    title, led = take_sign(row, cell, title)
    if row.table.named:
        title, scope = cut(row.source, cell, title)
    status, target = read_status(row), read_due(row)
    if status.silent and not led.silent:
        status = led
    link, link_slot, found = _link(row, title)
    place = row.source.place(title.region.start)
    state, shown, inherited = _state(row, status)
    form = FORM if row.table.named else "cell" if "status" in row.table.roles else LED
    title_slot = Slot("title", title.region, title.text, place.line, form=form) if title.writable else None
    item = Item(
        key="",
        id=row.text("id") or None,
        title=title.text,
        status=state,
        status_text=shown,
        target=target.value or (heading_target(row.table.path) if target.silent else None),
        priority=_priority(row) or heading_priority(row.table.path),
        labels=_labels(row),
        assignees=tuple(_LOGIN.findall(row.text("owner"))),
        body=scope,
        link=link,
        section=names(row.table.path),
        place=place,
        slots=_slots(row, status.slot, target.slot, link_slot, title_slot, *inherited),
        extra=tuple(_extra(row)),
        blockers=blockers(row),
        kind=row.text("kind") or None,
    )
    return Read(item=item, findings=_findings(status, target, *found))


def read_release(row: Row) -> Read:
    """The release that a row declares."""
    key = row.text("version")
    if not key:
        return Read(reason="a row without a version", code=UNREADABLE)
    description, status, target = row.text("title"), read_status(row), read_due(row)
    release = Release(
        key=key,
        title=description or key,
        milestone=key,
        status=status.value,
        status_text=status.text,
        target=target.value,
        description=description,
        section=names(row.table.path),
        place=Place(row.source.path, row.line),
        slots=_slots(row, status.slot, target.slot),
    )
    return Read(release=release, findings=_findings(status, target))


def _slots(row: Row, *slots: Slot | None) -> tuple[Slot, ...]:
    met = sorted((slot for slot in slots if slot), key=lambda slot: slot.span)
    return tuple(html_rows.framed(row, met) if row.table.is_html else met)


def _findings(status: Cell[Status], target: Cell[Target], *others: Finding) -> tuple[Finding, ...]:
    return tuple(each for each in (status.finding, target.finding, *others) if each)


def _state(row: Row, cell: Cell[Status]) -> Inherited:
    """The row's own status, else the one that its heading states; an unknown word stands as it is."""
    if not cell.silent:
        return Inherited(cell.value, cell.text)
    planned = row.text("target")  # "In plan" where others name a release
    sign = row.speller.lexicon.read(planned) if planned and "status" not in row.table.roles else None
    if sign and sign.end == len(planned) and fold(sign.word) not in vocabulary().not_alone:
        return Inherited(sign.status, planned)
    return heading_status(row.table.path, row.speller.lexicon)


def _priority(row: Row) -> str | None:
    text = row.text("priority")
    if found := re.match(r"P[0-5]\b", text, re.IGNORECASE):
        return found[0].upper()
    return squeeze(EMOJI.sub(" ", text)) or text or None


def _labels(row: Row) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(r"[,;、，]", row.text("label")))
    return tuple(dict.fromkeys(part for part in parts if part))


def blockers(row: Row) -> tuple[Mention, ...] | None:
    """What the row says it depends on; ``None`` where the table has no column for that."""
    if "blocker" not in row.table.roles:
        return None
    cell = row.cell("blocker")
    if cell and row.table.is_html:
        return html_rows.told(row.source, cell)
    return read_mentions(row.source, cell.start, cell.end) if cell else ()


def _extra(row: Row) -> Iterator[tuple[str, str]]:
    """The columns that have no role, by their names; an owner who is no login is one of them."""
    taken = {row.table.roles[role] for role in _ROLES if role in row.table.roles}
    if "@" not in row.text("owner"):
        taken.discard(row.table.roles.get("owner", -1))
    taken -= row.table.kept
    for at, (header, text) in enumerate(zip(row.table.headers, row.texts, strict=False)):
        if at not in taken and header and not is_blank(text):
            yield header, text


# ── link ─────────────────────────────────────────────────────────────────────────────────────


def _link(row: Row, title: Title) -> tuple[Link | None, Slot | None, list[Finding]]:
    """The link of a row, the slot for it, and what is wrong with it."""
    cell = row.cell("issue")
    anchors = (read_issue(row.source, cell) if cell else ()) or title.anchors
    if not anchors:
        return None, _new_link(row, title), []
    first, slot = chosen(anchors), None
    if first.span:
        now = row.source.text(first.span.start, first.span.end)
        slot = Slot("link", first.span, now, row.line, form=first.form)
    return first.link, slot, list(complaints(row.source, anchors, row.block.start, "row"))


def _new_link(row: Row, title: Title) -> Slot | None:
    """Where a link will be put: the column for issues, else the end of the title, as configured."""
    if row.config.link == "none":
        return None
    if "issue" in row.table.roles:
        cell = row.cell("issue")
        place = empty_place(row.source, cell) if cell else None
        now = row.source.text(place.start, place.end) if place else ""
        return Slot("link", place, now, row.line, form="column") if place else None
    on = row.config.link == "title" and title.writable and not (row.table.named or row.table.is_html)
    cell = row.cell("title")
    if on and cell and (slot := on_title(row.source, cell.inlines, title.region, row.line)):
        return slot
    if row.config.link != "column":
        return Slot("link", Span(title.end, title.end), "", row.line, form="append")
    return None
