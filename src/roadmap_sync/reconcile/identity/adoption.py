"""Issues that nobody marked, taken over by rows that have none: named by a person, or of equal title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from roadmap_sync.reconcile.identity.matches import Matches
from roadmap_sync.reconcile.identity.rows import Row, fold
from roadmap_sync.reconcile.identity.trust import Marked, Weight

NAMED = "as you said"
EQUAL = "equal title"


def _nobody(_row: Row, _one: Marked) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Wishes:
    """``named``: numbers of issues by document and key of the row that a person gave them to. ``may``:
    whether a row may take over an unmarked issue because it has its very title."""

    named: Mapping[tuple[str, str], int] = field(default_factory=dict)
    may: Callable[[Row, Marked], bool] = _nobody


def give_named(matches: Matches, all_rows: Iterable[Row], marked: Iterable[Marked], wishes: Wishes) -> None:
    """Every row that a person named an issue for has it, unless a link has decided otherwise."""
    by_number = {one.issue.number: one for one in marked}
    for row in all_rows:
        number = wishes.named.get((row.doc, row.item.key))
        if number in by_number and number not in matches.taken and matches.open(row):
            matches.adopt(row, by_number[number], NAMED)


def give_equal(matches: Matches, rows: Sequence[Row], free: Iterable[Marked], wishes: Wishes) -> None:
    """Rule 6: of ``rows``, one that alone has the title of one open, unmarked issue takes it over; where
    either is not alone, a person decides."""
    titles = Counter(row.title for row in rows)
    unmarked: dict[str, list[Marked]] = {}
    for one in free:
        if one.weight is Weight.BARE and one.issue.open:
            unmarked.setdefault(fold(one.issue.title), []).append(one)
    for row in rows:
        fitting = [one for one in unmarked.get(row.title, ()) if wishes.may(row, one)]
        if len(fitting) == titles[row.title] == 1:
            matches.adopt(row, fitting[0], EQUAL)
        elif fitting:
            _hold(matches, row, fitting)


def _hold(matches: Matches, row: Row, fitting: Sequence[Marked]) -> None:
    names = ", ".join(f"#{one.issue.number}" for one in fitting)
    verb = "has" if len(fitting) == 1 else "have"
    also = "" if len(fitting) > 1 else ", and so has another row"
    links = " or ".join(f"[#{one.issue.number}]({one.issue.url})" for one in fitting[:3])
    take = f"roadmap-sync adopt --take '{row.item.key}=#{fitting[0].issue.number}'"
    todo = f"write {links} into the row it belongs to, or type {take}"
    matches.hold(row, f"{names} {verb} this title and no marker{also}", todo, issue=fitting[0])
