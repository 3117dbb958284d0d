"""`roadmap-sync explain`: print what is known of one item, and what the next sync would do about it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from roadmap_sync.cli import options, printing
from roadmap_sync.errors import EXIT_OK


@click.command()
@click.argument("key")
@click.option(
    "--file", "files", multiple=True, type=click.Path(), help="The document, instead of the configured ones."
)
@options.output("text", "json")
@options.configuring
def explain(key: str, files: tuple[str, ...], form: str, config: Path | None) -> int:
    """Print where the item KEY stands, which issue it has and why, what both sides say of every field, who
    changed it last, and what the next sync would do. Changes nothing."""
    from roadmap_sync.cli import configured
    from roadmap_sync.cli.environment import server
    from roadmap_sync.cli.running import Given, job_options, session
    from roadmap_sync.jobs import explain as job
    from roadmap_sync.report import explained

    given = Given(files=files, dry_run=True, form=form, config=config)
    workspace = configured.workspace(files)
    asked = job_options(given, configured.configured(config, os.environ, workspace), workspace)
    with session(given, server(os.environ, workspace)) as (reader, _):
        shown = job.explain(reader, workspace, asked, key)
    if form == "json":
        printing.as_json(shown)
    else:
        printing.lines(explained.text_lines(shown))
    return EXIT_OK
