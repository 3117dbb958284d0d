"""Undoes UTF-8 that was once read with the wrong codec, strictly, one line at a time, both ways.

The codecs are cp1252 as browsers know it (https://encoding.spec.whatwg.org/#windows-1252, the codec
``sloppy-windows-1252`` that ftfy registers: every byte has a character) and Mac Roman.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

CODECS = {"cp1252": "sloppy-windows-1252", "mac_roman": "mac_roman"}
UTF8 = "utf-8"
_ODD = re.compile(r"[^\x00-\x7f]+")
FEWEST = 3
"""A document with fewer repairable lines than this is left as it is."""


def detect(lines: Iterable[str]) -> str:
    """The codec to undo in a document with these lines, ``utf-8`` where there is none.

    A codec is undone when that strictly succeeds on at least three and on more than half of the lines that
    are not ASCII, and ftfy (a judge, never a transformer) finds the result less bad.
    """
    odd = [line for line in lines if not line.isascii()]
    if sum(1 for line in odd if _suspicious().search(line)) < FEWEST:
        return UTF8
    best, most = UTF8, max(FEWEST - 1, len(odd) // 2)
    for name in CODECS:
        repaired = [(line, clean) for line in odd if (clean := undo(line, name)) is not None]
        if len(repaired) > most and _better(repaired):
            best, most = name, len(repaired)
    return best


def suspicious(line: str) -> bool:
    """Whether a line may be UTF-8 that was misread."""
    return bool(_suspicious().search(line))


def undo(text: str, codec: str) -> str | None:
    """``text`` as it was before ``codec`` misread it, or ``None`` where that is not exact."""
    if text.isascii() or codec == UTF8:
        return text
    try:
        clean = _ODD.sub(lambda odd: odd[0].encode(_codec(codec)).decode(UTF8), text)
    except UnicodeError:
        return None
    return clean if redo(clean, codec) == text else None


def redo(text: str, codec: str) -> str:
    """``text`` as ``codec`` misreads its UTF-8: the exact inverse of `undo`. ASCII is left alone: ftfy's
    codec makes U+FFFD of the byte 1A."""
    if codec == UTF8:
        return text
    return _ODD.sub(lambda odd: odd[0].encode(UTF8).decode(_codec(codec)), text)


def _better(pairs: Sequence[tuple[str, str]]) -> bool:
    from ftfy.badness import badness  # slow to import, and few documents need it

    before = sum(badness(line) for line, _ in pairs)
    return sum(badness(clean) for _, clean in pairs) < before


@cache
def _codec(name: str) -> str:
    import ftfy.bad_codecs  # noqa: F401  registers sloppy-windows-1252

    return CODECS[name]


@cache
def _suspicious() -> re.Pattern[str]:
    """Where a line might be UTF-8 misread: the characters of a lead byte, then of a continuation byte."""
    either = []
    for codec in ("cp1252", "mac_roman"):
        lead, tail = _characters(codec, 0xC2, 0xF5), _characters(codec, 0x80, 0xC0)
        either.append(f"[{re.escape(lead)}][{re.escape(tail)}]")
    return re.compile("|".join(either))


def _characters(codec: str, first: int, end: int) -> str:
    decoded = (bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(first, end))
    return "".join(decoded)
