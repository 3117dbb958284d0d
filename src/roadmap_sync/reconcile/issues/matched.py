"""A row and its issue: every field merged, what follows from it as changes, moves and holds."""

from __future__ import annotations

from dataclasses import replace

from roadmap_sync import marker
from roadmap_sync.model import Patch, TextChange
from roadmap_sync.reconcile.boards import cards as boards_cards
from roadmap_sync.reconcile.context import Context, Spot
from roadmap_sync.reconcile.identity.trust import Marked, Weight
from roadmap_sync.reconcile.issues import contents, edges, labelling, scalars, types
from roadmap_sync.reconcile.pair import Pair, RowPlan, Side

NO_PLACE = "its text ends within a code block or a comment that is not closed, so that no marker can follow"


def plan_pair(context: Context, spot: Spot, marked: Marked) -> RowPlan:
    """All that is to be done for a row and its issue."""
    pair = Pair(context, spot, marked, RowPlan())
    if marked.weight in (Weight.FAULT, Weight.COPY):
        todo = f"mend or delete the roadmap-sync comment in {marked.issue.url}"
        pair.hold("conflict", "marker", Side("marker", None, pair.text(None, None), None), marked.fault, todo)
        return pair.plan
    if marked.weight is Weight.BARE and not marker.takes(marked.issue.body):
        todo = f"close it in {marked.issue.url}"
        pair.hold("conflict", "marker", Side("marker", None, pair.text(None, None), None), NO_PLACE, todo)
        return pair.plan
    for side in scalars.sides(pair):
        scalars.decide(pair, side)
    edges.keep_open(pair)  # before the card, which would close it on Done
    labelling.follow(pair)
    boards_cards.plan_card(pair)
    contents.merge_sets(pair)
    edges.merge_blockers(pair)
    edges.merge_parent(pair)
    types.merge_type(pair)
    edges.keep_open(pair)  # once more: the card may ask for it, too
    contents.merge_body(pair)
    contents.adopt(pair)
    pair.plan.texts[:] = _told(pair.plan.texts)
    return pair.plan


def _told(texts: list[TextChange]) -> list[TextChange]:
    """What the issue is told once the text is saved names the row as it reads then."""
    titles = [text.value for text in texts if text.slot.field == "title" and text.value is not None]
    if not titles:
        return texts
    return [
        replace(text, landed=replace(text.landed, marker=replace(text.landed.marker, title=titles[-1])))
        if text.landed is not None
        else text
        for text in texts
    ]


def patch(pair_plan: RowPlan, context: Context, spot: Spot, marked: Marked, *, stale: bool) -> Patch | None:
    """The one patch for an issue, or ``None`` where there is nothing to tell it. ``stale``: its
    marker's id is another row's by now, so it is renewed although nothing else is."""
    if not (pair_plan.changes or pair_plan.moves or stale):
        return None
    bookkeeping = spot.bookkeeping(context.world.home.id, marked.issue.number)
    subject = spot.subject(marked.issue.number)
    changes, moves = tuple(pair_plan.changes), tuple(pair_plan.moves)
    there = [one.name for one in marked.issue.blockers or ()]
    there += [marked.issue.parent.name] if marked.issue.parent else []
    names = edges.names(spot, *there)
    return Patch(subject, marked.issue, changes, moves, bookkeeping, pair_plan.region, names)
