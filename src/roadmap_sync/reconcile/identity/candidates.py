"""Which rows and issues fit one another, found without comparing every row with every issue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rapidfuzz import fuzz, process

from roadmap_sync.reconcile.identity.rows import NEAR, Row
from roadmap_sync.reconcile.identity.trust import Marked

Edge = Callable[[Row, Marked], bool]
Group = tuple[list[Row], list[Marked]]


class Candidates:
    """Issues by what their markers say; those without a marker by their title."""

    def __init__(self, issues: Iterable[Marked]) -> None:
        self._by_id: dict[str, list[Marked]] = {}
        self._by_title: dict[str, list[Marked]] = {}
        for one in issues:
            if one.marker is not None and one.marker.id is not None:
                self._by_id.setdefault(one.marker.id, []).append(one)
            self._by_title.setdefault(one.title, []).append(one)
        self._titles = list(self._by_title)

    def same_id(self, row: Row) -> list[Marked]:
        """Those that bear the row's id."""
        return [] if row.item.id is None else self._by_id.get(row.item.id, [])

    def same_title(self, row: Row) -> list[Marked]:
        """Those that bear the row's title."""
        return self._by_title.get(row.title, [])

    def alike(self, row: Row) -> list[Marked]:
        """Those that bear the row's id or a near title, each once."""
        near = process.extract(row.title, self._titles, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None)
        found = [*self.same_id(row), *(one for title, *_ in near for one in self._by_title[title])]
        return list({one.issue.number: one for one in found}.values())


def groups(fitting: Iterable[tuple[Row, list[Marked]]]) -> Iterator[Group]:
    """Rows and issues that are linked by fitting one another, and that fit nobody else; rows in order."""
    pairs = [(row, issues) for row, issues in fitting if issues]
    leaders: dict[int, int] = {}
    for _, issues in pairs:
        for one in issues:
            leaders[_leader(leaders, one.issue.number)] = _leader(leaders, issues[0].issue.number)
    found: dict[int, tuple[list[Row], dict[int, Marked]]] = {}
    for row, issues in pairs:
        rows, together = found.setdefault(_leader(leaders, issues[0].issue.number), ([], {}))
        rows.append(row)
        together.update({one.issue.number: one for one in issues})
    return ((rows, list(together.values())) for rows, together in found.values())


def _leader(leaders: dict[int, int], number: int) -> int:
    while leaders.setdefault(number, number) != number:
        leaders[number] = leaders[leaders[number]]
        number = leaders[number]
    return number
