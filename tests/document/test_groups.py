"""Groups of items that are items themselves: which headings, what they are called, when they are done."""

from __future__ import annotations

import pytest

from roadmap_sync import document
from roadmap_sync.config import Config

BODY = "\n\n- [ ] Add a cache\n- [x] Ship it\n"


def read(text: str, groups: str = "parent"):
    return document.read(text.encode(), "ROADMAP.md", Config(groups=groups))


HEADINGS = {
    "a part of the work": ("## Features\n\n### 🚀 Backend (1/2)", ["Backend"]),
    "a phase of the second level": ("## Phase 1: Foundation", ["Phase 1: Foundation"]),
    "a phase with a time": ("## Phase 2 (Q1 2026)", ["Phase 2 (Q1 2026)"]),
    "one in another": ("## Phase 1\n\n### Server\n\n#### Parser", ["Phase 1", "Server", "Parser"]),
    "other headings of the second level are none": ("## Features", []),
    "a status is none": ("## Features\n\n### Completed", []),
    "a time is none": ("## Features\n\n### Q1 2026", []),
    "a horizon is none": ("## Features\n\n### Now", []),
    "the title is none": ("# Phase 1", []),
}


@pytest.mark.parametrize(("heading", "titles"), HEADINGS.values(), ids=HEADINGS.keys())
def test_which_headings_are_groups(heading: str, titles: list[str]) -> None:
    found = read(f"# Roadmap\n\n{heading}{BODY}" if not heading.startswith("# ") else f"{heading}{BODY}")
    assert [one.title for one in found.groups] == titles
    inner = found.groups[-1].key if found.groups else None
    assert {one.parent for one in found.items} == {inner}
    outer = [None, *(one.key for one in found.groups)]
    assert [one.parent for one in found.groups] == outer[: len(titles)]


def test_nothing_of_it_without_being_asked() -> None:
    plain = read(f"# Roadmap\n\n## Features\n\n### Backend{BODY}", groups="none")
    assert (plain.groups, {one.parent for one in plain.items}) == ((), {None})


def test_a_group_is_done_when_all_in_it_is_and_its_key_is_its_own() -> None:
    found = read("# Roadmap\n\n## Features\n\n### Backend\n\n- [x] Backend\n- [x] Ship it\n\n### Docs" + BODY)
    assert [(one.key, str(one.status)) for one in found.groups] == [
        ("features/backend", "done"),
        ("docs", "planned"),
    ]
    assert found.items[0].key == "backend"
    assert (found.groups[0].place.line, found.groups[0].section) == (5, ("Features",))
