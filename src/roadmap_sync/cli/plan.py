"""`roadmap-sync plan`: show the plan, and save it for `apply`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from roadmap_sync.cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@options.planning
@click.option("-o", "--output", type=options.FilePath(dir_okay=False), help="File to save the plan in.")
@click.option("--exit-code", is_flag=True, help="Exit 3 when there is something to do.")
@options.output("text", "json", "markdown", "github")
def plan(output: Path | None, **given: Any) -> int:
    """Show what a sync of FILES (default: ROADMAP.md) would do, and save it with -o for `apply`."""
    from roadmap_sync.cli.running import Given, perform

    return perform(Given(dry_run=True, output=output, **given))
