"""Which lists hold work, and why any other is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadmap_sync.document.lists import company as list_company
from roadmap_sync.document.lists import places as list_places
from roadmap_sync.document.lists.entries import Entry, boxed_lines, entries_of
from roadmap_sync.document.lists.listings import ITEMS, LEFT_OUT, Listing
from roadmap_sync.document.outline.captions import STEP, caption_of, stage_of, summary_of
from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.outline.sections import Heading, Path, clean_heading
from roadmap_sync.document.outline.taking import INCLUDE, verdict
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.spellings import Votes

__all__ = ["ITEMS", "LEFT_OUT", "Listing", "survey"]

_DEEP = 12
"""So deep labels may hold labels."""


def survey(ground: Ground) -> list[Listing]:
    """All lists at the top level, and all paragraphs of lines with boxes, understood one by one."""
    titles = list_places.headings_of(ground)
    met = [_decide(ground, block, entries, path, titles) for block, entries, path in _met(ground)]
    return list_company.weigh(ground, met)


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
        elif block.kind == "html":
            stage = summary_of(ground.source, block, ground.lexicon, stage)
        else:
            caption = None


def _decide(ground: Ground, block: Block, met: list[Entry], path: Path, titles: frozenset[str]) -> Listing:
    every = list(leaves(ground, met))
    entries = [entry for entry in every if not list_places.is_state(entry)]
    signed = [entry for entry in entries if entry.line.signed]
    told = verdict(ground.config.reading, path) == INCLUDE
    timely = (
        told
        or list_places.is_timely(ground, path)
        or any(list_places.is_timely(ground, entry.path) for entry in entries if entry.path != path)
    )
    reason = (
        list_places.never(ground, entries or every, path, titles)
        or (list_places.about_one(path) if len(entries) < len(every) else "")
        or ("" if signed or timely else list_places.UNTIMELY)
        or ("" if told or any(entry.line.box for entry in signed) else list_places.needs_box(path))
    )
    if reason:
        return Listing(block, path, (), LEFT_OUT, len(signed), reason)
    boxed = any(entry.line.box for entry in signed) and len(signed) * 2 >= len(entries)
    few = not timely and len(signed) * 2 <= len(entries)
    entries = signed if boxed or few else entries
    return Listing(block, path, entries, ITEMS, len(signed), votes=votes_of(entries))


def leaves(ground: Ground, entries: Sequence[Entry], deep: int = 0) -> Iterator[Entry]:
    """The entries, and in the place of each that is only a label those below it."""
    for entry in entries:
        if deep > _DEEP or not _is_label(ground, entry, deep):
            yield entry
            continue
        label = _label(ground, entry)
        for block in entry.lists:
            below = entries_of(ground.source, block, (*entry.path, label), ground.lexicon)
            yield from leaves(ground, below, deep + 1)


def _label(ground: Ground, entry: Entry) -> Heading:
    text = entry.line.strip.flat.text.split("\n")[0].strip(" :：")
    return Heading(STEP, text, clean_heading(text, ground.lexicon), entry.span.start)


def _is_label(ground: Ground, entry: Entry, deep: int) -> bool:
    """Whether an entry only names what stands below it: it has no box, and boxes or signs stand below; or it
    is nothing but a time, a version or a status."""
    if not entry.lists or entry.line.box or deep > _DEEP:
        return False
    if list_places.is_timely(ground, (_label(ground, entry),)) and not entry.line.description:
        return True
    if entry.line.signed and not any(sign.emoji for sign in entry.line.signs):
        return False
    below = [each for block in entry.lists for each in entries_of(ground.source, block, (), ground.lexicon)]
    marked = [
        each for each in below if each.line.box or (each.line.signed and not entry.line.signed) or each.lists
    ]
    boxed = [each for each in marked if each.line.signed or _is_label(ground, each, deep + 1)]
    return bool(boxed) and len(boxed) * 2 >= len(below)


def votes_of(entries: Sequence[Entry]) -> Votes:
    """How the entries spell their statuses; boxes are told by their place."""
    votes = Votes()
    for entry in entries:
        for sign in entry.line.signs:
            votes.add(sign)
    return votes
