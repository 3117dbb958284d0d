"""Plan → GitHub: what has to be there first comes first, and everything is told as soon as it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from roadmap_sync.errors import NotPermitted
from roadmap_sync.github import (
    boards_cards,
    boards_needs,
    creates,
    labels,
    milestones,
    patches,
    queries,
    replies,
    twins,
)
from roadmap_sync.github import books as ledger
from roadmap_sync.github.batches import Errand
from roadmap_sync.github.boards_needs import Seat, Standing
from roadmap_sync.github.books import Books, Key, Written, key
from roadmap_sync.github.session import Session
from roadmap_sync.github.standing import BOARD
from roadmap_sync.github.works import Work
from roadmap_sync.model import Change, MilestonePatch, Outcome, Patch, Plan, Subject, World

MARKER = "marker"
"""The field of the outcomes of ``land``."""


def apply(
    session: Session,
    plan: Plan,
    world: World,
    written: Written,
    projects: Session | None = None,
    seat: Seat | None = None,
) -> Iterator[Outcome]:
    """Carry out everything of ``plan`` that is GitHub's: labels, milestones, issues, updates, then cards.

    ``written`` takes down the markers it has put into issues, for ``land`` to know them; ``projects``: the
    session for the board, where it has one of its own; ``seat``: the board as other repositories of this run
    left it.
    Gives an outcome for every change it got to, as soon as it is known; a later outcome for the same change
    replaces the earlier one. ``unknown`` means that no answer came; the next run finds out. Raises
    NotPermitted before the first write where the token may only read, or when the first write is refused;
    another Stop (OutOfTime, ServerUnreachable) may come after some outcomes, all of which are true."""
    if not _anything(plan):
        return
    allowed(session, world)
    session.kin = queries.kin(world.kin)
    books = ledger.opened(world, written)
    ledger.find_people(session, books, plan)
    shown = world.board if plan.cards or plan.board is not None else None
    at = (seat or Seat()).at(projects or session, shown) if shown is not None else None
    yield from _prepared(session, books, plan, world, at, alone=projects is None)
    plan = boards_needs.unseated(plan) if at is not None and at.why else plan
    yield from milestones.create(session, books, plan.milestones)
    yield from milestones.change(session, books, plan.milestone_patches)
    yield from creates.create(session, books, plan.issues)
    yield from twins.resolve(session, books, plan.issues)
    yield from patches.skipped(books, plan.patches)
    late: dict[Key, str] = {}
    for work in patches.carry(session, books, _owing(books, plan)):
        yield from work.outcomes()
        late |= _late(work)
        books.turned |= _turned(work)
    if at is not None:
        yield from _cards(session, books, plan, at, late)


def _cards(
    session: Session, books: Books, plan: Plan, at: Standing, late: Mapping[Key, str]
) -> Iterator[Outcome]:
    yield from boards_cards.carry(at, books, plan.cards, late)
    for work in patches.carry(session, books, _unsaid(books, plan)):
        yield from work.outcomes()


def _unsaid(books: Books, plan: Plan) -> list[Patch]:
    """What takes back that a card is on the board where it could not be put there: it is announced again."""
    said = [(one, move) for one in plan.patches for move in one.moves if move.field == BOARD]
    return [
        replace(one, changes=(), moves=(replace(move, value=(move.value, "")),), region=None)
        for one, move in said
        if isinstance(move.value, str) and key(one.subject) in books.unplaced
    ]


def _prepared(
    session: Session, books: Books, plan: Plan, world: World, at: Standing | None, *, alone: bool
) -> Iterator[Outcome]:
    """The board and the labels. ``alone``: there is but one session, so that one request does for what the
    board lacks and for the labels, and new issues are put on the board in the call that makes them."""
    errand = Errand()
    if at is not None and plan.board is not None:
        yield from boards_needs.create(at, plan.board, world)
        errand = boards_needs.errand(at, plan.board, world)
    if at is not None and alone and not at.why:
        books.board = at.board.id
        session.kin = {**session.kin, queries.SEAT_HERE: queries.SEAT}
    yield from labels.create(session, books, plan.labels, errand if alone else Errand())
    if at is not None and plan.board is not None:
        yield from boards_needs.furnish(at, plan.board, errand)


def _turned(work: Work) -> set[Key]:
    """The item of an issue that was closed or reopened, as far as anybody knows."""
    turned = any(change.field == "status" for change in work.patch.changes)
    return {key(work.patch.subject)} if turned else set()


def _late(work: Work) -> dict[Key, str]:
    """Why nothing may be written to the card of an issue: its marker does not vouch for it."""
    open_or_closed = [n for n, change in enumerate(work.patch.changes) if change.field == "status"]
    ends = [work.vouched, *(work.results.get(n, ("unknown", "")) for n in open_or_closed)]
    bad = [why or "its issue was not brought up to date" for result, why in ends if result != "done"]
    return {key(work.patch.subject): bad[0]} if bad else {}


def land(session: Session, landed: Sequence[Patch], world: World, written: Written) -> Iterator[Outcome]:
    """Tell the issues that text has been saved: base moves, nothing else. One outcome per patch, of a change
    of the field ``marker``; one that is not done leaves the base behind, and a later run catches up."""
    if not landed:
        return
    if world.repository.permission == "READ":
        yield from (_landed(patch, "skipped", "this token may only read") for patch in landed)
        return
    books = ledger.opened(world, written)
    for work in patches.carry(session, books, landed):
        result, why = work.vouched
        yield _landed(work.patch, result or "unknown", why)


def land_milestones(session: Session, landed: Sequence[MilestonePatch], world: World) -> Iterator[Outcome]:
    """Tell milestones that text has been saved, as ``land`` tells issues."""
    if not landed or world.repository.permission == "READ":
        return
    results = milestones.tell(session, landed)
    for patch, (result, why) in zip(landed, results, strict=True):
        subject = Subject("milestone", patch.milestone.title, patch.document)
        change = Change("update", subject, MARKER, None, None)
        yield Outcome(change, result, why, patch.milestone.number, patch.milestone.url)


def _landed(patch: Patch, result: str, why: str) -> Outcome:
    issue = patch.issue
    change = Change("update", patch.subject, MARKER, None, None)
    return Outcome(change, result, why, issue.number if issue else None, issue.url if issue else "")


def allowed(session: Session, world: World) -> None:
    """Raise NotPermitted where it is known beforehand that no write will be accepted. Apps' and workflows'
    tokens have no role here (unverified for GraphQL): for them the first write decides."""
    home = world.repository
    if home.archived:
        raise NotPermitted(
            "the repository is archived", where=home.url, todo="unarchive it, or take it out of the run"
        )
    if not home.has_issues:
        raise NotPermitted("issues are disabled here", where=home.url, todo="switch them on in the settings")
    if home.permission == "READ":
        role = f"{world.viewer} needs at least the triage role here, and write for titles and milestones"
        todo = f"{role}; or {replies.ACCESS}"
        raise NotPermitted(f"{world.viewer} may only read this repository", where=home.url, todo=todo)


def _anything(plan: Plan) -> bool:
    issues = plan.labels or plan.milestones or plan.milestone_patches or plan.issues or plan.patches
    return bool(issues or plan.board or plan.cards)


def _owing(books: Books, plan: Plan) -> list[Patch]:
    """The patches of ``plan``, with the bases that its creates overstated put right."""
    planned = {key(patch.subject) for patch in plan.patches if patch.issue is None}
    owing = [
        replace(patch, moves=(*books.owed.get(key(patch.subject), ()), *patch.moves))
        if patch.issue is None
        else patch
        for patch in plan.patches
    ]
    for new in plan.issues:
        subject = new.change.subject
        if key(subject) in books.owed and key(subject) not in planned:
            owing.append(Patch(subject, None, (), books.owed[key(subject)], new.marker))
    return owing
