"""Why an issue is a row's, and per field what was agreed on, what both sides say, and who moved since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from roadmap_sync.model import Value
from roadmap_sync.reconcile.context import Context, Spot
from roadmap_sync.reconcile.identity.matches import Matches, spot
from roadmap_sync.reconcile.identity.rows import Row
from roadmap_sync.reconcile.identity.trust import Marked
from roadmap_sync.reconcile.issues import scalars
from roadmap_sync.reconcile.pair import Pair, RowPlan
from roadmap_sync.reconcile.values import fields, region

UNKNOWN = "unknown: nothing is known of before"
UNDECLARED = "the document says nothing of it, so it is not synchronized"


@dataclass(frozen=True, slots=True)
class Known:
    """One field. ``known``: whether ``base`` is; ``moved``: who changed it since."""

    name: str
    base: Value
    document: Value
    github: Value
    moved: str
    known: bool


def why(row: Row, one: Marked, matches: Matches) -> str:
    """How the issue of a row was found."""
    if spot(row) in matches.adopted:
        return f"it has no marker and is taken over: {matches.adopted[spot(row)]}"
    link, said = row.item.link, one.marker
    if link is not None and link.number == one.issue.number:
        if said is None:
            return f"the row links it, and {one.fault or 'it has no marker yet'}"
        named = "the row" if one.title == row.title else "another title"
        return f"the row links it, and its marker names {named}"
    if said is None:
        return "its title"
    same = [name for name, is_so in (("id", _same_id(row, one)), ("title", one.title == row.title)) if is_so]
    if spot(row) in matches.renamed or not same:
        return f"its marker bears {'the same id' if 'id' in same else 'a near title'}: a rename"
    return f"its marker bears the same {' and '.join(same)}"


def _same_id(row: Row, one: Marked) -> bool:
    return one.marker is not None and row.item.id is not None and row.item.id == one.marker.id


def known(context: Context, at: Spot, marked: Marked) -> list[Known]:
    """Every field of a row and its issue."""
    pair = Pair(context, at, marked, RowPlan())
    found = {one.name: one for one in (*_scalars(pair), *_sets(pair), *_kin(pair), *_body(pair))}
    undeclared = {"status": "open" if pair.issue.open else "closed", "milestone": pair.issue.milestone}
    for name, value in undeclared.items():
        if name not in found:
            found[name] = Known(name, None, None, value, UNDECLARED, known=False)
    order = (*fields.SCALARS, *fields.SETS, fields.PARENT, fields.BLOCKERS, "body")
    return [found[name] for name in order if name in found]


def _scalars(pair: Pair) -> Iterator[Known]:
    for side in scalars.sides(pair):
        base = None if side.memory is None else side.memory.base
        yield _known(side.name, base, side.text.now, side.github, known=side.memory is not None)


def _sets(pair: Pair) -> Iterator[Known]:
    """Labels and assignees; whatever neither base nor the document names is somebody else's."""
    there = {"labels": pair.issue.labels, "assignees": pair.issue.assignees}
    for name in fields.SETS:
        now = fields.elements(name, pair.spot.item, pair.context.world, pair.settings)
        yield _set(pair, name, now, there[name])


def _set(pair: Pair, name: str, now: tuple[str, ...], there: tuple[str, ...]) -> Known:
    memory = pair.memory(name)
    base = memory.base if memory is not None and isinstance(memory.base, tuple) else ()
    ours = {one.casefold() for one in (*base, *now)}
    shown = tuple(sorted(one for one in there if one.casefold() in ours))
    return _known(name, base, now, shown, known=memory is not None)


def _kin(pair: Pair) -> Iterator[Known]:
    """The issue above, and those that block; where the document says something of them."""
    kin, issue, memory = pair.spot.kin, pair.issue, pair.memory(fields.PARENT)
    base = None if memory is None else memory.base
    if kin.placed and (kin.parent is not None or base is not None):
        above = issue.parent.name if issue.parent else None
        yield _known(fields.PARENT, base, kin.parent, above, known=memory is not None)
    if kin.blockers is not None and issue.blockers is not None:
        yield _set(pair, fields.BLOCKERS, kin.blockers, tuple(one.name for one in issue.blockers))


def _body(pair: Pair) -> Iterator[Known]:
    """The managed text, by its digests; adopted issues have none."""
    memory = pair.memory("body")
    if memory is not None:
        now = region.digest(region.text(pair.spot.item, pair.spot.row.doc))
        yield _known("body", memory.base, now, fields.shown_body(pair.issue), known=True)


def _known(name: str, base: Value, document: Value, github: Value, *, known: bool) -> Known:
    moved = _moved(base, document, github) if known else UNKNOWN
    return Known(name, base, document, github, moved, known)


def _moved(base: Value, document: Value, github: Value) -> str:
    here, there = _plain(document) != _plain(base), _plain(github) != _plain(base)
    if here and there:
        return "both, to the same" if _plain(document) == _plain(github) else "both"
    return "the document" if here else "GitHub" if there else "nobody"


def _plain(value: Value) -> object:
    return {one.casefold() for one in value} if isinstance(value, tuple) else value
