"""Items as they will read once their new text is saved: what cards and milestones follow then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from roadmap_sync.model import Document, Item, TextChange, Write
from roadmap_sync.reconcile.boards.seat import BASE
from roadmap_sync.reconcile.context import Context
from roadmap_sync.reconcile.identity.rows import Reading


def foreseen(texts: Sequence[TextChange], readings: Sequence[Reading], context: Context) -> Context:
    """``context`` with the items of those documents in which a target is written; as it is where none is, or
    no board shows them."""
    writes: dict[str, list[Write]] = {}
    for text in texts if context.world.board is not None else ():
        if text.slot.field == "target" and text.value is not None:
            writes.setdefault(text.change.subject.document, []).append(Write(text.slot, text.value))
    coming: dict[tuple[str, str], Item] = {}
    for before in (one.document for one in readings if one.document.path in writes):
        after = context.written(before, writes[before.path])
        coming |= {(before.path, was.key): now for was, now in zip(before.items, after.items, strict=True)}
    dragged = {key: coming[key] for text in texts if (key := _dragged(text)) in coming}
    return replace(context, coming=coming, dragged=dragged) if coming else context


def _dragged(text: TextChange) -> tuple[str, str] | None:
    """The row whose target a text takes from the board."""
    moves = text.landed.moves if text.landed is not None else ()
    ours = text.slot.field == "target" and any(one.field.startswith(BASE) for one in moves)
    return (text.change.subject.document, text.change.subject.name) if ours else None


def with_dragged(readings: Iterable[Reading], context: Context) -> list[Reading]:
    """The readings with the targets that come from the board: their milestones are needed now."""
    return [replace(one, document=_with_dragged(one.document, context)) for one in readings]


def _with_dragged(document: Document, context: Context) -> Document:
    new = context.dragged
    if not any(path == document.path for path, _ in new):
        return document
    items = (replace(one, target=new.get((document.path, one.key), one).target) for one in document.items)
    return replace(document, items=tuple(items))
