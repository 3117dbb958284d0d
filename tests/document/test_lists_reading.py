"""What an entry of a list says: its title, its status, its id and all that stands around the title."""

from __future__ import annotations

import pytest

from roadmap_sync.model import Link
from tests.document.desk import reading

URL = "https://github.com/acme/widgets/issues/4"


def below(entry: str, heading: str = "## Q3 2026") -> str:
    """A list of one entry below a heading that names a time."""
    return f"# Plan\n\n{heading}\n\n- {entry}\n"


TITLES = {
    "plain": ("Add a lexer", "Add a lexer"),
    "full stop": ("Add a lexer.", "Add a lexer"),
    "wrapped": ("Add a lexer that\n  reads everything", "Add a lexer that reads everything"),
    "bold with colon": ("**Lexer:** reads everything", "Lexer"),
    "bold, then colon": ("**Lexer**: reads everything", "Lexer"),
    "bold, then dash": ("**Lexer** – reads everything", "Lexer"),
    "bold, then line": ("**Lexer**\n  reads everything", "Lexer"),
    "bold, then remark": ("**Lexer** (fast): reads everything", "Lexer"),
    "bold in a sentence": ("**Lexers** that read everything", "Lexers that read everything"),
    "all bold": ("**Lexer and parser**", "Lexer and parser"),
    "linked": ("[Lexer](spec/lexer.md) for all", "Lexer for all"),
    "code stays": ("Use `fast_lexer` now", "Use `fast_lexer` now"),
    "issue behind": (f"Lexer ([#4]({URL}))", "Lexer"),
    "issue behind a dash": (f"Lexer - [Issue #4]({URL}).", "Lexer"),
    "address behind": (f"Lexer {URL}", "Lexer"),
    "numbers behind": ("Lexer (#4, #5)", "Lexer"),
    "whole title is a link": (f"[Lexer]({URL})", "Lexer"),
    "effort behind": ("Lexer `XL`", "Lexer"),
    "fields behind": ("Lexer. (Effort: high; Cost: low)", "Lexer"),
    "owner behind": ("Lexer (@ada)", "Lexer"),
    "priority before": ("[P1] Lexer", "Lexer"),
    "priority behind": ("Lexer [P1]", "Lexer"),
    "id before": ("LX-12: Lexer", "Lexer"),
    "id in brackets": ("[LX-12] Lexer", "Lexer"),
    "bold id": ("**L1**. Lexer", "Lexer"),
    "bold id, bold title": ("**L1** — **Lexer**: reads", "Lexer"),
    "id in a bold lead": ("**LX-12 Lexer**: reads", "Lexer"),
    "no id but a code": ("UTF-8: the only encoding", "UTF-8: the only encoding"),
    "time before": ("Q4 2026: Lexer", "Lexer"),
    "decoration": ("🎯 Lexer", "Lexer"),
    "an annotation is no owner": ("Mark it（@Traced）", "Mark it（@Traced）"),
    "lines of fields": ("[ ] Lexer\n  Result: none yet", "Lexer"),
}


@pytest.mark.parametrize(("entry", "title"), TITLES.values(), ids=TITLES.keys())
def test_a_title_is_what_people_call_it(entry: str, title: str) -> None:
    assert [each.title for each in reading(below(entry)).items] == [title]


STATUSES = {
    "empty box": ("[ ] Lexer", "planned"),
    "ticked box": ("[x] Lexer", "done"),
    "capital box": ("[X] Lexer", "done"),
    "wavy box": ("[~] Lexer", "in_progress"),
    "half box": ("[/] Lexer", "in_progress"),
    "box in code": ("`[ ]` **Lexer**", "planned"),
    "sign before": ("✅ Lexer", "done"),
    "sign and word before": ("🚧 In progress: Lexer", "in_progress"),
    "word before": ("Done: Lexer", "done"),
    "bracket before": ("[shipped 2026-05-13] Lexer", "done"),
    "idea before": ("[idea] Lexer", "planned"),
    "word behind a dash": ("Lexer — DONE", "done"),
    "word in brackets": ("Lexer (in progress)", "in_progress"),
    "word with a remark": ("Lexer (completed 2026-05-13)", "done"),
    "sign behind": ("Lexer ✅", "done"),
    "sign and word behind": ("Lexer ✅ DONE", "done"),
    "sign behind bold": ("**Lexer** ✅: reads everything", "done"),
    "word behind bold": ("**Lexer**: planned — reads everything", "planned"),
    "within a link": (f"[Lexer (In Progress)]({URL})", "in_progress"),
    "struck": ("~~Lexer~~", "dropped"),
    "struck with an empty box": ("[ ] ~~Lexer~~", "dropped"),
    "struck with a tick": ("[x] ~~Lexer~~", "done"),
    "a word refines an empty box": ("[ ] Lexer (blocked)", "blocked"),
    "a tick beats a word": ("[x] Lexer (in progress)", "done"),
    "a word beats a sign": ("🔄 Lexer — PLANNED", "planned"),
    "decoration says nothing": ("🎯 Lexer", None),
    "a cross says nothing": ("❌ Lexer", None),
    "a verb says nothing": ("Design the lexer", None),
    "prose says nothing": ("Lexer — until done", None),
    "nothing": ("Lexer", None),
}


@pytest.mark.parametrize(("entry", "status"), STATUSES.values(), ids=STATUSES.keys())
def test_a_status_is_what_the_entry_shows(entry: str, status: str | None) -> None:
    only = reading(below(entry)).items[0]
    assert (only.title.strip("*"), only.status) == (
        "Design the lexer" if "Design" in entry else "Lexer — until done" if "until" in entry else "Lexer",
        status,
    )


