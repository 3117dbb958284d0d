"""Which files are taken for roadmaps."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from roadmap_sync.workspace.roadmaps import named, roadmaps

FOUND = {
    "by name": (["README.md", "ROADMAP.md", "docs/api.md"], ["ROADMAP.md"]),
    "in any spelling": (
        ["docs/road-map.markdown", "Product_Roadmap_2027.MD", "my road map.md"],
        ["Product_Roadmap_2027.MD", "my road map.md", "docs/road-map.markdown"],
    ),
    "by the name of a folder": (["docs/roadmap/2027.md"], ["docs/roadmap/2027.md"]),
    "hidden places": ([".github/ROADMAP.md"], [".github/ROADMAP.md"]),
    "Markdown alone": (["roadmap.py", "roadmap.png", "roadmap", "tests/roadmap.md"], []),
    "other people's": (["vendor/x/ROADMAP.md", "a/node_modules/b/ROADMAP.md"], []),
    "the common places, where nothing is called one": (
        ["docs/PLAN.md", "TODO.md", "src/plan.md", "planned.md"],
        ["TODO.md", "docs/PLAN.md"],
    ),
    "and only there": (["docs/PLAN.md", "ROADMAP.md"], ["ROADMAP.md"]),
}


@pytest.mark.parametrize(("names", "found"), FOUND.values(), ids=FOUND.keys())
def test_names(names: list[str], found: list[str]):
    assert named(names) == found


@pytest.mark.parametrize("versioned", [True, False])
def test_files(tmp_path: Path, versioned: bool):
    if versioned:
        subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
        (tmp_path / ".gitignore").write_text("ignored/\n")
    for name in ("ROADMAP.md", ".github/roadmap.md", "docs/roadmap.md", "ignored/roadmap.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "docs/ROADMAP-link.md").symlink_to("../ROADMAP.md")
    wanted = ["ROADMAP.md", ".github/roadmap.md", "docs/roadmap.md", "ignored/roadmap.md"]
    assert roadmaps(tmp_path, versioned=versioned) == (wanted[:-1] if versioned else wanted)
