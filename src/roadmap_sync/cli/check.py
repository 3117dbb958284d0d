"""`roadmap-sync check`: print what is wrong with documents, offline."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roadmap_sync.cli import options, printing
from roadmap_sync.errors import UsageFault

if TYPE_CHECKING:
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
    from roadmap_sync.jobs import check as job
    from roadmap_sync.report import findings

    workspace = configured.workspace(files)
    found = configured.configured(config, os.environ, workspace)
    chosen = configured.files(files, found, workspace)
    if form == "github":
        chosen = [replace(file, name=configured.path_of(file.path, workspace)) for file in chosen]
    checked = job.check(chosen, today=date.today(), repository=_repository(workspace))
    code = job.exit_code(checked, strict=strict)
    shown = findings.to_json(checked, code=code)
    if form == "json":
        printing.as_json(shown)
    else:
        printing.lines(findings.text_lines(shown) if form == "text" else findings.github_lines(shown))
    return code


def _repository(workspace: Workspace) -> str | None:
    """``owner/name``, where the environment or git tell it."""
    from roadmap_sync.cli.environment import repository

    try:
        return repository(os.environ, workspace)
    except UsageFault:
        return None
