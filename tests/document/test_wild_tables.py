"""Tables as people write them: odd columns, signs for words, many languages; and tables that list no work."""

from __future__ import annotations

import pytest

from roadmap_sync.document import read
from tests.document.desk import CONFIG, reading, written

Row = tuple[str, str | None, str | None]


def rows(table: str) -> list[Row]:
    """Title, status and target of the items of a table below a heading that says nothing."""
    found = reading(f"# Acme\n\n## Work\n\n{table}").items
    return [(each.title, each.status, each.target.text if each.target else None) for each in found]


LEXER: list[Row] = [("Lexer", "done", None), ("Parser", "planned", None)]

READ: dict[str, tuple[str, list[Row]]] = {
    "no id": ("| Feature | Status |\n|---|---|\n| Lexer | Done |\n| Parser | Planned |\n", LEXER),
    "status first": ("| Status | Feature |\n|---|---|\n| ✅ | Lexer |\n| ⬜ | Parser |\n", LEXER),
    "status without a header": ("| | Feature |\n|---|---|\n| ✅ | Lexer |\n| ⬜ | Parser |\n", LEXER),
    "boxes": ("| Ready | Task |\n|---|---|\n| [x] | Lexer |\n| [ ] | Parser |\n", LEXER),
    "title behind a group": (
        "| Area | Task | Status |\n|---|---|---|\n| Core | Lexer | Done |\n| | Parser | Planned |\n",
        LEXER,
    ),
    "merged first cells": (
        "| Feature | Work | Status |\n|---|---|---|\n| Core | Lexer | Done |\n| | Parser | Planned |\n",
        LEXER,
    ),
    "html": ("| Task | Status |\n|---|---|\n| **Lexer** | <b>Done</b> |\n| Parser<br> | Planned |\n", LEXER),
    "a picture beside a title": (
        "| Task | Status |\n|---|---|\n| ![a](b.svg) Lexer | Done |\n| Parser ![c](d.svg) | Planned |\n",
        LEXER,
    ),
    "a picture for a status": (
        "| Task | Status |\n|---|---|\n| Lexer | ![Done](https://a.org/b.svg) |\n| Parser | Planned |\n",
        LEXER,
    ),
    "links": (
        "| Task | Status |\n|---|---|\n| [Lexer](a.md) | Done |\n| [Parser](https://a.org/3) | Planned |\n",
        LEXER,
    ),
    "pipes": (
        "| Task | Status |\n|---|---|\n| a \\| b | Done |\n| `x \\| y` op | Planned |\n",
        [("a | b", "done", None), ("`x | y` op", "planned", None)],
    ),
    "missing and surplus cells": (
        "| Task | Status | Target |\n|---|---|---|\n| Lexer | Done |\n| Parser | Planned | Q3 2026 | x |\n",
        [("Lexer", "done", None), ("Parser", "planned", "Q3 2026")],
    ),
    "inside a list": (
        "- Things\n\n  | Task | Status |\n  |---|---|\n  | Lexer | Done |\n  | Parser | Planned |\n",
        LEXER,
    ),
    "ticks and crosses that answer": (
        "| Feature | Done |\n|---|---|\n| Lexer | ✔️ |\n| Parser | ❌ |\n",
        LEXER,
    ),
    "progress of milestones": (
        "| Milestone | Due | Progress |\n|---|---|---|\n| Lexer | 2026-09-01 | 100% |\n| Types | - | 0% |\n",
        [("Lexer", "done", "2026-09-01"), ("Types", "planned", None)],
    ),
    "quarter first": (
        "| Quarter | Feature |\n|---|---|\n| Q1 2026 | Lexer |\n| Q2 2026 | Parser |\n",
        [("Lexer", None, "Q1 2026"), ("Parser", None, "Q2 2026")],
    ),
    "Japanese": (
        "| 機能 | 状態 | 時期 |\n|---|---|---|\n| 字句解析 | 完了 | 2026年第4四半期 |\n",
        [("字句解析", "done", "2026年第4四半期")],
    ),
    "Chinese": ("| 任务 | 进度 |\n|---|---|\n| 词法 | ✅ |\n", [("词法", "done", None)]),
    "Korean": ("| 작업 | 상태 |\n|---|---|\n| 파서 | 진행 중 |\n", [("파서", "in_progress", None)]),
    "Russian": (
        "| № | Задача | Статус | Срок |\n|---|---|---|---|\n| 1 | Лексер | Готово | III квартал 2026 |\n",
        [("Лексер", "done", "III квартал 2026")],
    ),
    "Spanish": (
        "| Tarea | Situación | Plazo |\n|---|---|---|\n| Léxico | Hecho | marzo de 2027 |\n",
        [("Léxico", "done", "marzo de 2027")],
    ),
    "Portuguese": (
        "| Tarefa | Situação | Prazo |\n|---|---|---|\n| Léxico | Concluído | 1º trimestre de 2026 |\n",
        [("Léxico", "done", "1º trimestre de 2026")],
    ),
    "French": (
        "| Tâche | État | Échéance |\n|---|---|---|\n| Lexer | En cours | T4 2026 |\n",
        [("Lexer", "in_progress", "T4 2026")],
    ),
    "German": (
        "| Aufgabe | Stand | Termin |\n|---|---|---|\n| Lexer | Erledigt | 3. Quartal 2026 |\n",
        [("Lexer", "done", "3. Quartal 2026")],
    ),
    "Italian": (
        "| Attività | Stato | Scadenza |\n|---|---|---|\n| Lexer | Completato | aprile 2026 |\n",
        [("Lexer", "done", "aprile 2026")],
    ),
    "Arabic": (
        "| المهمة | الحالة | الموعد |\n|---|---|---|\n| محلل | مكتمل | Q3 2026 |\n",
        [("محلل", "done", "Q3 2026")],
    ),
    "Hebrew": ("| משימה | סטטוס |\n|---|---|\n| לקסר | הושלם |\n", [("לקסר", "done", None)]),
}


