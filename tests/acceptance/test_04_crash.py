"""Adopting and letting go, killed at every request: the next run ends it, nothing is doubled or lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.acceptance import calls
from tests.acceptance.conftest import make_desk
from tests.acceptance.desk import Desk, GitHub, clean_environment
from tests.acceptance.proxy import proxied

ROADMAP = "# Roadmap\n\n| Title | Status |\n|---|---|\n| Add a cache | Planned |\n"
THEIRS = "It is slow.\n\n- [ ] measure"


@contextmanager
def fresh(folder: Path) -> Iterator[Desk]:
    """A desk with the roadmap and an issue of its item's title."""
    folder.mkdir()
    github = GitHub(folder)
    github.start()
    try:
        desk = make_desk(github, folder, clone=False)
        desk.put(ROADMAP)
        github.repo("POST", "/issues", {"title": "Add a cache", "body": THEIRS})
        yield desk
    finally:
        github.stop()


def killed(desk: Desk, at: int, *arguments: str) -> bool:
    """One run that is killed once request ``at`` has taken effect; whether it got that far."""
    with proxied(desk.github.url, at=at, late=True) as proxy:
        named = {"GITHUB_API_URL": proxy.url, "GITHUB_REPOSITORY": desk.github.repository}
        env = clean_environment(**named, GITHUB_TOKEN="owner")
        process = calls.begin(*arguments, cwd=desk.folder, env=env)
        proxy.fault = process.kill
        _, errors = process.communicate(timeout=60)
    assert b"Traceback" not in errors, errors.decode()
    return proxy.count >= at


def test_04_05_adopting_killed(tmp_path: Path):
    for at in range(1, 20):
        with fresh(tmp_path / str(at)) as desk:
            (desk.folder / ".github").mkdir()
            (desk.folder / ".github/roadmap-sync.yml").write_text("adopt: exact\n")
            far = killed(desk, at, "sync", "--yes")
            desk.sync()
            [issue] = desk.github.issues()
            assert issue["body"].startswith(f"{THEIRS}\n\n<!-- roadmap-sync "), at
            assert issue["body"].count("<!-- roadmap-sync ") == 1
            assert "Add a cache ([#1]" in desk.text
            desk.settled()
        if not far:
            assert at > 4
            return
    pytest.fail("it never ends")


def test_04_05_letting_go_killed(tmp_path: Path):
    for at in range(1, 20):
        with fresh(tmp_path / str(at)) as desk:
            assert desk.run("adopt", "--yes").code == 0
            far = killed(desk, at, "detach", "add-a-cache", "--yes")
            assert desk.run("detach", "add-a-cache", "--yes").code == (0 if far else 2)
            [issue] = desk.github.issues()
            assert (issue["body"], issue["labels"], desk.text) == (THEIRS, [], ROADMAP), at
        if not far:
            assert at > 3
            return
    pytest.fail("it never ends")
