"""What a row shows on the board, and what its card shows, in the same terms."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from roadmap_sync.config import Project
from roadmap_sync.model import Board, Card, Change, Item, Place, Status, Subject, Value
from roadmap_sync.reconcile.context import Context
from roadmap_sync.reconcile.identity.rows import fold

BASE = "board:"
"""Base of a field of the board is kept under this and the field's name; under this alone, which board it
is."""
TEXT_LIMIT = 1024
SELECTS, DATES, TEXTS, NUMBERS = "SINGLE_SELECT", "DATE", "TEXT", "NUMBER"


@dataclass(frozen=True, slots=True)
class Seat:
    """A board as one issue meets it. ``card``: ``None`` where the issue is not on it. ``crowded``: values
    that it has no room for; ``homeless``: fields that it has no room for."""

    project: Project
    board: Board
    card: Card | None
    crowded: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    homeless: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What base calls the board."""
        return self.project.title or f"#{self.project.number}"

    def value(self, field: str) -> str | None:
        """What the card shows in a field."""
        return None if self.card is None else self.card.values.get(field)

    @property
    def said(self) -> Status | None:
        """The status that the card's option stands for."""
        option = self.value(self.project.status)
        return None if option is None else meaning(option, self.project)


def seat(context: Context, number: int | None) -> Seat | None:
    """The board for the issue ``number`` (``None``: one to be created); ``None`` where there is none, where
    it is not known whether the issue is on it, or where somebody has archived the card."""
    project, board, cards = context.config.project, context.world.board, context.world.cards
    if project is None or board is None or not (board.id or project.create):
        return None
    if number is None or not board.id:
        return Seat(project, board, None, context.crowded, context.homeless)
    card = cards.get(number)
    if number not in cards or (card is not None and card.archived):
        return None
    return Seat(project, board, card, context.crowded, context.homeless)


def meaning(option: str, project: Project) -> Status | None:
    """The status that an option's name stands for, ignoring case, signs and emoji."""
    return next((meant for word, meant in project.options if fold(word) == fold(option)), None)


def option(at: Seat, status: Status) -> str | None:
    """The option for a status: the one the card shows, else one that the board has, else one to be made.
    Nobody makes an option for what was dropped."""
    now = at.value(at.project.status)
    if now is not None and meaning(now, at.project) is status:
        return now
    column = at.board.field(at.project.status)
    there = [one.name for one in column.options] if column is not None else []
    words = [word for word, meant in at.project.options if meant is status]
    ranked = [name for word in words for name in there if fold(name) == fold(word)]
    return next(iter([*ranked, *(words[:1] if status is not Status.DROPPED else [])]), None)


# ── fields ───────────────────────────────────────────────────────────────────────────────────


def kinds(project: Project) -> dict[str, str]:
    """The fields that documents fill, by name, with the kind we make them."""
    named = {project.start: DATES, project.target: DATES, project.priority: SELECTS, project.area: SELECTS}
    return {name: kind for name, kind in {**named, **dict(project.columns)}.items() if name}


def suits(board: Board, name: str, kind: str) -> bool:
    """Whether the board's field of that name, if it has one, can hold such values."""
    found = board.field(name)
    return found is None or found.kind in (kind, TEXTS) or (kind, found.kind) == (TEXTS, SELECTS)


def wanted(item: Item, at: Seat) -> Iterator[tuple[str, str | None]]:
    """Every field that documents fill, and what this row says of it; ``None``: nothing that fits."""
    columns = {name.casefold(): value for name, value in item.extra}
    project = at.project
    for name, kind in kinds(project).items():
        if not suits(at.board, name, kind):
            continue
        column = columns.get(name.casefold())
        said = column if name in dict(project.columns) else _said(item, name, project)
        value = fitting(said, kind) if said else None
        full = value is not None and (name in at.homeless or value.casefold() in at.crowded.get(name, {}))
        yield name, None if full else value


def _said(item: Item, name: str, project: Project) -> str | None:
    start, end = (item.target.start, item.target.end) if item.target is not None else (None, None)
    if name == project.start:
        return start.isoformat() if start else None
    if name == project.target:
        return end.isoformat() if end else None
    return item.priority if name == project.priority else next(iter(item.labels), None)


def fitting(said: str, kind: str) -> str | None:
    """A cell's text as a field of that kind holds it; ``None`` where it cannot."""
    text = unicodedata.normalize("NFC", said).strip()
    try:
        if kind == NUMBERS:
            return f"{float(text):g}"
        if kind == DATES:
            return date.fromisoformat(text).isoformat()
    except ValueError:
        return None
    return (text if len(text) <= TEXT_LIMIT else f"{text[: TEXT_LIMIT - 1]}…") or None


# ── changes ──────────────────────────────────────────────────────────────────────────────────


def change(subject: Subject, field: str, before: str | None, after: str | None, place: Place) -> Change:
    """A new value for a field of a card."""
    return Change("update", card_of(subject), field, before, after, None, place)


def card_of(subject: Subject) -> Subject:
    """The card of an issue."""
    return Subject("card", subject.name, subject.document, subject.number)


def landed(base: Value, shown: Value) -> Value:
    """What base says of a value.

    A value of the board is announced in the marker as (new, old) before it is written, so that one update
    of the issue is enough; whichever of the two the card shows is what both sides were given last."""
    if not isinstance(base, tuple) or len(base) != 2:
        return base
    new, old = base
    return (old if shown == (old or None) else new) or None


def announced(new: str | None, old: str | None) -> Value:
    """Base for a value that is about to be written."""
    return (new or "", old or "")
