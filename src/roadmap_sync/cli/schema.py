"""`roadmap-sync schema`: print the JSON Schema of configuration files."""

from __future__ import annotations

import click

from roadmap_sync.cli import printing


@click.command()
def schema() -> int:
    """Print the JSON Schema of configuration files, for editors and other programs."""
    from roadmap_sync import config

    printing.as_json(config.schema())
    return 0
