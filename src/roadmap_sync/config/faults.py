"""What is wrong with a configuration: every fault with its place, told together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roadmap_sync.errors import UsageFault

TODO = "correct the lines above; roadmap-sync schema prints what a configuration may hold"
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``where``: file:line:column; ``key``: the dotted path of keys to it, perhaps empty."""

    where: str
    key: str
    what: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.where, self.key, self.what) if part)


class ConfigurationFault(UsageFault):
    """A configuration, or what a document says of its own reading, cannot be used."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)), todo=TODO)


def shown(value: object) -> str:
    """A value for a message: texts quoted, short and printable; of anything larger only what it is."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case str():
            return f'"{printable(value)}"'
        case list():
            return "a list"
        case dict():
            return "a mapping"
    return f"a {type(value).__name__}"


def printable(text: str) -> str:
    """``text`` cut short, with everything escaped that a terminal would not print as it is."""
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in cut
    )
