"""The only door to the network: one session, a reader and a writer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from roadmap_sync.github import boards
from roadmap_sync.github.apply import MARKER, apply, land, land_milestones
from roadmap_sync.github.boards_needs import Seat
from roadmap_sync.github.books import Written
from roadmap_sync.github.observe import look_further, observe
from roadmap_sync.github.pace import GITHUB, UNHURRIED, Pace, pace_for
from roadmap_sync.github.session import Session, open_session
from roadmap_sync.model import MilestonePatch, Outcome, Patch, Plan, Question, World


class Reader(Protocol):
    """What a dry run is given: it cannot write."""

    @property
    def requests(self) -> Mapping[str, int]: ...
    @property
    def repository(self) -> str: ...
    def at(self, repository: str) -> Reader: ...
    def observe(self, question: Question) -> World: ...
    def look_further(self, question: Question, world: World) -> World: ...


class Writer(Protocol):
    """What a run that may write is given besides."""

    def at(self, repository: str) -> Writer: ...
    def apply(self, plan: Plan, world: World) -> Iterator[Outcome]: ...
    def land(self, patches: Sequence[Patch], world: World) -> Iterator[Outcome]: ...
    def land_milestones(self, patches: Sequence[MilestonePatch], world: World) -> Iterator[Outcome]: ...


@dataclass(frozen=True, slots=True)
class GitHubReader:
    """Reads through ``session``, and boards through ``projects`` where they have a session of their own;
    see ``observe`` and ``look_further``."""

    session: Session
    projects: Session | None = None
    others: dict[str, GitHubReader] = field(default_factory=dict)

    @property
    def requests(self) -> Mapping[str, int]:
        """How many requests were sent so far: ``read`` and ``write``."""
        sessions = [one for one in (self.session, self.projects) if one is not None]
        return {kind: sum(one.requests[kind] for one in sessions) for kind in ("read", "write")}

    @property
    def repository(self) -> str:
        """``owner/name``, as it was asked for."""
        return self.session.repository

    def at(self, repository: str) -> GitHubReader:
        """A reader of another repository of the same server; boards stay where they are."""
        name = repository.casefold()
        if name not in self.others:
            self.others[name] = GitHubReader(self.session.at(repository), self.projects)
        return self.others[name]

    def observe(self, question: Question) -> World:
        own = question if self.projects is None else replace(question, board=None)
        world = observe(self.session, own)
        return boards.observe(self.projects or self.session, question, world)

    def look_further(self, question: Question, world: World) -> World:
        further = look_further(self.session, question, world)
        return boards.with_cards(self.projects or self.session, question, further)


@dataclass(frozen=True, slots=True)
class GitHubWriter:
    """Writes through ``session``, and to boards through ``projects`` where they have a session of their own;
    see ``apply`` and ``land``."""

    session: Session
    written: Written = field(default_factory=dict)
    projects: Session | None = None
    seat: Seat = field(default_factory=Seat)
    others: dict[str, GitHubWriter] = field(default_factory=dict)

    def at(self, repository: str) -> GitHubWriter:
        """A writer to another repository of the same server, and to the same board."""
        name = repository.casefold()
        if name not in self.others:
            self.others[name] = replace(self, session=self.session.at(repository), others={})
        return self.others[name]

    def apply(self, plan: Plan, world: World) -> Iterator[Outcome]:
        if (
            not world.away
        ):  # a run begins with the documents' own, and with the board as it was observed for it
            self.seat.standing = None
        return apply(self.session, plan, world, self.written, self.projects, self.seat)

    def land(self, patches: Sequence[Patch], world: World) -> Iterator[Outcome]:
        return land(self.session, patches, world, self.written)

    def land_milestones(self, patches: Sequence[MilestonePatch], world: World) -> Iterator[Outcome]:
        return land_milestones(self.session, patches, world)


__all__ = [
    "GITHUB",
    "MARKER",
    "UNHURRIED",
    "GitHubReader",
    "GitHubWriter",
    "Pace",
    "Reader",
    "Session",
    "Writer",
    "apply",
    "land",
    "land_milestones",
    "look_further",
    "observe",
    "open_session",
    "pace_for",
]
