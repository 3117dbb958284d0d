"""What documents call other items, resolved: which rows depend on which, and what cannot be followed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from roadmap_sync.model import Document, Item, Link, Mention, Place
from roadmap_sync.reconcile.identity.rows import fold

RowKey = tuple[str, str]
"""A document, and the key of an item in it."""

_MISSING = "no item is called so; write an id, a title, or #12 for an issue"
UNKNOWN, CIRCLE, ITSELF, WORDS = (
    "unknown-dependency",
    "dependency-cycle",
    "own-dependency",
    "dependency-in-words",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A mention that no edge comes of, where it stands, and why."""

    row: RowKey
    text: str
    place: Place
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Needs:
    """``rows`` and ``issues`` (that are no row's): what a row depends on. ``sure``: every mention was
    followed, so that what is not among them is not meant."""

    rows: tuple[RowKey, ...] = ()
    issues: tuple[Mention, ...] = ()
    sure: bool = True


@dataclass(frozen=True)
class Catalog:
    """The items of documents, to be found by what others call them."""

    documents: tuple[Document, ...]

    @cached_property
    def rows(self) -> Mapping[RowKey, Item]:
        return {(one.path, item.key): item for one in self.documents for item in one.items}

    @cached_property
    def _names(self) -> Mapping[tuple[str, str], tuple[RowKey, ...]]:
        """Rows by document and name; "" is the document of all."""
        found: dict[tuple[str, str], dict[RowKey, None]] = {}
        for (path, key), item in self.rows.items():
            for name in {_folded(item.id or ""), _folded(key), f" {fold(item.title)}"} - {""}:
                for document in ("", path):
                    found.setdefault((document, name), {})[path, key] = None
        return {name: tuple(rows) for name, rows in found.items()}

    @cached_property
    def _linked(self) -> Mapping[int, Mapping[RowKey, Link]]:
        """The rows that link an issue, by its number."""
        found: dict[int, dict[RowKey, Link]] = {}
        for row, item in self.rows.items():
            if item.link is not None and item.link.kind == "issue":
                found.setdefault(item.link.number, {})[row] = item.link
        return found

    @cached_property
    def _shapes(self) -> frozenset[tuple[str, str]]:
        return frozenset((path, _shape(item.id)) for (path, _), item in self.rows.items() if item.id)

    def find(self, document: str, mention: Mention) -> RowKey | Mention | None:
        """The row, or the mention itself where it is an issue that no row links. A name in the same document
        comes first, an id before a title, and a row before the number of an issue; a name that several rows
        have is none's."""
        link = mention.link
        if (link is None or not link.url) and (row := self._named(document, mention.text)):
            return row
        if link is None:
            return None
        rows = (row for row, other in self._linked.get(link.number, {}).items() if _same(link, other))
        return next(rows, mention)

    def _named(self, document: str, text: str) -> RowKey | None:
        path, parted, key = text.rpartition("::")
        wheres = (path,) if parted else (document, "")
        for where in wheres:
            for name in (_folded(key), f" {fold(key)}"):
                rows = self._names.get((where, name), ())
                if len(rows) == 1:
                    return rows[0]
        return None

    def like_an_id(self, document: str, text: str) -> bool:
        """Whether ``text`` is written as the ids of the document are."""
        return (document, _shape(text)) in self._shapes


def _same(one: Link, other: Link) -> bool:
    """Whether two links with one number may lead to the same issue; a bare number has no repository."""
    places = {f"{link.owner}/{link.repository}".casefold() for link in (one, other) if link.owner}
    return len(places) < 2


def _folded(name: str) -> str:
    return name.strip().lstrip("#").strip().casefold()


def _shape(name: str) -> str:
    return re.sub(r"\d+", "9", _folded(name))


