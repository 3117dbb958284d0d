"""Lines that tell the day of the last change: found by their words, written in the form that they have."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from roadmap_sync.document.progress.words import words
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block, walk
from roadmap_sync.document.words.vocabulary import alternatives
from roadmap_sync.model import Slot, Span

NAME = "last-updated"
_MORE = re.compile(
    r"[T ]\d{1,2}:\d\d|[\s*_`]*(?:(?:[–—-]|to|bis)\s*\d|(?:[,–—-]|by|von|par|por)\s+\w)", re.IGNORECASE
)
"""Behind a date: a time, the end of a range, or what only the person who wrote the date can say."""


def updated(
    source: Source, blocks: Sequence[Block], items: Sequence[int], today: date
) -> Iterator[tuple[Slot, str]]:
    """The dates of the lines that speak of the whole document, as of ``today``; those that are in the future
    or may be read in two ways stay. ``items``: the lines of items; what stands among them is theirs."""
    edges = [source.line(block.start) for block in blocks if block.kind in {"rule", "heading"}]
    for number, text, start in _lines(source, blocks):
        at = bisect_left(items, number)
        edge = bisect_left(edges, number)
        behind = at == len(items) and edge and items and edges[edge - 1] > items[-1]
        if at and not behind:
            continue
        for label in _labels().finditer(text):
            new = _dated(text, label, today)
            if new:
                first, last, said = new
                begin = start + len(source.encode(text[:first], start))
                span = Span(begin, begin + len(source.encode(text[first:last], start)))
                yield Slot(NAME, span, text[first:last], number, form="text"), said


def _lines(source: Source, blocks: Sequence[Block]) -> Iterator[tuple[int, str, int]]:
    """The lines of front matter, paragraphs, list items and cells, each once, with where they begin."""
    seen = 0
    for block in walk(list(blocks)):
        if block.kind not in {"meta", "paragraph", "item", "table", "heading"}:
            continue
        end = block.children[0].start if block.kind == "item" and block.children else block.end
        for number in range(
            max(source.line(block.start), seen + 1), source.line(max(end - 1, block.start)) + 1
        ):
            seen = number
            start = max(source.lines[number - 1], source.start)
            last = source.lines[number] if number < len(source.lines) else len(source.data)
            yield number, source.text(start, last).rstrip("\r\n"), start


@cache
def _labels() -> re.Pattern[str]:
    """A label with what stands between it and its date."""
    plain = "|".join(f"(?P<plain_{tongue}>{alternatives(each)})" for tongue, each in words().plain.items())
    full = "|".join(f"(?P<{tongue}>{alternatives(each)})" for tongue, each in words().labels.items())
    return re.compile(
        rf"(?<![^\W_])(?:(?:{full})[\s*_`:：|\"'(–—-]*|(?:{plain})[*_`]*[:：][\s*_`]*)", re.IGNORECASE
    )


def _dated(text: str, label: re.Match[str], today: date) -> tuple[int, int, str] | None:
    """Where the date behind a label stands, and how today reads in the same form."""
    tongue = str(label.lastgroup).removeprefix("plain_")
    for form in (_iso, _numbers, _ideographs, _named, _month):
        if found := form(text, label.end(), tongue, today):
            first, last, told, new = found
            if told < today and not _MORE.match(text, last) and new != text[first:last]:
                return first, last, new
            return None
    return None


Found = tuple[int, int, date, str] | None


def _day(year: str, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _padded(number: int, like: str, *, padded: bool) -> str:
    return f"{number:02}" if like.startswith("0") or (padded and len(like) == 2) else str(number)


def _iso(text: str, at: int, tongue: str, today: date) -> Found:
    found = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)").match(text, at)
    told = _day(found[1], found[3], found[4]) if found else None
    if not found or not told:
        return None
    month, day = (
        _padded(number, like, padded=True)
        for number, like in ((today.month, found[3]), (today.day, found[4]))
    )
    return found.start(), found.end(), told, f"{today.year}{found[2]}{month}{found[2]}{day}"


def _numbers(text: str, at: int, tongue: str, today: date) -> Found:
    """Day and month as numbers. Which is which is told by a dot, by a number above 12, or by the language."""
    found = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)").match(text, at)
    if not found:
        return None
    a, b = int(found[1]), int(found[3])
    day_first = found[2] == "." or a > 12 or (tongue != "en" and b <= 12)
    if found[2] != "." and tongue == "en" and a <= 12 and b <= 12:
        return None
    told = _day(found[4], *((b, a) if day_first else (a, b)))
    numbers = (today.day, today.month) if day_first else (today.month, today.day)
    first, second = (
        _padded(n, like, padded=True) for n, like in zip(numbers, (found[1], found[3]), strict=True)
    )
    return (
        (found.start(), found.end(), told, f"{first}{found[2]}{second}{found[2]}{today.year}")
        if told
        else None
    )


def _ideographs(text: str, at: int, tongue: str, today: date) -> Found:
    found = re.compile(r"(\d{4})(\s*[年년]\s*)(\d{1,2})(\s*[月월])(?:(\s*)(\d{1,2})([日일]))?").match(
        text, at
    )
    told = _day(found[1], found[3], found[6] or 1) if found else None
    if not found or not told:
        return None
    new = f"{today.year}{found[2]}{_padded(today.month, found[3], padded=False)}{found[4]}"
    if found[6]:
        new += f"{found[5]}{_padded(today.day, found[6], padded=False)}{found[7]}"
    return found.start(), found.end(), told, new


def _named(text: str, at: int, tongue: str, today: date) -> Found:
    """A day, a month by its name and a year, in either order."""
    day = r"(?P<day>\d{1,2})(?P<th>st|nd|rd|th|er|\.)?"
    for order in (
        rf"(?P<month>[^\W\d_]+)(?P<dot>\.?)(?P<a>\s+){day}(?P<b>,?\s+)(?P<year>\d{{4}})",
        rf"{day}(?P<a>\s+(?:de\s+)?)(?P<month>[^\W\d_]+)(?P<dot>\.?)(?P<b>,?\s+(?:de\s+)?)(?P<year>\d{{4}})",
    ):
        found = re.compile(order + r"(?!\d)", re.IGNORECASE).match(text, at)
        names = _names(found["month"], tongue) if found else None
        told = _day(found["year"], names[0], found["day"]) if found and names else None
        if found and names and told:
            number = _padded(today.day, found["day"], padded=False) + _ordinal(found["th"], today.day)
            name = _cased(names[1][today.month - 1], found["month"]) + found["dot"]
            parts = (
                (name, found["a"], number) if order.startswith("(?P<month>") else (number, found["a"], name)
            )
            return found.start(), found.end(), told, f"{''.join(parts)}{found['b']}{today.year}"
    return None


def _month(text: str, at: int, tongue: str, today: date) -> Found:
    """A month by its name, and a year."""
    found = re.compile(r"([^\W\d_]+)(\.?,?\s+(?:de\s+)?)(\d{4})(?!\d)", re.IGNORECASE).match(text, at)
    names = _names(found[1], tongue) if found else None
    told = _day(found[3], names[0], 1) if found and names else None
    if not found or not names or not told:
        return None
    return (
        found.start(),
        found.end(),
        told,
        f"{_cased(names[1][today.month - 1], found[1])}{found[2]}{today.year}",
    )


def _names(word: str, tongue: str) -> tuple[int, Sequence[str]] | None:
    """The number of a month, and the list of names from which its name is: the label's language first."""
    known = words().months
    for language in (tongue, *known):
        for names in known.get(language, ()):
            folded = [name.casefold() for name in names]
            if word.casefold() in folded:
                return folded.index(word.casefold()) + 1, names
    return None


def _ordinal(mark: str | None, day: int) -> str:
    if mark is None or mark == ".":
        return mark or ""
    if mark == "er":
        return "er" if day == 1 else ""
    return "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _cased(name: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return name.upper()
    return name[:1].upper() + name[1:] if like[:1].isupper() else name[:1].lower() + name[1:]
