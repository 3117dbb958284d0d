"""The git binary, driven on one bare repository."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_IDENTITY = ("GIT_AUTHOR", "GIT_COMMITTER")
_NOTHING: Mapping[str, str] = MappingProxyType({})


class GitError(Exception):
    """git refused; the message is its own."""


class Git:
    """Runs git commands in a bare repository, without the user's configuration."""

    def __init__(self, bare: Path) -> None:
        self.bare = bare

    def init(self, branch: str) -> None:
        """Make the repository, empty, when it is not there."""
        if not (self.bare / "HEAD").exists():
            self.bare.mkdir(parents=True, exist_ok=True)
            self.run("init", "--quiet", "--bare", f"--initial-branch={branch}", str(self.bare))

    def run(self, *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] = _NOTHING) -> bytes:
        """The output of a command that must succeed; raises GitError."""
        if any("\0" in argument for argument in arguments):
            raise GitError("an argument holds a NUL")
        done = subprocess.run(
            ["git", f"--git-dir={self.bare}", "--literal-pathspecs", *arguments],
            input=stdin, capture_output=True, env=_environment() | dict(environment), check=False,
        )  # fmt: skip
        if done.returncode:
            raise GitError(done.stderr.decode(errors="replace").strip())
        return done.stdout

    def ask(self, *arguments: str) -> bytes | None:
        """The output of a command, or None when it fails, as for a revision that does not exist."""
        try:
            return self.run(*arguments)
        except GitError:
            return None


def identity(name: str, email: str, date: str) -> dict[str, str]:
    """The environment that makes commits somebody's."""
    values = {"NAME": name, "EMAIL": email, "DATE": date}
    return {f"{who}_{what}": value for who in _IDENTITY for what, value in values.items()}


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
