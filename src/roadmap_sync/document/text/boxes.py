"""Boxes: the ones that GitHub shows as such, and those that people write where it shows none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Inline
from roadmap_sync.model import Span, Status

_MARKS = {
    " ": Status.PLANNED,
    "": Status.PLANNED,
    "x": Status.DONE,
    "✓": Status.DONE,
    "✔": Status.DONE,
    "~": Status.IN_PROGRESS,
    "/": Status.IN_PROGRESS,
    "-": Status.DROPPED,
}
_BOX = re.compile(r"\[([ xX~/\-✓✔]?)\](?=\s|$)")
UNKNOWN_BOX = re.compile(r"\[[^\s\w\[\]]\](?=\s)|\[[a-z](?<!x)\](?=\s)")
"""What looks like a box and is none that is known: "[?]", "[!]", "[p]"."""

WRITTEN = {
    Status.PLANNED: "[ ]",
    Status.DONE: "[x]",
    Status.IN_PROGRESS: "[~]",
    Status.DROPPED: "[-]",
}
"""How we write a box; the last two only where the document has such boxes."""


class Box(NamedTuple):
    """A box at the head of a line: what it says and where it stands, its brackets included."""

    status: Status
    span: Span
    text: str


def box_of(source: Source, inlines: Sequence[Inline]) -> Box | None:
    """The box with which a line begins: a task list marker, one in inline code, or one in plain text."""
    first = next((each for each in inlines if each.kind not in {"html", "break"}), None)
    if first is None or (first.kind == "text" and not first.text.startswith("[")):
        return None
    if first.kind == "code":
        return _at(source, source.data.index(b"[", first.start), first.end) if _only(first.text) else None
    return _at(source, first.start, inlines[-1].end) if first.kind in {"box", "text"} else None


def _only(code: str) -> bool:
    return bool(_BOX.fullmatch(code.strip()))


def _at(source: Source, start: int, end: int) -> Box | None:
    text = source.data[start : min(end, start + 8)].decode(errors="ignore").rstrip("`")
    found = _BOX.match(text)
    if not found:
        return None
    span = Span(start, start + len(found[0].encode()))
    return Box(_MARKS[found[1].lower()], span, found[0])
