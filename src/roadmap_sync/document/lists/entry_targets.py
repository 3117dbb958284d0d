"""The time or version that a list entry itself names: in brackets in its line ("Lexer (Q3 2026)")."""

from __future__ import annotations

import re

from roadmap_sync.document.lists.lines import Line
from roadmap_sync.document.words.targets import find_guess, read_target
from roadmap_sync.model import Target

_REMARK = re.compile(r"[(（]([^()（）]*)[)）]")
_FOR = re.compile(
    r"\s*,?\s*(?:(?P<meant>for|targeting|targeted for|target)|in|since|with)[\s:]+"
    r"(?P<when>[^()\[\],;]{2,24}?)[.)\]\s]*$",
    re.IGNORECASE,
)
_NEAR = 400
"""How far into a line a target is looked for."""


def guessed(line: Line) -> tuple[str, int] | None:
    """A remark that tells a time which is no date without guessing, and where it stands in the line."""
    if own_target(line):
        return None
    for remark in _REMARK.finditer(line.strip.flat.text[:_NEAR]):
        if found := find_guess(remark[1]):
            return found[0], remark.start(1) + found.start()
    return None


def own_target(line: Line) -> Target | None:
    """The time with which the line begins, else the first remark that is nothing but a time or version; one
    that tells a status first tells a past day. Else the version that a status at the end is for."""
    if line.strip.when:
        return line.strip.when
    for remark in _REMARK.finditer(line.strip.flat.text[:_NEAR]):
        signs = [sign.start for sign in line.signs if remark.start() <= sign.start < remark.end()]
        before = line.strip.flat.text[remark.start(1) : signs[0]] if signs else remark[1]
        if target := _named(before.rstrip(" ,;·|/") if signs else before):
            return target
    return _behind(line)


def _behind(line: Line) -> Target | None:
    """What stands behind the status at the end of a line: "— planned for 3.2", "— done in v3.0"."""
    tail = line.strip.tail
    found = _FOR.match(line.strip.flat.text, tail.end) if tail and tail.word else None
    if found is None:
        return None
    if re.fullmatch(r"v?\d+(?:\.\d+)+", found["when"]):
        return Target(found["when"], name=found["when"])
    return _named(found["when"]) if found["meant"] else None


def _named(text: str) -> Target | None:
    """The time or version that a text is, and nothing else."""
    found = read_target(text) if text.strip() else None
    return found.target if found and found.target.name and not found.other and not found.vague else None
