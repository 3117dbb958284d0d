"""`roadmap-sync doctor`: what usually goes wrong, checked one by one, each with its fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from roadmap_sync.cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@options.output("text", "json")
@options.configuring
def doctor(form: str, config: Path | None) -> int:
    """Check one by one what usually goes wrong between here and GitHub: token, permissions, repository,
    board, rules of the branch, workflows, limits; each line with its fix.

    Sends reads only. Exit 0 where nothing failed, else 2."""
    from roadmap_sync.cli.examining import examined

    return examined(form, config)
