"""A mojibake document as clean UTF-8: on request only, line by line, and only where that is exact."""

from __future__ import annotations

from dataclasses import dataclass

from roadmap_sync.document.text import mojibake
from roadmap_sync.document.text.source import Source, open_source, reopen

CODECS = tuple(mojibake.CODECS)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``codec``: what was undone, ``utf-8`` for nothing; ``data``: the bytes then; ``repaired``: the lines
    that differ; ``left``: lines that look misread and cannot be undone exactly: they stay."""

    codec: str
    data: bytes
    repaired: tuple[int, ...]
    left: tuple[int, ...]


def cleaned(data: bytes, path: str, codec: str | None = None) -> Cleaned:
    """Undo ``codec`` (default: the one that the reader finds) on every line where that is exact. Pure. Raises
    `UnreadableDocument` where the bytes are not UTF-8."""
    source = open_source(data, path)
    if codec is not None and codec != source.codec:
        source = reopen(data, path, codec)
    parts, repaired, left = [data[: source.start]], list[int](), list[int]()
    for number in range(1, len(source.lines) + 1):
        before, after = _line(source, number)
        parts.append(after.encode())
        if before != after:
            repaired.append(number)
        elif not before.isascii() and mojibake.suspicious(before):
            left.append(number)
    if source.codec == mojibake.UTF8 and len(left) < mojibake.FEWEST:
        left = []
    return Cleaned(source.codec, b"".join(parts), tuple(repaired), tuple(left))


def _line(source: Source, number: int) -> tuple[str, str]:
    """A line as it is, and as it will be."""
    start = max(source.lines[number - 1], source.start)
    end = source.lines[number] if number < len(source.lines) else len(source.data)
    before = source.data[start:end].decode()
    return before, source.clean(before, start)
