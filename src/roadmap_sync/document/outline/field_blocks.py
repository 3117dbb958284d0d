"""Field blocks: lines such as "**Status:** Planned" or "- Owner: @ada" below a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from roadmap_sync.document.text.flat import flatten, plain, squeeze, within
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block, Inline
from roadmap_sync.document.words.signs import strip_signs
from roadmap_sync.document.words.vocabulary import REMEMBERED, fold_header, vocabulary
from roadmap_sync.model import Span

_ROLES = ("status", "priority", "owner", "issue", "target", "effort", "label", "maybe target")
_LABEL = re.compile(r"\s*(?P<label>[^:：\n|]{1,40}?)\s*[:：](?:\s|$|(?<=：))")
_BETWEEN = re.compile(r"\s*[|·•]?\s*$")


class Field(NamedTuple):
    """A line of a field block. ``role``: what its label stands for, ``other`` for a label that is known to
    name no field of an item; ``inlines``: the value; ``text``: the same as people read it."""

    role: str
    label: str
    inlines: tuple[Inline, ...]
    text: str
    block: Block
    start: int
    end: int


def fields_of(source: Source, block: Block) -> list[Field]:
    """The fields of a paragraph, a quote or a list: all its lines, if every one of them is a field, or its
    first lines as far as they are; empty where it does not begin with one."""
    if block.kind == "quote":
        return [field for child in block.children for field in fields_of(source, child)]
    if block.kind == "paragraph":
        return list(_lines(source, block, block.inlines))
    if block.kind == "list":
        return _entries(source, block)
    return []


def is_field_block(source: Source, block: Block) -> bool:
    """Whether a block is fields and nothing else."""
    if block.kind == "quote":
        return bool(block.children) and all(is_field_block(source, child) for child in block.children)
    met = fields_of(source, block)
    if block.kind == "list":
        return len(met) == len(block.children) > 0
    return bool(met) and met[-1].end >= max(each.end for each in block.inlines)


def describes(source: Source, block: Block) -> bool:
    """Whether a list tells about one thing: most of its entries begin with a label that is known."""
    return 2 * sum(map(_is_known, firsts(source, block))) > len(block.children)


def _entries(source: Source, block: Block) -> list[Field]:
    """The fields of a list: more than half of its entries must have a known label, one of them of an item."""
    met, unknown = list[Field](), 0
    for field in firsts(source, block):
        met.append(field)
        unknown += not _is_known(field)
        if 2 * unknown >= len(block.children):
            return []
    known = 2 * (len(met) - unknown) > len(block.children)
    return met if known and any(field.role != "other" for field in met) else []


def firsts(source: Source, block: Block) -> Iterator[Field]:
    """The field with which each entry of a list begins."""
    for entry in block.children:
        below = (each.inlines for each in entry.children if each.kind == "paragraph")
        yield from list(_lines(source, block, entry.inlines or next(below, [])))[:1]


def _is_known(field: Field) -> bool:
    return field.role != "other" or fold_header(field.label) in _known()


def _lines(source: Source, block: Block, inlines: Sequence[Inline]) -> Iterator[Field]:
    """The fields at the beginning of a paragraph, line by line; a line may hold several."""
    line: list[Inline] = []
    for each in [*inlines, None]:
        if each is not None and each.kind != "break":
            line.append(each)
            continue
        met = _line(source, block, line)
        if not met:
            return
        yield from met
        line = []


def _line(source: Source, block: Block, line: Sequence[Inline]) -> list[Field]:
    """The fields of one line; one with a box is work, and no field."""
    if line and line[0].kind == "box":
        return []
    starts = [at for at, each in enumerate(line) if each.kind in {"strong", "emphasis"}]
    met = [found for at in starts if (found := _bold(source, line, at))]
    if not met or met[0][2] != line[0].start:
        bare = _plain(source, line) if line else None
        met = [bare] if bare else []
    fields = []
    ends = [*(start for _, _, start in met[1:]), max((each.end for each in line), default=0)][: len(met)]
    for (label, value, start), end in zip(met, ends, strict=True):
        role = role_of(label) or "other"
        inlines = _trimmed(source, within(source, line, Span(value, max(end, value))), last=end == ends[-1])
        fields.append(Field(role, squeeze(label), tuple(inlines), plain(source, inlines), block, start, end))
    return fields


def _trimmed(source: Source, inlines: list[Inline], *, last: bool) -> list[Inline]:
    """A value without the bar or dot that parts it from the next field."""
    if last or not inlines or inlines[-1].kind != "text":
        return inlines
    final = inlines[-1]
    kept = _BETWEEN.sub("", final.text)
    raw = source.data[final.start : final.end].decode()
    if raw != final.text:
        return inlines
    end = final.start + len(kept.encode())
    return [*inlines[:-1], final._replace(text=kept, end=end)] if kept else inlines[:-1]


def _bold(source: Source, line: Sequence[Inline], at: int) -> tuple[str, int, int] | None:
    """A bold label at an inline of a line, where its value begins, and where it itself does."""
    strong = line[at]
    held = [each for each in line if strong.start < each.start and each.end < strong.end]
    inner = flatten(source, held)
    text = inner.text
    rest = [each for each in line if each.start >= strong.end]
    if text.rstrip().endswith((":", "：")):
        return text.rstrip(" :："), strong.end, strong.start
    if rest and rest[0].kind == "text" and (colon := re.match(r"\s*[:：]", rest[0].text)):
        return text.strip(), rest[0].start + len(colon[0].encode()), strong.start
    found = _LABEL.match(inner.text)
    if found and role_of(found["label"]) and held:  # "**Status: Done**"
        return found["label"], inner.span(found.end(), len(inner.text)).start, strong.start
    return None


def _plain(source: Source, line: Sequence[Inline]) -> tuple[str, int, int] | None:
    """A label without any marks must be one that is known."""
    flat = flatten(source, line)
    found = _LABEL.match(flat.text)
    if not found or not (role_of(found["label"]) or fold_header(found["label"]) in _known()):
        return None
    return found["label"], flat.span(found.end(), len(flat.text)).start, line[0].start


@lru_cache(maxsize=REMEMBERED)
def role_of(label: str) -> str | None:
    """What a label stands for: status, priority, owner, issue, target, effort or label."""
    return _roles().get(fold_header(strip_signs(label)).rstrip(" :："))


@cache
def _roles() -> Mapping[str, str]:
    words: dict[str, str] = {}
    for role in _ROLES:
        for word in vocabulary().columns[role]:
            words.setdefault(word, role.removeprefix("maybe "))
    return words


@cache
def _known() -> frozenset[str]:
    return frozenset(map(fold_header, vocabulary().lists["fields"]))
