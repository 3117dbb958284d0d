"""Headings that are items: which ones, what they say, and which headings only hold work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmap_sync.config import Config, Reading
from tests.document.desk import item, reading

PROSE = "It makes everything faster than before.\n\n"


def two(first: str, second: str = "Parser", body: str = PROSE, above: str = "## Q3 2026") -> str:
    """Two headings with a body each under a heading."""
    return f"# Roadmap\n\n{above}\n\n### {first}\n\n{body}### {second}\n\n{body}"


TITLES = {
    "a picture": ("![icon](https://a.org/b.svg) Lexer", None, "Lexer"),
    "plain": ("Lexer", None, "Lexer"),
    "closed": ("Lexer ###", None, "Lexer"),
    "number": ("1. Lexer", None, "Lexer"),
    "id and dash": ("RM-12 — Lexer", "RM-12", "Lexer"),
    "id and colon": ("PR3: Lexer", "PR3", "Lexer"),
    "id in brackets": ("[F-003] Lexer", "F-003", "Lexer"),
    "section number": ("2.1 Lexer", "2.1", "Lexer"),
    "priority": ("P1: Lexer", None, "Lexer"),
    "emoji": ("🔥 Lexer", None, "Lexer"),
    "status in brackets": ("Lexer (In Progress)", None, "Lexer"),
    "status behind a dash": ("Lexer — DONE", None, "Lexer"),
    "status in front": ("[Done] Lexer", None, "Lexer"),
    "status as a sign": ("Lexer ✅", None, "Lexer"),
    "anchor": ("Lexer {#lexer}", None, "Lexer"),
    "issue behind": ("Lexer ([#4](https://github.com/acme/widgets/issues/4))", None, "Lexer"),
    "issue around": ("[Lexer](https://github.com/acme/widgets/issues/4)", None, "Lexer"),
    "back link": ('Lexer <a href="#top">↑ Top</a>', None, "Lexer"),
    "inline code": ("The `lex` command", None, "The `lex` command"),
    "colon at the end": ("Lexer:", None, "Lexer"),
    "standard": ("UTF-8 lexer", None, "UTF-8 lexer"),
    "version inside": ("Support v2 tokens", None, "Support v2 tokens"),
    "quarter inside": ("Lexer for Q4", None, "Lexer for Q4"),
}


@pytest.mark.parametrize(("heading", "name", "title"), TITLES.values(), ids=TITLES.keys())
def test_the_title_of_a_heading_is_bare(heading: str, name: str | None, title: str) -> None:
    first = reading(two(heading)).items[0]
    assert (first.id, first.title, first.place.line) == (name, title, 5)


STATUSES = {
    "box": ("[x] Lexer", "## Next", "done"),
    "empty box": ("[ ] Lexer", "## ✅ Completed", "planned"),
    "half box": ("[~] Lexer", "## Next", "in_progress"),
    "brackets": ("Lexer (on hold, help wanted)", "## Next", "blocked"),
    "brackets without a blank": ("Lexer(Delay)", "## v1.0 (Released on 2021-02-03)", "blocked"),
    "dash": ("Lexer - ✅ shipped v1.2", "## Next", "done"),
    "sign": ("Lexer ✅", "## Next", "done"),
    "of the section": ("Lexer", "## ✅ Completed", "done"),
    "of the section in words": ("Lexer", "## Recently completed", "done"),
    "of the released version": ("Lexer", "## v1.0(Released on July 8, 2020)", "done"),
    "of the coming version": ("Lexer", "## v1.6(To Be Released around May 15, 2022)", "planned"),
    "of the section's line": ("Lexer", "## Q1 2026\n\n**Status:** 🟡 Planned", "planned"),
    "a horizon is none": ("Lexer", "## Later", None),
    "decoration is none": ("🎯 Lexer", "## Next", None),
    "a word in a title is none": ("Design of the lexer", "## Next", None),
}


@pytest.mark.parametrize(("heading", "above", "status"), STATUSES.values(), ids=STATUSES.keys())
def test_a_heading_states_its_status_or_takes_that_of_its_section(
    heading: str, above: str, status: str | None
) -> None:
    assert reading(two(heading, above=above)).items[0].status == status


FIELDS = """\
- **Status:** 🚧 In progress
- **Priority:** High
- **Owner:** @ada
- **Target:** Q4 2026
- **Issue:** #12
- **Area:** Core, CLI
- **Effort:** 3 d
- **Description:** Reads words.

"""
LINES = """\
**Status:** 🚧 In progress | **Priority:** High
**Owner:** @ada
**Target:** Q4 2026
**Issue:** #12
**Area:** Core, CLI
**Effort:** 3 d

Reads words.

