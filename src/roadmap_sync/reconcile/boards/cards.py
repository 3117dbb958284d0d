"""A row's card: its fields merged; the document decides, and what people changed there is listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from roadmap_sync.model import CardPatch, CardValue, Change, Item, Move
from roadmap_sync.reconcile.boards import dates as boards_dates
from roadmap_sync.reconcile.boards import seat as boards
from roadmap_sync.reconcile.boards import status as boards_status
from roadmap_sync.reconcile.boards.seat import BASE, Seat
from roadmap_sync.reconcile.pair import Pair, Side
from roadmap_sync.reconcile.values.merge import Memory, Verdict, merge, move

WHY = {
    Verdict.PULL: "somebody changed it on the board",
    Verdict.BOTH: "both changed",
    Verdict.UNKNOWN: "the board has another value, and nothing is known of before",
    Verdict.SET_BACK: "the document shows what it showed before the last sync",
}


def plan_card(pair: Pair) -> None:
    """Note what is to be done to the card; statuses were decided before."""
    at = boards.seat(pair.context, pair.issue.number)
    if at is None or not at.board.writable:
        return
    if at.card is None and _taken_off(pair, at):
        side = Side("board", None, pair.text(at.name, at.name), None)
        pair.hold("drift", "board", side, "somebody took it off the board", pair.put_back("board"))
        return
    status = boards_status.decide(pair, at)
    values = [*_values(pair, at), *([status] if status is not None else [])]
    add = _added(pair, at)
    if add is not None or values:
        pair.plan.card = CardPatch(boards.card_of(pair.subject), pair.issue, at.card, add, tuple(values))
    _confirm(pair, at)


def _taken_off(pair: Pair, at: Seat) -> bool:
    memory = pair.memory(BASE)
    gone = memory is not None and memory.base == at.name
    return gone and pair.context.taken(pair.subject, "board") != "document"


def _added(pair: Pair, at: Seat) -> Change | None:
    """The putting on the board; base says so before, and for good once the card was seen."""
    memory = pair.memory(BASE)
    if at.card is not None:
        if memory is None:
            pair.plan.moves.append(Move(BASE, at.name))
        return None
    again = memory is not None and memory.base == boards.announced(at.name, None)
    pair.plan.moves.append(Move(BASE, at.name if again else boards.announced(at.name, None)))
    subject = boards.card_of(pair.subject)
    return Change("add", subject, "board", None, at.board.title, None, pair.spot.place)


def _values(pair: Pair, at: Seat) -> Iterator[CardValue]:
    """The fields that documents fill."""
    pulled = boards_dates.pull(pair, at, _sides(pair, at, pair.spot.item))
    item = pair.context.coming.get(pair.spot.row.key, pair.spot.item)
    for name, side in _sides(pair, at, item).items():
        value = _merged(pair, at, name, side) if name not in pulled else None
        if value is not None:
            yield value


def _sides(pair: Pair, at: Seat, item: Item) -> dict[str, Side]:
    """What ``item`` and the card say of every field that documents fill."""
    tips = dict(boards.wanted(pair.spot.tip, at)) if pair.spot.tip is not None else {}
    sides = {}
    for name, now in boards.wanted(item, at):
        shown = at.value(name)
        if now is not None and shown is not None and now.casefold() == shown.casefold():
            shown = now
        text = pair.text(now, tips.get(name))
        sides[name] = Side(f"{BASE}{name}", _memory(pair, at, name), text, shown)
    return sides


def _memory(pair: Pair, at: Seat, name: str) -> Memory | None:
    """What both sides were given last; nothing, where that was on another board."""
    board, memory = pair.memory(BASE), pair.memory(f"{BASE}{name}")
    if board is None or memory is None or at.name not in (board.base, *_one(board.base)):
        return None
    return replace(memory, base=boards.landed(memory.base, at.value(name)))


def _one(base: object) -> tuple[str, ...]:
    return base if isinstance(base, tuple) else ()


def _merged(pair: Pair, at: Seat, name: str, side: Side) -> CardValue | None:
    now, shown = side.text.now, side.github
    if now is None and (side.memory is None or side.memory.base is None):
        return None
    verdict = merge(side.memory, side.text, shown, pair.context.run)
    if verdict is Verdict.SETTLE:
        pair.plan.moves.append(move(side.name, side.text, now))
    if verdict in (Verdict.SAME, Verdict.SETTLE):
        return None
    free = verdict is Verdict.PUSH or (verdict is Verdict.UNKNOWN and shown is None)
    taken = pair.context.taken(pair.subject, name)
    if not free and taken != "document":
        if boards_dates.asks(at, name, verdict) and taken is None:
            pair.hold("conflict", name, side, WHY[verdict], pair.choose())
        else:
            pair.hold("drift", name, side, WHY[verdict], pair.put_back(name))
        return None
    before, after = (None if one is None else str(one) for one in (shown, now))
    pair.plan.moves.append(Move(side.name, boards.announced(after, before), side.text.left_behind(now)))
    return CardValue(boards.change(pair.subject, name, before, after, pair.spot.place), name, after)


def _confirm(pair: Pair, at: Seat) -> None:
    """Whatever was announced and has landed is base for good, when the marker is written anyway."""
    said = pair.marked.base
    if said is None or at.card is None or not (pair.plan.changes or pair.plan.moves):
        return
    moving = {one.field for one in pair.plan.moves}
    for name, base in said.base.items():
        if not name.startswith(BASE) or name in moving or not isinstance(base, tuple):
            continue
        seen = at.name if name == BASE else at.value(name.removeprefix(BASE))
        if seen is not None and base[:1] == (seen,):
            pair.plan.moves.append(Move(name, seen, said.was.get(name)))
