"""What was understood, as text: nothing that a document says steers the terminal."""

from __future__ import annotations

import pytest

from roadmap_sync.report import understanding
from tests.document.desk import reading


@pytest.mark.parametrize(
    ("char", "shown"), [("\x1b[2J", r"\x1b[2J"), ("\u202e", r"\u202e"), ("\x9b", r"\x9b")]
)
def test_a_document_does_not_steer_the_terminal(char: str, shown: str) -> None:
    text = f"## Now{char}\n\n- [ ] Ship{char} it\n- [ ] Paint it\n"
    found = understanding.to_text(understanding.to_json([reading(text)]))
    assert f"Ship{shown} it" in found
    assert char not in found
