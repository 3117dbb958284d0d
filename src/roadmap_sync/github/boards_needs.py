"""What a board lacks: made before the cards, and never at the cost of what is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from roadmap_sync import marker
from roadmap_sync.github import batches, boards
from roadmap_sync.github import boards_queries as queries
from roadmap_sync.github.batches import Errand, Result
from roadmap_sync.github.mutations import Act
from roadmap_sync.github.replies import PROJECTS, Forbidden, Lost
from roadmap_sync.github.session import Session
from roadmap_sync.github.standing import BOARD
from roadmap_sync.model import (
    Board,
    BoardField,
    BoardPatch,
    Change,
    Move,
    NewField,
    NewIssue,
    NewOption,
    Outcome,
    Plan,
    World,
)

COLORS = ("GRAY", "BLUE", "GREEN", "YELLOW", "ORANGE", "RED", "PINK", "PURPLE")
UNANSWERED = "no answer from GitHub; the next run will find it if it was done"


@dataclass(slots=True)
class Standing:
    """The board while a run writes to it. ``why``: what keeps cards from being written, empty if nothing."""

    session: Session
    board: Board
    why: str = ""


@dataclass(slots=True)
class Seat:
    """Where a run keeps its board from one repository to the next."""

    standing: Standing | None = None

    def at(self, session: Session, board: Board) -> Standing:
        """The board as this run left it, or as it was observed."""
        self.standing = self.standing or Standing(session, board)
        return self.standing


def create(at: Standing, patch: BoardPatch, world: World) -> Iterator[Outcome]:
    """Make the board where it is missing. Nothing here ends the run: without the board the issues go on."""
    if patch.create is not None:
        yield _created(at, patch.create, world)


def errand(at: Standing, patch: BoardPatch, world: World) -> Errand:
    """What shows the board in the repository and adds its fields."""
    if at.why:
        return Errand()
    given = {"projectId": at.board.id, "repositoryId": world.repository.id}
    link = [Act("linkProjectV2ToRepository", given)] if patch.link is not None else []
    return Errand([*link, *(_field(at.board, one) for one in _missing(at, patch.fields))])


def furnish(at: Standing, patch: BoardPatch, errand: Errand) -> Iterator[Outcome]:
    """Carry out ``errand``, unless another request took it along, and add options; one outcome each."""
    if at.why:
        left = (change for change in patch.changes if change is not patch.create)
        yield from (Outcome(change, "skipped", at.why) for change in left)
        return
    results = errand.results
    if results is None:
        results = tried(at.session, errand.acts) if errand.acts else []
    if patch.link is not None:
        yield _told(patch.link, results[0])
    yield from _fields(at, patch.fields, results[patch.link is not None :])
    yield from _options(at, patch.options, new=patch.create is not None)


def tried(session: Session, acts: Sequence[Act], creates: int = 0) -> list[Result]:
    """What became of ``acts``, which may be sent twice; a refusal is an answer like any other."""
    for _ in range(2):
        try:
            return batches.send(session, acts, creates=creates, sure=False)
        except Lost:
            session.settle()
        except Forbidden as refusal:
            return [_refused(refusal)] * len(acts)
    return [Result(None)] * len(acts)


def _refused(refusal: Forbidden) -> Result:
    return Result(None, f"{refusal.what}; {PROJECTS}")


def _told(change: Change, result: Result) -> Outcome:
    if result.node is not None:
        return Outcome(change, "done")
    return Outcome(change, "failed" if result.why else "unknown", result.why or UNANSWERED)


def _created(at: Standing, change: Change, world: World) -> Outcome:
    """One request, never sent again: a board made twice would be found twice."""
    given = {"ownerId": at.board.owner, "title": at.board.title, "repositoryId": world.repository.id}
    try:
        result = batches.send(at.session, [Act("createProjectV2", given)], creates=1, sure=False)[0]
    except Lost:
        result = Result(None)
    except Forbidden as refusal:
        result = _refused(refusal)
    if result.node is None:
        at.why = "the board was not created"
        return _told(change, result)
    made = boards.decoded(result.node, at.board.owner, world.repository.id)
    at.board = replace(made, stirs=made.stirs | {"turn"})  # its workflows may come a moment later
    return Outcome(change, "done", url=at.board.url)


def unseated(plan: Plan) -> Plan:
    """``plan`` where its board was not made: no marker may say that an issue is on it."""
    issues = tuple(_unannounced(new) for new in plan.issues)
    patches = tuple(replace(one, moves=_others(one.moves)) for one in plan.patches)
    return replace(plan, issues=issues, patches=tuple(one for one in patches if one.changes or one.moves))


def _unannounced(new: NewIssue) -> NewIssue:
    base = {name: value for name, value in new.marker.base.items() if not name.startswith(BOARD)}
    was = {name: value for name, value in new.marker.was.items() if not name.startswith(BOARD)}
    said = replace(new.marker, base=base, was=was)
    return replace(new, marker=said, body=marker.splice(new.body, said, None) or new.body)


def _others(moves: Sequence[Move]) -> tuple[Move, ...]:
    return tuple(one for one in moves if not one.field.startswith(BOARD))


# ── fields and options ───────────────────────────────────────────────────────────────────────


def _fields(at: Standing, fields: Sequence[NewField], results: Sequence[Result]) -> Iterator[Outcome]:
    """What came of new fields. One that is there by now is as good as made."""
    asked = [one.name for one in _missing(at, fields)]
    made = [boards.field(result.node) for result in results if result.node]
    at.board = replace(at.board, fields=(*at.board.fields, *made))
    if len(made) < len(asked):
        _now(at)
    came = dict(zip(asked, results, strict=True))
    for one in fields:
        result = came.get(one.name, Result({}))
        there = not result.node and at.board.field(one.name) is not None
        yield Outcome(one.change, "done", "it was there already") if there else _told(one.change, result)


def _missing(at: Standing, fields: Sequence[NewField]) -> list[NewField]:
    return [one for one in fields if at.board.field(one.name) is None]


def _field(board: Board, new: NewField) -> Act:
    given: dict[str, Any] = {"projectId": board.id, "name": new.name, "dataType": new.kind}
    if new.kind == "SINGLE_SELECT":
        given["singleSelectOptions"] = [_option(name, n) for n, name in enumerate(new.options)]
    return Act("createProjectV2Field", given)


def _option(name: str, place: int) -> dict[str, str]:
    return {"name": name, "color": COLORS[place % len(COLORS)], "description": ""}


def _options(at: Standing, options: Sequence[NewOption], *, new: bool) -> Iterator[Outcome]:
    """New options of fields that are there. GitHub overwrites all options of a field at once, and cards lose
    the value of an option that comes without its id (schema, ``ProjectV2SingleSelectFieldOptionInput``), so
    they are read again right before and all sent along."""
    if options and not new:
        _now(at)
    for name in dict.fromkeys(one.field for one in options):
        wanted = [one for one in options if one.field == name]
        field = at.board.field(name)
        if field is None:
            yield from (Outcome(one.change, "skipped", f"there is no field {name}") for one in wanted)
            continue
        missing = [one for one in wanted if field.option(one.name) is None]
        result = tried(at.session, [_extended(field, missing)])[0] if missing else Result({})
        if result.node:
            _renew(at, boards.field(result.node))
        yield from (_told(one.change, result) for one in wanted)


def _extended(field: BoardField, missing: Sequence[NewOption]) -> Act:
    kept = [
        {"id": one.id, "name": one.name, "color": one.color, "description": one.description}
        for one in field.options
    ]
    new = [_option(one.name, len(kept) + n) for n, one in enumerate(missing)]
    return Act("updateProjectV2Field", {"fieldId": field.id, "singleSelectOptions": [*kept, *new]})


def _now(at: Standing) -> None:
    """The fields as they are now."""
    node = at.session.graphql(queries.FIELDS, {"id": at.board.id}).data.get("node")
    if node:
        fields = tuple(boards.field(one) for one in node["fields"]["nodes"] if one)
        at.board = replace(at.board, fields=fields)


def _renew(at: Standing, field: BoardField) -> None:
    fields = tuple(field if one.id == field.id else one for one in at.board.fields)
    at.board = replace(at.board, fields=fields)
