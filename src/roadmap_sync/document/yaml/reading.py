"""An entry of a YAML block → an item, with the slots in which it may be written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from yaml import ScalarNode, SequenceNode

from roadmap_sync.document.inline.mentions import is_kind
from roadmap_sync.document.outline.carriers import UNREADABLE
from roadmap_sync.document.outline.sections import (
    Heading,
    Inherited,
    Path,
    heading_priority,
    heading_status,
    heading_target,
    names,
)
from roadmap_sync.document.tables.row import Cell
from roadmap_sync.document.text.flat import squeeze
from roadmap_sync.document.words.doubts import ambiguous, unknown
from roadmap_sync.document.words.signs import EMOJI
from roadmap_sync.document.words.targets import is_blank, read_target
from roadmap_sync.document.yaml.blockers import read_blockers
from roadmap_sync.document.yaml.entries import Entry, Field, joined, readable, texts_of
from roadmap_sync.document.yaml.links import read_link
from roadmap_sync.document.yaml.met import Met
from roadmap_sync.model import Finding, Item, Slot, Status, Target

_LOGIN = re.compile(r"(?<![\w@/.])@([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})(?![\w/])")
_IGNORE = re.compile(r"#[ \t]*roadmap-sync:[ \t]*ignore\b")
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Read:
    """What came of an entry: an item whose key is still open, or the reason to leave the entry out."""

    item: Item | None = None
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    code: str = ""


def read_entry(met: Met) -> Read:
    """The item of an entry."""
    entry = met.entry
    title = entry.name
    if not title:
        return Read(reason="an entry without a title", code=UNREADABLE)
    if _IGNORE.search(met.fenced.text, entry.start, entry.node.end_mark.index):
        return Read(reason="the entry says ignore")
    status, target, (link, link_slot, complaint) = _status(met), _target(met), read_link(met)
    own = entry.fields.get("title")
    title_slot = met.slot("title", own) if own and own.text == title else None
    path = _whole_path(met)
    told = _inherited_status(met, path) if status.silent else Inherited(status.value, status.text)
    slots = [each for each in (status.slot, target.slot, link_slot, title_slot, *told.slots) if each]
    item = Item(
        key="",
        id=_text(entry, "id") or (entry.key.value if entry.key else None),
        title=title,
        status=told.status,
        status_text=told.text,
        target=_inherited_target(met, path) if target.silent else target.value,
        priority=_priority(met) or heading_priority(path),
        labels=_labels(entry),
        assignees=tuple(dict.fromkeys(_LOGIN.findall(joined(entry.fields.get("owner"))))),
        body=_body(entry),
        link=link,
        section=names(path),
        place=met.place,
        slots=tuple(sorted(slots, key=lambda each: each.span)),
        extra=tuple(_extra(entry)),
        blockers=read_blockers(met),
        kind=_kind(entry),
    )
    doubled = [
        met.finding(each, "doubled-key", f'"{each.value}" stands twice in this entry; the last one counts')
        for each in entry.doubled
    ]
    found = (status.finding, target.finding, complaint, *doubled)
    return Read(item=item, findings=tuple(each for each in found if each))


# ── status and target ────────────────────────────────────────────────────────────────────────


def _status(met: Met) -> Cell[Status]:
    field = met.entry.fields.get("status")
    if field is None:
        return Cell(silent=True)
    sign = met.lexicon.read(field.text) if field.text else None
    if sign and sign.end == len(field.text):
        return Cell(sign.status, field.text, _status_slot(met, field))
    if is_blank(field.text):
        return Cell(slot=_status_slot(met, field), silent=True)
    if sign:
        return Cell(sign.status, field.text)
    return Cell(text=field.text, finding=met.finding(field.value, "unknown-status", unknown(field.text)))


def _status_slot(met: Met, field: Field) -> Slot | None:
    slot = met.slot("status", field)
    if slot is None:
        return None
    keys = [key.value for key, _ in met.entry.node.value if isinstance(key, ScalarNode)]
    keys += [met.entry.key.value] if met.entry.key else []
    found = met.spelled.words(slot.form, keys)
    blank = met.blank_before(field)
    return replace(slot, words={value: blank + word for value, word in found.items()}) if found else None


def _target(met: Met) -> Cell[Target]:
    field = met.entry.fields.get("target")
    if field is None or is_blank(field.text):
        return Cell(silent=True)
    found = read_target(field.text)
    sign = met.lexicon.read(field.text)
    if found is None or (found.other and sign and sign.end == len(field.text)):
        return Cell(silent=True)
    whole = found.last - found.first == len(field.text)
    message = ambiguous(found.target.text)
    finding = met.finding(field.value, "ambiguous-target", message) if found.vague else None
    return Cell(found.target, field.text, met.slot("target", field) if whole else None, finding)


def _whole_path(met: Met) -> Path:
    """The headings above the block, and below them the groups in it."""
    groups = [each for each in met.entry.groups if each.name]
    return (
        *met.path,
        *(Heading(DEEPEST + n, each.name, each.name, each.start) for n, each in enumerate(groups, 1)),
    )


def _inherited_status(met: Met, path: Path) -> Inherited:
    """What the groups around an entry say of it, from the inside out, then the headings."""
    for group in reversed(met.entry.groups):
        text = group.fields["status"].text if "status" in group.fields else ""
        sign = met.lexicon.read(text) if text else None
        if sign and sign.end == len(text):
            return Inherited(sign.status, text)
    return heading_status(path, met.lexicon)


def _inherited_target(met: Met, path: Path) -> Target | None:
    for group in reversed(met.entry.groups):
        text = group.fields["target"].text if "target" in group.fields else ""
        found = read_target(text)
        if found and not found.other:
            return found.target
    return heading_target(path)


# ── the rest ─────────────────────────────────────────────────────────────────────────────────


def _text(entry: Entry, role: str) -> str:
    text = entry.fields[role].text if role in entry.fields else ""
    return "" if is_blank(text) else text


def _priority(met: Met) -> str | None:
    text = _text(met.entry, "priority")
    if found := re.match(r"P[0-5]\b", text, re.IGNORECASE):
        return found[0].upper()
    return squeeze(EMOJI.sub(" ", text)) or text or None


def _labels(entry: Entry) -> tuple[str, ...]:
    field = entry.fields.get("label")
    if field is None:
        return ()
    parts = texts_of(field.value) or re.split(r"[,;、，]", field.text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _body(entry: Entry) -> str:
    """The description, and below it the lists of the entry, with LF newlines."""
    field = entry.fields.get("description")
    parts = []
    if field and isinstance(field.value, ScalarNode) and field.text:
        parts.append(field.value.value.strip())
    lists = [field] if field and not parts else []
    lists += [each for each in entry.others.values() if isinstance(each.value, SequenceNode)]
    for each in lists:
        if texts := texts_of(each.value):
            parts.append(
                f"{readable(each.key.value).capitalize()}:\n\n" + "\n".join(f"- {text}" for text in texts)
            )
    return "\n\n".join(parts)


def _kind(entry: Entry) -> str | None:
    """The type that a key names, be it one for labels as well."""
    every = (*entry.fields.values(), *entry.others.values())
    told = (each.text for each in every if is_kind(each.key.value))
    return next((text for text in told if text and not is_blank(text)), None)


def _extra(entry: Entry) -> Iterator[tuple[str, str]]:
    """The keys that have no role, by their names; an owner who is no login is one of them."""
    owner = entry.fields.get("owner")
    if owner and "@" not in joined(owner) and joined(owner):
        yield owner.key.value, joined(owner)
    for name, each in entry.others.items():
        if each.text and not is_blank(each.text):
            yield name, each.text
