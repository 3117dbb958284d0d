"""What a server tells about itself, a token and a repository: reads only, and a refusal is an answer too."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import quote

from roadmap_sync.errors import OutOfTime
from roadmap_sync.github import boards
from roadmap_sync.github.pages import variables
from roadmap_sync.github.replies import Answer
from roadmap_sync.github.session import Session
from roadmap_sync.model import Board, BoardName

_VIEWER = "query Viewer { viewer { login } }"
_WORKFLOWS = """
query Workflows($owner: String!, $name: String!, $folder: String!) {
  repository(owner: $owner, name: $name) {
    object(expression: $folder) {
      ... on Tree { entries { name object { ... on Blob { text } } } }
    }
  }
}
"""
FOLDER = ".github/workflows"
ACTIONS = "github-actions[bot]"
"""Who the token of a workflow is (documented for what it writes; for GraphQL unverified)."""


class Kind(Enum):
    """What sort of token it is; the value is how people call it."""

    CLASSIC = "classic token"
    LOGIN = "login of gh"
    FINE = "fine-grained token"
    APP = "token of an App's installation"
    PERSON = "token of an App for a user"
    ACTIONS = "token of a workflow"
    UNKNOWN = "token of an unknown kind"

    @property
    def scoped(self) -> bool:
        """Whether it tells its scopes in every reply."""
        return self in (Kind.CLASSIC, Kind.LOGIN)


PREFIXES = {
    "ghp_": Kind.CLASSIC,
    "gho_": Kind.LOGIN,
    "github_pat_": Kind.FINE,
    "ghs_": Kind.APP,
    "ghu_": Kind.PERSON,
}
"""How tokens begin (GitHub documentation, "Token types")."""


def kind_of(token: str) -> Kind:
    """The kind of a token by its beginning."""
    return next((kind for prefix, kind in PREFIXES.items() if token.startswith(prefix)), Kind.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token before it is used. ``permissions``: ``None`` where they cannot be told;
    ``source``: where it was found."""

    kind: Kind = Kind.UNKNOWN
    source: str = ""
    permissions: Mapping[str, str] | None = None


@dataclass(slots=True)
class Door:
    """A session and what its token is; ``login``: who it acts as."""

    session: Session
    token: Token = Token()
    login: str = ""
    scopes: tuple[str, ...] | None = None

    def enter(self) -> Answer:
        """Ask for the limits, which costs nothing (documented), and learn of the token from the reply's
        headers; who it is, is asked for where it is valid."""
        answer = self.session.look("/rate_limit")
        scopes = answer.headers.get("x-oauth-scopes")
        if scopes is not None:
            self.scopes = tuple(word for word in scopes.replace(",", " ").split() if word)
        if answer.status in (200, 404):
            with suppress(OutOfTime):  # which the limits themselves tell
                self.login = self.session.graphql(_VIEWER).data["viewer"]["login"]
        return answer

    @property
    def kind(self) -> Kind:
        """The kind by its beginning, else by what the server said."""
        if self.login == ACTIONS:
            return Kind.ACTIONS
        if self.token.kind is Kind.UNKNOWN:
            if self.scopes is not None:
                return Kind.CLASSIC
            return Kind.APP if self.login.endswith("[bot]") else Kind.UNKNOWN
        return self.token.kind


@dataclass(slots=True)
class Diagnosis:
    """Asks for one thing at a time, and for nothing twice. ``boards``: the door to boards, where they have a
    token of their own."""

    home: Door
    boards: Door | None = None
    _seen: dict[str, Answer] = field(default_factory=dict)
    _boards: dict[BoardName, Board] = field(default_factory=dict)
    _files: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def requests(self) -> Mapping[str, int]:
        """How many requests were sent: ``read`` and ``write``."""
        doors = [door for door in (self.home, self.boards) if door is not None]
        return {kind: sum(door.session.requests[kind] for door in doors) for kind in ("read", "write")}

    def enter(self) -> Answer:
        """The limits of the token, and how the server answered."""
        if "/rate_limit" not in self._seen:
            self._seen["/rate_limit"] = self.home.enter()
        return self._seen["/rate_limit"]

    def repository(self) -> Answer:
        """The repository (REST "Get a repository")."""
        return self._look("")

    def other(self, name: str) -> Answer:
        """Another repository, by its ``owner/name``."""
        return self.home.session.look(f"/repos/{name}")

    def issues(self) -> Answer:
        """Whether issues can be read."""
        return self._look("/issues?per_page=1")

    def files(self) -> Answer:
        """Whether files can be read."""
        return self._look("/contents/")

    def label(self, name: str) -> Answer:
        """A label by its name."""
        return self._look(f"/labels/{quote(name, safe='')}")

    def milestones(self) -> list[str]:
        """The titles of all milestones, of the first 1,000."""
        found: list[str] = []
        for page in range(1, 11):
            answer = self._look(f"/milestones?state=all&per_page=100&page={page}")
            some = [one["title"] for one in answer.json()] if answer.status == 200 else []
            found += some
            if len(some) < 100:
                break
        return found

    def branch(self, name: str) -> Answer:
        """A branch, which says whether it is protected."""
        return self._look(f"/branches/{quote(name, safe='')}")

    def rules(self, name: str) -> Answer:
        """The rules of rulesets for a branch; any token may ask that reads the repository (documented)."""
        return self._look(f"/rules/branches/{quote(name, safe='')}")

    def allowance(self) -> Answer:
        """What workflows may do; for administrators only (documented)."""
        return self._look("/actions/permissions/workflow")

    def workflows(self) -> Answer:
        """The workflows that GitHub knows, with their states."""
        return self._look("/actions/workflows?per_page=100")

    def last_run(self, workflow: int) -> Answer:
        """The newest run of a workflow that its schedule set off."""
        return self._look(f"/actions/workflows/{workflow}/runs?event=schedule&per_page=1")

    def workflow_files(self, branch: str) -> dict[str, str]:
        """The texts of the workflows at the tip of a branch, by path."""
        if branch not in self._files:
            asked = variables(self.home.session, folder=f"{branch}:{FOLDER}")
            here = self.home.session.graphql(_WORKFLOWS, asked).data.get("repository") or {}
            entries = (here.get("object") or {}).get("entries") or ()
            texts = ((one["name"], (one["object"] or {}).get("text") or "") for one in entries)
            self._files[branch] = {f"{FOLDER}/{name}": text for name, text in texts}
        return self._files[branch]

    def board(self, name: BoardName, repository: str) -> Board:
        """A board, or one without an id where the list of boards has none of that title.

        ``repository``: its node id. Raises ``boards.Closed`` or a ``Stop`` where it cannot be had."""
        if name not in self._boards:
            session = (self.boards or self.home).session
            self._boards[name] = boards.find(session, name, repository)
        return self._boards[name]

    def _look(self, below: str) -> Answer:
        path = f"{self.home.session.path}{below}"
        if path not in self._seen:
            self._seen[path] = self.home.session.look(path)
        return self._seen[path]
