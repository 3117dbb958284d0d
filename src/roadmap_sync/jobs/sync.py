"""The job `sync`: plan, ask, carry out, write back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace

from roadmap_sync import document
from roadmap_sync.errors import Interrupted, NeedsPerson, NotPermitted, Stop
from roadmap_sync.github import Reader, Writer
from roadmap_sync.jobs import saved
from roadmap_sync.jobs.landing import Edited, Keeper, OnDisk
from roadmap_sync.jobs.planning import Options, Planned, make_plan
from roadmap_sync.jobs.result import Result
from roadmap_sync.model import Change, MilestonePatch, Outcome, Patch, Plan, TextChange, World, Write
from roadmap_sync.reconcile import digest
from roadmap_sync.reconcile.sites import part
from roadmap_sync.workspace import Standing, Workspace, check_writable, lock

Approve = Callable[[Planned], bool]

REFUSALS = {
    Standing.BEHIND: "your copy is behind the branch that counts: git pull, then run again",
    Standing.ELSEWHERE: "another branch is checked out than the one that counts: switch to it first",
}


def dry_run(reader: Reader, workspace: Workspace, options: Options) -> Result:
    """The plan, and nothing else: there is no writer here."""
    planned = make_plan(reader, workspace, options)
    viewer = planned.world.viewer
    return Result(planned.plan, planned.documents, refusal=refusal(planned, options), viewer=viewer)


def sync(
    reader: Reader,
    writer: Writer,
    workspace: Workspace,
    options: Options,
    approve: Approve,
    keeper: Keeper | None = None,
) -> Result:
    """Plan, let ``approve`` see the plan, carry it out, write back through ``keeper`` (``None``: the files on
    disk).

    Documents are locked on this machine meanwhile. Raises a ``Stop`` before anything was written;
    later faults are outcomes."""
    return carried(lambda: make_plan(reader, workspace, options), writer, workspace, options, approve, keeper)


def carried(
    make: Callable[[], Planned],
    writer: Writer,
    workspace: Workspace,
    options: Options,
    approve: Approve,
    keeper: Keeper | None = None,
) -> Result:
    """What ``sync`` does, with the plan that ``make`` gives."""
    with ExitStack() as locks:
        for path in options.documents:
            locks.enter_context(lock(workspace.file(path)))
        planned = make()
        why = refusal(planned, options)
        if why or not _anything(planned.plan) or not approve(planned):
            return Result(planned.plan, planned.documents, refusal=why)
        _check_documents(planned, workspace)
        return carry_out(planned, writer, keeper or OnDisk(workspace), options)


def refusal(planned: Planned, options: Options) -> str:
    """Why a plan is shown and not carried out; empty where it may be. Raises ``NeedsPerson`` where it is not
    the plan that was approved."""
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


def carry_out(planned: Planned, writer: Writer, keeper: Keeper, options: Options) -> Result:
    """Apply the plan, write back whatever was done of it, tell GitHub what landed.

    An interrupt or a failure stops the applying; what was done until then is still written back."""
    outcomes: list[Outcome] = []
    stopped = _collect(outcomes, _applied(planned, writer))
    well = stopped is None and all(outcome.result == "done" for outcome in outcomes)
    edits, fault = _edits(planned, outcomes, options, well=well)
    landing = keeper.keep(edits, planned)
    stopped = stopped or fault or landing.fault
    outcomes += [
        Outcome(change, "done" if edit.path in landing.paths else "skipped", landing.why)
        for edit in edits
        for change in edit.changes
        if edit.path in landing.paths or landing.why
    ]
    if stopped is None:
        told = [landing.told(patch) for patch in _landed(planned.plan, outcomes)]
        stopped = _collect(outcomes, _told(planned, writer, told))
    if stopped is None:
        stones = _landed_milestones(planned.plan, outcomes)
        stopped = _collect(outcomes, _told_milestones(planned, writer, stones))
    saved = {edit.path: edit.after for edit in edits if edit.path in landing.paths}
    return Result(planned.plan, planned.documents, tuple(outcomes), saved, stopped=stopped, landing=landing)


def _applied(planned: Planned, writer: Writer) -> Iterator[Outcome]:
    """Every repository's part, the documents' own first. Where another one takes no writes of this token the
    rest goes on."""
    for world in planned.worlds:
        mine = part(planned.plan, world)
        try:
            yield from _to(writer, world).apply(mine, world)
        except NotPermitted as fault:
            if not world.away:
                raise
            why = f"{world.away}: {fault.what}" + (f"; {fault.todo}" if fault.todo else "")
            yield from (Outcome(change, "skipped", why) for change in mine.changes)


def _told(planned: Planned, writer: Writer, told: Sequence[Patch]) -> Iterator[Outcome]:
    for world in planned.worlds:
        mine = [one for one in told if one.subject.repository == world.away]
        yield from _to(writer, world).land(mine, world)


def _told_milestones(planned: Planned, writer: Writer, told: Sequence[MilestonePatch]) -> Iterator[Outcome]:
    for world in planned.worlds:
        mine = [one for one in told if one.repository == world.away]
        yield from _to(writer, world).land_milestones(mine, world)


def _to(writer: Writer, world: World) -> Writer:
    return writer.at(world.away) if world.away else writer


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


def _edits(
    planned: Planned, outcomes: list[Outcome], options: Options, *, well: bool
) -> tuple[list[Edited], Stop | None]:
    """Every document with the text changes that may be made; and what is wrong with the first that cannot be
    written. Unless all went ``well``, no dashboard tells that it did."""
    edits: list[Edited] = []
    fault: Stop | None = None
    for one in planned.documents:
        texts = [text for text in planned.plan.texts if text.change.subject.document == one.path]
        writes = list(_writes(texts if well else list(map(_unwell, texts)), outcomes))
        if not writes:
            continue
        try:
            data = document.write(one, [write for _, write in writes], options.config.of(one.path))
        except Stop as stop:
            fault = fault or stop
            continue
        edits.append(Edited(one.path, one.data, data, tuple(change for change, _ in writes)))
    return edits, fault


def _writes(texts: Sequence[TextChange], outcomes: list[Outcome]) -> Iterator[tuple[Change, Write]]:
    """What to write, and for which change; links of issues that were not created are skipped."""
    created = {
        (outcome.change.subject.document, outcome.change.subject.name): outcome
        for outcome in outcomes
        if outcome.change.kind == "create" and outcome.change.subject.kind == "issue"
    }
    for text in texts:
        value = _address(created, text) if text.value is None else text.value
        if value is None:
            outcomes.append(Outcome(text.change, "skipped", "its issue was not created"))
        else:
            yield text.change, Write(text.slot, value)


def _unwell(text: TextChange) -> TextChange:
    """The day of the last run that went well is not this day."""
    if text.slot.field != "dashboard" or text.value is None:
        return text
    return replace(text, value=document.undated(text.slot, text.value))


def _address(created: dict[tuple[str, str], Outcome], text: TextChange) -> str | None:
    found = created.get((text.change.subject.document, text.change.subject.name))
    return found.url or None if found is not None else None


def _landed(plan: Plan, outcomes: Sequence[Outcome]) -> list[Patch]:
    """What to tell each issue of the texts that were saved; one patch an issue."""
    done = {id(outcome.change) for outcome in outcomes if outcome.result == "done"}
    patches: dict[object, Patch] = {}
    for landed in (each for text in plan.texts if id(text.change) in done for each in text.told):
        found = patches.get(landed.subject)
        moves = landed.moves if found is None else found.moves + landed.moves
        patches[landed.subject] = replace(landed, moves=tuple(dict.fromkeys(moves)))
    return list(patches.values())


def _landed_milestones(plan: Plan, outcomes: Sequence[Outcome]) -> list[MilestonePatch]:
    """What to tell each milestone of the texts that were saved; once each."""
    done = {id(outcome.change) for outcome in outcomes if outcome.result == "done"}
    told = [text.landed_milestone for text in plan.texts if id(text.change) in done]
    return list({one.milestone.id: one for one in told if one is not None}.values())
