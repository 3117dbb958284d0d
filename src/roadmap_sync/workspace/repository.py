"""Local git: whether the working copy is the one that counts, and what its tip holds."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from roadmap_sync.errors import UsageFault
from roadmap_sync.model import Tip
from roadmap_sync.workspace.listing import listed


class Standing(StrEnum):
    """How a working copy stands to the branch that counts. Only the first two may write."""

    FREE = "free"  # outside git, or the branch has no such file: the file on disk counts
    CURRENT = "current"  # it contains the tip
    BEHIND = "behind"  # it does not
    ELSEWHERE = "elsewhere"  # another branch is checked out


@dataclass(frozen=True)
class Workspace:
    """A folder that a run works in; ``folder`` is where relative paths start.

    ``versioned``: whether git may be asked; copies made for a trial are nobody's versions."""

    folder: Path
    versioned: bool = True

    @cached_property
    def root(self) -> Path | None:
        """The top of the git working copy around ``folder``; ``None`` outside git."""
        top = self._git("rev-parse", "--show-toplevel")
        return Path(top) if top else None

    def path(self, name: str) -> str:
        """The path by which GitHub knows a file: relative to the repository, with slashes.

        Raises ``UsageFault`` for a file outside the repository."""
        start = (self.root or self.folder).resolve()
        file = Path(os.path.abspath(self.folder / name))  # noqa: PTH100 - symbolic links stay
        for root in (start, self.root or self.folder):
            if file.is_relative_to(root):
                return file.relative_to(root).as_posix()
        real = file.parent.resolve() / file.name
        if real.is_relative_to(start):
            return real.relative_to(start).as_posix()
        if self.root is None:
            return file.name
        raise UsageFault("lies outside the repository", where=str(file), todo=f"name a file below {start}")

    def file(self, path: str) -> Path:
        """The file on disk that GitHub knows as ``path``."""
        return (self.root or self.folder) / path

    def names(self) -> list[str]:
        """Every file of the working copy by its path, sorted."""
        return listed(self.root or self.folder, versioned=self.root is not None)

    def remote(self) -> str | None:
        """The address of the remote ``origin``; ``None`` where there is none."""
        return self._git("remote", "get-url", "origin") or None

    def standing(self, tip: Tip, paths: Iterable[str]) -> Standing:
        """How this working copy stands to ``tip``; a tip that git does not know here means behind."""
        if self.root is None or tip.commit is None or not any(tip.blobs.get(path) for path in paths):
            return Standing.FREE
        if not self._holds("merge-base", "--is-ancestor", tip.commit, "HEAD"):
            return Standing.BEHIND
        branch = self._git("symbolic-ref", "--short", "--quiet", "HEAD")
        at_tip = self._git("rev-parse", "HEAD") == tip.commit
        return Standing.CURRENT if branch == tip.branch or (not branch and at_tip) else Standing.ELSEWHERE

    def blob(self, oid: str) -> bytes | None:
        """The bytes of a blob, where local git has it."""
        run = self._run("cat-file", "blob", oid)
        return run.stdout if run is not None and run.returncode == 0 else None

    def has(self, path: str, commit: str | None) -> bool:
        """Whether ``path`` is a file at ``commit``, or, without a commit, on disk."""
        if commit is None or self.root is None:
            return self.file(path).is_file()
        return self._holds("cat-file", "-e", f"{commit}:{path}")

    def commit(self, paths: Iterable[str], message: str) -> str:
        """Commit these files as they are, and nothing else that may be staged; the commit's id.

        Raises ``UsageFault`` outside git, or with git's own words where it refuses."""
        files = [str(self.file(path)) for path in paths]
        run = self._run("commit", "--quiet", f"--message={message}", "--only", "--", *files)
        if run is None or run.returncode != 0:
            said = run.stderr.decode(errors="replace").strip() if run is not None else "git is not there"
            raise UsageFault(f"git did not commit: {said}", where=str(self.folder), todo="commit by hand")
        return self._git("rev-parse", "HEAD")

    def _holds(self, *arguments: str) -> bool:
        run = self._run(*arguments)
        return run is not None and run.returncode == 0

    def _git(self, *arguments: str) -> str:
        run = self._run(*arguments)
        if run is None or run.returncode != 0:
            return ""
        return run.stdout.decode(errors="replace").rstrip("\r\n")

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
        """One call of git; ``None`` where git is not there, or not to be asked."""
        if not self.versioned:
            return None
        try:
            return subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, check=False)
        except FileNotFoundError:
            return None
