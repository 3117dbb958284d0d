"""Which files of a working copy are its roadmaps, as their names tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from roadmap_sync.workspace.listing import listed

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
COMMON = frozenset({"plan", "plans", "milestones", "todo"})
"""Names that a roadmap may have in the common places, where no file is called one."""

PLACES = frozenset({"", "docs", "doc", ".github"})
NOT_OURS = frozenset(
    {"node_modules", "vendor", "third_party", "site-packages", "fixtures", "testdata", "test", "tests"}
)
"""Folders with the roadmaps of other people, or with samples."""

_NAMED = re.compile(r"road[-_ ]?map", re.IGNORECASE)


def roadmaps(root: Path, *, versioned: bool) -> list[str]:
    """The roadmaps below ``root`` by their paths with slashes; ``versioned``: git may be asked.

    A link to a file that is listed itself is left out."""
    names = listed(root, versioned=versioned)
    if not versioned and (root / ".github").is_dir():
        names += [f".github/{name}" for name in listed(root / ".github", versioned=False)]
    real = {root.resolve() / name for name in names if not (root / name).is_symlink()}
    found = named(names)
    return [name for name in found if not (root / name).is_symlink() or (root / name).resolve() not in real]


def named(names: Iterable[str]) -> list[str]:
    """Those of the files whose name, or a folder's above, says roadmap; else those that the common places
    have under a common name. In order, the shallowest first."""
    files = [PurePosixPath(name) for name in names]
    ours = [
        each for each in files if each.suffix.lower() in MARKDOWN and NOT_OURS.isdisjoint(each.parts[:-1])
    ]
    found = [each for each in ours if _NAMED.search(str(each))]
    found = found or [each for each in ours if each.stem.lower() in COMMON and _parent(each) in PLACES]
    return sorted(map(str, found), key=lambda name: (name.count("/"), name))


def _parent(file: PurePosixPath) -> str:
    return "" if len(file.parts) == 1 else str(file.parent).lower()
