"""Counts of items in headings and lines: "(3/5)", "3 of 5 done", "60 %", ▰▰▰▱▱; found where they agree with
the items of their section, and only then written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from roadmap_sync.document.progress.tallies import Count, Section, Tallies
from roadmap_sync.document.progress.words import words
from roadmap_sync.document.text.anchors import anchor, linked
from roadmap_sync.document.text.flat import plain
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import HTML, Block, walk
from roadmap_sync.document.words.signs import strip_signs
from roadmap_sync.document.words.vocabulary import alternatives, fold
from roadmap_sync.model import Slot, Span

NAME = "counts"
_MARKUP = re.compile(r"[*_`>#|~\[\](){}:;.,=–—-]+")
_CELLS = re.compile(r"[|·•]")
_PARTS = re.compile(r"[|·•()\[\]—–:]|\s-\s")
_LEADS = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")


class _Line(NamedTuple):
    """A line that may hold counts. ``heading``: its text, where it is one; ``row``: it is one of a table."""

    number: int
    start: int
    text: str
    heading: str
    row: bool


class _Token(NamedTuple):
    """A fraction, a percentage or a bar, and where it stands in its line."""

    first: int
    last: int
    kind: str
    found: re.Match[str]


def counts(source: Source, blocks: Sequence[Block], tally: Tallies) -> Iterator[tuple[Slot, str]]:
    """What the counts of a document must read as after the change; only those that will differ."""
    pointed = linked(source.markdown)
    for line in _lines(source, blocks):
        if tally.is_item(line.number) or (line.heading and anchor(line.heading) in pointed):
            continue
        for section, tokens in _groups(line, tally):
            count = next((each for each in tally.counts(section) if _agrees(tokens, each)), None)
            if count:
                yield from _written(source, line, tokens, count)


def _lines(source: Source, blocks: Sequence[Block]) -> Iterator[_Line]:
    """The lines of headings, paragraphs, list items and rows of tables that have a digit in them."""
    seen = 0
    for block in walk(list(blocks)):
        rows = block.children[1:] if block.kind == "table" and block.name != HTML else ()
        held = [(row.start, row.end) for row in rows]
        if block.inlines and block.kind in {"heading", "paragraph", "item"}:
            held.append((block.inlines[0].start, block.inlines[-1].end))
        heading = plain(source, block.inlines) if block.kind == "heading" else ""
        for start, end in held:
            for number in range(max(source.line(start), seen + 1), source.line(max(start, end - 1)) + 1):
                seen = number
                first = max(source.lines[number - 1], source.start)
                last = source.lines[number] if number < len(source.lines) else len(source.data)
                text = source.text(first, last).rstrip("\r\n")
                if any(each.isdigit() for each in text):
                    yield _Line(number, first, text, heading, block.kind == "table")


# ── what a count is of ───────────────────────────────────────────────────────────────────────


def _groups(line: _Line, tally: Tallies) -> Iterator[tuple[Section, list[_Token]]]:
    """The counts of a line by the section that they are of."""
    groups: dict[Section, list[_Token]] = {}
    around = _around(line, tally)
    for first, last in _fields(line):
        tokens = list(_tokens(line.text, first, last))
        rest = _words(line.text, first, last, tokens)
        section = around if not rest else tally.names.get(rest)
        bare = not (line.heading or line.row or rest or _told(line, first, last, tokens))
        if tokens and section and not bare:
            groups.setdefault(section, []).extend(tokens)
    yield from groups.items()


def _around(line: _Line, tally: Tallies) -> Section | None:
    """The section that a line speaks of where it names none: for a row the one that its first cell names."""
    if not line.row:
        return tally.around(line.number)
    first = next((cell for cell in line.text.split("|") if cell.strip()), "")
    name = _words(first, 0, len(first), [])
    return tally.names.get(name) if name else tally.sections[0]


def _fields(line: _Line) -> Iterator[tuple[int, int]]:
    """The parts of a line that speak for themselves: cells, what is set off by a dot, in a heading also
    what is in brackets or behind a dash."""
    between = _PARTS if line.heading else _CELLS
    at = 0
    for found in between.finditer(line.text):
        yield at, found.start()
        at = found.end()
    yield at, len(line.text)


def _words(text: str, first: int, last: int, tokens: Sequence[_Token]) -> str:
    """What a part of a line says beside its counts, folded, without words of progress around it."""
    parts, at = [], first
    for token in tokens:
        parts.append(text[at : token.first])
        at = token.last
    rest = fold(_MARKUP.sub(" ", strip_signs(_LEADS.sub("", " ".join([*parts, text[at:last]])))))
    while cut := _progress().sub("", rest).strip():
        if cut == rest:
            return rest
        rest = cut
    return ""


def _told(line: _Line, first: int, last: int, tokens: Sequence[_Token]) -> bool:
    """Whether a part of a line says in any way that it is about progress."""
    has_bar = any(token.kind == "bar" for token in tokens)
    return has_bar or any(each.isalpha() for each in line.text[first:last])


@cache
def _progress() -> re.Pattern[str]:
    known = alternatives(words().progress)
    return re.compile(rf"^(?:{known})(?!\w)|(?<!\w)(?:{known})$", re.IGNORECASE)


# ── tokens ───────────────────────────────────────────────────────────────────────────────────


def _tokens(text: str, first: int, last: int) -> Iterator[_Token]:
    for found in _pattern().finditer(text, first, last):
        yield _Token(found.start(), found.end(), str(found.lastgroup), found)


@cache
def _pattern() -> re.Pattern[str]:
    between = alternatives(words().between)
    bars = (f"{re.escape(full)}+{re.escape(rest)}*|{re.escape(rest)}{{3,}}" for full, rest in words().bars)
    return re.compile(
        rf"(?<![\w/.,-])(?P<n>\d{{1,5}})(?P<sep>\s*/\s*|\s+(?:{between})\s+)(?P<fraction>\d{{1,5}})(?![\w/%]|[.,-]\d)"
        rf"|(?<![\w/.,~<>≥≤-])(?P<percent>\d{{1,3}})\s?%|(?P<bar>{'|'.join(bars)})",
        re.IGNORECASE,
    )


def _agrees(tokens: Sequence[_Token], count: Count) -> bool:
    """Whether all tokens say how things stand before the change; a bar alone says nothing."""
    said = [token for token in tokens if token.kind != "bar"]
    return bool(said) and all(_same(token, count) for token in tokens)


def _same(token: _Token, count: Count) -> bool:
    if token.kind == "fraction":
        return (int(token.found["n"]), int(token.found["fraction"])) == (count.done, count.total)
    return _rounding(token, count) is not None


def _rounding(token: _Token, count: Count) -> int | None:
    """How a percentage or bar was rounded: 0 down, 1 to the nearest, 2 up; to the nearest where in doubt."""
    shown, scale = _scale(token)
    return next((half for half in (1, 0, 2) if _rounded(count.done, count.total, scale, half) == shown), None)


def _scale(token: _Token) -> tuple[int, int]:
    """What a token shows, and of how much."""
    if token.kind == "percent":
        return int(token.found["percent"]), 100
    full, _ = _bar(token)
    return token.found[0].count(full), len(token.found[0])


def _bar(token: _Token) -> tuple[str, str]:
    """What fills a bar, and what is left."""
    return next(pair for pair in words().bars if set(token.found[0]) <= set(pair))


def _rounded(done: int, total: int, scale: int, half: int) -> int:
    up = {0: 0, 1: total // 2, 2: total - 1}[half]
    return (done * scale + up) // total


def _written(
    source: Source, line: _Line, tokens: Sequence[_Token], count: Count
) -> Iterator[tuple[Slot, str]]:
    for token in tokens:
        now, new = token.found[0], _text(token, count)
        if new != now:
            start = line.start + len(source.encode(line.text[: token.first], line.start))
            span = Span(start, start + len(source.encode(now, line.start)))
            yield Slot(NAME, span, now, line.number, form="text"), new


def _text(token: _Token, count: Count) -> str:
    """A token as it must read after the change, rounded as before."""
    if token.kind == "fraction":
        return f"{count.done_then}{token.found['sep']}{count.total_then}"
    half = _rounding(token, count) or 0
    scale = _scale(token)[1]
    filled = _rounded(count.done_then, count.total_then, scale, half)
    if token.kind == "percent":
        return token.found[0].replace(token.found["percent"], str(filled), 1)
    full, rest = _bar(token)
    return full * filled + rest * (scale - filled)
