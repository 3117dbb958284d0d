"""The spine, line 9: a run that is killed, or whose line is cut, ends like an undisturbed one."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance import calls
from tests.acceptance.conftest import make_desk
from tests.acceptance.desk import Desk, GitHub, clean_environment
from tests.acceptance.proxy import Proxy, proxied

SMALL = """# Roadmap

## P1 — Soon

| # | Title | Area | Status | Target |
|---|---|---|---|---|
| 1 | Read the file | Core | ✅ Done | Q1 2027 |
| 2 | Write the file | Core | Planned | Q2 2027 |
| 3 | Drop the cache | Core | ❌ Dropped | Q2 2027 |
"""
PARTS = 4
"""Into how many tests the requests of a run are dealt out, so that no test is longer than all others."""
PORT = re.compile(r"127\.0\.0\.1:\d+")


def state(desk: Desk) -> dict[str, Any]:
    """All that people can see: the document, issues, milestones and labels."""
    github = desk.github
    issues = [
        {
            "number": issue["number"],
            "title": issue["title"],
            "state": (issue["state"], issue["state_reason"]),
            "labels": sorted(label["name"] for label in issue["labels"]),
            "milestone": issue["milestone"] and issue["milestone"]["title"],
            "body": issue["body"],
        }
        for issue in github.issues()
    ]
    milestones = github.repo("GET", "/milestones?state=all&per_page=100")
    return {
        "document": PORT.sub("HOST", desk.text),
        "issues": issues,
        "milestones": sorted((one["title"], one["due_on"]) for one in milestones),
        "labels": sorted(label["name"] for label in github.repo("GET", "/labels?per_page=100")),
    }


def disturbed(desk: Desk, at: int, *, late: bool, kill: bool) -> Proxy:
    """One sync through a line that fails at request ``at``."""
    with proxied(desk.github.url, at=at, late=late) as proxy:
        process = started(desk, proxy)
        if kill:
            proxy.fault = process.kill
        _, errors = process.communicate(timeout=60)
        assert b"Traceback" not in errors, errors.decode()
    return proxy


def started(desk: Desk, proxy: Proxy) -> subprocess.Popen[bytes] | calls.Call:
    environment = {
        "GITHUB_API_URL": proxy.url,
        "GITHUB_REPOSITORY": desk.github.repository,
        "GITHUB_TOKEN": "owner",
    }
    return calls.begin("sync", "--yes", cwd=desk.folder, env=clean_environment(**environment))


@pytest.mark.usefixtures("plain")
def test_02_09_interrupted(desk: Desk):
    """^C between two creates: what was done is written back, and the next run does the rest."""
    desk.put(SMALL)
    with proxied(desk.github.url, at=6, late=True) as proxy:
        process = started(desk, proxy)
        proxy.fault = lambda: (process.send_signal(signal.SIGINT), process.wait(20))[0]
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 5, errors.decode()
    made = len(desk.github.issues())
    assert 0 < made < 3
    assert desk.text.count("/issues/") == made - 1  # the last one was not answered
    desk.sync()
    assert len(desk.github.issues()) == 3
    desk.settled()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a run without faults leaves behind, and how many requests it took."""
    folder = tmp_path_factory.mktemp("undisturbed")
    github = GitHub(folder)
    github.start()
    try:
        desk = make_desk(github, folder, clone=False)
        desk.put(SMALL)
        proxy = disturbed(desk, 0, late=False, kill=False)
        return {**state(desk), "requests": proxy.count}
    finally:
        github.stop()


@pytest.mark.parametrize(
    ("kill", "late"),
    [(True, True), (True, False), (False, True)],
    ids=["killed after the effect", "killed before the effect", "line cut after the effect"],
)
@pytest.mark.parametrize("part", range(PARTS))
def test_02_09_every_request(undisturbed: dict[str, Any], tmp_path: Path, kill: bool, late: bool, part: int):
    expected = {name: value for name, value in undisturbed.items() if name != "requests"}
    assert undisturbed["requests"] >= 10
    for at in range(1 + part, undisturbed["requests"] + 1, PARTS):
        folder = tmp_path / str(at)
        folder.mkdir()
        github = GitHub(folder)
        github.start()
        try:
            desk = make_desk(github, folder, clone=False)
            desk.put(SMALL)
            disturbed(desk, at, late=late, kill=kill)
            assert desk.run("sync", "--yes").code == 0
            assert state(desk) == expected, f"request {at}"
            desk.settled()
        finally:
            github.stop()


@pytest.mark.usefixtures("plain")
def test_02_09_seed(any_desk: Desk, seed_002: bytes):
    """Twice in one life: killed after the creates, then before the save."""
    any_desk.put(seed_002)
    observe, labels_and_milestones, creates = 2, 10, 25
    disturbed(any_desk, observe + labels_and_milestones + creates + 1, late=True, kill=True)
    assert len(any_desk.github.issues()) == 25
    assert any_desk.file.read_bytes() == seed_002
    disturbed(any_desk, 4, late=True, kill=True)
    any_desk.sync()
    issues = any_desk.github.issues()
    assert len(issues) == 25
    assert sum(issue["state"] == "closed" for issue in issues) == 10
    assert any_desk.text.count("/issues/") == 25
    any_desk.settled()