"""
PLAIN = FIELDS.replace("**", "")


@pytest.mark.parametrize("body", [FIELDS, LINES, PLAIN], ids=["list", "lines", "plain"])
def test_a_field_block_tells_about_its_heading(body: str) -> None:
    first = reading(two("Lexer", body=body, above="## Parsing")).items[0]
    assert (first.title, first.status, first.priority, first.assignees) == (
        "Lexer",
        "in_progress",
        "High",
        ("ada",),
    )
    assert first.target is not None
    assert first.link is not None
    assert (first.target.text, first.link.number, first.labels) == ("Q4 2026", 12, ("Core", "CLI"))
    assert first.extra == (("Effort", "3 d"),)
    assert "Reads words." in first.body
    assert "Status" not in first.body


LANGUAGES = {
    "zh": "- 状态：已完成\n- 优先级：高\n\n",
    "ja": "- 状態：完了\n- 優先度：高\n\n",
    "ko": "- 상태: 완료\n- 우선순위: 높음\n\n",
    "ru": "- **Статус:** Готово\n- **Приоритет:** высокий\n\n",
    "es": "- **Estado:** Completado\n- **Prioridad:** Alta\n\n",
    "fr": "- **Statut :** Terminé\n- **Priorité :** Haute\n\n",
    "de": "- **Status:** erledigt\n- **Priorität:** hoch\n\n",
}


@pytest.mark.parametrize("body", LANGUAGES.values(), ids=LANGUAGES.keys())
def test_fields_have_names_in_many_languages(body: str) -> None:
    first = reading(two("Lexer", body=body, above="## Parsing")).items[0]
    assert first.status == "done"
    assert first.priority


ROW = "| Status | Target | Tracking |\n|---|---|---|\n| todo | Q4/2023 | |\n\nWords about it.\n\n"


def test_a_table_of_one_row_tells_about_its_heading() -> None:
    document = reading(two("Lexer", body=ROW, above="## In the works"))
    assert [(each.title, each.status) for each in document.items] == [
        ("Lexer", "planned"),
        ("Parser", "planned"),
    ]
    first = document.items[0]
    assert first.target is not None
    assert (first.target.name, first.body) == ("Q4 2023", "Words about it.")
    assert [each.field for each in first.slots] == ["title", "status", "target", "link"]
    assert document.skipped == ()


STEP = "## Tables\n\n### Phase {}: {}\n\nStatus: blocked on types. Not started.\n\n{}"
CONDITIONS = "**Trigger conditions** (all of them):\n\n- Types are there\n- Tests are there\n\n"
ITEMS = {
    "phases with a status, and lists that are no work": (
        STEP.format(1, "A", CONDITIONS) + STEP.format(2, "B", "").removeprefix("## Tables\n\n"),
        ["Phase 1: A", "Phase 2: B"],
    ),
    "fields in another language": (
        two("A", "B", body="* **Tarefa:** Ler\n* **Justificativa:** rápido\n\n", above="## Lista de tarefas"),
        ["A", "B"],
    ),
    "fields below half of what a roadmap tells": (
        "# Roadmap\n\n"
        + "".join(f"## {name}\n\nStatus: planned\n\n{PROSE}" for name in "ABC")
        + "".join(f"## {name}\n\n{PROSE}" for name in "DEF"),
        [*"ABCDEF"],
    ),
    "an action on a process": (
        two("A", "B", above="## v1.0\n\n### Strengthening the release process")
        .replace("### A", "#### A")
        .replace("### B", "#### B"),
        ["A", "B"],
    ),
    "prose under a horizon": (two("A", "B", above="## Later"), ["A", "B"]),
    "prose under a version": (two("A", "B", above="## v1.2"), ["A", "B"]),
    "prose under a status": (two("A", "B", above="## Planned work"), ["A", "B"]),
    "prose under a priority": (two("A", "B", above="## 🔴 Critical"), ["A", "B"]),
    "prose under an area beside one under a time": (
        two("A", "B", above="## Expected features") + "## Inside\n\n### C\n\n" + PROSE + "### D\n\n" + PROSE,
        ["A", "B", "C", "D"],
    ),
    "fields anywhere": (
        two("A", "B", body="**Status:** Done\n\n", above="## Parsing"),
        ["A", "B"],
    ),
    "ids anywhere": (two("A-1: Lex", "A-2: Parse", above="## Parsing"), ["Lex", "Parse"]),
    "boxes anywhere": ("# X\n\n### [ ] A\n\n### [x] B\n\n", ["A", "B"]),
    "statuses anywhere": (two("A ✅", "B (planned)", above="## Parsing"), ["A", "B"]),
    "one with fields under a time": ("## Q3 2026\n\n### A\n\n**Owner:** @ada\n\n", ["A"]),
    "parts below": (two("A", "B", body=PROSE + "#### Details\n\nMore of it.\n\n"), ["A", "B"]),
    "right below a roadmap": (
        f"# Roadmap\n\n## A\n\n{PROSE}## B\n\n{PROSE}## C\n\n{PROSE}",
        ["A", "B", "C"],
    ),
    "bullets below some": (two("A", "B") + "### C\n\n- one\n- two\n", ["A", "B", "C"]),
}


@pytest.mark.parametrize(("text", "titles"), ITEMS.values(), ids=ITEMS.keys())
def test_headings_with_prose_or_fields_are_items_where_work_is_listed(text: str, titles: list[str]) -> None:
    assert [each.title for each in reading(text).items] == titles


NONE = {
    "an essay": f"# Our plan\n\n## History\n\n{PROSE}## Team\n\n{PROSE}## Money\n\n{PROSE}",
    "questions": f"# Roadmap\n\n## How to help?\n\n{PROSE}## What is it?\n\n{PROSE}## Why now\n\n{PROSE}",
    "never work": two("Vision", "Contributing"),
    "inside a vision": two("A", "B", above="## Vision 2030"),
    "phases with words": f"# Plan\n\n## Phase 1: Core\n\n{PROSE}## Phase 2: More\n\n{PROSE}",
    "one alone": f"## Q3 2026\n\n### A\n\n{PROSE}",
    "no words below": "## Q3 2026\n\n### A\n\n### B\n",
    "says ignore": two("A <!-- roadmap-sync: ignore -->", "B <!-- roadmap-sync: ignore -->"),
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_other_headings_are_no_items(text: str) -> None:
    assert reading(text).items == ()


CONTAINERS = {
    "a phase": "## Phase 1: Core\n\n**Status:** Planned\n\n- [ ] A\n- [ ] B\n",
    "a version": "## v1.2\n\nWe will do much in it.\n\n- [ ] A\n- [ ] B\n",
    "an area": "## Q3 2026\n\n### Parsing\n\n- [ ] A\n\n### Linking\n\n- [ ] B\n",
    "a priority": "## Q3 2026\n\n### High priority\n\nDo it first of all.\n\n- [ ] A\n- [ ] B\n",
}


@pytest.mark.parametrize("text", CONTAINERS.values(), ids=CONTAINERS.keys())
def test_what_holds_work_is_no_item(text: str) -> None:
    assert [each.title for each in reading(text).items] == ["A", "B"]


def test_a_group_that_was_left_out_is_named() -> None:
    document = reading(two("A", "B", above="## Parsing"))
    assert [(each.line, "no heading above names" in each.reason) for each in document.skipped] == [(5, True)]


def test_headings_that_repeat_the_ids_of_a_table_are_its_details() -> None:
    table = "| ID | Feature | Status |\n|---|---|---|\n| D-1 | Lexer | Done |\n| D-2 | Parser | Todo |\n\n"
    document = reading(table + two("D-1 — Lexer, fast", "D-2 — Parser", above="## Planned"))
    assert [(each.id, each.place.line) for each in document.items] == [("D-1", 3), ("D-2", 4)]


def test_a_body_is_all_that_is_told_but_fields_and_rules() -> None:
    body = f"**Status:** Done\n\n{PROSE}#### Notes\n\n- one\n- two\n\n---\n\n"
    first = reading(two("A", body=body)).items[0]
    assert first.body == "It makes everything faster than before.\n\n#### Notes\n\n- one\n- two"


def test_lists_below_an_item_are_its_own() -> None:
    document = reading(two("A", "B", body=f"{PROSE}- part one\n- part two\n\n"))
    assert [each.title for each in document.items] == ["A", "B"]
    assert document.skipped == ()


def test_a_heading_and_its_field_that_disagree_are_a_finding() -> None:
    document = reading(two("A ✅", body="**Status:** Planned\n\n"))
    assert (document.items[0].status, [each.code for each in document.findings]) == (
        "planned",
        ["mirror-differs"],
    )


ENDS = {
    "API design in progress": "in_progress",
    "Feature design": "planned",
    "Work on hold": "blocked",
    "No longer in progress": None,
    "Waits until it is done": None,
    "purple-ish": None,
}


@pytest.mark.parametrize("text", ENDS)
def test_a_field_may_end_with_its_status(text: str) -> None:
    found = reading(two("A", "B", body=f"_Status: {text}_\n\n{PROSE}")).items[0]
    assert found.status == ENDS[text]
    assert not found.slots_for("status")


def test_an_unknown_status_in_a_field_is_a_finding() -> None:
    document = reading(two("A", "B", body="**Status:** purple-ish\n**Owner:** @ada\n\n"))
    assert {each.code for each in document.findings} == {"unknown-status"}


def test_the_same_title_under_two_headings_is_two_items() -> None:
    text = two("Speed", "Size", above="## v1.0") + f"## v1.1\n\n### Speed\n\n{PROSE}### Memory\n\n{PROSE}"
    assert [each.key for each in reading(text).items] == ["v1-0/speed", "size", "v1-1/speed", "memory"]


def test_an_item_takes_time_and_priority_from_its_section() -> None:
    text = two("A", "B", above="## P0 — Critical (Q4 2026)")
    first = item(reading(text), "a")
    assert first.target is not None
    assert (first.target.name, first.priority) == ("Q4 2026", "P0")


def test_headings_may_be_turned_off() -> None:
    config = replace(Config(), reading=Reading(headings=False))
    assert reading(two("A", "B"), config).items == ()
