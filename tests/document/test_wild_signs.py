"""Statuses in odd places: in the cell of a title, in GitHub's codes for emoji, as a share or an answer; and
headings whose words for a time or status are short, numbered or in other languages."""

from __future__ import annotations

import pytest

from roadmap_sync.document import fits
from roadmap_sync.document.words.targets import find_target
from roadmap_sync.model import Status, Write
from tests.document.desk import CONFIG, reading, slot, table, written

TITLED = {
    "boxes": (("[x] Lexer | a", "[ ] Parser | b", "[~] Types | c"), ["done", "planned", "in_progress"]),
    "signs": (("✅ Lexer | a", "🚧 Parser | b", "Types | c"), ["done", "in_progress", None]),
    "signs behind": (("Lexer ✅ | a", "Parser 🚧 | b", "Types | c"), ["done", "in_progress", None]),
    "codes": ((":white_check_mark: Lexer | a", ":x: no | b", ":soon: Types | c"), ["done", None, "planned"]),
    "struck": (("~~Lexer~~ | a", "Parser | b"), ["dropped", None]),
    "words": (("Done: Lexer | a", "Planned work | b"), [None, None]),
}


@pytest.mark.parametrize("name", TITLED)
def test_a_title_cell_says_its_status(name: str) -> None:
    rows, wanted = TITLED[name]
    found = reading("## v1.0\n\n" + table(*rows, header="Task | Owner")).items
    assert [each.status for each in found] == wanted


def test_the_sign_is_no_part_of_the_title_unless_a_column_tells_the_status() -> None:
    led = reading("## v1.0\n\n" + table("✅ Lexer | a", "[x] **Parser** | b", header="Task | Owner")).items
    assert [each.title for each in led] == ["Lexer", "Parser"]
    told = reading(table("✅ Lexer | Planned")).items
    assert [(each.title, each.status) for each in told] == [("✅ Lexer", "planned")]


def test_boxes_in_titles_make_a_table_one_of_work() -> None:
    assert len(reading(table("[x] Lexer | a", "[ ] Parser | b", header="Task | Notes")).items) == 2
    assert not reading(table("Lexer | a", "Parser | b", header="Task | Notes")).items


@pytest.mark.parametrize(
    ("cell", "after"),
    [("[x] Lexer", "[ ] Lexer"), ("✅ Lexer", "📋 Lexer"), (":x: no\n", "")][:2],
)
def test_a_sign_in_a_title_cell_is_rewritten(cell: str, after: str) -> None:
    text = "## v1.0\n\n" + table(f"{cell} | a", header="Task | Owner")
    assert written(text, "status", "planned") == text.replace(cell, after)


@pytest.mark.parametrize("title", ["✅ Lexer", "Lexer ✅", "[x] Lexer", ":white_check_mark: Lexer"])
def test_a_title_that_would_say_a_status_is_not_written(title: str) -> None:
    led = reading("## v1.0\n\n" + table("Parser | a", header="Task | Owner"))
    assert not fits(led, Write(slot(led.items[0], "title"), title), CONFIG)


CODES = {
    ":white_check_mark:": "done",
    ":heavy_check_mark:": "done",
    ":construction:": "in_progress",
    ":hourglass_flowing_sand:": "planned",
    ":soon:": "planned",
}


@pytest.mark.parametrize(("code", "status"), CODES.items())
def test_codes_count_wherever_signs_do(code: str, status: str) -> None:
    listed = reading(f"## v1.0\n\n- {code} Lexer\n- Parser\n").items
    assert [(each.title, each.status) for each in listed] == [("Lexer", status), ("Parser", None)]
    headed = reading(f"## Phase 1 {code}\n\n- Lexer\n").items
    assert [(each.status, each.section) for each in headed] == [(status, ("Phase 1",))]
    assert [each.status for each in reading(table(f"Lexer | {code}", f"Parser | {code} x")).items] == [
        status
    ] * 2


def test_what_looks_like_a_code_is_text() -> None:
    found = reading("## v1.0\n\n- a:x:b in YAML\n- `w:x:` mode\n").items
    assert [(each.title, each.status) for each in found] == [("a:x:b in YAML", None), ("`w:x:` mode", None)]


