"""Somebody commits, or the line is cut, at any moment of a workflow's run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.acceptance.conftest import make_desk
from tests.acceptance.desk import GitHub
from tests.acceptance.proxy import proxied
from tests.acceptance.workflow import ROADMAP, Runner

PARTS = 3


@contextmanager
def fresh(folder: Path) -> Iterator[Runner]:
    folder.mkdir()
    github = GitHub(folder)
    github.start()
    try:
        desk = make_desk(github, folder, clone=True)
        desk.put(ROADMAP)
        yield Runner(desk, folder / "runner")
    finally:
        github.stop()


def requests_of_a_run(folder: Path) -> int:
    with fresh(folder) as runner, proxied(runner.desk.github.url) as line:
        assert runner.step("push", line=line.url).ran.code == 0
        return line.count


def ends_well(runner: Runner, prose: str) -> None:
    """One more run at most, and everything is as if nobody had been in the way."""
    assert runner.step().ran.code == 0
    assert len(runner.desk.github.issues()) == 2
    assert runner.branch.count("([#") == 2
    assert prose in runner.branch
    runner.desk.github.clear_log()
    assert runner.step().outputs["changed"] == "false"
    assert [one for one in runner.desk.github.sent() if one["kind"] == "write"] == []


@pytest.mark.parametrize("part", range(PARTS))
def test_06_04_somebody_commits_meanwhile(tmp_path: Path, part: int):
    """Whenever it happens, nothing of theirs is lost and nothing is made twice."""
    for at in range(1 + part, requests_of_a_run(tmp_path / "count") + 1, PARTS):
        with fresh(tmp_path / str(at)) as runner:

            def commit(runner: Runner = runner) -> None:
                runner.desk.edit("# Roadmap\n", "# Roadmap\n\nWhat we mean to do.\n")

            with proxied(runner.desk.github.url, at=at, cut=False, fault=commit) as line:
                step = runner.step("push", line=line.url)
            assert step.ran.code == 0, (at, step.ran.text)
            ends_well(runner, "What we mean to do.")


@pytest.mark.parametrize("part", range(PARTS))
def test_06_04_the_line_is_cut(tmp_path: Path, part: int):
    for at in range(1 + part, requests_of_a_run(tmp_path / "count") + 1, PARTS):
        with fresh(tmp_path / str(at)) as runner:
            with proxied(runner.desk.github.url, at=at, late=True) as line:
                step = runner.step("push", line=line.url)
            assert step.ran.code in (0, 1, 5), (at, step.ran.text)
            ends_well(runner, "# Roadmap")
            messages = runner.git("log", "--format=%s", "main").splitlines()
            assert messages.count("Update the roadmap from GitHub") == 1
