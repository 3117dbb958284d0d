"""What one repository comes to: its rows planned one by one, its milestones, and the rows that are gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from roadmap_sync.model import CardPatch, Hold, Item, NewIssue, Patch, Plan, Subject, TextChange
from roadmap_sync.reconcile import relatives, sections
from roadmap_sync.reconcile.boards import new as boards_new
from roadmap_sync.reconcile.context import Context, Spot
from roadmap_sync.reconcile.foreseen import foreseen, with_dragged
from roadmap_sync.reconcile.identified import Identified, wanted
from roadmap_sync.reconcile.identity import orphans
from roadmap_sync.reconcile.identity.matches import Held, spot
from roadmap_sync.reconcile.identity.proposals import strays
from roadmap_sync.reconcile.identity.rows import Reading, Row
from roadmap_sync.reconcile.identity.trust import Marked, Weight
from roadmap_sync.reconcile.issues import creates, types
from roadmap_sync.reconcile.issues.edges import first_patch
from roadmap_sync.reconcile.issues.matched import patch, plan_pair
from roadmap_sync.reconcile.issues.unusable import unusable
from roadmap_sync.reconcile.kinship.kin import Family
from roadmap_sync.reconcile.stones import Stones, plan_milestones


@dataclass(slots=True)
class Draft:
    """What grows while the rows are gone through, in the order of the documents."""

    issues: list[NewIssue] = field(default_factory=list)
    patches: list[Patch] = field(default_factory=list)
    texts: list[TextChange] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    cards: list[CardPatch] = field(default_factory=list)


def draft(readings: list[Reading], context: Context, found: Identified) -> tuple[Plan, list[Reading]]:
    """What is to be done in the repository of ``context``, before anybody asks whether it is too much; and
    the readings as the labels, milestones and board that it needs are to be told from."""
    family = _family(found, readings, context)
    by_path = {reading.document.path: reading for reading in readings}
    made, stones, readings = _decided(readings, context, found, by_path, family)
    made.holds += [hold for path in by_path if by_path[path].writable for hold in family.holds(path)]
    readings = sections.as_written(readings, made.texts)
    left = tuple(strays(found.rows, found.marked, found.matches))
    said = tuple(types.notes(readings, context, made.issues))
    return replace(_assembled(made, stones, context, readings), strays=left, notes=said), readings


def _decided(
    readings: list[Reading],
    context: Context,
    found: Identified,
    by_path: Mapping[str, Reading],
    family: Family,
) -> tuple[Draft, Stones, list[Reading]]:
    """What rows and milestones come to; rows once more where a section waits or a target moves a card."""
    draft = _plan_rows(context, found, by_path, family)
    if shut := sections.divided(draft.texts, readings, context):
        context = replace(context, shut={**context.shut, **shut})
        draft = _plan_rows(context, found, by_path, family)
    texts = sections.together(draft.texts)
    as_written = sections.as_written(readings, texts)
    stones = plan_milestones(
        as_written, replace(context, shut={**context.shut, **sections.inherited(as_written)})
    )
    ahead = foreseen([*texts, *stones.texts], readings, context)
    if ahead is not context:
        draft = _plan_rows(ahead, found, by_path, family)
    draft.texts = sections.together(draft.texts)
    return draft, stones, with_dragged(readings, ahead)


def _family(found: Identified, readings: list[Reading], context: Context) -> Family:
    writable = {reading.document.path for reading in readings if reading.writable}
    new = (row for row in found.rows if row.doc in writable and found.matches.open(row))
    coming = frozenset(row.key for row in new if wanted(context, row))
    return relatives.family(readings, context, found.numbers, found.tip_numbers, coming)


# ── rows ─────────────────────────────────────────────────────────────────────────────────────


def _plan_rows(context: Context, found: Identified, by_path: Mapping[str, Reading], family: Family) -> Draft:
    draft = Draft()
    writable = [row for row in found.rows if by_path[row.doc].writable]
    for row in (row for row in writable if not row.group):
        _plan_row(draft, context, found, row, by_path[row.doc], family)
    _gone(draft, context, found, by_path)  # before the groups, which wait for what is closed here
    groups = [row for row in writable if row.group]
    texts = (*context.told, *draft.texts)
    for row in relatives.settled(groups, (one.document for one in by_path.values()), texts):
        _plan_row(draft, context, found, row, by_path[row.doc], family)
    return draft


def _plan_row(
    draft: Draft, context: Context, found: Identified, row: Row, reading: Reading, family: Family
) -> None:
    held = found.matches.held.get(spot(row))
    marked = found.matches.issues.get(spot(row))
    if held is not None:
        draft.holds.append(_hold(held))
        return
    tip = _tip(found, reading, row, marked)
    how = family.kin(row.key, None if tip is None else (row.doc, tip.key))
    if marked is not None:
        how = replace(how, closing=relatives.closing(draft.patches, marked.issue.number) if row.group else 0)
        why = found.matches.adopted.get(spot(row), "")
        _plan_match(draft, context, found, Spot(row, reading, tip, why, how), marked)
    elif wanted(context, row):
        _plan_create(draft, context, found, Spot(row, reading, tip, kin=how))


def at(found: Identified, readings: list[Reading], context: Context, row: Row) -> Spot:
    """A row with what its documents say, for whoever only looks."""
    reading = next(one for one in readings if one.document.path == row.doc)
    tip = _tip(found, reading, row, found.matches.issues.get(spot(row)))
    how = _family(found, readings, context).kin(row.key, None if tip is None else (row.doc, tip.key))
    return Spot(row, reading, tip, kin=how)


def _tip(found: Identified, reading: Reading, row: Row, marked: Marked | None) -> Item | None:
    if reading.tip is None:
        return row.item
    if marked is not None:
        return found.tips.get(marked.issue.number)
    return found.tip_keys.get((row.doc, row.item.key))


def _hold(held: Held) -> Hold:
    number = held.issue.issue.number if held.issue is not None else None
    item = held.row.item
    subject = Subject("issue", item.key, held.row.doc, number)
    return Hold(held.kind, subject, "issue", item.title, None, held.why, held.todo, item.place)


def _plan_match(draft: Draft, context: Context, found: Identified, at: Spot, marked: Marked) -> None:
    pair_plan = plan_pair(context, at, marked)
    draft.texts += pair_plan.texts
    draft.holds += pair_plan.holds
    draft.cards += [pair_plan.card] if pair_plan.card is not None else []
    one = patch(pair_plan, context, at, marked, stale=_stale(found, at.row, marked))
    if one is not None:
        draft.patches.append(one)
    link = creates.link_text(context, at, marked.issue.number, marked.issue.url)
    if link is not None:
        draft.texts.append(link)
    draft.holds += unusable(context, at, marked.issue.number)


def _stale(found: Identified, row: Row, marked: Marked) -> bool:
    """Whether the marker still bears an id that is another row's by now."""
    said = marked.base
    return said is not None and said.id != row.item.id and (row.doc, said.id) in found.ids


