"""`--sandbox`: an embedded GitHub for one run, on a copy of the document."""

from __future__ import annotations

import contextlib
import difflib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from roadmap_sync.cli.environment import Server
from roadmap_sync.errors import UsageFault

STATE = ".roadmap-sync"
MISSING = "the embedded GitHub is not installed"
INSTALL = "pip install 'roadmap-sync[sandbox]'"
REPOSITORY = "you/roadmap"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sandboxed run works: ``folder`` holds the documents, ``original`` what they are copies of."""

    folder: Path
    original: Path
    copied: bool
    stale: tuple[str, ...] = ()


def state(folder: Path) -> Path:
    """The folder of the sandbox's state, which git ignores by itself."""
    home = folder / STATE
    home.mkdir(exist_ok=True)
    ignore = home / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return home


def place(folder: Path, names: tuple[str, ...], *, write: bool, fresh: bool) -> Place:
    """Where to work: the folder itself with ``write``, else copies made once below its state."""
    if fresh and (folder / STATE).exists():
        shutil.rmtree(folder / STATE)
    if write:
        return Place(folder, folder, copied=False)
    copies = state(folder) / "copy"
    stale = tuple(name for name in names if _copied(folder / name, copies, name))
    return Place(copies, folder, copied=True, stale=stale)


def _copied(original: Path, copies: Path, name: str) -> bool:
    """Make the copy where there is none; say whether the original has changed since."""
    copy, taken = copies / name, copies / f"{name}.original"
    if not original.is_file():
        raise UsageFault(
            "no such file", where=str(original), todo="name your roadmap: roadmap-sync --sandbox FILE"
        )
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(original, copy)
        shutil.copyfile(original, taken)
    return taken.read_bytes() != original.read_bytes()


@contextlib.contextmanager
def running(db: Path, repository: str, others: tuple[str, ...]) -> Iterator[Server]:
    """An embedded GitHub while the block runs; ``others``: the further repositories that it has. Raises
    ``UsageFault`` where its extra is missing."""
    try:
        from roadmap_sync.sandbox import Options, start
    except ImportError:
        raise UsageFault(MISSING, todo=INSTALL) from None
    with start(Options(db=db, repository=repository, others=others)) as server:
        yield Server(server.url, repository, "sandbox")


def contents(at: Place, names: tuple[str, ...]) -> dict[str, bytes]:
    """The documents where the run works, by name."""
    return {name: (at.folder / name).read_bytes() for name in names}


def difference(before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    """What a run changed, as unified diffs."""
    for name in before:
        old, new = (data[name].decode(errors="replace").split("\n") for data in (before, after))
        yield from difflib.unified_diff(old, new, name, f"{name} (copy)", lineterm="", n=0)
