"""Issue types: a row's own word for one, where the organization has such a type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from roadmap_sync.model import Hold, Item, NewIssue, World
from roadmap_sync.reconcile.context import Context, Spot
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.issues import owned
from roadmap_sync.reconcile.pair import Pair, Side
from roadmap_sync.reconcile.values import fields

TYPE = fields.TYPE


def merge_type(pair: Pair) -> None:
    """Note what is to be done about the type; a row that names none says nothing."""
    world, tip = pair.context.world, pair.spot.tip
    now = fields.type_of(pair.spot.item, world)
    if now is None:
        return
    text = pair.text(now, fields.type_of(tip, world) if tip else None)
    side = Side(TYPE, pair.memory(TYPE), text, pair.issue.type)
    owned.merge_owned(pair, side, str, "somebody changed it on GitHub")


def unknown(spot: Spot, context: Context, number: int | None) -> Iterator[Hold]:
    """A type that the organization does not have, in a document that names some that it has."""
    item, world = spot.item, context.world
    known = world.types and item.kind and fields.type_of(item, world) is None
    if known and _speaks(spot.reading.document.items, world):
        why = f"there is no issue type {item.kind}; there are {_listed(world)}"
        yield Hold("drift", spot.subject(number), TYPE, item.kind, None, why, place=spot.place)


def notes(readings: Iterable[Reading], context: Context, new: Iterable[NewIssue]) -> Iterator[str]:
    """What types come to as a whole: those of the configuration, and those of rows that issues are made for.
    Once these are there nothing is to be done about it, and it is said no more."""
    world, owner = context.world, context.world.repository.owner
    if TYPE not in world.kin:
        return
    fresh = {(one.change.subject.document, one.change.subject.name) for one in new}
    for one in (reading.document for reading in readings):
        default = context.settings(one.path).defaults.type
        named = any(item.kind for item in one.items if (one.path, item.key) in fresh)
        if (default or named) and not world.types:
            yield f"{owner} has no issue types (only organizations have): types are left out"
            return
        if default and fields.named_type(default, world) is None:
            yield f"defaults.type: {owner} has no issue type {default}; there are {_listed(world)}"
        if named and not _speaks(one.items, world):
            yield f"{one.path}: what it calls types are no issue types of {owner} ({_listed(world)})"


def _speaks(items: Iterable[Item], world: World) -> bool:
    return any(fields.type_of(item, world) for item in items)


def _listed(world: World) -> str:
    return ", ".join(one.name for one in world.types)
