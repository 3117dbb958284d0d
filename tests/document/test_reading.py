"""What a row says, field by field."""

from __future__ import annotations

from datetime import date

import pytest

from roadmap_sync.errors import UnreadableDocument
from roadmap_sync.model import Link, Release, Target
from tests.document.desk import item, reading, slot, table

FULL = table(
    "7 | **Lexer** | Core, CI/CD | 🟡 In Progress | **Q1 2026** (early) | P1 | @ada, @b-c | 3 d | fast |",
    header="# | Title | Area | Status | Target | Priority | Owner | Effort | Notes | Issue",
)


def test_every_field_of_a_row() -> None:
    row = reading("# Plan\n\n## 🚨 Now (1/3)\n\n" + FULL).items[0]
    assert (row.key, row.id, row.title) == ("7", "7", "Lexer")
    assert (row.status, row.status_text) == ("in_progress", "🟡 In Progress")
    assert row.target == Target("Q1 2026", date(2026, 1, 1), date(2026, 3, 31), "Q1 2026")
    assert (row.priority, row.labels, row.assignees) == ("P1", ("Core", "CI/CD"), ("ada", "b-c"))
    assert row.extra == (("Effort", "3 d"), ("Notes", "fast"))
    assert (row.section, row.place.line, row.place.column) == (("Now",), 7, 9)
    assert [(each.field, each.now, each.line) for each in row.slots] == [
        ("title", "Lexer", 7),
        ("status", "🟡 In Progress", 7),
        ("target", "Q1 2026", 7),
        ("link", "", 7),
    ]


HEADERS = {
    "title last": ("Done | Lexer", "Status | Task"),
    "title in the middle": ("1 | Lexer | Done", "# | Feature | Status"),
    "status and description": ("Done | Lexer", "Status | Description"),
    "no id": ("Lexer | high", "Deliverable | Priority"),
    "decorated headers": ("Lexer | Done", "**Feature** | 📊 *Status*"),
    "headers in parentheses": ("Lexer | Done", "Feature (short) | Status (June)"),
    "milestone as title": ("M1 | Lexer | Done", "# | Milestone | Status"),
    "theme and outcome": ("Speed | Lexer | Done", "Theme | Outcome | Status"),
    "issue as title": ("Lexer | High | Open", "Issue | Priority | Status"),
    "by its values": ("Lexer | Done | x", "Gizmo | Status | Notes"),
    "German": ("Lexer | erledigt", "Aufgabe | Status"),
    "French": ("Lexer | terminé", "Tâche | Statut"),
    "Spanish": ("Lexer | hecho", "Tarea | Estado"),
    "Portuguese": ("Lexer | concluído", "Tarefa | Estado"),
    "Russian": ("Lexer | Готово", "Задача | Статус"),
    "Chinese": ("旧 | Lexer | ✅ 已完成", "现状 | 建议 | 状态"),
    "Japanese": ("Lexer | 完了", "タスク | 状態"),
    "Korean": ("Lexer | 완료", "작업 | 상태"),
}


@pytest.mark.parametrize(("row", "header"), HEADERS.values(), ids=HEADERS.keys())
def test_the_title_is_found_wherever_it_stands(row: str, header: str) -> None:
    assert [each.title for each in reading(table(row, header=header)).items] == ["Lexer"]


