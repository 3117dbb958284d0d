"""`roadmap-sync show`: print what was understood of a document, and what was left out and why."""

from __future__ import annotations

import click


@click.command()
@click.argument("files", nargs=-1, type=click.Path())
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print on stdout."
)
def show(files: tuple[str, ...], form: str) -> int:
    """Print what is understood of FILES (default: ROADMAP.md), and what is left out and why.

    Asks nobody and changes nothing."""
    import json

    from roadmap_sync.config import Config
    from roadmap_sync.jobs.show import show as job
    from roadmap_sync.report import understanding

    config = Config()
    shown = understanding.to_json(job(files or config.documents, config))
    click.echo(
        json.dumps(shown, ensure_ascii=False, indent=2) if form == "json" else understanding.to_text(shown)
    )
    return 0
