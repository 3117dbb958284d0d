"""What the board must have before cards can show what a plan wants: itself, its fields, its options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from roadmap_sync.config import Project
from roadmap_sync.model import (
    Board,
    BoardPatch,
    CardPatch,
    Change,
    Document,
    NewField,
    NewOption,
    Plan,
    Subject,
)
from roadmap_sync.reconcile.boards import seat as boards
from roadmap_sync.reconcile.context import Context

MOST_FIELDS = 50
"""Fields of one board (told by others, lightspeedwp/.github#1141)."""
MOST_OPTIONS = 50
"""Options of one single select field (documented limit)."""


def with_board(plan: Plan, context: Context) -> Plan:
    """``plan`` with everything that its cards would look for in vain, and a note on what cannot be."""
    project, board = context.config.project, context.world.board
    if project is None or board is None:
        return plan
    noted = replace(plan, notes=(*plan.notes, *_notes(project, board), *_full(context)))
    if not plan.cards:
        return noted
    subject = Subject("board", board.title, plan.documents[0])
    create = None if board.id else Change("create", subject, "", None, board.title)
    fields = tuple(_fields(plan.cards, project, board, subject))
    options = tuple(_options(plan.cards, board, subject))
    link = None if context.world.away else _link(plan, board, subject)
    patch = BoardPatch(board, create, link, fields, options)
    return replace(noted, board=patch if patch.changes else None)


def _notes(project: Project, board: Board) -> Iterator[str]:
    if not board.id and not project.create:
        yield f'there is no board "{board.title}"; project.create: true makes it'
    if not board.writable:
        yield f'this token may not change the board "{board.title}"; it is only read'
    for name, kind in boards.kinds(project).items():
        field = board.field(name)
        if field is not None and not boards.suits(board, name, kind):
            yield f"the board's field {name} holds {field.kind.lower()}, not {kind.lower()}; it is left alone"


def _full(context: Context) -> Iterator[str]:
    if context.homeless:
        yield f"the board takes {MOST_FIELDS} fields, and has no room for {', '.join(context.homeless)}"
    for name, values in context.crowded.items():
        left = ", ".join(values.values())
        yield f"the board's field {name} has at most {MOST_OPTIONS} options; no room for {left}"


def _link(plan: Plan, board: Board, subject: Subject) -> Change | None:
    """Where the board belongs to the same owner, the repository shows it."""
    if not board.id or board.linked or f"/{plan.repository.owner.casefold()}/" not in board.url.casefold():
        return None
    return Change("link", subject, "repository", None, f"{plan.repository.owner}/{plan.repository.name}")


def _asked(cards: Iterable[CardPatch]) -> dict[str, dict[str, str]]:
    """The values that cards will show, by field, each once, ignoring case."""
    asked: dict[str, dict[str, str]] = {}
    for card in cards:
        for value in card.values:
            if value.value is not None:
                asked.setdefault(value.field, {}).setdefault(value.value.casefold(), value.value)
    return asked


def _fields(
    cards: Iterable[CardPatch], project: Project, board: Board, subject: Subject
) -> Iterator[NewField]:
    made = {**boards.kinds(project), project.status: boards.SELECTS}
    for name, values in _asked(cards).items():
        own = not board.id and name == project.status == Project().status
        if board.field(name) is None and not own:
            select = made[name] == boards.SELECTS
            change = Change("create", subject, name, None, made[name].lower())
            yield NewField(change, name, made[name], tuple(values.values()) if select else ())


STANDARD = ("Todo", "In Progress", "Done")
"""The options of the status field that GitHub gives every new board (recorded replies)."""


def _options(cards: Iterable[CardPatch], board: Board, subject: Subject) -> Iterator[NewOption]:
    for name, values in _asked(cards).items():
        field = board.field(name)
        if field is None and (board.id or name != Project().status):
            continue
        if field is not None and field.kind != boards.SELECTS:
            continue
        there = [one.name for one in field.options] if field is not None else STANDARD
        for folded, value in values.items():
            if folded not in {one.casefold() for one in there}:
                change = Change("add", subject, name, None, value)
                yield NewOption(change, name, value)


def roomy(documents: Iterable[Document], context: Context) -> Context:
    """``context`` with what documents say and the board has no room for: fields, and values (as written, by
    their folded form) of single select fields."""
    at, board = boards.seat(context, None), context.world.board
    if at is None or board is None:
        return context
    asked: dict[str, dict[str, str]] = {}
    for item in (item for document in documents for item in document.items):
        for name, value in boards.wanted(item, at):
            if value is not None:
                asked.setdefault(name, {}).setdefault(value.casefold(), value)
    left = {name: _left(values, board, name, at.project) for name, values in asked.items()}
    full = {name: values for name, values in left.items() if values}
    return replace(context, crowded=full, homeless=_homeless(asked, board, at.project))


def _homeless(asked: Iterable[str], board: Board, project: Project) -> tuple[str, ...]:
    """The fields that a board lacks and has no room for either; the status comes first."""
    if not board.id:
        return ()
    missing = [name for name in asked if board.field(name) is None]
    room = MOST_FIELDS - len(board.fields) - (board.field(project.status) is None)
    return tuple(missing[max(0, room) :])


def _left(values: dict[str, str], board: Board, name: str, project: Project) -> dict[str, str]:
    found = board.field(name)
    if (found.kind if found is not None else boards.kinds(project)[name]) != boards.SELECTS:
        return {}
    there = {one.name.casefold() for one in found.options} if found is not None else set()
    new = [folded for folded in values if folded not in there]
    return {folded: values[folded] for folded in new[max(0, MOST_OPTIONS - len(there)) :]}
