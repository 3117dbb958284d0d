"""Who may see and change a project: its owner, those invited, and the members of an organization."""

from roadmap_sync.sandbox import people
from roadmap_sync.sandbox.projects.rows import Project
from roadmap_sync.sandbox.rows import Account
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

ROLES = ("none", "reader", "writer", "admin")


def role(store: Store, project: Project, account: Account | None) -> str:
    """The role of an account in a project; members of the owning organization write by default."""
    base = "reader" if project.public else "none"
    if account is None:
        return base
    if account.id == project.owner_id:
        return "admin"
    sql = "SELECT role FROM project_roles WHERE project_id = ? AND account_id = ?"
    granted = store.texts(sql, project.id, account.id)
    if granted == ["none"]:
        return base
    member = people.membership(store, project.owner_id, account)
    return max([*granted, base, {"admin": "admin", "member": "writer"}.get(member, "none")], key=ROLES.index)


def may(store: Store, project: Project, account: Account | None, least: str) -> bool:
    """Whether an account has at least that role."""
    return ROLES.index(role(store, project, account)) >= ROLES.index(least)


def may_create(store: Store, owner: Account, account: Account) -> bool:
    """Whether an account may make projects for an owner."""
    return owner.id == account.id or people.membership(store, owner.id, account) != "none"


def grant(site: Site, project: Project, account: Account, given: str) -> None:
    """Invite an account to a project."""
    with site.store.transaction():
        sql = "INSERT OR REPLACE INTO project_roles VALUES (?, ?, ?)"
        site.store.run(sql, project.id, account.id, given)
