"""Where a section states the status of what stands in it: a slot that all of its heirs share.

A statement is a line of the section ("**Status:** Planned"), with a heading that repeats it, or a sign in
the heading ("### Phase 1: Core ✅"). A heading that is a bucket ("## Planned", "## 🔜 Next") is none: what is
done belongs elsewhere then, and nothing is moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from roadmap_sync.document.inline.sign_slots import sign_slot
from roadmap_sync.document.outline.captions import is_about
from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.outline.field_blocks import Field
from roadmap_sync.document.outline.sections import Heading, clean_heading, visible
from roadmap_sync.document.text.anchors import anchor, linked
from roadmap_sync.document.text.flat import flatten, squeeze
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.signs import Lexicon, Sign, first_status
from roadmap_sync.document.words.spellings import Speller, Votes, spelling_of
from roadmap_sync.document.words.stated import BOXES, Stated, read_stated
from roadmap_sync.document.words.targets import HORIZON, ranked_target
from roadmap_sync.model import SECTION, Item, Release, Slot

Slots = tuple[Slot, ...]


Statements = Mapping[int, Slots]
"""The places where sections state a status, by where their headings begin; none that cannot be written."""


def statements(ground: Ground, document: Votes) -> Statements:
    """All of a document's. ``document``: how its tables and lists spell statuses."""
    met = [
        (block, path[-1])
        for block, path in ground.placed
        if block.kind == "heading" and not path[-1].lead and _states(path[-1], ground.lexicon)
    ]
    votes = Votes()
    for _, heading in met:
        votes.add(_sign(heading, ground.lexicon))
    pointed = linked(ground.source.markdown) if met else frozenset()
    return {
        heading.start: tuple(_slots(_Section(ground, block, heading, votes, document, pointed)))
        for block, heading in met
    }


def given(
    items: Sequence[Item], releases: Sequence[Release], stated: Statements
) -> tuple[list[Item], list[Release]]:
    """Items and releases with the places of the sections that speak for them. What has its own place where
    its section speaks is one of the heirs; a section that speaks beside places of their own, or across one,
    has none, and then nobody has."""
    every = [*(each.slots for each in items), *(each.slots for each in releases)]
    asked = {at for slots in every for at in _asked(slots)}
    own = _by_line(slot for slots in every for slot in slots if not slot.shared)
    barred = {at for slots in every if _has_own(slots) for at in _asked(slots)}
    barred |= {at for at in asked if _crossed(stated.get(at, ()), own)}
    found = _Found(
        {at: () if at in barred else stated.get(at, ()) for at in asked},
        _by_line(slot for at in barred for slot in stated.get(at, ())),
    )
    return (
        [replace(each, slots=found.settled(each.slots)) for each in items],
        [replace(each, slots=found.settled(each.slots)) for each in releases],
    )


# ── heirs ────────────────────────────────────────────────────────────────────────────────────


def _asked(slots: Slots) -> Iterator[int]:
    """The headings that a row names, whose sections speak for it."""
    return (slot.span.start for slot in slots if slot.shared)


def _has_own(slots: Slots) -> bool:
    return any(slot.field == "status" and not slot.shared for slot in slots)


def _by_line(slots: Iterable[Slot]) -> Mapping[int, list[Slot]]:
    found: dict[int, list[Slot]] = defaultdict(list)
    for slot in slots:
        found[slot.line].append(slot)
    return found


def _crossed(places: Slots, own: Mapping[int, list[Slot]]) -> bool:
    """Whether a place of somebody's own lies across one of a section without being the same."""
    return any(
        place.span != each.span and _overlap(place, each)
        for place in places
        for each in own.get(place.line, ())
    )


def _overlap(one: Slot, other: Slot) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


