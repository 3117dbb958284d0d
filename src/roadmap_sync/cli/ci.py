"""`roadmap-sync ci`: what the GitHub Action runs; its inputs are environment variables."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from roadmap_sync.cli import options, printing
from roadmap_sync.cli.sync import HEADLINE
from roadmap_sync.errors import EXIT_OK, UsageFault

if TYPE_CHECKING:
    from roadmap_sync.cli.configured import Configured
    from roadmap_sync.jobs.ci import Hub
    from roadmap_sync.jobs.events import Event
    from roadmap_sync.jobs.planning import Options
    from roadmap_sync.jobs.result import Result
    from roadmap_sync.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])
PREFIX = "ROADMAP_SYNC_"


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


def _input(name: str, *called: str, **more: Any) -> Callable[[Command], Command]:
    """An option that is also an environment variable, as the Action sets it."""
    variable = PREFIX + name.removeprefix("--").replace("-", "_").upper()
    return click.option(name, *called, envvar=variable, show_envvar=True, **more)


@click.command()
@_input("--mode", type=click.Choice(["sync", "plan", "check"]), default="sync", help="What to do.")
@_input("--documents", multiple=True, help="Documents, instead of those of the configuration.")
@_input("--config", type=click.Path(dir_okay=False, path_type=Path), help="The configuration, from the top.")
@_input(
    "--write-back",
    type=click.Choice(["auto", "push", "pr", "none"]),
    default="auto",
    help="Commit to the branch (push), ask to pull (pr), or whichever the branch allows (auto).",
)
@_input("--branch", default="roadmap-sync/update", help="The branch that a pull request comes from.")
@_input("--commit-message", default=HEADLINE, help="The headline of commits.")
@_input(
    "--comment",
    type=click.Choice(["changes", "always", "never"]),
    default="changes",
    help="When to comment on a pull request: only while it changes something, always or never.",
)
@_input("--expect", help="Carry out the plan only if this is its digest.")
@_input(
    "--allow",
    "allowed",
    multiple=True,
    type=options.AllowType(),
    help="Allow up to N changes of a kind (closes, updates, words, creates).",
)
@_input("--account", "accounts", multiple=True, help="The token's login: its own events are skipped.")
@_input("--dry-run", is_flag=True, help="Show the plan and change nothing.")
@_input("--strict", is_flag=True, help="Fail for drift as well as for conflicts.")
@_input("--wait", type=options.Duration(), default="5m", help="How long to wait for GitHub's limits.")
def ci(**given: Any) -> int:
    """Run as a step of a GitHub workflow: sync the branch as it is on GitHub, or plan a pull request.

    Reads the event from the environment of the runner, commits through the API, and reports as step summary,
    annotations, comment and outputs. Pull requests are planned and never written."""
    inputs = Inputs(**given)
    event = _event(os.environ)
    from roadmap_sync.cli import configured

    place = configured.workspace(())
    found = configured.configured(inputs.config, os.environ, place)
    why = _idle(event, inputs, found, place)
    if why:
        return _idled(why)
    if inputs.mode == "check":
        return _check(inputs, found, place)
    return _run(inputs, event, found, place)


def _event(environ: Mapping[str, str]) -> Event:
    from roadmap_sync.jobs.events import Event

    path = environ.get("GITHUB_EVENT_PATH", "")
    try:
        payload = json.loads(Path(path).read_bytes()) if path else {}
    except (OSError, ValueError) as fault:
        what = f"the event cannot be read: {fault}"
        raise UsageFault(what, where=path, todo="run this in a workflow") from None
    return Event(environ.get("GITHUB_EVENT_NAME", ""), payload if isinstance(payload, dict) else {})


def _idle(event: Event, inputs: Inputs, found: Configured, place: Workspace) -> str:
    from roadmap_sync.cli import configured
    from roadmap_sync.jobs.events import ACTIONS, Known, idle

    paths = configured.documents(found, place, all_there=False)
    texts = tuple(place.file(path).read_text(encoding="utf-8", errors="replace") for path in paths)
    return idle(event, Known((ACTIONS, *inputs.accounts), found.config.label, texts))


def _idled(why: str) -> int:
    from roadmap_sync.cli import runner

    click.echo(f"nothing to do: {why}")
    runner.outputs({"changed": "false"})
    return EXIT_OK


def _check(inputs: Inputs, found: Configured, place: Workspace) -> int:
    from roadmap_sync.cli import runner
    from roadmap_sync.cli.check import findings_of
    from roadmap_sync.report import findings

    shown = findings_of(inputs.documents, found, place, strict=inputs.strict)
    printing.lines(findings.github_lines(shown))
    runner.outputs({"changed": "false"})
    return int(shown["exit_code"])


def _run(inputs: Inputs, event: Event, found: Configured, place: Workspace) -> int:
    from roadmap_sync.cli import runner
    from roadmap_sync.cli.environment import server
    from roadmap_sync.cli.sync import opened
    from roadmap_sync.jobs.ci import Hub

    at = server(os.environ, place)
    with opened(at, wait=inputs.wait) as (session, reader, writer):
        hub = Hub(session, reader, writer)
        planning = inputs.mode == "plan" or inputs.dry_run or event.pull is not None
        result = _planned(hub, inputs, found, place) if planning else _synced(hub, inputs)
        return runner.report(hub, result, inputs.comment, event.pull, strict=inputs.strict)


def _planned(hub: Hub, inputs: Inputs, found: Configured, place: Workspace) -> Result:
    """The plan of what is checked out. That it is not the branch that counts goes without saying."""
    from roadmap_sync.jobs.sync import dry_run

    result = dry_run(hub.reader, place, _options(inputs, found, place))
    return replace(result, refusal="")


def _synced(hub: Hub, inputs: Inputs) -> Result:
    from roadmap_sync.cli import configured
    from roadmap_sync.jobs.ci import WriteBack, sync_branch

    def options_of(place: Workspace) -> Options:
        named = place.file(inputs.config.as_posix()) if inputs.config is not None else None
        return _options(inputs, configured.configured(named, os.environ, place), place)

    back = WriteBack(inputs.write_back, inputs.branch, inputs.commit_message)
    return sync_branch(hub, options_of, back)


def _options(inputs: Inputs, found: Configured, place: Workspace) -> Options:
    from roadmap_sync.cli import configured
    from roadmap_sync.jobs.planning import Options
    from roadmap_sync.reconcile.merge import Run

    return Options(
        documents=inputs.documents or configured.documents(found, place),
        config=found.config,
        run=Run.CI,
        allowed=options.ceilings(inputs.allowed),
        expected=inputs.expect,
        today=date.today(),
    )
