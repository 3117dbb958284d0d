"""The card of an issue that is yet to be created."""

from __future__ import annotations

from dataclasses import replace

from roadmap_sync import marker
from roadmap_sync.model import CardPatch, CardValue, NewIssue, Value, Was
from roadmap_sync.reconcile.boards import seat as boards
from roadmap_sync.reconcile.boards.seat import BASE, Seat
from roadmap_sync.reconcile.context import Context, Spot
from roadmap_sync.reconcile.values import views
from roadmap_sync.reconcile.values.merge import Text


def with_card(context: Context, spot: Spot, new: NewIssue) -> tuple[NewIssue, CardPatch | None]:
    """``new`` with a marker that announces what its card will show, and that card."""
    at = boards.seat(context, None)
    if at is None or not at.board.writable:
        return new, None
    base, was = dict(new.marker.base), dict(new.marker.was)
    for name, (value, tip) in _said(spot, at).items():
        base[name] = boards.announced(value, None)
        was.pop(name, None)
        if (left := Text(value, tip, spot.reading.commit).left_behind(value)) and spot.tip is not None:
            was[name] = left
    return _announcing(new, base, was), _card(spot, at)


def _said(spot: Spot, at: Seat) -> dict[str, tuple[str, str | None]]:
    """What the card will show, by the name of its base, here and at the tip."""
    tips = dict(boards.wanted(spot.tip, at)) if spot.tip is not None else {}
    rows = boards.wanted(spot.item, at)
    said = {f"{BASE}{name}": (value, tips.get(name)) for name, value in rows if value is not None}
    status = spot.item.status
    if status is not None and status not in views.CLOSED:
        tip = spot.tip.status if spot.tip is not None else None
        said["status"] = (str(status), None if tip is None else str(tip))
    return {BASE: (at.name, at.name), **said}


def _announcing(new: NewIssue, base: dict[str, Value], was: dict[str, Was]) -> NewIssue:
    said = replace(new.marker, base=base, was=was)
    body = marker.splice(new.body, said, None)
    return new if body is None else replace(new, body=body, marker=said)


def _card(spot: Spot, at: Seat) -> CardPatch:
    item, subject, place = spot.item, spot.subject(), spot.place
    values = [
        CardValue(boards.change(subject, name, None, value, place), name, value)
        for name, value in boards.wanted(item, at)
        if value is not None
    ]
    shown = boards.option(at, item.status) if item.status is not None else None
    if shown is not None:
        name = at.project.status
        values.append(CardValue(boards.change(subject, name, None, shown, place), name, shown, watched=True))
    return CardPatch(boards.card_of(subject), None, None, None, tuple(values))
