"""What a new title needs in any place: ways to escape it, the block around it, legend and links in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from roadmap_sync.document.outline.legend import read_legend
from roadmap_sync.document.text.source import Source, reopen
from roadmap_sync.document.text.tree import parse
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.model import Write

_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_MARKS = re.compile(r"([\\`*_\[\]<>&~#])")
_MARKER = re.compile(r"^(\d*)([.)+-])")
_DEFINITION = re.compile(rb"^ {0,3}\[[^\]\r\n]+\]:[^\r\n]*", re.MULTILINE)
_BLANK = re.compile(rb"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n|$)")


def candidates(value: str) -> Iterator[str]:
    """As it is, with every mark outside inline code escaped, with every mark escaped."""
    yield value
    parts, at = [], 0
    for code in _CODE.finditer(value):
        parts += [_MARKS.sub(r"\\\1", value[at : code.start()]), code[0]]
        at = code.end()
    outside = "".join([*parts, _MARKS.sub(r"\\\1", value[at:])])
    yield outside
    yield _MARKER.sub(r"\1\\\2", outside)
    yield _MARKS.sub(r"\\\1", value)


def bounds(source: Source, write: Write) -> tuple[int, int]:
    """From the begin of the slot's first line to the next blank line."""
    first = source.lines[write.slot.line - 1]
    blank = _BLANK.search(source.data, write.slot.span.end)
    return max(first, source.start), blank.start() if blank else len(source.data)


@lru_cache(maxsize=4)
def context(data: bytes, codec: str) -> tuple[Lexicon, bytes]:
    """What a document's legend says, and the links that it defines."""
    source = reopen(data, "", codec)
    return read_legend(source, parse(source)), b"\n".join(_DEFINITION.findall(data))
