"""What people type to name an item: KEY, `FILE::KEY`, or `#12` for its issue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import process

from roadmap_sync.errors import UsageFault
from roadmap_sync.reconcile.identity.matches import Matches, spot
from roadmap_sync.reconcile.identity.rows import Row


def row_named(key: str, rows: Iterable[Row], matches: Matches) -> Row:
    """The row that ``key`` names. Raises ``UsageFault`` where there is none (with the names that are near),
    or more than one."""
    rows = list(rows)
    found = [row for row in rows if _is(key, row, matches)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{row.doc}::{row.item.key}" for row in found)
        raise UsageFault(f"{key} names several items", todo=f"name one of them: {names}")
    raise UsageFault(f"there is no item {key}", todo=near(key, titles(rows)))


def _is(key: str, row: Row, matches: Matches) -> bool:
    number = re.fullmatch(r"#(\d+)", key)
    if number is None:
        return key in (row.item.key, f"{row.doc}::{row.item.key}")
    one = matches.issues.get(spot(row))
    return one is not None and one.issue.number == int(number[1])


def titles(rows: Iterable[Row]) -> dict[str, str]:
    """The keys of ``rows``, by themselves and by their titles."""
    return {name: row.item.key for row in rows for name in (row.item.key, row.item.title)}


def near(key: str, names: Mapping[str, str]) -> str:
    """What may have been meant by ``key``. ``names``: what people may have had in mind, and its key."""
    wanted = key.rpartition("::")[2].casefold()
    near = process.extract(wanted, {name: name.casefold() for name in names}, limit=3, score_cutoff=60)
    keys = list(dict.fromkeys(names[name] for _, _, name in near))
    return (
        f"did you mean {' or '.join(keys)}?" if keys else "roadmap-sync show lists the items with their keys"
    )
