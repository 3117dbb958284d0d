"""When something is due: quarters, halves, months, years, dates, weeks, ranges, versions; own grammar, no guessing."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from roadmap_sync.document.vocabulary import alternatives, fold, vocabulary
from roadmap_sync.model import Target


class Bucket(NamedTuple):
    """A stretch of time or a version with its canonical name; dates are ``None`` where they are not told."""

    name: str | None
    start: date | None
    end: date | None


class Found(NamedTuple):
    """A target in a text, and the part of the text that names it. ``vague``: it looks like a time, but
    which one is a guess."""

    target: Target
    first: int
    last: int
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a time: what it looks like, what it means. ``rank``: of several in one text the lowest
    counts."""

    look: re.Pattern[str]
    mean: Callable[[re.Match[str]], Bucket | None]
    rank: int = 0


_YEAR = r"((?:19|20)\d\d)"
_DASH = r"\s*(?:-|–|—|‒|to|→|/)\s*"
_VERSION = r"v?\d+(?:\.\d+|\.x)+(?:[-.]?(?:alpha|beta|rc|pre|dev|a|b)[.-]?\d*)?(?![\w.]*\d)(?![%\w])|v\d+(?:[-.](?:alpha|beta|rc)[.-]?\d*)?(?![\w.])"


def read_target(text: str) -> Found | None:
    """The target that a cell names; ``None`` where it names none (empty, a duration, a status word).

    A remark in parentheses is no part of it, unless it is the remark that tells the date
    ("Sprint 3-4 (Q1 2026)").
    """
    core = re.sub(r"\s*\([^()]*\)\s*$", "", text)
    first = len(text) - len(text.lstrip())
    if is_blank(text) or is_duration(text):
        return None
    lead = _before().match(text, first)
    for form in _forms():
        found = form.look.match(text, lead.end() if lead else first)
        if found and _rest(text, found.end()) and (bucket := form.mean(found)):
            return _found(text, found.start(), found.end(), bucket)
    return _step(text, core, first) or _vague(text, core, first)


