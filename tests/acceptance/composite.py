"""Runs the steps of `action.yml` as a runner does: expressions put in, scripts in bash, outputs read back.

Only the expressions that the file uses are known; any other is an error, and so is one inside a script."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.acceptance.desk import clean_environment

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")


@dataclass(frozen=True)
class Done:
    """``code``: of the first step that failed, else 0."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


@dataclass(frozen=True)
class Machine:
    """``temp``: RUNNER_TEMP, in which the tool stays installed between jobs of one test run."""

    temp: Path
    api_url: str
    repository: str
    workspace: Path

    def job(self, folder: Path, event: str, payload: Any, **inputs: str) -> Done:
        """Run all steps for one event; ``inputs`` in kebab-case but for the underscores."""
        folder.mkdir(parents=True)
        (folder / "event.json").write_text(json.dumps(payload))
        github = {"action_path": str(ROOT), "api_url": self.api_url, "token": "owner"}
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        unknown = given.keys() - ACTION["inputs"].keys()
        assert not unknown, unknown
        defaults = {
            name: _put(str(one.get("default", "")), github, {}) for name, one in ACTION["inputs"].items()
        }
        values = defaults | given
        log, found = "", {}
        for step in ACTION["runs"]["steps"]:
            if step.get("id") != "run" and (self.temp / "roadmap-sync").exists():
                continue  # this machine has it
            assert not _EXPRESSION.search(step["run"]), "an expression in a script can be injected into"
            output = folder / f"output-{step.get('id', 'none')}"
            env = {name: _put(str(text), github, values) for name, text in step["env"].items()}
            code, said = self._script(step["run"], folder, event, output, env)
            log += said
            found[step.get("id")] = outputs_in(output)
            if code:
                break
        return Done(code, log, _declared(found), text_in(folder / "summary"))

    def _script(
        self, script: str, folder: Path, event: str, output: Path, env: dict[str, str]
    ) -> tuple[int, str]:
        runner = {
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": event,
            "GITHUB_EVENT_PATH": str(folder / "event.json"),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_REPOSITORY": self.repository,
            "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        }
        file = folder / "script.sh"
        file.write_text(script)
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(file)],
            cwd=self.workspace,
            env=clean_environment(**{**runner, **env, "PATH": os.environ["PATH"]}),
            capture_output=True,
            text=True,
            check=False,
        )
        return ran.returncode, ran.stdout + ran.stderr


def _put(text: str, github: dict[str, str], inputs: dict[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        room, _, name = match[1].partition(".")
        return {"github": github, "inputs": inputs}[room][name]

    return _EXPRESSION.sub(value, text)


def _declared(found: dict[str, dict[str, str]]) -> dict[str, str]:
    """The outputs that action.yml declares, by the expressions it declares them with."""
    values = {}
    for name, one in ACTION["outputs"].items():
        match = re.fullmatch(r"\$\{\{ steps\.(\w+)\.outputs\.([\w-]+) \}\}", one["value"])
        assert match, one
        values[name] = found.get(match[1], {}).get(match[2], "")
    return values


def outputs_in(file: Path) -> dict[str, str]:
    """The outputs that a step has set, each between delimiters of its own."""
    found = re.findall(r"^([\w-]+)<<(\S+)\n(.*?)\n\2$", text_in(file), re.DOTALL | re.MULTILINE)
    return {name: value for name, _, value in found}


def text_in(file: Path) -> str:
    """What a step has written for the runner; empty where it has not."""
    return file.read_text(encoding="utf-8") if file.exists() else ""
