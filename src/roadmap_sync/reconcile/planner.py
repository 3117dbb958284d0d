"""Documents and the world in, the plan out: matches rows, merges fields, holds what is in doubt."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace

from roadmap_sync.model import CardPatch, Hold, Item, NewIssue, Patch, Plan, Subject, TextChange
from roadmap_sync.reconcile import boards_new, creates, homes, orphans, relatives, sections, types
from roadmap_sync.reconcile.adoption import Wishes
from roadmap_sync.reconcile.boards_needs import crowded, with_board
from roadmap_sync.reconcile.context import Context, Spot
from roadmap_sync.reconcile.edges import first_patch
from roadmap_sync.reconcile.foreseen import foreseen, with_dragged
from roadmap_sync.reconcile.guard import guard, measure
from roadmap_sync.reconcile.identity import match
from roadmap_sync.reconcile.kin import Family
from roadmap_sync.reconcile.links import is_ours
from roadmap_sync.reconcile.matched import patch, plan_pair
from roadmap_sync.reconcile.matches import Held, Matches, spot
from roadmap_sync.reconcile.mentions import RowKey
from roadmap_sync.reconcile.needs import with_needs
from roadmap_sync.reconcile.proposals import strays
from roadmap_sync.reconcile.rows import Reading, Row, rows
from roadmap_sync.reconcile.stones import Stones, plan_milestones
from roadmap_sync.reconcile.trust import Marked, Weight, insider, weigh
from roadmap_sync.reconcile.unusable import unusable


@dataclass(slots=True)
class Draft:
    """What grows while the rows are gone through, in the order of the documents."""

    issues: list[NewIssue] = field(default_factory=list)
    patches: list[Patch] = field(default_factory=list)
    texts: list[TextChange] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    cards: list[CardPatch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Identified:
    """Rows with their issues; ``tips``: what the tip shows, by issue number and by row key; ``ids``: of
    all rows, with their documents; ``numbers`` and ``tip_numbers``: of the issues of rows, here and at the
    tip; ``elsewhere``: other repositories that rows name."""

    rows: list[Row]
    marked: list[Marked]
    matches: Matches
    tips: Mapping[int, Item]
    tip_keys: Mapping[tuple[str, str], Item]
    ids: Set[tuple[str, str | None]]
    numbers: dict[RowKey, int]
    tip_numbers: dict[RowKey, int]
    elsewhere: Mapping[RowKey, str]


def plan(
    readings: list[Reading], context: Context, *, gone: frozenset[str], allowed: Mapping[str, int]
) -> Plan:
    """The plan for ``readings``. ``gone``: documents that markers name and the tip does not have."""
    context = replace(context, crowded=crowded((one.document for one in readings), context))
    found = identify(readings, context, gone)
    family = _family(found, readings, context)
    by_path = {reading.document.path: reading for reading in readings}
    draft, stones, readings = _decided(readings, context, found, by_path, family)
    draft.holds += [hold for path in by_path if by_path[path].writable for hold in family.holds(path)]
    readings = sections.as_written(readings, draft.texts)
    _gone(draft, context, found, by_path)
    left = tuple(strays(found.rows, found.marked, found.matches))
    said = tuple(types.notes(readings, context))
    raw = replace(_assembled(draft, stones, context, readings), strays=left, notes=said)
    sizes = {path: measure(found.matches, path) for path in by_path}
    return with_board(with_needs(guard(raw, sizes, allowed), context, readings), context)


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
        context = replace(context, shut=shut)
        draft = _plan_rows(context, found, by_path, family)
    texts = sections.together(draft.texts)
    as_written = sections.as_written(readings, texts)
    stones = plan_milestones(as_written, replace(context, shut=sections.inherited(as_written)))
    ahead = foreseen([*texts, *stones.texts], readings, context)
    if ahead is not context:
        draft = _plan_rows(ahead, found, by_path, family)
    draft.texts = sections.together(draft.texts)
    return draft, stones, with_dragged(readings, ahead)


def identify(readings: list[Reading], context: Context, gone: frozenset[str]) -> Identified:
    """Match the rows of the documents as they lie, and once more as the tip has them."""
    linked = _linked(readings, context)
    marked = [weigh(issue, context.world, context.config, linked) for issue in context.world.issues]
    all_rows = [row for reading in readings for row in rows(reading.document)]
    wishes = Wishes(context.named, lambda row, one: _adopts(context, row, one))
    matches = match(all_rows, marked, context.world, gone, wishes)
    tip_rows = [row for reading in readings for row in rows(reading.committed)]
    same = all(reading.committed is reading.document for reading in readings)
    tip_matches = matches if same else match(tip_rows, marked, context.world, gone, wishes)
    tips = {
        tip_matches.issues[spot(row)].issue.number: row.item
        for row in tip_rows
        if spot(row) in tip_matches.issues
    }
    keys = {(row.doc, row.item.key): row.item for row in tip_rows}
    ids = {(row.doc, row.item.id) for row in all_rows if row.item.id is not None}
    numbers = relatives.numbers(all_rows, matches)
    tip_numbers = relatives.numbers(tip_rows, tip_matches)
    away = homes.elsewhere(all_rows, context.world.repository)
    return Identified(all_rows, marked, matches, tips, keys, ids, numbers, tip_numbers, away)


def _family(found: Identified, readings: list[Reading], context: Context) -> Family:
    writable = {reading.document.path for reading in readings if reading.writable}
    new = (row for row in found.rows if row.doc in writable and found.matches.open(row))
    coming = frozenset(row.key for row in new if _wanted(context, row))
    return relatives.family(readings, context, found.numbers, found.tip_numbers, coming)


def _linked(readings: list[Reading], context: Context) -> frozenset[int]:
    links = [item.link for reading in readings for item in reading.committed.items]
    return frozenset(link.number for link in links if link is not None and is_ours(link, context.world))


def would_create(readings: list[Reading], context: Context, gone: frozenset[str]) -> bool:
    """Whether any row that may have an issue made, or take one over, has none among those observed so far, so
    that the newest must be asked."""
    found = identify(readings, context, gone)
    matches = found.matches
    return any(
        spot(row) in matches.adopted
        or (
            (matches.open(row) and row.key not in found.elsewhere)
            and (_wanted(context, row) or _seeks(context, row))
        )
        for reading in readings
        for row in rows(reading.document)
    )


def _seeks(context: Context, row: Row) -> bool:
    """Whether a row without an issue may take over one of its title."""
    config = context.settings(row.doc)
    return config.adopts("exact") and (_wanted(context, row) or config.create == "linked")


def _adopts(context: Context, row: Row, one: Marked) -> bool:
    """Whether a row may take over an unmarked issue of its title: the marker that it gets must count in later
    runs, by the link in the row or by its author."""
    counts = bool(row.item.slots_for("link")) or insider(one.issue, context.world, context.config)
    return _seeks(context, row) and counts


# ── rows ─────────────────────────────────────────────────────────────────────────────────────


def _plan_rows(context: Context, found: Identified, by_path: Mapping[str, Reading], family: Family) -> Draft:
    draft = Draft()
    writable = [row for row in found.rows if by_path[row.doc].writable]
    for row in (row for row in writable if not row.group):
        _plan_row(draft, context, found, row, by_path[row.doc], family)
    groups = [row for row in writable if row.group]
    for row in relatives.settled(groups, (one.document for one in by_path.values()), draft.texts):
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
    elif where := found.elsewhere.get(row.key):
        draft.holds.append(homes.hold(row, where))
    elif _wanted(context, row):
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


def _wanted(context: Context, row: Row) -> bool:
    closed = row.item.status is not None and row.item.status.value in ("done", "dropped")
    create = context.settings(row.doc).create
    return create == "all" or (create == "open" and not closed)


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
