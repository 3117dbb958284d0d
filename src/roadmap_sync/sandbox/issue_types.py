"""Types of issues, which only organizations have: Task, Bug, Feature, and those they add."""

from roadmap_sync.sandbox import history, issues, people
from roadmap_sync.sandbox.refusals import Fault, Invalid
from roadmap_sync.sandbox.rows import Account, Issue, IssueType, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

MOST = 25
COLORS = ("gray", "blue", "green", "yellow", "orange", "red", "pink", "purple")
_TYPE = "SELECT t.* FROM issue_types t "
_DEFAULTS = (
    ("Task", "A specific piece of work", "yellow"),
    ("Bug", "An unexpected problem or behavior", "red"),
    ("Feature", "A request, idea, or new functionality", "blue"),
)


def of_owner(site: Site, owner: Account) -> list[IssueType]:
    """The types of an organization; a user has none."""
    if owner.kind != "Organization":
        return []
    return site.store.rows(IssueType, _TYPE + "WHERE t.owner_id = ? ORDER BY t.rowid", owner.id)


def of_repository(site: Site, repository: Repository) -> list[IssueType]:
    """The types that issues of a repository can have."""
    found = of_owner(site, people.by_id(site.store, repository.owner_id))
    return [one for one in found if one.enabled]


def by_id(store: Store, type_id: int) -> IssueType | None:
    """The type of a stored id."""
    return store.row(IssueType, _TYPE + "WHERE t.id = ?", type_id)


def of_issue(store: Store, issue_id: int) -> IssueType | None:
    """The type of an issue."""
    sql = _TYPE + "JOIN typed_issues x ON x.type_id = t.id WHERE x.issue_id = ?"
    return store.row(IssueType, sql, issue_id)


def named(site: Site, repository: Repository, name: str | None) -> IssueType | None:
    """The type of that name; raises Invalid for one that the organization does not have."""
    if not name:
        return None
    known = {one.name.lower(): one for one in of_repository(site, repository)}
    if known and name.lower() not in known:
        raise Invalid(Fault("Issue", "type", "invalid", "Type is invalid", value=name))
    return known.get(name.lower())


def found(site: Site, owner: Account) -> None:
    """Give an organization the types GitHub starts it with."""
    for name, description, color in _DEFAULTS:
        create(site, owner, name, description, color)


def create(
    site: Site, owner: Account, name: str, description: str | None, color: str, *, enabled: bool = True
) -> IssueType:
    """A new type; raises Invalid for a name taken, a colour that is none, and beyond 25."""
    _check(site, owner, None, name, color)
    now = site.clock.stamp()
    with site.store.transaction():
        key = site.store.new_id("issue type")
        made = IssueType(key, owner.id, name, description, color, enabled, now, now)
        site.store.add("issue_types", made)
    return made


def edit(
    site: Site, now: IssueType, *, name: str, description: str | None, color: str, enabled: bool
) -> IssueType:
    """Change a type; its issues keep it."""
    _check(site, people.by_id(site.store, now.owner_id), now, name, color)
    changed = {"name": name, "description": description, "color": color, "enabled": enabled}
    with site.store.transaction():
        site.store.update("issue_types", now.id, **changed, updated_at=site.clock.stamp())
    return by_id(site.store, now.id) or now


def delete(site: Site, gone: IssueType) -> None:
    """Take a type away, from every issue as well."""
    with site.store.transaction():
        site.store.run("DELETE FROM typed_issues WHERE type_id = ?", gone.id)
        site.store.run("DELETE FROM issue_types WHERE id = ?", gone.id)


def give(site: Site, actor: Account, issue: Issue, wanted: IssueType | None) -> Issue:
    """Make an issue one of a type, or of none."""
    now = of_issue(site.store, issue.id)
    if (now and now.id) == (wanted and wanted.id):
        return issue
    with site.store.transaction():
        site.store.run("DELETE FROM typed_issues WHERE issue_id = ?", issue.id)
        if wanted:
            site.store.insert("typed_issues", issue_id=issue.id, type_id=wanted.id)
        _tell(site, actor, issue, now, wanted)
        site.store.update("issues", issue.id, updated_at=site.clock.stamp())
    return issues.by_id(site.store, issue.id)


def _tell(site: Site, actor: Account, issue: Issue, now: IssueType | None, then: IssueType | None) -> None:
    what = "changed" if now and then else "added" if then else "removed"
    ends = {"type": then or now, "before": now if then else None}
    ids = {name: one.id if one else None for name, one in ends.items()}
    history.record(site, actor, issue.id, f"issue_type_{what}", **ids)


def _check(site: Site, owner: Account, now: IssueType | None, name: str, color: str) -> None:
    known = of_owner(site, owner)
    if not name.strip():
        raise Invalid(Fault("IssueType", "name", "missing_field", "Name can't be blank"))
    if color not in COLORS:
        raise Invalid(Fault("IssueType", "color", "invalid", "Color is invalid"))
    if any(one.name.lower() == name.lower() and (now is None or one.id != now.id) for one in known):
        raise Invalid(Fault("IssueType", "name", "already_exists", "Name has already been taken"))
    if now is None and len(known) >= MOST:
        raise Invalid(message=f"Issue types are limited to {MOST}")
