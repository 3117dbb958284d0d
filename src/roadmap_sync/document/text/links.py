"""Links to issues: which URL is one, and what it says."""

from __future__ import annotations

import re

from roadmap_sync.model import Link

_KINDS = {"issues": "issue", "pull": "pull", "discussions": "discussion"}
_END = r"(?P<kind>issues|pull|discussions)/(?P<number>[1-9]\d{0,9})(?=[/?#)\]>\s,;.]|$)(?:[/?#][^\s)\]>]*)?"
URL = re.compile(
    rf"https?://(?P<host>[^\s/?#\\]+)/(?P<owner>[\w.-]+)/(?P<repository>[\w.-]+)/{_END}",
    re.IGNORECASE | re.ASCII,
)
_RELATIVE = re.compile(rf"(?:\.\./)+{_END}", re.ASCII)
BARE = re.compile(r"(?:#|\bGH-)(?P<bare>[1-9]\d{0,9})\b", re.IGNORECASE | re.ASCII)
"""``#12`` or ``GH-12``, as GitHub itself links them
(https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls)."""


def link_of(url: str) -> Link | None:
    """The issue, pull request or discussion that a URL leads to."""
    if found := URL.fullmatch(url):
        kind = _KINDS[found["kind"].lower()]
        place = found["host"].lower(), found["owner"], found["repository"]
        return Link(int(found["number"]), kind, *place, url)
    if found := _RELATIVE.fullmatch(url):
        return Link(int(found["number"]), _KINDS[found["kind"]], url=url)
    return None


def written(url: str) -> str:
    """A link as we write it: ``[#12](https://github.com/acme/widgets/issues/12)``."""
    return f"[#{url.rstrip('/').rpartition('/')[2]}]({url})"
