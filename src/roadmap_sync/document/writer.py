"""Writes → bytes: edits in the slots alone, and proof, by reading again, that nothing else changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace

from roadmap_sync.config import Config
from roadmap_sync.document.escape import padded, render
from roadmap_sync.document.headings import due, titles
from roadmap_sync.document.reader import read
from roadmap_sync.document.text.flat import squeeze
from roadmap_sync.document.text.links import link_of
from roadmap_sync.document.text.source import Source, reopen, splice
from roadmap_sync.document.text.tree import HTML
from roadmap_sync.document.unlink import unlinked
from roadmap_sync.errors import OurMistake
from roadmap_sync.model import Document, Edit, Item, Link, Release, Slot, Target, Write

Row = Item | Release
Shift = Callable[[int], int]
WIDE = frozenset({titles.FORM, due.FORM, HTML})
"""Forms of slots whose value may matter for what else is read as an item."""
_BUG = "this is a bug of roadmap-sync: please report it with the line above; nothing was saved"


def write(document: Document, writes: Sequence[Write], config: Config) -> bytes:
    """The document's bytes with every write made. Raises `OurMistake`, before anything is saved, where the
    new bytes would not read back as the same items but for the slots just written."""
    source = reopen(document.data, document.path, document.encoding)
    writes = _once(writes)
    edits = [_edit(source, each) for each in writes]
    data = splice(document.data, edits)
    again = read(data, document.path, config)
    _verify(document, again, writes, _shift(source, writes, edits))
    return data


def _once(writes: Sequence[Write]) -> list[Write]:
    """What the heirs of a section share is written once."""
    shared = dict.fromkeys(each for each in writes if each.slot.shared)
    return [*(each for each in writes if not each.slot.shared), *shared]


def fits(document: Document, each: Write, config: Config) -> bool:
    """Whether a value can be written into its slot so that it reads back as that value."""
    if each.slot.shared or each.slot.form in WIDE:
        return _survives(document, each, config)
    source = reopen(document.data, document.path, document.encoding)
    if each.slot.field == "link":
        return config.link != "none" and link_of(each.value) is not None
    return render(source, each) is not None


def _survives(document: Document, each: Write, config: Config) -> bool:
    """Whether what is written reads as its new value, and everything else as before."""
    try:
        write(document, [each], config)
    except OurMistake:
        return False
    return True


def _edit(source: Source, each: Write) -> Edit:
    if each.slot.field == "link" and not each.value:
        return _removal(source, each)
    text = render(source, each)
    if text is None:
        where = f"{source.path}:{each.slot.line}"
        raise OurMistake(f'"{each.value}" cannot be written as {each.slot.field}', where=where, todo=_BUG)
    return Edit(each.slot.span, source.encode(padded(source, each.slot, text), each.slot.span.start))


def _removal(source: Source, each: Write) -> Edit:
    found = unlinked(source, each.slot)
    if found is None:
        where = f"{source.path}:{each.slot.line}"
        raise OurMistake("the link cannot be taken out of its line", where=where, todo="take it out by hand")
    return found


def _shift(source: Source, writes: Sequence[Write], edits: Sequence[Edit]) -> Shift:
    """How far down the lines move on which something stands: a slot may be written in more lines or fewer."""
    moved: dict[int, int] = {}
    for each, edit in zip(writes, edits, strict=True):
        old = source.data[edit.span.start : edit.span.end]
        lines = _breaks(edit.new.decode()) - _breaks(old.decode())
        if lines:
            moved[each.slot.line] = moved.get(each.slot.line, 0) + lines
    places, sums = sorted(moved), [0]
    for place in places:
        sums.append(sums[-1] + moved[place])
    return lambda line: line + sums[bisect_left(places, line)]


def _breaks(text: str) -> int:
    return len(re.findall(r"\r\n?|\n", text))


def _verify(before: Document, after: Document, writes: Sequence[Write], shift: Shift) -> None:
    """Everything that was read before must be read again, but for what was written."""
    if before.encoding != after.encoding:
        raise _mistake(before, 1, "the encoding", before.encoding, after.encoding)
    written = {each.slot: each.value for each in writes}
    pairs: Sequence[tuple[str, Sequence[Row], Sequence[Row]]] = (
        ("items", before.items, after.items),
        ("releases", before.releases, after.releases),
    )
    for name, old, new in pairs:
        if len(old) != len(new):
            raise _mistake(before, 1, f"the number of {name}", len(old), len(new))
    known = {now.key: (was, now) for was, now in zip(before.items, after.items, strict=True)}
    for _, old, new in pairs:
        for was, now in zip(old, new, strict=True):
            _same(before, was, _under(now, known), written, shift(was.place.line))


def _under(row: Row, known: Mapping[str, tuple[Item, Item]]) -> Row:
    """A nested item with the outer one by its key and title of before: these may have been written.
    ``known``: items as they were and are, by their new keys."""
    outer = known.get(row.parent or "") if isinstance(row, Item) else None
    if not isinstance(row, Item) or outer is None:
        return row
    was, now = outer
    above = (*now.section, now.title)
    same = row.section[: len(above)] == above
    section = (*was.section, was.title, *row.section[len(above) :]) if same else row.section
    return replace(row, parent=was.key, section=section)


def _same(document: Document, was: Row, now: Row, written: Mapping[Slot, str], line: int) -> None:
    values = {slot.field: written[slot] for slot in was.slots if slot in written}
    expected, got = {**_fields(was), "line": line}, _fields(now)
    for name in expected.keys() | got.keys():
        wanted = _wanted(name, values, expected.get(name), got.get(name))
        if wanted != got.get(name):
            raise _mistake(document, was.place.line, name, wanted, got.get(name))


def _fields(row: Row) -> dict[str, object]:
    """What a row says, without what follows from other rows (its key) or from where it stands in its line.
    Mirrors come and go with the status that they repeat."""
    names = [each.name for each in fields(row) if each.name not in {"key", "place", "slots"}]
    slots = {f"{slot.field} slot": slot.now for slot in row.slots if slot.field != "mirror"}
    return {"line": row.place.line, **{name: getattr(row, name) for name in names}, **slots}


def _wanted(name: str, values: Mapping[str, str], was: object, now: object) -> object:
    """What a field must read as: the value written into it, else what it was."""
    field = name.removesuffix(" slot").removesuffix("_text")
    if field not in values:
        return was
    if name == "link":
        link = link_of(values["link"])
        bare = isinstance(now, Link) and link and not now.host and now.number == link.number
        return now if bare else link
    if name == "target":
        return (
            now if isinstance(now, Target) and values["target"] in {now.text, now.name} else values["target"]
        )
    if name == "title":
        return squeeze(values["title"])
    return values["status"] if name == "status" else now


def _mistake(document: Document, line: int, what: str, wanted: object, got: object) -> OurMistake:
    where = f"{document.path}:{line}"
    return OurMistake(
        f"after writing, {what} would read {got!r} instead of {wanted!r}", where=where, todo=_BUG
    )
