"""How many items of each section are done: before a change, and after it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from roadmap_sync.document.outline.sections import Heading
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.words.vocabulary import fold
from roadmap_sync.model import Item, Status

_COUNTED = re.compile(r"[(\[—–:]|\s-\s")
"""Where in a heading its name ends."""


class Section(NamedTuple):
    """The lines from ``start`` up to, not with, ``end``; ``parent``: the section around it, by number."""

    start: int
    end: int
    parent: int


class Count(NamedTuple):
    """Done and all items of a section, before and after."""

    done: int
    total: int
    done_then: int
    total_then: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """``sections``: the whole document, then one for every heading; ``names``: by the heading's text;
    ``lines``: where the items stand; then running sums over them."""

    sections: Sequence[Section]
    names: Mapping[str, Section]
    lines: Sequence[int]
    done: Sequence[int]
    dropped: Sequence[int]
    done_then: Sequence[int]
    dropped_then: Sequence[int]

    def around(self, line: int) -> Section | None:
        """The innermost section with items around a line; ``None`` in an item that is a section itself."""
        at = bisect_right(self.sections, line, key=lambda each: each.start) - 1
        while at > 0:
            section = self.sections[at]
            if line < section.end:
                if self.is_item(section.start):
                    return None
                if self._range(section)[0] < self._range(section)[1]:
                    return section
            at = section.parent
        return self.sections[0]

    def is_item(self, line: int) -> bool:
        """Whether an item stands on a line."""
        at = bisect_left(self.lines, line)
        return at < len(self.lines) and self.lines[at] == line

    def counts(self, section: Section) -> Iterator[Count]:
        """The count of a section: of all its items, and of those that are not dropped."""
        first, last = self._range(section)
        sums = self.done, self.dropped, self.done_then, self.dropped_then
        done, dropped, done_then, dropped_then = (each[last] - each[first] for each in sums)
        if last > first:
            yield Count(done, last - first, done_then, last - first)
        if last - first > dropped and last - first > dropped_then:
            yield Count(done, last - first - dropped, done_then, last - first - dropped_then)

    def _range(self, section: Section) -> tuple[int, int]:
        return bisect_left(self.lines, section.start), bisect_left(self.lines, section.end)


def tallies(
    source: Source, headings: Sequence[Heading], items: Sequence[Item], then: Sequence[Status | None]
) -> Tallies:
    """The tallies of a document whose items, in order, will have the statuses ``then``."""
    sections = list(_sections(source, headings))
    now = [item.status for item in items]
    titles = [{fold(each.clean), fold(_COUNTED.split(each.clean)[0])} for each in headings]
    names = Counter(title for each in titles for title in each)
    return Tallies(
        sections=sections,
        names={name: sections[at] for at, each in enumerate(titles, 1) for name in each if names[name] == 1},
        lines=[item.place.line for item in items],
        done=_sums(now, Status.DONE),
        dropped=_sums(now, Status.DROPPED),
        done_then=_sums(then, Status.DONE),
        dropped_then=_sums(then, Status.DROPPED),
    )


def _sections(source: Source, headings: Sequence[Heading]) -> Iterator[Section]:
    last = len(source.lines) + 1
    yield Section(0, last, -1)
    ends = [last] * len(headings)
    parents = [0] * len(headings)
    open_: list[int] = []
    for at, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            ends[open_.pop()] = source.line(heading.start)
        parents[at] = open_[-1] + 1 if open_ else 0
        open_.append(at)
    for at, heading in enumerate(headings):
        yield Section(source.line(heading.start), ends[at], parents[at])


def _sums(statuses: Sequence[Status | None], kind: Status) -> list[int]:
    return [0, *accumulate(int(status is kind) for status in statuses)]
