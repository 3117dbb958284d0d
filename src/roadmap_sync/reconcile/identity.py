"""Which issue is which row's: links first, then markers, then titles; in doubt the row is held."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from roadmap_sync.model import Absent, Link, World
from roadmap_sync.reconcile import rows as fold_of
from roadmap_sync.reconcile.rows import Row, near
from roadmap_sync.reconcile.trust import Marked, Weight

Edge = Callable[[Row, Marked], bool]


@dataclass(frozen=True, slots=True)
class Held:
    """A row that nothing is done for, and what would change that. ``kind``: conflict or drift."""

    row: Row
    why: str
    todo: str
    kind: str = "conflict"
    issue: Marked | None = None


@dataclass(slots=True)
class Matches:
    """``issues``: by (document, order of the row). ``renamed``: rows found by rule 4. ``orphans``:
    marked issues of ours whose row is gone."""

    issues: dict[tuple[str, int], Marked] = field(default_factory=dict)
    renamed: set[tuple[str, int]] = field(default_factory=set)
    held: dict[tuple[str, int], Held] = field(default_factory=dict)
    orphans: list[Marked] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def open(self, row: Row) -> bool:
        """Whether nothing has been decided for ``row`` yet."""
        return spot(row) not in self.issues and spot(row) not in self.held

    def give(self, row: Row, issue: Marked) -> None:
        """``issue`` is ``row``'s."""
        self.issues[spot(row)] = issue
        self.taken.add(issue.issue.number)

    def hold(
        self, row: Row, why: str, todo: str, *, kind: str = "conflict", issue: Marked | None = None
    ) -> None:
        """Nothing is done for ``row``."""
        self.held[spot(row)] = Held(row, why, todo, kind, issue)


def spot(row: Row) -> tuple[str, int]:
    """What tells a row from all others of a run."""
    return row.doc, row.order


def match(all_rows: list[Row], marked: list[Marked], world: World, gone: frozenset[str]) -> Matches:
    """Find each row's issue. ``gone``: paths that markers name and that are no files at the tip.

    Each rule runs over all rows before the next begins."""
    matches = Matches()
    _by_link(matches, all_rows, marked, world)
    ours = [one for one in marked if one.weight is Weight.COUNTS and one.issue.number not in matches.taken]
    for rule in RULES:
        _pair(matches, all_rows, ours, _both(rule, gone))
    _renames(matches, all_rows, ours, gone)
    _hold_the_rest(matches, all_rows, marked, gone)
    held = {one.issue.issue.number for one in matches.held.values() if one.issue is not None}
    matches.orphans = [one for one in ours if one.issue.number not in matches.taken | held]
    return matches


# ── links ────────────────────────────────────────────────────────────────────────────────────


def is_ours(link: Link, world: World) -> bool:
    """Whether a link leads into this repository; between loopback hosts the port does not count."""
    if not link.host:
        return True
    rest = world.repository.url.partition("://")[2]
    host, _, path = rest.partition("/")
    same = f"{link.owner}/{link.repository}".casefold() == path.strip("/").casefold()
    return same and (link.host == host.casefold() or (_loopback(link.host) and _loopback(host)))


def _loopback(host: str) -> bool:
    name = host.casefold().rsplit(":", 1)[0] if not host.endswith("]") else host
    return name in ("127.0.0.1", "localhost", "[::1]") or name.endswith(".localhost")


def _by_link(matches: Matches, all_rows: list[Row], marked: list[Marked], world: World) -> None:
    by_number = {one.issue.number: one for one in marked}
    absent = {one.number: one for one in world.absent}
    claims: dict[int, list[Row]] = {}
    for row in all_rows:
        link = row.item.link
        if link is None:
            continue
        if not is_ours(link, world):
            matches.hold(row, f"links {link.url}, which is not in this repository", "", kind="drift")
        elif link.kind != "issue" or link.number not in by_number:
            _dead_end(matches, row, link, absent.get(link.number))
        else:
            claims.setdefault(link.number, []).append(row)
    for number, claimants in claims.items():
        _settle_claims(matches, by_number[number], claimants, all_rows)


def _dead_end(matches: Matches, row: Row, link: Link, absent: Absent | None) -> None:
    why = absent.why if absent is not None else link.kind
    if why in ("pull", "discussion"):
        noun = "pull request" if why == "pull" else why
        matches.hold(row, f"links a {noun} (#{link.number}), not an issue", "", kind="drift")
    elif why == "moved" and absent is not None:
        matches.hold(row, f"#{link.number} was moved, now {absent.now}", "write the new link into the row")
    else:
        todo = "remove the link to have a new issue made, or use a token that can see it"
        matches.hold(row, f"#{link.number} is gone, or this token cannot see it", todo)


def _settle_claims(matches: Matches, one: Marked, claimants: list[Row], all_rows: list[Row]) -> None:
    """A number in two rows belongs to the row its marker names."""
    named = [row for row in claimants if _names(one, row)]
    elsewhere = [
        row for row in all_rows if _names(one, row) and row not in claimants and row.item.link is None
    ]
    number = one.issue.number
    if len(claimants) == 1 and (named or len(elsewhere) != 1):
        matches.give(claimants[0], one)
        return
    keeper = named[0] if len(named) == 1 else elsewhere[0] if len(elsewhere) == 1 and not named else None
    if keeper is not None:
        matches.give(keeper, one)
    whose = f"row “{keeper.item.title}”" if keeper is not None else "another row"
    for row in claimants:
        if row is not keeper:
            matches.hold(row, f"links #{number}, which belongs to {whose}", "remove the copied link")


