"""The document's own legend: what it says that its signs and words mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from roadmap_sync.document.text.flat import flatten, plain
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block, walk
from roadmap_sync.document.words.signs import (
    SIGN,
    STRUCK,
    Lexicon,
    first_status,
    legend_lexicon,
    loose_status,
)
from roadmap_sync.document.words.vocabulary import fold_header, vocabulary
from roadmap_sync.model import Status

Pair = tuple[str, Status]

_NAMED = re.compile(
    r"^\W*(?:status\s+)?(?:legend|key|легенда|légende|leyenda|legenda|凡例|图例|범례)\s*[:：]\s*",
    re.IGNORECASE,
)
_NAMED_ALONE = re.compile(_NAMED.pattern.removesuffix(r"\s*[:：]\s*") + r"\W*\n", re.IGNORECASE)
_STRUCK = re.compile(
    r"(?:strike-?\s?through|struck(?:[ -]+(?:through|out))?|crossed[ -]out|durchgestrichen\w*|barrée?s?"
    r"|tachad[oa]s?|riscad[oa]s?|зач[её]ркнут\w*|删除线|划掉|取り消し線|취소선)(?:\s+(?:text|items?|entries))?\W*\s*"
    r"(?:[=:：–—-]|means?|is|are|表示|为|は)\s*(?P<meaning>[^.;·\n]{2,40})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[·•|;\n]|,(?=\s*\W))\s*")
_MEANS = re.compile(r"\s*(?:=|:|：|–|—|-|→)?\s*")


def read_legend(source: Source, blocks: Sequence[Block], told: Iterable[Pair] = ()) -> Lexicon:
    """The meanings that hold in this document before those of the vocabulary: its own, then those that were
    ``told`` in the configuration."""
    return legend_lexicon(chain(_all(source, blocks), told))


def _all(source: Source, blocks: Sequence[Block]) -> Iterator[Pair]:
    """The meanings in every block; below a heading that says legend, every line is one."""
    named = False
    for top in blocks:
        if top.kind == "heading":
            named = _NAMED.match(f"{plain(source, top.inlines)}:") is not None
        for block in walk([top]):
            yield from _pairs(source, block, named=named)


def is_legend(headers: Sequence[str], first: Sequence[str]) -> bool:
    """Whether a table with these headers, and these cells in its first column, explains signs. One of two
    columns, a status and a description, does so when no status stands in it twice."""
    folded, columns = [fold_header(header) for header in headers], vocabulary().columns
    if any(map(_explains, headers)):
        return True
    explains = len(folded) == 2 and folded[0] in columns["sign"] and folded[1] in columns["other"]
    return explains and len(set(first)) == len(first) > 1


def _pairs(source: Source, block: Block, *, named: bool) -> Iterator[Pair]:
    if block.kind == "table":
        yield from _table(source, block)
    elif block.kind == "paragraph":
        text = "".join(
            "\n" if each.kind == "break" else flatten(source, [each]).text for each in block.inlines
        )
        yield from _line(text, named=named)
    elif block.kind == "list":
        yield from _lines([plain(source, item.inlines) for item in block.children], named=named)


def _table(source: Source, block: Block) -> Iterator[Pair]:
    headers = [plain(source, cell.inlines) for cell in block.children[0].children]
    if len(headers) > 2 and not any(map(_explains, headers)):
        return
    rows = [[plain(source, cell.inlines) for cell in row.children] for row in block.children[1:]]
    if is_legend(headers, [row[0] for row in rows]):
        for mark, *meanings in rows:
            yield from _pair(mark, " ".join(meanings))


def _explains(header: str) -> bool:
    return fold_header(header) in vocabulary().columns["meaning"]


def _line(text: str, *, named: bool) -> Iterator[Pair]:
    """A line of meanings: named a legend, or nothing but signs with their words."""
    if (struck := _STRUCK.search(text)) and (status := first_status(struck["meaning"])):
        yield STRUCK, status
    name = _NAMED.match(text) or _NAMED_ALONE.match(text)
    parts = [part for part in _BETWEEN.split(text[name.end() :] if name else text) if part]
    yield from _lines(parts, named=named or name is not None)


def _lines(parts: Sequence[str], *, named: bool = False) -> Iterator[Pair]:
    bare = [part.strip() for part in parts]
    split = [(sign[0], part[sign.end() :]) for part in bare if (sign := SIGN.match(part))]
    exact = all(_exact(meaning) for _, meaning in split)
    if named or (len(split) == len(parts) > 1 and exact and len({mark for mark, _ in split}) == len(split)):
        for mark, meaning in split:
            yield from _pair(mark, _MEANS.sub("", meaning, count=1))


def _exact(meaning: str) -> bool:
    text = _MEANS.sub("", meaning, count=1).strip()
    sign = Lexicon().read(text)
    return sign is not None and sign.end == len(text)


def _pair(mark: str, meaning: str) -> Iterator[Pair]:
    """A mark and its status: that of its own word, else the first one that its meaning names."""
    sign = Lexicon().read(mark)
    status = sign.status if sign and sign.word else first_status(meaning) or loose_status(meaning)
    if status:
        yield mark, status
