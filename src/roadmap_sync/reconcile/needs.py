"""The labels and milestones that a plan needs and GitHub does not have yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from roadmap_sync.model import Change, NewLabel, NewMilestone, Plan, Subject, Was
from roadmap_sync.reconcile import milestones
from roadmap_sync.reconcile.context import Context
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.milestones import Wanted
from roadmap_sync.reconcile.values.merge import Text

COLORS = ("1d76db", "0e8a16", "5319e7", "006b75", "bfd4f2", "c2e0c6", "d4c5f9", "c5def5", "fef2c0", "f9d0c4")
PRIORITY_COLORS = ("b60205", "d93f0b", "fbca04", "c2e0c6")
OWN_COLOR = "0052cc"


def with_needs(plan: Plan, context: Context, readings: list[Reading]) -> Plan:
    """``plan`` with every label and milestone that it would otherwise look for in vain."""
    labels = tuple(_new_labels(plan, context))
    return replace(plan, labels=labels, milestones=tuple(_new_milestones(plan, context, readings)))


def _new_labels(plan: Plan, context: Context) -> Iterator[NewLabel]:
    seen = {label.name.casefold() for label in context.world.labels}
    for document, name in _asked_labels(plan):
        if name.casefold() not in seen:
            seen.add(name.casefold())
            change = Change("create", Subject("label", name, document), "", None, name)
            yield NewLabel(change, name, _color(name, context), _description(name, context))


def _asked_labels(plan: Plan) -> Iterator[tuple[str, str]]:
    for new in plan.issues:
        yield from ((new.change.subject.document, name) for name in new.labels)
    for patch in plan.patches:
        for change in patch.changes:
            if change.field == "labels" and change.kind == "add":
                yield patch.subject.document, str(change.after)


def _color(name: str, context: Context) -> str:
    """Six hexadecimal digits, the same for the same name everywhere."""
    if configured := context.config.color(name):
        return configured
    if name == context.config.label:
        return OWN_COLOR
    prefix = context.config.priority_label.format(priority="")
    if name.startswith(prefix) and name[-1:].isdigit():
        return PRIORITY_COLORS[min(int(name[-1]), len(PRIORITY_COLORS) - 1)]
    return COLORS[hashlib.sha256(name.casefold().encode()).digest()[0] % len(COLORS)]


def _description(name: str, context: Context) -> str:
    return "Kept in step with the roadmap by roadmap-sync" if name == context.config.label else ""


def _new_milestones(plan: Plan, context: Context, readings: list[Reading]) -> Iterator[NewMilestone]:
    asked, own = _asked_milestones(plan), not context.world.away
    left_out = {hold.subject.document for hold in plan.holds if hold.subject.kind == "document"}
    speaking = {one.document.path: one for one in readings if one.document.path not in left_out}
    before = milestones.wanted((one.committed for one in readings), context.names)
    for key, one in milestones.wanted((one.document for one in readings), context.names).items():
        reading = speaking.get(one.document)
        declared = one.release is not None and reading is not None and reading.writable and own
        if (declared or context.names.title(key) in asked) and milestones.find(key, context.world) is None:
            was = _was(one, before.get(key), reading)
            yield milestones.create(one, context.world.home.id, was)


def _was(one: Wanted, tip: Wanted | None, reading: Reading | None) -> dict[str, Was]:
    """What the tip says of a milestone that was edited after it was committed."""
    if tip is None or reading is None:
        return {}
    texts = {
        name: Text(value, tip.values[name], reading.commit).left_behind(value)
        for name, value in one.values.items()
    }
    return {name: was for name, was in texts.items() if was is not None}


def _asked_milestones(plan: Plan) -> set[str]:
    """Those that new issues go into, or existing ones are moved to, by their titles."""
    changes = (change for patch in plan.patches for change in patch.changes if change.field == "milestone")
    moved = {change.after for change in changes if isinstance(change.after, str)}
    return moved | {new.milestone for new in plan.issues if new.milestone is not None}
