"""The words around derived text: data from ``words.yml``, ready for matching."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from roadmap_sync.document.words.vocabulary import fold


@dataclass(frozen=True, slots=True)
class Words:
    """``labels``: language → words before a date; ``plain``: those that count only before a colon;
    ``months``: language → lists of twelve names."""

    progress: frozenset[str]
    between: Sequence[str]
    bars: Sequence[tuple[str, str]]
    labels: Mapping[str, Sequence[str]]
    plain: Mapping[str, Sequence[str]]
    months: Mapping[str, Sequence[Sequence[str]]]


@cache
def words() -> Words:
    """The words that come with the program."""
    import yaml  # costs start-up time

    text = resources.files("roadmap_sync.document.progress").joinpath("words.yml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.BaseLoader)
    return Words(
        frozenset(map(fold, data["progress"])),
        data["of"],
        [(pair[0], pair[1]) for pair in data["bars"]],
        data["last updated"],
        data["plain"],
        data["months"],
    )
