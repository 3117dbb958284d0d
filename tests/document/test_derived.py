"""Text that follows from the items: counts and the day of the last change."""

from __future__ import annotations

from datetime import date

import pytest

from roadmap_sync.config import Config
from roadmap_sync.document import derived, read, write
from roadmap_sync.document.text.mojibake import redo
from roadmap_sync.model import Status, Write
from tests.document.desk import table

ALL = Config(counts=True, last_updated=True, dashboard=True)
TODAY = date(2026, 11, 21)
ROWS = table("A | Done", "B | Planned", "C | Planned", "D | Planned")


def after(
    text: str,
    config: Config = ALL,
    *,
    done: tuple[str, ...] = ("b",),
    today: date = TODAY,
    touched: bool = True,
) -> str:
    """The document once these items are done and all derived text was written."""
    document = read(text.encode(), "ROADMAP.md", config)
    found = derived(document, dict.fromkeys(done, Status.DONE), config, today, touched=touched)
    return write(document, [Write(slot, new) for slot, new in found], config).decode()


COUNTS = {
    "a heading": ("# Plan\n\n## Alpha (1/4)\n\n{}", "# Plan\n\n## Alpha (2/4)\n\n{}"),
    "a heading with words": (
        "## Alpha [1 of 4 done] – 25% complete ✅\n\n{}",
        "## Alpha [2 of 4 done] – 50% complete ✅\n\n{}",
    ),
    "a line": ("## Alpha\n\n**Progress:** 1/4 (25 %)\n\n{}", "## Alpha\n\n**Progress:** 2/4 (50 %)\n\n{}"),
    "a bar": ("## Alpha\n\n`▰▰▰▱▱▱▱▱▱▱` 25%\n\n{}", "## Alpha\n\n`▰▰▰▰▰▱▱▱▱▱` 50%\n\n{}"),
    "another bar, rounded down": ("## Alpha\n\n[██░░░░░░░░] 25%\n\n{}", "## Alpha\n\n[█████░░░░░] 50%\n\n{}"),
    "a list": ("## Alpha\n\n- Overall: 1/4 tasks\n\n{}", "## Alpha\n\n- Overall: 2/4 tasks\n\n{}"),
    "a summary of sections": (
        "## Progress\n\n| Phase | Done |\n|---|---|\n| Alpha | 1/4 |\n| Total | 25% |\n\n## Alpha\n\n{}",
        "## Progress\n\n| Phase | Done |\n|---|---|\n| Alpha | 2/4 |\n| Total | 50% |\n\n## Alpha\n\n{}",
    ),
    "a named section": (
        "## Progress\n\n- Alpha: 1/4\n\n## Alpha\n\n{}",
        "## Progress\n\n- Alpha: 2/4\n\n## Alpha\n\n{}",
    ),
    "another language": (
        "## Alpha\n\n*Progression : 1 sur 4 (25%)*\n\n{}",
        "## Alpha\n\n*Progression : 2 sur 4 (50%)*\n\n{}",
    ),
}


@pytest.mark.parametrize(("before", "wanted"), COUNTS.values(), ids=COUNTS)
def test_counts_follow(before: str, wanted: str) -> None:
    assert after(before.format(ROWS)) == wanted.format(ROWS)
    spoiled = "# Räume — ✅\n\n–\n\n→\n\n✅\n\n" + before.format(ROWS)
    assert after(redo(spoiled, "cp1252")) == redo(
        "# Räume — ✅\n\n–\n\n→\n\n✅\n\n" + wanted.format(ROWS), "cp1252"
    )


NOT_COUNTS = [
    "## Alpha (2/4)\n\n{}",  # was wrong before
    "## Alpha (1/4, 30%)\n\n{}",
    "## Alpha (~25% buffer)\n\n{}",
    "## Alpha (25% of effort)\n\n{}",
    "## Alpha\n\nTest coverage: 25%\n\n{}",
    "## Alpha\n\nTests: 1/4 pass.\n\n{}",
    "## Alpha\n\nProgress: v1/4, 1/4.5 or 1/4/2026\n\n{}",
    "## Alpha\n\n1/4\n\n{}",
    "## Alpha\n\n```\nProgress: 1/4\n```\n\n{}",
    "## Alpha (1/4)\n\n[there](#alpha-14)\n\n{}",
    '## Alpha (1/4)\n\n<a href="ROADMAP.md#alpha-14">x</a>\n\n{}',
    "## Progress\n\n- Beta: 1/4\n\n## Alpha\n\n{}",
]


