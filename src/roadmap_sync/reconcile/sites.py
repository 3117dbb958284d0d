"""Rows of several repositories: each is planned by itself, and nothing may be between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from roadmap_sync.model import (
    BoardPatch,
    CardPatch,
    Change,
    MilestonePatch,
    NewField,
    NewOption,
    Patch,
    Plan,
    Span,
    Subject,
    TextChange,
    World,
)
from roadmap_sync.reconcile.context import Context
from roadmap_sync.reconcile.identified import Identified
from roadmap_sync.reconcile.identity.homes import Homes
from roadmap_sync.reconcile.identity.rows import Reading, Row, near, rows
from roadmap_sync.reconcile.identity.trust import Marked

SEVERAL = "it speaks for items of several repositories"
GLOBAL = ("document", "board")
"""Kinds of subjects that are in no repository."""


def divided(readings: Iterable[Reading], homes: Homes) -> Mapping[tuple[str, Span], str]:
    """The places of sections that speak for items of several repositories: none of these may write them."""
    speaks: dict[tuple[str, Span], set[str]] = {}
    for document in (one.document for one in readings) if homes.known else ():
        for item in document.items:
            for slot in (slot for slot in item.slots if slot.shared):
                speaks.setdefault((document.path, slot.span), set()).add(homes.of(item))
    return {place: SEVERAL for place, found in speaks.items() if len(found) > 1}


# ── rows that changed their repository ───────────────────────────────────────────────────────


def keep_apart(readings: Iterable[Reading], contexts: Sequence[Context], found: Sequence[Identified]) -> None:
    """A row that names one repository while its issue is in another has none made, and that issue is no
    orphan: somebody has to say which of the two is right."""
    homes = contexts[0].homes
    shut = [row for one in readings for row in rows(one.document) if homes.of(row.item) in homes.shut]
    for context, here in zip(contexts, found, strict=True):
        others = [one for one in found if one is not here]
        left = []
        for orphan in here.matches.orphans:
            claims = [(one, row) for one in others for row in _claiming(one, orphan)]
            for one, row in claims:
                one.matches.hold(row, *_moved(orphan, context))
            if not claims and not any(_may_be(row, orphan) for row in shut):
                left.append(orphan)
        here.matches.orphans = left


def _claiming(one: Identified, orphan: Marked) -> list[Row]:
    return [row for row in one.rows if one.matches.open(row) and _may_be(row, orphan)]


def _may_be(row: Row, orphan: Marked) -> bool:
    said = orphan.marker
    if said is None or said.doc != row.doc:
        return False
    return near(row.title, orphan.title) or (said.id is not None and said.id == row.item.id)


def _moved(orphan: Marked, context: Context) -> tuple[str, str]:
    there = context.world.repository.full_name
    why = f"its issue is {there}#{orphan.issue.number}, and the row names another repository"
    return why, f"let the row name {there} again, or transfer the issue and link it in the row"


# ── plans of several repositories ────────────────────────────────────────────────────────────


def located(plan: Plan, context: Context) -> Plan:
    """``plan`` with the repository in every subject, where it is not the documents' own."""
    away = context.world.away
    if not away:
        return plan
    return replace(
        plan,
        labels=tuple(replace(new, change=_change(new.change, away)) for new in plan.labels),
        milestones=tuple(replace(new, change=_change(new.change, away)) for new in plan.milestones),
        milestone_patches=tuple(_stone(one, away) for one in plan.milestone_patches),
        issues=tuple(replace(new, change=_change(new.change, away)) for new in plan.issues),
        patches=tuple(_patch(one, away) for one in plan.patches),
        texts=tuple(_text(one, away) for one in plan.texts),
        holds=tuple(replace(one, subject=_subject(one.subject, away)) for one in plan.holds),
        cards=tuple(_card(one, away) for one in plan.cards),
    )


