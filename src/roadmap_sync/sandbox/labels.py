"""Labels: unique in any letter case, written as they were first typed, renamed under the same id."""

import re

from roadmap_sync.sandbox import repositories
from roadmap_sync.sandbox.refusals import Fault, Invalid, too_long
from roadmap_sync.sandbox.rows import Label, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

NAME_LIMIT = 50
DESCRIPTION_LIMIT = 100
DEFAULT_COLOR = "ededed"

_LABEL = "SELECT l.* FROM labels l "
_COLOR = re.compile(r"[0-9a-fA-F]{6}")


def all_of(store: Store, repository: Repository) -> list[Label]:
    """Every label in the order they were made."""
    return store.rows(Label, _LABEL + "WHERE l.repository_id = ? ORDER BY l.rowid", repository.id)


def by_name(store: Store, repository: Repository, name: str) -> Label | None:
    """The label of that name, in any letter case."""
    return store.row(Label, _LABEL + "WHERE l.repository_id = ? AND l.name = ?", repository.id, name)


def by_id(store: Store, label_id: int) -> Label | None:
    """The label of a stored id."""
    return store.row(Label, _LABEL + "WHERE l.id = ?", label_id)


def of_issue(store: Store, issue_id: int) -> list[Label]:
    """The labels of an issue in the order they were given."""
    sql = _LABEL + "JOIN issue_labels x ON x.label_id = l.id WHERE x.issue_id = ? ORDER BY x.rowid"
    return store.rows(Label, sql, issue_id)


def create(site: Site, repository: Repository, name: str, color: str, description: str | None) -> Label:
    """A new label; raises Invalid for a name taken, a colour that is none, and texts too long."""
    repositories.writable(repository)
    _check(site.store, repository, None, name, color, description)
    now = site.clock.stamp()
    with site.store.transaction():
        made = Label(site.store.new_id("label"), repository.id, name, color.lower(), description, now, now)
        site.store.insert("labels", **{field: getattr(made, field) for field in made.__slots__})
    return made


def ensure(site: Site, repository: Repository, name: str) -> Label:
    """The label of that name; one that is missing is made in grey, as GitHub makes those of issues."""
    known = by_name(site.store, repository, name)
    if known is None and not 0 < len(name.strip()) <= NAME_LIMIT:
        raise Invalid(Fault("Label", "name", "invalid", "Name is invalid", value=name))
    return known or create(site, repository, name, DEFAULT_COLOR, None)


def edit(site: Site, label: Label, name: str, color: str, description: str | None) -> Label:
    """Rename or recolour a label; every issue that bears it shows the new name."""
    repository = repositories.by_id(site.store, label.repository_id)
    repositories.writable(repository)
    _check(site.store, repository, label, name, color, description)
    changed = {"name": name, "color": color.lower(), "description": description}
    if any(getattr(label, field) != value for field, value in changed.items()):
        with site.store.transaction():
            site.store.update("labels", label.id, **changed, updated_at=site.clock.stamp())
    return by_id(site.store, label.id) or label


def delete(site: Site, label: Label) -> None:
    """Take a label from the repository and from every issue."""
    repositories.writable(repositories.by_id(site.store, label.repository_id))
    with site.store.transaction():
        site.store.run("DELETE FROM issue_labels WHERE label_id = ?", label.id)
        site.store.run("DELETE FROM labels WHERE id = ?", label.id)


def _check(
    store: Store, repository: Repository, now: Label | None, name: str, color: str, description: str | None
) -> None:
    faults = too_long("Label", "name", name, NAME_LIMIT)
    faults += too_long("Label", "description", description, DESCRIPTION_LIMIT)
    if not name.strip():
        faults.append(Fault("Label", "name", "missing_field", "Name can't be blank"))
    if not _COLOR.fullmatch(color):
        faults.append(Fault("Label", "color", "invalid", "Color is invalid"))
    other = by_name(store, repository, name)
    if other and (now is None or other.id != now.id):
        faults.append(Fault("Label", "name", "already_exists", "Name has already been taken"))
    if faults:
        raise Invalid(*faults)
