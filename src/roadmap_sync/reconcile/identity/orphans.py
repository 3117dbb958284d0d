"""Issues whose rows are gone from their document: told, or closed as not planned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from roadmap_sync.model import Change, Document, Hold, Issue, Marker, Move, Patch, Place, Subject
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.identity.trust import Marked


def emptied(marked: Iterable[Marked], readings: Iterable[Reading]) -> frozenset[str]:
    """Documents in which no row could be read although issues of theirs exist."""
    empty = {reading.document.path for reading in readings if not reading.document.items}
    return frozenset(empty & {one.marker.doc for one in marked if one.marker is not None})


def left_out(empty: Iterable[str]) -> Iterator[Hold]:
    """Nothing is done for such a document: it was not read right, or it is the wrong file."""
    for path in sorted(empty):
        why = "no item could be read, although issues of this document exist"
        todo = f"roadmap-sync show {path} says what was understood"
        yield Hold("conflict", Subject("document", path, path), "items", None, None, why, todo)


def subject(issue: Issue, said: Marker, taken: set[tuple[str, str]]) -> Subject:
    """The row that is gone, by a name that no other row has; ``taken`` grows by it."""
    name = said.id or said.title
    if (said.doc, name) in taken:
        name = f"#{issue.number}"
    taken.add((said.doc, name))
    return Subject("issue", name, said.doc, issue.number)


def mentioned(document: Document, issue: Issue) -> bool:
    """Whether the document links the issue although no row of it does: what was an item is text by now."""
    return re.search(re.escape(issue.url.encode()) + rb"(?!\d)", document.data) is not None


def reported(row: Subject, issue: Issue, *, linked: bool) -> Hold:
    """The issue is left as it is, and told. ``linked``: the document mentions it."""
    why = f"its row is gone from {row.document}" + (", which links it all the same" if linked else "")
    return Hold("drift", row, "issue", None, issue.title, why, place=Place(row.document, 1))


def closing(row: Subject, issue: Issue, said: Marker) -> Patch:
    """The closing of the issue. Base says so, for the row may come back: then it is opened again."""
    moved = Move("status", "dropped")
    change = Change("close", row, "status", "open", "dropped", moved, note="its row is gone")
    return Patch(row, issue, (change,), (), said)
