"""`roadmap-sync detach`: let items go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from roadmap_sync.cli import options
from roadmap_sync.errors import UsageFault

if TYPE_CHECKING:
    from roadmap_sync.cli.running import Around


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
@options.sandboxing
def detach(keys: tuple[str, ...], *, everything: bool, **given: Any) -> int:
    """Let the items go that KEYS name: our part of the issue's text and our label are removed, and the
    link in the document. Nothing is closed or deleted, and what people wrote stays as it is."""
    from roadmap_sync.cli.running import Given, perform

    if bool(keys) == everything:
        raise UsageFault("name the items to let go", todo="roadmap-sync detach KEY…, or --all")
    return perform(Given(**given), lambda around: _detached(around, keys))


def _detached(around: Around, keys: tuple[str, ...]) -> int:
    from roadmap_sync.cli.running import show
    from roadmap_sync.jobs import detach as job
    from roadmap_sync.jobs.describing import describe
    from roadmap_sync.jobs.result import exit_code

    reader, workspace, asked = around.reader, around.workspace, around.asked
    if around.given.dry_run:
        result = job.dry_run(reader, workspace, asked, keys)
    else:
        result = job.detach(reader, around.writer, workspace, asked, keys, around.approve)
    code = exit_code(result, pending=False, strict=False)
    show(around.given, describe(result, reader.requests, code), applied=bool(result.outcomes))
    return code
