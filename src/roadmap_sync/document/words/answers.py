"""Statuses told as a share or an answer: "40 %", and "yes" or "x" below "Done?"."""

from __future__ import annotations

import re

from roadmap_sync.document.words.vocabulary import fold_header, vocabulary
from roadmap_sync.model import Status

_SHARE = re.compile(
    r"(?:[▰▱█▓▒▌▍░■□▪▫●○]+|\[[=>#.\s-]+\])?\s*"  # drawn as a bar before it
    r"[~≈]?\s*(?P<share>\d{1,3})(?:[.,]\d+)?\s?[%％](?:\s+(?:done|complete|completed))?",
    re.IGNORECASE,
)


_CROSSES = frozenset("❌✗✘✖❎")
"""Signs that answer no, where the header asks whether something is done."""


def answered(text: str, header: str) -> Status | None:
    """The status that a cell tells as a share, or as an answer to the header of its column."""
    if found := _SHARE.fullmatch(text.strip()):
        share = int(found["share"])
        return Status.DONE if share >= 100 else Status.IN_PROGRESS if share else Status.PLANNED
    if not asks(header):
        return None
    word = text.strip().casefold()
    if word in vocabulary().columns["yes"]:
        return Status.DONE
    no = word in vocabulary().columns["no"] or word.strip("\ufe0e\ufe0f") in _CROSSES
    return Status.PLANNED if no else None


def asks(header: str) -> bool:
    """Whether a header asks if something is done, or how much of it."""
    return fold_header(header).strip(" ?？%") in vocabulary().columns["asks"]
