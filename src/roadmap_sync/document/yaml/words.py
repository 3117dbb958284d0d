"""How the YAML of a document spells its statuses: ``in_progress``, ``in-progress``, ``In Progress``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.words.spellings import Votes, recase
from roadmap_sync.document.words.vocabulary import fold, vocabulary
from roadmap_sync.document.yaml.entries import Entry
from roadmap_sync.document.yaml.scalars import writes
from roadmap_sync.model import Status


def votes_of(entries: Iterable[Entry], lexicon: Lexicon) -> Votes:
    """The spellings of the statuses of these entries."""
    votes = Votes()
    for entry in entries:
        text = entry.fields["status"].text if "status" in entry.fields else ""
        sign = lexicon.read(text)
        if sign and sign.end == len(text):
            votes.add(sign)
    return votes


@dataclass(frozen=True, slots=True)
class Spelled:
    """How statuses are spelled in one block and in its document, and the words that were found for each."""

    block: Votes
    document: Votes
    lexicon: Lexicon
    made: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def words(self, form: str, keys: Iterable[str]) -> Mapping[str, str]:
        """Value → what to write for it where ``form`` says: the block's word, else the document's, else ours
        in their manner, joined as the ``keys`` are; only words that read back as that value."""
        joint = _joint(keys)
        if (form, joint) not in self.made:
            found = {status.value: self._word(form, status, joint) for status in Status}
            self.made[form, joint] = {value: word for value, word in found.items() if word}
        return self.made[form, joint]

    def _word(self, form: str, status: Status, joint: str) -> str | None:
        for word in _candidates(status, self.block, self.document, joint):
            sign = self.lexicon.read(word)
            if sign and sign.status is status and sign.end == len(word) and writes(form, word):
                return word
        return None


def _candidates(status: Status, block: Votes, document: Votes, keyed: str) -> Iterator[str]:
    best = [str(each) for each in (block.best(status), document.best(status)) if each]
    odd = vocabulary().sections["not a status"]  # "design" says more than that nobody has begun
    yield from (word for word in best if fold(word) not in odd)
    met = [spelling.word for _, spelling in document.counts if spelling.word]
    lower = not met or any(word.islower() for word in met)
    plain = not lower and not met[0].isupper()
    joint = _joint(met) or (" " if plain else keyed or "-")
    for word in _own(status, met):
        yield (word.lower() if lower else recase(word, met[0])).replace(" ", joint)


def _own(status: Status, met: Iterable[str]) -> Iterator[str]:
    """Our words in the language of those that are there; English where there is none."""
    tongues: Counter[str] = Counter()
    for word in met:
        known = vocabulary().statuses.get(fold(word))
        tongues.update(known[1] if known else ())
    language = max(tongues, key=lambda each: (tongues[each], each == "en")) if tongues else "en"
    if language == "en":
        yield status.value.replace("_", " ").title()
    yield vocabulary().own[language][status]


def _joint(words: Iterable[str]) -> str:
    """What most often joins two words."""
    joints = Counter(found[1] for word in words if (found := re.search(r"\w([ _-])\w", word)))
    return joints.most_common(1)[0][0] if joints else ""