LINKS = {
    "markdown": ("a ([#4](https://github.com/acme/widgets/issues/4)) | Done", "Title | Status", 4, "issue"),
    "url": ("a https://github.com/acme/widgets/issues/4 | Done", "Title | Status", 4, "issue"),
    "autolink": ("a <https://github.com/acme/widgets/issues/4> | Done", "Title | Status", 4, "issue"),
    "dash": ("a – [#4](https://github.com/acme/widgets/issues/4) | Done", "Title | Status", 4, "issue"),
    "whole title": ("[a](https://github.com/acme/widgets/issues/4) | Done", "Title | Status", 4, "issue"),
    "bold link": ("**[a](https://github.com/acme/widgets/issues/4)** | Done", "Title | Status", 4, "issue"),
    "comment": (
        "a [see](https://github.com/acme/widgets/issues/4#issuecomment-9) | Done",
        "Title | Status",
        4,
        "issue",
    ),
    "reference": ("a [#4][4] | Done", "Title | Status", 4, "issue"),
    "pull": ("a [#4](https://github.com/acme/widgets/pull/4) | Done", "Title | Status", 4, "pull"),
    "column, bare": ("a | #4", "Title | Issue", 4, "issue"),
    "column, GH": ("a | GH-4", "Title | Ticket", 4, "issue"),
    "column, link": (
        "a | [tracker](https://github.com/acme/widgets/issues/4)",
        "Title | Tracking",
        4,
        "issue",
    ),
    "column, url": ("a | https://github.com/acme/widgets/issues/4", "Title | Issue", 4, "issue"),
    "column, discussion": (
        "a | https://github.com/acme/widgets/discussions/4",
        "Title | Issue",
        4,
        "discussion",
    ),
}


@pytest.mark.parametrize(("row", "header", "number", "kind"), LINKS.values(), ids=LINKS.keys())
def test_a_link_is_taken_and_is_no_part_of_the_title(row: str, header: str, number: int, kind: str) -> None:
    text = table(row, header=header) + "\n[4]: https://github.com/acme/widgets/issues/4\n"
    only = reading(text).items[0]
    assert only.title == "a"
    assert only.link is not None
    assert (only.link.number, only.link.kind) == (number, kind)


def test_a_link_says_where_it_leads() -> None:
    url = "http://127.0.0.1:8080/Acme/widgets.js/issues/41"
    link = reading(table(f"a [#41]({url}) | Done")).items[0].link
    assert link == Link(41, "issue", "127.0.0.1:8080", "Acme", "widgets.js", url)


def test_of_several_links_the_first_issue_counts_and_the_rest_is_named() -> None:
    base = "https://github.com/acme/widgets"
    document = reading(table(f"a ([#3]({base}/pull/3), [#4]({base}/issues/4), [#5]({base}/issues/5)) | Done"))
    only = document.items[0]
    assert (only.title, only.link and only.link.number) == ("a", 4)
    assert [each.code for each in document.findings] == ["several-links"]


def test_a_link_to_a_pull_request_is_a_finding() -> None:
    document = reading(table("a ([#3](https://github.com/acme/widgets/pull/3)) | Done"))
    assert [(each.code, each.line, each.column) for each in document.findings] == [("not-an-issue", 3, 6)]


NO_LINKS = ["a #4 | Done", "a (#4) | Done", "see [spec](https://github.com/acme/widgets/issues) | Done"]


@pytest.mark.parametrize("row", NO_LINKS)
def test_a_number_in_a_title_is_no_link(row: str) -> None:
    assert reading(table(row)).items[0].link is None


def test_a_number_of_the_roadmap_is_no_issue() -> None:
    only = reading(table("#6 | a | Done", header="# | Title | Status")).items[0]
    assert (only.id, only.link) == ("#6", None)


TITLES = {
    "code": ("Use `x` | Done", "Use `x`"),
    "markup": ("Add *fast* **mode** | Done", "Add fast mode"),
    "line break": ("Add<br>mode | Done", "Add mode"),
    "escaped": ("a \\| b | Done", "a | b"),
    "pipe in code": ("`a \\| b` | Done", "`a | b`"),
    "entity": ("R&amp;D &mdash; | Done", "R&D —"),
    "link to a page": ("see [the spec](x.md) now | Done", "see the spec now"),
    "image": ("![logo](x.png) a | Done", "a"),
    "html": ("<b>a</b> | Done", "a"),
    "unclosed": ("**a | Done", "**a"),
    "right to left": ("תכנון | Done", "תכנון"),
    "hash": ("Fix #12 now | Done", "Fix #12 now"),
}


@pytest.mark.parametrize(("row", "title"), TITLES.values(), ids=TITLES.keys())
def test_a_title_is_what_people_read(row: str, title: str) -> None:
    assert reading(table(row)).items[0].title == title


@pytest.mark.parametrize("row", ["see [the spec](x.md) now | Done", "<b>a</b> | Done", "a<br>b | Done"])
def test_a_title_that_would_lose_something_has_no_slot(row: str) -> None:
    assert "title" not in [each.field for each in reading(table(row)).items[0].slots]


