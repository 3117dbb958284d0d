"""What looks like a list of work and is none; every such list says why."""

from __future__ import annotations

import pytest

from roadmap_sync.config.settings import Config, Reading, Sections
from tests.document.desk import reading

PLAIN = "- Lexer\n- Parser\n"
BOXED = "- [ ] Lexer\n- [x] Parser\n"
SIGNED = "- ✅ Lexer\n- 🚧 Parser\n"

NEVER = [
    "Vision",
    "Our Mission",
    "Guiding Principles",
    "Non-Goals",
    "What we won't do",
    "How to Contribute",
    "Getting Involved",
    "Success Criteria",
    "Phase 1 Completion Criteria",
    "Acceptance criteria",
    "Definition of Done (all phases)",
    "Done when",
    "Dependencies",
    "Risks & Mitigations",
    "Changelog",
    "Table of Contents",
    "References",
    "Why now",
    "What 1.0 means",
    "如何贡献",
    "完了条件",
    "Критерии готовности",
    "Dépendances",
]


@pytest.mark.parametrize("heading", NEVER)
@pytest.mark.parametrize("items", [PLAIN, BOXED, SIGNED], ids=["plain", "boxed", "signed"])
def test_nothing_is_work_below_some_headings(heading: str, items: str) -> None:
    for text in (
        f"# Roadmap\n\n## Q3 2026\n\n### {heading}\n\n{items}",
        f"## v1\n\n**{heading}:**\n\n{items}",
    ):
        document = reading(text)
        assert document.items == ()
        assert any("where no work is listed" in each.reason for each in document.skipped)


PLAIN_ONLY = {
    "no heading": ("", "no entry has a status"),
    "a topic": ("## Parsing", "no entry has a status"),
    "a day": ("## 2026-05-13", "no entry has a status"),
    "overview": ("## Q3 2026\n\n### Overview", "tells about the work"),
    "technical notes": ("## Q3 2026\n\n### Technical details", "tells about the work"),
    "a sentence above": ("## Q3 2026\n\nThe parser fails on three kinds of input:", "it goes on with what"),
    "numbered heading": ("## Phase 1\n\n### 1.1 Readers", "details of the numbered heading"),
}


@pytest.mark.parametrize(("above", "reason"), PLAIN_ONLY.values(), ids=PLAIN_ONLY.keys())
def test_plain_bullets_need_a_place_where_work_is_listed(above: str, reason: str) -> None:
    document = reading(f"# Notes\n\n{above}\n\n{PLAIN}")
    assert document.items == ()
    assert any(reason in each.reason for each in document.skipped)
    assert len(reading(f"# Notes\n\n{above}\n\n{BOXED}").items) == 2


SHAPES = {
    "a log": "- 2026-05-13: lexer added\n- 2026-05-12: parser added\n",
    "fields": "- **Status:** planned\n- **Owner:** Ada\n- **Priority:** high\n",
    "places in the document": "- [Lexer](#lexer)\n- [Parser](#parser)\n",
    "pages": "- [Roadmap 2025](roadmap-2025.md)\n- [Roadmap 2024](roadmap-2024.md)\n",
    "a legend": "- 📝: the feature is in progress\n- ✔️: the feature has shipped\n",
    "exact legend": "- ✅ Done\n- 🚧 In Progress\n",
}


@pytest.mark.parametrize("items", SHAPES.values(), ids=SHAPES.keys())
def test_some_lists_are_known_by_their_shape(items: str) -> None:
    document = reading(f"## Q3 2026\n\n{items}")
    assert document.items == ()
    assert len(document.skipped) == 1


def test_a_list_that_announces_headings_is_left_to_them() -> None:
    text = f"## Now\n\n{PLAIN}\n### Lexer\n\nReads everything.\n\n### Parser\n\nUnderstands it.\n"
    assert "announces headings" in reading(text).skipped[0].reason


def test_a_plain_list_beside_boxes_is_a_note() -> None:
    text = f"## Phase 1\n\n{BOXED}\n**Known traps:**\n\n- tabs\n- blanks\n\n## Later\n\n- Linter\n"
    assert [each.title for each in reading(text).items] == ["Lexer", "Parser", "Linter"]


def test_labels_that_come_again_are_fields() -> None:
    fields = "- **Gain:** much\n- **Pain:** little\n"
    assert reading(f"## Phase 1\n\n### Lexer\n\n{fields}\n### Parser\n\n{fields}").releases == ()
    assert {each.title for each in reading(f"## Phase 1\n\n{fields}\n## Phase 2\n\n{fields}").items} == set()


def test_an_inner_heading_about_work_wins() -> None:
    text = f"## Getting Involved\n\n### Immediate Priorities (next 3 months)\n\n{PLAIN}"
    assert len(reading(text).items) == 2


@pytest.mark.parametrize("title", ["Go Learning Roadmap", "Study plan", "学习路线图"])
def test_a_learning_path_is_no_roadmap(title: str) -> None:
    document = reading(f"# {title}\n\n## Phase 1\n\n{PLAIN}\n{BOXED}")
    assert (document.items, len(document.skipped)) == ((), 1)
    assert "a learning path" in document.skipped[0].reason


def test_machine_learning_is_work() -> None:
    assert len(reading(f"# Machine Learning Roadmap\n\n## Phase 1\n\n{BOXED}").items) == 2


def test_the_configuration_has_the_last_word() -> None:
    take = Config(reading=Reading(sections=Sections(include=("Vision",))))
    leave = Config(reading=Reading(sections=Sections(exclude=("Q3 2026",))))
    assert len(reading(f"## Vision\n\n{BOXED}", take).items) == 2
    assert reading(f"## Q3 2026\n\n{BOXED}", leave).items == ()


def test_lists_may_be_turned_off() -> None:
    assert reading(f"## Q3 2026\n\n{BOXED}", Config(reading=Reading(lists=False))).items == ()


def test_an_entry_may_say_ignore() -> None:
    text = "## Q3 2026\n\n- [ ] Lexer <!-- roadmap-sync: ignore -->\n- [ ] Parser\n"
    document = reading(text)
    assert [each.title for each in document.items] == ["Parser"]
    assert [each.reason for each in document.skipped] == ["the entry says ignore"]


def test_a_thousand_lists_in_each_other_are_read() -> None:
    assert len(reading("## Q3 2026\n\n" + "- " * 1000 + "x\n").items) <= 1
