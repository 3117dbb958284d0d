"""Projects themselves: made with GitHub's fields and workflows, found, edited, linked, copied, deleted."""

from typing import Any

from roadmap_sync.sandbox import people
from roadmap_sync.sandbox.projects import fields, rights, workflows
from roadmap_sync.sandbox.projects.rows import Field, Project
from roadmap_sync.sandbox.refusals import Fault, Invalid, Missing
from roadmap_sync.sandbox.rows import Account, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

_PROJECT = "SELECT p.* FROM projects p "
_BELOW = (
    ("project_values", "project_items", "item_id"),
    ("project_options", "project_fields", "field_id"),
    ("project_iterations", "project_fields", "field_id"),
)
_BESIDE = (
    "project_items", "project_fields", "project_repositories", "project_roles", "project_updates",
    "project_workflows",
)  # fmt: skip


def by_id(store: Store, project_id: int) -> Project:
    """The project of a stored id."""
    found = store.row(Project, _PROJECT + "WHERE p.id = ?", project_id)
    if found is None:
        raise Missing
    return found


def by_number(store: Store, owner: Account, number: int, viewer: Account | None) -> Project | None:
    """The project of that number, if this account may see it."""
    found = store.row(Project, _PROJECT + "WHERE p.owner_id = ? AND p.number = ?", owner.id, number)
    return found if found and rights.may(store, found, viewer, "reader") else None


def of_owner(store: Store, owner: Account, viewer: Account | None) -> list[Project]:
    """The projects of an account that this one may see, the newest number first."""
    found = store.rows(Project, _PROJECT + "WHERE p.owner_id = ? ORDER BY p.number DESC", owner.id)
    return [one for one in found if rights.may(store, one, viewer, "reader")]


def of_repository(store: Store, repository: Repository, viewer: Account | None) -> list[Project]:
    """The projects linked to a repository."""
    sql = _PROJECT + "JOIN project_repositories x ON x.project_id = p.id WHERE x.repository_id = ?"
    found = store.rows(Project, f"{sql} ORDER BY p.number DESC", repository.id)
    return [one for one in found if rights.may(store, one, viewer, "reader")]


def of_issue(store: Store, issue_id: int, viewer: Account | None) -> list[Project]:
    """The projects an issue is on."""
    sql = _PROJECT + "JOIN project_items x ON x.project_id = p.id WHERE x.issue_id = ?"
    found = store.rows(Project, f"{sql} ORDER BY p.number DESC", issue_id)
    return [one for one in found if rights.may(store, one, viewer, "reader")]


def matching(found: list[Project], query: str | None) -> list[Project]:
    """Those that a search keeps: words of the title, `is:open`, `is:closed`."""
    for word in (query or "").split():
        if word in ("is:open", "is:closed"):
            found = [one for one in found if (one.closed_at is None) == (word == "is:open")]
        else:
            found = [one for one in found if word.strip('"').lower() in one.title.lower()]
    return found


def repositories(store: Store, project: Project) -> list[Repository]:
    """The repositories linked to a project."""
    sql = "SELECT r.* FROM repositories r JOIN project_repositories x ON x.repository_id = r.id"
    return store.rows(Repository, f"{sql} WHERE x.project_id = ? ORDER BY x.rowid", project.id)


def create(site: Site, actor: Account, owner: Account, title: str) -> Project:
    """A new private project with the fields and workflows GitHub gives it; raises Invalid."""
    _check(title)
    now = site.clock.stamp()
    with site.store.transaction():
        made = Project(
            site.store.new_id("project"), owner.id, site.store.next(f"projects of {owner.id}"), title,
            short_description=None, readme=None, public=False, closed_at=None,
            template=False, creator_id=actor.id, created_at=now, updated_at=now,
        )  # fmt: skip
        site.store.add("projects", made)
        if actor.id != owner.id:
            rights.grant(site, made, actor, "admin")
        rights.grant(site, made, people.create(site, people.COLLEAGUE), "writer")
        fields.found(site, made)
        workflows.found(site, made)
    return made


def edit(site: Site, project: Project, **changed: Any) -> Project:
    """Set title, short_description, readme, public, template; `closed` closes and opens again."""
    if "title" in changed:
        _check(changed["title"])
    if "closed" in changed:
        closed = changed.pop("closed")
        changed["closed_at"] = (project.closed_at or site.clock.stamp()) if closed else None
    if any(getattr(project, name) != value for name, value in changed.items()):
        with site.store.transaction():
            site.store.update("projects", project.id, **changed, updated_at=site.clock.stamp())
    return by_id(site.store, project.id)


def link(site: Site, project: Project, repository: Repository) -> None:
    """Show a project in a repository of the same owner."""
    if repository.owner_id != project.owner_id:
        raise Invalid(message="The repository and the project must have the same owner.")
    with site.store.transaction():
        sql = "INSERT OR IGNORE INTO project_repositories VALUES (?, ?)"
        site.store.run(sql, project.id, repository.id)


def unlink(site: Site, project: Project, repository: Repository) -> None:
    """Take a project from a repository's list."""
    sql = "DELETE FROM project_repositories WHERE project_id = ? AND repository_id = ?"
    with site.store.transaction():
        site.store.run(sql, project.id, repository.id)


def copy(site: Site, actor: Account, project: Project, owner: Account, title: str) -> Project:
    """A new project with the fields and options of another, and none of its items."""
    with site.store.transaction():
        made = create(site, actor, owner, title)
        for field in fields.of_project(site.store, project):
            _copy_field(site, made, field)
    return made


def delete(site: Site, project: Project) -> None:
    """Take a project away with its items; the issues stay."""
    store = site.store
    with store.transaction():
        drafts = store.texts("SELECT draft_id FROM project_items WHERE project_id = ?", project.id)
        for table, parent, column in _BELOW:
            inside = f"{column} IN (SELECT id FROM {parent} WHERE project_id = ?)"
            store.run(f"DELETE FROM {table} WHERE {inside}", project.id)
        for table in _BESIDE:
            store.run(f"DELETE FROM {table} WHERE project_id = ?", project.id)
        for draft_id in filter(None, drafts):
            store.run("DELETE FROM project_draft_assignees WHERE draft_id = ?", draft_id)
            store.run("DELETE FROM project_drafts WHERE id = ?", draft_id)
        store.run("DELETE FROM projects WHERE id = ?", project.id)


def _copy_field(site: Site, into: Project, field: Field) -> None:
    options = [
        fields.Choice(one.name, one.color, one.description) for one in fields.options(site.store, field)
    ]
    known = fields.by_name(site.store, into, field.name)
    if known is None:
        boxes = fields.iterations(site.store, field)
        frame = [fields.Box(one.title, one.start_date, one.duration) for one in boxes]
        fields.create(
            site, into, fields.Plan(field.name, field.kind, options, field.duration, field.start_day, frame)
        )
    elif options:
        fields.set_options(site, known, options)


def _check(title: str) -> None:
    if not title.strip():
        raise Invalid(Fault("ProjectV2", "title", "missing_field", "Title can't be blank"))