def _names(one: Marked, row: Row) -> bool:
    said = one.marker
    return said is not None and said.doc == row.doc and fold_of.fold(said.title) == row.title


# ── markers and titles ───────────────────────────────────────────────────────────────────────


def _of(row: Row, one: Marked, gone: frozenset[str]) -> bool:
    return one.marker is not None and (one.marker.doc == row.doc or one.marker.doc in gone)


def _both(rule: Edge, gone: frozenset[str]) -> Edge:
    return lambda row, one: _of(row, one, gone) and rule(row, one)


def _same_id(row: Row, one: Marked) -> bool:
    return one.marker is not None and row.item.id is not None and row.item.id == one.marker.id


def _same_title(row: Row, one: Marked) -> bool:
    return one.marker is not None and fold_of.fold(one.marker.title) == row.title


def _near_title(row: Row, one: Marked) -> bool:
    return one.marker is not None and near(fold_of.fold(one.marker.title), row.title)


def _same_section(row: Row, one: Marked) -> bool:
    return one.marker is not None and tuple(fold_of.fold(part) for part in one.marker.section) == row.section


def _same_id_and_title(row: Row, one: Marked) -> bool:
    return _same_id(row, one) and _same_title(row, one)


def _same_id_near_title(row: Row, one: Marked) -> bool:
    return _same_id(row, one) and _near_title(row, one)


RULES: tuple[Edge, ...] = (_same_id_and_title, _same_id_near_title, _same_title)
"""Rules 2 and 3: the same id with a near title; an equal title, renumbered or moved."""


def _pair(matches: Matches, all_rows: list[Row], ours: list[Marked], edge: Edge) -> None:
    """Give every issue that fits one row alone to that row; the section decides among several."""
    for fits in (lambda row, one: edge(row, one) and _same_section(row, one), edge):
        for found in _groups(matches, all_rows, ours, fits):
            _give_group(matches, *found)


Group = tuple[list[Row], list[Marked]]


def _groups(matches: Matches, all_rows: list[Row], ours: list[Marked], edge: Edge) -> list[Group]:
    """Rows and issues that fit one another and nobody else, as groups that fit among themselves."""
    groups: list[Group] = []
    free = [one for one in ours if one.issue.number not in matches.taken]
    for row in all_rows:
        fitting = [one for one in free if edge(row, one)] if matches.open(row) else []
        if fitting:
            _join(groups, row, fitting)
    return groups


def _join(groups: list[Group], row: Row, fitting: list[Marked]) -> None:
    touched = [group for group in groups if any(one in group[1] for one in fitting)]
    for group in touched:
        groups.remove(group)
    rows = [*(row for group in touched for row in group[0]), row]
    issues = {one.issue.number: one for group in (*(group[1] for group in touched), fitting) for one in group}
    groups.append((rows, list(issues.values())))


def _give_group(matches: Matches, rows: list[Row], issues: list[Marked]) -> None:
    """As many rows as issues: by order, which for equal titles is the order in which they were
    created. Otherwise nobody can tell, and later rules or a person decide."""
    if len(rows) != len(issues):
        return
    in_order = sorted(issues, key=lambda one: one.issue.number)
    for row, one in zip(sorted(rows, key=spot), in_order, strict=True):
        matches.give(row, one)


def _renames(matches: Matches, all_rows: list[Row], ours: list[Marked], gone: frozenset[str]) -> None:
    """Rule 4: the same id with a far title, or a near title with another id, and no other candidate."""

    def edge(row: Row, one: Marked) -> bool:
        same_id = _same_id(row, one) and not row.doubled
        return _of(row, one, gone) and (same_id or _near_title(row, one))

    for rows, issues in _groups(matches, all_rows, ours, edge):
        if len(rows) == len(issues) == 1:
            matches.give(rows[0], issues[0])
            matches.renamed.add(spot(rows[0]))


# ── what is held ─────────────────────────────────────────────────────────────────────────────


def _hold_the_rest(matches: Matches, all_rows: list[Row], marked: list[Marked], gone: frozenset[str]) -> None:
    """Rule 5: a row that could belong to an issue nobody else has is held, never created."""
    free = [one for one in marked if one.issue.number not in matches.taken]
    for row in all_rows:
        if matches.open(row):
            candidates = [one for one in free if _could_be(row, one, gone)]
            if candidates:
                matches.hold(row, _why(candidates), _todo(candidates), issue=candidates[0])


def _could_be(row: Row, one: Marked, gone: frozenset[str]) -> bool:
    if one.marker is not None:
        return _of(row, one, gone) and (_same_id(row, one) or _near_title(row, one))
    return one.labelled and fold_of.fold(one.issue.title) == row.title


def _why(candidates: Iterable[Marked]) -> str:
    reasons = {
        Weight.COUNTS: "may be this row's",
        Weight.OUTSIDER: "says it is this row's, and its author has no rights here",
        Weight.UNLABELLED: "says it is this row's and has lost our label",
        Weight.FAULT: "has this title and an unreadable marker",
        Weight.COPY: "has this title and a copied marker",
        Weight.BARE: "has this title and our label, and no marker",
    }
    return "; ".join(f"#{one.issue.number} {reasons[one.weight]}" for one in candidates)


def _todo(candidates: list[Marked]) -> str:
    links = " or ".join(f"[#{one.issue.number}]({one.issue.url})" for one in candidates[:3])
    return f"write {links} into the row it belongs to, or rename the row if it is new work"