def find_target(text: str, *, versions: bool = True) -> Found | None:
    """The target that a heading names somewhere: a time before a version before a step."""
    best: tuple[int, int, Found] | None = None
    for form in _forms():
        if form.rank == 2 and not versions:
            continue
        for found in form.look.finditer(text):
            bucket = form.mean(found)
            if form.rank == 2 and not found[0][0].isalpha():
                continue
            if bucket and (best is None or (form.rank, found.start()) < best[:2]):
                best = form.rank, found.start(), _found(text, found.start(), found.end(), bucket)
    if best:
        return best[2]
    step = _steps().search(text)
    return Found(Target(text[step.start() : step.end()]), step.start(), step.end()) if step else None


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, "TBD"."""
    stripped = text.strip()
    return not stripped or stripped.casefold() in vocabulary().blank


def is_duration(text: str) -> bool:
    """Whether a cell tells how long something takes: "2 weeks", "3-5 mo", "~2d"."""
    return bool(_durations().fullmatch(text.strip()))


def _found(text: str, first: int, last: int, bucket: Bucket) -> Found:
    return Found(Target(text[first:last], bucket.start, bucket.end, bucket.name), first, last)


def _rest(text: str, at: int) -> bool:
    """Whether what follows a time is a remark and no part of it."""
    return bool(re.match(r"\s*(?:$|[(\[,;:·|]|[–—-]\s)", text[at:]))


def _step(text: str, core: str, first: int) -> Found | None:
    """Phases, sprints and horizons have no date, unless a remark tells it."""
    step = _steps().match(text, first)
    horizon = fold(core) in _horizons()
    if not (step and _rest(text, step.end())) and not horizon:
        return None
    remark = re.search(r"\(([^()]*)\)\s*$", text)
    dated = read_target(remark[1]) if remark else None
    if dated and dated.target.name:
        return Found(
            Target(text.strip(), dated.target.start, dated.target.end, dated.target.name),
            first,
            len(text.rstrip()),
        )
    last = step.end() if step and not horizon else first + len(core.strip())
    return Found(Target(text[first:last]), first, last)


def _vague(text: str, core: str, first: int) -> Found | None:
    """Anything else stands as it is; with a digit in it, or a word of time, it is worth a finding."""
    last = first + len(core.strip())
    if last == first:
        last = len(text.rstrip())
    vague = bool(re.search(r"\d|\b(?:next|this|early|mid|late|end)\b", core, re.IGNORECASE))
    return Found(Target(text[first:last]), first, last, vague)


# ── the forms ────────────────────────────────────────────────────────────────────────────────


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
    when = read_target(dated[1]) if dated and re.search(r"\d", dated[1]) else None
    return Bucket(found[0], when.target.start if when else None, when.target.end if when else None)


@cache
def _forms() -> tuple[Form, ...]:
    months = "|".join(sorted((re.escape(word) for word in vocabulary().months), key=len, reverse=True))
    name, onward = rf"({months})\.?", rf"\s*(?:{alternatives(vocabulary().times['open ended'])})"
    form = _form
    return (
        form(
            rf"Q([1-4])\s*[/ -]?\s*{_YEAR}{_DASH}Q([1-4])\s*[/ -]?\s*{_YEAR}",
            lambda m: _between(_quarter(m[2], m[1]), _quarter(m[4], m[3])),
        ),
        form(rf"Q([1-4])\s*[/ -]?\s*{_YEAR}{onward}", lambda m: _onward(_quarter(m[2], m[1]))),
        form(rf"Q([1-4])(?:{_DASH}Q?([1-4]))?\s*[/,' -]?\s*{_YEAR}", lambda m: _quarter(m[3], m[1], m[2])),
        form(rf"{_YEAR}\s*[/ -]?\s*Q([1-4])(?:{_DASH}Q?([1-4]))?", lambda m: _quarter(m[1], m[2], m[3])),
        form(rf"H([12])\s*[/ -]?\s*{_YEAR}", lambda m: _half(m[2], m[1])),
        form(rf"{_YEAR}\s*[/ -]?\s*H([12])", lambda m: _half(m[1], m[2])),
        form(rf"{_YEAR}-(\d\d)-(\d\d)", lambda m: _day(m[1], m[2], m[3])),
        form(rf"{_YEAR}-?W(\d\d?)", lambda m: _week(m[1], m[2])),
        form(rf"{name}\s*(\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}", lambda m: _named_day(m[3], m[1], m[2])),
        form(rf"(\d\d?)(?:st|nd|rd|th)?\s+{name}\s+{_YEAR}", lambda m: _named_day(m[3], m[2], m[1])),
        form(
            rf"{name}\s*{_YEAR}{_DASH}{name}\s*{_YEAR}",
            lambda m: _between(_month(m[2], m[1]), _month(m[4], m[3])),
        ),
        form(rf"{name}(?:{_DASH}{name})?[,/\s]*{_YEAR}", lambda m: _month(m[3], m[1], m[2])),
        form(rf"{_YEAR}[/-](\d\d)", lambda m: _number_month(m[1], m[2])),
        form(rf"{_YEAR}{onward}", lambda m: _onward(_years(m[1], m[1]))),
        form(rf"{_YEAR}{_DASH}{_YEAR}", lambda m: _years(m[1], m[2]), 1),
        form(rf"{_YEAR}", lambda m: _years(m[1], m[1]), 1),
        form(rf"(?:version\s+|release\s+)?(?:{_VERSION})", _version, 2),
    )


def _form(look: str, mean: Callable[[re.Match[str]], Bucket | None], rank: int = 0) -> Form:
    return Form(re.compile(rf"(?<![\w.])(?:{look})(?![\w])(?![./-]\d)", re.IGNORECASE), mean, rank)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{alternatives(vocabulary().times['before'])})[\s:]*)+", re.IGNORECASE)


@cache
def _steps() -> re.Pattern[str]:
    words = alternatives(vocabulary().times["steps"])
    return re.compile(rf"(?<!\w)(?:{words})\s*#?\d+[a-z]?(?:\.\d+)*(?:{_DASH}\d+)?(?!\w)", re.IGNORECASE)


@cache
def _horizons() -> frozenset[str]:
    return frozenset(map(fold, vocabulary().times["horizons"]))


@cache
def _durations() -> re.Pattern[str]:
    number = r"(?:[~≈<>+]|about\s+)?\s*\d+(?:[.,]\d+)?\+?"
    unit = alternatives(vocabulary().times["durations"])
    return re.compile(rf"{number}(?:{_DASH}{number})?\s*-?\s*(?:{unit})(?:\s*\+)?", re.IGNORECASE)
