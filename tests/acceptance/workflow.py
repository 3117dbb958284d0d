"""A runner of GitHub Actions, as far as a step sees one: environment, event, files for output and summary."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.acceptance.composite import outputs_in, text_in
from tests.acceptance.desk import Desk, Ran

ROADMAP = """# Roadmap

| # | Title | Status | Target |
|---|---|---|---|
| R1 | Read the file | Planned | Q1 2027 |
| R2 | Write the file | Planned | Q2 2027 |
"""


@dataclass
class Step:
    """What one run of the step left behind."""

    ran: Ran
    outputs: dict[str, str]
    summary: str


@dataclass
class Runner:
    """``desk`` is the checkout, a clone; its pushes are people's."""

    desk: Desk
    folder: Path
    runs: int = field(default=0)

    def step(self, event: str = "schedule", payload: Any = None, line: str = "", **inputs: str) -> Step:
        """Run the step for an event, over another ``line`` to GitHub where one is given; ``inputs`` as the
        Action's, with underscores."""
        self.runs += 1
        place = self.folder / f"run-{self.runs}"
        place.mkdir(parents=True)
        (place / "event.json").write_text(json.dumps(payload or {}))
        through = {"GITHUB_API_URL": line} if line else {}
        given = {f"ROADMAP_SYNC_{name.upper()}": value for name, value in inputs.items()}
        ran = self.desk.run(
            "ci",
            GITHUB_ACTIONS="true",
            GITHUB_EVENT_NAME=event,
            GITHUB_EVENT_PATH=str(place / "event.json"),
            GITHUB_OUTPUT=str(place / "output"),
            GITHUB_STEP_SUMMARY=str(place / "summary"),
            **through,
            **given,
        )
        return Step(ran, outputs_in(place / "output"), text_in(place / "summary"))

    @property
    def branch(self) -> str:
        """The document on the branch that counts, as GitHub has it."""
        return self.at("main")

    def at(self, revision: str) -> str:
        return self.git("show", f"{revision}:{self.desk.name}")

    def git(self, *arguments: str) -> str:
        self.desk.run_git("fetch", "--quiet", "--prune", "origin", "+refs/heads/*:refs/remotes/origin/*")
        named = [f"origin/{one}" if one.startswith("main") else one for one in arguments]
        return self.desk.run_git(*named).stdout

    def pulls(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.desk.github.repo("GET", "/pulls?state=all&direction=asc")
        return found
