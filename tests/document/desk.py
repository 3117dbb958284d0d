"""Short ways to read a document, find an item or a slot in it, and write."""

from __future__ import annotations

from roadmap_sync.config import Config
from roadmap_sync.document import read, write
from roadmap_sync.model import Document, Item, Slot, Write

CONFIG = Config()


def reading(text: str | bytes, config: Config = CONFIG) -> Document:
    """The document that these bytes, or this text in UTF-8, are."""
    return read(text.encode() if isinstance(text, str) else text, "ROADMAP.md", config)


def item(document: Document, key: str) -> Item:
    return next(each for each in document.items if each.key == key)


def slot(of: Item, field: str) -> Slot:
    return next(each for each in of.slots if each.field == field)


def written(text: str, field: str, value: str, key: str | None = None) -> str:
    """``text`` after one field of an item (the first, unless a key is given) was written; the status with its
    mirrors, as a sync does it."""
    document = reading(text)
    row = item(document, key) if key else document.items[0]
    slots = row.slots_for(field)
    assert slots, f"no slot for {field}"
    return write(document, [Write(each, value) for each in slots], CONFIG).decode()


def table(*rows: str, header: str = "Title | Status") -> str:
    """A table with one blank around everything."""
    rule = "|".join("---" for _ in header.split("|"))
    return "\n".join([f"| {header} |", f"|{rule}|", *(f"| {row} |" for row in rows)]) + "\n"
