"""The comment in an issue's body and in a milestone's description: read it, splice it, know what it holds."""

from roadmap_sync.marker.bodies import (
    NOTHING,
    Found,
    compose,
    contained,
    read,
    region_text,
    splice,
    strip,
    takes,
)
from roadmap_sync.marker.codec import END
from roadmap_sync.marker.milestones import (
    FoundMilestone,
    compose_milestone,
    milestone_text,
    read_milestone,
    splice_milestone,
)

__all__ = [
    "END",
    "NOTHING",
    "Found",
    "FoundMilestone",
    "compose",
    "compose_milestone",
    "contained",
    "milestone_text",
    "read",
    "read_milestone",
    "region_text",
    "splice",
    "splice_milestone",
    "strip",
    "takes",
]
