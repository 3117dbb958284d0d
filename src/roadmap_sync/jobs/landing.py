"""Where new text goes once it is written: to the files on disk, or, in a workflow, to the branch itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from roadmap_sync.errors import Stop
from roadmap_sync.jobs.planning import Planned
from roadmap_sync.model import Change, Move, Patch
from roadmap_sync.reconcile import digest
from roadmap_sync.workspace import Workspace, save

TRAILER = "Roadmap-Sync"
"""The trailer of commits that a run makes: the digest of what it carried out."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A document before and after, and the changes that make the difference."""

    path: str
    before: bytes
    after: bytes
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Landing:
    """What became of new text. ``how``: saved (on disk), committed (on the branch that counts), proposed (in
    pull request ``pull``), pushed (to a branch from which nobody has asked to pull yet) or nowhere.

    ``paths``: the documents that got there; ``commit``, ``url``: where to look; ``fault``: what kept others
    from it; ``why``: the same in a line; ``stale``: the documents have changed on the branch meanwhile."""

    how: str = "nowhere"
    paths: frozenset[str] = frozenset()
    commit: str = ""
    pull: int | None = None
    url: str = ""
    fault: Stop | None = None
    why: str = ""
    stale: bool = False

    def told(self, patch: Patch) -> Patch:
        """``patch`` as the issue is to be told of the landing: what is on the branch leaves nothing behind;
        what waits in a pull request is remembered with its number."""
        return replace(patch, moves=tuple(self._moved(move) for move in patch.moves))

    def _moved(self, move: Move) -> Move:
        if self.how == "committed" or move.was is None:
            return replace(move, was=None)
        return replace(move, was=replace(move.was, pull=self.pull))


class Keeper(Protocol):
    """Who keeps new text."""

    def keep(self, edits: Sequence[Edited], planned: Planned) -> Landing: ...


@dataclass(frozen=True, slots=True)
class OnDisk:
    """Saves the files where they lie; each by itself, so that one that fails keeps no other back.

    ``headline``: of a commit of what was saved, in local git; ``None`` for none."""

    workspace: Workspace
    headline: str | None = None

    def keep(self, edits: Sequence[Edited], planned: Planned) -> Landing:
        """Save what is still as it was read; ``planned`` has no say in it."""
        saved: set[str] = set()
        fault: Stop | None = None
        for edit in edits:
            try:
                save(self.workspace.file(edit.path), edit.before, edit.after)
            except Stop as stop:
                fault = fault or stop
            else:
                saved.add(edit.path)
        return self._committed(Landing("saved", frozenset(saved), fault=fault), planned)

    def _committed(self, landing: Landing, planned: Planned) -> Landing:
        """A local commit is no landing on the branch that counts: somebody has to push it."""
        if self.headline is None or not landing.paths:
            return landing
        try:
            message = f"{self.headline}\n\n{TRAILER}: {digest.of_changes(planned.plan, planned.plan.changes)}"
            return replace(landing, commit=self.workspace.commit(sorted(landing.paths), message))
        except Stop as stop:
            return replace(landing, fault=landing.fault or stop)
