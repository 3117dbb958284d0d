"""Which lists hold work, and why any other is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from roadmap_sync.document import list_places
from roadmap_sync.document.captions import STEP, caption_of, stage_of
from roadmap_sync.document.carriers import Ground
from roadmap_sync.document.entries import Entry, boxed_lines, entries_of
from roadmap_sync.document.sections import Heading, Path, clean_heading
from roadmap_sync.document.spellings import Votes
from roadmap_sync.document.tree import Block

ITEMS, LEFT_OUT = "items", "left out"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that was understood. ``kind``: items or left out (then ``reason`` says why); ``entries``: those
    that are items; ``signed``: how many of them carry a status of their own."""

    block: Block
    path: Path
    entries: Sequence[Entry]
    kind: str
    signed: int = 0
    reason: str = ""
    votes: Votes = field(default_factory=Votes)


def survey(ground: Ground) -> list[Listing]:
    """All lists at the top level, and all paragraphs of lines with boxes, understood one by one."""
    titles = list_places.headings_of(ground)
    return [_decide(ground, block, entries, path, titles) for block, entries, path in _met(ground)]


def _met(ground: Ground) -> Iterator[tuple[Block, list[Entry], Path]]:
    """Every list with its entries and what stands above it: headings, a line like one, a caption."""
    path: Path = ()
    stage: Heading | None = None
    caption: Heading | None = None
    for block, above in ground.placed:
        if above != path:
            path, stage, caption = above, None, None
        here = (*path, *(each for each in (stage, caption) if each))
        if block.kind == "list":
            yield block, entries_of(ground.source, block, here, ground.lexicon), here
        elif block.kind == "paragraph":
            if boxed := boxed_lines(ground.source, block, here, ground.lexicon):
                yield block, boxed, here
                continue
            stage = stage_of(ground.source, block, ground.lexicon) or stage
            caption = caption_of(ground.source, block, ground.lexicon)
        elif block.kind != "html":
            caption = None


def _decide(ground: Ground, block: Block, met: list[Entry], path: Path, titles: frozenset[str]) -> Listing:
    entries = list(_leaves(ground, met))
    signed = [entry for entry in entries if entry.line.signed]
    reason = list_places.never(ground, entries, path, titles)
    timely = list_places.is_timely(ground, path) or any(
        list_places.is_timely(ground, entry.path) for entry in entries if entry.path != path
    )
    if not reason and not signed and not timely:
        reason = "no entry has a status, and no heading above names a time, a version, a phase or a status"
    boxed = any(entry.line.box for entry in signed)
    if not reason and not boxed and (about := list_places.needs_box(path)):
        reason = f'under "{about}", which tells about the work and does not list it'
    if reason or not entries:
        return Listing(block, path, (), LEFT_OUT, len(signed), reason or "an empty list")
    if (boxed and len(signed) * 2 >= len(entries)) or not timely:
        entries = signed
    return Listing(block, path, entries, ITEMS, len(signed), votes=_votes(entries))


def _leaves(ground: Ground, entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries, and in the place of each that is only a label those below it."""
    for entry in entries:
        if not _is_label(ground, entry):
            yield entry
            continue
        label = _label(ground, entry)
        for block in entry.lists:
            below = entries_of(ground.source, block, (*entry.path, label), ground.lexicon)
            yield from _leaves(ground, below)


def _label(ground: Ground, entry: Entry) -> Heading:
    text = entry.line.strip.flat.text.split("\n")[0].strip(" :：")
    return Heading(STEP, text, clean_heading(text, ground.lexicon), entry.span.start)


def _is_label(ground: Ground, entry: Entry) -> bool:
    """Whether an entry only names what stands below it: it has no box, and boxes or signs stand below; or it
    is nothing but a time, a version or a status."""
    if not entry.lists or entry.line.box:
        return False
    if list_places.is_timely(ground, (_label(ground, entry),)) and not entry.line.description:
        return True
    if entry.line.signed and not entry.line.signs[0].emoji:
        return False
    below = [each for block in entry.lists for each in entries_of(ground.source, block, (), ground.lexicon)]
    marked = [
        each for each in below if each.line.box or (each.line.signed and not entry.line.signed) or each.lists
    ]
    boxed = [each for each in marked if each.line.signed or _is_label(ground, each)]
    return bool(boxed) and len(boxed) * 2 >= len(below)


def _votes(entries: Sequence[Entry]) -> Votes:
    """How the entries spell their statuses; boxes are told by their place."""
    votes = Votes()
    for entry in entries:
        for sign in entry.line.signs:
            votes.add(sign)
    return votes
