"""Items as they will read once their new text is saved: what their cards are to show then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from roadmap_sync.model import Item, TextChange, Write
from roadmap_sync.reconcile.context import Context
from roadmap_sync.reconcile.rows import Reading


def foreseen(
    texts: Iterable[TextChange], readings: Sequence[Reading], context: Context
) -> Mapping[tuple[str, str], Item]:
    """The items of those documents in which a target is written, by document and key; nothing where no board
    shows them."""
    if context.world.board is None:
        return {}
    writes: dict[str, list[Write]] = {}
    for text in texts:
        if text.slot.field == "target" and text.value is not None:
            writes.setdefault(text.change.subject.document, []).append(Write(text.slot, text.value))
    found: dict[tuple[str, str], Item] = {}
    for before in (one.document for one in readings if one.document.path in writes):
        after = context.written(before, writes[before.path])
        found |= {(before.path, was.key): now for was, now in zip(before.items, after.items, strict=True)}
    return found
