"""The spine, lines 10 and 11: what a run costs, and how it says no."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.desk import Desk, clean_environment

TABLE = """# Roadmap

| # | Title | Status | Target |
|---|---|---|---|
| 1 | Read the file | Done | Q1 2027 |
| 2 | Write the file | Planned | Q2 2027 |
"""


def big(rows: int) -> str:
    lines = [
        f"| {n} | Piece of work number {n:03} | Planned | Q{n % 4 + 1} 2027 |" for n in range(1, rows + 1)
    ]
    return "\n".join(["# Roadmap", "", "| # | Title | Status | Target |", "|---|---|---|---|", *lines, ""])


@pytest.mark.usefixtures("plain")
def test_02_10_requests(desk: Desk):
    desk.put(big(300))
    desk.sync("--allow", "creates=300")
    desk.github.clear_log()
    done = desk.sync()
    assert done["requests"] == {"read": 3, "write": 0}
    assert done["requests"]["read"] <= 7
    assert [one["kind"] for one in desk.github.sent()] == ["read"] * 3


def test_02_10_guard(desk: Desk):
    desk.put(big(300))
    held = desk.sync(code=4)
    assert [hold["todo"] for hold in held["holds"]] == ["roadmap-sync --allow creates=300"]
    assert desk.github.issues() == []


# ── 11: exit codes ───────────────────────────────────────────────────────────────────────────


def refused(desk: Desk, *arguments: str, code: int, says: tuple[str, ...], **environment: str) -> None:
    """The run ends with ``code``, says where and what to do, and neither side has changed."""
    data, db = desk.file.read_bytes(), desk.github.fingerprint()
    ran = desk.run(*arguments, **environment)
    assert ran.code == code, ran.text
    for words in says:
        assert words in ran.text, (words, ran.text)
    assert desk.file.read_bytes() == data
    assert desk.github.fingerprint() == db


def test_02_11_not_utf8(desk: Desk):
    desk.put(TABLE.encode().replace(b"Read", b"R\xe9ad"))
    refused(desk, "--yes", code=1, says=("ROADMAP.md:5", "UTF-8"))


def test_02_11_server_down(desk: Desk):
    desk.put(TABLE)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        refused(desk, "--yes", code=1, says=(url, "GITHUB_API_URL"), GITHUB_API_URL=url)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_02_11_read_only(desk: Desk, what: str):
    desk.put(TABLE)
    place = desk.file if what == "file" else desk.folder
    mode = place.stat().st_mode
    place.chmod(mode & ~0o222)
    try:
        refused(desk, "--yes", code=1, says=(str(place), "read-only", "chmod u+w"))
    finally:
        place.chmod(mode)
    assert [one for one in desk.github.sent() if one["kind"] == "write"] == []


@pytest.mark.usefixtures("plain")
def test_02_11_no_token(desk: Desk, tmp_path: Path):
    desk.put(TABLE)
    refused(desk, "--yes", code=2, says=("no token", "GITHUB_TOKEN"), GITHUB_TOKEN="", PATH=str(tmp_path))


def test_02_11_bad_token(desk: Desk):
    desk.put(TABLE)
    desk.github.ask("POST", "/_sandbox/tokens", {"token": "expired", "valid": False})
    refused(desk, "--yes", code=2, says=("token",), GITHUB_TOKEN="expired")


def test_02_11_no_such_repository(desk: Desk):
    desk.put(TABLE)
    refused(
        desk, "--yes", code=2, says=("acme/gadgets", "GITHUB_REPOSITORY"), GITHUB_REPOSITORY="acme/gadgets"
    )


@pytest.mark.usefixtures("plain")
def test_02_11_not_at_a_terminal(desk: Desk):
    desk.put(TABLE)
    refused(desk, code=2, says=('"Write the file"', "2 issues to create", "--yes"))


def test_02_11_no_sandbox_extra(desk: Desk):
    desk.put(TABLE)
    hidden = "import sys; sys.modules['starlette'] = None; from roadmap_sync.cli import main; main()"
    for arguments in (["--sandbox"], ["sandbox", "serve"]):
        done = subprocess.run(
            [sys.executable, "-c", hidden, *arguments],
            cwd=desk.folder,
            env=clean_environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 2, done.stderr
        assert "pip install 'roadmap-sync[sandbox]'" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.fixture
def clone(github, tmp_path: Path) -> Desk:
    from tests.acceptance.conftest import make_desk

    desk = make_desk(github, tmp_path, clone=True)
    desk.put(TABLE)
    desk.sync()
    return desk


@pytest.mark.usefixtures("plain")
def test_02_11_stale_clone(clone: Desk, tmp_path: Path):
    other = tmp_path / "other"
    subprocess.run(["git", "clone", "--quiet", str(clone.github.git), str(other)], check=True)
    colleague = Desk(other, clone.github, clone=True)
    colleague.edit("| 2 | Write the file", "| 2 | Write the files")
    clone.github.edit(1, title="Read all files")
    refused(clone, "--yes", code=4, says=("behind", "git pull", "Read all files"))


def test_02_11_other_branch(clone: Desk):
    clone.run_git("switch", "--quiet", "--create", "topic")
    clone.file.write_text(clone.text.replace("| 2 | Write the file", "| 2 | Write the files"))
    refused(clone, "--yes", code=4, says=("branch", "Write the files"))


def test_02_11_no_items_although_markers(desk: Desk):
    desk.put(TABLE)
    desk.sync()
    desk.put("# Roadmap\n\nTo be written.\n")
    refused(desk, "--yes", code=4, says=("ROADMAP.md", "no item", "roadmap-sync show"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# Roadmap\n\nTo be written.\n", "no item"),
        ("# Roadmap\n\n| Status | Target |\n|---|---|\n| Done | Q1 2027 |\n", "no title column"),
    ],
    ids=["no table", "no title column"],
)
def test_02_11_nothing_to_read(desk: Desk, text: str, says: str):
    desk.put(text)
    refused(desk, "--yes", code=0, says=("ROADMAP.md", says))
