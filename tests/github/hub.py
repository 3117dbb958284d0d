"""A repository on the sandbox, and people who act in it over HTTP."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from roadmap_sync import github, marker
from roadmap_sync.github import GitHubReader, GitHubWriter, Pace, Session
from roadmap_sync.model import (
    Change,
    Issue,
    Json,
    Marker,
    MilestonePatch,
    Move,
    NewIssue,
    NewLabel,
    NewMilestone,
    Outcome,
    Patch,
    Plan,
    Question,
    Subject,
    Value,
    World,
)
from roadmap_sync.sandbox import Options, Running, start

REPOSITORY = "acme/widgets"
DOCUMENT = "ROADMAP.md"
COLLEAGUE = "colleague-token"


@dataclass
class Hub:
    """The sandbox at ``url``; ``door`` is where our sessions knock (a proxy, where a test has one)."""

    url: str
    folder: Path
    door: str

    def act(self, method: str, path: str, payload: Any = None, token: str = COLLEAGUE) -> Any:
        """One REST request below the repository, by a colleague unless told otherwise; ``/…`` from the
        root."""
        url = self.url + (path if path.startswith("/") else f"/repos/{REPOSITORY}/{path}")
        data = None if payload is None else json.dumps(payload).encode()
        headers = {
            "Authorization": f"Bearer {token}",
            "User-Agent": "tests",
            "Content-Type": "application/json",
        }
        with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method)) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def account(self, login: str, **more: str) -> str:
        """A new account; its token."""
        self.act("POST", "/_sandbox/accounts", {"login": login, "token": f"{login}-token", **more})
        return f"{login}-token"

    def issue(self, number: int) -> Any:
        """An issue as REST shows it."""
        return self.act("GET", f"issues/{number}")

    def issues(self) -> list[Any]:
        """All issues, in the order of their numbers."""
        found: list[Any] = []
        while len(page := self._page(len(found) // 100 + 1)) == 100:
            found += page
        return found + page

    def _page(self, page: int) -> list[Any]:
        path = f"issues?state=all&per_page=100&sort=created&direction=asc&page={page}"
        found: list[Any] = self.act("GET", path)
        return found

    def log(self) -> list[Any]:
        """The requests since the last ``forget``, as the sandbox saw them."""
        found: list[Any] = self.act("GET", "/_sandbox/requests")["requests"]
        return found

    def forget(self) -> None:
        self.act("DELETE", "/_sandbox/requests")

    @contextmanager
    def session(
        self, token: str = "owner", pace: Pace | None = None, repository: str = REPOSITORY
    ) -> Iterator[Session]:
        with github.open_session(self.door, token, repository, pace=pace) as session:
            yield session

    def observe(self, **more: Any) -> World:
        with self.session() as session:
            return GitHubReader(session).observe(question(**more))

    def apply(
        self, plan: Plan, world: World, token: str = "owner", pace: Pace | None = None
    ) -> list[Outcome]:
        with self.session(token, pace) as session:
            return list(GitHubWriter(session).apply(plan, world))


@contextmanager
def opened(folder: Path) -> Iterator[Hub]:
    with start(Options(folder / "sandbox.db", REPOSITORY)) as running:
        yield ready(running, folder)


def ready(running: Running, folder: Path) -> Hub:
    hub = Hub(running.url, folder, running.url)
    hub.act(
        "POST",
        "/_sandbox/accounts",
        {"login": "colleague", "role": "write", "token": COLLEAGUE},
        token="owner",
    )
    return hub


# ── what a planner would say ─────────────────────────────────────────────────────────────────


def question(**more: Any) -> Question:
    asked = Question("roadmap", (DOCUMENT,), None, (), (), ("github-actions",), newest=False)
    return replace(asked, **more)


def subject(name: str, kind: str = "issue", number: int | None = None) -> Subject:
    return Subject(kind, name, DOCUMENT, number)


def mark(world: World, title: str, **base: Value) -> Marker:
    return Marker(
        world.repository.id,
        DOCUMENT,
        ("Now",),
        None,
        title,
        None,
        {"title": title, "status": "open", **base},
        {},
    )


def new_label(name: str) -> NewLabel:
    return NewLabel(Change("create", subject(name, "label"), "", None, name), name, "ededed", "")


def new_milestone(title: str, due: Any = None) -> NewMilestone:
    return NewMilestone(Change("create", subject(title, "milestone"), "", None, title), title, "ours", due)


def new_issue(world: World, title: str, *, region: str = "managed", **more: Any) -> NewIssue:
    fields = {"labels": ("roadmap",), "assignees": (), "milestone": None, **more}
    held = {"labels": fields["labels"], "assignees": fields["assignees"], "milestone": fields["milestone"]}
    marked = mark(world, title, **{name: value for name, value in held.items() if value})
    change = Change("create", subject(title), "", None, title)
    return NewIssue(change, title, marker.compose(marked, region), marker=marked, **fields)


def change(
    issue: Issue | str, field: str, before: Json, after: Json, *, kind: str = "update", base: Value = ""
) -> Change:
    """A change of an issue, or of one that this plan creates. ``base``: what base becomes (default:
    ``after``)."""
    name, number = (issue, None) if isinstance(issue, str) else (issue.title, issue.number)
    value: Value = after if base == "" and isinstance(after, str) else base or None  # type: ignore[assignment]
    return Change(kind, subject(name, number=number), field, before, after, Move(field, value))


def patch(
    world: World,
    issue: Issue | str,
    *changes: Change,
    moves: tuple[Move, ...] = (),
    region: str | None = None,
) -> Patch:
    name, number = (issue, None) if isinstance(issue, str) else (issue.title, issue.number)
    seen = None if isinstance(issue, str) else marker.read(issue.body).marker
    about = subject(name, number=number)
    return Patch(
        about, None if isinstance(issue, str) else issue, changes, moves, seen or mark(world, name), region
    )


def plan(
    world: World,
    *,
    labels: tuple[NewLabel, ...] = (),
    milestones: tuple[NewMilestone, ...] = (),
    milestone_patches: tuple[MilestonePatch, ...] = (),
    issues: tuple[NewIssue, ...] = (),
    patches: tuple[Patch, ...] = (),
) -> Plan:
    return Plan(world.repository, (DOCUMENT,), labels, milestones, milestone_patches, issues, patches, (), ())


def seeded(hub: Hub, *titles: str, **more: Any) -> World:
    """The world after a first run has made these issues."""
    world = hub.observe()
    made = tuple(new_issue(world, title, **more) for title in titles)
    missing = {name for issue in made for name in issue.labels} - {label.name for label in world.labels}
    outcomes = hub.apply(plan(world, labels=tuple(map(new_label, sorted(missing))), issues=made), world)
    assert {outcome.result for outcome in outcomes} == {"done"}
    return hub.observe()


def titled(world: World, title: str) -> Issue:
    return next(issue for issue in world.issues if issue.title == title)


def base(body: str) -> dict[str, Value]:
    """What the marker in a body vouches for."""
    found = marker.read(body).marker
    assert found is not None
    return dict(found.base)


def told(outcomes: list[Outcome]) -> list[tuple[str, str, str]]:
    return [(outcome.change.subject.name, outcome.change.field, outcome.result) for outcome in outcomes]


def run(hub: Hub, world: World, *patches: Patch, **more: Any) -> list[tuple[str, str, str]]:
    """What came of the changes of these patches."""
    return told(hub.apply(plan(world, patches=patches, **more), world))
