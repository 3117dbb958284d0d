"""How a row stands to other rows, in the terms of GitHub: the issues that it is blocked by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from roadmap_sync.model import Document, Hold, Issue, Item, Mention, Place, Subject, World
from roadmap_sync.reconcile.identity.links import is_ours
from roadmap_sync.reconcile.kinship import mentions
from roadmap_sync.reconcile.kinship.mentions import Followed, Needs, RowKey
from roadmap_sync.reconcile.values import fields

BLOCKERS, PARENT = fields.BLOCKERS, fields.PARENT
"""Fields of plans and bases; their values are names of issues: "#12", or ``DOCUMENT::KEY`` for one that the
plan creates."""
MOST = 100
"""Sub-issues below one issue (documented)."""
LEVELS = 8
"""Issues above one another (documented)."""


@dataclass(frozen=True)
class Family:
    """All rows with what they depend on. ``numbers``: of the issues of rows; ``coming``: rows that the plan
    makes an issue for; ``tip`` and ``tip_numbers`` as the branch has them; ``elsewhere``: rows of other
    repositories, and which: they are nobody's parents or blockers here."""

    world: World
    now: Followed
    tip: Followed
    numbers: Mapping[RowKey, int]
    tip_numbers: Mapping[RowKey, int]
    coming: frozenset[RowKey]
    parents: Mapping[RowKey, RowKey]
    tip_parents: Mapping[RowKey, RowKey]
    elsewhere: Mapping[RowKey, str] = field(default_factory=dict)

    @cached_property
    def _unplaced(self) -> Mapping[RowKey, str]:
        """The rows that GitHub would not take below their parents, and why."""
        full = f"{{}} has {MOST} sub-issues already; GitHub takes no more"
        deep = f"{{}} stands too deep: GitHub takes {LEVELS} levels"
        round_about = "GitHub has {} below it; take that out there first"
        left = dict.fromkeys(self._crowded(), full)
        left |= {row: deep for row, parent in self.parents.items() if self._too_deep(row, parent)}
        left |= {row: round_about for row, parent in self.parents.items() if self._around(row, parent)}
        told = {row: why.format(self.parents[row][1]) for row, why in left.items()}
        return told | {row: self._far(up) for row, up in self.parents.items() if up in self.elsewhere}

    def _far(self, row: RowKey) -> str:
        """Why nothing here is tied to a row of another repository."""
        return f"the issue of {row[1]} is in {self.elsewhere[row]}; this is set within one repository only"

    def _crowded(self) -> Iterator[RowKey]:
        """The rows that there is no room for below their parents, beside what people put there."""
        seen = Counter[RowKey]()
        for row, parent in self.parents.items():
            above, there = self._issue(parent), self._stands(row, parent)
            if parent not in seen:
                seen[parent] = above.children if above is not None else 0
            seen[parent] += not there
            if not there and seen[parent] > MOST:
                yield row

    def _stands(self, row: RowKey, parent: RowKey) -> bool:
        """Whether the row's issue is below the parent's already."""
        issue = self._issue(row)
        return issue is not None and issue.parent is not None and issue.parent.name == self._called(parent)

    def _too_deep(self, row: RowKey, parent: RowKey) -> bool:
        """Whether an issue that is not there yet would come below the last level that GitHub takes."""
        above, issue = self._issue(parent), self._issue(row)
        if above is None or self._stands(row, parent):
            return False
        return above.level + 1 + (issue is not None and issue.children > 0) > LEVELS

    def _around(self, row: RowKey, parent: RowKey) -> bool:
        """Whether the parent's issue stands below the row's own."""
        above, seen = self._issue(parent), set[str]()
        while above is not None and above.parent is not None and above.parent.name not in seen:
            seen.add(above.parent.name)
            above = self._issues.get(above.parent.name)
        return row in self.numbers and self._called(row) in seen

    @cached_property
    def _issues(self) -> Mapping[str, Issue]:
        return {f"#{issue.number}": issue for issue in self.world.issues}

    def _issue(self, row: RowKey) -> Issue | None:
        return self._issues.get(self._called(row))

    def _called(self, row: RowKey) -> str:
        return _name(row, self.numbers.get(row))

    @cached_property
    def _known(self) -> frozenset[str]:
        """The names of all issues that were seen, and of those beside them."""
        beside = {one.name for issue in self.world.issues for one in issue.blockers or ()}
        return frozenset(beside | {f"#{issue.number}" for issue in self.world.issues})

    @cached_property
    def _rows(self) -> Mapping[str, RowKey]:
        rows = (*self.numbers, *self.coming)
        return {_name(row, self.numbers.get(row)): row for row in rows}

    def kin(self, row: RowKey, tip: RowKey | None) -> Kin:
        """How the row stands; ``tip``: the same row at the tip."""
        above = self.parents.get(row)
        sure = (
            PARENT in self.world.kin and (above is None or self._there(above)) and row not in self._unplaced
        )
        parent = _name(above, self.numbers.get(above)) if above is not None and sure else None
        before = self.tip_parents.get(tip) if tip is not None else None
        known = before is not None and before in self.tip_numbers
        tip_parent = _name(before, self.tip_numbers.get(before)) if before and known else parent
        kin = Kin(row[0], self, parent=parent, tip_parent=tip_parent, placed=sure)
        need = self.now.needs.get(row) if BLOCKERS in self.world.kin else None
        return kin if need is None else self._blocked(kin, need, tip)

    def _there(self, row: RowKey) -> bool:
        return row in self.numbers or row in self.coming

    def _blocked(self, kin: Kin, need: Needs, tip: RowKey | None) -> Kin:
        then = self.tip.needs.get(tip) if tip is not None else None
        before = None if then is None else self._names(then, self.tip_numbers)
        sure = need.sure and all(map(self._there, need.rows)) and not any(map(self._missing, need.issues))
        return replace(kin, blockers=self._names(need, self.numbers), tip=before, sure=sure)

    def _names(self, need: Needs, numbers: Mapping[RowKey, int]) -> tuple[str, ...]:
        rows = (_name(row, numbers.get(row)) for row in need.rows if row in numbers or row in self.coming)
        issues = (f"#{one.link.number}" for one in need.issues if one.link and not self._missing(one))
        return tuple(sorted({*rows, *issues}))

    def _missing(self, mention: Mention) -> str:
        """Why there is no issue behind a number; empty where there is one."""
        if mention.link is None or not is_ours(mention.link, self.world):
            return "it is in another repository"
        if f"#{mention.link.number}" not in self._known:
            return "there is no such issue, or this token cannot see it"
        return ""

    def shown(self, name: str, document: str) -> str:
        """What a plan calls the issue of a name: the key of its row, with the document where that is
        another one than ``document``."""
        row = self._rows.get(name)
        if row is None:
            taken = any(key == name for _, key in self._rows.values())
            return f"issue {name}" if taken else name
        return row[1] if row[0] == document else "::".join(row)

    def holds(self, document: str) -> Iterator[Hold]:
        """What cannot be followed in a document, for a person to look at."""
        for row, why in self._unplaced.items():
            if row[0] == document and PARENT in self.world.kin:
                subject = Subject("issue", row[1], row[0], self.numbers.get(row))
                yield Hold("drift", subject, PARENT, self.parents[row][1], None, why)
        if BLOCKERS not in self.world.kin:
            return
        for fault in self.now.faults:
            if fault.code != mentions.WORDS and fault.row[0] == document:
                yield self._hold(fault.row, fault.text, fault.why, fault.place)
        for row, need in self.now.needs.items():
            if row[0] == document:
                yield from self._unmet(row, need)

    def _unmet(self, row: RowKey, need: Needs) -> Iterator[Hold]:
        """What a row depends on and is not tied to."""
        for one in need.issues:
            if why := self._missing(one):
                yield self._hold(row, one.text, why, one.place)
        subject = Subject("issue", row[1], row[0], self.numbers.get(row))
        for other in (other for other in need.rows if other in self.elsewhere):
            yield Hold("drift", subject, BLOCKERS, other[1], None, self._far(other))

    def _hold(self, row: RowKey, text: str, why: str, place: Place) -> Hold:
        subject = Subject("issue", row[1], row[0], self.numbers.get(row))
        return Hold("drift", subject, BLOCKERS, text, None, f"{text}: {why}", place=place)


