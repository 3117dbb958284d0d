"""`roadmap-sync ci`: what the GitHub Action runs; its inputs are environment variables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from roadmap_sync.cli import options

Command = TypeVar("Command", bound=Callable[..., Any])
PREFIX = "ROADMAP_SYNC_"


def _input(name: str, *called: str, **more: Any) -> Callable[[Command], Command]:
    """An option that is also an environment variable, as the Action sets it."""
    variable = PREFIX + name.removeprefix("--").replace("-", "_").upper()
    return click.option(name, *called, envvar=variable, show_envvar=True, **more)


@click.command()
@_input("--mode", type=click.Choice(["sync", "plan", "check", "comment"]), default="sync", help="What to do.")
@_input("--documents", multiple=True, help="Documents, instead of those of the configuration.")
@_input("--config", type=options.FilePath(dir_okay=False), help="The configuration, from the top.")
@_input(
    "--write-back",
    type=click.Choice(["auto", "push", "pr", "none"]),
    default="auto",
    help="Commit to the branch (push), ask to pull (pr), or whichever the branch allows (auto).",
)
@_input("--branch", default="roadmap-sync/update", help="The branch that a pull request comes from.")
@_input("--commit-message", default=options.HEADLINE, help="The headline of commits.")
@_input(
    "--comment",
    type=click.Choice(["changes", "always", "never"]),
    default="changes",
    help="When to comment on a pull request: only while it changes something, always or never.",
)
@_input("--expect", help="Carry out the plan only if this is its digest.")
@_input(
    "--allow",
    "allowed",
    multiple=True,
    type=options.AllowType(),
    help="Allow up to N changes of a kind (closes, updates, words, creates).",
)
@_input("--account", "accounts", multiple=True, help="The token's login: its own events are skipped.")
@_input("--dry-run", is_flag=True, help="Show the plan and change nothing.")
@_input("--strict", is_flag=True, help="Fail for drift as well as for conflicts.")
@_input("--wait", type=options.Duration(), default="5m", help="How long to wait for GitHub's limits.")
@_input(
    "--continue",
    "again",
    type=click.IntRange(0, 20),
    default=0,
    help="How often a run that GitHub's limits end may set off the next.",
)
@_input(
    "--plan-file",
    type=options.FilePath(dir_okay=False),
    help="Where to write the plan as JSON; with --mode comment: the plan to comment.",
)
def ci(**given: Any) -> int:
    """Run as a step of a GitHub workflow: sync the branch as it is on GitHub, or plan a pull request.

    Reads the event from the environment of the runner, commits through the API, and reports as step summary,
    annotations, comment and outputs. Pull requests are planned and never written."""
    from roadmap_sync.cli.workflow import Inputs, run

    return run(Inputs(**given))
