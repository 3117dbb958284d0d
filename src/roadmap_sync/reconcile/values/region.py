"""The managed text of an issue: what a row says beyond its fields, made safe to publish."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import pyromark

from roadmap_sync import marker
from roadmap_sync.model import Item

LIMIT = 60_000
"""Characters of managed text; GitHub takes 65,536 for the whole body, and the marker needs some."""

_LINKS = re.compile(r"(?<![\w`/])@(?=[A-Za-z0-9])|(?<!&)#(?=\d)|\bGH-(?=\d)", re.IGNORECASE)
_DEFUSED = re.compile(r"(@|#|GH-)\u200b", re.IGNORECASE)
LEFT_ALONE = ("CodeBlock", "Link", "Image")
_UNLINKED = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.)[^\s<]+"  # an address, with its fragment
    r"|</?[a-z][^<>]*>|<!--[^>]*-->"  # a tag, with its attributes; a comment
    r"|^ {0,3}\[[^\]^][^\]]*\]:.*$",  # the definition of a link
    re.IGNORECASE | re.MULTILINE,
)


def text(item: Item, document: str) -> str:
    """Markdown (LF) for between the two comments: where the row stands, its details, other columns."""
    said = "\n\n".join(part for part in (item.body.strip("\n"), _columns(item)) if part)
    origin = defuse(" § ".join((f"From {document}", *item.section)))
    return f"{origin}\n\n{marker.contained(_cut(defuse(said)))}" if said else origin


def _columns(item: Item) -> str:
    return "\n".join(f"- **{name}:** {value}" for name, value in item.extra)


def _cut(region: str) -> str:
    if len(region) <= LIMIT:
        return region
    return region[:LIMIT].rsplit("\n", 1)[0] + "\n\n… cut here; the document has the rest."


def defuse(markdown: str) -> str:
    """Put U+200B where GitHub would mention a person or link an issue: not in code, links, addresses.

    GitHub's autolinks: https://docs.github.com/get-started/writing-on-github ("Autolinked references
    and URLs": ``#26``, ``GH-26``, ``owner/repo#26``; ``@login`` notifies)."""
    if not _LINKS.search(markdown):
        return markdown
    spared = bytearray(len(markdown))
    for start, end in (*_code_and_links(markdown), *map(re.Match.span, _UNLINKED.finditer(markdown))):
        spared[start:end] = b"\1" * (end - start)
    return _LINKS.sub(lambda found: found[0] if spared[found.start()] else f"{found[0]}\u200b", markdown)


def _code_and_links(markdown: str) -> Iterator[tuple[int, int]]:
    """Character offsets of code spans, code blocks, links and images."""
    data, done = markdown.encode(), 0
    for event, span in pyromark.events_with_range(markdown):
        if _is_code_or_link(event) and span["start"] >= done:
            done = span["end"]
            yield len(data[: span["start"]].decode()), len(data[:done].decode())


def _is_code_or_link(event: object) -> bool:
    if not isinstance(event, dict):
        return False
    tag = event.get("Start")
    return "Code" in event or (isinstance(tag, dict) and not tag.keys().isdisjoint(LEFT_ALONE))


def digest(region: str) -> str | None:
    """What base keeps of a managed text: a short digest, ``None`` where it says nothing.

    The line that tells where the row stands is bookkeeping and left out; so is what defusing added."""
    lines = _DEFUSED.sub(r"\1", region).strip().split("\n")
    kept = "\n".join(line.rstrip() for line in (lines[1:] if lines[0].startswith("From ") else lines)).strip()
    return hashlib.sha256(kept.encode()).hexdigest()[:16] if kept else None
