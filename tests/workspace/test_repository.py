"""Local git, with real repositories: what files are called, which copy counts, what the tip holds."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from roadmap_sync.errors import UsageFault
from roadmap_sync.model import Tip
from roadmap_sync.workspace import Standing, Workspace

NAMED = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main")


@dataclass
class Clone:
    folder: Path

    def git(self, *arguments: str) -> str:
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        command = ["git", *NAMED, *arguments]
        run = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=True
        )
        return run.stdout.strip()

    def commit(self, text: str, path: str = "docs/ROADMAP.md") -> str:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", text)
        return self.git("rev-parse", "HEAD")

    def tip(self, commit: str, branch: str = "main") -> Tip:
        oid = self.git("rev-parse", f"{commit}:docs/ROADMAP.md")
        return Tip(branch, commit, {"docs/ROADMAP.md": oid}, {"docs/ROADMAP.md": commit})


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    folder = tmp_path / "widgets"
    folder.mkdir()
    made = Clone(folder)
    made.git("init", "--quiet")
    return made


# ── what files are called ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "name", "path"),
    [
        (".", "ROADMAP.md", "ROADMAP.md"),
        (".", "./docs/../ROADMAP.md", "ROADMAP.md"),
        (".", "docs/ROADMAP.md", "docs/ROADMAP.md"),
        ("docs", "ROADMAP.md", "docs/ROADMAP.md"),
        ("docs", "../ROADMAP.md", "ROADMAP.md"),
        ("docs", "./a b/ü.md", "docs/a b/ü.md"),
    ],
)
def test_paths_are_relative_to_the_repository(clone: Clone, start: str, name: str, path: str):
    (clone.folder / "docs").mkdir()
    workspace = Workspace(clone.folder / start)
    assert workspace.path(name) == path
    assert workspace.path(str(clone.folder / path)) == path, "absolute names too"
    assert workspace.file(path) == clone.folder / path


def test_a_file_that_is_a_link_keeps_its_own_name(clone: Clone):
    """git, and so GitHub, knows it by that name."""
    (clone.folder / "plan.md").write_text("x")
    (clone.folder / "ROADMAP.md").symlink_to("plan.md")
    assert Workspace(clone.folder).path("ROADMAP.md") == "ROADMAP.md"


def test_a_working_copy_that_is_reached_by_a_link(clone: Clone, tmp_path: Path):
    (clone.folder / "docs").mkdir()
    (tmp_path / "here").symlink_to(clone.folder)
    (tmp_path / "docs").symlink_to(clone.folder / "docs")
    assert Workspace(tmp_path / "here").path("ROADMAP.md") == "ROADMAP.md"
    assert Workspace(tmp_path / "here" / "docs").path("ROADMAP.md") == "docs/ROADMAP.md"
    assert Workspace(tmp_path / "docs").path("ROADMAP.md") == "docs/ROADMAP.md"
    assert Workspace(clone.folder).path(str(tmp_path / "here" / "docs" / "ROADMAP.md")) == "docs/ROADMAP.md"


@pytest.mark.parametrize("name", ["../ROADMAP.md", "/etc/hosts", "../widgets-2/ROADMAP.md"])
def test_files_outside_the_repository_are_refused(clone: Clone, name: str):
    with pytest.raises(UsageFault, match="outside the repository") as found:
        Workspace(clone.folder).path(name)
    assert f"name a file below {clone.folder}" in found.value.todo


def test_outside_git_paths_are_relative_to_the_folder(tmp_path: Path):
    workspace = Workspace(tmp_path)
    assert workspace.root is None
    assert workspace.path("docs/ROADMAP.md") == "docs/ROADMAP.md"
    assert workspace.path("../elsewhere/ROADMAP.md") == "ROADMAP.md"
    assert workspace.remote() is None


def test_where_it_comes_from(clone: Clone):
    assert Workspace(clone.folder).remote() is None
    clone.git("remote", "add", "origin", "git@github.com:acme/widgets.git")
    assert Workspace(clone.folder).remote() == "git@github.com:acme/widgets.git"


# ── which copy counts ────────────────────────────────────────────────────────────────────────

PATHS = ["docs/ROADMAP.md"]


def standing(clone: Clone, tip: Tip) -> Standing:
    return Workspace(clone.folder).standing(tip, PATHS)


def test_current(clone: Clone):
    first = clone.commit("one")
    assert standing(clone, clone.tip(first)) is Standing.CURRENT
    clone.commit("two")
    assert standing(clone, clone.tip(first)) is Standing.CURRENT, "it contains the tip and more"
    (clone.folder / "docs/ROADMAP.md").write_text("not committed")
    assert standing(clone, clone.tip(first)) is Standing.CURRENT


def test_behind(clone: Clone):
    clone.commit("one")
    tip = clone.tip(clone.commit("two"))
    clone.git("reset", "--quiet", "--hard", "HEAD~1")
    assert standing(clone, tip) is Standing.BEHIND


def test_a_tip_that_is_unknown_here_is_ahead(clone: Clone):
    clone.commit("one")
    assert standing(clone, Tip("main", "1" * 40, {PATHS[0]: "2" * 40}, {})) is Standing.BEHIND


def test_behind_without_any_commit(clone: Clone):
    assert standing(clone, Tip("main", "1" * 40, {PATHS[0]: "2" * 40}, {})) is Standing.BEHIND


def test_diverged_is_behind(clone: Clone):
    clone.commit("one")
    tip = clone.tip(clone.commit("two"))
    clone.git("reset", "--quiet", "--hard", "HEAD~1")
    clone.commit("another two")
    assert standing(clone, tip) is Standing.BEHIND


def test_elsewhere(clone: Clone):
    tip = clone.tip(clone.commit("one"))
    clone.git("switch", "--quiet", "--create", "topic")
    assert standing(clone, tip) is Standing.ELSEWHERE
    assert standing(clone, Tip("topic", tip.commit, tip.blobs, tip.touched)) is Standing.CURRENT


def test_detached_at_the_tip_counts_and_nowhere_else(clone: Clone):
    tip = clone.tip(clone.commit("one"))
    clone.git("checkout", "--quiet", "--detach")
    assert standing(clone, tip) is Standing.CURRENT
    clone.commit("two")
    assert standing(clone, tip) is Standing.ELSEWHERE


@pytest.mark.parametrize(
    "tip",
    [
        Tip("main", None, {}, {}),
        Tip("main", "1" * 40, {"docs/ROADMAP.md": None}, {}),
        Tip(None, "1" * 40, {}, {}),
    ],
    ids=["an empty repository", "no such file", "no such file, nor a branch"],
)
def test_free_where_the_branch_has_no_such_file(clone: Clone, tip: Tip):
    clone.commit("one")
    assert standing(clone, tip) is Standing.FREE


def test_free_outside_git(tmp_path: Path):
    tip = Tip("main", "1" * 40, {"docs/ROADMAP.md": "2" * 40}, {})
    assert Workspace(tmp_path).standing(tip, PATHS) is Standing.FREE


def test_free_without_git_on_the_machine(clone: Clone, monkeypatch: pytest.MonkeyPatch):
    tip = clone.tip(clone.commit("one"))
    monkeypatch.setenv("PATH", "")
    workspace = Workspace(clone.folder)
    assert workspace.root is None
    assert workspace.standing(tip, PATHS) is Standing.FREE


# ── what the tip holds ───────────────────────────────────────────────────────────────────────


def test_blobs_come_to_the_byte(clone: Clone):
    text = "a\r\nb\n\n  ✅ \n"
    tip = clone.tip(clone.commit(text))
    workspace = Workspace(clone.folder)
    assert workspace.blob(str(tip.blobs[PATHS[0]])) == text.encode()
    assert workspace.blob("2" * 40) is None
    assert Workspace(clone.folder.parent).blob(str(tip.blobs[PATHS[0]])) is None


def test_blobs_of_other_revisions(clone: Clone):
    first = clone.tip(clone.commit("one"))
    clone.commit("two")
    assert Workspace(clone.folder / "docs").blob(str(first.blobs[PATHS[0]])) == b"one"


def test_whether_a_file_is_there(clone: Clone):
    first = clone.commit("one")
    second = clone.commit("two", "NEW.md")
    workspace = Workspace(clone.folder)
    assert workspace.has("docs/ROADMAP.md", first)
    assert not workspace.has("NEW.md", first)
    assert workspace.has("NEW.md", second)
    (clone.folder / "NEW.md").unlink()
    assert workspace.has("NEW.md", second), "the commit counts, not the disk"
    assert not workspace.has("NEW.md", None)


def test_whether_a_file_is_there_outside_git(tmp_path: Path):
    (tmp_path / "ROADMAP.md").write_text("x")
    workspace = Workspace(tmp_path)
    assert workspace.has("ROADMAP.md", "1" * 40)
    assert not workspace.has("OTHER.md", None)
