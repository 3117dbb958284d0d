"""Whole roadmaps in the shapes that are common, each with its items beside it: title|status|target."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.document.desk import reading

ROADMAPS = sorted((Path(__file__).parent / "fixtures_wild").glob("*.md"))


@pytest.mark.parametrize("path", ROADMAPS, ids=lambda path: path.stem)
def test_a_roadmap_has_the_items_that_its_maintainer_sees(path: Path) -> None:
    found = reading(path.read_bytes())
    shown = [
        f"{each.title}|{each.status or ''}|{each.target.text if each.target else ''}" for each in found.items
    ]
    assert shown == path.with_suffix(".items").read_text(encoding="utf-8").splitlines()
    assert found.items or found.skipped
