"""An entry of a YAML block → an item, with the slots in which it may be written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from roadmap_sync.config import Config
from roadmap_sync.document.outline.sections import (
    Heading,
    Path,
    heading_priority,
    heading_status,
    heading_target,
    names,
)
from roadmap_sync.document.tables.row import Cell
from roadmap_sync.document.text.fenced import Fenced
from roadmap_sync.document.text.flat import squeeze
from roadmap_sync.document.text.links import URL, link_of
from roadmap_sync.document.words.signs import EMOJI, Lexicon
from roadmap_sync.document.words.spellings import Votes
from roadmap_sync.document.words.targets import is_blank, read_target
from roadmap_sync.document.yaml.entries import Entry, Field, readable
from roadmap_sync.document.yaml.lines import new_line
from roadmap_sync.document.yaml.scalars import FORM, LINE, form_of, region
from roadmap_sync.document.yaml.words import words
from roadmap_sync.model import Finding, Item, Link, Slot, Status, Target

_LOGIN = re.compile(r"(?<![\w@/.])@([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})(?![\w/])")
_NUMBER = re.compile(r"(?:#|GH-)?([1-9]\d{0,9})", re.IGNORECASE | re.ASCII)
_COMMENTED = re.compile(r"[ \t]*#([1-9]\d{0,9})[ \t]*(?:\n|$)", re.ASCII)
_IGNORE = re.compile(r"#[ \t]*roadmap-sync:[ \t]*ignore\b")
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Met:
    """An entry with all that is needed to read it."""

    fenced: Fenced
    path: Path
    entry: Entry
    votes: Votes
    document: Votes
    lexicon: Lexicon
    config: Config

    @property
    def line(self) -> int:
        return self.fenced.source.line(self.fenced.offset(self.entry.start))

    def slot(self, name: str, field: Field) -> Slot | None:
        """The slot of a scalar that stands here alone and as it is written."""
        node = field.value
        where = region(self.fenced, node) if field.own and isinstance(node, ScalarNode) else None
        if where is None or not isinstance(node, ScalarNode):
            return None
        form = form_of(node, flow=self.entry.node.flow_style or self.fenced.text[where[1] :][:1] in ",}")
        return self.made(name, where, form)

    def made(self, name: str, where: tuple[int, int], form: str) -> Slot:
        """A slot on these characters."""
        span = self.fenced.span(*where)
        now = self.fenced.text[where[0] : where[1]]
        return Slot(name, span, now, self.fenced.source.line(span.start), form=form)

    def finding(self, node: Node, code: str, message: str) -> Finding:
        """Something to look at."""
        place = self.fenced.source.place(self.fenced.offset(node.start_mark.index))
        return Finding(place.line, place.column, code, message)


@dataclass(frozen=True, slots=True)
class Read:
    """What came of an entry: an item whose key is still open, or the reason to leave the entry out."""

    item: Item | None = None
    findings: tuple[Finding, ...] = ()
    reason: str = ""


def read_entry(met: Met) -> Read:
    """The item of an entry."""
    entry = met.entry
    title = entry.name
    if not title:
        return Read(reason="an entry without a title")
    if _IGNORE.search(met.fenced.text, entry.start, entry.node.end_mark.index):
        return Read(reason="the entry says ignore")
    status, target, (link, link_slot, complaint) = _status(met), _target(met), _link(met)
    own = entry.fields.get("title")
    title_slot = met.slot("title", own) if own and own.text == title else None
    slots = (each for each in (status.slot, target.slot, link_slot, title_slot) if each)
    path = _whole_path(met)
    state, shown = _inherited_status(met, path) if status.silent else (status.value, status.text)
    item = Item(
        key="",
        id=_text(entry, "id") or (entry.key.value if entry.key else None),
        title=title,
        status=state,
        status_text=shown,
        target=_inherited_target(met, path) if target.silent else target.value,
        priority=_priority(met) or heading_priority(path),
        labels=_labels(entry),
        assignees=tuple(dict.fromkeys(_LOGIN.findall(_joined(entry.fields.get("owner"))))),
        body=_body(entry),
        link=link,
        section=names(path),
        place=met.fenced.source.place(met.fenced.offset(entry.start)),
        slots=tuple(sorted(slots, key=lambda each: each.span)),
        extra=tuple(_extra(entry)),
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
    message = f'"{field.text}" is no status that is known; say in a legend what it means'
    return Cell(text=field.text, finding=met.finding(field.value, "unknown-status", message))


def _status_slot(met: Met, field: Field) -> Slot | None:
    slot = met.slot("status", field)
    if slot is None:
        return None
    keys = [key.value for key, _ in met.entry.node.value if isinstance(key, ScalarNode)]
    keys += [met.entry.key.value] if met.entry.key else []
    found = words(slot.form, met.votes, met.document, keys, met.lexicon)
    blank = _blank_before(met, field)
    return replace(slot, words={value: blank + word for value, word in found.items()}) if found else None


def _blank_before(met: Met, field: Field) -> str:
    """A blank for a value that comes right behind its colon."""
    at = field.value.start_mark.index
    return " " if at == field.value.end_mark.index and met.fenced.text[at - 1 : at] == ":" else ""


def _target(met: Met) -> Cell[Target]:
    field = met.entry.fields.get("target")
    if field is None or is_blank(field.text):
        return Cell(silent=True)
    found = read_target(field.text)
    sign = met.lexicon.read(field.text)
    if found is None or (found.other and sign and sign.end == len(field.text)):
        return Cell(silent=True)
    whole = found.last - found.first == len(field.text)
    message = f'"{found.target.text}" is no date without guessing; write "Q3 2026", "2026-09-30" or a version'
    finding = met.finding(field.value, "ambiguous-target", message) if found.vague else None
    return Cell(found.target, field.text, met.slot("target", field) if whole else None, finding)


def _whole_path(met: Met) -> Path:
    """The headings above the block, and below them the groups in it."""
    groups = [each for each in met.entry.groups if each.name]
    return (
        *met.path,
        *(Heading(DEEPEST + n, each.name, each.name, each.start) for n, each in enumerate(groups, 1)),
    )


def _inherited_status(met: Met, path: Path) -> tuple[Status | None, str | None]:
    """What the groups around an entry say of it, from the inside out, then the headings."""
    for group in reversed(met.entry.groups):
        text = group.fields["status"].text if "status" in group.fields else ""
        sign = met.lexicon.read(text) if text else None
        if sign and sign.end == len(text):
            return sign.status, text
    return heading_status(path, met.lexicon) or (None, None)


def _inherited_target(met: Met, path: Path) -> Target | None:
    for group in reversed(met.entry.groups):
        text = group.fields["target"].text if "target" in group.fields else ""
        found = read_target(text)
        if found and not found.other:
            return found.target
    return heading_target(path)


# ── link ─────────────────────────────────────────────────────────────────────────────────────


def _link(met: Met) -> tuple[Link | None, Slot | None, Finding | None]:
    """The link of an entry, the slot for it, and what is wrong with it."""
    field = met.entry.fields.get("issue")
    if field is None:
        return None, _new_link(met), None
    text = _joined(field)
    if found := URL.search(text):
        link = link_of(found[0].rstrip(")].,;"))
        slot = _link_slot(met, field, "url") if link and link.url == text else None
        return link, slot, _complaint(met, field, link)
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
    return replace(slot, form=f"{FORM}{form}{_blank_before(met, field)}") if slot else None


def _complaint(met: Met, field: Field, link: Link | None) -> Finding | None:
    if link is None or link.kind == "issue":
        return None
    kind = "a pull request" if link.kind == "pull" else "a discussion"
    return met.finding(field.value, "not-an-issue", f"the link leads to {kind}, not to an issue")


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
    parts = _texts(field.value) or re.split(r"[,;、，]", field.text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _joined(field: Field | None) -> str:
    """A value as one text, whether it is a scalar or a list."""
    return ", ".join(_texts(field.value)) or field.text if field else ""


def _texts(node: Node) -> list[str]:
    """The scalars of a list; of mappings in it what they are called."""
    if not isinstance(node, SequenceNode):
        return []
    return [text for each in node.value if (text := _called(each))]


def _called(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return squeeze(node.value)
    if isinstance(node, MappingNode) and node.value and isinstance(node.value[0][1], ScalarNode):
        return squeeze(node.value[0][1].value)
    return ""


def _body(entry: Entry) -> str:
    """The description, and below it the lists of the entry, with LF newlines."""
    field = entry.fields.get("description")
    parts = []
    if field and isinstance(field.value, ScalarNode) and field.text:
        parts.append(field.value.value.strip())
    lists = [field] if field and not parts else []
    lists += [each for each in entry.others.values() if isinstance(each.value, SequenceNode)]
    for each in lists:
        if texts := _texts(each.value):
            parts.append(
                f"{readable(each.key.value).capitalize()}:\n\n" + "\n".join(f"- {text}" for text in texts)
            )
    return "\n\n".join(parts)


def _extra(entry: Entry) -> Iterator[tuple[str, str]]:
    """The keys that have no role, by their names; an owner who is no login is one of them."""
    owner = entry.fields.get("owner")
    if owner and "@" not in _joined(owner) and _joined(owner):
        yield owner.key.value, _joined(owner)
    for name, each in entry.others.items():
        if each.text and not is_blank(each.text):
            yield name, each.text
