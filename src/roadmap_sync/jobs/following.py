"""What follows in the text from a plan: counts, the dashboard and the day of the last change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from roadmap_sync import document
from roadmap_sync.config import Config
from roadmap_sync.model import Change, Document, Hold, Json, Place, Plan, Slot, Status, Subject, TextChange

TODAY = "today"
"""What a plan says of a date that it will write: the day is not part of what is approved."""


def with_derived(plan: Plan, documents: Iterable[Document], config: Config, today: date | None) -> Plan:
    """``plan`` with the changes of derived text that its other changes bring; nothing where the configuration
    does not ask for any. A document that the plan refuses whole stays as it is."""
    refused = {hold.subject.document for hold in plan.holds if hold.subject.kind == "document"}
    named = [one for one in documents if one.path not in refused]
    texts = [text for one in named for text in _texts(plan, one, config.of(one.path), today)]
    holds = [hold for one in named for hold in _holds(one)]
    return replace(plan, texts=(*plan.texts, *texts), holds=(*plan.holds, *holds))


def _texts(plan: Plan, one: Document, config: Config, today: date | None) -> Iterator[TextChange]:
    mine = [text for text in plan.texts if text.change.subject.document == one.path]
    written = {text.slot: Status(text.value) for text in mine if text.slot.field == "status" and text.value}
    then = {item.key: written[slot] for item in one.items for slot in item.slots if slot in written}
    settled = not any(hold.kind == "conflict" and hold.subject.document == one.path for hold in plan.holds)
    for slot, text in document.derived(one, then, config, today, touched=bool(mine), settled=settled):
        before, after = _shown(slot, text)
        subject, place = Subject("text", slot.field, one.path), Place(one.path, slot.line)
        change = Change("write", subject, slot.field, before, after, None, place)
        yield TextChange(change, slot, text)


def _shown(slot: Slot, text: str) -> tuple[Json, Json]:
    """What a plan says of a change: of a date not the day that it will be."""
    if slot.field == "dashboard" and document.day_of(text):
        return slot.now, document.timeless(text, TODAY)
    return slot.now, TODAY if slot.field == "last-updated" else text


def _holds(one: Document) -> Iterator[Hold]:
    """A region in which somebody wrote is left alone until a person has looked."""
    for finding in one.findings:
        if finding.code == document.EDITED:
            subject = Subject("text", "dashboard", one.path)
            todo = "leave nothing between its two comments, then it is written again"
            why = "somebody edited the generated text"
            yield Hold("conflict", subject, "dashboard", None, None, why, todo, Place(one.path, finding.line))
