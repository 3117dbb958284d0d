"""`roadmap-sync explain`: print what is known of one item, and what the next sync would do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from roadmap_sync.cli import options, printing
from roadmap_sync.errors import EXIT_OK

if TYPE_CHECKING:
    from roadmap_sync.cli.running import Around


@click.command()
@click.argument("key")
@click.option(
    "--file", "files", multiple=True, type=click.Path(), help="The document, instead of the configured ones."
)
@options.output("text", "json")
@options.configuring
@options.sandboxing
def explain(key: str, **given: Any) -> int:
    """Print where the item KEY stands, which issue it has and why, what both sides say of every field, who
    changed it last, and what the next sync would do. Changes nothing."""
    from roadmap_sync.cli.running import Given, perform

    return perform(Given(dry_run=True, **given), lambda around: _explained(around, key))


def _explained(around: Around, key: str) -> int:
    from roadmap_sync.jobs import explain as job
    from roadmap_sync.report import explained

    shown = job.explain(around.reader, around.workspace, around.asked, key)
    if around.given.form == "json":
        printing.as_json(shown)
    else:
        printing.lines(explained.text_lines(shown))
    return EXIT_OK
