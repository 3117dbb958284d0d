"""One examination: what is known beforehand, and what a check says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from roadmap_sync.config import Config
from roadmap_sync.errors import Stop
from roadmap_sync.github.diagnosis import Diagnosis
from roadmap_sync.jobs.reading import File

OK, WARNING, FAILED = "ok", "warning", "failed"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one check. ``state``: ok, warning or failed; ``todo``: the fix, where there is one."""

    name: str
    state: str
    said: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """``now``: what time it is on this machine."""

    diagnosis: Diagnosis
    config: Config
    files: tuple[File, ...]
    now: datetime

    @property
    def repository(self) -> Mapping[str, Any]:
        """The repository as GitHub shows it."""
        found: Mapping[str, Any] = self.diagnosis.repository().json()
        return found

    @property
    def branch(self) -> str:
        """The branch that counts."""
        return self.config.branch or str(self.repository["default_branch"])


def stopped(name: str, stop: Stop) -> Checked:
    """A check that could not be made."""
    said = f"{stop.where}: {stop.what}" if stop.where else stop.what
    return Checked(name, FAILED, said, stop.todo)