class _Found:
    """The places of sections by their headings; ``gone``: those that nobody may write, by line."""

    def __init__(self, places: Mapping[int, Slots], gone: Mapping[int, list[Slot]]) -> None:
        self.places, self.gone = places, gone
        self.at = {slot.span: slots for slots in places.values() for slot in slots}

    def settled(self, slots: Slots) -> Slots:
        """The slots of a row, with the places of its section, which may be its own place too."""
        own = [slot for slot in slots if not slot.shared and not self._gone(slot)]
        told = [self.at[slot.span] for slot in own if slot.span in self.at]
        told += [self.places[at] for at in _asked(slots)]
        if not told and len(own) == len(slots):
            return slots
        places = {place.span: place for each in told for place in each}
        own = [slot for slot in own if slot.span not in places]
        return tuple(sorted([*own, *places.values()], key=lambda slot: slot.span))

    def _gone(self, slot: Slot) -> bool:
        return any(_overlap(slot, each) for each in self.gone.get(slot.line, ()))


# ── places ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading that states a status. ``votes``: how such headings spell theirs; ``pointed``: the anchors
    that the document links to."""

    ground: Ground
    block: Block
    heading: Heading
    votes: Votes
    document: Votes
    pointed: frozenset[str]

    def speller(self, like: Sign, reads: Callable[[Lexicon, str], Sign | None]) -> Speller:
        """The words for statuses that are spelled like one: a sign, a word, or both."""
        style = spelling_of(like).style
        votes = self.votes.styled(style), self.document.styled(style)
        return Speller(*votes, self.ground.lexicon, reads)


def _states(heading: Heading, lexicon: Lexicon) -> bool:
    return heading.said.at is not None or read_stated(heading.text, lexicon) is not None


def _sign(heading: Heading, lexicon: Lexicon) -> Sign:
    if heading.said.at is not None:
        return heading.said.at[1]
    stated = read_stated(heading.text, lexicon)
    assert stated is not None
    return stated.sign


def _slots(section: _Section) -> Iterator[Slot]:
    """The section's line, with the heading that repeats it; else the heading. One that cannot be written
    must not be contradicted."""
    heading = section.heading
    stated = read_stated(heading.text, section.ground.lexicon)
    if heading.said.at is None:
        led = _in_heading(section)
        yield from [led] if led else []
        return
    repeats = stated is not None and stated.sign.status is heading.said.status
    led = _in_heading(section) if repeats else None
    line = _in_line(section, *heading.said.at)
    if line and (led or not repeats):
        yield line
        yield from [replace(led, field="mirror")] if led else []


def _in_line(section: _Section, field: Field, said: Sign) -> Slot | None:
    """The sign in a line of the section; what stands behind it must stay what it is."""
    flat = flatten(section.ground.source, field.inlines)
    sign = section.ground.lexicon.read(flat.text)
    if sign is None or sign.status is not said.status:
        return None
    rest = flat.text[sign.end :]

    def reads(lexicon: Lexicon, text: str) -> Sign | None:
        again = lexicon.read(text)
        return again if again and text[again.end :] == rest else None

    slot = sign_slot(field.inlines, flat, sign, section.speller(sign, reads))
    return replace(slot, form=SECTION) if slot else None


def _in_heading(section: _Section) -> Slot | None:
    """The sign in a heading that names more than a status and that no link points at."""
    heading, lexicon = section.heading, section.ground.lexicon
    inlines = visible(section.block.inlines)
    flat = flatten(section.ground.source, inlines)
    stated = read_stated(flat.text, lexicon)
    if stated is None or _is_bucket(heading, stated) or anchor(heading.text) in section.pointed:
        return None

    def reads(lexicon: Lexicon, text: str) -> Sign | None:
        again = read_stated(text, lexicon)
        same = again and not again.whole and clean_heading(squeeze(text), lexicon) == heading.clean
        return again.sign if again and same else None

    slot = sign_slot(inlines, flat, stated.sign, section.speller(stated.sign, reads))
    if slot is None:
        return None
    return replace(slot, form=SECTION, words=BOXES if stated.sign.emoji.startswith("[") else slot.words)


def _is_bucket(heading: Heading, stated: Stated) -> bool:
    """Whether a heading only says which items stand below it: by their status, or by a horizon or by what all
    of them are, with a sign beside it."""
    if stated.whole:
        return True
    ranked = ranked_target(heading.clean)
    if ranked and ranked[0] < HORIZON:
        return False
    general = any(is_about(heading.clean, kind) for kind in ("work", "plain"))
    return bool(ranked or general or first_status(heading.clean))
