"""The files of a working copy: those that git has or would take, else all that are not hidden."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

LEFT_OUT = frozenset({"node_modules"})
"""Folders of other people's files, where git cannot be asked."""


def listed(root: Path, *, versioned: bool) -> list[str]:
    """The files below ``root`` with slashes, sorted; ``versioned``: git may be asked."""
    found = _by_git(root) if versioned else None
    return sorted(_by_walking(root) if found is None else found)


def _by_git(root: Path) -> list[str] | None:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        run = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except OSError:
        return None
    if run.returncode != 0:
        return None
    names = {os.fsdecode(name) for name in run.stdout.split(b"\0") if name}
    return [name for name in names if (root / name).is_file()]


def _by_walking(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in LEFT_OUT]
        yield from ((Path(folder) / name).relative_to(root).as_posix() for name in files)
