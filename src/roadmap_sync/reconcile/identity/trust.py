"""Which markers count: what an issue says of itself, weighed by who could have written it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from roadmap_sync import marker
from roadmap_sync.config import Config
from roadmap_sync.model import Issue, Marker, World
from roadmap_sync.reconcile.identity.rows import fold, folded

INSIDERS = ("OWNER", "MEMBER", "COLLABORATOR")


class Weight(StrEnum):
    """``COUNTS``: base may be read from it. The others name why not."""

    COUNTS = "counts"
    OUTSIDER = "outsider"  # has our label, but who wrote it cannot be trusted
    UNLABELLED = "unlabelled"  # no document links it and our label is gone
    COPY = "copy"  # another repository's marker, or another issue's
    FAULT = "fault"  # cannot be read
    BARE = "bare"  # nothing of ours in it


@dataclass(frozen=True, slots=True)
class Marked:
    """An issue with what its marker says and how much that counts. ``fault`` says what is wrong;
    ``title`` and ``section`` are what the marker calls its row, folded."""

    issue: Issue
    weight: Weight
    marker: Marker | None
    labelled: bool
    fault: str = ""
    title: str = ""
    section: tuple[str, ...] = ()

    @property
    def base(self) -> Marker | None:
        """The marker, where base may be read from it."""
        return self.marker if self.weight is Weight.COUNTS else None


def weigh(issue: Issue, world: World, config: Config, linked: Collection[int]) -> Marked:
    """``linked``: the numbers that documents that count link."""
    found = marker.read(issue.body)
    labelled = config.label.casefold() in (name.casefold() for name in issue.labels)
    if found.fault is not None:
        return Marked(issue, Weight.FAULT, None, labelled, found.fault)
    if found.marker is None:
        return Marked(issue, Weight.BARE, None, labelled)
    fault = _copied(found.marker, issue, world)
    if fault:
        return Marked(issue, Weight.COPY, None, labelled, fault)
    weight = _weight(issue, world, config, linked, labelled=labelled)
    title, section = fold(found.marker.title), folded(found.marker.section)
    return Marked(issue, weight, found.marker, labelled, "", title, section)


def _copied(said: Marker, issue: Issue, world: World) -> str:
    if said.home != world.home.id:
        return "its marker was copied from another repository"
    if said.number is not None and said.number != issue.number:
        return f"its marker was copied from #{said.number}"
    return ""


def _weight(issue: Issue, world: World, config: Config, linked: Collection[int], *, labelled: bool) -> Weight:
    if issue.number in linked:
        return Weight.COUNTS
    if not labelled:
        return Weight.UNLABELLED
    return Weight.COUNTS if insider(issue, world, config) else Weight.OUTSIDER


def insider(issue: Issue, world: World, config: Config) -> bool:
    """Whether the author is this token, a trusted app, or somebody who may write here anyway."""
    author = issue.author
    login = (author.login or "").removesuffix("[bot]")
    return (
        author.mine
        or (author.kind == "Bot" and login in config.trusted_apps)
        or author.association in INSIDERS
        or author.login in world.writers
    )
