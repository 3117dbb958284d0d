"""Groups: headings of the third level or deeper, and phases, that hold items, as items above these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, count

from roadmap_sync.document.outline.keys import slug
from roadmap_sync.document.outline.sections import Heading, Path, heading_target, names
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.words.stated import read_stated
from roadmap_sync.document.words.vocabulary import alternatives, fold, vocabulary
from roadmap_sync.model import Item, Status

FIRST, DEEPEST = 3, 6
FINISHED = (Status.DONE, Status.DROPPED)


@dataclass(frozen=True, slots=True)
class Grouped:
    """Items that name the group they stand in, and the groups, outer ones first."""

    items: tuple[Item, ...]
    groups: tuple[Item, ...]


def grouped(source: Source, items: Sequence[Item], paths: Sequence[Path], lexicon: Lexicon) -> Grouped:
    """``items`` (with keys) with the groups on their ``paths``. A group is done when all in it are done or
    dropped, and says nothing else."""
    lines = [groups_on(path, lexicon) for path in paths]
    taken = {item.key for item in items}
    keys: dict[int, str] = {}
    found: dict[int, Item] = {}
    for line in lines:
        for at, (heading, above) in enumerate(line):
            if heading.start not in found:
                keys[heading.start] = _key(heading, above, taken)
                outer = keys[line[at - 1][0].start] if at else None
                found[heading.start] = _group(source, heading, above, keys[heading.start], outer)
    held = [
        replace(item, parent=item.parent or (keys[line[-1][0].start] if line else None))
        for item, line in zip(items, lines, strict=True)
    ]
    done = {start: _status(start, items, lines) for start in found}
    groups = (replace(found[start], status=done[start]) for start in sorted(found))
    return Grouped(tuple(held), tuple(groups))


def groups_on(path: Path, lexicon: Lexicon) -> list[tuple[Heading, Path]]:
    """The groups on a path, outermost first, each with the path above it."""
    return [(heading, path[:at]) for at, heading in enumerate(path) if _is_group(heading, lexicon)]


def _is_group(heading: Heading, lexicon: Lexicon) -> bool:
    """Whether a heading names a part of the work, and not just a status or a time."""
    if heading.lead or heading.level > DEEPEST:
        return False
    if _phase().match(heading.clean):
        return heading.level > 1
    stated, target = read_stated(heading.text, lexicon), heading_target((heading,))
    timed = target is not None and fold(target.text) == fold(heading.clean)
    return heading.level >= FIRST and not (stated and stated.whole) and not timed


@cache
def _phase() -> re.Pattern[str]:
    words = alternatives(vocabulary().times["phases"])
    return re.compile(rf"(?:{words})[\s#]*\d", re.IGNORECASE)


def _key(heading: Heading, above: Path, taken: set[str]) -> str:
    """A key that no item and no other group has."""
    plain = slug(heading.clean) or "group"
    outer = names(above)[-1:]
    wanted = chain([plain], (f"{slug(one)}/{plain}" for one in outer), _numbered(plain))
    free = next(key for key in wanted if key not in taken)
    taken.add(free)
    return free


def _numbered(plain: str) -> Iterator[str]:
    return (f"{plain}-{number}" for number in count(2))


def _group(source: Source, heading: Heading, above: Path, key: str, outer: str | None) -> Item:
    return Item(
        key=key,
        id=None,
        title=heading.clean,
        status=None,
        status_text=None,
        target=None,
        priority=None,
        labels=(),
        assignees=(),
        body="",
        link=None,
        section=names(above),
        place=source.place(heading.start),
        slots=(),
        parent=outer,
    )


def _status(start: int, items: Sequence[Item], lines: Sequence[list[tuple[Heading, Path]]]) -> Status:
    inside = [
        item.status
        for item, line in zip(items, lines, strict=True)
        if any(heading.start == start for heading, _ in line)
    ]
    return Status.DONE if all(status in FINISHED for status in inside) else Status.PLANNED
