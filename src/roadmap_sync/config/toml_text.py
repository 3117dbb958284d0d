"""TOML → plain values with the lines they stand on, as far as those are found by their keys."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from roadmap_sync.config.marked import Mark, Marked, Path

TABLE: Path = ("tool", "roadmap-sync")
_HEAD = re.compile(r"\s*\[{1,2}(?P<keys>[^\[\]]+)\]{1,2}\s*(?:#.*)?$")
_PAIR = re.compile(
    r"(?P<blank>\s*)(?P<keys>(?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*="
)
_KEY = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")
_PLACE = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)")


def read_toml(text: str, file: str) -> Marked:
    """The table ``[tool.roadmap-sync]`` of a TOML file; that there is none is a fault."""
    whole = Marked(file)
    try:
        whole.value = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        end = (text.count("\n") + 1, len(text) - text.rfind("\n"))
        place = _PLACE.search(str(fault))
        whole.values[()] = (int(place["line"]), int(place["column"])) if place else end
        whole.faults.append(whole.fault((), f"not readable as TOML: {_PLACE.sub('', str(fault)).strip()}"))
        return whole
    whole.keys.update(_places(text))
    part = whole.part(TABLE)
    if part.value is None:
        part.faults.append(part.fault((), "there is no table [tool.roadmap-sync]"))
    return part


def _places(text: str) -> Iterator[tuple[Path, Mark]]:
    """The places of table heads and of keys at the beginning of a line."""
    table: Path = ()
    for number, line in enumerate(text.split("\n"), 1):
        if head := _HEAD.match(line):
            table = _keys(head["keys"])
            yield table, (number, line.index("[") + 1)
        elif pair := _PAIR.match(line):
            yield (*table, *_keys(pair["keys"])), (number, len(pair["blank"]) + 1)


def _keys(text: str) -> Path:
    return tuple(key.strip("\"'") for key in _KEY.findall(text))