def test_everything_around_a_title_is_read() -> None:
    text = below("[x] LX-12: **Lexer** — reads all [P1] @ada `[help wanted]` `XL` ([#4](" + URL + "))")
    only = reading(text).items[0]
    assert (only.id, only.title, only.status, only.priority) == ("LX-12", "Lexer", "done", "P1")
    assert (only.assignees, only.labels, only.extra) == (("ada",), ("help wanted",), (("Effort", "XL"),))
    assert only.link == Link(4, "issue", "github.com", "acme", "widgets", URL)
    assert (only.body, only.section, only.place.line) == ("reads all", ("Q3 2026",), 5)


@pytest.mark.parametrize(
    ("heading", "target", "status"),
    [
        ("## Q3 2026", "Q3 2026", None),
        ("## v1.2 (Q3 2026)", "Q3 2026", None),
        ("## Phase 2: Core", "Phase 2", None),
        ("## Long term", "Long term", None),
        ("## Sprint 3-4", "Sprint 3-4", None),
        ("## ✅ Completed", None, "done"),
        ("## Planned", None, "planned"),
        ("## Phase 1: Core ✅", "Phase 1", "done"),
        ("## 近期", "近期", None),
    ],
)
def test_an_entry_without_signs_is_what_its_heading_says(
    heading: str, target: str | None, status: str | None
) -> None:
    only = reading(below("Lexer", heading)).items[0]
    assert (only.target and only.target.text, only.status) == (target, status)


@pytest.mark.parametrize(
    ("entry", "target"),
    [("Lexer (Q4 2026)", "Q4 2026"), ("**Lexer** (v1.2): reads", "v1.2"), ("Q1 2027: Lexer", "Q1 2027")],
)
def test_an_entry_may_name_its_own_time(entry: str, target: str) -> None:
    found = reading(below(entry)).items[0].target
    assert found is not None
    assert found.text == target


def test_a_bullet_that_leads_with_a_version_is_a_release() -> None:
    document = reading(below("✅ **v1.2.0**: Faster lexer"))
    assert document.items == ()
    release = document.releases[0]
    assert (release.key, release.title, release.status) == ("v1.2.0", "Faster lexer", "done")
    assert release.target is not None
    assert release.target.text == "Q3 2026"


def test_children_are_part_of_the_body() -> None:
    text = "## Q3 2026\n\n- [ ] **Lexer:** reads\n  - fast\n    - [ ] tested\n\n  More of it.\n- [x] Parser\n"
    first, second = reading(text).items
    assert first.body == "reads\n\n- fast\n  - [ ] tested\n\nMore of it."
    assert (second.title, second.body) == ("Parser", "")


LABELS = {
    "above boxes": "- Front\n  - [ ] Lexer\n  - [x] Parser\n",
    "above signs": "- 📃 Front\n  - ✅ Lexer\n  - 🚧 Parser\n",
    "a time": "- **Q3 2026**\n  - Lexer\n  - Parser\n",
    "a status": "- Planned:\n  - Lexer\n  - Parser\n",
    "two deep": "- Front\n  - Text\n    - [ ] Lexer\n    - [ ] Parser\n",
}


@pytest.mark.parametrize("text", LABELS.values(), ids=LABELS.keys())
def test_a_label_is_no_item_but_those_below_it_are(text: str) -> None:
    items = reading(f"# Roadmap\n\n{text}").items
    assert [each.title for each in items] == ["Lexer", "Parser"]
    assert items[0].section


def test_captions_are_steps_of_the_path_unless_they_say_nothing() -> None:
    text = "## Q3 2026\n\n**Features:**\n- Lexer\n\n**Enterprise:**\n- Audit log\n"
    assert [(each.title, each.section) for each in reading(text).items] == [
        ("Lexer", ("Q3 2026",)),
        ("Audit log", ("Q3 2026", "Enterprise")),
    ]


def test_lines_with_boxes_are_entries_where_github_shows_none() -> None:
    text = "Phase 1: Core\n\n[ ] Lexer\n\n[x] Parser\n[ ] Printer\n\nPhase 2: More\n\n[ ] Linter\n"
    assert [(each.title, each.status, each.target and each.target.text) for each in reading(text).items] == [
        ("Lexer", "planned", "Phase 1"),
        ("Parser", "done", "Phase 1"),
        ("Printer", "planned", "Phase 1"),
        ("Linter", "planned", "Phase 2"),
    ]


def test_the_legend_decides_what_a_sign_at_the_head_means() -> None:
    text = "> Legend: 🎯 done · 🚧 planned\n\n## Plan\n\n- 🎯 Lexer\n- 🚧 Parser\n"
    assert [each.status for each in reading(text).items] == ["done", "planned"]


@pytest.mark.parametrize("marker", ["*", "+", "1.", "2)"])
def test_any_marker_will_do(marker: str) -> None:
    assert [each.title for each in reading(f"## Q3 2026\n{marker} Lexer\n").items] == ["Lexer"]


def test_a_number_that_counts_on_from_a_step_is_an_id_and_no_version() -> None:
    document = reading(
        "# Plan\n\n## Phase 1\n\n- [ ] **1.2**: Lexer\n- [ ] 1.3 - Parser\n- [ ] **v0.1**: First\n"
    )
    assert [(each.id, each.title) for each in document.items] == [("1.2", "Lexer"), ("1.3", "Parser")]
    assert [each.milestone for each in document.releases] == ["v0.1"]
