"""`roadmap-sync show`: print what was understood of a document, and what was left out and why."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from roadmap_sync.cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("files", nargs=-1, type=click.Path())
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print on stdout."
)
@options.configuring
def show(files: tuple[str, ...], form: str, config: Path | None) -> int:
    """Print what is understood of FILES (default: ROADMAP.md), and what is left out and why.

    Asks nobody and changes nothing."""
    import json

    from roadmap_sync.cli import configured
    from roadmap_sync.jobs.show import show as job
    from roadmap_sync.report import understanding

    workspace = configured.workspace(files)
    found = configured.configured(config, os.environ, workspace)
    shown = understanding.to_json(job(configured.files(files, found, workspace)))
    click.echo(
        json.dumps(shown, ensure_ascii=False, indent=2) if form == "json" else understanding.to_text(shown)
    )
    return 0
