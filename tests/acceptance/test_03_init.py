"""`init`: what is understood of a repository's roadmaps, and a first configuration for them."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.desk import Ran, clean_environment

TABLE = "# Plan\n\n| # | Title | Status |\n|---|---|---|\n| 1 | Read | Done |\n| 2 | Write | Planned |\n"
LIST = "# Roadmap\n\n## Q1 2027\n\n- [ ] Sing ([#7](https://github.com/acme/widgets/issues/7))\n- [x] Dance\n"
FILES = {
    "ROADMAP.md": LIST,
    "docs/product-roadmap.md": TABLE + "\n| Metric | Goal |\n|---|---|\n| Stars | 100 |\n",
    "docs/old/ROADMAP.md": "# Roadmap\n\nWe moved: see the wiki.\n",
    "README.md": TABLE,
}
WRITTEN = ".github/roadmap-sync.yml"
SCRIPT = ("init", "--yes", "--create")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def run(folder: Path, *arguments: str, stdin: int = subprocess.DEVNULL, **environment: str) -> Ran:
    done = subprocess.run(
        [sys.executable, "-m", "roadmap_sync", *arguments],
        cwd=folder,
        env=clean_environment(**environment),
        stdin=stdin,
        capture_output=True,
    )
    ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in ran.err, ran.err
    return ran


def typed(folder: Path, text: str, *arguments: str) -> Ran:
    """The same at a terminal at which somebody types."""
    ours, theirs = pty.openpty()
    try:
        os.write(ours, text.encode())
        return run(folder, *arguments, stdin=theirs)
    finally:
        os.close(ours)
        os.close(theirs)


def items(folder: Path, *arguments: str) -> list[object]:
    shown = run(folder, "show", "--format", "json", *arguments).json
    return [(one["path"], one["items"]) for one in shown["documents"]]


def test_it_shows_what_it_understood_and_writes_what_was_chosen(repository: Path):
    ran = run(repository, *SCRIPT, "open")
    assert ran.code == 0, ran.text
    assert ran.out == (
        "ROADMAP.md\n"
        "  2 items (1 open, 1 done or dropped, 1 linked), 0 releases\n"
        "docs/product-roadmap.md\n"
        "  2 items (1 open, 1 done or dropped, 0 linked), 0 releases\n"
        "  left out: figures to measure or compare, not work (line 8)\n"
        "docs/old/ROADMAP.md: not taken: no item was found in it\n"
        ".github/roadmap-sync.yml written\n"
        ".github/roadmap-sync.schema.json written\n"
        "next: roadmap-sync --dry-run\n"
    )
    text = (repository / WRITTEN).read_text()
    schema = repository / ".github" / text.split("\n")[0].removeprefix("# yaml-language-server: $schema=")
    assert json.loads(schema.read_text())["properties"]["create"]
    assert "\ndocuments:\n  - ROADMAP.md\n  - docs/product-roadmap.md\n" in text
    assert "\ncreate: open\n" in text
    assert items(repository) == items(repository, "ROADMAP.md", "docs/product-roadmap.md")


@pytest.mark.parametrize("place", [WRITTEN, "config/roadmap-sync.yml", "pyproject.toml"])
def test_a_configuration_is_never_changed(repository: Path, place: str):
    (repository / place).parent.mkdir(exist_ok=True)
    (repository / place).write_text('[tool.roadmap-sync]\nlabel = "x"\n')
    before = sorted(repository.rglob("*.*"))
    ran = run(repository, *SCRIPT, "all")
    assert ran.code == 2
    assert ran.err.startswith(f"roadmap-sync: {place}: there is a configuration already\n")
    assert sorted(repository.rglob("*.*")) == before
    assert (repository / place).read_text() == '[tool.roadmap-sync]\nlabel = "x"\n'


@pytest.mark.parametrize("arguments", [[], ["--yes"], ["--create", "open"]])
def test_without_a_terminal_it_says_what_to_type(repository: Path, arguments: list[str]):
    ran = run(repository, "init", *arguments)
    assert ran.code == 2
    wanted = "open" if "open" in arguments else "all|open|linked"
    assert f"  roadmap-sync init --create {wanted} --yes\n" in ran.err
    assert not (repository / WRITTEN).exists()


def test_at_a_terminal_it_asks(repository: Path):
    ran = typed(repository, "linked\nn\n", "init")
    assert ran.code == 130
    assert not (repository / WRITTEN).exists()
    assert "  all     3 new issues\n  open    1 new issue: " in ran.err
    ran = typed(repository, "some\nlinked\ny\n", "init")
    assert ran.code == 0, ran.text
    assert "\ncreate: linked\n" in (repository / WRITTEN).read_text()


def test_documents_that_are_named_all_count(repository: Path):
    below = repository / "docs"
    ran = run(below, *SCRIPT, "all", "--format", "json", "old/ROADMAP.md", "../README.md")
    assert ran.code == 0, ran.text
    assert [one["path"] for one in ran.json["documents"]] == ["docs/old/ROADMAP.md", "README.md"]
    assert ran.json["creates"] == {"all": 2, "open": 1, "linked": 0}
    assert ran.json["written"] == [f"../{WRITTEN}", "../.github/roadmap-sync.schema.json"]
    assert [path for path, _ in items(repository)] == ["docs/old/ROADMAP.md", "README.md"]


def test_a_repository_without_work(tmp_path: Path):
    ran = run(tmp_path, *SCRIPT, "all")
    assert ran.code == 2
    assert "no file here is called a roadmap\n  name your roadmap: roadmap-sync init FILE" in ran.err
    (tmp_path / "ROADMAP.md").write_bytes(b"\xff")
    ran = run(tmp_path, *SCRIPT, "all")
    assert ran.code == 2
    assert "ROADMAP.md: not UTF-8: byte 0xFF" in ran.err
    assert not (tmp_path / ".github").exists()
