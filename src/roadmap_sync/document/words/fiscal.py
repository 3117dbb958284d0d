"""Fiscal years: how people write them, and the days they have where the year does not begin in January."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date
from functools import cache

from roadmap_sync.document.words.buckets import (
    BOTH,
    YEAR,
    Bucket,
    Form,
    between,
    form,
    half,
    onward,
    quarter,
    years,
)
from roadmap_sync.document.words.vocabulary import alternatives, vocabulary
from roadmap_sync.model import Target

FISCAL = re.compile(r"FY\s?['’]?\d|fiscal", re.IGNORECASE)
"""What every fiscal year holds."""

_YEAR = r"(?:FY|fiscal(?:\s+year)?)\s*['’]?((?:20)?\d\d)"
_GAP = r"\s*[/,-]?\s*"
_OF = r"\s*(?:[/,-]|of|in)?\s*"


def dated(target: Target, first: int) -> Target:
    """A fiscal target with the days of a year that begins in the month ``first`` (1 to 12); FY*n* ends in
    *n*. Any other target as it is."""
    if target.fiscal in (0, first):
        return target
    back = (13 - first) % 12 - (13 - target.fiscal) % 12
    start, end = (_earlier(day, back) if day else None for day in (target.start, target.end))
    if end:
        end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
    return replace(target, start=start, end=end, fiscal=first)


def _earlier(day: date, months: int) -> date:
    """The first of the month that lies so many months before a day, or after it where they are
    less than none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


@cache
def fiscal_forms() -> tuple[Form, ...]:
    """The forms, longest first; the year may stand on either side of its part."""
    more = rf"\s*(?:{alternatives(vocabulary().times['open ended'])})"
    first = rf"{_YEAR}{_GAP}(Q[1-4]|H[12]|[1-4]Q|[12]H)"
    last = rf"(Q[1-4]|H[12]|[1-4]Q|[12]H){_OF}{_YEAR}"
    return (
        form(rf"{first}{BOTH}{first}", lambda m: _said(m, between(_part(m[1], m[2]), _part(m[3], m[4])))),
        form(rf"{last}{BOTH}{last}", lambda m: _said(m, between(_part(m[2], m[1]), _part(m[4], m[3])))),
        form(rf"{_YEAR}{_GAP}Q([1-4]){BOTH}Q?([1-4])", lambda m: _said(m, quarter(_full(m[1]), m[2], m[3]))),
        form(rf"Q([1-4]){BOTH}Q?([1-4]){_OF}{_YEAR}", lambda m: _said(m, quarter(_full(m[3]), m[1], m[2]))),
        form(rf"{first}{more}", lambda m: _said(m, onward(_part(m[1], m[2])))),
        form(rf"{last}{more}", lambda m: _said(m, onward(_part(m[2], m[1])))),
        form(first, lambda m: _said(m, _part(m[1], m[2]))),
        form(last, lambda m: _said(m, _part(m[2], m[1]))),
        form(rf"{_YEAR}{more}", lambda m: _said(m, onward(years(_full(m[1]), _full(m[1]))))),
        form(rf"{_YEAR}{BOTH}{_YEAR}", lambda m: _said(m, years(_full(m[1]), _full(m[2]))), YEAR),
        form(_YEAR, lambda m: _said(m, years(_full(m[1]), _full(m[1]))), YEAR),
    )


def _said(found: re.Match[str], bucket: Bucket | None) -> Bucket | None:
    """A fiscal time keeps the name that it is written with: what it means depends on the configuration."""
    return bucket and bucket._replace(name=" ".join(found[0].split()), fiscal=1)


def _part(year: str, part: str) -> Bucket | None:
    number = part.strip("QHqh")
    return quarter(_full(year), number) if "q" in part.lower() else half(_full(year), number)


def _full(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"