@dataclass(slots=True)
class Followed:
    """What every row with a place for it depends on, and the faults in the order of the documents."""

    needs: dict[RowKey, Needs] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def follow(documents: Iterable[Document]) -> Followed:
    """Every mention of ``documents``, followed; no edge of a circle is among the needs."""
    catalog = Catalog(tuple(documents))
    found = Followed()
    for row, item in catalog.rows.items():
        if item.blockers is not None:
            found.needs[row] = _followed(catalog, row, item, found.faults)
    for circle in _circles(found.needs):
        _open(circle, catalog, found)
    order = {row: at for at, row in enumerate(catalog.rows)}
    found.faults.sort(key=lambda fault: (order[fault.row], fault.place.line, fault.place.column))
    return found


def _followed(catalog: Catalog, row: RowKey, item: Item, faults: list[Fault]) -> Needs:
    met: list[RowKey | Mention] = []
    before = len(faults)
    for mention in item.blockers or ():
        ends = list(_ends(catalog, row[0], mention))
        if row in ends:
            faults.append(
                Fault(row, mention.text, mention.place, ITSELF, "it would wait for itself; take it out")
            )
        elif ends:
            met += ends
        else:
            faults.append(_unknown(catalog, row, mention))
    unique = list(dict.fromkeys(met))
    rows = tuple(one for one in unique if not isinstance(one, Mention))
    issues = tuple(one for one in unique if isinstance(one, Mention))
    unknown = any(fault.code != WORDS for fault in faults[before:])
    return Needs(rows, issues, sure=not unknown)


def _ends(catalog: Catalog, document: str, mention: Mention) -> Iterator[RowKey | Mention]:
    """What a mention means: one row or issue, or several, joined by "and"."""
    found = catalog.find(document, mention)
    if found is not None:
        yield found
        return
    parts = [part for part in _AND.split(mention.text) if part]
    several = [catalog.find(document, Mention(part, _bare(part), mention.place)) for part in parts]
    if len(parts) > 1 and all(one is not None for one in several):
        yield from (one for one in several if one is not None)


_AND = re.compile(
    r"\s+(?:and|und|et|y|e|och|и)\s+|\s*[&+和及と]\s*|\s+#(?=\d)|(?<=\d)\s+(?=#\d)", re.IGNORECASE
)


def _bare(part: str) -> Link | None:
    found = re.fullmatch(r"#([1-9]\d{0,9})", part, re.ASCII)
    return Link(int(found[1])) if found else None


def _unknown(catalog: Catalog, row: RowKey, mention: Mention) -> Fault:
    if catalog.like_an_id(row[0], mention.text):
        return Fault(row, mention.text, mention.place, UNKNOWN, _MISSING)
    return Fault(row, mention.text, mention.place, WORDS, "this names no item, so it stays text")


# ── circles ──────────────────────────────────────────────────────────────────────────────────


def _circles(needs: Mapping[RowKey, Needs]) -> Iterator[list[RowKey]]:
    """Circles of rows that wait for one another, each without what the earlier ones were made of."""
    graph = {row: list(need.rows) for row, need in needs.items()}
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as fault:
            circle: list[RowKey] = list(reversed(fault.args[1]))
            for blocked, blocker in itertools.pairwise(circle):
                graph[blocked].remove(blocker)
            yield circle
        else:
            return


def _open(circle: list[RowKey], catalog: Catalog, found: Followed) -> None:
    """Leave out the edges of a circle, and say so of the row that comes first in the documents."""
    for blocked, blocker in itertools.pairwise(circle):
        need = found.needs[blocked]
        rows = tuple(one for one in need.rows if one != blocker)
        found.needs[blocked] = Needs(rows, need.issues, sure=False)
    order = {row: at for at, row in enumerate(catalog.rows)}
    start = min(range(len(circle) - 1), key=lambda at: order[circle[at]])
    turned = [*circle[start:-1], *circle[: start + 1]]
    named = " → ".join(catalog.rows[row].key for row in turned)
    mention = _mention(catalog, turned[0], turned[1])
    why = f"items wait for one another: {named}; take one of them out"
    found.faults.append(Fault(turned[0], mention.text, mention.place, CIRCLE, why))


def _mention(catalog: Catalog, blocked: RowKey, blocker: RowKey) -> Mention:
    """Where a row says that it waits for another."""
    told = catalog.rows[blocked].blockers or ()
    return next(one for one in told if blocker in _ends(catalog, blocked[0], one))
