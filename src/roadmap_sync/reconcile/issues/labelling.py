"""Status through labels: pushed, and kept in step with what was decided about the issue and the document."""

from __future__ import annotations

from dataclasses import replace

from roadmap_sync.model import Change, Move, Status, Value
from roadmap_sync.reconcile.pair import Pair, Side
from roadmap_sync.reconcile.values import status_labels, views
from roadmap_sync.reconcile.values.merge import Verdict, merge

TAKEN_AWAY = "somebody took its status label away on GitHub"


def push(pair: Pair, side: Side) -> bool:
    """Let the label show the document's word for open; ``False`` where labels are not written."""
    if status_labels.written(pair.settings):
        _swap(pair, Status(str(side.text.now)), _move(pair, str(side.text.now)))
        return True
    return False


def follow(pair: Pair) -> None:
    """What follows for the label from what was decided about the status."""
    held = any(hold.field == "status" for hold in pair.plan.holds)
    if held or not status_labels.written(pair.settings) or pair.settings.policy.status == "github":
        return
    status = status_labels.shown(pair.spot.item, pair.settings)
    at = next((n for n, change in enumerate(pair.plan.changes) if change.field == "status"), None)
    pulled = next((text.value for text in pair.plan.texts if text.slot.field == "status"), None)
    if at is not None:
        _with_state(pair, at)
    elif pulled is not None:
        _with_text(pair, Status(pulled))
    elif pair.issue.open and status is not None and not _ours(pair):
        _without_label(pair, status)


def _with_state(pair: Pair, at: int) -> None:
    """A closing takes the label along, a reopening brings the right one; base follows the state."""
    change, status = pair.plan.changes[at], status_labels.shown(pair.spot.item, pair.settings)
    if change.kind == "close":
        pair.plan.changes += [_removal(pair, name) for name in _ours(pair)]
    elif change.kind == "reopen" and status is not None and _swap(pair, status, None):
        pair.plan.changes[at] = replace(change, move=_move(pair, str(status)))


def _with_text(pair: Pair, status: Status) -> None:
    """A reopening that comes into the document brings the label; one that somebody set is there already."""
    if not pair.issue.open or status in views.CLOSED or _ours(pair) or not _swap(pair, status, None):
        return
    for n, text in enumerate(pair.plan.texts):
        if text.landed is not None:
            moves = (
                replace(one, value=str(status)) if one.field == "status" else one for one in text.landed.moves
            )
            pair.plan.texts[n] = replace(text, landed=replace(text.landed, moves=tuple(moves)))


def _without_label(pair: Pair, status: Status) -> None:
    """An open issue without a status label gets one, unless somebody took it away or the text is old."""
    memory, text = pair.memory("status"), pair.text(str(status), _tip(pair))
    fine = memory is not None and memory.base not in (None, views.OPEN, *views.CLOSED)
    verdict = merge(memory, text, memory.base, pair.context.run) if memory and fine else Verdict.PUSH
    if verdict is Verdict.SAME and pair.context.taken(pair.subject, "status") != "document":
        pair.hold("drift", "status", Side("status", memory, text, None), TAKEN_AWAY, pair.put_back("status"))
    elif verdict in (Verdict.SAME, Verdict.PUSH) and _swap(pair, status, _move(pair, str(status))):
        pair.plan.moves[:] = [one for one in pair.plan.moves if one.field != "status"]


def _swap(pair: Pair, status: Status, moved: Move | None) -> bool:
    """The label for ``status`` instead of any other; ``False`` where one is there that nobody understands."""
    wanted = status_labels.label(status, pair.settings, pair.context.world)
    if unknown := [name for name in _all(pair) if name not in _ours(pair)]:
        side = Side("status", pair.memory("status"), pair.text(str(status), _tip(pair)), unknown[0])
        pair.hold("drift", "status", side, "no status is known for this label")
        return False
    others = [name for name in _ours(pair) if name.casefold() != wanted.casefold()]
    pair.plan.changes += [_removal(pair, name) for name in others]
    if len(others) == len(_ours(pair)):
        place = pair.spot.place
        pair.plan.changes.append(Change("add", pair.subject, "labels", None, wanted, moved, place))
    return True


def _removal(pair: Pair, name: str) -> Change:
    return Change("remove", pair.subject, "labels", name, None, None, pair.spot.place)


def _all(pair: Pair) -> tuple[str, ...]:
    return views.status_labels(pair.issue, pair.settings.status_label)


def _ours(pair: Pair) -> list[str]:
    """The status labels of the issue that are understood."""
    config = pair.settings
    return [name for name in _all(pair) if views.said(name, config.status_label, config.status_words)]


def _tip(pair: Pair) -> Value:
    tip = pair.spot.tip
    return None if tip is None or tip.status is None else str(tip.status)


def _move(pair: Pair, status: str) -> Move:
    return Move("status", status, pair.text(status, _tip(pair)).left_behind(status))
