"""`roadmap-sync [sync]`: show the plan, ask, carry it out, write back."""

from __future__ import annotations

from typing import Any

import click

from roadmap_sync.cli import options


@click.command()
@options.planning
@click.option("--dry-run", is_flag=True, help="Show the plan and change nothing.")
@click.option("--yes", is_flag=True, help="Carry the plan out without asking.")
@click.option("--exit-code", is_flag=True, help="With --dry-run: exit 3 when there is something to do.")
@click.option("--commit", is_flag=True, help="Commit the documents in local git after writing them.")
@click.option("--expect", metavar="DIGEST", help="Carry out the plan only if this is its digest.")
@click.option(
    "--wait",
    type=options.Duration(),
    default="5m",
    show_default=True,
    help="How long to wait for GitHub's limits.",
)
@click.option(
    "--pace",
    type=click.Choice(["auto", "github"]),
    default="auto",
    help="How politely to write: github's pace, or auto: none on loopback, github's elsewhere.",
)
@options.output("text", "json", "markdown", "github")
@options.sandboxing
def sync(**given: Any) -> int:
    """Bring FILES (default: ROADMAP.md) and GitHub in step, after showing what that means."""
    from roadmap_sync.cli.running import Given, perform

    return perform(Given(**given))