@dataclass(frozen=True, slots=True)
class Kin:
    """What a row of ``document`` depends on, by names of issues: now and at the tip; ``None`` where it has no
    place to say so. ``sure``: all that it says was followed. ``parent``: of the group it stands in, now and
    at the tip; ``placed``: whether that is to be seen to; ``closing``: how many of its
    open sub-issues this plan closes or puts below another."""

    document: str = ""
    family: Family | None = None
    blockers: tuple[str, ...] | None = None
    tip: tuple[str, ...] | None = None
    sure: bool = True
    parent: str | None = None
    tip_parent: str | None = None
    placed: bool = False
    closing: int = 0

    def shown(self, name: str) -> str:
        """What a plan calls the issue of a name."""
        return name if self.family is None else self.family.shown(name, self.document)


ALONE = Kin()


def without(needs: Followed, rows: Container[RowKey]) -> Followed:
    """What these rows depend on is left out."""
    kept = {row: need for row, need in needs.needs.items() if row not in rows}
    return Followed(kept, [fault for fault in needs.faults if fault.row not in rows])


def _name(row: RowKey, number: int | None) -> str:
    return "::".join(row) if number is None else f"#{number}"


def parents(documents: Iterable[Document]) -> dict[RowKey, RowKey]:
    """The group that every item, or group, stands in."""
    return {
        (one.path, item.key): (one.path, item.parent)
        for one in documents
        for item in (*one.items, *one.groups)
        if item.parent is not None
    }


def asked(documents: Iterable[Document], mine: Callable[[Item], bool]) -> tuple[int, ...]:
    """The numbers of issues that items which are ``mine`` name as blockers and no row links: to be looked
    at."""
    documents = list(documents)
    ours = {(one.path, item.key) for one in documents for item in one.items if mine(item)}
    needs = (need for row, need in mentions.follow(documents).needs.items() if row in ours)
    links = (one.link for need in needs for one in need.issues)
    return tuple(dict.fromkeys(link.number for link in links if link is not None))
