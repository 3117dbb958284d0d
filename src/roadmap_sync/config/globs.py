"""Patterns: globs for paths, and for names that people type in their own case and spacing."""

from __future__ import annotations

import re
import unicodedata
from fnmatch import fnmatchcase
from functools import lru_cache

SPECIAL = frozenset("*?[")


def is_glob(pattern: str) -> bool:
    """Whether a path's pattern may stand for several files."""
    return not SPECIAL.isdisjoint(pattern)


def matches(pattern: str, path: str) -> bool:
    """Whether a path with slashes fits a glob: ``*`` and ``?`` stay inside a folder, ``**/`` is any number
    of folders, and neither stands for a leading dot."""
    return _compiled(pattern).fullmatch(path) is not None


def fault_of(pattern: str) -> str | None:
    """What is wrong with a path's pattern, or ``None``."""
    parts = pattern.split("/")
    if not pattern.strip():
        return "must name a file"
    if "\\" in pattern:
        return "write paths with slashes, not backslashes"
    if pattern.startswith("/") or re.match(r"[A-Za-z]:", pattern):
        return "must be relative to the top of the repository"
    if ".." in parts:
        return "must not leave the repository"
    if any(part in ("", ".") for part in parts):
        return 'must name a file: no empty part and no "." in it'
    if any("**" in part and part != "**" for part in parts) or parts[-1] == "**":
        return '"**" stands for folders and must be a part of its own, before a file: docs/**/*.md'
    if pattern.count("[") != len(re.findall(r"\[!?[^/][^]/]*\]", pattern)):
        return '"[" is not closed by "]"'
    try:
        _compiled(pattern)
    except re.error as fault:
        return f"is no glob: {fault.msg}"
    return None


def fold(text: str) -> str:
    """A name for comparison: without case, decoration and runs of blanks."""
    return _spaced(text).strip(" *_`:")


def is_like(pattern: str, name: str) -> bool:
    """Whether a name is what was typed, or fits it as a glob, folded."""
    found = fold(name)
    return fold(pattern) == found or fnmatchcase(found, _spaced(pattern))


def _spaced(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    tokens = re.findall(r"\*\*/|\*|\?|\[!?[^/][^]/]*\]|.", pattern, re.DOTALL)
    first, parts = True, []
    for token in tokens:
        parts.append(_piece(token, first=first))
        first = token.endswith("/")
    return re.compile("".join(parts), re.DOTALL)


def _piece(token: str, *, first: bool) -> str:
    visible = r"(?!\.)" if first else ""
    if token == "**/":
        return r"(?:(?!\.)[^/]+/)*"
    if token == "*":
        return rf"{visible}[^/]*"
    if token == "?":
        return rf"{visible}[^/]"
    if len(token) > 1:
        negated, inside = token[1] == "!", token[1:-1].removeprefix("!")
        inside = re.sub(r"([^\w-])", r"\\\1", inside)
        return f"(?!/)[{'^' if negated else ''}{inside}]"
    return re.escape(token)
