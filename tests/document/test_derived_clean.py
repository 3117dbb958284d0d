"""A misread document as clean UTF-8."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_sync.document.text.cleaning import CODECS, cleaned
from roadmap_sync.document.text.mojibake import redo

LINES = ["# Räume — ✅", "", "→ Ünterwegs", "plain", "日本語 – ja", "🔴 – nein"]


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=repr)
def test_every_line_that_can_be_is_undone(codec: str, newline: str) -> None:
    clean = "\ufeff" + newline.join(LINES)
    found = cleaned(
        redo("\ufeff" + newline.join(LINES), codec).replace(redo("\ufeff", codec), "\ufeff").encode(), "x"
    )
    assert (found.codec, found.data.decode(), found.repaired, found.left) == (codec, clean, (1, 3, 5, 6), ())


def test_lost_bytes_and_real_text_stay_and_only_the_lost_are_named() -> None:
    spoiled = [redo(line, "cp1252") for line in LINES]
    broken = redo("✅ fertig", "cp1252").replace("\u2026", "")
    found = cleaned("\n".join([*spoiled, broken, "später – echt"]).encode(), "x")
    assert found.data.decode().split("\n") == [*LINES, broken, "später – echt"]
    assert found.left == (7,)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_a_clean_document_stays(text: str) -> None:
    data = text.encode()
    found = cleaned(data, "x")
    assert found.codec != "utf-8" or (found.data, found.repaired) == (data, ())
