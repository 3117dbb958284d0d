"""Status through the board: what a card says of an issue, and what the card is to show."""

from __future__ import annotations

from dataclasses import replace

from roadmap_sync.model import CardValue, Change, Move, Status, Value
from roadmap_sync.reconcile.boards import seat as boards
from roadmap_sync.reconcile.boards.seat import Seat
from roadmap_sync.reconcile.pair import Pair, Side
from roadmap_sync.reconcile.values import views
from roadmap_sync.reconcile.values.views import View

READ_ONLY = "this token may not change the board"


def view(pair: Pair) -> View:
    """What GitHub says of the status: the issue, its card, its label, in this order."""
    config = pair.settings
    shown = views.of_issue(pair.issue, config.status_label, config.status_words)
    at = boards.seat(pair.context, pair.issue.number)
    return shown if at is None else views.of_card(pair.issue, at.said, _base(pair), shown)


def _base(pair: Pair) -> Value:
    memory = pair.memory("status")
    return None if memory is None else memory.base


def push(pair: Pair, side: Side) -> bool:
    """Let the card show the document's word for open; ``False`` where there is no board for it."""
    at = boards.seat(pair.context, pair.issue.number)
    status = pair.spot.item.status
    if at is None or status is None:
        return False
    if not at.board.writable:
        pair.hold("drift", "status", side, READ_ONLY)
        return True
    pair.plan.moves.append(_announcing(pair, at, status))
    pair.plan.shows = status
    return True


def _announcing(pair: Pair, at: Seat, status: Status) -> Move:
    tip = pair.spot.tip.status if pair.spot.tip is not None else None
    text = pair.text(str(status), None if tip is None else str(tip))
    old = None if at.said is None else str(at.said)
    return Move("status", boards.announced(str(status), old), text.left_behind(str(status)))


def decide(pair: Pair, at: Seat) -> CardValue | None:
    """What follows for the card from what was decided about the status; the option is set last."""
    if any(hold.field == "status" for hold in pair.plan.holds):
        return None
    if pair.issue.open and at.said in views.CLOSED and not _reopened(pair, at):
        _close(pair, str(at.said))
        return None
    shows = pair.plan.shows or _after(pair, at)
    name = at.project.status
    before, after = at.value(name), boards.option(at, shows) if shows is not None else None
    if after is None or after == before:
        return None
    change = boards.change(pair.subject, name, before, after, pair.spot.place)
    return CardValue(change, name, after, watched=True)


def _reopened(pair: Pair, at: Seat) -> bool:
    """Whether the card was left behind when somebody opened the issue again, or is moved by this plan."""
    return view(pair).value != at.said or pair.plan.shows is not None


def _close(pair: Pair, status: str) -> None:
    """The card counts: the issue is closed. Base follows once the document says so too."""
    place = pair.spot.place
    moves = [one for one in pair.plan.moves if one.field == "status"]
    note = "its card says so"
    if not any(change.field == "status" for change in pair.plan.changes):
        moved = moves[-1] if moves else None
        change = Change("close", pair.subject, "status", views.OPEN, status, moved, place, note)
        pair.plan.changes.append(change)
    reason = "completed" if status == Status.DONE else "not_planned"
    closed = replace(pair.issue, open=False, reason=reason)
    pair.plan.texts[:] = [
        replace(text, landed=replace(text.landed, issue=closed)) if text.landed is not None else text
        for text in pair.plan.texts
    ]


def _after(pair: Pair, at: Seat) -> Status | None:
    """The status that issue and document will have, where the card does not show it yet and may."""
    changed = next((n for n, change in enumerate(pair.plan.changes) if change.field == "status"), None)
    status = pair.spot.item.status
    if changed is not None:
        change = pair.plan.changes[changed]
        if change.kind == "close":
            return Status(str(change.after))
        if status is not None:
            pair.plan.changes[changed] = replace(change, move=_announcing(pair, at, status))
        return status
    written = next((text.value for text in pair.plan.texts if text.slot.field == "status"), None)
    if written is not None:
        return _pulled(pair, at, Status(written))
    behind = pair.issue.open and at.said in views.CLOSED  # both sides opened it again
    if behind or at.value(at.project.status) is None:
        return _first(pair, at, status)
    _settle(pair, at)
    return None


def _pulled(pair: Pair, at: Seat, status: Status) -> Status | None:
    """A reopening that comes into the document moves the card too; a card that was dragged stays, and one
    that shows nothing yet is given what the document will say."""
    if at.said == status:
        return None
    if not pair.issue.open:
        return status if at.value(at.project.status) is None else None
    old = None if at.said is None else str(at.said)
    for n, text in enumerate(pair.plan.texts):
        if text.landed is not None:
            moves = (
                replace(one, value=boards.announced(str(status), old)) if one.field == "status" else one
                for one in text.landed.moves
            )
            pair.plan.texts[n] = replace(text, landed=replace(text.landed, moves=tuple(moves)))
    return status


def _first(pair: Pair, at: Seat, status: Status | None) -> Status | None:
    """A card that shows no option yet, or one that was left behind, is given the document's, where the issue
    agrees."""
    if status is None or pair.issue.open == (status in views.CLOSED):
        return None
    if pair.issue.open and _base(pair) != boards.announced(str(status), None):
        pair.plan.moves[:] = [one for one in pair.plan.moves if one.field != "status"]
        pair.plan.moves.append(_announcing(pair, at, status))
    return status


def _settle(pair: Pair, at: Seat) -> None:
    """From here on base keeps the option's status, where it only said open."""
    status = pair.spot.item.status
    tip = pair.spot.tip.status if pair.spot.tip is not None else None
    same = pair.issue.open and status is not None and at.said == status == tip
    if same and _base(pair) == views.OPEN and all(one.field != "status" for one in pair.plan.moves):
        pair.plan.moves.append(Move("status", str(status)))