def test_an_unknown_status_is_shown_found_and_left_alone() -> None:
    document = reading(table("a | Design exists, needs review"))
    only = document.items[0]
    assert (only.status, only.status_text) == (None, "Design exists, needs review")
    assert "status" not in [each.field for each in only.slots]
    assert [(each.code, each.line, each.column) for each in document.findings] == [("unknown-status", 3, 7)]


@pytest.mark.parametrize("target", ["3/4/2026", "next 3 months", "Q3", "FY26/27"])
def test_a_target_that_is_a_guess_has_no_date_and_a_finding(target: str) -> None:
    document = reading(table(f"a | {target}", header="Title | ETA"))
    assert document.items[0].target == Target(target)
    assert [each.code for each in document.findings] == ["ambiguous-target"]


def test_durations_are_an_effort_whatever_their_header_says() -> None:
    document = reading(table("a | Done | 2 weeks", "b | Done | 3-5 d", header="Title | Status | ETA"))
    assert [each.target for each in document.items] == [None, None]
    assert [each.extra for each in document.items] == [(("ETA", "2 weeks"),), (("ETA", "3-5 d"),)]


def test_a_doubled_id_names_neither_row() -> None:
    first = table("6 | Lexer | Done", header="# | Title | Status")
    second = table("6 | Parser | Done", "7 | Printer | Done", header="# | Title | Status")
    document = reading(f"## A\n\n{first}\n## B\n\n{second}")
    assert [each.key for each in document.items] == ["6/lexer", "6/parser", "7"]
    (found,) = document.findings
    assert (found.code, found.line) == ("doubled-id", 11)
    assert "lines 5 and 11" in found.message


def test_keys_without_ids_are_titles_and_differ() -> None:
    text = f"## A b\n\n{table('Éa B | Done', 'x | Done')}\n## C\n\n{table('éa b! | Done', '検索 | Done')}"
    assert [each.key for each in reading(text).items] == ["a-b/éa-b", "x", "c/éa-b", "検索"]
    again = reading(table("x | Done", "x | Done", "?? | Done"))
    assert [each.key for each in again.items] == ["x", "x-2", "item"]


SECTIONS = {
    "# Plan\n\n## Now": ("Now",),
    "# Plan\n\n# Other\n\n## Now": ("Other", "Now"),
    "## Now\n\n#### Deep": ("Now", "Deep"),
    "## A\n\n### B\n\n## C": ("C",),
    "Plan\n====\n\nNow\n---": ("Now",),
    "## 🔥 **P1** — High `x` ##": ("P1 — High x",),
    "## Phase 1 (3/5) ✅ COMPLETE": ("Phase 1",),
    "## Core — Done": ("Core",),
    "## Docs 60 %": ("Docs",),
    "## ✅": ("✅",),
}


@pytest.mark.parametrize(("heads", "section"), SECTIONS.items())
def test_a_section_is_its_headings_without_decoration(heads: str, section: tuple[str, ...]) -> None:
    assert reading(f"{heads}\n\n{table('a | Done')}").items[0].section == section


PRIORITIES = {
    "P0 — Critical (Blocks Production)": "P0",
    "🚨 p1: now": "P1",
    "High Priority": "High",
    "Priority: low": "low",
    "Critical": "Critical",
    "Must have": "Must have",
    "Critical paths": None,
    "P0.1 Parser": None,
}


@pytest.mark.parametrize(("heading", "priority"), PRIORITIES.items())
def test_a_heading_may_state_the_priority(heading: str, priority: str | None) -> None:
    text = f"## {heading}\n\n### Sub\n\n{table('a | Done')}"
    assert reading(text).items[0].priority == priority


def test_the_row_wins_over_its_headings() -> None:
    text = "## P0 — Q1 2026 ✅\n\n" + table(
        "a | | Q2 2026 | P2", "b | Open | | ", header="Title|Status|Target|Priority"
    )
    a, b = reading(text).items
    assert (a.status, a.target and a.target.text, a.priority) == ("done", "Q2 2026", "P2")
    assert (b.status, b.target and b.target.text, b.priority) == ("planned", "Q1 2026", "P0")
    assert [each.field for each in a.slots] == ["title", "link", "status", "target"]


