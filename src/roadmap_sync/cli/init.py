"""`roadmap-sync init`: show what is understood of the roadmaps here, and write a first configuration."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from roadmap_sync.cli import options, printing
from roadmap_sync.errors import EXIT_OK, UsageFault

if TYPE_CHECKING:
    from roadmap_sync.workspace import Workspace

CREATE = ("all", "open", "linked")


@click.command()
@click.argument("files", nargs=-1, type=click.Path())
@click.option("--create", type=click.Choice(CREATE), help="Which items get a new issue, without asking.")
@click.option("--yes", is_flag=True, help="Write the configuration without asking.")
@options.output("text", "json")
def init(files: tuple[str, ...], create: str | None, form: str, *, yes: bool) -> int:
    """Show what is understood of FILES (default: the roadmaps of the repository, by their names), ask what to
    create, and write .github/roadmap-sync.yml.

    Asks no server. An existing configuration is never changed."""
    from roadmap_sync.cli import configured
    from roadmap_sync.jobs import init as job
    from roadmap_sync.report import overview

    place = _place(files)
    root = place.root or place.folder
    _check_free(place, os.environ)
    met = job.look(root, _paths(files, place), named=bool(files))
    shown: dict[str, Any] = overview.to_json(met.documents, met.others)
    if form == "text":
        printing.lines(overview.text_lines(shown))
    chosen = create or _ask(overview.choices(shown), yes=yes)
    file = root / configured.PLACES[0]
    data = job.compose(met, chosen, configured.PLACES[0])
    _confirm(chosen, yes=yes)
    written = [os.path.relpath(each) for each in job.write(file, data)]
    if form == "json":
        printing.as_json({**shown, "create": chosen, "written": written, "exit_code": EXIT_OK})
    else:
        printing.lines([*(f"{name} written" for name in written), "next: roadmap-sync --dry-run"])
    return EXIT_OK


def _place(files: Sequence[str]) -> Workspace:
    """The repository of the first document; outside git the folder that we are in."""
    from pathlib import Path

    from roadmap_sync.cli import configured
    from roadmap_sync.workspace import Workspace

    found = configured.workspace(files)
    return found if found.root is not None else Workspace(Path.cwd())


def _check_free(place: Workspace, environ: Mapping[str, str]) -> None:
    """Raise ``UsageFault`` where there is a configuration: there must be one only."""
    from roadmap_sync.cli import configured

    if found := configured.existing(place, environ):
        todo = "edit it; roadmap-sync schema prints what it may hold, roadmap-sync show what is understood"
        raise UsageFault("there is a configuration already", where=found, todo=todo)


def _paths(files: Sequence[str], place: Workspace) -> list[str]:
    """The documents by their paths from the top of the repository."""
    from pathlib import Path

    from roadmap_sync.workspace.roadmaps import roadmaps

    root = place.root or place.folder
    if not files:
        return roadmaps(root, versioned=place.root is not None)
    paths = [place.path(str(Path(name).absolute())) for name in files]
    for name, path in zip(files, paths, strict=True):
        if Path(name).exists() and not (root / path).exists():
            raise UsageFault("lies outside this folder", where=name, todo=f"name a file below {root}")
    return list(dict.fromkeys(paths))


def _ask(choices: Any, *, yes: bool) -> str:
    _need_terminal(yes=yes)
    for line in choices:
        click.echo(line, err=True)
    return str(click.prompt("Create", type=click.Choice(CREATE), default="all", err=True))


def _confirm(create: str, *, yes: bool) -> None:
    if yes:
        return
    _need_terminal(yes=yes, create=create)
    if not click.confirm("Write .github/roadmap-sync.yml?", default=True, err=True):
        raise click.Abort


def _need_terminal(*, yes: bool, create: str = "") -> None:
    """Raise ``UsageFault`` with what to type where nobody can be asked."""
    if sys.stdin.isatty():
        return
    todo = f"roadmap-sync init --create {create or '|'.join(CREATE)} --yes"
    raise UsageFault("nothing was written: this is no terminal to ask at", todo=todo)
