"""Milestones: which the documents need, which GitHub has, and what to call them on either side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from roadmap_sync import marker
from roadmap_sync.model import Change, Milestone, NewMilestone, Release, Subject, Target, World
from roadmap_sync.reconcile.fields import Names
from roadmap_sync.reconcile.rows import Reading


@dataclass(frozen=True, slots=True)
class Wanted:
    """A milestone as documents declare it. ``key``: what they call it; ``line``: where first."""

    key: str
    due: date | None
    description: str
    document: str


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
    keys = {one.title: marker.read_milestone(one.description) or one.title for one in world.milestones}
    return Names({**keys, **{title: key for key, title in found.items()}}, found, releases)


def find(key: str, world: World) -> Milestone | None:
    """The milestone that a document calls ``key``: by marker, then by title, then ignoring case."""
    for fits in (
        lambda one: marker.read_milestone(one.description) == key,
        lambda one: one.title == key,
        lambda one: one.title.casefold() == key.casefold(),
    ):
        found = next((one for one in world.milestones if fits(one)), None)
        if found is not None:
            return found
    return None


def of_release(release: Release, document: str) -> Wanted:
    """What a declared release wants of its milestone."""
    due = release.target.end if release.target is not None else None
    return Wanted(release.milestone, due, release.description, document)


def of_target(target: Target, key: str, document: str) -> Wanted:
    """What an item's target wants of its milestone, where no release declares it."""
    return Wanted(key, target.end, "", document)


def create(wanted: Wanted, home: str) -> NewMilestone:
    """The milestone to create; its description carries the marker that makes it ours."""
    subject = Subject("milestone", wanted.key, wanted.document)
    due = wanted.due.isoformat() if wanted.due is not None else None
    change = Change("create", subject, "", None, {"title": wanted.key, "due": due})
    description = marker.compose_milestone(wanted.description, home, wanted.key)
    return NewMilestone(change, wanted.key, description, wanted.due)
