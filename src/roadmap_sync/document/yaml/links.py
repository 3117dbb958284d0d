"""The link of an entry of a YAML block: the one that it has, or the place for one."""

from __future__ import annotations

import re
from dataclasses import replace

from roadmap_sync.document.inline.several import no_issue, several
from roadmap_sync.document.text.links import URL, link_of
from roadmap_sync.document.yaml.entries import Field, joined
from roadmap_sync.document.yaml.lines import new_line
from roadmap_sync.document.yaml.met import Met
from roadmap_sync.document.yaml.scalars import FORM, LINE
from roadmap_sync.model import Finding, Link, Slot

_NUMBER = re.compile(r"(?:#|GH-)?([1-9]\d{0,9})", re.IGNORECASE | re.ASCII)
_COMMENTED = re.compile(r"[ \t]*#([1-9]\d{0,9})[ \t]*(?:\n|$)", re.ASCII)


def read_link(met: Met) -> tuple[Link | None, Slot | None, Finding | None]:
    """The link of an entry, the slot for it, and what is wrong with it."""
    field = met.entry.fields.get("issue")
    if field is None:
        return None, _new_link(met), None
    text = joined(field)
    if found := URL.search(text):
        link = link_of(found[0].rstrip(")].,;"))
        slot = _link_slot(met, field, "url") if link and link.url == text else None
        return link, slot, _complaint(met, field, link, text)
    if number := _NUMBER.fullmatch(text):
        return Link(int(number[1])), _link_slot(met, field, "number"), None
    if text:
        return None, None, None
    if commented := _COMMENTED.match(met.fenced.text, field.value.end_mark.index):
        message = f"in YAML #{commented[1]} is a comment; write {field.key.value}: {commented[1]}"
        return Link(int(commented[1])), None, met.finding(field.value, "number-is-comment", message)
    return None, _link_slot(met, field, "number"), None


def _new_link(met: Met) -> Slot | None:
    place = new_line(met.fenced, met.entry) if met.config.link != "none" else None
    return met.made("link", (place[0], place[0]), FORM + LINE + place[1]) if place else None


def _link_slot(met: Met, field: Field, form: str) -> Slot | None:
    slot = met.slot("link", field)
    return replace(slot, form=f"{FORM}{form}{met.blank_before(field)}") if slot else None


def _complaint(met: Met, field: Field, link: Link | None, text: str) -> Finding | None:
    if link and len({found["number"] for found in URL.finditer(text)}) > 1:
        return met.finding(field.value, "several-links", several(link.number, "entry"))
    if link is None or link.kind == "issue":
        return None
    return met.finding(field.value, "not-an-issue", no_issue(link.kind))
