"""Links to issues that stand together: which one counts, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadmap_sync.document.inline.titles import Anchor
from roadmap_sync.document.text.source import Source
from roadmap_sync.model import Finding


def chosen(anchors: Sequence[Anchor]) -> Anchor:
    """Of several links the first one to an issue."""
    return next((each for each in anchors if each.link.kind == "issue"), anchors[0])


def complaints(source: Source, anchors: Sequence[Anchor], start: int, noun: str) -> Iterator[Finding]:
    """What a person should know of the links of one item. ``start``: where the item begins; ``noun``: what
    it is here ("row", "entry")."""
    if not anchors:
        return
    first = chosen(anchors)
    place = source.place(first.span.start if first.span else start)
    if len({anchor.link.number for anchor in anchors}) > 1:
        message = several(first.link.number, noun)
        yield Finding(place.line, place.column, "several-links", message)
    if first.link.kind != "issue":
        yield Finding(place.line, place.column, "not-an-issue", no_issue(first.link.kind))


def several(number: int, noun: str) -> str:
    """What is said of several links in one place."""
    return f"several links in one {noun}; #{number} counts, the others do not: keep one"


def no_issue(kind: str) -> str:
    """What is said of a link to something else than an issue."""
    what = "a pull request" if kind == "pull" else "a discussion"
    return f"the link leads to {what}, not to an issue: link the issue instead"
