"""Rows: the items of documents, as they are read and as the branch that counts has them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from roadmap_sync.model import Document, Item

NEAR = 85
"""Titles are near at this similarity (percent) of their folded forms."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it lies before us, and as it stands at the tip.

    ``tip`` and ``commit`` (the last one that touched it) are ``None`` outside git, or where the
    branch has no such file: then the document that is read is the one that counts. ``writable``:
    named on the command line, or all are."""

    document: Document
    tip: Document | None = None
    commit: str | None = None
    writable: bool = True

    @property
    def committed(self) -> Document:
        """The document that counts."""
        return self.document if self.tip is None else self.tip


@dataclass(frozen=True, slots=True)
class Row:
    """One item of one document. ``doubled``: its id stands in another row of the document too.
    ``title`` and ``section`` are folded; ``group``: it is a heading that holds others."""

    doc: str
    item: Item
    order: int
    doubled: bool
    title: str
    section: tuple[str, ...]
    group: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What names it among the rows of a run: document and key."""
        return self.doc, self.item.key


def rows(document: Document) -> list[Row]:
    """The rows of ``document`` in its order, and behind them its groups."""
    uses = Counter(item.id for item in document.items if item.id is not None)
    return [
        Row(
            document.path,
            item,
            order,
            item.id is not None and uses[item.id] > 1,
            fold(item.title),
            folded(item.section),
            order >= len(document.items),
        )
        for order, item in enumerate((*document.items, *document.groups))
    ]


def fold(text: str) -> str:
    """Case, accents' composition, punctuation and spacing folded away; never empty for a title."""
    normal = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", normal).strip() or normal.strip()


def folded(section: Iterable[str]) -> tuple[str, ...]:
    """A section path, every part folded."""
    return tuple(fold(part) for part in section)


def near(one: str, other: str) -> bool:
    """Whether two folded titles are so alike that one may be the other, reworded."""
    return one == other or fuzz.ratio(one, other) >= NEAR
