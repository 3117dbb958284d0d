"""The status that a heading states, and where: a box, in brackets, behind a dash or sign, or as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from roadmap_sync.document.words.signs import EMOJI, SIGN, Lexicon, Sign
from roadmap_sync.document.words.vocabulary import REMEMBERED, alternatives, fold, unvaried, vocabulary
from roadmap_sync.model import Status

COUNT = re.compile(r"\s*[(\[]\s*\d+\s*(?:/|of)\s*\d+\s*[^()\[\]]*[)\]]|\s*[(\[]?\d+\s*%[)\]]?", re.IGNORECASE)
"""How much of a section is done: "(3/5)", "60 %"."""

BOXES = MappingProxyType({"planned": "[ ]", "done": "[x]", "in_progress": "[~]"})
"""What a box in a heading may be; other statuses would read as part of the title."""

_BOX = re.compile(r"\s*`?(\[[ xX~/\-]\])`?\s+(?=\S)")
_OPEN, _SHUT = r"[(\[（【]", r"[)\]）】]"
_BRACKETS = re.compile(
    rf"\s*[—–-]?\s*{_OPEN}(?P<inner>[^()\[\]（）【】]+){_SHUT}\s*(?P<after>(?:{EMOJI.pattern})?)\s*$"
)
_LEADING = re.compile(rf"\s*{_OPEN}(?P<inner>[^()\[\]（）【】]{{1,40}}){_SHUT}\s*[:：—–-]?\s*(?=\S)")
_DASH = re.compile(r"\s+[—–-]+\s+|\s*[—–]+\s*")
_COLON = re.compile(r"\s*[:：]\s+(?=\S)")
_DECORATED = re.compile(rf"(?<=\w)(?:\s*(?:{EMOJI.pattern}))+\s*$")
_MIDST = re.compile(rf"(?<=\S)\s*{_OPEN}(?P<inner>[^()\[\]（）【】]{{2,40}}){_SHUT}\s*(?=[:：–—]|-\s)")
_PART = re.compile(r"[^/\s](?:[^/]|/(?! ))*?(?=\s+/\s|\s*$)")
_NOTE = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_NUMBER = re.compile(r"\s*(?:\d+(?:\.\d+)*[.)、]\s*|[一二三四五六七八九十]+、\s*)(?=\D)")
_DATE = re.compile(r"\s*\d[\d./年月日\s-]*")
_REMARK = re.compile(r"\s*(?:$|[(\[（【,;.:：!]|[–—-]?\s*v?\d)", re.IGNORECASE)


class Stated(NamedTuple):
    """A status in a heading: its sign, with offsets into the heading's text, and the part of the text from
    ``first`` to ``last`` that goes with it and is no part of a title. ``whole``: the heading is nothing
    else."""

    sign: Sign
    first: int
    last: int
    whole: bool = False

    def shown(self, text: str) -> str:
        """The words of the heading for it."""
        return text[self.sign.start : self.sign.end]


@lru_cache(maxsize=REMEMBERED)
def read_stated(text: str, lexicon: Lexicon) -> Stated | None:
    """The status that a heading with this text states; counts in it do not matter."""
    return next(_found(_blanked(text), lexicon), None)


def _found(text: str, lexicon: Lexicon) -> Iterator[Stated]:
    readers = (_box, _bracketed, _tail, _behind_sign, _led, _alone, _midst, _tongues, _sign_first)
    yield from (found for reader in readers if (found := reader(text, lexicon)))


def _blanked(text: str) -> str:
    return COUNT.sub(lambda found: " " * len(found[0]), text)


def _box(text: str, lexicon: Lexicon) -> Stated | None:
    found = _BOX.match(text)
    status = lexicon.of_sign(found[1]) if found else None
    if not found or status is None:
        return None
    return Stated(Sign(status, found[1], "", found.start(1), -1), 0, found.end())


def _bracketed(text: str, lexicon: Lexicon) -> Stated | None:
    found = _BRACKETS.search(text)
    if not found or not text[: found.start()].strip():
        return None
    date = _DATE.match(found["inner"])
    for skip in (0, date.end() if date else 0):
        sign = _word(lexicon, found["inner"][skip:])
        if sign:
            return Stated(_moved(sign, found.start("inner") + skip), found.start(), len(text))
    return None


def _tail(text: str, lexicon: Lexicon) -> Stated | None:
    """Behind the last dash that a status follows: "Search — DONE", "Search - ✅ shipped v1.2"."""
    for dash in reversed(list(_DASH.finditer(text))):
        tail = text[dash.end() :]
        sign = _word(lexicon, tail)
        if sign and text[: dash.start()].strip() and _REMARK.match(tail, sign.end):
            return Stated(_moved(sign, dash.end()), dash.start(), len(text))
    return None


def _behind_sign(text: str, lexicon: Lexicon) -> Stated | None:
    """A sign at the end, alone or with its word: "Phase 1 ✅", "Phase 1: core ✅ COMPLETED"."""
    signs = [each for each in SIGN.finditer(text) if text[: each.start()].strip(" *")]
    for each in reversed(signs):
        tail = text[each.start() :]
        sign = lexicon.read(tail)
        if not sign:
            continue
        known = sign.word and _REMARK.match(tail, sign.end) and not _loose(sign)
        behind = _NOTE.sub("", tail[len(each[0]) :])
        short = not sign.word and len(behind.split()) <= 2 and _strong(each[0], lexicon)
        if (known and sign.emoji_at <= sign.word_at) or short:
            sign = sign if known else sign._replace(word="", word_at=-1)
            return Stated(_moved(sign, each.start()), len(text[: each.start()].rstrip(" —–-")), len(text))
    return None


def _led(text: str, lexicon: Lexicon) -> Stated | None:
    """Words in brackets or before a colon, at the head: "[Done] Search", "WIP: search"."""
    found = _LEADING.match(text)
    sign = _word(lexicon, found["inner"]) if found else None
    if found and sign and sign.end == len(found["inner"]):
        return Stated(_moved(sign, found.start("inner")), 0, found.end())
    sign = _word(lexicon, text)
    colon = _COLON.match(text, sign.end) if sign else None
    if sign and colon and fold(sign.word) not in vocabulary().not_alone:
        return Stated(sign, 0, colon.end())
    return None


def _alone(text: str, lexicon: Lexicon) -> Stated | None:
    """A heading that names nothing but a status: "Completed", "✅ Recently completed", "Planned features"."""
    bare = _DECORATED.sub("", text).rstrip(" :：.*")
    number = _NUMBER.match(bare)
    at = number.end() if number else 0
    adverb = _adverbs().match(bare, at)
    at = adverb.end() if adverb else at
    sign = lexicon.read(bare[at:])
    if not sign or not sign.word:
        return _with_noun(text, bare, at, lexicon) or _adjective(bare, at)
    rest = bare[at + sign.end :]
    if _loose(sign) or not (re.match(r"\s*[/&]", rest) or _REMARK.match(rest) or _nouns().match(rest)):
        return None
    return Stated(_moved(sign, at), 0, len(text), whole=True)


def _midst(text: str, lexicon: Lexicon) -> Stated | None:
    """Words in brackets behind a step: "Phase 2 (in progress): core"."""
    found = _MIDST.search(text)
    sign = _word(lexicon, found["inner"]) if found else None
    if not found or not sign or not _REMARK.match(found["inner"], sign.end):
        return None
    return Stated(_moved(sign, found.start("inner")), found.start(), found.end())


def _tongues(text: str, lexicon: Lexicon) -> Stated | None:
    """The same status in several languages: "En cours de développement / In development / En desarrollo"."""
    parts = [(found[0], found.start()) for found in _PART.finditer(text)] if " / " in text else []
    met = [(stated, at) for part, at in parts if (stated := _alone(part, lexicon))]
    if len(parts) < 2 or len({stated.sign.status for stated, _ in met}) != 1 or met[0][1] != parts[0][1]:
        return None
    stated, at = met[0]
    return Stated(_moved(stated.sign, at), 0, len(text), whole=True)


def _with_noun(text: str, bare: str, at: int, lexicon: Lexicon) -> Stated | None:
    """A status before nouns that say nothing more: "Completed features", "In progress tasks (Q3)"."""
    for noun in _closing().finditer(bare, at):
        sign = lexicon.read(bare[at : noun.start()])
        if sign and sign.word and at + sign.end == noun.start() and not _loose(sign):
            return Stated(_moved(sign, at), 0, len(text), whole=True)
    return None


def _adjective(text: str, at: int) -> Stated | None:
    """The words that stand only in headings: "Завершённые этапы", "Pendientes"."""
    for status in Status:
        found = _adjectives(status).match(text, at)
        if found and len(text[found.end() :].split()) <= 2:
            return Stated(Sign(status, "", found["word"], -1, found.start("word")), 0, len(text), whole=True)
    return None


def _sign_first(text: str, lexicon: Lexicon) -> Stated | None:
    found = re.match(rf"\s*({EMOJI.pattern})\s*", text)
    if not found or not _strong(found[1], lexicon):
        return None
    status = lexicon.of_sign(found[1])
    return Stated(Sign(status, found[1], "", found.start(1), -1), 0, found.end()) if status else None


def _word(lexicon: Lexicon, text: str) -> Sign | None:
    """The status word with which a text begins; none of those that headings use for other things."""
    sign = lexicon.read(text)
    return sign if sign and sign.word and sign.emoji_at <= sign.word_at and not _loose(sign) else None


def _loose(sign: Sign) -> bool:
    return fold(sign.word) in vocabulary().sections["not a status"]


def _strong(emoji: str, lexicon: Lexicon) -> bool:
    """Whether an emoji alone in a heading is a status: by the legend, or one that is hardly decoration."""
    bare = unvaried(emoji.lower())
    return bare in lexicon.signs or bare in vocabulary().heading_signs


def _moved(sign: Sign, by: int) -> Sign:
    emoji_at = sign.emoji_at + by if sign.emoji else -1
    return sign._replace(emoji_at=emoji_at, word_at=sign.word_at + by if sign.word else -1)


@cache
def _adverbs() -> re.Pattern[str]:
    return re.compile(rf"[\W\d]*(?:{alternatives(vocabulary().headings['adverbs'])})\s+", re.IGNORECASE)


@cache
def _nouns() -> re.Pattern[str]:
    """What may follow a status: a noun that says nothing more, a preposition, or both."""
    nouns, behind = alternatives(vocabulary().headings["nouns"]), alternatives(vocabulary().behind)
    return re.compile(
        rf"\s*(?:(?:{nouns})\s*(?:$|[(\[（:：&]|(?:{nouns}))|(?:{behind})(?!\w))", re.IGNORECASE
    )


@cache
def _closing() -> re.Pattern[str]:
    """Nouns from a place in a heading to its end, and a remark behind them."""
    nouns = alternatives(vocabulary().headings["nouns"])
    return re.compile(rf"(?:(?:\s+|(?<=[^\x00-\u2dff]))(?:{nouns}))+\s*(?:$|[(（:：&,–—-])", re.IGNORECASE)


@cache
def _adjectives(status: Status) -> re.Pattern[str]:
    words = alternatives(vocabulary().headings[status.value])
    return re.compile(rf"[^\w]*(?P<word>{words})", re.IGNORECASE)
