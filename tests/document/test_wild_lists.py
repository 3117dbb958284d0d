"""Lists as people write them in their own repositories: what is work although no heading says when."""

from __future__ import annotations

import pytest

from tests.document.desk import reading


def titles(text: str) -> list[str]:
    return [each.title for each in reading(text).items]


TOPICS = "# Acme Roadmap\n\nWhat we care about.\n\n## Storage\n\nIt is slow.\n\n"
TOPICS += "- Faster writes\n- Smaller files\n\n"


def test_bullets_below_the_topics_of_a_roadmap_are_its_items() -> None:
    found = reading(TOPICS + "## Search\n\n- Fuzzy matching\n")
    assert [each.title for each in found.items] == ["Faster writes", "Smaller files", "Fuzzy matching"]
    assert {(each.status, each.target) for each in found.items} == {(None, None)}


def test_lists_of_other_things_beside_topics_do_not_matter() -> None:
    text = "# Roadmap\n\n## Plausible, in scope\n\n- Lexer\n- Parser\n\n## Non-goals\n\n- Types\n\n"
    assert titles(text + "## References\n\n- A book\n") == ["Lexer", "Parser"]


NOT_ALONE = {
    "another title": TOPICS.replace("Acme Roadmap", "Acme"),
    "a board is linked": TOPICS + "See [the board](https://github.com/orgs/acme/projects/4).\n",
    "figures": "# Roadmap\n\n## Blocks\n\n- 38 motion blocks\n- 49 sound blocks\n",
    "labels and values": "# Roadmap\n\n## Library\n\n- Engine: Acme 4\n- Languages: many\n",
    "the same labels again": "# Roadmap\n\n## Lexer\n\n- What it is:\n  A\n- Use case:\n  B\n\n## Parser\n\n"
    "- What it is:\n  C\n- Use case:\n  D\n",
    "steps to follow": "# Roadmap\n\n## Process\n\n1. Open an issue\n2. Wait\n",
    "how to take part": "# Roadmap\n\n## Community feedback & prioritization\n\n- Report bugs\n- Vote\n",
    "guidelines": "# Roadmap\n\n## Plugin guidelines\n\n- Keep it small\n- Keep it fast\n",
    "a summary for managers": "# Roadmap\n\n## Executive Summary\n\n### Pivot (May 2026)\n\n- Users: many\n",
    "figures in another language": "# Roadmap\n\n## 성공 지표 (KPI)\n\n### 단기 목표\n\n- 다운로드 10\n",
    "a vision of its own": "# Roadmap\n\n## Beyond 2026: Long-term vision\n\n- Many users\n- More\n",
    "a legend that folds up": "# Roadmap\n\n## Next\n\n<details><summary>Legend</summary>\n\n- a\n- b\n",
    "what it is for": "# Roadmap\n\n## Purpose\n\nThe roadmap shows:\n\n- Features\n- Fixes\n",
    "pages": "# Roadmap\n\n## Next\n\n- `docs/DESIGN.md` — the design\n- `CONTRIBUTING.md` — the rules\n",
}


@pytest.mark.parametrize("text", NOT_ALONE.values(), ids=NOT_ALONE.keys())
def test_what_is_no_list_of_work(text: str) -> None:
    found = reading(text)
    assert found.items == ()
    assert found.skipped


def test_where_other_work_is_told_bullets_below_topics_are_notes() -> None:
    assert titles(TOPICS + "## Next\n\n- [ ] Fuzzy matching\n") == ["Fuzzy matching"]


