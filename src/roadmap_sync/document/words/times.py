"""The ways in which people write a time or a version, and what each of them means."""

from __future__ import annotations

import re
from functools import cache

from roadmap_sync.document.words.abroad import forms_abroad
from roadmap_sync.document.words.buckets import (
    BOTH,
    DASH,
    TIME,
    VERSION,
    YEAR,
    Bucket,
    Form,
    between,
    day,
    form,
    half,
    month,
    named_day,
    number_month,
    onward,
    quarter,
    week,
    years,
)
from roadmap_sync.document.words.fiscal import FISCAL, fiscal_forms
from roadmap_sync.document.words.vocabulary import alternatives, vocabulary

__all__ = ["BOTH", "DASH", "TIME", "VERSION", "YEAR", "Bucket", "Form", "forms", "forms_in", "time_in"]

_YEAR = r"((?:19|20)\d\d)"
_SHORT = r"(?:['’]\s?)(\d\d)"
_YEARLY = re.compile(rf"{_YEAR}|{_SHORT}|[Qq][1-4]/\d\d")
_STAGE = r"(?:[-.]?(?:alpha|beta|rc|pre|dev|a|b)[.-]?\d*)?"
_VERSION = rf"v?\d+(?:\.\d+|\.x)+{_STAGE}(?![\w.]*\d)(?![%\w])|v\d+{_STAGE}(?![\w.])"


def time_in(text: str) -> Bucket | None:
    """The time with which ``text`` begins."""
    for each in forms_in(text):
        if each.rank != VERSION and (found := each.look.match(text)):
            return each.mean(found)
    return None


def _version(found: re.Match[str]) -> Bucket:
    dated = re.match(r"\s*\(([^()]*)\)", found.string[found.end() :])
    when = time_in(dated[1]) if dated else None
    return when._replace(name=found[0]) if when else Bucket(found[0], None, None)


def _days(first: Bucket | None, last: Bucket | None) -> Bucket | None:
    """From one day to another; hyphens would run together in the name."""
    both = between(first, last)
    return both._replace(name=f"{both.start} – {both.end}") if both else None


@cache
def forms() -> tuple[Form, ...]:
    months = "|".join(sorted((re.escape(word) for word in vocabulary().months), key=len, reverse=True))
    name, more = rf"({months})\.?", rf"\s*(?:{alternatives(vocabulary().times['open ended'])})"
    called = alternatives(word for word in vocabulary().times["numbered"] if word != "iteration")
    return (
        form(
            rf"Q([1-4])\s*[/ -]?\s*{_YEAR}{BOTH}Q([1-4])\s*[/ -]?\s*{_YEAR}",
            lambda m: between(quarter(m[2], m[1]), quarter(m[4], m[3])),
        ),
        form(rf"Q([1-4])\s*[/ -]?\s*{_YEAR}{more}", lambda m: onward(quarter(m[2], m[1]))),
        form(rf"Q([1-4])(?:{BOTH}Q?([1-4]))?\s*[/,' -]?\s*{_YEAR}", lambda m: quarter(m[3], m[1], m[2])),
        form(rf"{_YEAR}\s*[/ -]?\s*Q([1-4])(?:{BOTH}Q?([1-4]))?", lambda m: quarter(m[1], m[2], m[3])),
        form(rf"Q([1-4])(?:{BOTH}Q?([1-4]))?\s*{_SHORT}", lambda m: quarter(f"20{m[3]}", m[1], m[2])),
        form(rf"([1-4])Q\s*{_YEAR}", lambda m: quarter(m[2], m[1])),
        form(rf"([1-4])Q{_SHORT}", lambda m: quarter(f"20{m[2]}", m[1])),
        form(r"Q([1-4])/(\d\d)", lambda m: quarter(f"20{m[2]}", m[1])),
        form(rf"([12])H\s*{_YEAR}", lambda m: half(m[2], m[1])),
        form(rf"H([12])\s*{_SHORT}", lambda m: half(f"20{m[2]}", m[1])),
        form(rf"H([12])\s*[/ -]?\s*{_YEAR}", lambda m: half(m[2], m[1])),
        form(rf"{_YEAR}\s*[/ -]?\s*H([12])", lambda m: half(m[1], m[2])),
        form(
            rf"{_YEAR}-(\d\d)-(\d\d){BOTH}{_YEAR}-(\d\d)-(\d\d)",
            lambda m: _days(day(m[1], m[2], m[3]), day(m[4], m[5], m[6])),
        ),
        form(rf"{_YEAR}-(\d\d)-(\d\d)", lambda m: day(m[1], m[2], m[3])),
        form(rf"{_YEAR}-?W(\d\d?)", lambda m: week(m[1], m[2])),
        form(rf"{name}\s*(\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}", lambda m: named_day(m[3], m[1], m[2])),
        form(rf"(\d\d?)(?:st|nd|rd|th)?\s+{name}\s+{_YEAR}", lambda m: named_day(m[3], m[2], m[1])),
        form(
            rf"{name}\s*{_YEAR}{DASH}{name}\s*{_YEAR}",
            lambda m: between(month(m[2], m[1]), month(m[4], m[3])),
        ),
        form(rf"{name}(?:{DASH}{name})?[,/\s]*{_YEAR}", lambda m: month(m[3], m[1], m[2])),
        form(rf"{_YEAR}[/-](\d\d)", lambda m: number_month(m[1], m[2])),
        form(rf"{_YEAR}{more}", lambda m: onward(years(m[1], m[1]))),
        form(rf"{_YEAR}{DASH}{_YEAR}", lambda m: years(m[1], m[2]), YEAR),
        form(rf"{_YEAR}", lambda m: years(m[1], m[1]), YEAR),
        form(rf"(?:(?:{called})\s*)?(?:{_VERSION})", _version, VERSION),
        *forms_abroad(),
    )


def forms_in(text: str) -> tuple[Form, ...]:
    """The forms that a text may have: all but a version hold a year, and a fiscal year says so."""
    plain = forms() if _YEARLY.search(text) else _versions()
    return (*fiscal_forms(), *plain) if FISCAL.search(text) else plain


@cache
def _versions() -> tuple[Form, ...]:
    return tuple(each for each in forms() if each.rank == VERSION)
