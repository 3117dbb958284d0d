"""Stretches of time: what a written quarter, half, month, day or year means, and the form that finds one."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from roadmap_sync.document.words.vocabulary import fold, vocabulary


class Bucket(NamedTuple):
    """A stretch of time or a version with its canonical name; dates are ``None`` where they are not told.
    ``fiscal``: 1 for those of a fiscal year, as if it began in January; else 0."""

    name: str | None
    start: date | None
    end: date | None
    fiscal: int = 0


TIME, YEAR, VERSION = 0, 1, 2
"""Of several forms in one heading the lowest rank counts."""

DASH = r"\s*(?:-|–|—|‒|to|→|/)\s*"
BOTH = r"\s*(?:-|–|—|‒|to|→|/|&|\+|and)\s*"
"""Between the ends of a stretch; between two times that count together."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a time: what it looks like, what it means, and its rank."""

    look: re.Pattern[str]
    mean: Callable[[re.Match[str]], Bucket | None]
    rank: int = TIME


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months(name: str, year: int, first: int, last: int) -> Bucket | None:
    if not 1 <= first <= last <= 12:
        return None
    return Bucket(name, date(year, first, 1), _last_day(year, last))


def quarter(year: str, number: str, until: str | None = None) -> Bucket | None:
    a, b = int(number), int(until or number)
    name = f"Q{a} {year}" if a == b else f"Q{a}-Q{b} {year}"
    return months(name, int(year), a * 3 - 2, b * 3)


def half(year: str, number: str) -> Bucket | None:
    return months(f"H{number} {year}", int(year), int(number) * 6 - 5, int(number) * 6)


def month(year: str, word: str, until: str | None = None) -> Bucket | None:
    numbers = vocabulary().months
    a, b = numbers[fold(word)], numbers[fold(until or word)]
    name = calendar.month_name[a] if a == b else f"{calendar.month_name[a]}-{calendar.month_name[b]}"
    return months(f"{name} {year}", int(year), a, b)


def number_month(year: str, number: str) -> Bucket | None:
    return (
        months(f"{calendar.month_name[int(number)]} {year}", int(year), int(number), int(number))
        if 1 <= int(number) <= 12
        else None
    )


def day(year: str, month: str, number: str) -> Bucket | None:
    try:
        due = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return Bucket(due.isoformat(), due, due)


def named_day(year: str, word: str, number: str) -> Bucket | None:
    return day(year, str(vocabulary().months[fold(word)]), number)


def week(year: str, number: str) -> Bucket | None:
    try:
        monday = date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        return None
    return Bucket(f"{year}-W{int(number):02}", monday, monday + timedelta(days=6))


def years(first: str, last: str) -> Bucket | None:
    a, b = int(first), int(last)
    if a > b:
        return None
    return Bucket(first if a == b else f"{a}-{b}", date(a, 1, 1), date(b, 12, 31))


def onward(bucket: Bucket | None) -> Bucket | None:
    return Bucket(f"{bucket.name}+", bucket.start, None) if bucket else None


def between(a: Bucket | None, b: Bucket | None) -> Bucket | None:
    if not a or not b or not a.start or not b.end or a.start > b.end:
        return None
    return Bucket(f"{a.name}-{b.name}", a.start, b.end)


def form(look: str, mean: Callable[[re.Match[str]], Bucket | None], rank: int = TIME) -> Form:
    """A form that stands apart from letters and figures around it; scripts without blanks may touch it."""
    # without case, and told by what it is, not by what it is not: else compiling takes ten times as long
    letter = r"(?-i:(?=[\0-\u2e7f\U00010000-\U0010ffff])\w)"
    look = rf"(?<!{letter})(?<!\.)(?:{look})(?!{letter})(?![./-]\d)"
    return Form(re.compile(look, re.IGNORECASE), mean, rank)
