"""The status that a line of a list shows at its head, behind its title or at its end; never in its midst.

A line is prose, not a cell: a sign counts where it stands alone ("✅ Lexer"), a word only where it is set off
("Done: lexer", "Lexer (in progress)", "Lexer — DONE"), so that "Design the lexer" says nothing.
"""

from __future__ import annotations

import re

from roadmap_sync.document.words.signs import EMOJI, Lexicon, Sign
from roadmap_sync.document.words.targets import is_blank, read_target
from roadmap_sync.document.words.vocabulary import fold, unvaried, vocabulary
from roadmap_sync.model import Status

_INNER = r"(?P<inner>[^()\[\]（）【】]{1,60})"
_HEAD_BRACKETS = re.compile(rf"\s*[(\[（【]{_INNER}[)\]）】]")
_HEAD_EMOJI = re.compile(rf"\s*((?:{EMOJI.pattern}\s*)+)")
_SET_OFF = re.compile(r"\s*(?:[:：–—]|-(?=\s)|\.?\s*$)")
_TAIL_BRACKETS = re.compile(rf"\s*[(\[（【]{_INNER}[)\]）】]\s*$")
_TAIL_DASH = re.compile(r"(?:\s*[–—]+|\s-+|[:：])\s*(?P<inner>[^–—:：]{1,60})$")
_TAIL_EMOJI = re.compile(rf"(?P<inner>{EMOJI.pattern})(?P<more>[^()]{{0,30}}?)\s*(?:\([^()]*\))?\s*$")
_TIMED = re.compile(r"(?P<time>[^,;·|/]{2,30}?)\s*[,;·|/]\s*(?P<state>[^,;·|/]+?)")
_REMARK = re.compile(r"\s*(?:$|[(\[,;]|(?:\w+\s+)?[vqh]?\d)", re.IGNORECASE)


def leading(lexicon: Lexicon, text: str) -> Sign | None:
    """The status with which a line begins: words in brackets, a word before a colon or dash, or a sign."""
    found = _HEAD_BRACKETS.match(text)
    if found and (inner := _word(lexicon, found["inner"]) or _bare(lexicon, found["inner"])):
        return _moved(inner, found.start("inner"))
    if found and (inner := _behind_time(lexicon, found["inner"])):
        return _moved(inner, found.start("inner"))
    head = _HEAD_EMOJI.match(text)
    at = head.start(1) if head else 0
    sign = _word(lexicon, text[at:])
    if sign and _SET_OFF.match(text, at + sign.end):
        return _moved(sign, at)
    return _sign(lexicon, head[1], head.start(1)) if head else None


def trailing(lexicon: Lexicon, text: str) -> Sign | None:
    """The status with which a line ends: in brackets, behind a dash or colon, or a sign alone."""
    found = _TAIL_BRACKETS.search(text)
    inner = found["inner"] if found else ""
    if found and (sign := _word(lexicon, inner) or _alone(lexicon, inner) or _behind_time(lexicon, inner)):
        return _moved(sign, found.start("inner"))
    found = _TAIL_DASH.search(text)
    sign = _word(lexicon, found["inner"]) if found else None
    if found and sign and _REMARK.match(found["inner"], sign.end):
        return _moved(sign, found.start("inner"))
    found = _TAIL_EMOJI.search(text)
    return _signed(lexicon, found, text) if found else None


def _signed(lexicon: Lexicon, found: re.Match[str], text: str) -> Sign | None:
    """A sign at the end of a line, alone or with its word."""
    at = found.start("inner")
    if not found["more"].strip():
        return _sign(lexicon, found["inner"], at)
    sign = _word(lexicon, text[at:])
    return _moved(sign, at) if sign and _REMARK.match(text, at + sign.end) else None


def means(lexicon: Lexicon, signs: str) -> str:
    """The first of several signs that is a status here and no decoration; empty where none is."""
    for each in EMOJI.findall(signs):
        bare = unvaried(each)
        if bare in lexicon.signs or (bare not in vocabulary().decoration and lexicon.of_sign(each)):
            return str(each)
    return ""


def _word(lexicon: Lexicon, text: str) -> Sign | None:
    """The status word with which a text begins, and its sign; no word that mostly tells something else."""
    sign = lexicon.read(text)
    if sign is None or not sign.word:
        return None
    if sign.emoji_at > sign.word_at + len(sign.word) + 1:
        sign = sign._replace(emoji="", emoji_at=-1)
    folded = fold(sign.word)
    loose = folded in vocabulary().not_alone and folded not in lexicon.words
    return None if loose else sign


def _behind_time(lexicon: Lexicon, text: str) -> Sign | None:
    """A status that stands in a remark behind a time, and ends it: "Q2 2026, in progress"."""
    found = _TIMED.fullmatch(text)
    sign = lexicon.read(found["state"]) if found else None
    if found is None or sign is None or sign.start or sign.end != len(found["state"]):
        return None
    due = read_target(found["time"])
    named = is_blank(found["time"]) or (due is not None and not due.other and not due.vague)
    return _moved(sign, found.start("state")) if named else None


def _bare(lexicon: Lexicon, text: str) -> Sign | None:
    """A word that is a status where it is all that brackets hold."""
    sign = lexicon.read(text)
    known = sign and sign.word and fold(sign.word) in vocabulary().bracketed
    return sign if sign and known and sign.end == len(text.rstrip()) else None


def _alone(lexicon: Lexicon, text: str) -> Sign | None:
    return _sign(lexicon, text, 0) if EMOJI.fullmatch(text.strip()) else None


def _sign(lexicon: Lexicon, text: str, at: int) -> Sign | None:
    emoji = means(lexicon, text)
    status: Status | None = lexicon.of_sign(emoji) if emoji else None
    return Sign(status, emoji, "", at + text.index(emoji), -1) if status else None


def _moved(sign: Sign, by: int) -> Sign:
    emoji_at = sign.emoji_at + by if sign.emoji else -1
    return sign._replace(emoji_at=emoji_at, word_at=sign.word_at + by if sign.word else -1)
