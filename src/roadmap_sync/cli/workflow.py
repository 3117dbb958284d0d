"""A step of a workflow: its inputs, its event, and which job it is."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import click

from roadmap_sync.cli import configured, options, printing, runner
from roadmap_sync.cli.check import findings_of
from roadmap_sync.cli.configured import Configured
from roadmap_sync.cli.environment import server
from roadmap_sync.cli.running import opened
from roadmap_sync.errors import EXIT_OK, OutOfTime, Stop, UsageFault
from roadmap_sync.github.contents import viewer
from roadmap_sync.github.runs import set_off
from roadmap_sync.github.session import Session
from roadmap_sync.jobs import saved
from roadmap_sync.jobs.ci import Hub, WriteBack, sync_branch
from roadmap_sync.jobs.commenting import from_fork
from roadmap_sync.jobs.events import ACTIONS, Event, Known, idle
from roadmap_sync.jobs.planning import Options
from roadmap_sync.jobs.result import Result
from roadmap_sync.jobs.sync import dry_run
from roadmap_sync.reconcile.values.merge import Run
from roadmap_sync.report import findings
from roadmap_sync.report.commands import command, plain
from roadmap_sync.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The inputs of the Action."""

    mode: str
    documents: tuple[str, ...]
    config: Path | None
    write_back: str
    branch: str
    commit_message: str
    comment: str
    expect: str | None
    allowed: tuple[tuple[str, int], ...]
    accounts: tuple[str, ...]
    dry_run: bool
    strict: bool
    wait: timedelta
    again: int
    plan_file: Path | None


def run(inputs: Inputs) -> int:
    """Do what the event and the inputs ask for; the exit code. A failure is an annotation, too."""
    try:
        return _run(inputs)
    except Stop as stop:
        printing.lines([command("error", str(stop), title="roadmap-sync")])
        raise


def _run(inputs: Inputs) -> int:
    event, place = _event(os.environ), configured.workspace(())
    found = configured.configured(inputs.config, os.environ, place)
    why = _idle(event, inputs, found, place)
    if why:
        return _idled(why)
    if inputs.mode == "check":
        return _check(inputs, found, place)
    if inputs.mode == "comment":
        return _comment(inputs, event, place)
    return _asked(inputs, event, found, place)


def _event(environ: Mapping[str, str]) -> Event:
    path = environ.get("GITHUB_EVENT_PATH", "")
    try:
        payload = json.loads(Path(path).read_bytes()) if path else {}
    except (OSError, ValueError) as fault:
        what = f"the event cannot be read: {fault}"
        raise UsageFault(what, where=path, todo="run this in a workflow") from None
    return Event(environ.get("GITHUB_EVENT_NAME", ""), payload if isinstance(payload, dict) else {})


def _idle(event: Event, inputs: Inputs, found: Configured, place: Workspace) -> str:
    paths = configured.documents(found, place, all_there=False)
    texts = tuple(place.file(path).read_text(encoding="utf-8", errors="replace") for path in paths)
    return idle(event, Known((ACTIONS, *inputs.accounts), found.config.label, texts))


def _idled(why: str) -> int:
    click.echo(f"nothing to do: {why}")
    runner.outputs({"changed": "false"})
    return EXIT_OK


def _check(inputs: Inputs, found: Configured, place: Workspace) -> int:
    shown = findings_of(inputs.documents, found, place, strict=inputs.strict)
    printing.lines(findings.github_lines(shown))
    runner.outputs({"changed": "false"})
    return int(shown["exit_code"])


def _comment(inputs: Inputs, event: Event, place: Workspace) -> int:
    """The second stage for forks: comment what the first has planned."""
    if inputs.plan_file is None:
        raise UsageFault("mode: comment needs the plan", todo="name its file: plan-file")
    shown = saved.shown(inputs.plan_file)
    with opened(server(os.environ, place), wait=inputs.wait) as (session, _, _):
        notes = from_fork(session, event, shown, viewer(session), when=inputs.comment)
    printing.lines(plain(note) for note in notes)
    return EXIT_OK


def _asked(inputs: Inputs, event: Event, found: Configured, place: Workspace) -> int:
    with opened(server(os.environ, place), wait=inputs.wait) as (session, reader, writer):
        hub = Hub(session, reader, writer)
        local = inputs.mode == "plan" or event.pull is not None
        result = _planned(hub, inputs, found, place) if local else _synced(hub, inputs)
        told = continued(session, result, inputs)
        comment, file = inputs.comment, inputs.plan_file
        return runner.report(hub, told, comment, event.pull, strict=inputs.strict, plan_file=file)


def continued(session: Session, result: Result, inputs: Inputs) -> Result:
    """Set off the next run of this workflow where GitHub's limits ended this one, so many times at most."""
    if not isinstance(result.stopped, OutOfTime) or inputs.again < 1:
        return result
    workflow, branch = runner.workflow(os.environ), os.environ.get("GITHUB_REF_NAME", "")
    try:
        set_off(session, workflow, branch, {"continue": str(inputs.again - 1)})
    except Stop as stop:
        return replace(result, notes=(*result.notes, f"the next run could not be set off: {stop.what}"))
    return replace(result, notes=(*result.notes, f"{workflow} was set off again, to go on"))


def _planned(hub: Hub, inputs: Inputs, found: Configured, place: Workspace) -> Result:
    """The plan of what is checked out. That it is not the branch that counts goes without saying."""
    result = dry_run(hub.reader, place, _options(inputs, found, place))
    return replace(result, refusal="")


def _synced(hub: Hub, inputs: Inputs) -> Result:
    def options_of(place: Workspace) -> Options:
        named = place.file(inputs.config.as_posix()) if inputs.config is not None else None
        return _options(inputs, configured.configured(named, os.environ, place), place)

    back = WriteBack(inputs.write_back, inputs.branch, inputs.commit_message, dry=inputs.dry_run)
    return sync_branch(hub, options_of, back)


def _options(inputs: Inputs, found: Configured, place: Workspace) -> Options:
    return Options(
        documents=inputs.documents or configured.documents(found, place),
        config=found.config,
        run=Run.CI,
        allowed=options.ceilings(inputs.allowed),
        expected=inputs.expect,
        today=date.today(),
    )
