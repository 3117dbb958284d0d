"""A configuration's text as plain values that remember where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from roadmap_sync.config.faults import Fault, printable

Path = tuple[str | int, ...]
"""Keys and positions that lead to a value."""
Mark = tuple[int, int]
"""Line and column, from 1."""


@dataclass(slots=True)
class Marked:
    """``value``: mappings, lists and scalars. ``keys`` and ``values``: where each key and each value begins.
    ``faults``: what is wrong already."""

    file: str
    value: object = None
    keys: dict[Path, Mark] = field(default_factory=dict)
    values: dict[Path, Mark] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: Path, what: str, *, at_key: bool = False) -> Fault:
        """A fault at a value, or at the key that names it; where neither is known, at what holds it."""
        return Fault(self.where(path, at_key=at_key), dotted(path), what)

    def where(self, path: Path, *, at_key: bool = False) -> str:
        """file:line:column of a value or its key, as near as it is known."""
        first, second = (self.keys, self.values) if at_key else (self.values, self.keys)
        for length in range(len(path), -1, -1):
            mark = first.get(path[:length]) or second.get(path[:length])
            if mark is not None:
                return f"{self.file}:{mark[0]}:{mark[1]}"
        return self.file

    def part(self, path: Path) -> Marked:
        """What stands below a path, with the same places."""
        value: object = self.value
        for step in path:
            value = value.get(step) if isinstance(value, Mapping) else None
        cut = len(path)
        return Marked(
            self.file,
            value,
            {other[cut:]: mark for other, mark in self.keys.items() if other[:cut] == path},
            {other[cut:]: mark for other, mark in self.values.items() if other[:cut] == path},
            [],
        )


def dotted(path: Path) -> str:
    """A path as people write it: ``documents[2].path``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f"{'.' if text else ''}{printable(step)}"
    return text
