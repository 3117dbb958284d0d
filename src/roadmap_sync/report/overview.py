"""What was understood of a repository's documents, in short: as JSON, and from that JSON as text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from roadmap_sync.model import Document, Item, Json, Status

SCHEMA_VERSION = 1
CLOSED = (Status.DONE, Status.DROPPED)
LINES = 5
"""So many line numbers are told of what was left out for one reason."""


def to_json(documents: Iterable[Document], others: Iterable[tuple[str, str]]) -> dict[str, Json]:
    """The stable form: each document with its numbers, the ``others`` (path and reason), and how many issues
    each choice of ``create`` would make."""
    read = list(documents)
    new = [item for one in read for item in one.items if not _linked(item)]
    return {
        "schema_version": SCHEMA_VERSION,
        "documents": [_document(one) for one in read],
        "others": [{"path": path, "reason": reason} for path, reason in others],
        "creates": {
            "all": len(new),
            "open": sum(1 for item in new if item.status not in CLOSED),
            "linked": 0,
        },
    }


def _linked(item: Item) -> bool:
    return item.link is not None and item.link.kind == "issue"


def _document(one: Document) -> Json:
    left: dict[str, list[Json]] = defaultdict(list)
    for each in one.skipped:
        left[each.reason].append(each.line)
    return {
        "path": one.path,
        "encoding": one.encoding,
        "items": len(one.items),
        "open": sum(1 for item in one.items if item.status not in CLOSED),
        "linked": sum(1 for item in one.items if _linked(item)),
        "releases": len(one.releases),
        "findings": len(one.findings),
        "left_out": [{"reason": reason, "lines": lines} for reason, lines in left.items()],
    }


# ── text ─────────────────────────────────────────────────────────────────────────────────────


def text_lines(shown: dict[str, Any]) -> Iterator[str]:
    """What ``to_json`` made, for people: a few lines for each document."""
    for one in shown["documents"]:
        yield from _lines(one)
    for other in shown["others"]:
        yield f"{other['path']}: not taken: {other['reason']}"


def _lines(one: dict[str, Any]) -> Iterator[str]:
    encoding = "" if one["encoding"] == "utf-8" else f"  ({one['encoding']} mojibake, undone)"
    yield f"{one['path']}{encoding}"
    state = f"{one['open']} open, {one['items'] - one['open']} done or dropped, {one['linked']} linked"
    yield f"  {_count(one['items'], 'item')} ({state}), {_count(one['releases'], 'release')}"
    for left in one["left_out"]:
        lines = [str(line) for line in left["lines"]]
        shown = ", ".join([*lines[:LINES], *(["…"] if len(lines) > LINES else [])])
        yield f"  left out: {left['reason']} (line{'' if len(lines) == 1 else 's'} {shown})"
    if one["findings"]:
        yield f"  {_count(one['findings'], 'finding')}: roadmap-sync check {one['path']}"


def choices(shown: dict[str, Any]) -> Iterator[str]:
    """What each choice of ``create`` means for these documents."""
    new = shown["creates"]
    yield "Which items get a new issue?"
    yield f"  all     {_count(new['all'], 'new issue')}"
    yield f"  open    {_count(new['open'], 'new issue')}: not for what is done or dropped"
    yield "  linked  none: only items that have a link are followed"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
