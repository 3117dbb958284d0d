"""Desks to work at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.desk import Desk, GitHub

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture
def github(tmp_path: Path) -> Iterator[GitHub]:
    folder = tmp_path / "server"
    folder.mkdir()
    server = GitHub(folder)
    server.start()
    yield server
    server.stop()


def make_desk(github: GitHub, tmp_path: Path, *, clone: bool) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    desk = Desk(folder, github, clone=clone)
    if clone:
        desk.run_git("init", "--quiet", "--initial-branch", "main")
        desk.run_git("remote", "add", "origin", str(github.git))
    return desk


@pytest.fixture
def desk(github: GitHub, tmp_path: Path) -> Desk:
    return make_desk(github, tmp_path, clone=False)


@pytest.fixture(params=["outside git", "in a clone"])
def any_desk(request: pytest.FixtureRequest, github: GitHub, tmp_path: Path) -> Desk:
    return make_desk(github, tmp_path, clone=request.param == "in a clone")


@pytest.fixture(scope="session")
def seed_002() -> bytes:
    found = sorted((SHARED / "seeds").glob("002_*.txt"))
    if not found:
        pytest.skip("the folder `shared` with the seed documents is not beside this repository")
    return found[0].read_bytes()
