"""Titles in tables that begin or end with a status: which columns have such, and the sign in one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roadmap_sync.document.lists.line_signs import leading, trailing
from roadmap_sync.document.words.signs import Lexicon, Sign

BOX = re.compile(r"\s*(\[[ xX~/\-]\])\s+(?=\S)")
"""A box at the head of a title."""

LED = "led"
"""The form of the slot of a title that would be read with a sign at its edges."""


def are_signed(texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether most cells of a column begin with a box or a sign."""
    met = [text for text in texts if text.strip()]
    signed = [text for text in met if is_led(text, lexicon)]
    return 2 * len(signed) > len(met)


def sign_in(lexicon: Lexicon, text: str) -> Sign | None:
    """A sign with which a title begins or ends; a word alone is part of it."""
    for found in (leading(lexicon, text), trailing(lexicon, text)):
        rest = text.replace(text[found.start : found.end], "", 1) if found else ""
        if found and found.emoji and any(map(str.isalnum, rest)):
            return found
    return None


def is_led(title: str, lexicon: Lexicon) -> bool:
    """Whether something at the edges of a title would be read as its status."""
    return bool(BOX.match(title) or sign_in(lexicon, title))
