"""The job `doctor`: one check after the other of what usually goes wrong; reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from roadmap_sync.errors import EXIT_OK, EXIT_USAGE, Stop
from roadmap_sync.jobs.doctor import access, content, nightly, others, writing
from roadmap_sync.jobs.doctor.case import FAILED, OK, WARNING, Case, Checked, stopped

documents = content.documents
Check = Callable[[Case], Checked | None]
"""One check; ``None`` where there is nothing to be checked."""

VITAL: tuple[tuple[str, Check], ...] = (
    ("server", access.server),
    ("clock", access.clock),
    ("token", access.token),
    ("limits", access.limits),
    ("repository", access.repository),
)
"""What everything after needs: the first that fails is the last that is told."""
CHECKS: tuple[tuple[str, Check], ...] = (
    ("issues", access.issues),
    ("permissions", access.permissions),
    ("repositories", others.repositories),
    ("label", content.label),
    ("milestones", content.milestones),
    ("board", content.board),
    ("fields", content.fields),
    ("branch", writing.branch),
    ("pull-requests", writing.pulls),
    ("workflow", nightly.workflow),
    ("nightly", nightly.nightly),
)


def examine(case: Case) -> Iterator[Checked]:
    """The checks that need the server, in order."""
    for name, check in VITAL:
        checked = _made(name, check, case)
        if checked is not None:
            yield checked
            if checked.state == FAILED and not _readable(case, name):
                return
    for name, check in CHECKS:
        if (checked := _made(name, check, case)) is not None:
            yield checked


def _readable(case: Case, name: str) -> bool:
    """Whether the rest can be told in spite of the failure: an archived repository can be read."""
    return name == "repository" and case.diagnosis.repository().status == 200


def _made(name: str, check: Check, case: Case) -> Checked | None:
    try:
        return check(case)
    except Stop as stop:
        return stopped(name, stop)


def exit_code(checked: Iterable[Checked]) -> int:
    """2 where anything failed: what a doctor finds is always of the environment or the configuration."""
    return EXIT_USAGE if any(one.state == FAILED for one in checked) else EXIT_OK


__all__ = ["FAILED", "OK", "WARNING", "Case", "Checked", "documents", "examine", "exit_code", "stopped"]
