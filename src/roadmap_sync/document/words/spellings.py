"""How a table or a document spells its statuses, and how another status is spelled in the same way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from types import MappingProxyType
from typing import NamedTuple

from roadmap_sync.document.words.signs import Lexicon, Sign
from roadmap_sync.document.words.vocabulary import fold, unvaried, vocabulary
from roadmap_sync.model import Status


class Spelling(NamedTuple):
    """A sign and a word for a status, one of them perhaps empty. ``last``: the sign stands last."""

    emoji: str
    word: str
    last: bool = False

    @property
    def style(self) -> str:
        """What it consists of: an emoji, a word, or both."""
        return "both" if self.emoji and self.word else "emoji" if self.emoji else "word"

    def __str__(self) -> str:
        parts = (self.word, self.emoji) if self.last else (self.emoji, self.word)
        return " ".join(part for part in parts if part)


NOTHING = Spelling("", "")


def spelling_of(sign: Sign) -> Spelling:
    """How a sign that was met is spelled."""
    return Spelling(sign.emoji, sign.word, bool(sign.emoji and sign.word) and sign.emoji_at > sign.word_at)


@dataclass(frozen=True, slots=True)
class Votes:
    """Counts of the spellings that were met, and what was worked out from them."""

    counts: Counter[tuple[Status, Spelling]] = field(default_factory=Counter)
    made: dict[Shown, Mapping[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def add(self, sign: Sign) -> None:
        self.counts[sign.status, spelling_of(sign)] += 1

    def best(self, status: Status) -> Spelling | None:
        """The most frequent spelling of a status; of equals the first one met."""
        votes = [(count, spelling) for (meant, spelling), count in self.counts.items() if meant is status]
        return max(votes, key=lambda vote: vote[0])[1] if votes else None

    def styled(self, style: str) -> Votes:
        """Only the spellings of one style."""
        kept = {vote: count for vote, count in self.counts.items() if vote[1].style == style}
        return Votes(Counter(kept))

    def joined(self, other: Votes) -> Votes:
        return Votes(self.counts + other.counts)


class Shown(NamedTuple):
    """A status as a text shows it: ``now`` is its Markdown, ``plain`` the same as people read it, ``before``
    and ``after`` the plain text around it. ``whole``: all marks that open in it are closed in it, so that it
    may be replaced altogether."""

    now: str
    old: Spelling = NOTHING
    plain: str = ""
    before: str = ""
    after: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Speller:
    """Knows the words for every status in one table or list: its own, else the document's, else ours.
    ``reads``: how a text is read in that place."""

    table: Votes
    document: Votes
    lexicon: Lexicon
    reads: Callable[[Lexicon, str], Sign | None] = Lexicon.read

    def words(self, shown: Shown) -> Mapping[str, str]:
        """Value → what to write in the place of ``shown.now``; only words that read back as that value."""
        made = self.table.made
        if shown not in made:
            found = {status.value: self._word(shown, status) for status in Status}
            made[shown] = MappingProxyType({value: word for value, word in found.items() if word})
        return made[shown]

    def _word(self, shown: Shown, status: Status) -> str | None:
        for new in self._spellings(status):
            plain = respell(shown.plain, shown.old, new, whole=True)
            sign = self.reads(self.lexicon, f"{shown.before}{plain}{shown.after}")
            if sign and sign.status is status:
                return respell(shown.now, shown.old, new, whole=shown.whole)
        return None

    def _spellings(self, status: Status) -> Iterator[Spelling]:
        yield from (each for each in (self.table.best(status), self.document.best(status)) if each)
        if ours := self._ours(status):
            yield ours
        if sign := self._own_sign(self.document, status):
            yield Spelling(sign, "")

    def _ours(self, status: Status) -> Spelling | None:
        votes = self.table if self.table.counts else self.document
        style = _style(votes)
        word = _own_word(votes, status) if style != "emoji" else ""
        emoji = self._own_sign(votes, status) if style != "word" else ""
        return Spelling(emoji, word) if emoji or word else None

    def _own_sign(self, votes: Votes, status: Status) -> str:
        """A sign that means nothing else here; boxes only where boxes are used, and nothing else there."""
        used = {unvaried(spelling.emoji): meant for meant, spelling in self.document.joined(votes).counts}
        boxes = any(emoji.startswith("[") for emoji in used)
        own = self.lexicon.shown.get(status)
        for sign in (*([own] if own else []), *vocabulary().spellings[status]):
            free = used.get(unvaried(sign), status) is status and self.lexicon.of_sign(sign) is status
            if free and sign.startswith("[") == boxes:
                return sign
        return ""


def respell(now: str, old: Spelling, new: Spelling, *, whole: bool) -> str | None:
    """``now`` with the parts of one spelling in the place of the other's, decoration kept."""
    if not old.emoji or not old.word:
        part = old.emoji or old.word
        return now.replace(part, str(new), 1) if part and part in now else (str(new) if whole else None)
    if new.emoji and new.word and old.emoji in now and old.word in now:
        head, tail = sorted(
            ((old.emoji, new.emoji), (old.word, new.word)), key=lambda pair: now.find(pair[0])
        )
        before, _, after = now.partition(head[0])
        return before + head[1] + after.replace(*tail, 1)
    return str(new) if whole else None


def recase(word: str, like: str) -> str:
    """``word`` in the letter case of another: COMPLETED, completed, or as it is."""
    if like.isupper():
        return word.upper()
    return word.lower() if like.islower() else word


def _style(votes: Votes) -> str:
    styles: Counter[str] = Counter()
    for (_, spelling), count in votes.counts.items():
        styles[spelling.style] += count
    return styles.most_common(1)[0][0] if styles else "word"


def _own_word(votes: Votes, status: Status) -> str:
    """Our word in the language and letter case of the words that are there."""
    words = [spelling.word for (_, spelling) in votes.counts if spelling.word]
    tongues = Counter(tongue for word in words for tongue in _languages(word))
    language = max(tongues, key=lambda tongue: (tongues[tongue], tongue == "en")) if tongues else "en"
    own = vocabulary().own[language][status]
    if (words and all(word.isupper() for word in words)) or (words and all(word.islower() for word in words)):
        return recase(own, words[0])
    plain = any(" " in word and word == word.capitalize() for word in words)
    return own.capitalize() if plain else own


def _languages(word: str) -> frozenset[str]:
    known = vocabulary().statuses.get(fold(word))
    return known[1] if known else frozenset()


def total(votes: list[Votes]) -> Votes:
    """The votes of a whole document."""
    return reduce(Votes.joined, votes, Votes())
