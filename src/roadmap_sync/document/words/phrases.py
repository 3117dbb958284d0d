"""Phrases at the edges of a folded text, by look-up: an expression of hundreds of alternatives takes longer
to compile than all else that a run does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Phrases(NamedTuple):
    """Folded words and phrases, and the length of the longest one."""

    known: frozenset[str]
    longest: int

    def ends(self, text: str) -> Iterator[int]:
        """Where each phrase ends with which a text begins; one in a script with blanks ends with a word."""
        for end in range(1, min(len(text), self.longest) + 1):
            blanks = text[end - 1].isalnum() and text[end - 1] < "\u2e80"
            if text[:end] in self.known and not (blanks and goes_on(text, end)):
                yield end

    def closes(self, text: str) -> bool:
        """Whether a text ends with a phrase, which begins there with a word."""
        first = max(0, len(text) - self.longest)
        return any(
            text[start:] in self.known
            and not (start and (goes_on(text, start - 1) or text[start - 1] == "-"))
            for start in range(first, len(text))
        )


def phrases(words: Iterable[str]) -> Phrases:
    """Folded words, ready for looking up."""
    known = frozenset(words)
    return Phrases(known, max(map(len, known), default=0))


def goes_on(text: str, at: int) -> bool:
    """Whether a letter, a digit or ``_`` stands at a place in a text."""
    return text[at : at + 1].isalnum() or text[at : at + 1] == "_"
