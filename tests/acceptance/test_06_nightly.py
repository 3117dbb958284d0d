"""The nightly run: drift is mended, conflicts make it red, and a large first sync goes on by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import make_desk
from tests.acceptance.desk import GitHub
from tests.acceptance.workflow import ROADMAP, Runner

WORKFLOW = ".github/workflows/roadmap-sync.yml"
HERE = {"GITHUB_WORKFLOW_REF": f"acme/widgets/{WORKFLOW}@refs/heads/main", "GITHUB_REF_NAME": "main"}


@pytest.fixture
def runner(github: GitHub, tmp_path: Path) -> Runner:
    desk = make_desk(github, tmp_path, clone=True)
    desk.environment = dict(HERE)
    desk.put(ROADMAP)
    github.ask("PUT", "/_sandbox/actions/workflows", {"path": WORKFLOW, "state": "active"})
    return Runner(desk, tmp_path / "runner")


def runs(runner: Runner) -> list[dict[str, Any]]:
    found = runner.desk.github.repo("GET", "/actions/workflows/roadmap-sync.yml/runs", token="owner")
    return found["workflow_runs"]


def test_06_06_a_conflict_is_red_and_says_what_to_type(runner: Runner):
    assert runner.step().ran.code == 0
    runner.desk.run_git("pull", "--quiet", "origin", "main")
    runner.desk.edit("Read the file (", "Read the whole file (")
    runner.desk.github.edit(1, title="Read any file")
    step = runner.step()
    assert step.ran.code == 4
    assert step.outputs["held"] == "1"
    assert "--take github=R1" in step.summary
    errors = [line for line in step.ran.out.splitlines() if line.startswith("::error file=ROADMAP.md")]
    assert len(errors) == 1


def test_06_06_drift_alone_is_green(runner: Runner):
    assert runner.step().ran.code == 0
    runner.desk.github.repo("DELETE", "/issues/1/labels/roadmap")
    assert runner.step().ran.code == 0
    assert runner.step(strict="true").ran.code == 4


def test_06_06_a_run_that_the_limits_end_sets_off_the_next(runner: Runner):
    runner.desk.github.ask("PUT", "/_sandbox/limits", {"content_per_hour": 3})
    step = runner.step(wait="0s", **{"continue": "2"})
    assert step.ran.code == 5, step.ran.text
    assert [run["event"] for run in runs(runner)] == ["workflow_dispatch"]
    assert "was set off again" in step.summary
    runner.desk.github.ask("DELETE", "/_sandbox/limits")
    assert runner.step("workflow_dispatch").ran.code == 0
    assert len(runner.desk.github.issues()) == 2
    assert runner.branch.count("([#") == 2


def test_06_06_it_goes_on_so_many_times_and_no_more(runner: Runner):
    runner.desk.github.ask("PUT", "/_sandbox/limits", {"content_per_hour": 3})
    step = runner.step(wait="0s", **{"continue": "0"})
    assert step.ran.code == 5
    assert runs(runner) == []


def test_06_06_the_last_good_run_is_told_when_one_fails(runner: Runner):
    at = "2026-11-01T03:37:00Z"
    run = {"path": WORKFLOW, "event": "schedule", "conclusion": "success", "created_at": at}
    runner.desk.github.ask("POST", "/_sandbox/actions/runs", run)
    runner.desk.github.ask("PUT", "/_sandbox/branches/main", {"rule": "pull-request"})
    runner.desk.github.ask("PUT", "/_sandbox/pulls", {"allowed": False})
    step = runner.step()
    assert step.ran.code == 2
    assert f"Last successful run: {at}" in step.summary
