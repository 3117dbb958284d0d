"""The line of its own that a heading's link gets: nothing is ever appended to a heading."""

from __future__ import annotations

import re

from roadmap_sync.document.text.links import link_of
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block
from roadmap_sync.model import Slot

BELOW = "below"
"""The form of the slot for such a link."""


def is_link(block: Block) -> bool:
    """Whether a paragraph is a link to an issue and nothing else."""
    if block.kind != "paragraph" or not block.inlines or block.inlines[0].kind != "link":
        return False
    link = block.inlines[0]
    return max(each.end for each in block.inlines) == link.end and link_of(link.url) is not None


def set_below(source: Source, slot: Slot, text: str) -> str:
    """``text`` as a paragraph of its own behind the line of a heading, in the newlines of the document."""
    at = slot.span.start
    found = re.match(rb"\r\n?|\n", source.data[at:]) or re.search(rb"\r\n?|\n", source.data)
    newline = found[0].decode() if found else "\n"
    rest = source.data[at:]
    rest = rest[len(newline) :] if rest.startswith(newline.encode()) else rest
    apart = not rest or re.match(rb"[ \t]*(?:\r|\n)", rest)
    return f"{newline}{newline}{text}{'' if apart else newline}"
