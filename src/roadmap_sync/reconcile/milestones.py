"""Milestones: which the documents need, which GitHub has, and what to call them on either side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from roadmap_sync import marker
from roadmap_sync.model import (
    Change,
    Document,
    Milestone,
    MilestoneMarker,
    NewMilestone,
    Release,
    Subject,
    Value,
    Was,
    World,
)
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.values import views
from roadmap_sync.reconcile.values.fields import Names

OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A milestone as a document asks for it. ``key``: what it calls it; ``release``: the one that declares
    it, ``None`` where only targets of items do; ``agreed``: everybody who asks means the same day;
    ``fiscal``: which day that is depends on the configured year."""

    key: str
    due: date | None
    description: str
    document: str
    release: Release | None = None
    agreed: bool = True
    fiscal: bool = False

    @property
    def values(self) -> dict[str, Value]:
        """What base keeps of it. A release that says nothing of its status leaves its milestone open."""
        closed = self.release is not None and self.release.status in views.CLOSED
        return {
            "due": None if self.due is None else self.due.isoformat(),
            "state": CLOSED if closed else OPEN,
            "body": digest(marker.contained(self.description)),
        }


def digest(text: str) -> str | None:
    """What base keeps of a description, ``None`` where it says nothing."""
    text = text.strip()
    return hashlib.sha256(text.encode()).hexdigest()[:16] if text else None


def ours(milestone: Milestone, world: World) -> MilestoneMarker | None:
    """What the marker says of a milestone that was made for this repository's documents."""
    found = marker.read_milestone(milestone.description)
    return found.marker if found is not None and found.marker.home == world.home.id else None


def names(readings: Iterable[Reading], world: World) -> Names:
    """Who is called what. A milestone of ours is known by its marker, any other by its title."""
    documents = [reading.document for reading in readings]
    declared = [release for document in documents for release in document.releases]
    releases = {word.casefold(): one.milestone for one in declared for word in (one.key, one.milestone)}
    targets = (item.target for document in documents for item in document.items)
    asked = dict.fromkeys(
        [*releases.values(), *(target.name for target in targets if target and target.name)]
    )
    found = {key: one.title for key in asked if (one := find(key, world)) is not None}
    keys = {one.title: said.key if (said := ours(one, world)) else one.title for one in world.milestones}
    first = {title: key for title, key in keys.items() if key in found}
    return Names({**keys, **{title: key for key, title in found.items()}, **first}, found, releases)


def find(key: str, world: World) -> Milestone | None:
    """The milestone that a document calls ``key``: by marker, then by title, then ignoring case."""
    for fits in (
        lambda one: (said := ours(one, world)) is not None and said.key == key,
        lambda one: one.title == key,
        lambda one: one.title.casefold() == key.casefold(),
    ):
        found = next((one for one in world.milestones if fits(one)), None)
        if found is not None:
            return found
    return None


def wanted(documents: Iterable[Document], names: Names) -> dict[str, Wanted]:
    """What the documents together ask for, by key: of several that declare a release the first speaks, and
    a release speaks before the targets of items."""
    documents, found = list(documents), dict[str, Wanted]()
    for document in documents:
        for release in document.releases:
            due = release.target.end if release.target is not None else None
            said = Wanted(release.milestone, due, release.description, document.path, release)
            found.setdefault(release.milestone, said)
    declared, days = set(found), dict[str, set[date | None]]()
    for document in documents:
        for item in document.items:
            key = names.key(item.target)
            if key is not None and key not in declared and item.target is not None:
                days.setdefault(key, set()).add(item.target.end)
                first = found.get(key)
                where, due = (first.document, first.due) if first else (document.path, item.target.end)
                agreed, fiscal = len(days[key]) == 1, bool(item.target.fiscal)
                found[key] = Wanted(key, due, "", where, None, agreed, fiscal)
    return found


def create(one: Wanted, home: str, was: Mapping[str, Was]) -> NewMilestone:
    """The milestone to create; its description carries the marker that makes it ours."""
    subject, values = Subject("milestone", one.key, one.document), one.values
    after = {"title": one.key, "due": None if one.due is None else one.due.isoformat()}
    closed = {"state": CLOSED} if values["state"] == CLOSED else {}
    change = Change("create", subject, "", None, {**after, **closed})
    said = MilestoneMarker(home, one.key, values, was)
    return NewMilestone(change, one.key, marker.compose_milestone(said, one.description), one.due, not closed)
