"""Words that one configuration gives two meanings."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_sync.config.faults import Fault, shown
from roadmap_sync.config.globs import fold
from roadmap_sync.config.marked import Marked, Path, dotted

GROUPED = ("columns", "statuses")
"""Mappings of a meaning to its words."""


def doubled_words(marked: Marked) -> Iterator[Fault]:
    """A fault for every word that stands under two keys of ``columns``, or of ``statuses``."""
    for path, group in _groups(marked.value, ()):
        seen: dict[str, str] = {}
        for key, words in group.items():
            for at, word in enumerate(words if isinstance(words, list) else []):
                other = seen.setdefault(fold(word), str(key)) if isinstance(word, str) else key
                if other != key:
                    what = f"{shown(word)} stands under {dotted((other,))} too"
                    yield marked.fault((*path, key, at), what)


def _groups(value: object, path: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    if not isinstance(value, dict):
        return
    for name in GROUPED:
        if isinstance(group := value.get(name), dict):
            yield (*path, name), group
    documents = value.get("documents")
    for at, one in enumerate(documents if isinstance(documents, list) else []):
        yield from _groups(one, (*path, "documents", at))
