"""What is written where a section states the status of its items: its line, its heading, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_sync.document import fits, write
from roadmap_sync.model import Document, Item, Release, Slot, Status, Write
from tests.document.desk import CONFIG, reading

ITEMS = "\n\n- Alpha\n- Beta\n"

REWRITE = {
    "emoji behind": ("### Phase 1: Core (Q1 2026) ✅", "in_progress", "### Phase 1: Core (Q1 2026) 🚧"),
    "emoji before": ("### 🚧 Phase 2: Scale", "done", "### ✅ Phase 2: Scale"),
    "emoji and word": ("### Phase 2 🚧 IN PROGRESS", "done", "### Phase 2 ✅ COMPLETED"),
    "behind a dash": ("### v1.2 — DONE", "planned", "### v1.2 — PLANNED"),
    "in brackets": ("### v1.2 (planned)", "done", "### v1.2 (completed)"),
    "in brackets before": ("### [Done] Phase 2: Scale", "in_progress", "### [In Progress] Phase 2: Scale"),
    "before a colon": ("### WIP: Phase 2", "done", "### COMPLETED: Phase 2"),
    "underlined": ("Phase 2: Scale 🚧\n---", "done", "Phase 2: Scale ✅\n---"),
    "beside a count": ("### Phase 2: Scale (1/2) 🚧", "done", "### Phase 2: Scale (1/2) ✅"),
    "an area": ("### 🚧 Search", "done", "### ✅ Search"),
    "a line": ("## Search\n\n**Status:** Planned", "done", "## Search\n\n**Status:** Completed"),
    "a line with a sign": (
        "## Search\n\n**Status:** 📋 Planned",
        "done",
        "## Search\n\n**Status:** ✅ Completed",
    ),
    "a line that tells a time": (
        "## Search\n\nStatus: Planned for Q4 2026",
        "done",
        "## Search\n\nStatus: Completed for Q4 2026",
    ),
    "a line of several fields": (
        "## Search\n\n**Status:** planned | **Priority:** High",
        "done",
        "## Search\n\n**Status:** completed | **Priority:** High",
    ),
    "a line and the heading that repeats it": (
        "### Phase 2 🚧\n\n**Status:** In Progress",
        "done",
        "### Phase 2 ✅\n\n**Status:** Completed",
    ),
    "a line over a heading that says otherwise": (
        "### Phase 2 ✅\n\n**Status:** In Progress",
        "planned",
        "### Phase 2 ✅\n\n**Status:** Planned",
    ),
}

NOOP = {
    "a bucket": "## Planned",
    "a bucket with a sign": "## ✅ Completed",
    "a bucket with a noun": "## Completed features",
    "a bucket with a time": "## In Progress (Q1 2026)",
    "a horizon": "## 🔜 Next",
    "what all of them are": "## 🚧 Current work",
    "a status in other words": "## ✅ What we shipped",
    "a link points at it": "See [it](#phase-2-).\n\n### Phase 2 🚧",
    "a line, and a bucket": "## Planned\n\n**Status:** Planned",
    "a line, and a link points at the heading": "[x](#phase-2-)\n\n### Phase 2 🚧\n\n**Status:** In Progress",
    "the title of the document": "# Phase 2 🚧",
    "a picture": "### ![planned](https://example.org/planned.svg) Phase 2",
}


def statuses(document: Document) -> list[Status | None]:
    return [each.status for each in document.items]


def shared(row: Item | Release) -> list[Slot]:
    return [slot for slot in row.slots if slot.shared]


def told(text: str, value: str) -> str:
    """``text`` after everything was written of which its first item takes its status."""
    document = reading(text)
    writes = [Write(slot, value) for each in document.items for slot in shared(each)]
    assert writes, "no item has a section's slot"
    return write(document, writes, CONFIG).decode()


@pytest.mark.parametrize(("before", "value", "after"), REWRITE.values(), ids=REWRITE.keys())
def test_a_section_is_written_in_its_own_words(before: str, value: str, after: str) -> None:
    assert told(before + ITEMS, value) == after + ITEMS
    assert statuses(reading(after + ITEMS)) == [value, value]


@pytest.mark.parametrize("text", NOOP.values(), ids=NOOP.keys())
def test_a_section_without_a_place_for_it(text: str) -> None:
    for each in reading(text + ITEMS).items:
        assert each.slots_for("status") == ()


def test_a_row_of_its_own_empty_cell_leaves_the_section_alone() -> None:
    text = "### Phase 2 🚧\n\n| Title | Status |\n|---|---|\n| a | |\n| b | done |\n\n- Alpha\n"
    document = reading(text)
    assert [each.status for each in document.items] == ["in_progress", "done", "in_progress"]
    assert [len(each.slots_for("status")) for each in document.items] == [1, 1, 0]
    assert not any(shared(each) for each in document.items)


def test_what_has_a_sign_of_its_own_is_no_heir() -> None:
    document = reading("### Phase 2 🚧\n\n- Alpha\n- ✅ Beta\n- Gamma\n")
    assert [bool(shared(each)) for each in document.items] == [True, False, True]
    assert shared(document.items[0]) == shared(document.items[2])


def test_a_release_that_the_heading_declares_is_an_heir() -> None:
    document = reading("### Phase 2: Scale (Q3 2026) 🚧" + ITEMS)
    (release,) = document.releases
    assert shared(release) == shared(document.items[0])
    after = write(document, [Write(slot, "done") for slot in shared(release)], CONFIG)
    assert reading(after).releases[0].status == "done"


def test_every_carrier_has_heirs() -> None:
    text = (
        "### Phase 2 🚧\n\n- Alpha\n\n| Title | Owner |\n|---|---|\n| Beta | ada |\n\n"
        "```yaml\ngamma:\n  target: Q3 2026\n  status: done\ndelta:\n  target: Q3 2026\n```\n"
    )
    slots = [shared(each) for each in reading(text).items if each.title != "gamma"]
    assert len(slots) == 3
    assert slots[0] == slots[1] == slots[2] != []
    headings = "## v1.2 🚧\n\n### A\n\nWords enough to be prose.\n\n### B\n\nWords enough to be prose.\n"
    assert [len(shared(each)) for each in reading(headings).items] == [1, 1]


BELOW = "\n\n#### B\n\n**Priority:** High\n\nMore words.\n\n### [ ] C\n\nMany words.\n"


def test_an_item_that_speaks_for_those_below_is_one_of_the_heirs() -> None:
    text = "## Q3 2026\n\n### [ ] A\n\nMany words about A." + BELOW
    first, second, third = reading(text).items
    assert (first.status, second.status) == ("planned", "planned")
    assert shared(first) == shared(second) == list(first.slots_for("status")) != []
    assert not shared(third)
    assert told(text, "done") == text.replace("### [ ] A", "### [x] A")


# ── laws ─────────────────────────────────────────────────────────────────────────────────────

NAMES = st.sampled_from(["Phase 2", "Phase 3: Scale (Q3 2026)", "v1.2", "Q4 2026", "Search", "Größe v2.0"])
FORMS = st.sampled_from(
    [
        "### {name} {sign}",
        "### {sign} {name}",
        "### {name} — {word}",
        "### {name} ({word})",
        "### {name} {sign} {word}",
        "### {name}\n\n**Status:** {word}",
        "### {name}\n\n**Status:** {sign} {word}",
        "### {name}\n\n> Status: {word}",
        "### {name} {sign}\n\n**Status:** {word}",
    ]
)
SIGNS = {"done": ("✅", "Done"), "in_progress": ("🚧", "In Progress"), "dropped": ("❌", "Cancelled")}
BODIES = st.sampled_from(
    [
        "- Alpha\n- Beta\n",
        "| Title | Owner |\n|---|---|\n| Alpha | ada |\n| Beta | bob |\n",
        "1. Alpha\n2. ✅ Beta\n",
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    parts = ["# Plan"]
    for at in range(draw(st.integers(1, 3))):
        sign, word = SIGNS[draw(st.sampled_from(sorted(SIGNS)))]
        name = f"{draw(NAMES)} {'abc'[at]}"
        parts += [draw(FORMS).format(name=name, sign=sign, word=word), draw(BODIES).rstrip()]
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return ("\n\n".join(parts) + "\n").replace("\n", newline)


@settings(max_examples=60, deadline=None)
@given(documents(), st.sampled_from([each.value for each in Status]))
def test_writing_a_section_changes_its_heirs_and_nothing_else(text: str, value: str) -> None:
    """Every slot that fits can be written, and what was there can be written back."""
    document = reading(text)
    for each in document.items:
        for slot in shared(each)[:1]:
            if value not in slot.words or not fits(document, Write(slot, value), CONFIG):
                continue
            after = reading(write(document, [Write(one, value) for one in shared(each)], CONFIG))
            for was, now in zip(document.items, after.items, strict=True):
                expected = value if slot in was.slots else was.status
                assert (now.status, now.title, now.section) == (expected, was.title, was.section)
            new = after.items[document.items.index(each)]
            assert each.status
            if all(each.status.value in one.words for one in shared(new)):
                back = write(after, [Write(one, each.status.value) for one in shared(new)], CONFIG)
                assert statuses(reading(back)) == statuses(document)
