"""Write-back through the API: a commit on the branch, or a pull request where the branch takes none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from roadmap_sync.errors import OurMistake, Stop
from roadmap_sync.github import publish
from roadmap_sync.github.publish import Message, Protected, Pull, Stale
from roadmap_sync.github.session import Session
from roadmap_sync.jobs.landing import TRAILER, Edited, Landing
from roadmap_sync.jobs.planning import Planned
from roadmap_sync.reconcile import digest

PROPOSAL = "<!-- roadmap-sync proposal {} -->"
Settled = Callable[[Sequence[Edited]], bool]
"""Whether documents with these edits would be left alone by the next run."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where commits go. ``how``: auto (the branch, else a pull request), push, pr or none; ``head``: the
    commit of ``branch`` that was read; ``side``: the branch that a pull request comes from."""

    how: str
    branch: str
    head: str
    side: str
    headline: str


@dataclass(frozen=True, slots=True)
class OnBranch:
    """Keeps new text on GitHub. ``pull``: the newest pull request that an earlier run opened."""

    session: Session
    target: Target
    settled: Settled
    pull: Pull | None = None

    def keep(self, edits: Sequence[Edited], planned: Planned) -> Landing:
        """All documents in one commit, or none. Nothing is committed that the next run would change again."""
        edits = [edit for edit in edits if edit.before != edit.after]
        if not edits:
            return self.retire()
        if self.target.how == "none":
            return Landing(why="write-back is switched off")
        try:
            return self._waiting(edits, planned) or self._new(edits, planned)
        except Stale:
            return Landing(stale=True, why="the branch has moved meanwhile")
        except Stop as stop:
            return Landing(fault=stop, why="not written back")

    def retire(self) -> Landing:
        """Close the pull request of an earlier run: there is nothing left to write back."""
        pull = self.pull
        if pull is None or pull.state != "open" or self.target.how not in ("auto", "pr"):
            return Landing()
        publish.edit_pull(self.session, pull.number, state="closed")
        return Landing(url=pull.url, why=f"pull request #{pull.number} is needed no more and was closed")

    def _new(self, edits: Sequence[Edited], planned: Planned) -> Landing:
        if not self.settled(edits):
            raise OurMistake(
                "the new text would be changed again by the next run; nothing was committed",
                todo="please report this, with the document",
            )
        return self._proposed(edits, planned, "") if self.target.how == "pr" else self._direct(edits, planned)

    def _direct(self, edits: Sequence[Edited], planned: Planned) -> Landing:
        message = self._message(edits, planned)
        try:
            made = publish.commit(self.session, self.target.branch, self.target.head, _files(edits), message)
        except Protected as fault:
            if self.target.how == "push":
                raise Stop(
                    f"{self.target.branch} takes no direct commits: {fault}",
                    where=planned.plan.repository.url,
                    todo="let this token bypass the rule, or set write-back: auto",
                ) from fault
            return self._proposed(edits, planned, str(fault))
        return Landing("committed", _paths(edits), made.oid, url=made.url)

    def _waiting(self, edits: Sequence[Edited], planned: Planned) -> Landing | None:
        """The pull request that holds just these edits already; one that a person closed is not asked for
        again."""
        pull = self.pull if self.target.how in ("auto", "pr") else None
        if pull is None or PROPOSAL.format(self._digest(edits, planned)) not in pull.body:
            return None
        if pull.state == "closed":
            return Landing(url=pull.url, why=f"pull request #{pull.number} with these changes was closed")
        if pull.state == "open" and self._up_to_date(edits):
            return Landing("proposed", _paths(edits), pull=pull.number, url=pull.url)
        return None

    def _proposed(self, edits: Sequence[Edited], planned: Planned, why: str) -> Landing:
        """One pull request on one branch, brought up to date in place."""
        made = publish.propose(
            self.session, self.target.side, self.target.head, _files(edits), self._message(edits, planned)
        )
        body = _body(edits, planned, why, PROPOSAL.format(self._digest(edits, planned)))
        try:
            pull = self._asked(self.pull, body)
        except publish.Forbidden as fault:
            return self._unasked(made.oid, planned, fault)
        return Landing("proposed", _paths(edits), made.oid, pull.number, pull.url)

    def _asked(self, pull: Pull | None, body: str) -> Pull:
        if pull is not None and pull.state == "open":
            return publish.edit_pull(self.session, pull.number, title=self.target.headline, body=body)
        target = self.target
        return publish.open_pull(self.session, target.side, target.branch, target.headline, body)

    def _unasked(self, oid: str, planned: Planned, fault: Stop) -> Landing:
        """The branch is there, and a person asks with one click."""
        target = self.target
        url = f"{planned.plan.repository.url}/compare/{target.branch}...{target.side}?expand=1"
        stop = Stop(
            f"{fault.what}; the change lies on branch {target.side}",
            where=url,
            todo="open that page, or allow workflows to create pull requests in Settings, Actions, General",
        )
        stop.exit_code = fault.exit_code
        return Landing("pushed", frozenset(), oid, url=url, fault=stop, why="waits on a branch")

    def _up_to_date(self, edits: Sequence[Edited]) -> bool:
        return publish.holds(self.session, self.target.side, self.target.head, _files(edits))

    def _message(self, edits: Sequence[Edited], planned: Planned) -> Message:
        return Message(self.target.headline, f"{TRAILER}: {self._digest(edits, planned)}")

    def _digest(self, edits: Sequence[Edited], planned: Planned) -> str:
        return digest.of_changes(planned.plan, [change for edit in edits for change in edit.changes])


def _files(edits: Sequence[Edited]) -> dict[str, bytes]:
    return {edit.path: edit.after for edit in edits}


def _paths(edits: Sequence[Edited]) -> frozenset[str]:
    return frozenset(edit.path for edit in edits)


_TOLD = "Issues, milestones or cards of this repository have moved on; merge this to let the roadmap follow."


def _body(edits: Sequence[Edited], planned: Planned, why: str, mark: str) -> str:
    """What the pull request says: which documents follow which issues, and why it is no commit."""
    home = planned.plan.repository
    lines = [f"- `{edit.path}`: {len(edit.changes)} changes" for edit in edits]
    because = f"\n\n`{home.default_branch}` takes no direct commits: {' '.join(why.split())}" if why else ""
    return f"{_TOLD}\n\n" + "\n".join(lines) + because + f"\n\n{mark}"
