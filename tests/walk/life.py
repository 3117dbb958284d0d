"""One walk: a desk, a paper, its settings, and what people have done so far."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.acceptance.conftest import make_desk
from tests.acceptance.desk import REPOSITORY, Desk, GitHub
from tests.walk.papers import PAPERS, Paper, Row
from tests.walk.seen import Name, Seen, Ticket, look

NOUNS = [
    "cache",
    "search",
    "login",
    "export",
    "import",
    "theme",
    "queue",
    "audit",
    "billing",
    "mailer",
    "plugin",
    "parser",
    "router",
    "shell",
]
VERBS = ["Add", "Build", "Speed-up", "Rework", "Document", "Test", "Ship", "Design", "Measure", "Trim"]


@dataclass
class Life:
    """State of a walk. ``agreed``: what both sides said of an issue when last in step."""

    desk: Desk
    paper: Paper
    settings: dict[str, Any]
    repositories: list[str]
    older: list[bytes] = field(default_factory=list)
    most: Counter[str] = field(default_factory=Counter)
    born: dict[Name, str] = field(default_factory=dict)
    theirs: set[Name] = field(default_factory=set)
    agreed: dict[Name, Any] = field(default_factory=dict)
    regions: dict[Name, str] = field(default_factory=dict)
    stones: dict[Name, tuple[str, str, str]] = field(default_factory=dict)
    before: Seen = field(default_factory=Seen)
    syncs: int = 0
    made: int = 0
    log: list[str] = field(default_factory=list)

    @property
    def github(self) -> GitHub:
        return self.desk.github

    @property
    def text(self) -> str:
        return self.desk.text

    def look(self) -> Seen:
        return look(self.github, self.repositories)

    def rows(self, text: str | None = None) -> list[Row]:
        return self.paper.rows(self.text if text is None else text, self.repositories[0])

    def put(self, text: str) -> None:
        """The maintainer saves, and pushes where this is a clone."""
        self.older.append(self.desk.file.read_bytes())
        self.desk.put(text.encode())
        self.count()

    def count(self) -> None:
        """How often each title stands in the document at once, at most so far."""
        for title, times in Counter(row.title for row in self.rows()).items():
            self.most[title] = max(self.most[title], times)

    def name(self, chance: random.Random) -> str:
        """A title that nobody has used."""
        self.made += 1
        return f"{chance.choice(VERBS)} the {chance.choice(NOUNS)} {chance.randrange(100, 999)}{self.made}"

    def repo(self, name: str) -> GitHub:
        return replace(self.github, repository=name)

    def pick(self, chance: random.Random, *, state: str = "") -> tuple[Name, Ticket] | None:
        """An issue that a row links, or any."""
        seen = self.look()
        linked = {row.link for row in self.rows()}
        some = [
            (name, one)
            for name, one in seen.issues.items()
            if (not state or one.state == state) and (name in linked or chance.random() < 0.1)
        ]
        return chance.choice(some) if some else None


def settings(chance: random.Random, kind: str) -> dict[str, Any]:
    """A configuration."""
    made: dict[str, Any] = {}
    if chance.random() < 0.55:
        made["project"] = {"title": "Roadmap", "create": True}
        if chance.random() < 0.5:
            made["project"]["dates"] = "github"
    elif chance.random() < 0.5:
        made["status-labels"] = True
    if kind in ("table", "html") and chance.random() < 0.5:
        made["groups"] = "parent"
    if kind == "checklist" and chance.random() < 0.6:
        made["nested"] = "sub-issues"
    if chance.random() < 0.3:
        made["adopt"] = chance.choice(["exact", "exact+body"])
    if chance.random() < 0.3:
        made["orphans"] = "close"
    if chance.random() < 0.3:
        made["link"] = chance.choice(["title", "none"])
    return made


def columns(chance: random.Random, kind: str) -> tuple[str, ...]:
    made = PAPERS[kind]
    if kind == "checklist":
        return made
    if chance.random() < 0.5:
        made = (*made, "Depends on")
    if kind in ("table", "html"):
        made += ("Repo",) if chance.random() < 0.35 else ()
        made += ("Type",) if chance.random() < 0.3 else ()
        made += ("Issue",) if chance.random() < 0.25 and kind == "table" else ()
    return made


def begin(folder: Path, seed: int) -> Life:
    """A desk on its first day; everything follows from the seed."""
    chance = random.Random(seed)
    kind = chance.choice(["table", "table", *PAPERS])
    paper = Paper(kind, columns(chance, kind))
    (folder / "server").mkdir(parents=True)
    github = GitHub(folder / "server")
    github.start()
    desk = make_desk(github, folder, clone=chance.random() < 0.35)
    if chance.random() < 0.4:
        github.ask("PUT", "/_sandbox/owner", {"type": "Organization"})
    repositories = [REPOSITORY]
    if "Repo" in paper.columns:
        path = "/orgs/acme/repos" if github.repo("GET", "")["owner"]["type"] != "User" else "/user/repos"
        github.ask("POST", path, {"name": "gadgets"}, token="owner")
        repositories.append("acme/gadgets")
    life = Life(desk, paper, settings(chance, kind), repositories)
    (desk.folder / "config").mkdir()
    (desk.folder / "config/roadmap-sync.yml").write_text(json.dumps(life.settings))
    titles = [life.name(chance) for _ in range(chance.randrange(4, 8))]
    desk.put(paper.first(titles, repositories).encode())
    life.count()
    life.before = life.look()
    return life
