"""What a configuration would have to say for a table that was left out to be one of items, by trying."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from roadmap_sync.config import Reading
from roadmap_sync.document.outline.taking import Take, inclusion
from roadmap_sync.document.tables.choice import LEFT_OUT, RELEASES, Table
from roadmap_sync.document.words.targets import is_blank, is_duration, read_target

_TRIED = 4
"""So many columns are tried as the title."""


def take(table: Table, reading: Reading, again: Callable[[Reading], Table]) -> Take:
    """The least that takes a table; nothing where nothing does. ``again``: the same table, read otherwise."""
    carrier = "" if reading.tables else "tables"
    sections = dict.fromkeys(["", inclusion(reading, table.path)])
    ways = (Take(carrier, section, column) for column, section in product(_columns(table), sections))
    tried = sorted(ways, key=lambda each: bool(each.column) + bool(each.section))
    return next((each for each in tried if _holds_items(again(each.applied(reading)))), Take())


def _holds_items(table: Table) -> bool:
    named = table.roles.get("version" if table.kind == RELEASES else "title", -1)
    told = any(any(map(str.isalnum, row[named])) for row in table.texts if 0 <= named < len(row))
    return table.kind != LEFT_OUT and told


def _columns(table: Table) -> Iterator[tuple[str, str] | None]:
    """The headers that could be named: as the title those of different words, the known title first; as the
    target those of times."""
    yield None
    known = table.roles.get("title", 0)
    order = sorted(range(len(table.headers)), key=lambda at: (at != known, -_worth(table, at), at))
    named = [at for at in order if table.headers[at].strip()]
    yield from (("title", table.headers[at].strip()) for at in named[:_TRIED])
    times = (at for at in sorted(named) if (values := _values(table, at)) and all(map(read_target, values)))
    yield from (("target", table.headers[at].strip()) for at in times)


def _worth(table: Table, column: int) -> bool:
    """Whether the values could be titles."""
    values = _values(table, column)
    wordy = [each for each in values if any(map(str.isalpha, each)) and not is_duration(each)]
    return 0 < len(values) == len(wordy) and len(set(values)) * 5 >= len(values) * 4


def _values(table: Table, column: int) -> list[str]:
    return [row[column] for row in table.texts if column < len(row) and not is_blank(row[column])]
