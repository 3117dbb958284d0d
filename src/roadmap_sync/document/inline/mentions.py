"""What a cell, a field or a YAML value calls other items: ids, titles, numbers and links of issues."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from roadmap_sync.document.text.flat import squeeze
from roadmap_sync.document.text.links import BARE, URL, link_of
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.words.targets import is_blank
from roadmap_sync.document.words.vocabulary import fold_header, vocabulary
from roadmap_sync.model import Link, Mention, Place

_PART = re.compile(r"(?:\[[^\]]*\]\([^)]*\)|<?https?://[^\s,;|>]+>?|(?!<br)[^,;、，；\n\r])+", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\(\s*<?(?P<url>[^)>\s]*)[^)]*\)")
_BEHIND = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_MARKS = " \t`*_~|.-–•"


def is_blocking(label: str) -> bool:
    """Whether a header, label or key says that what stands there comes first."""
    return fold_header(label) in vocabulary().columns["blocker"]


def is_kind(label: str) -> bool:
    """Whether a header, label or key says that what stands there is a type of work."""
    return fold_header(label) in vocabulary().columns["kind"]


def read_mentions(source: Source, start: int, end: int) -> tuple[Mention, ...]:
    """The mentions between two offsets, in order."""
    text = source.text(start, end)
    return tuple(mentions(text, lambda at: source.place(start + len(text[:at].encode()))))


def mentions(text: str, place: Callable[[int], Place]) -> Iterator[Mention]:
    """The mentions in Markdown; ``place`` of a character of it. What says nothing ("none", "—") is none."""
    plain = _BREAK.sub(lambda found: "\n" * len(found[0]), text)
    for part in _PART.finditer(plain):
        said, link = _said(part[0])
        if not is_blank(said) and re.search(r"\w", said):
            blanks = len(part[0]) - len(part[0].lstrip(_MARKS))
            yield Mention(said, link, place(part.start() + blanks))


def _said(part: str) -> tuple[str, Link | None]:
    """What one part calls another item, and the issue that this may be."""
    anchor = _LINK.search(part)
    url = anchor["url"] if anchor else found[0].rstrip(").;") if (found := URL.search(part)) else ""
    text = squeeze(_LINK.sub(lambda each: each["text"], part).strip(_MARKS))
    bare = _BEHIND.sub("", text).strip(_MARKS) or text
    if link := link_of(url):
        return bare, link
    number = BARE.fullmatch(bare)
    return bare, Link(int(number["bare"])) if number else None
