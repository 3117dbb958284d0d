"""A day with GitHub's own client for JavaScript and one for its projects, where they are installed."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from roadmap_sync.sandbox import Running

_HERE = Path(__file__).with_name("js")


def test_a_day_with_octokit(running: Running) -> None:
    node = shutil.which("node")
    if node is None or not (_HERE / "node_modules" / "octokit").exists():
        pytest.skip("needs node, and octokit by `npm ci --prefix tests/sandbox/js`")
    done = subprocess.run(
        [node, str(_HERE / "day.js")],
        env={"PATH": os.environ["PATH"], "SANDBOX_URL": running.url},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "pages": [1, 2, 3], "parts": ["Two"], "found": 2, "nodes": [1, 2, 3],
        "unchanged": 304, "missing": 404, "error": ["GraphqlResponseError", "NOT_FOUND"],
        "raw": ["# Plan\n", "application/vnd.github.v3.raw; charset=utf-8"], "board": [[1, "Done"]],
    }  # fmt: skip
