"""The dashboard between its two comments."""

from __future__ import annotations

from datetime import date

import pytest

from roadmap_sync.config import Config
from roadmap_sync.document import EDITED, derived, read, undated, write
from roadmap_sync.model import Document, Status, Write
from tests.document.desk import reading, table

ON = Config(dashboard=True)
START, END = "<!-- roadmap-sync:dashboard -->", "<!-- /roadmap-sync:dashboard -->"
ROWS = table("A | Done | Q1 2026", "B|b | Planned | Q1 2026", header="Title | Status | Target").replace(
    "B|b", "B\\|b"
)


def plan(inner: str = "\n", newline: str = "\n") -> str:
    return f"# Plan\n\n{START}{inner}{END}\n\n## *Alpha*\n\n{ROWS}".replace("\n", newline)


def renewed(text: str, **statuses: Status) -> str:
    document = opened(text)
    found = derived(document, statuses, ON, None)
    return write(document, [Write(slot, new) for slot, new in found], ON).decode()


def opened(text: str) -> Document:
    return read(text.encode(), "ROADMAP.md", ON)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=repr)
def test_it_is_made_where_the_comments_stand(newline: str) -> None:
    made = renewed(plan(newline=newline)).replace(newline, "\n")
    shown = made[made.index(START) + len(START) : made.index("<!-- /")]
    assert shown == (
        "\n**1 of 2 done** ▰▰▰▰▰▱▱▱▱▱ 50 %\n\n"
        "| Section | Progress | Done | In progress | Blocked | To do |\n|---|---|--:|--:|--:|--:|\n"
        "| Alpha | ▰▰▰▰▰▱▱▱▱▱ 50 % | 1 | 0 | 0 | 1 |\n\n"
        "| Milestone | Progress | Done | In progress | Blocked | To do |\n|---|---|--:|--:|--:|--:|\n"
        "| Q1 2026 | ▰▰▰▰▰▱▱▱▱▱ 50 % | 1 | 0 | 0 | 1 |\n"
    )
    assert (
        made.replace(shown, "\n").replace(made[made.index("<!-- /") : made.index("\n\n## ")], END) == plan()
    )


def test_it_follows_and_then_rests() -> None:
    made = renewed(plan())
    assert renewed(made) == made
    assert [each.title for each in opened(made).items] == ["A", "B|b"]
    then = renewed(made, **{opened(made).items[1].key: Status.DONE})
    assert "**2 of 2 done** ▰▰▰▰▰▰▰▰▰▰ 100 %" in then
    assert opened(made).findings == ()


def test_what_somebody_wrote_inside_stays() -> None:
    for text in (renewed(plan()).replace("| Q1 2026 |", "| Soon |"), plan("\nmy own words\n")):
        assert renewed(text) == text
        assert [each.code for each in opened(text).findings] == [EDITED]
        assert reading(text).findings == ()


def test_blanks_of_a_formatter_are_no_edit() -> None:
    text = renewed(plan()).replace(f"{START}\n", f"{START}\n\n").replace(" |\n", " |  \n")
    assert opened(text).findings == ()


def dated(text: str, day: date | None, *, settled: bool = True, **statuses: Status) -> str:
    on = Config(dashboard=True, dashboard_date=True, last_updated=True)
    document = opened(text)
    found = derived(document, statuses, on, day, settled=settled)
    return write(document, [Write(slot, new) for slot, new in found], on).decode()


def test_it_tells_the_day_of_the_last_sync_where_that_is_wanted() -> None:
    made = dated(plan(), date(2026, 3, 1))
    assert "\n\nIn step with GitHub on 2026-03-01.\n<!-- /" in made
    assert opened(made).findings == ()
    assert dated(made, date(2026, 3, 1)) == made
    assert dated(made, None) == made
    assert "on 2026-03-02." in dated(made, date(2026, 3, 2))
    assert "In step" not in renewed(made)


def test_a_conflict_leaves_the_day_and_not_the_progress() -> None:
    made = dated(plan(), date(2026, 3, 1))
    key = opened(made).items[1].key
    assert dated(made, date(2026, 3, 2), settled=False) == made
    then = dated(made, date(2026, 3, 2), settled=False, **{key: Status.DONE})
    assert "**2 of 2 done**" in then
    assert "In step with GitHub on 2026-03-01." in then


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=repr)
def test_a_run_that_fails_leaves_the_day_too(newline: str) -> None:
    for before in (plan(newline=newline), dated(plan(newline=newline), date(2026, 3, 1))):
        document, on = opened(before), Config(dashboard=True, dashboard_date=True)
        ((slot, text),) = derived(document, {document.items[1].key: Status.DONE}, on, date(2026, 3, 2))
        after = write(document, [Write(slot, undated(slot, text))], on).decode()
        assert "**2 of 2 done**" in after
        assert ("on 2026-03-01." in after) == ("on 2026-03-01." in before)
        assert "on 2026-03-02." not in after
        assert opened(after).findings == ()


def test_the_day_alone_updates_no_other_line() -> None:
    made = dated("_Last updated: 2026-01-01_\n\n" + plan(), date(2026, 3, 1))
    assert "_Last updated: 2026-03-01_" in made
    assert "_Last updated: 2026-03-01_" in dated(made, date(2026, 3, 2))


@pytest.mark.parametrize(
    "text",
    [
        f"{START}\n\n{ROWS}",
        f"{END}\n{START}\n\n{ROWS}",
        f"```\n{START}\n{END}\n```\n\n{ROWS}",
        f"- x\n\n  {START}\n  {END}\n\n{ROWS}",
    ],
)
def test_it_is_made_nowhere_else(text: str) -> None:
    assert renewed(text) == text
    assert len(opened(text).items) == 2
