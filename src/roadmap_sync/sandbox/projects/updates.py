"""Status updates: what somebody says of a whole project."""

from typing import Any

from roadmap_sync.sandbox.projects.rows import Project, Update
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rows import Account
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

_UPDATE = "SELECT u.* FROM project_updates u "


def of_project(store: Store, project: Project) -> list[Update]:
    """The updates, newest first."""
    sql = _UPDATE + "WHERE u.project_id = ? ORDER BY u.created_at DESC, u.rowid DESC"
    return store.rows(Update, sql, project.id)


def by_id(store: Store, update_id: int) -> Update:
    """The update of a stored id."""
    found = store.row(Update, _UPDATE + "WHERE u.id = ?", update_id)
    if found is None:
        raise Missing
    return found


def create(site: Site, actor: Account, project: Project, **said: str | None) -> Update:
    """A new update: body, status, start_date, target_date."""
    now = site.clock.stamp()
    with site.store.transaction():
        made = Update(
            site.store.new_id("update"), project.id, said.get("body"), said.get("status"),
            said.get("start_date"), said.get("target_date"), actor.id, now, now,
        )  # fmt: skip
        site.store.add("project_updates", made)
    return made


def edit(site: Site, now: Update, **said: Any) -> Update:
    """Change what an update says."""
    with site.store.transaction():
        site.store.update("project_updates", now.id, **said, updated_at=site.clock.stamp())
    return by_id(site.store, now.id)


def delete(site: Site, update: Update) -> None:
    """Take an update away."""
    with site.store.transaction():
        site.store.run("DELETE FROM project_updates WHERE id = ?", update.id)
