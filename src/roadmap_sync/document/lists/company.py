"""What a list is beside others: among lists with boxes a plain one is a note, and labels that come again and
again are the fields of what stands above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from roadmap_sync.document.lists.entries import Entry
from roadmap_sync.document.lists.listings import ITEMS, LEFT_OUT, Listing
from roadmap_sync.document.lists.places import begins_with_time, is_timely
from roadmap_sync.document.outline.captions import STEP, is_about
from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.outline.sections import Path
from roadmap_sync.document.outline.taking import INCLUDE, verdict
from roadmap_sync.document.words.vocabulary import fold

_MANY = 10
"""So many boxes, and three times as many as plain entries, are what a document lists."""


def weigh(ground: Ground, met: Sequence[Listing]) -> list[Listing]:
    """The same lists, without those that only go with others."""
    again = Counter(labels for each in met if len(labels := _labels(each)) > 1)
    boxed = [each for each in met if _boxes(each)]
    stages = {_stage(ground, each.path) for each in boxed}
    boxes = sum(map(_boxes, boxed))
    plain = sum(len(each.entries) for each in met if each.kind == ITEMS and not each.signed)
    rules = boxes >= _MANY and boxes >= plain * 3
    weighed = []
    for each in met:
        reason = ""
        if verdict(ground.config.reading, each.path) == INCLUDE:
            weighed.append(each)
            continue
        if each.kind == ITEMS and again[_labels(each)] > 1:
            reason = "the fields of what stands above"
        elif each.kind == ITEMS and not _boxes(each):
            beside = _stage(ground, each.path) in stages
            if beside or (rules and not each.signed and not _lists_more(each.path)):
                reason = "a list without boxes beside lists with boxes: notes, not work"
        weighed.append(replace(each, entries=(), kind=LEFT_OUT, reason=reason) if reason else each)
    return weighed


def _boxes(listing: Listing) -> int:
    return sum(entry.line.box is not None for entry in listing.entries)


def _stage(ground: Ground, path: Path) -> int:
    """The nearest heading that names a time, a phase or a status, by its place; else the outermost one."""
    timed = [each for each in path if each.level < STEP and not each.lead and is_timely(ground, (each,))]
    near = timed[-1:] or [each for each in path if not each.lead][:1]
    return near[0].start if near else -1


def _lists_more(path: Path) -> bool:
    """Whether the nearest heading promises further work: "Future ideas", "Backlog", "Long term", "v1.2"."""
    near = [each for each in path if each.level < STEP and not each.lead]
    return bool(near) and (is_about(near[-1].clean, "work") or begins_with_time(near[-1].clean))


def _labels(listing: Listing) -> frozenset[str]:
    """The labels of a list in which every entry has one and a value behind it."""
    if not all(_label(entry) for entry in listing.entries):
        return frozenset()
    return frozenset(_label(entry) for entry in listing.entries)


def _label(entry: Entry) -> str:
    line = entry.line
    return fold(line.title) if line.lead and line.description and not line.box else ""
