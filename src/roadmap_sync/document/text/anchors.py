"""Anchors of headings as GitHub makes them, and those that the document itself links to."""

from __future__ import annotations

import re
from urllib.parse import unquote

_LINKED = re.compile(
    r"""\]\(\s*<?[^\s)>]*\#([^\s)>]+)|href\s*=\s*["']?[^"'\s>]*\#([^"'\s>]+)|^\s{0,3}\[[^\]]+\]:\s*\S*\#(\S+)""",
    re.IGNORECASE | re.MULTILINE,
)


def anchor(heading: str) -> str:
    """The anchor of a heading by its text: lower case, without punctuation, hyphens for blanks
    (https://docs.github.com/get-started/writing-on-github, "Section links")."""
    return re.sub(r"[^\w\- ]", "", heading.strip().casefold()).replace(" ", "-")


def linked(markdown: str) -> frozenset[str]:
    """The anchors that any link of a document names, here or in another file, without the numbers that tell
    equal ones apart; in doubt too many."""
    named = (unquote(next(filter(None, found.groups()))).casefold() for found in _LINKED.finditer(markdown))
    return frozenset(each for name in named for each in (name, re.sub(r"-\d+$", "", name)))
