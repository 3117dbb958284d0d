"""`roadmap-sync check`: print what is wrong with documents, offline."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from roadmap_sync.cli import options, printing
from roadmap_sync.errors import UsageFault

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_sync.cli.configured import Configured
    from roadmap_sync.workspace import Workspace


@click.command()
@click.argument("files", nargs=-1, type=click.Path())
@click.option("--strict", is_flag=True, help="Exit 4 for notices as well.")
@options.output("text", "json", "github")
@options.configuring
def check(files: tuple[str, ...], form: str, config: Path | None, *, strict: bool) -> int:
    """Print what a person should look at in FILES (default: ROADMAP.md): doubled ids, statuses and dates that
    cannot be, rows that cannot be read, links that lead elsewhere.

    Asks nobody and changes nothing. Exit 0 for nothing or notices only, 4 for warnings, 1 for a document
    that cannot be read."""
    from roadmap_sync.cli import configured
    from roadmap_sync.report import findings

    workspace = configured.workspace(files)
    found = configured.configured(config, os.environ, workspace)
    shown = findings_of(files, found, workspace, strict=strict, from_top=form == "github")
    if form == "json":
        printing.as_json(shown)
    else:
        printing.lines(findings.text_lines(shown) if form == "text" else findings.github_lines(shown))
    return int(shown["exit_code"])


def findings_of(
    files: tuple[str, ...], found: Configured, workspace: Workspace, *, strict: bool, from_top: bool = True
) -> dict[str, Any]:
    """The findings as JSON; ``from_top``: documents are called by their paths from the top of the repository,
    as annotations need them."""
    from dataclasses import replace

    from roadmap_sync.cli import configured
    from roadmap_sync.jobs import check as job
    from roadmap_sync.report import findings

    chosen = configured.files(files, found, workspace)
    if from_top:
        chosen = [replace(file, name=configured.path_of(file.path, workspace)) for file in chosen]
    checked = job.check(chosen, today=date.today(), repository=_repository(workspace))
    return findings.to_json(checked, code=job.exit_code(checked, strict=strict))


def _repository(workspace: Workspace) -> str | None:
    """``owner/name``, where the environment or git tell it."""
    from roadmap_sync.cli.environment import repository

    try:
        return repository(os.environ, workspace)
    except UsageFault:
        return None
