"""A row that no issue belongs to: the issue to create, and its link in the document."""

from __future__ import annotations

from dataclasses import replace

from roadmap_sync import marker
from roadmap_sync.model import Change, Json, Move, NewIssue, Patch, TextChange, Value, Was
from roadmap_sync.reconcile.context import Context, Spot
from roadmap_sync.reconcile.values import fields, region, status_labels, views
from roadmap_sync.reconcile.values.merge import Text, move

LINK = "link"
"""What a link's change says of its value; the number is not part of what is approved."""


def new_issue(context: Context, spot: Spot) -> NewIssue:
    """Everything in one call: the marker stands in the body that the create sends."""
    item, document, config = spot.item, spot.row.doc, context.settings(spot.row.doc)
    base = fields.new_base(item, document, context.world, config, context.names)
    base |= {fields.PARENT: spot.kin.parent} if spot.kin.parent else {}
    was = {name: left for name, value in base.items() if (left := _was(context, spot, name, value))}
    said = replace(spot.bookkeeping(context.world.home.id, None), base=base, was=was)
    change = Change("create", spot.subject(), "", None, _summary(spot, context), None, spot.place)
    return NewIssue(
        change=change,
        title=fields.trimmed(item.title),
        body=marker.compose(said, region.text(item, context.origin(document))),
        labels=_labels(context, spot),
        assignees=fields.first_assignees(item, context.world, config),
        milestone=context.names.title(context.names.key(item.target)),
        marker=said,
        parent=spot.kin.parent,
        type=fields.first_type(item, context.world, config),
    )


def _labels(context: Context, spot: Spot) -> tuple[str, ...]:
    config = context.settings(spot.row.doc)
    return (*fields.first_labels(spot.item, config), *status_labels.first(spot.item, config, context.world))


def _summary(spot: Spot, context: Context) -> Json:
    parent: dict[str, Json] = {"parent": spot.kin.shown(spot.kin.parent)} if spot.kin.parent else {}
    item, config = spot.item, context.settings(spot.row.doc)
    kind = fields.first_type(item, context.world, config)
    parent |= {"type": kind} if kind else {}
    return {
        "title": fields.trimmed(item.title),
        "status": item.status,
        "milestone": context.names.key(item.target),
        "labels": list(_labels(context, spot)),
        "assignees": list(fields.first_assignees(item, context.world, config)),
        **parent,
    }


def _was(context: Context, spot: Spot, name: str, value: Value) -> Was | None:
    """What the tip shows of a row that was edited after it was committed."""
    if spot.tip is None:
        return None
    config = context.settings(spot.row.doc)
    shown = fields.new_base(spot.tip, spot.row.doc, context.world, config, context.names)
    shown |= {fields.PARENT: spot.kin.tip_parent}
    return Text(value, shown.get(name), spot.reading.commit).left_behind(value)


def first_close(context: Context, spot: Spot) -> Patch | None:
    """The closing of a new issue whose row is done or dropped; base follows with it."""
    status = spot.item.status
    if status not in views.CLOSED:
        return None
    tip = spot.tip.status if spot.tip is not None else None
    text = Text(str(status), views.of_status(tip, views.View(views.OPEN)), spot.reading.commit)
    moved: Move = move("status", text, str(status))
    change = Change("close", spot.subject(), "status", views.OPEN, str(status), moved, spot.place)
    bookkeeping = spot.bookkeeping(context.world.home.id, None)
    return Patch(spot.subject(), None, (change,), (), bookkeeping)


def link_text(context: Context, spot: Spot, number: int | None, url: str | None) -> TextChange | None:
    """The link to write behind a row that has none; without a number, for an issue yet to come."""
    if context.settings(spot.row.doc).link == "none" or spot.item.link is not None:
        return None
    slot = next(iter(spot.item.slots_for("link")), None)
    if slot is None:
        return None
    change = Change("write", spot.text_subject(number), "link", None, LINK, None, spot.place)
    return TextChange(change, slot, url)