SHARES = {
    "progress": ("Progress", ("100%", "40 %", "0%"), ["done", "in_progress", "planned"]),
    "status": ("Status", ("100 %", "~5%", "0 %"), ["done", "in_progress", "planned"]),
    "yes": ("Done?", ("Yes", "no", "YES"), ["done", "planned", "done"]),
    "crosses": ("Done", ("x", "", "X"), ["done", None, "done"]),
    "other tongues": ("Terminé", ("oui", "non", "oui"), ["done", "planned", "done"]),
    "ticks": ("Completed", ("✅", "✅", "-"), ["done", "done", None]),
}


@pytest.mark.parametrize("name", SHARES)
def test_shares_and_answers_are_statuses(name: str) -> None:
    header, cells, wanted = SHARES[name]
    rows = [f"{title} | {cell}" for title, cell in zip(("Lexer", "Parser", "Types"), cells, strict=True)]
    assert [each.status for each in reading(table(*rows, header=f"Task | {header}")).items] == wanted


def test_a_column_of_days_named_completed_is_no_answer() -> None:
    found = reading(
        table("Lexer | P1 | 2026-01-02", "Parser | P2 | -", header="Task | Priority | Completed")
    ).items
    assert [each.status for each in found] == [None, None]


def test_facts_about_the_present_state_are_no_work() -> None:
    rows = table("Licence | MIT", "Chart name | acme", "Replicas | Partial", header="Item | State")
    assert not reading(f"## Current state snapshot\n\n{rows}").items
    assert len(reading(f"## Phase 1\n\n{rows}").items) == 3


def test_effort_or_dependencies_beside_a_title_make_a_table_of_work() -> None:
    assert len(reading(table("Lexer | 2 weeks", "Parser | 3 days", header="Task | Effort")).items) == 2
    assert len(reading(table("Lexer | —", "Parser | Lexer", header="Epic | Depends on")).items) == 2


def test_the_last_of_the_stages_is_the_target() -> None:
    found = reading(
        table("Lexer | Q1 2026 | Q2 2026", "Parser | Q2 2026 | Q3 2026", header="Task | Beta | GA")
    ).items
    assert [each.target and each.target.text for each in found] == ["Q2 2026", "Q3 2026"]


STATED = {
    "## 5. Done\n": Status.DONE,
    "## 3. Completed features\n": Status.DONE,
    "## 2. In progress\n": Status.IN_PROGRESS,
    "## 4. Done（最近）\n": Status.DONE,
    "## En cours / In development\n": Status.IN_PROGRESS,
    "## Próximos pasos\n": None,
    "## Icebox\n": None,
    "## Langfristig\n": None,
    "## À long terme\n": None,
    "## Ближайшие планы\n": None,
    "## 今後\n": None,
    "## 当前待办事项 (2026-01-13)\n\n### 高优先级\n": None,
}


@pytest.mark.parametrize("heading", STATED)
def test_such_headings_hold_work(heading: str) -> None:
    found = reading(f"# Acme\n\n{heading}\n- Lexer\n- Parser\n").items
    assert [(each.title, each.status) for each in found] == [
        ("Lexer", STATED[heading]),
        ("Parser", STATED[heading]),
    ]


BUCKETS = {
    "M1 — Foundations": "M1",
    "M2: Parser ✅": "M2",
    "M3": "M3",
    "S4 - Polish": "S4",
    "M4 chips are supported": None,
    "Milestone M2 — Parser": "Milestone M2",
    "Phase A: Lexer": "Phase A",
    "Phase II — Parser": "Phase II",
    "Phase a lexer": None,
    "Gate G1 — Ready": "Gate G1",
    "2.0 Scenarios": "2.0",
    "3.4 Tasks": None,
    "Mid 2026": "Mid 2026",
    "Early 2027 – Beta": "Early 2027",
    "v2.1.0 (2026-03-12)": "v2.1.0",
    "v2.3 — Polish (Q2 2026)": "Q2 2026",
    "Hoja de ruta a largo plazo": "a largo plazo",
}


@pytest.mark.parametrize("text", BUCKETS)
def test_times_steps_and_versions_in_headings(text: str) -> None:
    found = find_target(text)
    assert (found.target.text if found else None) == BUCKETS[text]
