"""The words by which documents are understood: data from ``vocabulary.yml``, ready for matching."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import groupby

from roadmap_sync.document.words.shortcodes import SHORTCODES, coded
from roadmap_sync.model import Status

_TIMES = (
    "quarters",
    "halves",
    "open ended",
    "before",
    "steps",
    "phases",
    "horizons",
    "counted steps",
    "relative",
    "numbered",
    "durations",
)
VARIATION = "\ufe0f"

REMEMBERED = 1 << 15
"""Of so many texts each reader remembers what it made of them: documents repeat themselves, and each text is
asked about more than once."""

_FOLDED = str.maketrans({"_": " ", "-": " ", "‐": " ", "‑": " ", "’": "'"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``statuses``: folded word → (status, languages); ``own``: language → the word that we write;
    ``signs``: sign without variation selectors → status; ``spellings``: the signs that we write, in order."""

    statuses: Mapping[str, tuple[Status, frozenset[str]]]
    own: Mapping[str, Mapping[Status, str]]
    signs: Mapping[str, Status]
    spellings: Mapping[Status, tuple[str, ...]]
    columns: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, tuple[str, ...]]
    priorities: Mapping[str, tuple[str, ...]]
    blank: frozenset[str]
    behind: tuple[str, ...]
    months: Mapping[str, int]
    ordinals: Mapping[str, int]
    times: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, tuple[str, ...]]
    decoration: frozenset[str]
    not_alone: frozenset[str]
    bracketed: frozenset[str]
    loosely: Mapping[Status, tuple[str, ...]]
    purposes: Mapping[str, tuple[str, ...]]
    headings: Mapping[str, tuple[str, ...]]
    heading_signs: frozenset[str]


@lru_cache(maxsize=REMEMBERED)
def fold(text: str) -> str:
    """``text`` for comparison: without case, with blanks for hyphens and underscores, without decoration."""
    return " ".join(text.casefold().translate(_FOLDED).split()).strip(" .:*`")


def unvaried(sign: str) -> str:
    """An emoji without its variation selectors: people write ⚠ and ⚠️ for the same."""
    return sign.replace(VARIATION, "")


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with the program."""
    import yaml  # costs start-up time, and only documents need it

    text = (
        resources.files("roadmap_sync.document.words").joinpath("vocabulary.yml").read_text(encoding="utf-8")
    )
    # BaseLoader: every word is a string, "no" and "on" too
    data = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return Vocabulary(
        statuses=_statuses(data["status"]),
        own={
            language: {Status(name): words[0] for name, words in groups.items()}
            for language, groups in data["status"].items()
        },
        signs=_signs(data["signs"]),
        spellings={Status(name): tuple(signs) for name, signs in data["signs"].items()},
        columns={role: tuple(map(fold_header, words)) for role, words in data["columns"].items()},
        sections={kind: tuple(map(fold, words)) for kind, words in data["sections"].items()},
        priorities={kind: tuple(map(fold, words)) for kind, words in data["priorities"].items()},
        blank=frozenset(data["blank"]),
        behind=tuple(data["behind a status"]),
        months={fold(word): number for number, words in enumerate(data["months"], 1) for word in words},
        ordinals={fold(word): number for number, words in enumerate(data["ordinals"], 1) for word in words},
        times={kind: tuple(data[kind]) for kind in _TIMES},
        lists={kind: tuple(map(fold, words)) for kind, words in data["lists"].items()},
        decoration=coded(map(unvaried, data["decoration"])),
        not_alone=frozenset(map(fold, data["not alone a status"])),
        loosely={Status(name): tuple(map(fold, words)) for name, words in data["in a legend"].items()},
        bracketed=frozenset(map(fold, data["in brackets a status"])),
        purposes={kind: tuple(map(fold, words)) for kind, words in data["purposes"].items()},
        headings={kind: tuple(words) for kind, words in data["headings"].items()},
        heading_signs=coded(map(unvaried, data["headings"]["signs"])),
    )


@lru_cache(maxsize=REMEMBERED)
def fold_header(text: str) -> str:
    """A column's header for comparison; ``#`` and ``No.`` stay what they are."""
    return " ".join(re.sub(r"[\s_\-‐‑*:]+", " ", text.casefold()).split())


def alternatives(words: Iterable[str]) -> str:
    """A regular expression that finds any of the words, the longest first, with any kind of blank in them;
    words that end in a letter of a script with blanks end where the word ends. Those with the same first
    letter stand together: so it fails for most texts after one look at each letter."""
    ordered = sorted({word.casefold() for word in words}, key=lambda word: (word[:1], -len(word), word))
    groups = (list(group) for _, group in groupby(ordered, key=lambda word: word[:1]))
    return "|".join(_grouped(group) for group in groups)


def _grouped(words: Sequence[str]) -> str:
    first = re.escape(words[0][0])
    if len(words) == 1 or not words[0][0].isalnum():
        return "|".join(_loose(word) + _edge(word) for word in words)
    rest = "|".join(_loose(word[1:]) + _edge(word) for word in words)
    return f"{first}(?:{rest})"


def _loose(word: str) -> str:
    """``word`` with any kind of blank and apostrophe."""
    return re.sub(r"(\\?\s|\\?-|_)+", r"[\\s_\-‐‑]+", re.escape(word)).replace("'", "['’]")


def _edge(word: str) -> str:
    return r"(?!\w)" if word[-1].isalnum() and word[-1] < "\u2e80" else ""


def _statuses(data: Mapping[str, Mapping[str, Iterable[str]]]) -> dict[str, tuple[Status, frozenset[str]]]:
    found: dict[str, tuple[Status, frozenset[str]]] = {}
    for language, groups in data.items():
        for name, words in groups.items():
            for word in map(fold, words):
                status, languages = found.get(word, (Status(name), frozenset()))
                found[word] = (status, languages | {language})
    return found


def _signs(data: Mapping[str, Iterable[str]]) -> dict[str, Status]:
    """Each sign's status, and that of each code that stands for one."""
    known = {unvaried(sign): Status(name) for name, signs in data.items() for sign in signs}
    return known | {code: known[sign] for code, sign in SHORTCODES.items() if sign in known}
