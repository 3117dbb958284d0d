"""What happened to issues, in order: closed, reopened, renamed, labeled and the like."""

import json

from roadmap_sync.sandbox.pending import CLOSED, REOPENED
from roadmap_sync.sandbox.rows import Account, Event
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store


def record(site: Site, actor: Account, issue_id: int, kind: str, **detail: str | int | None) -> None:
    """Add an event under the current second."""
    site.store.insert(
        "events", id=site.store.new_id("event"), issue_id=issue_id, actor_id=actor.id, kind=kind,
        created_at=site.clock.stamp(), detail=json.dumps(detail, ensure_ascii=False),
    )  # fmt: skip
    if kind in (CLOSED, REOPENED):
        site.pending.add(kind, issue_id)


def of_issue(store: Store, issue_id: int) -> list[Event]:
    """The events of an issue, oldest first."""
    return store.rows(Event, "SELECT e.* FROM events e WHERE e.issue_id = ? ORDER BY e.rowid", issue_id)


def of_repository(store: Store, repository_id: int) -> list[Event]:
    """The events of all issues of a repository, newest first."""
    of = "JOIN issues i ON i.id = e.issue_id WHERE i.repository_id = ? ORDER BY e.rowid DESC"
    return store.rows(Event, f"SELECT e.* FROM events e {of}", repository_id)


def by_id(store: Store, event_id: int) -> Event | None:
    """The event of a stored id."""
    return store.row(Event, "SELECT e.* FROM events e WHERE e.id = ?", event_id)


def detail(event: Event) -> dict[str, str | int | None]:
    """What an event says beyond its kind, e.g. `from` and `to` of a renaming."""
    found: dict[str, str | int | None] = json.loads(event.detail)
    return found
