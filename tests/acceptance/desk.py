"""A maintainer's desk: a roadmap, a GitHub on loopback, and the command line."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from roadmap_sync.sandbox import Options, Running, start
from tests.acceptance import calls

REPOSITORY = "acme/widgets"
IDENTITY = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without anything that names a server, a token or a runner."""
    named = ("GITHUB_", "GH_", "ROADMAP_SYNC")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(named)}
    return {**kept, **IDENTITY, "NO_COLOR": "1", **more}


@dataclass
class GitHub:
    """A running sandbox, as a colleague with a browser and a script sees it."""

    folder: Path
    repository: str = REPOSITORY
    running: Running | None = None
    url: str = ""

    @property
    def db(self) -> Path:
        return self.folder / "github.db"

    @property
    def git(self) -> Path:
        return self.folder / "github.git"

    def start(self) -> None:
        """In this process, which is quick; `sandbox serve` has tests of its own."""
        self.running = start(Options(db=self.db, repository=self.repository, git=self.git))
        self.url = self.running.url

    def stop(self) -> None:
        if self.running is not None:
            self.running.stop()
            self.running = None

    def ask(self, method: str, path: str, payload: Any = None, *, token: str = "colleague") -> Any:
        headers = {"Authorization": f"token {token}", "User-Agent": "a colleague"}
        reply = requests.request(method, f"{self.url}{path}", json=payload, headers=headers, timeout=20)
        assert reply.ok, (method, path, reply.status_code, reply.text)
        return reply.json() if reply.content else None

    def repo(self, method: str, path: str, payload: Any = None, *, token: str = "colleague") -> Any:
        return self.ask(method, f"/repos/{self.repository}{path}", payload, token=token)

    def issues(self) -> list[dict[str, Any]]:
        """All issues, by number."""
        found: list[dict[str, Any]] = []
        for page in range(1, 100):
            some = self.repo("GET", f"/issues?state=all&per_page=100&direction=asc&page={page}")
            found += some
            if len(some) < 100:
                return found
        raise AssertionError("more than 9,900 issues")

    def titled(self, title: str) -> dict[str, Any]:
        found = [issue for issue in self.issues() if issue["title"] == title]
        assert len(found) == 1, (title, [issue["title"] for issue in self.issues()])
        return found[0]

    def edit(self, number: int, **changes: Any) -> None:
        self.repo("PATCH", f"/issues/{number}", changes)

    def close(self, number: int, reason: str = "completed") -> None:
        self.edit(number, state="closed", state_reason=reason)

    def reopen(self, number: int) -> None:
        self.edit(number, state="open")

    def sent(self) -> list[dict[str, Any]]:
        """The requests since the log was cleared, without those of the colleague."""
        answer = self.ask("GET", "/_sandbox/requests")
        log = answer["requests"] if isinstance(answer, dict) else answer
        return [one for one in log if not one["path"].startswith("/_sandbox")]

    def clear_log(self) -> None:
        self.ask("DELETE", "/_sandbox/requests")

    def fingerprint(self) -> str:
        return hashlib.sha256(self.db.read_bytes()).hexdigest()


@dataclass
class Ran:
    """One run of the command line."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)

    @property
    def text(self) -> str:
        return self.out + self.err


@dataclass
class Desk:
    """``folder`` holds the roadmap; with ``clone``, it is a clone that is pushed after every step."""

    folder: Path
    github: GitHub
    name: str = "ROADMAP.md"
    clone: bool = False
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        return self.folder / self.name

    @property
    def text(self) -> str:
        return self.file.read_bytes().decode()

    def put(self, data: bytes | str) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_bytes(data.encode() if isinstance(data, str) else data)
        self.publish("Write the roadmap")

    def edit(self, before: str, after: str) -> None:
        """Change the one place that reads ``before``."""
        assert self.text.count(before) == 1, (before, self.text.count(before))
        self.put(self.text.replace(before, after))

    def publish(self, message: str = "Update the roadmap") -> None:
        """Commit and push, where this is a clone and something changed."""
        if self.clone and self.run_git("status", "--porcelain").stdout:
            self.run_git("add", "--all")
            self.run_git("commit", "--quiet", "--message", message)
            self.run_git("push", "--quiet", "origin", "HEAD:main")

    def run_git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=True,
        )

    def run(self, *arguments: str, **environment: str) -> Ran:
        """Run the tool here, against this GitHub."""
        named = {
            "GITHUB_API_URL": self.github.url,
            "GITHUB_REPOSITORY": self.github.repository,
            "GITHUB_TOKEN": "owner",
        }
        env = clean_environment(**{**named, **self.environment, **environment})
        env = {name: value for name, value in env.items() if value}
        ran = Ran(*calls.run(*arguments, cwd=self.folder, env=env))
        assert "Traceback" not in ran.err, ran.err
        return ran

    def sync(self, *arguments: str, code: int = 0) -> dict[str, Any]:
        """One sync that must end with ``code``; the JSON it prints. In a clone, commit and push after."""
        ran = self.run("sync", "--yes", "--format", "json", *arguments)
        assert ran.code == code, (ran.code, ran.text)
        self.publish("Write status back")
        return ran.json

    def plan(self, *arguments: str, code: int = 0) -> dict[str, Any]:
        """The plan of a dry run."""
        ran = self.run("sync", "--dry-run", "--format", "json", *arguments)
        assert ran.code == code, (ran.code, ran.text)
        return ran.json

    def settled(self) -> None:
        """The run after is empty: nothing to change, nothing written, nothing held."""
        before = self.file.read_bytes()
        done = self.sync()
        assert done["changes"] == []
        assert done["holds"] == []
        assert done["requests"]["write"] == 0
        assert self.file.read_bytes() == before
