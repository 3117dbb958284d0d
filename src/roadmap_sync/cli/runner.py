"""What a workflow's runner is told: step summary, annotations, outputs, and a comment on the pull request."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from roadmap_sync.cli import printing
from roadmap_sync.github.runs import last_success
from roadmap_sync.jobs.ci import Hub
from roadmap_sync.jobs.commenting import commented
from roadmap_sync.jobs.describing import describe
from roadmap_sync.jobs.result import Result, exit_code
from roadmap_sync.report import actions

LARGEST = 900_000
"""Bytes of an output."""


def report(
    hub: Hub, result: Result, comment: str, pull: int | None, *, strict: bool, plan_file: Path | None
) -> int:
    """Tell everybody what came of a run; the exit code."""

    code = exit_code(result, pending=False, strict=strict)
    shown: dict[str, Any] = describe(result, hub.reader.requests, code)
    if pull is not None:
        shown["notes"] += commented(hub.session, pull, shown, result.viewer, when=comment)
    if plan_file is not None:
        printing.to_file(plan_file, shown)
    printing.lines(actions.log(shown))
    name = workflow(os.environ)
    last = last_success(hub.session, name) if code and name else None
    _append("GITHUB_STEP_SUMMARY", actions.summary(shown, last))
    outputs({**actions.outputs(shown), "plan-json": _whole(shown)})
    return code


def workflow(environ: Mapping[str, str]) -> str:
    """The file of the workflow that runs: ``GITHUB_WORKFLOW_REF`` is its path, then ``@`` and a ref."""
    return environ.get("GITHUB_WORKFLOW_REF", "").partition("@")[0].rpartition("/")[2]


def _whole(shown: Mapping[str, Any]) -> str:
    """The plan as JSON; empty where a runner would not take it (outputs of a job: 1 MiB, documented)."""
    text = json.dumps(shown, ensure_ascii=False)
    return text if len(text.encode()) < LARGEST else ""


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
