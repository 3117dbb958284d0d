"""What a workflow's runner is told: step summary, annotations, outputs, and a comment on the pull request."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roadmap_sync.cli import printing

if TYPE_CHECKING:
    from roadmap_sync.jobs.ci import Hub
    from roadmap_sync.jobs.result import Result


def report(hub: Hub, result: Result, comment: str, pull: int | None, *, strict: bool) -> int:
    """Tell everybody what came of a run; the exit code."""
    from roadmap_sync.jobs.commenting import commented
    from roadmap_sync.jobs.describing import describe
    from roadmap_sync.jobs.result import exit_code
    from roadmap_sync.report import actions

    code = exit_code(result, pending=False, strict=strict)
    shown = describe(result, hub.reader.requests, code)
    printing.lines(actions.log(shown))
    _append("GITHUB_STEP_SUMMARY", actions.summary(shown))
    outputs({**actions.outputs(shown), "plan-json": json.dumps(shown, ensure_ascii=False)})
    if pull is not None:
        commented(hub.session, pull, shown, result.viewer, when=comment)
    return code


def outputs(values: Mapping[str, Any]) -> None:
    """Set outputs of the step. Each value stands between lines that no value can hold: the delimiter is made
    anew each time (GitHub documentation, "Setting an output parameter")."""
    lines = []
    for name, value in values.items():
        fence = f"roadmap-sync-{secrets.token_hex(16)}"
        lines.append(f"{name}<<{fence}\n{value}\n{fence}\n")
    _append("GITHUB_OUTPUT", "".join(lines))


def _append(variable: str, text: str) -> None:
    """Add ``text`` to the file that the runner names; without a runner there is none."""
    name = os.environ.get(variable)
    if name:
        with Path(name).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text if text.endswith("\n") else f"{text}\n")
