"""What a status looks like: a sign, a word or both, in a cell, a heading or a lead; found, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from roadmap_sync.document.words.shortcodes import SHORTCODES
from roadmap_sync.document.words.vocabulary import VARIATION, alternatives, fold, unvaried, vocabulary
from roadmap_sync.model import Status

_BOX = r"\[[ xX~/\-]\]"
_CODES = "|".join(sorted(SHORTCODES, key=len, reverse=True))
_PICTURE = (
    f"(?:(?<![\\w:])(?:{_CODES})(?![\\w:])|"
    "(?:[\U0001f1e6-\U0001f9ff\U0001fa70-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff]"
    "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u20e3]*(?:\u200d[\U0001f1e6-\U0001f9ff\u2600-\u27bf]\ufe0f?)*))"
)
EMOJI = re.compile(_PICTURE)
"""One emoji, arrow or dingbat, or its code, with all that belongs to it (https://unicode.org/reports/tr51/)."""

SIGN = re.compile(f"{_PICTURE}|{_BOX}")
"""An emoji, or a box as in a task list."""

_LEAD = re.compile(rf"\s*((?:(?:{SIGN.pattern})\s*)*)[\s:·–—-]*\[?(?:\d+\s?%\s*)?")
_LAST = re.compile(rf"({SIGN.pattern})\s*$")


STRUCK = "~~"
"""Stands for a strike-through in a legend."""


class Sign(NamedTuple):
    """A status as it is shown: ``emoji`` (one or more) and ``word``, one of them perhaps empty, and where
    they stand in the text."""

    status: Status
    emoji: str
    word: str
    emoji_at: int
    word_at: int

    @property
    def start(self) -> int:
        return min(self.emoji_at, self.word_at) if self.emoji and self.word else self._only

    @property
    def end(self) -> int:
        if self.emoji and self.word:
            return max(self.emoji_at + len(self.emoji), self.word_at + len(self.word))
        return self._only + len(self.emoji or self.word)

    @property
    def _only(self) -> int:
        """Where the part stands that is not empty."""
        return self.emoji_at if self.emoji else self.word_at


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The meanings that hold in one document: its own legend first, then the vocabulary. ``shown``: the signs
    of the legend as it shows them. Each is itself only, so that what was read with it can be remembered."""

    words: Mapping[str, Status] = field(default_factory=dict)
    signs: Mapping[str, Status] = field(default_factory=dict)
    shown: Mapping[Status, str] = field(default_factory=dict)
    known: dict[str, Sign | None] = field(default_factory=dict, repr=False)

    def read(self, text: str) -> Sign | None:
        """The status with which ``text`` begins (its sign may also stand last), or ``None``."""
        if text not in self.known:
            self.known[text] = _read(self, text)
        return self.known[text]

    def of_sign(self, emoji: str) -> Status | None:
        bare = unvaried(emoji.lower())
        return self.signs.get(bare) or vocabulary().signs.get(bare)

    def of_word(self, word: str) -> Status | None:
        folded = fold(word)
        if folded in self.words:
            return self.words[folded]
        known = vocabulary().statuses.get(folded)
        return known[0] if known else None


def legend_lexicon(pairs: Iterable[tuple[str, Status]]) -> Lexicon:
    """A lexicon from what a document itself says its signs and words mean."""
    words: dict[str, Status] = {}
    signs: dict[str, Status] = {}
    shown: dict[Status, str] = {}
    for mark, status in pairs:
        found = SIGN.match(mark)
        if mark == STRUCK:
            signs.setdefault(STRUCK, status)
        elif found:
            signs.setdefault(unvaried(found[0].lower()), status)
            shown.setdefault(status, found[0])
        word = fold(mark[found.end() :] if found else mark).strip("~")
        if word:
            words.setdefault(word, status)
    return Lexicon(words, signs, shown)


def _read(lexicon: Lexicon, text: str) -> Sign | None:
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    look = _starting(tuple(lexicon.words), text[start : start + 1].casefold()[:1])
    word = look.match(text, start) if look else None
    if word and not _tail().match(text, word.end()):
        word = None
    emoji, emoji_at = (lead[1].rstrip(), lead.start(1)) if lead and lead[1] else ("", -1)
    if not emoji and (last := _LAST.search(text)) and (word or not text[: last.start()].strip()):
        emoji, emoji_at = last[1], last.start(1)
    of_sign = next((known for each in SIGN.findall(emoji) if (known := lexicon.of_sign(each))), None)
    of_word = lexicon.of_word(word[0]) if word else None
    status = of_word or of_sign
    if status is None:
        return None
    belongs = of_sign or emoji_at < start
    shown, word_at = emoji if belongs else "", word.start() if word else -1
    return Sign(status, shown, word[0] if word else "", emoji_at if shown else -1, word_at)


def first_status(text: str) -> Status | None:
    """The first status that a sentence names."""
    found = re.search(rf"(?<!\w)(?:{_words(()).pattern})(?!\w)", text, re.IGNORECASE)
    return Lexicon().of_word(found[0]) if found else None


def loose_status(text: str) -> Status | None:
    """The status that a legend means by words that say one only there ("thinking about it")."""
    folded = fold(text)
    return next(
        (
            status
            for status, words in vocabulary().loosely.items()
            if re.search(rf"(?<!\w)(?:{alternatives(words)})(?!\w)", folded)
        ),
        None,
    )


@cache
def _tail() -> re.Pattern[str]:
    """What may follow a status word: nothing, a sign or mark, a number, or one of a few words."""
    words = alternatives(vocabulary().behind)
    return re.compile(rf"\s*(?:$|[^\w\s]|v?\d)|\s+(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _starting(own: tuple[str, ...], first: str) -> re.Pattern[str] | None:
    """The words for statuses that begin with a letter: all of them at once take long to compile."""
    words = [word for word in (*own, *vocabulary().statuses) if word.casefold()[:1] == first]
    return re.compile(alternatives(words), re.IGNORECASE) if words and first else None


@cache
def _words(own: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(alternatives([*own, *vocabulary().statuses]), re.IGNORECASE)


def strip_signs(text: str) -> str:
    """``text`` without emoji."""
    return " ".join(EMOJI.sub(" ", text).replace(VARIATION, "").split())
