"""Footnotes of tables in HTML that tell a status: "¹ This stage has not been implemented yet"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.tables.row import Row
from roadmap_sync.document.text.flat import flatten, squeeze
from roadmap_sync.document.words.signs import first_status
from roadmap_sync.model import Item, Status

_NOTE = re.compile(r"\s*(?:[\[(]?(?P<mark>[¹²³⁴-⁹]|\d{1,2}|[*†‡]+)[\])]?[.:]?)\s*(?=\S)(?P<text>.+)")
_MARK = re.compile(r"<sup>\W*(?P<mark>[\d*†‡]+)\W*</sup>")
_BETWEEN = re.compile(r"\b(?:been|being|be|yet|currently|as|of|still|now|fully)\b", re.IGNORECASE)
_DIGITS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")

Notes = Mapping[str, tuple[Status, str]]
"""What a raised mark says of the cell that it stands in: a status, and the words for it."""


def read_notes(ground: Ground) -> Notes:
    """The notes of a document that tell a status, by their marks; of two with one mark the first."""
    found: dict[str, tuple[Status, str]] = {}
    for text in _lines(ground):
        note = _NOTE.match(text)
        status = first_status(squeeze(_BETWEEN.sub(" ", note["text"]))) if note else None
        if note and status:
            found.setdefault(note["mark"].translate(_DIGITS), (status, squeeze(note["text"])))
    return found


def with_note(row: Row, item: Item, notes: Notes) -> Item:
    """The item of a row with the status that a note tells of one of its cells, where nothing else does."""
    if item.status_text is not None or item.slots_for("status"):
        return item
    marks = (_MARK.search(each.text) for cell in row.block.children for each in cell.inlines)
    met = next((notes[mark["mark"]] for mark in marks if mark and mark["mark"] in notes), None)
    return replace(item, status=met[0], status_text=met[1]) if met else item


def _lines(ground: Ground) -> Iterator[str]:
    for block, _ in ground.placed:
        if block.kind == "paragraph":
            pieces = block.inlines
            parts = ("\n" if each.kind == "break" else flatten(ground.source, [each]).text for each in pieces)
            yield from "".join(parts).split("\n")
