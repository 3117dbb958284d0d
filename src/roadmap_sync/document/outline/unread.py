"""What may look like work and cannot be read: odd tables in HTML, boxes in code; documents without any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from roadmap_sync.document.outline.carriers import Placed, Yield
from roadmap_sync.document.text.source import Source
from roadmap_sync.model import Skipped

_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_BOXES = re.compile(r"^[^\w\n]*\[[ xX~]\]\s+\S", re.MULTILINE)
NOTHING = "no list, table or heading of work: the document tells of it in prose, or points elsewhere"


def unread(source: Source, placed: Sequence[Placed], found: Yield) -> Iterator[Skipped]:
    """Why nothing is taken from these blocks; for a document that gave nothing at all, why that is so."""
    taken = {claim.start for claim in found.claims}
    told = False
    for block, _ in placed:
        text = source.text(block.start, block.end) if block.kind in {"html", "code"} else ""
        if block.kind == "html" and _TABLE.search(text):
            reason = "a table in HTML without rows below a header, or with more tables or Markdown in it"
        elif block.kind == "code" and block.start not in taken and _BOXES.search(text):
            reason = "boxes in a code block: only lists in Markdown are read"
        else:
            continue
        told = True
        yield Skipped(source.line(block.start), reason)
    if placed and not told and not (found.drafts or found.releases or found.skipped):
        yield Skipped(source.line(placed[0][0].start), NOTHING)
