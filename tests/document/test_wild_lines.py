"""Lines of lists as people write them: times, sizes and codes at their edges, fields among work."""

from __future__ import annotations

import pytest

from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.words.stated import read_stated
from tests.document.desk import reading

Read = tuple[str, str | None, str]

LINES: dict[str, tuple[str, str, str]] = {
    "- Lexer — Q3 2026": ("Lexer", "Q3 2026", ""),
    "- Lexer - March 2026": ("Lexer", "March 2026", ""),
    "- Lexer [Q3 2026]": ("Lexer", "Q3 2026", ""),
    "- **Lexer** — words — Q3 2026": ("Lexer", "Q3 2026", ""),
    "- Lexer - fast and small": ("Lexer - fast and small", "Phase 1", ""),
    "- Lexer - v1.2": ("Lexer - v1.2", "Phase 1", ""),
    "- Lexer (~2 weeks)": ("Lexer", "Phase 1", "2 weeks"),
    "- Lexer [3d]": ("Lexer", "Phase 1", "3d"),
    "- Lexer (2-3 days)": ("Lexer", "Phase 1", "2-3 days"),
    "- Keep sessions (30 days)": ("Keep sessions (30 days)", "Phase 1", ""),
    "- Record a talk (2-3 minutes)": ("Record a talk (2-3 minutes)", "Phase 1", ""),
    "- `M` Lexer": ("Lexer", "Phase 1", "M"),
    "- `P1` Lexer": ("Lexer", "Phase 1", ""),
    "- `RM-12` Lexer": ("Lexer", "Phase 1", ""),
    "- `RM-12`, `RM-13` and others": ("`RM-12`, `RM-13` and others", "Phase 1", ""),
    "- P1 Lexer": ("Lexer", "Phase 1", ""),
    "- P0 词法": ("词法", "Phase 1", ""),
    "- P1 and P2 bugs": ("P1 and P2 bugs", "Phase 1", ""),
    "- **Lexer** (for May) ✅ DONE and tested": ("Lexer", "Phase 1", ""),
    "- [shipped v0.2] **Lexer** — words": ("Lexer", "Phase 1", ""),
    "- **Lexer** 🎥 *(ends with: a film (short))*": ("Lexer", "Phase 1", ""),
    "- **Lexer** 🎥 in a film": ("Lexer 🎥 in a film", "Phase 1", ""),
    "- ![done](https://a.org/b.svg) Lexer": ("Lexer", "Phase 1", ""),
    "- Lexer ![wip](https://a.org/b.svg)": ("Lexer", "Phase 1", ""),
    "- ![Lexer](https://a.org/b.svg)": ("Lexer", "Phase 1", ""),
    "- p0 lexer": ("p0 lexer", "Phase 1", ""),
    "- **1.2 Lexer:** words": ("Lexer", "Phase 1", ""),
    "- **1.2 release**: words": ("1.2 release", "Phase 1", ""),
    "- [x] ~~Lexer~~ came with v1.2": ("Lexer", "Phase 1", ""),
    "- [x] ~~**Lexer**: fast~~ came with v1.2": ("Lexer", "Phase 1", ""),
    "- [ ] ~~Lexer~~ came with v1.2": ("Lexer", "Phase 1", ""),
    "- ~~Scanner~~ Lexer": ("Lexer", "Phase 1", ""),
    "- `RM-12` is a start": ("`RM-12` is a start", "Phase 1", ""),
}


@pytest.mark.parametrize("line", LINES)
def test_what_stands_at_the_edges_of_a_title(line: str) -> None:
    found = reading(f"# Acme\n\n## Phase 1\n\n{line}\n- Other\n").items[0]
    told = found.target.text if found.target else ""
    assert (found.title, told, dict(found.extra).get("Effort", "")) == LINES[line]


def test_a_priority_and_an_id_in_code() -> None:
    found = reading("# Acme\n\n## Phase 1\n\n- `P1` `RM-12` Lexer\n").items[0]
    assert (found.title, found.priority, found.id) == ("Lexer", "P1", "RM-12")


@pytest.mark.parametrize(
    "field", ["Status: ready", "**Status**: ready", "**Status:** ✅ done", "Статус: готово"]
)
def test_a_status_among_work_is_no_work(field: str) -> None:
    found = reading(f"# Acme\n\n## v1.0\n\n- {field}\n- Lexer\n- Parser\n").items
    assert [each.title for each in found] == ["Lexer", "Parser"]