@pytest.mark.parametrize("text", NOT_COUNTS)
def test_other_numbers_stay(text: str) -> None:
    assert after(text.format(ROWS)) == text.format(ROWS)


def test_dropped_items_may_not_count() -> None:
    text = "## Alpha (1/2)\n\n" + table("A | Done", "B | Planned", "C | Cancelled")
    assert after(text).startswith("## Alpha (2/2)\n")


def test_sections_count_their_own_items() -> None:
    text = f"## Alpha (1/4)\n\n{ROWS}\n## Beta (0/1)\n\n" + table("E | Planned")
    assert "## Alpha (2/4)" in after(text)
    assert "## Beta (0/1)" in after(text)


@pytest.mark.parametrize("name", ["counts", "last_updated"])
def test_nothing_is_written_unasked(name: str) -> None:
    text = f"Last updated: 2026-01-02\n\n## Alpha (1/4)\n\n{ROWS}"
    assert after(text, Config()) == text
    config = Config(counts=name == "counts", last_updated=name == "last_updated")
    assert after(text, config) != text


DATES = {
    "Last updated: 2026-08-03": "2026-11-21",
    "**Last Updated**: 2026/8/3": "2026/11/21",
    "_Last update 03.08.2026_": "21.11.2026",
    "Last updated: 13/01/2026": "21/11/2026",
    "Last updated: 01/13/2026": "11/21/2026",
    "Dernière mise à jour : 03/01/2026": "21/11/2026",
    "> Last modified: **August 3rd, 2026** (docs)": "November 21st, 2026",
    "Last updated: Aug 3, 2026": "Nov 21, 2026",
    "*Last updated: 3 aug 2026*": "21 nov 2026",
    "**Stand:** 3. Mai 2026": "21. November 2026",
    "`Last Updated: June 2022`": "November 2026",
    "**Última atualização:** Janeiro 2026": "Novembro 2026",
    "Última actualización: 3 de agosto de 2026": "21 de noviembre de 2026",
    "mise à jour le 18 janvier 2026": "21 novembre 2026",
    "最終更新: 2026-08-13": "2026-11-21",
    "最后更新：2026年8月3日": "2026年11月21日",
    "최종 업데이트: 2026년 8월 3일": "2026년 11월 21일",
}


@pytest.mark.parametrize("line", DATES)
def test_dates_keep_their_form(line: str) -> None:
    for text in (f"# Plan\n\n{line}\n\n{ROWS}", f"# Plan\n\n{ROWS}\n---\n\n{line}\n"):
        [old] = [one for one in text.split("\n") if one == line]
        [new] = [one for one in after(text).split("\n") if DATES[line] in one]
        assert len(new) - len(DATES[line]) < len(old)
        assert after(text) == text.replace(old, new)


STAY = [
    "Last updated: 3/4/2026",
    "Last updated: 2027-01-01",
    "Last updated: 2026-11-21",
    "Last updated: 2026-08-03 12:30",
    "Last updated: 2026-08-03 by Ada",
    "Last updated: 2026-08-03 — we moved on",
    "Last updated: soon",
    "Updated 2026-08-03",
    "Released: 2026-08-03",
    "Last updated: 2026-13-41",
]


@pytest.mark.parametrize("line", STAY)
def test_other_dates_stay(line: str) -> None:
    text = f"# Plan\n\n{line}\n\n{ROWS}"
    assert after(text) == text


def test_a_date_alone_is_no_reason_to_write() -> None:
    text = f"Last updated: 2026-01-02\n\n{ROWS}"
    assert after(text, done=(), touched=False) == text
    assert after(text, done=(), touched=True) != text


def test_front_matter_and_items_of_their_own() -> None:
    front = "---\nlast_updated: 2026-01-02\nroadmap: {last-updated: true}\n---\n\n"
    text = f"{front}{ROWS}\nLast updated: 2026-01-02\n\n{ROWS}"
    assert after(text, Config()) == text.replace("last_updated: 2026-01-02", "last_updated: 2026-11-21")
