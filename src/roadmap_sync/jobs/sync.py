"""The job `sync`: plan, ask, carry out, write back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace

from roadmap_sync import document
from roadmap_sync.errors import Interrupted, NeedsPerson, Stop
from roadmap_sync.github import Reader, Writer
from roadmap_sync.jobs import saved
from roadmap_sync.jobs.planning import Options, Planned, make_plan
from roadmap_sync.jobs.result import Result
from roadmap_sync.model import Document, MilestonePatch, Outcome, Patch, Plan, TextChange, Write
from roadmap_sync.reconcile import digest
from roadmap_sync.workspace import Standing, Workspace, check_writable, lock, save

Approve = Callable[[Planned], bool]

REFUSALS = {
    Standing.BEHIND: "your copy is behind the branch that counts: git pull, then run again",
    Standing.ELSEWHERE: "another branch is checked out than the one that counts: switch to it first",
}


def dry_run(reader: Reader, workspace: Workspace, options: Options) -> Result:
    """The plan, and nothing else: there is no writer here."""
    planned = make_plan(reader, workspace, options)
    return Result(planned.plan, planned.documents, refusal=_refusal(planned, options))


def sync(reader: Reader, writer: Writer, workspace: Workspace, options: Options, approve: Approve) -> Result:
    """Plan, let ``approve`` see the plan, carry it out, write back.

    Documents are locked on this machine meanwhile. Raises a ``Stop`` before anything was written;
    later faults are outcomes."""
    with ExitStack() as locks:
        for path in options.documents:
            locks.enter_context(lock(workspace.file(path)))
        planned = make_plan(reader, workspace, options)
        refusal = _refusal(planned, options)
        if refusal or not _anything(planned.plan) or not approve(planned):
            return Result(planned.plan, planned.documents, refusal=refusal)
        _check_documents(planned, workspace)
        return carry_out(planned, writer, workspace, options)


def _refusal(planned: Planned, options: Options) -> str:
    if options.expected is not None:
        found = digest.of_changes(planned.plan, planned.plan.changes)
        if not found.startswith(options.expected):
            todo = "look at the plan again: roadmap-sync --dry-run"
            raise NeedsPerson(f"the plan is {found[:12]} by now, not {options.expected}", todo=todo)
    if options.approved is not None:
        saved.check(planned.plan, options.approved)
    return REFUSALS.get(planned.standing, "")


def _anything(plan: Plan) -> bool:
    return bool(plan.changes or plan.patches or plan.milestone_patches)


def _check_documents(planned: Planned, workspace: Workspace) -> None:
    for path in {text.change.subject.document for text in planned.plan.texts}:
        check_writable(workspace.file(path))


def carry_out(planned: Planned, writer: Writer, workspace: Workspace, options: Options) -> Result:
    """Apply the plan, write back whatever was done of it, tell GitHub what landed.

    An interrupt or a failure stops the applying; what was done until then is still written back."""
    outcomes: list[Outcome] = []
    written: dict[str, bytes] = {}
    stopped = _collect(outcomes, writer.apply(planned.plan, planned.world))
    for one in planned.documents:
        try:
            data = _write_back(one, planned.plan.texts, outcomes, workspace, options)
        except Stop as fault:
            stopped = stopped or fault
            continue
        if data is not None:
            written[one.path] = data
    if stopped is None:
        stopped = _collect(outcomes, writer.land(_landed(planned.plan, outcomes), planned.world))
    if stopped is None:
        told = _landed_milestones(planned.plan, outcomes)
        stopped = _collect(outcomes, writer.land_milestones(told, planned.world))
    return Result(planned.plan, planned.documents, tuple(outcomes), written, stopped=stopped)


def _collect(outcomes: list[Outcome], coming: Iterator[Outcome]) -> Stop | None:
    """Gather outcomes as they come; what ends them early is given back, not raised."""
    try:
        for outcome in coming:
            outcomes.append(outcome)
    except Stop as fault:
        return fault
    except KeyboardInterrupt:
        return Interrupted("interrupted", todo="run again: the rest will be done then")
    return None


def _write_back(
    one: Document,
    texts: Sequence[TextChange],
    outcomes: list[Outcome],
    workspace: Workspace,
    options: Options,
) -> bytes | None:
    """Save the document with every text change that may be made; ``None`` where there is none."""
    texts = [text for text in texts if text.change.subject.document == one.path]
    created = {
        (outcome.change.subject.document, outcome.change.subject.name): outcome
        for outcome in outcomes
        if outcome.change.kind == "create" and outcome.change.subject.kind == "issue"
    }
    writes, made = [], []
    for text in texts:
        value = text.value or _address(created, text)
        if value is None:
            outcomes.append(Outcome(text.change, "skipped", "its issue was not created"))
            continue
        writes.append(Write(text.slot, value))
        made.append(text.change)
    if not writes:
        return None
    data = document.write(one, writes, options.config.of(one.path))
    save(workspace.file(one.path), one.data, data)
    outcomes += [Outcome(change, "done") for change in made]
    return data


def _address(created: dict[tuple[str, str], Outcome], text: TextChange) -> str | None:
    found = created.get((text.change.subject.document, text.change.subject.name))
    return found.url or None if found is not None else None


def _landed(plan: Plan, outcomes: Sequence[Outcome]) -> list[Patch]:
    """What to tell each issue of the texts that were saved; one patch an issue."""
    done = {id(outcome.change) for outcome in outcomes if outcome.result == "done"}
    patches: dict[object, Patch] = {}
    for text in plan.texts:
        if text.landed is None or id(text.change) not in done:
            continue
        found = patches.get(text.landed.subject)
        moves = text.landed.moves if found is None else found.moves + text.landed.moves
        patches[text.landed.subject] = replace(text.landed, moves=tuple(dict.fromkeys(moves)))
    return list(patches.values())


def _landed_milestones(plan: Plan, outcomes: Sequence[Outcome]) -> list[MilestonePatch]:
    """What to tell each milestone of the texts that were saved; once each."""
    done = {id(outcome.change) for outcome in outcomes if outcome.result == "done"}
    told = [text.landed_milestone for text in plan.texts if id(text.change) in done]
    return list({one.milestone.number: one for one in told if one is not None}.values())
