"""The text of a dashboard: progress of a whole document, of its sections and of its milestones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from roadmap_sync.model import Item, Status

_CELLS = 10
_DAY = re.compile(r"In step with GitHub on (\d{4}-\d{2}-\d{2})\.")
_SUM = re.compile(r" sha256=[0-9a-f]+(?= -->)")
_MARKS = re.compile(r"([\\`*_\[\]<>|~])")


@dataclass(slots=True)
class Tally:
    """How many items there are of each kind; dropped ones count nowhere."""

    done: int = 0
    active: int = 0
    blocked: int = 0
    left: int = 0

    def add(self, status: Status | None) -> None:
        match status:
            case Status.DONE:
                self.done += 1
            case Status.IN_PROGRESS:
                self.active += 1
            case Status.BLOCKED:
                self.blocked += 1
            case Status.PLANNED | None:
                self.left += 1

    @property
    def total(self) -> int:
        return self.done + self.active + self.blocked + self.left

    @property
    def progress(self) -> str:
        """A bar and a percentage, both rounded down: full means that all is done."""
        full = self.done * _CELLS // self.total
        return f"{'▰' * full}{'▱' * (_CELLS - full)} {self.done * 100 // self.total} %"


def dashboard(items: Sequence[Item], day: date | None = None) -> str:
    """The dashboard of these items, as Markdown with LF newlines and none at its end. ``day``: of the last
    sync that went well, where that is to be told."""
    return dated(_progress(items), day)


def dated(text: str, day: date | None) -> str:
    """A dashboard that tells ``day``, or none, and not the one it told."""
    told = [f"In step with GitHub on {day.isoformat()}."] if day else []
    return "\n\n".join([_DAY.sub("", text).rstrip("\n"), *told])


def day_of(text: str) -> date | None:
    """The day that a dashboard tells."""
    found = _DAY.search(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def timeless(text: str, day: str = "") -> str:
    """A dashboard with ``day`` in place of the one it tells, and without its checksum."""
    return _SUM.sub("", _DAY.sub(f"In step with GitHub on {day}.", text))


def _progress(items: Sequence[Item]) -> str:
    whole = Tally()
    for item in items:
        whole.add(item.status)
    if not whole.total:
        return "Nothing is planned here."
    parts = [f"**{whole.done} of {whole.total} done** {whole.progress}"]
    for head, pairs in (("Section", _by_section(items)), ("Milestone", _by_milestone(items))):
        if rows := list(_rows(pairs)):
            parts.append(
                "\n".join([f"| {head} | Progress | Done | In progress | Blocked | To do |", _RULE, *rows])
            )
    return "\n\n".join(parts)


_RULE = "|---|---|--:|--:|--:|--:|"


def _by_section(items: Iterable[Item]) -> Iterator[tuple[str, Status | None]]:
    yield from ((" › ".join(item.section) or "—", item.status) for item in items)


def _by_milestone(items: Iterable[Item]) -> Iterator[tuple[str, Status | None]]:
    yield from ((item.target.name, item.status) for item in items if item.target and item.target.name)


def _rows(pairs: Iterable[tuple[str, Status | None]]) -> Iterator[str]:
    tallies: dict[str, Tally] = {}
    for name, status in pairs:
        tallies.setdefault(name, Tally()).add(status)
    for name, each in tallies.items():
        if each.total:
            cells = (each.progress, each.done, each.active, each.blocked, each.left)
            escaped = _MARKS.sub(r"\\\1", name)
            yield f"| {escaped} | {' | '.join(map(str, cells))} |"
