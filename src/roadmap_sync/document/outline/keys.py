"""What people type to name an item: its id where that is unique, else id and title, else the title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from roadmap_sync.model import Finding, Item, Place


def slug(text: str) -> str:
    """``text`` as part of a key: lower case, letters and digits of any script, joined by hyphens."""
    return "-".join(re.findall(r"[^\W_]+", text.casefold()))


def with_keys(items: Sequence[Item]) -> tuple[Item, ...]:
    """The same items, each with a key that no other has."""
    ids = Counter(item.id for item in items)
    wanted = [_key(item, unique=ids[item.id] == 1) for item in items]
    again = Counter(wanted)
    taken: Counter[str] = Counter()
    keyed = []
    for item, key in zip(items, wanted, strict=True):
        if again[key] > 1 and item.section:
            key = f"{slug(item.section[-1])}/{key}"
        keyed.append(replace(item, key=_free(key, taken)))
    return tuple(keyed)


def placed_below(items: Sequence[Item], outer: Sequence[Place | None]) -> tuple[Item, ...]:
    """The same items, each with the key of the one that it is nested below; ``outer``: where that stands."""
    keys = {item.place: item.key for item in items}
    return tuple(
        item if place is None else replace(item, parent=keys.get(place))
        for item, place in zip(items, outer, strict=True)
    )


def doubled_ids(items: Sequence[Item]) -> Iterator[Finding]:
    """A finding for every item whose id was taken before."""
    first: dict[str, Item] = {}
    for item in items:
        if item.id is None:
            continue
        other = first.setdefault(item.id, item)
        if other is not item:
            message = (
                f'id "{item.id}" stands on lines {other.place.line} and {item.place.line}: '
                f"it names neither, and their keys hold the title too; give one of them another id"
            )
            yield Finding(item.place.line, item.place.column, "doubled-id", message)


def _key(item: Item, *, unique: bool) -> str:
    title = slug(item.title) or "item"
    if item.id is None:
        return title
    return item.id if unique else f"{item.id}/{title}"


def _free(key: str, taken: Counter[str]) -> str:
    """``key``, or the first of key-2, key-3, … that is free; ``taken`` counts how often each was wanted."""
    free = key
    while taken[free]:
        taken[key] += 1
        free = f"{key}-{taken[key]}"
    taken[free] += 1
    return free
