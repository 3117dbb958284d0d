"""The managed text of an issue: what a row says beyond its fields, made safe to publish."""

from __future__ import annotations

import hashlib
import re

import pyromark

from roadmap_sync.model import Item

LIMIT = 65_000
"""Characters of managed text; GitHub takes 65,536 for the whole body."""

_LINKS = re.compile(r"(?<![\w`/])@(?=[A-Za-z0-9])|(?<=[\w.-])#(?=\d)|(?<!\w)#(?=\d)|\bGH-(?=\d)")
_DEFUSED = re.compile(r"(@|#|GH-)\u200b")


def text(item: Item, document: str) -> str:
    """Markdown (LF) for between the two comments: where the row stands, its details, other columns."""
    parts = [_origin(document, item.section), item.body.strip("\n"), _columns(item)]
    return _cut(defuse("\n\n".join(part for part in parts if part)))


def _origin(document: str, section: tuple[str, ...]) -> str:
    return " § ".join((f"From {document}", *section))


def _columns(item: Item) -> str:
    return "\n".join(f"- **{name}:** {value}" for name, value in item.extra)


def _cut(region: str) -> str:
    if len(region) <= LIMIT:
        return region
    return region[:LIMIT].rsplit("\n", 1)[0] + "\n\n… cut here; the document has the rest."


def defuse(markdown: str) -> str:
    """Put U+200B where GitHub would mention a person or link an issue, outside code.

    GitHub's autolinks: https://docs.github.com/get-started/writing-on-github ("Autolinked references
    and URLs": ``#26``, ``GH-26``, ``owner/repo#26``; ``@login`` notifies)."""
    code = _code(markdown)
    pieces = (
        markdown[start:end] if is_code else _LINKS.sub(lambda found: found[0] + "\u200b", markdown[start:end])
        for start, end, is_code in code
    )
    return "".join(pieces)


def _code(markdown: str) -> list[tuple[int, int, bool]]:
    """Cut ``markdown`` (character offsets) into pieces that are code and pieces that are not."""
    cuts, done = [], 0
    for event, span in pyromark.events_with_range(markdown):
        if _is_code(event) and span["start"] >= done:
            cuts += [(done, span["start"], False), (span["start"], span["end"], True)]
            done = span["end"]
    data = markdown.encode()
    return _characters(data, [*cuts, (done, len(data), False)])


def _is_code(event: object) -> bool:
    if not isinstance(event, dict):
        return False
    tag = event.get("Start")
    return "Code" in event or (isinstance(tag, dict) and "CodeBlock" in tag)


def _characters(data: bytes, cuts: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    pieces, at = [], 0
    for start, end, is_code in cuts:
        length = len(data[start:end].decode())
        pieces.append((at, at + length, is_code))
        at += length
    return pieces


def digest(region: str) -> str | None:
    """What base keeps of a managed text: a short digest, ``None`` where it says nothing.

    The line that tells where the row stands is bookkeeping and left out; so is what defusing added."""
    lines = _DEFUSED.sub(r"\1", region).strip().split("\n")
    kept = "\n".join(line.rstrip() for line in (lines[1:] if lines[0].startswith("From ") else lines)).strip()
    return hashlib.sha256(kept.encode()).hexdigest()[:16] if kept else None
