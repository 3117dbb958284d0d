"""The ways in which people write a time or a version, and what each of them means."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from roadmap_sync.document.words.vocabulary import alternatives, fold, vocabulary


class Bucket(NamedTuple):
    """A stretch of time or a version with its canonical name; dates are ``None`` where they are not told."""

    name: str | None
    start: date | None
    end: date | None


TIME, YEAR, VERSION = 0, 1, 2
"""Of several forms in one heading the lowest rank counts."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a time: what it looks like, what it means, and its rank."""

    look: re.Pattern[str]
    mean: Callable[[re.Match[str]], Bucket | None]
    rank: int = TIME


_YEAR = r"((?:19|20)\d\d)"
_YEARLY = re.compile(_YEAR)
DASH = r"\s*(?:-|–|—|‒|to|→|/)\s*"
_STAGE = r"(?:[-.]?(?:alpha|beta|rc|pre|dev|a|b)[.-]?\d*)?"
_VERSION = rf"v?\d+(?:\.\d+|\.x)+{_STAGE}(?![\w.]*\d)(?![%\w])|v\d+{_STAGE}(?![\w.])"


def time_in(text: str) -> Bucket | None:
    """The time with which ``text`` begins."""
    for form in forms_in(text):
        if form.rank != VERSION and (found := form.look.match(text)):
            return form.mean(found)
    return None


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _months(name: str, year: int, first: int, last: int) -> Bucket | None:
    if not 1 <= first <= last <= 12:
        return None
    return Bucket(name, date(year, first, 1), _last_day(year, last))


def _quarter(year: str, number: str, until: str | None = None) -> Bucket | None:
    a, b = int(number), int(until or number)
    name = f"Q{a} {year}" if a == b else f"Q{a}-Q{b} {year}"
    return _months(name, int(year), a * 3 - 2, b * 3)


def _half(year: str, number: str) -> Bucket | None:
    return _months(f"H{number} {year}", int(year), int(number) * 6 - 5, int(number) * 6)


def _month(year: str, word: str, until: str | None = None) -> Bucket | None:
    numbers = vocabulary().months
    a, b = numbers[fold(word)], numbers[fold(until or word)]
    name = calendar.month_name[a] if a == b else f"{calendar.month_name[a]}-{calendar.month_name[b]}"
    return _months(f"{name} {year}", int(year), a, b)


def _number_month(year: str, month: str) -> Bucket | None:
    if not 1 <= int(month) <= 12:
        return None
    return _months(f"{calendar.month_name[int(month)]} {year}", int(year), int(month), int(month))


def _day(year: str, month: str, day: str) -> Bucket | None:
    try:
        due = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return Bucket(due.isoformat(), due, due)


def _named_day(year: str, word: str, day: str) -> Bucket | None:
    return _day(year, str(vocabulary().months[fold(word)]), day)


def _week(year: str, number: str) -> Bucket | None:
    try:
        monday = date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        return None
    return Bucket(f"{year}-W{int(number):02}", monday, monday + timedelta(days=6))


def _years(first: str, last: str) -> Bucket | None:
    a, b = int(first), int(last)
    if a > b:
        return None
    return Bucket(first if a == b else f"{a}-{b}", date(a, 1, 1), date(b, 12, 31))


def _onward(bucket: Bucket | None) -> Bucket | None:
    return Bucket(f"{bucket.name}+", bucket.start, None) if bucket else None


def _between(a: Bucket | None, b: Bucket | None) -> Bucket | None:
    if not a or not b or not a.start or not b.end or a.start > b.end:
        return None
    return Bucket(f"{a.name}-{b.name}", a.start, b.end)


def _version(found: re.Match[str]) -> Bucket:
    dated = re.match(r"\s*\(([^()]*)\)", found.string[found.end() :])
    when = time_in(dated[1]) if dated else None
    return Bucket(found[0], when.start if when else None, when.end if when else None)


@cache
def forms() -> tuple[Form, ...]:
    months = "|".join(sorted((re.escape(word) for word in vocabulary().months), key=len, reverse=True))
    name, onward = rf"({months})\.?", rf"\s*(?:{alternatives(vocabulary().times['open ended'])})"
    form = _form
    return (
        form(
            rf"Q([1-4])\s*[/ -]?\s*{_YEAR}{DASH}Q([1-4])\s*[/ -]?\s*{_YEAR}",
            lambda m: _between(_quarter(m[2], m[1]), _quarter(m[4], m[3])),
        ),
        form(rf"Q([1-4])\s*[/ -]?\s*{_YEAR}{onward}", lambda m: _onward(_quarter(m[2], m[1]))),
        form(rf"Q([1-4])(?:{DASH}Q?([1-4]))?\s*[/,' -]?\s*{_YEAR}", lambda m: _quarter(m[3], m[1], m[2])),
        form(rf"{_YEAR}\s*[/ -]?\s*Q([1-4])(?:{DASH}Q?([1-4]))?", lambda m: _quarter(m[1], m[2], m[3])),
        form(rf"H([12])\s*[/ -]?\s*{_YEAR}", lambda m: _half(m[2], m[1])),
        form(rf"{_YEAR}\s*[/ -]?\s*H([12])", lambda m: _half(m[1], m[2])),
        form(rf"{_YEAR}-(\d\d)-(\d\d)", lambda m: _day(m[1], m[2], m[3])),
        form(rf"{_YEAR}-?W(\d\d?)", lambda m: _week(m[1], m[2])),
        form(rf"{name}\s*(\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}", lambda m: _named_day(m[3], m[1], m[2])),
        form(rf"(\d\d?)(?:st|nd|rd|th)?\s+{name}\s+{_YEAR}", lambda m: _named_day(m[3], m[2], m[1])),
        form(
            rf"{name}\s*{_YEAR}{DASH}{name}\s*{_YEAR}",
            lambda m: _between(_month(m[2], m[1]), _month(m[4], m[3])),
        ),
        form(rf"{name}(?:{DASH}{name})?[,/\s]*{_YEAR}", lambda m: _month(m[3], m[1], m[2])),
        form(rf"{_YEAR}[/-](\d\d)", lambda m: _number_month(m[1], m[2])),
        form(rf"{_YEAR}{onward}", lambda m: _onward(_years(m[1], m[1]))),
        form(rf"{_YEAR}{DASH}{_YEAR}", lambda m: _years(m[1], m[2]), 1),
        form(rf"{_YEAR}", lambda m: _years(m[1], m[1]), 1),
        form(rf"(?:version\s+|release\s+)?(?:{_VERSION})", _version, 2),
    )


def forms_in(text: str) -> tuple[Form, ...]:
    """The forms that a text may have: all but a version hold a year."""
    return forms() if _YEARLY.search(text) else _versions()


@cache
def _versions() -> tuple[Form, ...]:
    return tuple(form for form in forms() if form.rank == VERSION)


def _form(look: str, mean: Callable[[re.Match[str]], Bucket | None], rank: int = 0) -> Form:
    return Form(re.compile(rf"(?<![\w.])(?:{look})(?![\w])(?![./-]\d)", re.IGNORECASE), mean, rank)