def _plan_create(draft: Draft, context: Context, found: Identified, at: Spot) -> None:
    if not any(one.labelled for one in found.marked) and _known_before(found):
        todo = f"put the label {context.config.label} back on the issues, or name the label you renamed it to"
        why = f"no issue bears the label {context.config.label}, although markers exist"
        draft.holds.append(Hold("conflict", at.subject(), "issue", at.item.title, None, why, todo, at.place))
        return
    new, card = boards_new.with_card(context, at, creates.new_issue(context, at))
    draft.issues.insert(0 if at.row.group else len(draft.issues), new)
    draft.cards += [card] if card is not None else []
    draft.patches += first_patch(context, at)
    link = creates.link_text(context, at, None, None)
    if link is not None:
        draft.texts.append(link)
    draft.holds += unusable(context, at, None)


def _known_before(found: Identified) -> bool:
    """Whether a run has been here: a marker tells. Links alone do not, people wrote them by hand."""
    return any(one.weight is not Weight.BARE for one in found.marked)


# ── rows that are gone ───────────────────────────────────────────────────────────────────────


def _gone(draft: Draft, context: Context, found: Identified, by_path: Mapping[str, Reading]) -> None:
    """Issues whose rows are gone are told, or closed; a document without any row is left out."""
    empty = orphans.emptied(found.marked, by_path.values())
    draft.holds += orphans.left_out(empty)
    taken = {(row.doc, row.item.key) for row in found.rows}
    for one in found.matches.orphans:
        said = one.marker
        if said is None or said.doc in empty or not one.issue.open:
            continue
        if said.doc in by_path and by_path[said.doc].writable:
            subject = orphans.subject(one.issue, said, taken)
            linked = orphans.mentioned(by_path[said.doc].document, one.issue)
            if context.settings(said.doc).orphans == "close" and not linked:
                draft.patches.append(orphans.closing(subject, one.issue, said))
            else:
                draft.holds.append(orphans.reported(subject, one.issue, linked=linked))


def _assembled(draft: Draft, stones: Stones, context: Context, readings: list[Reading]) -> Plan:
    return Plan(
        repository=context.world.repository,
        documents=tuple(reading.document.path for reading in readings),
        labels=(),
        milestones=(),
        milestone_patches=tuple(stones.patches),
        issues=tuple(draft.issues),
        patches=tuple(draft.patches),
        texts=(*draft.texts, *stones.texts),
        holds=(*draft.holds, *stones.holds),
        cards=tuple(draft.cards),
    )
