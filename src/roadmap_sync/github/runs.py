"""Runs of a workflow: when one last went well, and setting off the next."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from roadmap_sync.errors import Stop
from roadmap_sync.github.session import Session


def last_success(session: Session, workflow: str) -> str | None:
    """When the newest successful run of a workflow (by its file's name) began, in ISO 8601; ``None`` where
    there is none, or this token may not see it (it needs ``actions: read``). One request."""
    query = "status=success&per_page=1&exclude_pull_requests=true"
    try:
        found = session.rest("GET", f"{session.path}/actions/workflows/{quote(workflow)}/runs?{query}")
    except Stop:
        return None
    runs = (found or {}).get("workflow_runs") or []
    return str(runs[0]["run_started_at"]) if runs else None


def set_off(session: Session, workflow: str, branch: str, inputs: Mapping[str, str]) -> None:
    """Run a workflow that has ``workflow_dispatch``, on ``branch``: an event that a workflow's own token may
    send (GitHub documentation, "Triggering a workflow from a workflow").

    Raises a Stop where that is refused: it needs ``actions: write``."""
    path = f"{session.path}/actions/workflows/{quote(workflow)}/dispatches"
    session.rest("POST", path, {"ref": branch, "inputs": dict(inputs)})
