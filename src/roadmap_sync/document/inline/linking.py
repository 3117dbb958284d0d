"""A title that becomes the link to its issue, where it can."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roadmap_sync.document.inline.titles import REFERENCE
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Inline
from roadmap_sync.model import Slot, Span

ON_TITLE = "on title"
"""The form of the slot for such a link: the title as it stands, to be put in brackets."""

_LINKED = re.compile(r"[\[\]<>\\\r\n]|https?:|www\.|@", re.IGNORECASE)


def on_title(source: Source, inlines: Sequence[Inline], region: Span, line: int) -> Slot | None:
    """The slot of a link on a title among ``inlines``; ``None`` where the title is a link already, holds what
    a link may not, or would read as a mere reference: there the link goes behind it."""
    if any(each.kind == "link" and each.start < region.end and region.start < each.end for each in inlines):
        return None
    now = source.text(region.start, region.end)
    before = source.text(max(region.start - 1, source.start), region.start)
    if not now.strip() or _LINKED.search(now) or REFERENCE.fullmatch(now) or before in {"!", "]", "\\"}:
        return None
    return Slot("link", region, now, line, form=ON_TITLE)


def linked(slot: Slot, url: str) -> str:
    """The title as a link."""
    return f"[{slot.now}]({url})"
