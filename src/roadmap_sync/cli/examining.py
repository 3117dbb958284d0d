"""An examination as the command line asks for it: environment and configuration first, then the server."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from roadmap_sync.cli import configured, environment, printing
from roadmap_sync.cli.configured import Configured
from roadmap_sync.cli.environment import Server
from roadmap_sync.config import Config
from roadmap_sync.errors import Stop
from roadmap_sync.github import open_session
from roadmap_sync.github.app import App, enter
from roadmap_sync.github.diagnosis import Diagnosis, Door, Kind, Token, kind_of
from roadmap_sync.jobs import doctor as job
from roadmap_sync.jobs.doctor import Case, Checked
from roadmap_sync.jobs.reading import File
from roadmap_sync.report import health
from roadmap_sync.workspace import Workspace

T = TypeVar("T")
PROJECT_TOKEN = "ROADMAP_SYNC_PROJECT_TOKEN"


def examined(form: str, config: Path | None) -> int:
    """Check everything that can be, and print it; the exit code."""
    place = configured.workspace(())
    checked, found, files = _configuration(config, place)
    at, faults = _environment(place)
    checked += faults
    requests = {"read": 0, "write": 0}
    if at is not None:
        with ExitStack() as sessions:
            diagnosis = _diagnosis(at, sessions, checked)
            if diagnosis is not None:
                case = Case(diagnosis, found.config, files, datetime.now(UTC))
                checked += job.examine(case)
                requests = dict(diagnosis.requests)
    code = job.exit_code(checked)
    shown = health.to_json(
        [asdict(one) for one in checked], requests, repository=at.repository if at else "", code=code
    )
    _show(form, shown)
    return code


def _show(form: str, shown: dict[str, Any]) -> None:
    if form == "json":
        printing.as_json(shown)
    else:
        printing.lines(health.text_lines(shown))


def _configuration(
    named: Path | None, place: Workspace
) -> tuple[list[Checked], Configured, tuple[File, ...]]:
    """The configuration and its documents, as far as they can be had, and what is to be said of them."""
    try:
        found = configured.configured(named, os.environ, place)
        files = tuple(configured.files((), found, place))
    except Stop as stop:
        return [job.stopped("configuration", stop)], Configured(Config()), ()
    source = found.source or "none, and none is needed"
    checked = [Checked("configuration", job.OK, source)]
    try:
        checked.append(job.documents(files))
    except Stop as stop:
        checked.append(job.stopped("documents", stop))
    return checked, found, files


def _environment(place: Workspace) -> tuple[Server | None, list[Checked]]:
    """The server, unless something is missing; then what."""
    repository, no_repository = _asked("repository", lambda: environment.repository(os.environ, place))
    token, no_token = _asked("token", lambda: environment.token(os.environ))
    if repository is None or token is None:
        return None, [*no_repository, *no_token]
    return Server(environment.api_url(os.environ), repository, token), []


def _asked(name: str, ask: Callable[[], T]) -> tuple[T | None, list[Checked]]:
    try:
        return ask(), []
    except Stop as stop:
        return None, [job.stopped(name, stop)]


def _diagnosis(at: Server, sessions: ExitStack, checked: list[Checked]) -> Diagnosis | None:
    """The doors to the server; ``None`` where not even a session can be had, and why is told."""

    def door(credential: Any, token: Token) -> Door:
        session = open_session(at.api_url, credential, at.repository, wait=timedelta())
        return Door(sessions.enter_context(session), token)

    try:
        home = door(*_credential(at))
    except Stop as stop:
        checked.append(job.stopped("token", stop))
        return None
    projects = os.environ.get(PROJECT_TOKEN, "")
    return Diagnosis(home, door(projects, Token(kind_of(projects))) if projects else None)


def _credential(at: Server) -> tuple[Any, Token]:
    if isinstance(at.token, App):
        installed = enter(at.token, at.api_url, at.repository)
        return installed.auth, Token(Kind.APP, environment.source(os.environ), installed.permissions)
    return at.token, Token(kind_of(at.token), environment.source(os.environ))
