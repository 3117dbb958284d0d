"""In which repository the item lives that a key names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roadmap_sync.errors import UsageFault
from roadmap_sync.jobs.planning import Options, Seen, contexts
from roadmap_sync.reconcile.context import Context
from roadmap_sync.reconcile.identified import Identified, identify


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One repository, and its rows with their issues."""

    context: Context
    found: Identified

    @property
    def away(self) -> str:
        return self.context.world.away


def everywhere(seen: Seen, options: Options) -> list[Whereabouts]:
    """All repositories that rows belong to, the documents' own first."""
    return [Whereabouts(one, identify(seen.readings, one, seen.gone)) for one in contexts(seen, options)]


def of_key(key: str, known: Sequence[Whereabouts], seen: Seen) -> tuple[Whereabouts, str]:
    """The repository of the item, or the issue, that ``key`` names, and what it is called there: ``#12`` for
    ``owner/name#12``. What nobody knows is the documents' own. Raises ``UsageFault`` for a row of a
    repository in which nothing can be done."""
    home, *others = known
    for one in others:
        if key.casefold().startswith(f"{one.away}#".casefold()):
            return one, key[len(one.away) :]
        if any(key in (row.item.key, f"{row.doc}::{row.item.key}") for row in one.found.rows):
            return one, key
    for document in seen.documents:
        for item in document.items:
            away = seen.homes.of(item)
            if away in seen.homes.shut and key in (item.key, f"{document.path}::{item.key}"):
                what = f"its row names the repository {away}: {seen.homes.shut[away]}"
                raise UsageFault(what, where=f"{item.place}: {key}")
    return home, key
