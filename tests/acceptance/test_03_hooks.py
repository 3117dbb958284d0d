"""The hooks for pre-commit: the manifest holds, and its entries do what they say on the files given."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.acceptance.desk import clean_environment

ROOT = Path(__file__).resolve().parents[2]
HOOKS = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
KEYS = {
    "id",
    "name",
    "description",
    "entry",
    "language",
    "files",
    "types",
    "pass_filenames",
    "require_serial",
}
"""Those of https://pre-commit.com/#new-hooks that are used here."""

SOUND = "# R\n\n| Title | Status |\n|---|---|\n| Read | Done |\n"


def test_the_manifest_holds():
    assert list(HOOKS) == ["roadmap-sync-check", "roadmap-sync-check-configured"]
    for one in HOOKS.values():
        assert one.keys() <= KEYS
        assert {"id", "name", "entry", "language"} <= one.keys()
        assert one["language"] == "python"


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("ROADMAP.md", True),
        ("docs/product-roadmap.markdown", True),
        ("docs/Road Map.MD", True),
        ("README.md", False),
        ("roadmap.py", False),
        ("roadmap/notes.txt", False),
    ],
)
def test_the_hook_takes_roadmaps(name: str, taken: bool):
    # pre-commit searches, as its documentation says of `files`
    assert bool(re.search(HOOKS["roadmap-sync-check"]["files"], name)) is taken


def run(hook: str, folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    """As pre-commit does: the entry, split as by a shell, and the names behind it."""
    program, *arguments = shlex.split(HOOKS[hook]["entry"])
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    given = names if HOOKS[hook].get("pass_filenames", True) else ()
    return subprocess.run(
        [*command, *given], cwd=folder, env=clean_environment(), capture_output=True, text=True
    )


def test_a_fault_stops_the_commit_and_names_its_place(tmp_path: Path):
    (tmp_path / "ROADMAP.md").write_text(SOUND)
    (tmp_path / "x-roadmap.md").write_text(SOUND.replace("Done", "Nearly"))
    sound = run("roadmap-sync-check", tmp_path, "ROADMAP.md")
    assert (sound.returncode, sound.stdout) == (0, "1 document: nothing found\n")
    faulty = run("roadmap-sync-check", tmp_path, "ROADMAP.md", "x-roadmap.md")
    assert faulty.returncode != 0
    assert faulty.stdout.startswith('x-roadmap.md:5:10: "Nearly" is no status that is known')


def test_the_other_hook_follows_the_configuration(tmp_path: Path):
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github/roadmap-sync.yml").write_text("documents: [PLAN.md]\n")
    (tmp_path / "PLAN.md").write_text(SOUND.replace("Done", "Nearly"))
    assert run("roadmap-sync-check-configured", tmp_path, "README.md").stdout.startswith("PLAN.md:5:10: ")
