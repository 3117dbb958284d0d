"""`roadmap-sync sandbox serve`: an embedded GitHub on loopback, for any client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from roadmap_sync.cli import options
from roadmap_sync.errors import ServerFailed, UsageFault

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def sandbox() -> None:
    """An embedded GitHub on this machine, to try things on."""


@sandbox.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on; 0 for a free one.")
@click.option(
    "--db",
    type=options.FilePath(dir_okay=False),
    default=".roadmap-sync/github.db",
    help="Database file; made when missing, kept between runs.",
)
@click.option("--repo", "repository", default="you/roadmap", help="The repository it has: owner/name.")
@click.option(
    "--git",
    type=options.FilePath(file_okay=False),
    help="Bare git repository with the content; made when missing.",
)
@click.option(
    "--fault", "faults", multiple=True, metavar="JSON", help='A fault to begin with: {"kind": "drop", …}.'
)
@click.option("--limits", metavar="JSON", help='Limits to begin with: {"github": true} for GitHub\'s own.')
def serve(
    port: int, db: Path, repository: str, git: Path | None, faults: tuple[str, ...], limits: str | None
) -> int:
    """Serve until interrupted. Any token is the owner's. The page is at the address that is printed."""
    import sqlite3

    try:
        from roadmap_sync import sandbox as embedded
    except ImportError:
        from roadmap_sync.cli.sandboxed import INSTALL, MISSING

        raise UsageFault(MISSING, todo=INSTALL) from None
    try:
        options = embedded.Options(
            db=db,
            repository=repository,
            port=port,
            git=git,
            faults=tuple(_mapping("--fault", fault) for fault in faults),
            ceilings=_mapping("--limits", limits or "{}"),
        )
    except ValueError as fault:
        raise UsageFault(str(fault), todo="name it as --repo owner/name") from None
    db.parent.mkdir(parents=True, exist_ok=True)
    try:
        embedded.serve(options)
    except embedded.Invalid as fault:
        raise UsageFault(str(fault), todo="see docs/sandbox.md, Switches") from None
    except (OSError, sqlite3.DatabaseError) as fault:
        where = f"port {port}" if isinstance(fault, OSError) else str(db)
        raise ServerFailed(str(fault), where=where, todo="name another with --port or --db") from None
    return 0


def _mapping(option: str, text: str) -> dict[str, Any]:
    """The JSON of an option. Raises ``UsageFault`` for what is no mapping."""
    import json

    try:
        found = json.loads(text)
    except ValueError as fault:
        raise UsageFault(f"{option}: {fault}", todo='write it as JSON: {"kind": "latency"}') from None
    if not isinstance(found, dict):
        raise UsageFault(f"{option}: {text} is no mapping", todo='write it as JSON: {"kind": "latency"}')
    return found
