"""A run as the command line asks for it: its options, its sessions, its questions, what it prints."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from roadmap_sync.cli import configured, options, printing, sandboxed
from roadmap_sync.cli.configured import Configured
from roadmap_sync.cli.environment import Server, server
from roadmap_sync.errors import UsageFault
from roadmap_sync.github import GITHUB, GitHubReader, GitHubWriter, open_session
from roadmap_sync.github.app import enter
from roadmap_sync.jobs import abroad, saved
from roadmap_sync.jobs import sync as jobs
from roadmap_sync.jobs.describing import describe
from roadmap_sync.jobs.landing import OnDisk
from roadmap_sync.jobs.planning import Options, Planned, read_documents
from roadmap_sync.jobs.result import Result, exit_code
from roadmap_sync.reconcile.context import Take
from roadmap_sync.reconcile.values.merge import Run
from roadmap_sync.report import actions, markdown, terminal
from roadmap_sync.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The command line of one run."""

    files: tuple[str, ...]
    takes: tuple[tuple[str, str | None], ...] = ()
    allowed: tuple[tuple[str, int], ...] = ()
    strict: bool = False
    dry_run: bool = False
    yes: bool = False
    exit_code: bool = False
    commit: bool = False
    form: str = "text"
    expect: str | None = None
    wait: timedelta = timedelta(minutes=5)
    pace: str = "auto"
    sandbox: bool = False
    write: bool = False
    fresh: bool = False
    db: str | None = None
    output: Path | None = None
    config: Path | None = None
    approved: Path | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What a command works with: the command line, the documents' folder, its options, and both ways to
    one server."""

    given: Given
    workspace: Workspace
    asked: Options
    reader: Any
    writer: Any

    def approve(self, planned: Planned) -> bool:
        """Show the plan; go on with ``--yes`` or a yes typed at a terminal."""
        return _approve(self.given, planned, self.reader)


Work = Callable[[Around], int]
"""What a command does; its exit code."""


def perform(given: Given, work: Work | None = None) -> int:
    """Do ``work``, by default a sync, against the server that the environment names, or with ``--sandbox``
    against an embedded one; the exit code."""
    if given.sandbox:
        return _in_sandbox(given, work or _synced)
    if given.write or given.fresh or given.db:
        raise UsageFault("--write, --fresh and --db belong to --sandbox", todo="add --sandbox")
    workspace = configured.workspace(given.files)
    found = configured.configured(given.config, os.environ, workspace)
    asked = _job_options(given, found, workspace)
    return _at(given, workspace, asked, server(os.environ, workspace), work or _synced)


def _at(given: Given, workspace: Workspace, asked: Options, at: Server, work: Work) -> int:
    with _session(given, at) as (reader, writer):
        return work(Around(given, workspace, asked, reader, writer))


def _synced(around: Around) -> int:
    """A sync, or its plan."""
    given, reader = around.given, around.reader
    if given.dry_run:
        result = jobs.dry_run(reader, around.workspace, around.asked)
    else:
        keeper = OnDisk(around.workspace, options.HEADLINE if given.commit else None)
        result = jobs.sync(reader, around.writer, around.workspace, around.asked, around.approve, keeper)
    code = exit_code(result, pending=given.exit_code and given.dry_run, strict=given.strict)
    show(given, describe(result, reader.requests, code), applied=bool(result.outcomes))
    return code


def _job_options(given: Given, found: Configured, workspace: Workspace) -> Options:
    approved = saved.read(given.approved) if given.approved is not None else None
    documents, unnamed = _documents(given, found, workspace, approved.documents if approved else ())
    return Options(
        documents=documents,
        unnamed=unnamed,
        config=found.config,
        run=Run.CI if os.environ.get("GITHUB_ACTIONS") == "true" else Run.LOCAL,
        takes=tuple(Take(*take) for take in given.takes),
        allowed=options.ceilings(given.allowed),
        expected=given.expect,
        approved=approved,
        today=date.today(),
    )


def _documents(
    given: Given, found: Configured, workspace: Workspace, approved: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The documents to work on, and those that the configuration names besides."""
    named = tuple(workspace.path(str(Path(name).absolute())) for name in given.files) or approved
    if not named:
        return configured.documents(found, workspace), ()
    others = configured.documents(found, workspace, all_there=False) if found.source else ()
    return tuple(dict.fromkeys(named)), tuple(path for path in others if path not in named)


