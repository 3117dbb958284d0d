"""What `--take` is about must be there: a person who mistypes a key hears of it before anything is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roadmap_sync.config import Config
from roadmap_sync.errors import UsageFault
from roadmap_sync.jobs.naming import near, titles
from roadmap_sync.reconcile import milestones
from roadmap_sync.reconcile.context import Context, Take
from roadmap_sync.reconcile.identified import identify
from roadmap_sync.reconcile.identity.rows import Reading, rows

OF_ITEMS = (
    "title",
    "status",
    "milestone",
    "labels",
    "assignees",
    "body",
    "type",
    "parent",
    "blocked_by",
    "board",
)
OF_MILESTONES = ("due", "state")
"""The fields that plans name, besides those of a board."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a person can name: ``names``, and ``keys`` by what may have been meant."""

    names: frozenset[str]
    keys: dict[str, str]


def check(readings: Sequence[Reading], contexts: Sequence[Context], gone: frozenset[str]) -> None:
    """Raise ``UsageFault`` for all takes of ``contexts`` (they have the same) that are about nothing."""
    asked = [one for one in contexts[0].takes if one.what is not None]
    if not asked:
        return
    named, fields = _named(readings, contexts, gone), _fields(contexts[0].config)
    faults = {
        f"--take {one.side}={one.what}: {why}": todo
        for one in asked
        for why, todo in _wrong(one, named, fields)
    }
    if faults:
        raise UsageFault("\n".join(faults), todo="\n  ".join(dict.fromkeys(faults.values())))


def _wrong(take: Take, named: Named, fields: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Why a take is about nothing, and what to do; nothing where it is about something."""
    what = take.what or ""
    parts = [(what[:place], what[place + 1 :]) for place, char in enumerate(what) if char == ":"]
    here = [field for key, field in parts if key in named.names]
    if what in named.names or any(field in fields for field in here):
        return
    if here:
        yield f"there is no field {here[-1]}", f"fields are {', '.join(fields)}"
        return
    key = next((key for key, field in reversed(parts) if field in fields), what)
    yield f"there is no item {key}", near(key, named.keys)


def _named(readings: Sequence[Reading], contexts: Sequence[Context], gone: frozenset[str]) -> Named:
    """The rows of documents that the run is about, their issues, and milestones."""
    items = [row for one in readings if one.writable for row in rows(one.document)]
    stones = milestones.wanted((one.document for one in readings), contexts[0].names).values()
    subjects = [*((row.doc, row.item.key) for row in items), *((one.document, one.key) for one in stones)]
    names = {name for doc, key in subjects for name in (key, f"{doc}::{key}")}
    issues = {name for context in contexts for name in _issues(readings, context, gone)}
    return Named(frozenset(names | issues), {one.key: one.key for one in stones} | titles(items))


def _issues(readings: Sequence[Reading], context: Context, gone: frozenset[str]) -> Iterator[str]:
    """What people call the issues of rows."""
    found = identify([*readings], context, gone)
    return (context.called(number) for number in found.numbers.values())


def _fields(config: Config) -> tuple[str, ...]:
    board = config.project.fields if config.project is not None else ()
    return tuple(dict.fromkeys((*OF_ITEMS, *board, *OF_MILESTONES)))
