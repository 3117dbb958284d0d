"""Ways to say from which day to which."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_sync import document
from roadmap_sync.config import Config
from roadmap_sync.reconcile.boards.dates import phrases


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-07-01", "2026-09-30", ["Q3 2026", "July – September 2026"]),
        ("2026-01-01", "2026-12-31", ["2026", "Q1–Q4 2026", "January – December 2026"]),
        ("2026-07-01", "2026-12-31", ["H2 2026", "Q3–Q4 2026", "July – December 2026"]),
        ("2026-02-01", "2026-02-28", ["February 2026"]),
        ("2026-10-01", "2027-03-31", ["Q4 2026 – Q1 2027"]),
        ("2026-07-15", "2026-07-15", ["2026-07-15"]),
        ("2026-07-02", "2026-09-30", []),
        ("2026-07-01", "2026-09-29", []),
        ("2026-09-01", "2026-07-31", []),
        ("2026-11-01", "2027-01-31", []),
    ],
)
def test_the_plainest_first(start: str, end: str, expected: list[str]):
    assert list(phrases(date.fromisoformat(start), date.fromisoformat(end))) == expected


YEARS, MONTHS = st.integers(2020, 2035), st.integers(1, 12)


@settings(deadline=None, max_examples=60)
@given(YEARS, MONTHS, st.sampled_from([1, 2, 3, 6, 9, 12, 15]))
def test_whatever_is_said_reads_back(year: int, month: int, months: int):
    start, last = date(year, month, 1), month - 1 + months
    end = date(year + last // 12, last % 12 + 1, 1) - timedelta(1)
    for words in phrases(start, end):
        text = f"# R\n\n| Title | Status | Target |\n|---|---|---|\n| One | Planned | {words} |\n"
        (item,) = document.read(text.encode(), "ROADMAP.md", Config()).items
        assert item.target is not None
        assert (item.target.start, item.target.end) == (start, end)
