"""Recaps: rows and bullets of a summary that repeat an item given elsewhere mirror its status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from roadmap_sync.document.outline.details import Draft
from roadmap_sync.document.outline.sections import section_is
from roadmap_sync.document.words.doubts import differs
from roadmap_sync.document.words.vocabulary import fold
from roadmap_sync.model import Finding, Item, Slot


def without_recaps(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Finding]]:
    """The drafts without those that only repeat another; where a repetition shows the status of its item it
    may be written with it, where it shows another that is a finding."""
    recaps = [draft for draft in drafts if section_is(draft.path, "summary")]
    kept = [draft for draft in drafts if not section_is(draft.path, "summary")]
    names, items, findings = _index(kept), {id(draft): draft.item for draft in kept}, []
    for recap in recaps:
        original = _original(recap, names)
        if original is None:
            kept.append(recap)
            items[id(recap)] = recap.item
            continue
        item = items[id(original)]
        items[id(original)] = _with(item, recap.item)
        if item.status and recap.item.status and item.status is not recap.item.status:
            findings.append(_differs(item, recap.item))
    return [_now(draft, items[id(draft)]) for draft in kept], findings


def _now(draft: Draft, item: Item) -> Draft:
    return draft if item is draft.item else replace(draft, item=item)


def _index(drafts: Sequence[Draft]) -> Mapping[str, list[Draft]]:
    names: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        for name in {fold(draft.item.title), fold(draft.item.id or "")} - {""}:
            names[name].append(draft)
    return names


def _original(recap: Draft, names: Mapping[str, list[Draft]]) -> Draft | None:
    """The only item that a recap can mean: of that id or title, and of no other time."""
    for name in (fold(recap.item.id or ""), fold(recap.item.title)):
        met = [draft for draft in names.get(name, []) if name and _same_time(recap.item, draft.item)]
        if met:
            return met[0] if len(met) == 1 else None
    return None


def _same_time(recap: Item, item: Item) -> bool:
    if recap.target is None or item.target is None:
        return True
    return bool({recap.target.text, recap.target.name} & {item.target.text, item.target.name})


def _with(item: Item, recap: Item) -> Item:
    """An item with its recap: a mirror of its status, or the only place that tells it."""
    slots = [slot for slot in recap.slots if slot.field in {"status", "mirror"} and not slot.shared]
    if not item.id or item.id != recap.id:  # under another title the two would come apart
        item = replace(item, slots=tuple(slot for slot in item.slots if slot.field != "title"))
    if item.status is None and recap.status is not None and not item.slots_for("status"):
        return replace(item, status=recap.status, status_text=recap.status_text, slots=_ordered(item, slots))
    if recap.status is not item.status:
        return item
    mirrors = [Slot("mirror", slot.span, slot.now, slot.line, slot.words) for slot in slots]
    return replace(item, slots=_ordered(item, mirrors))


def _ordered(item: Item, slots: Sequence[Slot]) -> tuple[Slot, ...]:
    return tuple(sorted([*item.slots, *slots], key=lambda slot: slot.span))


def _differs(item: Item, recap: Item) -> Finding:
    message = differs(recap.status_text or "", item.place.line, item.status_text)
    return Finding(recap.place.line, recap.place.column, "mirror-differs", message)
