"""Documents that look like roadmaps and are for something else: learning paths and archives."""

from __future__ import annotations

import re
from functools import cache

from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.words.vocabulary import alternatives, fold, vocabulary
from roadmap_sync.model import Skipped


def other_purpose(ground: Ground) -> Skipped | None:
    """Why nothing in a document is work, by its title; ``None`` where it may be."""
    title = next((path[-1] for _, path in ground.placed if path), None)
    if title is None or title.level > 1 or ground.config.reading.sections.verdict([title.clean]) == "include":
        return None
    for kind, reason in (("learning", "a learning path"), ("archive", "an archive")):
        if _named(kind).search(fold(title.text)):
            line = ground.source.line(title.start)
            return Skipped(line, f'"{title.clean}" is {reason}: nothing in it is work to be done')
    return None


@cache
def _named(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?<!machine )(?<!deep )(?:{alternatives(vocabulary().purposes[kind])})")
