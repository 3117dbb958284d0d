"""`roadmap-sync repair`: write a mojibake document again as clean UTF-8."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from roadmap_sync.cli import printing
from roadmap_sync.errors import EXIT_OK, EXIT_PENDING, UsageFault

if TYPE_CHECKING:
    from roadmap_sync.jobs.repair import Repair

CODECS = {"cp1252": "cp1252", "mac-roman": "mac_roman"}


@click.command()
@click.argument("file", type=click.Path())
@click.option("--dry-run", is_flag=True, help="Show what would change and change nothing.")
@click.option("--yes", is_flag=True, help="Write it without asking.")
@click.option("--exit-code", is_flag=True, help="With --dry-run: exit 3 when there is something to repair.")
@click.option(
    "--codec",
    type=click.Choice(list(CODECS)),
    help="Undo this codec, where too few lines tell by themselves.",
)
def repair(file: str, codec: str | None, *, dry_run: bool, yes: bool, exit_code: bool) -> int:
    """Write FILE again as clean UTF-8, where it is UTF-8 that was once read as something else.

    Shows the lines that change, and asks. Lines where that is not exact stay as they are and are named."""
    from pathlib import Path

    from roadmap_sync.jobs import repair as job

    chosen = CODECS[codec] if codec else None
    if dry_run:
        found = job.look(file, Path(file), chosen)
        _show(found)
    else:
        found = job.repair(file, Path(file), chosen, lambda found: _approve(found, yes=yes))
        if not found.pending:
            _show(found)
    if found.saved:
        click.echo(f"{file}: {len(found.cleaned.repaired)} lines written as clean UTF-8")
    return EXIT_PENDING if dry_run and exit_code and found.pending else EXIT_OK


def _approve(found: Repair, *, yes: bool) -> bool:
    """Show the repair; go on with ``--yes`` or a yes typed at a terminal."""
    _show(found)
    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageFault(
            "nothing was changed: this is no terminal to ask at", todo="add --yes to write the document"
        )
    if click.confirm("Write it?", err=True):
        return True
    raise click.Abort


def _show(found: Repair) -> None:
    from roadmap_sync.jobs.repair import difference

    printing.lines(difference(found))
    printing.lines(_summary(found))


def _summary(found: Repair) -> Iterator[str]:
    done = found.cleaned
    if found.pending:
        yield f"{found.name}: {len(done.repaired)} lines to repair, {done.codec} undone"
    else:
        yield f"{found.name}: nothing to repair"
    for line in done.left:
        yield f"{found.name}:{line}: looks misread, but cannot be undone exactly: it stays as it is"
    for codec, count in found.hints:
        name = codec.replace("_", "-")
        yield f"  --codec {name} would repair {count} lines"
