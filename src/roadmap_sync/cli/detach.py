"""`roadmap-sync detach`: let items go."""

from __future__ import annotations

import os
from pathlib import Path

import click

from roadmap_sync.cli import options
from roadmap_sync.errors import UsageFault


@click.command()
@click.argument("keys", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Let all items go that have an issue.")
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(),
    help="The document, instead of the configured ones.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done and change nothing.")
@click.option("--yes", is_flag=True, help="Carry it out without asking.")
@options.output("text", "json")
@options.configuring
def detach(
    keys: tuple[str, ...],
    files: tuple[str, ...],
    form: str,
    config: Path | None,
    *,
    everything: bool,
    dry_run: bool,
    yes: bool,
) -> int:
    """Let the items go that KEYS name: our part of the issue's text and our label are removed, and the
    link in the document. Nothing is closed or deleted, and what people wrote stays as it is."""
    from roadmap_sync.cli import configured
    from roadmap_sync.cli.environment import server
    from roadmap_sync.cli.running import Given, approve, job_options, session, show
    from roadmap_sync.jobs import detach as job
    from roadmap_sync.jobs.describing import describe
    from roadmap_sync.jobs.result import exit_code

    if bool(keys) == everything:
        raise UsageFault("name the items to let go", todo="roadmap-sync detach KEY…, or --all")
    given = Given(files=files, yes=yes, dry_run=dry_run, form=form, config=config)
    workspace = configured.workspace(files)
    asked = job_options(given, configured.configured(config, os.environ, workspace), workspace)
    with session(given, server(os.environ, workspace)) as (reader, writer):
        if dry_run:
            result = job.dry_run(reader, workspace, asked, keys)
        else:
            result = job.detach(
                reader, writer, workspace, asked, keys, lambda planned: approve(given, planned, reader)
            )
        code = exit_code(result, pending=False, strict=False)
        show(given, describe(result, reader.requests, code), applied=bool(result.outcomes))
    return code
