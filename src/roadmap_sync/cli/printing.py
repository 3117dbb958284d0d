"""Where text leaves the program: results on stdout, progress on stderr, colours at terminals only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from roadmap_sync.errors import UsageFault

if TYPE_CHECKING:
    from pathlib import Path

COLORS = {"+": "green", "~": "yellow", "≡": "cyan", "!": "red", "×": "red", "·": "bright_black"}


def lines(texts: Iterable[str]) -> None:
    """Print result lines; those that begin with a sign get its colour, where there is a terminal."""
    for text in texts:
        sign = text[2:3] if text.startswith("  ") else ""
        click.echo(click.style(text, fg=COLORS[sign]) if sign in COLORS and _colored() else text)


def _colored() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def as_json(value: Any) -> None:
    """Print one JSON document."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def to_file(path: Path, value: Any) -> None:
    """Save one JSON document. Raises ``UsageFault`` where that cannot be done."""
    import json

    try:
        path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as fault:
        raise UsageFault(
            f"cannot be written: {fault.strerror}", where=str(path), todo="name another file"
        ) from None


def progress(text: str) -> None:
    """Tell what takes time."""
    click.echo(f"… {text}", err=True)
