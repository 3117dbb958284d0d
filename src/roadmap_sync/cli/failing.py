"""Where a run ends: from what was raised to a message on stderr and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from roadmap_sync.errors import EXIT_FAILED, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE, Stop


def told(command: Callable[[], object]) -> int:
    """Run ``command``; tell an expected failure on stderr. Anything else is a bug and is raised."""
    try:
        result = command()
    except Stop as stop:
        print(f"roadmap-sync: {stop}", file=sys.stderr)  # noqa: T201
        return stop.exit_code
    except click.ClickException as fault:
        fault.show()
        return EXIT_USAGE
    except (KeyboardInterrupt, click.Abort):
        print("roadmap-sync: interrupted", file=sys.stderr)  # noqa: T201
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_FAILED
    return result if isinstance(result, int) else EXIT_OK