def test_a_status_below_headings_with_ids_makes_lists_their_fields() -> None:
    fields = "- **Status**: done\n- Reads words\n- ✅ tested\n"
    text = f"# Acme\n\n## Phase 1\n\n### RM-1: Lexer\n\n{fields}\n### RM-2: Parser (v1.2)\n\n{fields}"
    assert [each.title for each in reading(text).items] == ["Lexer", "Parser (v1.2)"]


@pytest.mark.parametrize("label", ["Parser", "To sort", "Tech debt"])
def test_areas_below_a_heading_of_work(label: str) -> None:
    assert len(reading(f"# Acme\n\n## Todo\n\n{label}:\n\n- Lexer\n- Types\n").items) == 2
    assert not reading(f"# Acme\n\n## Design\n\n{label}:\n\n- Lexer\n- Types\n").items


def test_facts_at_the_head_of_a_document_are_no_work() -> None:
    assert not reading("# 路线图\n\n- 当前版本：v0.1\n- 主题：可信\n").items


@pytest.mark.parametrize(
    "heading", ["High Priority", "P0 — Critical", "Must have", "高优先级", "🟠 Hoch (Diese Woche)"]
)
def test_a_heading_that_is_a_priority_holds_work(heading: str) -> None:
    found = reading(f"# Acme\n\n## {heading}\n\n- Lexer\n- Parser\n").items
    assert [each.title for each in found] == ["Lexer", "Parser"]


STATED = {
    "Completed Features": "done",
    "Planned enhancements (Q3 2026)": "planned",
    "In progress tasks": "in_progress",
    "Features in development": "in_progress",
    "Recently Shipped 🚀": "done",
    "Completed ✅ (as of today)": "done",
    "Phase 2 (In Progress): Core": "in_progress",
    "Milestone 1: MVP ✓": "done",
    "已完成功能": "done",
    "完了した機能": "done",
    "진행 중인 작업": "in_progress",
    "🧪 En cours de développement / In development / En desarrollo": "in_progress",
    "Erledigt / Done": "done",
    "🚀 Launched": "done",
    "Faker (on pause, help wanted 🙏)": "blocked",
    "Completed parser rewrite": None,
    "Rules (Roadmap / TODO / Issue)": None,
    "Done / Planned": "done",
    "Parser / Lexer": None,
    "Planned obsolescence": None,
    "Parser (fast): design": None,
}


@pytest.mark.parametrize("heading", STATED)
def test_a_heading_states_its_status(heading: str) -> None:
    found = read_stated(heading, Lexicon())
    assert (found.sign.status if found else None) == STATED[heading]


@pytest.mark.parametrize("heading", ["Why?", "Why now?", "Is it safe?", "何ですか？"])
def test_a_question_holds_no_work(heading: str) -> None:
    assert not reading(f"# Roadmap\n\n## {heading}\n\n- It is fast\n- It is small\n").items
    assert reading("# Roadmap\n\n## What's next?\n\n- Lexer\n- Parser\n").items


def test_the_title_of_a_roadmap_may_be_one_of_several_headings_at_the_top() -> None:
    prose = "Words that tell what is to be done here.\n\n"
    areas = "".join(
        f"## {area}\n\n" + "".join(f"### {area} {name}\n\n{prose}" for name in ("one", "two", "six"))
        for area in ("Speed", "Size")
    )
    text = f"# Roadmap 2026\n\n# Explanation\n\n{areas}# Motivation\n\n{prose}"
    assert len(reading(text).items) == 6
    assert not reading(text.replace("Roadmap", "Report")).items


def test_headings_below_areas_are_items_where_nothing_else_is() -> None:
    prose = "Words that tell what is to be done here.\n"
    names = ["Lexer", "Parser", "Types", "Emitter", "Linker"]
    areas = [
        f"## Area {at // 2}\n\n" * (at % 2 == 0) + f"### {name}\n\n{prose}" for at, name in enumerate(names)
    ]
    found = reading("# Roadmap 2026\n\n" + "\n".join(areas)).items
    assert [(each.title, each.target and each.target.text) for each in found] == [
        (name, "2026") for name in names
    ]
    assert not reading("# Design 2026\n\n" + "\n".join(areas)).items
    assert not reading("# Roadmap 2026\n\n" + "\n".join(areas[:3])).items