FOLDED = "<details>\n<summary><b>Q4 2026</b></summary>\n\n- Lexer\n\n</details>\n"
READ = {
    # text: (title, status, target) of its items
    "details with versions are the roadmap": (
        "# Roadmap\n\n## Details\n\nMay change.\n\n### v0.2.0: Base\n\n- Lexer\n",
        [("Lexer", None, "v0.2.0")],
    ),
    "a sentence announces the items": (
        "# Roadmap\n\nHello.\n\nBelow are the prioritised roadmap items:\n\n- Lexer\n- Parser\n",
        [("Lexer", None, None), ("Parser", None, None)],
    ),
    "a line that says when it was completed": (
        "# Plan\n\n_Setup_ - Completed - 2018/02/26\n\n1. Lexer\n2. Parser\n",
        [("Lexer", "done", None), ("Parser", "done", None)],
    ),
    "a horizon with a remark": (
        "# Plan\n\n## Near‑Term Roadmap (by priority, no dates)\n\n- Lexer\n",
        [("Lexer", None, "Near‑Term")],
    ),
    "a step in another language": ("# Plan\n\n## Etapa 2\n\n- Lexer\n", [("Lexer", None, "Etapa 2")]),
    "versions that were completed": (
        "# Plan\n\n_0.1_ - Completed - 2018/04/20\n\n1. Lexer\n\n_0.2_ - Planned\n\n1. Parser\n",
        [("Lexer", "done", "0.1"), ("Parser", "planned", "0.2")],
    ),
    "parts that fold up": (
        f"# Plan\n\n## Backlog\n\n{FOLDED}\n- Parser\n",
        [("Lexer", None, "Q4 2026"), ("Parser", None, "Backlog")],
    ),
    "a line below a horizon": (
        "# Plan\n\n## Now\n\nThe current lane is:\n\n1. Lexer\n2. Parser\n",
        [("Lexer", None, "Now"), ("Parser", None, "Now")],
    ),
    "a version without boxes beside many boxes": (
        "# Plan\n\n## Core\n\n" + "- [x] Lexer\n" * 10 + "\n## v1.1: Later on\n\n- Parser\n",
        [*[("Lexer", "done", None)] * 10, ("Parser", None, "v1.1")],
    ),
    "a heading of work with a remark": (
        "# Plan\n\n## マイルストーン（目安）\n\n- Lexer\n",
        [("Lexer", None, None)],
    ),
    "things to try": ("# TODO\n\n## More things to try\n\n- Lexer\n", [("Lexer", None, None)]),
    "a bare version": ("# Plan\n\n## 0.3.0\n\n- Lexer\n", [("Lexer", None, "0.3.0")]),
    "an objective": (
        '# Acme 2026 Roadmap\n\n## Objective: "Fast"\n\n- Lexer\n- Parser\n',
        [("Lexer", None, "2026"), ("Parser", None, "2026")],
    ),
    "a project called archive": (
        "# Acme Archive — Master Roadmap\n\n## Phase 1\n\n- [ ] Lexer\n",
        [("Lexer", "planned", "Phase 1")],
    ),
}


@pytest.mark.parametrize(("text", "items"), READ.values(), ids=READ.keys())
def test_what_is_work(text: str, items: list[tuple[str, str | None, str | None]]) -> None:
    found = reading(text).items
    assert [(each.title, each.status, each.target and each.target.text) for each in found] == items


def test_an_archive_of_a_roadmap_lists_no_work() -> None:
    assert titles("# Roadmap Archive\n\n## Phase 1\n\n- [ ] Lexer\n") == []
    assert titles("# Archive\n\n## Phase 1\n\n- [ ] Lexer\n") == []


def test_headings_told_in_prose_are_items_beside_lists_of_a_part() -> None:
    prose = "It makes everything better than before.\n\n"
    part = "## Parser\n\n### Open\n\n" + "- [ ] Lexer\n- [x] Types\n" * 3 + "\n"
    text = f"# Acme Roadmap\n\n{part}## Cache\n\n{prose}## Plugin\n\n{prose}## Faker\n\n{prose}"
    assert titles(text)[-3:] == ["Cache", "Plugin", "Faker"]
    assert len(titles(text.replace("## Faker\n\n", "## Faker\n\n- [ ] Lists\n- [ ] Others\n\n"))) == 8


HEADINGS = "# Roadmap\n\n## Short-term\n\n### {}\n\nIt helps everyone a lot.\n\n"
HEADINGS += "### Parser\n\nIt helps everyone a lot.\n"


@pytest.mark.parametrize("name", ["Support for Windows", "Implementation of hooks", "Tests for the parser"])
def test_the_name_of_a_task_may_begin_with_a_word_for_its_kind(name: str) -> None:
    assert titles(HEADINGS.format(name)) == [name, "Parser"]


@pytest.mark.parametrize("name", ["Direction", "Ordering principle", "Product direction"])
def test_what_guides_the_work_is_none(name: str) -> None:
    assert titles(HEADINGS.format(name) + "\n### Lexer\n\nIt helps everyone a lot.\n") == ["Parser", "Lexer"]


def test_a_single_heading_is_an_item_where_those_of_the_next_section_are() -> None:
    text = "# Roadmap\n\n## Now\n\n### Lexer\n\nIt helps everyone.\n\n## Later\n\n"
    assert titles(text + "### A\n\nIt helps everyone.\n\n### B\n\nIt helps everyone.\n") == [
        "Lexer",
        "A",
        "B",
    ]


def test_headings_with_several_bold_names_below_are_no_items() -> None:
    part = "**Lexer.** It is fast and small.\n\n**Parser.** It is fast and small.\n\n"
    assert titles(f"# Roadmap\n\n## Likely\n\n{part}## Plausible\n\n{part}## Watched\n\n{part}") == []
