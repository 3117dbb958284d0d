"""An item of a heading, field by field: from the heading itself, its field block and the table of one row."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from roadmap_sync.document.headings.bodies import body_of
from roadmap_sync.document.headings.due import read_target_of
from roadmap_sync.document.headings.lines import HeadingLine
from roadmap_sync.document.headings.links import read_link
from roadmap_sync.document.headings.reading import Reading
from roadmap_sync.document.headings.status import read_status
from roadmap_sync.document.headings.titles import title_slot
from roadmap_sync.document.outline.relations import blockers_in, kind_in
from roadmap_sync.document.outline.sections import heading_priority, names
from roadmap_sync.document.tables.rows import blockers
from roadmap_sync.document.words.spellings import Speller
from roadmap_sync.document.words.targets import is_blank
from roadmap_sync.model import Finding, Item, Mention

_LOGIN = re.compile(r"@([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})")


def read_item(
    reading: Reading, line: HeadingLine, without: Container[int]
) -> tuple[Item, list[Finding], Speller]:
    """The item, its findings, and the words for its status. ``without``: lines that are other items."""
    section, source = reading.chosen.section, reading.ground.source
    status = read_status(reading, line)
    target, due = read_target_of(reading, line)
    link, link_slot = read_link(reading, line)
    where = (
        line.flat.span(line.first, max(line.first + 1, len(line.flat.text))).start
        if line.flat.pieces
        else section.heading.start
    )
    slots = [*status.slots, *(each for each in (due, link_slot, title_slot(reading, line)) if each)]
    item = Item(
        key="",
        id=line.id,
        title=line.title,
        status=status.value,
        status_text=status.text,
        target=target,
        priority=_priority(reading, line),
        labels=_labels(reading),
        assignees=_owners(reading),
        body=body_of(reading.ground, reading.chosen, without),
        link=link,
        section=names(section.above),
        place=source.place(where),
        slots=tuple(sorted(slots, key=lambda each: each.span)),
        extra=tuple(_extra(reading)),
        blockers=_blockers(reading),
        kind=_kind(reading),
    )
    return item, list(status.findings), Speller(reading.votes, reading.document, reading.ground.lexicon)


def _priority(reading: Reading, line: HeadingLine) -> str | None:
    field, row = reading.field("priority"), reading.row
    text = field.text if field else row.text("priority") if row else ""
    if text and not is_blank(text):
        found = re.match(r"P[0-5]\b", text, re.IGNORECASE)
        return found[0].upper() if found else text
    return line.priority or heading_priority(reading.chosen.section.above)


def _labels(reading: Reading) -> tuple[str, ...]:
    """Short words only: a label field may also hold a sentence."""
    field, row = reading.field("label"), reading.row
    text = field.text if field else row.text("label") if row else ""
    parts = [part.strip(" `") for part in re.split(r"[,;、，]|\s/\s", text)]
    return tuple(
        dict.fromkeys(part for part in parts if part and len(part.split()) <= 3 and not is_blank(part))
    )


def _owners(reading: Reading) -> tuple[str, ...]:
    field, row = reading.field("owner"), reading.row
    text = field.text if field else row.text("owner") if row else ""
    return tuple(dict.fromkeys(_LOGIN.findall(text)))


def _kind(reading: Reading) -> str | None:
    """The type that a field names, or the row."""
    return kind_in(reading.chosen.below.fields) or (reading.row.text("kind") if reading.row else "") or None


def _blockers(reading: Reading) -> tuple[Mention, ...] | None:
    """What the fields say it depends on, or the row."""
    told = blockers_in(reading.ground.source, reading.chosen.below.fields)
    return blockers(reading.row) if told is None and reading.row else told


def _extra(reading: Reading) -> Iterator[tuple[str, str]]:
    """The effort, and an owner who is no login."""
    for field in reading.chosen.below.fields:
        text = field.text
        if (field.role == "effort" or (field.role == "owner" and "@" not in text)) and not is_blank(text):
            yield field.label, text
    row = reading.row
    taken = {at for role, at in row.table.roles.items() if role not in ("blocker", "kind")} if row else set()
    for at, header in enumerate(row.table.headers if row else ()):
        if (
            row
            and (at not in taken or at in row.table.kept)
            and at < len(row.texts)
            and not is_blank(row.texts[at])
        ):
            yield header, row.texts[at]
