"""A link taken out of its row again: with the brackets and blanks around it, and the line of its own."""

from __future__ import annotations

import re

from roadmap_sync.document.inline.titles import BETWEEN
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import HTML
from roadmap_sync.model import Edit, Slot, Span

_BLANK = b" \t"
_LINE_ENDS = b"\r\n"
_YAML_LINE = re.compile(rb"[ \t]*[\w\"'-]+[ \t]*:[ \t]*$")


def unlinked(source: Source, slot: Slot) -> Edit | None:
    """The edit that takes the link of ``slot`` away; ``None`` where nobody can tell what would be left."""
    data, start, end = source.data, slot.span.start, slot.span.end
    if slot.form.startswith("yaml "):
        return _value(source, slot)
    if slot.form == f"{HTML} text" and data[:start].rstrip(b"\"'").endswith(b"="):
        return None
    if data[:start].endswith(b"]("):
        return _unwrapped(data, start, end)
    wrapped = data[:start].rstrip(_BLANK).endswith(b"(") and data[end:].lstrip(_BLANK).startswith(b")")
    if wrapped:
        start = len(data[:start].rstrip(_BLANK)) - 1
        end = data.index(b")", end) + 1
    left, right = data[:start].rstrip(_BLANK), data[end:].lstrip(_BLANK)
    if not left or left[-1:] in (b"\n", b"\r"):
        return _line(data, len(left), end) if not right or right[:1] in (b"\n", b"\r") else None
    if left.endswith(b"|"):
        both = data[start - 1 : start] == data[end : end + 1] == b" "
        return Edit(Span(start, end + both), b"")
    if not wrapped:
        mark = next((mark for mark in BETWEEN if mark != b":" and left.endswith(mark)), b"")
        left = left.removesuffix(mark).rstrip(_BLANK)
    return Edit(Span(len(left), end), b"")


def _unwrapped(data: bytes, start: int, end: int) -> Edit | None:
    """A title that is a link becomes its text; ``start`` and ``end`` are those of the address."""
    opened, depth = start - 2, 0
    for opened in range(start - 2, -1, -1):
        escaped = data[opened - 1 : opened] == b"\\"
        depth += 0 if escaped else (data[opened : opened + 1] == b"]") - (data[opened : opened + 1] == b"[")
        if depth == 0:
            break
    closed = data[end : end + 1] == b")"
    return Edit(Span(opened, end + 1), data[opened + 1 : start - 2]) if closed and depth == 0 else None


def _line(data: bytes, start: int, end: int) -> Edit:
    """The link's own line, with the blank lines above it."""
    return Edit(Span(len(data[:start].rstrip(_LINE_ENDS + _BLANK)), end), b"")


def _value(source: Source, slot: Slot) -> Edit:
    """The line of a YAML mapping, or where more stands in it the value alone."""
    data, start, end = source.data, slot.span.start, slot.span.end
    first = source.lines[slot.line - 1]
    last = source.lines[slot.line] if slot.line < len(source.lines) else len(data)
    alone = _YAML_LINE.fullmatch(data[first:start]) and not data[end:last].strip()
    return Edit(Span(first, last) if alone and data[first:start].strip()[:2] != b"- " else slot.span, b"")
