"""Phrases found by look-up mean what the expression of all of them would."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_sync.document.words.phrases import phrases
from roadmap_sync.document.words.vocabulary import alternatives

WORDS = ("now", "what's next", "plan", "plans", "next steps", "计划", "план")
KNOWN = phrases(WORDS)


@pytest.mark.parametrize(
    ("text", "ends"),
    [("plan", [4]), ("plans for", [5]), ("planner", []), ("plan_b", []), ("计划书", [2]), ("my plan", [])],
)
def test_the_head_of_a_text(text: str, ends: list[int]):
    assert list(KNOWN.ends(text)) == ends


@pytest.mark.parametrize(
    ("text", "closes"),
    [("plan", True), ("our plans", True), ("airplan", False), ("no-plan", False), ("план 2", False)],
)
def test_the_end_of_a_text(text: str, closes: bool):
    assert KNOWN.closes(text) is closes


TEXTS = st.lists(st.sampled_from([*WORDS, " ", "-", "s", "x", "_", "(", "书"]), max_size=5).map("".join)


@given(TEXTS)
def test_as_the_expression_has_it(text: str):
    assert bool(list(KNOWN.ends(text))) == bool(re.match(alternatives(WORDS), text))
    assert KNOWN.closes(text) == bool(re.search(rf"(?<![\w-])(?:{alternatives(WORDS)})$", text))
