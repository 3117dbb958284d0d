"""`roadmap-sync apply --plan FILE`: carry out a saved plan, exactly, or refuse."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from roadmap_sync.cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@options.planning
@click.option(
    "--plan",
    "approved",
    required=True,
    type=options.FilePath(dir_okay=False),
    help="The file that `plan -o` made.",
)
@click.option("--wait", type=options.Duration(), default="5m", help="How long to wait for GitHub's limits.")
@options.output("text", "json", "markdown", "github")
def apply(approved: Path, wait: timedelta, **given: Any) -> int:
    """Carry out a plan that was saved and approved.

    Refuses (exit 4) when there is by now anything to do that is not in it. What is done already is
    no difference, so the same file continues an interrupted run."""
    from roadmap_sync.cli.running import Given, perform

    return perform(Given(yes=True, approved=approved, wait=wait, **given))