HEADING_STATUS = {
    "✅ Completed": "done",
    "Planned": "planned",
    "Phase 1: Core (Q1 2026) ✅": "done",
    "In Progress 🚧": "in_progress",
    "Research": None,
    "Future": None,
    "🎯 Vision": None,
    "Completed projects of others": None,
}


@pytest.mark.parametrize(("heading", "status"), HEADING_STATUS.items())
def test_a_heading_may_state_the_status(heading: str, status: str | None) -> None:
    text = f"# R\n\n## {heading}\n\n{table('a | P1', header='Title | Priority')}"
    assert reading(text).items[0].status == status


def test_a_table_of_versions_declares_releases() -> None:
    text = "## Releases\n\n" + table(
        "**v1.1** | Q1 2026 | Lexer, parser | ✅",
        "v2.0 | TBD | | ",
        header="Version | Target Date | Key Features | Status",
    )
    document = reading(text)
    assert document.items == ()
    first, second = document.releases
    assert (first.key, first.milestone, first.title, first.status) == (
        "v1.1",
        "v1.1",
        "Lexer, parser",
        "done",
    )
    assert first.target == Target("Q1 2026", date(2026, 1, 1), date(2026, 3, 31), "Q1 2026")
    assert [(each.field, each.now) for each in first.slots] == [("target", "Q1 2026"), ("status", "✅")]
    assert isinstance(second, Release)
    assert (second.title, second.target, second.status, second.section) == ("v2.0", None, None, ("Releases",))


def test_a_version_column_beside_work_is_its_target() -> None:
    document = reading(table("1 | Lexer | v1.1", header="# | Title | Version"))
    assert [(each.title, each.target and each.target.name) for each in document.items] == [("Lexer", "v1.1")]


DETAILS = (
    "## P0\n\n"
    + table("1 | Lexer | ✅ Done", "2 | Parser | 🔴 Not Started", header="# | Title | Status")
    + """
### Details

**#1: The lexer** ✅ DONE
- fast
  - very
- `small`

More of it.

**Parser** – as agreed
1. first

---
Not part of it.
"""
)


def test_details_are_the_body_of_the_item_they_name() -> None:
    lexer, parser = reading(DETAILS).items
    assert lexer.body == "- fast\n  - very\n- `small`\n\nMore of it."
    assert parser.body == "as agreed\n1. first"


def test_a_mirror_repeats_the_status_in_its_own_letter_case() -> None:
    lexer = item(reading(DETAILS), "1")
    mirror = slot(lexer, "mirror")
    assert (mirror.now, mirror.line, mirror.words["planned"]) == ("✅ DONE", 10, "🔴 NOT STARTED")
    assert lexer.slots_for("status") == (slot(lexer, "status"), mirror)


def test_a_mirror_that_says_otherwise_is_left_alone() -> None:
    document = reading(DETAILS.replace("✅ DONE", "🟡 IN PROGRESS"))
    assert "mirror" not in [each.field for each in document.items[0].slots]
    (found,) = document.findings
    assert (found.code, found.line, found.column) == ("mirror-differs", 10, 19)


def test_details_belong_to_the_table_of_their_section() -> None:
    other = DETAILS.replace("## P0", "## P1").replace("fast", "slow")
    first, _, second, _ = reading(DETAILS + "\n" + other).items
    assert (first.body[:6], second.body[:6]) == ("- fast", "- slow")


def test_details_keep_their_text_through_crlf() -> None:
    crlf = reading(DETAILS.replace("\n", "\r\n"))
    assert [each.body for each in crlf.items] == [each.body for each in reading(DETAILS).items]


def test_bytes_that_are_no_utf8_are_refused_with_their_place() -> None:
    with pytest.raises(UnreadableDocument) as stop:
        reading(b"# ok\r\n\r\nna\xefve\n")
    assert (stop.value.where, "0xEF at offset 10" in stop.value.what) == ("ROADMAP.md:3", True)
    assert stop.value.todo
    assert stop.value.exit_code == 1
