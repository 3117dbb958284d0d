"""The time or version that a list entry itself names: in brackets in its line ("Lexer (Q3 2026)")."""

from __future__ import annotations

import re

from roadmap_sync.document.lists.lines import Line
from roadmap_sync.document.words.targets import find_guess, read_target
from roadmap_sync.model import Target

_REMARK = re.compile(r"[(（]([^()（）]*)[)）]")
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
    that tells a status tells a past day."""
    if line.strip.when:
        return line.strip.when
    for remark in _REMARK.finditer(line.strip.flat.text[:_NEAR]):
        if any(remark.start() <= sign.start < remark.end() for sign in line.signs):
            continue
        found = read_target(remark[1])
        named = found and found.target.name and not found.other and not found.vague
        if found and named:
            return found.target
    return None
