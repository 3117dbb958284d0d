"""What stands before a title in a list: a status, a priority, an id or a version; all worn off."""

from __future__ import annotations

import re

from roadmap_sync.document.inline.strips import Strip
from roadmap_sync.document.lists.line_signs import leading
from roadmap_sync.document.words.signs import EMOJI
from roadmap_sync.document.words.targets import read_target
from roadmap_sync.document.words.times import VERSION as VERSIONS
from roadmap_sync.document.words.times import forms_in
from roadmap_sync.document.words.vocabulary import vocabulary

VERSION = re.compile(
    r"(?:(?:version|release)\s+)?v?\d+(?:\.(?:\d+|x))+(?:[-.]?(?:alpha|beta|rc|pre|dev)[.-]?\d*)?\+?(?![\w.-])"
    r"|v\d+(?![\w.])",
    re.IGNORECASE,
)
_ID = re.compile(
    r"(?P<dashed>[A-Z][A-Z0-9]*(?:-[A-Z]+)*-\d+[a-z]?(?:\.\d+)*)"
    r"|(?P<short>[A-Z]{1,3}\d+(?:[.-]\d+)*[a-z]?|\d+(?:\.\d+)+|#\d+)(?![\w])"
)
_PRIORITY = re.compile(r"P[0-5](?![\w.])", re.IGNORECASE)
_SIZE = re.compile(r"X{0,2}[SML]|[SML]X{0,2}")
_OPEN = re.compile(r"\s*[(\[（【]?")
_CLOSED = re.compile(r"[)\]）】]\s*[:：–—-]*\s*")
_SET_OFF = re.compile(r"\s*(?:[:：]\s*|\s[–—-]+\s+|[–—]+\s*|[.)|]\s+|[.)]?$)")
_EMOJI = re.compile(rf"(?:{EMOJI.pattern}\s*)+")
_INSIDE = re.compile(r"[^()\[\]（）【】]*[)\]）】][\s:：–—-]*")
_DASHES = re.compile(r"\s*(?:[–—]+\s*|-+\s+)?")
_SPACE = re.compile(r"\s+")
_CAPITAL = re.compile(r"\s+(?=[A-Z][a-z]|[^\x00-\u02ff])")
_BEHIND = re.compile(r"\s*[)\]）】]?\s*(?:[:：]|[–—]+|-(?=\s))?\s*")


def take(strip: Strip) -> None:
    """Wear off everything that stands before the title, in whatever order."""
    for _ in range(4):
        before = strip.first
        _blanks(strip)
        _sign(strip)
        _coded(strip)
        _priority(strip)
        _when(strip)
        _name(strip)
        if strip.first == before:
            return


def _blanks(strip: Strip) -> None:
    strip.first += len(strip.left) - len(strip.left.lstrip())


def _sign(strip: Strip) -> None:
    sign = None if strip.head else leading(strip.lexicon, strip.left)
    if sign is None:
        _decoration(strip)
        return
    opened = strip.left[: sign.start].strip()
    behind = (_INSIDE if opened else _BEHIND if sign.word else _DASHES).match(strip.left, sign.end)
    end = behind.end() if behind else sign.end
    if strip.left[end:].strip(" .:"):
        strip.head = sign._replace(
            emoji_at=sign.emoji_at + strip.first if sign.emoji else -1,
            word_at=sign.word_at + strip.first if sign.word else -1,
        )
        strip.first += end


def _decoration(strip: Strip) -> None:
    """Emoji that mean nothing here are no part of a title either."""
    found = _EMOJI.match(strip.left)
    if found and strip.left[found.end() :].strip():
        strip.first += found.end()


def _coded(strip: Strip) -> None:
    """A priority, a size or an id in inline code at the head: "`P1` Lexer", "`M` Lexer", "`RM-12` Lexer"."""
    wrap = next((each for each in strip.of("code") if each.first == strip.first), None)
    text = wrap.inline.text.strip() if wrap else ""
    behind = _BEHIND.match(strip.flat.text, wrap.last, strip.last) if wrap else None
    if not behind or not strip.flat.text[behind.end() : strip.last].strip():
        return
    if _PRIORITY.fullmatch(text) and strip.priority is None:
        strip.priority = text.upper()
    elif _SIZE.fullmatch(text) and strip.effort is None:
        strip.effort = text
    elif _is_code_of(strip, text, behind) and strip.id is None:
        strip.id = text
    else:
        return
    strip.first = behind.end()


def _is_code_of(strip: Strip, text: str, behind: re.Match[str]) -> bool:
    """Whether inline code is the id of the title behind it, which is set off or begins with a capital."""
    found, first = _ID.fullmatch(text), strip.flat.text[behind.end()]
    return bool(found and found["dashed"]) and (bool(behind[0].strip()) or first.isupper())


def _priority(strip: Strip) -> None:
    if strip.priority is None and (found := _apart(strip, _PRIORITY)):
        strip.priority = found[0].upper()


def _when(strip: Strip) -> None:
    """A time before a colon or dash ("Q1 2026: lexer", "Weeks 1-2 — parser")."""
    for form in forms_in(strip.left) if strip.when is None else ():
        if (
            form.rank != VERSIONS
            and (found := _apart(strip, form.look))
            and (target := read_target(found[0].strip()))
        ):
            strip.when = target.target
            return


def _name(strip: Strip) -> None:
    """An id or a version, where it is set off from the title."""
    if strip.id or strip.version:
        return
    if found := _apart(strip, VERSION):
        strip.version = found[0]
    elif found := _apart(strip, _ID):
        strip.id = found[0]


def _apart(strip: Strip, look: re.Pattern[str]) -> re.Match[str] | None:
    """What is found at the head of the strip, worn off: in brackets, in marks of its own, or before a colon,
    dash or full stop."""
    opened = _OPEN.match(strip.left)
    at = opened.end() if opened else 0
    found = look.match(strip.left, at)
    if not found or found[0].partition("-")[0].casefold() in vocabulary().lists["codes"]:
        return None
    if opened and opened[0].strip():
        end = _CLOSED.match(strip.left, found.end())
    else:
        end = _SET_OFF.match(strip.left, found.end()) or _own(strip, found) or _dashed(strip, found)
    if not end or not strip.left[end.end() :].strip():
        return None
    strip.first += end.end()
    return found


def _dashed(strip: Strip, found: re.Match[str]) -> re.Match[str] | None:
    """What stands behind an id like RM-12, or a number like 1.2 before a capital, with which a lead in bold
    begins; and behind a priority before one, wherever it stands."""
    if found.re is _PRIORITY:
        return _CAPITAL.match(strip.left, found.end()) if found[0].isupper() else None
    if found.re is not _ID or not any(wrap.first == strip.first for wrap in strip.of("strong", "link")):
        return None
    look = _SPACE if found["dashed"] else _CAPITAL if found[0][0].isdigit() else None
    return look.match(strip.left, found.end()) if look else None


def _own(strip: Strip, found: re.Match[str]) -> re.Match[str] | None:
    """What stands behind a name that is alone in bold, in code or in a link."""
    first, last = strip.first + found.start(), strip.first + found.end()
    kinds = strip.of("strong", "code", "link", "emphasis")
    alone = any(wrap.first in {first, first - 1} and wrap.last in {last, last + 1} for wrap in kinds)
    return _BEHIND.match(strip.left, found.end()) if alone else None