def _subject(subject: Subject, away: str) -> Subject:
    return subject if subject.kind in GLOBAL else replace(subject, repository=away)


def _change(change: Change, away: str) -> Change:
    return replace(change, subject=_subject(change.subject, away))


def _changes(changes: Iterable[Change], away: str) -> tuple[Change, ...]:
    return tuple(_change(change, away) for change in changes)


def _patch(patch: Patch, away: str) -> Patch:
    return replace(patch, subject=_subject(patch.subject, away), changes=_changes(patch.changes, away))


def _stone(patch: MilestonePatch, away: str) -> MilestonePatch:
    return replace(patch, changes=_changes(patch.changes, away), repository=away)


def _text(text: TextChange, away: str) -> TextChange:
    stone = text.landed_milestone
    return replace(
        text,
        change=_change(text.change, away),
        landed=None if text.landed is None else _patch(text.landed, away),
        landed_milestone=None if stone is None else _stone(stone, away),
        also=tuple(_patch(one, away) for one in text.also),
    )


def _card(card: CardPatch, away: str) -> CardPatch:
    add = None if card.add is None else _change(card.add, away)
    values = tuple(replace(value, change=_change(value.change, away)) for value in card.values)
    return replace(card, subject=_subject(card.subject, away), add=add, values=values)


def joined(plans: Sequence[Plan]) -> Plan:
    """One plan of those of all repositories; the first is that of the documents' own. What is said of whole
    documents is said once."""
    first, *others = plans
    if not others:
        return first
    away = (hold for one in others for hold in one.holds if hold.subject.kind not in GLOBAL)
    return replace(
        first,
        labels=tuple(new for one in plans for new in one.labels),
        milestones=tuple(new for one in plans for new in one.milestones),
        milestone_patches=tuple(new for one in plans for new in one.milestone_patches),
        issues=tuple(new for one in plans for new in one.issues),
        patches=tuple(new for one in plans for new in one.patches),
        texts=tuple(new for one in plans for new in one.texts),
        holds=(*first.holds, *away),
        notes=tuple(dict.fromkeys(note for one in plans for note in one.notes)),
        board=_board([one.board for one in plans if one.board is not None]),
        cards=tuple(new for one in plans for new in one.cards),
        strays=tuple(new for one in plans for new in one.strays),
    )


def _board(patches: Sequence[BoardPatch]) -> BoardPatch | None:
    """What all of them need of the one board, each once."""
    if not patches:
        return None
    create = next((one.create for one in patches if one.create is not None), None)
    link = next((one.link for one in patches if one.link is not None), None)
    fields: dict[str, NewField] = {}
    for new in (new for one in patches for new in one.fields):
        known = fields.setdefault(new.name, new)
        names = {name.casefold(): name for name in (*new.options, *known.options)}
        fields[new.name] = replace(known, options=tuple(names.values()))
    options: dict[tuple[str, str], NewOption] = {}
    for choice in (choice for one in patches for choice in one.options):
        options.setdefault((choice.field, choice.name.casefold()), choice)
    fresh, more = tuple(fields.values()), tuple(options.values())
    return replace(patches[0], create=create, link=link, fields=fresh, options=more)


def part(plan: Plan, world: World) -> Plan:
    """What of a joined plan is to be done in the repository of ``world``; the board goes with the documents'
    own. Texts are nobody's part."""
    away = world.away
    return replace(
        plan,
        repository=world.repository,
        labels=tuple(new for new in plan.labels if new.change.subject.repository == away),
        milestones=tuple(new for new in plan.milestones if new.change.subject.repository == away),
        milestone_patches=tuple(one for one in plan.milestone_patches if one.repository == away),
        issues=tuple(new for new in plan.issues if new.change.subject.repository == away),
        patches=tuple(one for one in plan.patches if one.subject.repository == away),
        texts=(),
        board=None if away else plan.board,
        cards=tuple(one for one in plan.cards if one.subject.repository == away),
    )