@pytest.mark.parametrize(("table", "expected"), READ.values(), ids=READ.keys())
def test_what_a_table_lists(table: str, expected: list[Row]) -> None:
    assert rows(table) == expected


LEFT_OUT = {
    "metrics": "| Metric | Current | Target |\n|---|---|---|\n| Speed | 1 s | 0.5 s |\n",
    "legend": "| Symbol | Meaning |\n|---|---|\n| ✅ | Done |\n| 🚧 | In progress |\n",
    "comparison": "| Feature | Acme | Other |\n|---|---|---|\n| Lexer | ✅ | ❌ |\n| Parser | ✅ | ✅ |\n",
    "comparison without crosses": "| Feature | Free | Paid |\n|---|---|---|\n| Lexer | ✅ | ✅ |\n",
    "yes and no in signs": "| Feature | Works |\n|---|---|\n| Lexer | ✅ |\n| Parser | ❌ |\n",
    "changes": "| Date | Version | Changes |\n|---|---|---|\n| 2026-01-01 | 1.0 | First |\n",
    "risks": "| Risk | Impact | Mitigation | Status |\n|---|---|---|---|\n| Late | High | Hurry | Open |\n",
    "people": "| Name | Role | GitHub |\n|---|---|---|\n| Ada | Lead | @ada |\n",
    "costs": "| Item | Cost | Owner |\n|---|---|---|\n| Servers | $100 | Ada |\n",
    "support": "| Version | Status |\n|---|---|\n| 1.0 | Supported |\n| 0.9 | Unsupported |\n",
}


@pytest.mark.parametrize("table", LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_a_table_that_lists_no_work_is_left_out_with_a_reason(table: str) -> None:
    found = reading(f"# Acme\n\n## Work\n\n{table}")
    assert found.items == ()
    assert [each.line for each in found.skipped] == [5]


REWRITE = {
    "a sign first": ("| | Feature |\n|---|---|\n| ✅ | Lexer |\n| ⬜ | Parser |\n", "| ⬜ | P", "| ✅ | P"),
    "a box": ("| Ready | Task |\n|---|---|\n| [x] | Lexer |\n| [ ] | Parser |\n", "| [ ] |", "| [x] |"),
    "Arabic": ("| المهمة | الحالة |\n|---|---|\n| محلل | مكتمل |\n| معرب | مخطط |\n", "مخطط", "مكتمل"),
}


@pytest.mark.parametrize(("table", "before", "after"), REWRITE.values(), ids=REWRITE.keys())
def test_a_status_is_written_as_the_table_writes_it(table: str, before: str, after: str) -> None:
    last = read(table.encode(), "x.md", CONFIG).items[-1]
    assert written(table, "status", "done", last.key) == table.replace(before, after)


UNREAD = {
    "a table in HTML": "<table>\n<tr><td>Lexer</td><td>Done</td></tr>\n</table>\n",
    "boxes in a code block": "```\n[ ] Lexer\n |__ [x] Parser\n```\n",
    "no list, table or heading": "All of it is [on our board](https://github.com/orgs/acme/projects/4).\n",
}


@pytest.mark.parametrize(("reason", "text"), UNREAD.items(), ids=UNREAD.keys())
def test_a_document_without_items_says_why(reason: str, text: str) -> None:
    found = reading(f"# Roadmap\n\n{text}")
    assert (found.items, found.releases) == ((), ())
    assert [each.reason.startswith(reason) for each in found.skipped] == [True]


GOALS = "| Goal | Description |\n|---|---|\n| Theming | It looks old. |\n| Speed | It is slow. |\n"
ALONE = f"# Acme Roadmap\n\nIn 2024 we go on.\n\n# Fundamentals\n\n{GOALS}"


def test_goals_with_descriptions_are_items_where_a_roadmap_lists_nothing_else() -> None:
    assert [each.title for each in reading(ALONE).items] == ["Theming", "Speed"]


FACTS = "| 項目 | 状態 |\n|---|---|\n| 名前 | `acme` |\n"
OTHER = {
    "not a roadmap": ALONE.replace("Roadmap", "Report"),
    "no descriptions": ALONE.replace("Description", "Owner's view"),
    "names of parts": ALONE.replace("Goal", "Module"),
    "about something else": ALONE.replace("Fundamentals", "Principles"),
    "facts of the present": f"# Roadmap\n\n## 現状スナップショット\n\n{FACTS}",
}


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER.keys())
def test_other_tables_of_names_are_none(text: str) -> None:
    assert reading(text).items == ()


def test_beside_other_work_goals_are_no_items() -> None:
    found = reading(f"{ALONE}\n## Next\n\n- [ ] Lexer\n")
    assert [each.title for each in found.items] == ["Lexer"]
