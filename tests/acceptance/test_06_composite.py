"""The composite action, run step by step as a runner runs it, for the events that people's workflows have."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.acceptance.composite import ACTION, ROOT, Machine
from tests.acceptance.conftest import make_desk
from tests.acceptance.desk import Desk, GitHub
from tests.acceptance.workflow import ROADMAP

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.fixture(scope="module")
def temp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runner")


def person(login: str) -> dict[str, Any]:
    return {"login": login, "id": 1, "type": "User"}


def test_06_08_a_day_in_the_life_of_a_repository(temp: Path, github: GitHub, tmp_path: Path):
    desk = make_desk(github, tmp_path, clone=True)
    desk.put(ROADMAP)
    machine = Machine(temp, github.url, github.repository, desk.folder)
    payload = {
        "ref": "refs/heads/main",
        "head_commit": {"message": "Write the roadmap"},
        "sender": person("ada"),
    }
    pushed = machine.job(tmp_path / "push", "push", payload)
    assert pushed.code == 0, pushed.log
    assert pushed.outputs["created"] == "2"
    assert [len(github.issues()), bytes_on_main(github, tmp_path / "a").count("[#")] == [2, 2]

    github.close(1)
    payload = {"action": "closed", "issue": github.repo("GET", "/issues/1"), "sender": person("grace")}
    closed = machine.job(tmp_path / "issues", "issues", payload)
    assert closed.code == 0, closed.log
    assert bytes_on_main(github, tmp_path / "b").count("Completed") == 1
    assert trailer(github, tmp_path / "b").startswith("Roadmap-Sync: ")

    nightly = machine.job(tmp_path / "nightly", "schedule", {"schedule": "37 3 * * *"})
    assert (nightly.code, nightly.outputs["changed"]) == (0, "false"), nightly.log

    manual = machine.job(tmp_path / "manual", "workflow_dispatch", {"inputs": {}}, dry_run="true")
    assert (manual.code, manual.outputs["changed"]) == (0, "false"), manual.log

    pull = proposed(desk)
    payload = {"action": "opened", "pull_request": pull, "number": pull["number"], "sender": person("ada")}
    asked = machine.job(tmp_path / "pull", "pull_request", payload)
    assert asked.code == 0, asked.log
    assert "R2" in asked.summary
    assert len(github.repo("GET", f"/issues/{pull['number']}/comments")) == 1
    assert github.repo("GET", "/issues/2")["state"] == "open"


def proposed(desk: Desk) -> dict[str, Any]:
    """A pull request in which somebody says that the second item is done, checked out."""
    desk.run_git("pull", "--quiet", "origin", "main")
    desk.run_git("checkout", "--quiet", "-b", "change")
    desk.file.write_text(desk.text.replace("| Planned | Q2", "| Completed | Q2"))
    desk.run_git("commit", "--quiet", "--all", "--message", "Written")
    desk.run_git("push", "--quiet", "origin", "change")
    made: dict[str, Any] = desk.github.repo(
        "POST", "/pulls", {"title": "Written", "head": "change", "base": "main"}
    )
    return made


def cloned(github: GitHub, folder: Path) -> Path:
    if not folder.exists():
        subprocess.run(["git", "clone", "--quiet", str(github.git), str(folder)], check=True)
    return folder


def bytes_on_main(github: GitHub, folder: Path) -> str:
    return (cloned(github, folder) / "ROADMAP.md").read_bytes().decode()


def trailer(github: GitHub, folder: Path) -> str:
    command = ["git", "log", "-1", "--format=%(trailers)"]
    ran = subprocess.run(command, cwd=cloned(github, folder), check=True, capture_output=True, text=True)
    return ran.stdout.strip()


def test_06_01_every_input_reaches_the_tool_by_the_environment():
    envs = " ".join(str(step["env"]) for step in ACTION["runs"]["steps"])
    for name in ACTION["inputs"]:
        assert f"inputs.{name} " in envs, name
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]


def test_06_01_the_page_names_every_input_and_output():
    page = (ROOT / "docs/action.md").read_text(encoding="utf-8")
    inputs, outputs = page.split("## Inputs")[1].split("## Outputs")
    for name in ACTION["inputs"]:
        assert f"`{name}`" in inputs, name
    for name in ACTION["outputs"]:
        assert f"`{name}`" in outputs.split("\n## ")[0], name


def test_06_01_the_ten_lines_are_a_workflow():
    page = (ROOT / "docs/action.md").read_text(encoding="utf-8")
    lines = page.split("```yaml\n")[1].split("```")[0]
    workflow = yaml.safe_load(lines)
    assert len(lines.splitlines()) == 10
    assert workflow["jobs"]["sync"]["permissions"]["contents"] == "write"
    assert workflow["concurrency"]["cancel-in-progress"] is False


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_06_02_workflows_ask_for_the_least_and_pin_what_they_use(file: Path):
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"]
        for step in job["steps"]:
            used = step.get("uses", "$/")
            assert used == "$/" or len(used.partition("@")[2]) == 40, used
