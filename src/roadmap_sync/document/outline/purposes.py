"""Documents that look like roadmaps and are for something else: learning paths and archives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.outline.taking import Take
from roadmap_sync.document.words.vocabulary import alternatives, fold, vocabulary

_ROADMAP = re.compile(
    r"road[\s-]?map|路线图|路線圖|ロードマップ|로드맵|дорожная карта|hoja de ruta"
    "|feuille de route|fahrplan|roteiro",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Other:
    """The line that says what a document is for, why that is no work, and what would let it be read."""

    line: int
    reason: str
    take: Take


def other_purpose(ground: Ground) -> Other | None:
    """Why nothing in a document is work, by its title; ``None`` where it may be."""
    title = next((path[-1] for _, path in ground.placed if path), None)
    if title is None or title.level > 1 or ground.config.reading.sections.verdict([title.clean]) == "include":
        return None
    for kind, reason in (("learning", "a learning path"), ("archive", "an archive")):
        if _named(kind).search(fold(title.text)) or fold(title.clean) == kind:
            line = ground.source.line(title.start)
            said = f'"{title.clean}" is {reason}: nothing in it is work to be done'
            return Other(line, said, Take(section=title.clean))
    return None


def is_roadmap(title: str) -> bool:
    """Whether a title says roadmap, in a language of the vocabulary."""
    return bool(_ROADMAP.search(title))


@cache
def _named(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?<!machine )(?<!deep )(?:{alternatives(vocabulary().purposes[kind])})")
