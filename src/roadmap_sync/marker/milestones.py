"""The short marker in a milestone's description: read it, splice it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from roadmap_sync.marker.bodies import contained
from roadmap_sync.marker.codec import (
    END,
    UNREADABLE,
    VERSION,
    between,
    both,
    commented,
    lf,
    memory,
    remembered,
    text_of,
)
from roadmap_sync.model import Json, MilestoneMarker


@dataclass(frozen=True, slots=True)
class FoundMilestone:
    """What a milestone's description holds of ours, in character offsets; see ``Found``."""

    marker: MilestoneMarker
    start: int
    region: tuple[int, int]
    end: int


def compose_milestone(marker: MilestoneMarker, region: str) -> str:
    """A description of ours alone: the short marker and ``region`` (Markdown); no end without a region."""
    fields: dict[str, Json] = {"v": VERSION, "home": marker.home, "key": marker.key}
    fields |= memory(marker.base, marker.was)
    text = region.strip()
    return f"{commented(fields)}\n{contained(text)}\n\n{END}" if text else commented(fields)


@lru_cache(maxsize=4096)
def read_milestone(description: str) -> FoundMilestone | None:
    """What a milestone that a roadmap made says of itself; ``None`` for all others, and for one whose
    comment somebody doubled or broke. Which roadmap's it is, ``home`` tells."""
    if "<!-- roadmap-sync" not in description:
        return None
    starts, ends = both(description)
    if len(starts) != 1 or len(ends) > 1 or (ends and ends[0].start() < starts[0].end()):
        return None
    try:
        marker = _decode_milestone(json.loads(starts[0]["json"]))
    except UNREADABLE:
        return None
    start, after = starts[0].span()
    if not ends:
        return FoundMilestone(marker, start, (after, after), after)
    return FoundMilestone(marker, start, between(description, starts[0], ends[0]), ends[0].end())


def milestone_text(description: str, found: FoundMilestone) -> str:
    """The managed text of a milestone's description, with LF newlines."""
    return lf(description[slice(*found.region)])


def splice_milestone(description: str, marker: MilestoneMarker, region: str | None) -> str | None:
    """``description`` with our part renewed and every other character as it was; ``region`` as in
    ``splice``. ``None``: there is no marker in it, or would be none."""
    found = read_milestone(description)
    if found is None:
        return None
    text = milestone_text(description, found) if region is None else region
    new = description[: found.start] + compose_milestone(marker, text) + description[found.end :]
    return new if read_milestone(new) is not None else None


def _decode_milestone(fields: dict[str, Any]) -> MilestoneMarker:
    if fields["v"] != VERSION:
        raise ValueError(f"version {fields['v']} was written by a newer roadmap-sync")
    base, was = remembered(fields.get("base", {}), fields.get("was", {}))
    return MilestoneMarker(text_of(fields["home"]), text_of(fields["key"]), base, was)
