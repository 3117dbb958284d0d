"""Lists without any time above them, where a roadmap lists nothing else: plain bullets below topics."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from roadmap_sync.document.lists.choice import leaves, votes_of
from roadmap_sync.document.lists.entries import entries_of
from roadmap_sync.document.lists.listings import ITEMS, Listing
from roadmap_sync.document.lists.places import UNTIMELY, needs_box
from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.outline.purposes import is_roadmap
from roadmap_sync.document.text.tree import walk
from roadmap_sync.document.words.vocabulary import fold

_BOARD = re.compile(r"//[^/]+/(?:orgs/|users/)?[\w.-]+/(?:[\w.-]+/)?projects?(?:/|$)")
_FIGURE = re.compile(r"\W*\d+\s+\w")
_LABEL = re.compile(r"([^:：\n]{1,30})(?:[:：]|\n|$)")


def only_lists(ground: Ground, listed: Sequence[Listing]) -> list[Listing]:
    """The same lists; where the title says roadmap, the bullets below its topics are items after all."""
    lead = next((path[0] for _, path in ground.placed if path), None)
    if lead is None or not lead.lead or not is_roadmap(lead.clean) or _points_away(ground):
        return list(listed)
    open_ = [each for each in listed if each.reason == UNTIMELY]
    again = Counter(label for each in open_ for label in {*_labels(ground, each)})
    fit = [each for each in open_ if _fits(ground, each, again)]
    beside = listed if any(each.kind == ITEMS for each in listed) else open_
    if not fit or 2 * len(fit) <= len(beside):
        return list(listed)
    return [_taken(ground, each) if each in fit else each for each in listed]


def _points_away(ground: Ground) -> bool:
    """Whether a document links a board: then the work is listed there."""
    return any(
        _BOARD.search(each.url) for top, _ in ground.placed for block in walk([top]) for each in block.inlines
    )


def _taken(ground: Ground, listing: Listing) -> Listing:
    met = entries_of(ground.source, listing.block, listing.path, ground.lexicon)
    entries = list(leaves(ground, met))
    return replace(listing, entries=entries, kind=ITEMS, reason="", votes=votes_of(entries))


def _fits(ground: Ground, listing: Listing, again: Counter[str]) -> bool:
    """Whether a list below a topic is work: bullets, no figures, no labels with values that come again."""
    source, path = ground.source, listing.path
    topics = [each for each in path if not each.lead]
    if not topics or needs_box(path) or source.text(listing.block.start, listing.block.end)[:1] not in "-*+":
        return False
    texts = _texts(ground, listing)
    labels = _labels(ground, listing)
    figures = sum(1 for text in texts if _FIGURE.match(text))
    labelled = sum(1 for text in texts if re.match(r"[\w ]{1,24}[:：]", text))
    repeated = sum(1 for label in labels if again[label] > 1)
    return bool(texts) and 2 * max(figures, labelled, repeated) < len(texts)


def _texts(ground: Ground, listing: Listing) -> list[str]:
    met = entries_of(ground.source, listing.block, listing.path, ground.lexicon)
    return [entry.line.strip.flat.text.strip() for entry in met]


def _labels(ground: Ground, listing: Listing) -> list[str]:
    found = (_LABEL.match(text) for text in _texts(ground, listing))
    return [fold(each[1]) for each in found if each]