@contextlib.contextmanager
def _session(given: Given, at: Server) -> Iterator[tuple[Any, Any]]:
    """A reader and a writer for one server, as the command line wants them."""
    pace = GITHUB if given.pace == "github" else None
    with opened(at, wait=given.wait, pace=pace, boards_apart=not given.sandbox) as (_, reader, writer):
        yield reader, writer


@contextlib.contextmanager
def opened(
    at: Server, *, wait: timedelta, pace: Any = None, boards_apart: bool = True
) -> Iterator[tuple[Any, Any, Any]]:
    """A session with a server, its reader and its writer. Boards have a session of their own where
    ``ROADMAP_SYNC_PROJECT_TOKEN`` holds a token for them, unless that is not wanted."""
    token = os.environ.get("ROADMAP_SYNC_PROJECT_TOKEN", "") if boards_apart else ""
    with contextlib.ExitStack() as sessions:

        def entered(credential: Any) -> Any:
            session = open_session(
                at.api_url, credential, at.repository, pace=pace, wait=wait, progress=printing.progress
            )
            return sessions.enter_context(session)

        session = entered(_credential(at))
        projects = entered(token) if token else None
        yield session, GitHubReader(session, projects), GitHubWriter(session, projects=projects)


def _credential(at: Server) -> Any:
    """The token, or what gets tokens of the App's installation."""
    return at.token if isinstance(at.token, str) else enter(at.token, at.api_url, at.repository).auth


def _approve(given: Given, planned: Planned, reader: Any) -> bool:
    asking = not given.yes and sys.stdin.isatty()
    if given.form == "text" or not (given.yes or asking):
        show(given, describe(Result(planned.plan, planned.documents), reader.requests, 0), applied=False)
    if given.yes or (asking and click.confirm("Carry this out?", err=True)):
        return True
    if asking:
        raise click.Abort
    raise UsageFault(
        "nothing was changed: this is no terminal to ask at", todo="add --yes to carry the plan out"
    )


def show(given: Given, shown: dict[str, Any], *, applied: bool) -> None:
    """Print a plan, or what came of it, as the command line wants it."""
    if given.output is not None:
        printing.to_file(given.output, shown)
    if given.form == "json":
        printing.as_json(shown)
    elif given.form == "markdown":
        click.echo(markdown.render(shown))
    elif given.form == "github":
        printing.lines(actions.log(shown))
    else:
        printing.lines(terminal.outcome_lines(shown) if applied else terminal.plan_lines(shown))


# ── the sandbox ──────────────────────────────────────────────────────────────────────────────


def _in_sandbox(given: Given, work: Work) -> int:
    """The same against an embedded GitHub, on copies unless ``--write`` is given."""
    workspace = configured.workspace(given.files)
    found = configured.configured(given.config, os.environ, workspace)
    folder, names = _common(given, found, workspace)
    at = sandboxed.place(folder, names, write=given.write, fresh=given.fresh)
    for name in at.stale:
        printing.progress(f"{name} has changed since it was copied; --fresh starts over with it")
    db = Path(given.db) if given.db else sandboxed.state(folder) / "github.db"
    before = sandboxed.contents(at, names)
    inner = replace(given, files=tuple(str(at.folder / name) for name in names))
    inside = Workspace(at.folder, versioned=not at.copied)
    asked = _job_options(inner, found, inside)
    listed = asked.config.repositories
    others = abroad.known(read_documents(inside, asked), sandboxed.REPOSITORY, listed)
    asked = replace(asked, config=replace(asked.config, repositories=others))
    with sandboxed.running(db, sandboxed.REPOSITORY, others) as server:
        code = _at(inner, inside, asked, server, work)
    if given.form == "text":
        printing.lines(sandboxed.difference(before, sandboxed.contents(at, names)))
    return code


def _common(given: Given, found: Configured, workspace: Workspace) -> tuple[Path, tuple[str, ...]]:
    """The folder that all documents lie in, and their paths below it: the top of the repository where a
    configuration names documents by their paths from there."""
    files = [Path(name).absolute() for name in given.files]
    files = files or [workspace.file(path) for path in configured.documents(found, workspace)]
    folder = Path(os.path.commonpath([file.parent for file in files]))
    root = workspace.root or workspace.folder
    if found.source and folder.is_relative_to(root):
        folder = root
    return folder, tuple(file.relative_to(folder).as_posix() for file in files)
