"""The job of a workflow: sync the branch as GitHub has it now, whatever is checked out, and commit there."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from roadmap_sync.errors import DocumentChanged
from roadmap_sync.github import Reader, Writer, contents, publish
from roadmap_sync.github.publish import Pull
from roadmap_sync.github.session import Session
from roadmap_sync.jobs.landing import Edited
from roadmap_sync.jobs.planning import Options, make_plan
from roadmap_sync.jobs.publishing import OnBranch, Target
from roadmap_sync.jobs.result import Result
from roadmap_sync.jobs.sync import REFUSALS, dry_run, sync
from roadmap_sync.workspace import Snapshot, Standing, snapshot

TRIES = 3
"""How often a run begins again because the documents have changed while it worked."""
OptionsOf = Callable[[Snapshot], Options]
"""What is asked of a run, by the configuration that lies in the snapshot."""


@dataclass(frozen=True, slots=True)
class Hub:
    """Where a workflow reads and writes."""

    session: Session
    reader: Reader
    writer: Writer


@dataclass(frozen=True, slots=True)
class WriteBack:
    """How new text is to land: ``how`` (auto, push, pr or none), ``side``: the branch for a pull request,
    ``headline``: of the commit; ``branch``: the one that counts, ``None`` for the default branch; ``dry``:
    only plan."""

    how: str
    side: str
    headline: str
    branch: str | None = None
    dry: bool = False


def sync_branch(hub: Hub, options_of: OptionsOf, back: WriteBack) -> Result:
    """Sync the newest commit of the branch. When its documents change meanwhile: read and plan again, thrice
    at most. What was done for GitHub by then stays done."""
    earlier: Result | None = None
    for _ in range(TRIES):
        result = _joined(earlier, _once(hub, options_of, back))
        if not (result.landing.stale or result.refusal == REFUSALS[Standing.BEHIND]):
            return result
        earlier = result
    fault = DocumentChanged(
        "the documents changed again and again while this run was working", todo="run roadmap-sync again"
    )
    return replace(result, refusal="", stopped=fault)


def _once(hub: Hub, options_of: OptionsOf, back: WriteBack) -> Result:
    head = contents.head(hub.session, back.branch)
    files = contents.contents(hub.session, head)
    with tempfile.TemporaryDirectory(prefix="roadmap-sync-") as folder:
        place = snapshot(files, Path(folder))
        options = options_of(place)
        branch = options.config.branch
        if branch not in (None, head.branch):
            return _once(hub, options_of, replace(back, branch=branch))
        if back.dry:
            return dry_run(hub.reader, place, options)
        pull = _pull(hub.session, back, head.branch)
        closed = frozenset({pull.number} if pull is not None and pull.state == "closed" else ())
        options = replace(options, refused=closed)
        target = Target(back.how, head.branch, head.commit, back.side, back.headline)
        keeper = OnBranch(hub.session, target, lambda edits: _settled(hub, place, options, edits), pull)
        result = sync(hub.reader, hub.writer, place, options, lambda _: True, keeper)
        if not result.planned.texts and not result.refusal:
            result = replace(result, landing=keeper.retire())
        return result


def _pull(session: Session, back: WriteBack, base: str) -> Pull | None:
    """The newest pull request of an earlier run; nobody asks where there can be none."""
    return publish.newest_pull(session, back.side, base) if back.how in ("auto", "pr") else None


def _settled(hub: Hub, place: Snapshot, options: Options, edits: Sequence[Edited]) -> bool:
    """Whether the next run would leave alone what these edits write. The new bytes lie in the snapshot
    afterwards."""
    for edit in edits:
        place.file(edit.path).write_bytes(edit.after)
    again = make_plan(hub.reader, place, replace(options, expected=None, approved=None))
    written = {(c.subject.document, c.subject.name, c.field) for edit in edits for c in edit.changes}
    texts = [text.change for text in again.plan.texts]
    return not any((c.subject.document, c.subject.name, c.field) in written for c in texts)


def _joined(earlier: Result | None, result: Result) -> Result:
    """``result`` with what an earlier try has done for good."""
    if earlier is None:
        return result
    done = [outcome for outcome in earlier.outcomes if outcome.result == "done"]
    return replace(result, outcomes=(*done, *result.outcomes))
