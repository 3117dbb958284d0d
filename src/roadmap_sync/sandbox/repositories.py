"""Repositories: found by name or id, made once, their switches."""

import re

from roadmap_sync.sandbox import people
from roadmap_sync.sandbox.refusals import Disabled, Fault, Forbidden, Invalid, Missing
from roadmap_sync.sandbox.rows import Account, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

_REPOSITORY = "SELECT r.* FROM repositories r "
_TOPIC = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
READ_ONLY = "Repository was archived so is read-only."


def by_name(store: Store, owner: str, name: str) -> Repository | None:
    """The repository of that name, in any letter case."""
    return store.row(Repository, _REPOSITORY + "WHERE r.owner = ? AND r.name = ?", owner, name)


def once(store: Store, owner: str, name: str) -> Repository | None:
    """The repository that had this name before it was renamed."""
    of = "JOIN former_names f ON f.repository_id = r.id WHERE f.owner = ? AND f.name = ?"
    return store.row(Repository, _REPOSITORY + of, owner, name)


def by_id(store: Store, repository_id: int) -> Repository:
    """The repository of a stored id."""
    found = store.row(Repository, _REPOSITORY + "WHERE r.id = ?", repository_id)
    if found is None:
        raise Missing
    return found


def all_of(store: Store) -> list[Repository]:
    """Every repository, the oldest first."""
    return store.rows(Repository, _REPOSITORY + "ORDER BY r.rowid")


def visible(store: Store, repository: Repository | None, viewer: Account | None) -> Repository | None:
    """The repository, or None where this account may not know of it."""
    if repository is None or not people.may(store, repository, viewer, "read"):
        return None
    return repository


def ensure(site: Site, full_name: str) -> Repository:
    """The repository of that name, made with its owner and a colleague when it is not there.

    It starts without labels, unlike one on github.com with its nine default ones: what a client creates here
    is what a test counts.
    """
    owner, _, name = full_name.partition("/")
    known = by_name(site.store, owner, name) or once(site.store, owner, name)
    if known:
        return known
    with site.store.transaction():
        return _made(site, people.create(site, owner), name)


def share(site: Site, repository: Repository, home: Repository) -> None:
    """Let whoever acts for the owner of ``home`` write in another repository too."""
    acting = people.administrator(site.store, people.by_id(site.store, home.owner_id))
    if not people.may(site.store, repository, acting, "write"):
        people.grant(site, repository, acting, "write", "COLLABORATOR")


def create(site: Site, owner: Account, name: str, **switches: bool | str | None) -> Repository:
    """A new repository of this account, with a colleague who may write."""
    if not _NAME.fullmatch(name):
        raise Invalid(Fault("Repository", "name", "missing_field", "Name can't be blank"))
    if by_name(site.store, owner.login, name):
        why = "name already exists on this account"
        taken = Fault("Repository", "name", "custom", why, why)
        raise Invalid(taken, message="Repository creation failed.")
    with site.store.transaction():
        site.store.run("DELETE FROM former_names WHERE owner = ? AND name = ?", owner.login, name)
        return change(site, _made(site, owner, name), **switches)


def _made(site: Site, owner: Account, name: str) -> Repository:
    now = site.clock.stamp()
    made = Repository(
        site.store.new_id("repository"), owner.id, owner.login, name, None,
        private=False, archived=False, has_issues=True,
        default_branch="main", created_at=now, updated_at=now,
    )  # fmt: skip
    site.store.insert("repositories", **{field: getattr(made, field) for field in made.__slots__})
    people.grant(site, made, people.create(site, people.COLLEAGUE), "write", None)
    return made


def change(site: Site, repository: Repository, **switches: bool | str | None) -> Repository:
    """Set columns of a repository."""
    if any(getattr(repository, name) != value for name, value in switches.items()):
        with site.store.transaction():
            site.store.update("repositories", repository.id, **switches, updated_at=site.clock.stamp())
    return by_id(site.store, repository.id)


def rename(site: Site, repository: Repository, name: str) -> Repository:
    """Give a repository another name; under the old one it is found again, as long as nobody takes that."""
    if not _NAME.fullmatch(name):
        raise Invalid(Fault("Repository", "name", "missing_field", "Name can't be blank"))
    with site.store.transaction():
        site.store.run("DELETE FROM former_names WHERE owner = ? AND name = ?", repository.owner, name)
        if name.lower() != repository.name.lower():
            old = (repository.owner, repository.name, repository.id)
            site.store.run("INSERT OR REPLACE INTO former_names VALUES (?, ?, ?)", *old)
        return change(site, repository, name=name)


def writable(repository: Repository) -> None:
    """Refuse to write in an archived repository."""
    if repository.archived:
        raise Forbidden(READ_ONLY)


def with_issues(repository: Repository) -> None:
    """Refuse a repository whose issues are switched off."""
    if not repository.has_issues:
        raise Disabled("Issues are disabled for this repo")


def topics(store: Store, repository: Repository) -> list[str]:
    """What a repository is about, in the order it was told."""
    return store.texts("SELECT name FROM topics WHERE repository_id = ? ORDER BY rowid", repository.id)


def set_topics(site: Site, repository: Repository, names: list[str]) -> None:
    """Say anew what a repository is about; raises Invalid for names GitHub does not take."""
    if any(not _TOPIC.fullmatch(name) for name in names):
        raise Invalid(message="Topics must start with a lowercase letter or number, consist of 50 characters "
                      "or less, and can include hyphens.")  # fmt: skip
    with site.store.transaction():
        site.store.run("DELETE FROM topics WHERE repository_id = ?", repository.id)
        for name in dict.fromkeys(names):
            site.store.insert("topics", repository_id=repository.id, name=name)
