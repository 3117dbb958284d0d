"""The items of a project: added once each, drafts, order, archive, and the way from draft to issue."""

from roadmap_sync.sandbox import issues
from roadmap_sync.sandbox.pending import ADDED
from roadmap_sync.sandbox.projects.rows import DraftIssue, Item, Project
from roadmap_sync.sandbox.refusals import Fault, Invalid, Missing
from roadmap_sync.sandbox.rows import Account, Issue, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

_ITEM = "SELECT x.* FROM project_items x "


def by_id(store: Store, item_id: int) -> Item:
    """The item of a stored id."""
    found = store.row(Item, _ITEM + "WHERE x.id = ?", item_id)
    if found is None:
        raise Missing
    return found


def of_project(store: Store, project: Project, *, archived: bool = False) -> list[Item]:
    """The items in their order, without the archived ones unless they are asked for."""
    kept = "" if archived else "AND x.archived_at IS NULL "
    return store.rows(Item, f"{_ITEM}WHERE x.project_id = ? {kept}ORDER BY x.position, x.rowid", project.id)


def of_issue(store: Store, issue_id: int, *, archived: bool = True) -> list[Item]:
    """The items an issue is in its projects."""
    kept = "" if archived else "AND x.archived_at IS NULL "
    return store.rows(Item, f"{_ITEM}WHERE x.issue_id = ? {kept}ORDER BY x.rowid", issue_id)


def draft(store: Store, draft_id: int) -> DraftIssue:
    """The draft of a stored id."""
    found = store.row(DraftIssue, "SELECT d.* FROM project_drafts d WHERE d.id = ?", draft_id)
    if found is None:
        raise Missing
    return found


def of_draft(store: Store, draft_id: int) -> list[Item]:
    """The item a draft is."""
    return store.rows(Item, _ITEM + "WHERE x.draft_id = ?", draft_id)


def draft_assignees(store: Store, draft_id: int) -> list[Account]:
    """Who a draft is given to."""
    sql = "SELECT a.* FROM accounts a JOIN project_draft_assignees x ON x.account_id = a.id"
    return store.rows(Account, f"{sql} WHERE x.draft_id = ? ORDER BY x.rowid", draft_id)


def title(store: Store, item: Item) -> str:
    """What is written on the card."""
    if item.draft_id is not None:
        return draft(store, item.draft_id).title
    return issues.by_id(store, item.issue_id or 0).title


def add(site: Site, actor: Account, project: Project, issue: Issue) -> Item:
    """Put an issue or pull request on a project; one that is there already is that item."""
    sql = _ITEM + "WHERE x.project_id = ? AND x.issue_id = ?"
    known = site.store.row(Item, sql, project.id, issue.id)
    return known or _insert(site, actor, project, issue.id, None)


def add_draft(
    site: Site, actor: Account, project: Project, title: str, body: str, assignees: list[Account]
) -> Item:
    """Put a draft on a project; raises Invalid without a title."""
    _check(title)
    now = site.clock.stamp()
    with site.store.transaction():
        made = DraftIssue(site.store.new_id("draft"), title, body, actor.id, now, now)
        site.store.add("project_drafts", made)
        _assign(site, made.id, assignees)
        return _insert(site, actor, project, None, made.id)


def edit_draft(
    site: Site, now: DraftIssue, title: str | None, body: str | None, assignees: list[Account] | None
) -> DraftIssue:
    """Change a draft; None leaves a part as it is."""
    wanted = {"title": now.title if title is None else title, "body": now.body if body is None else body}
    _check(wanted["title"])
    with site.store.transaction():
        site.store.update("project_drafts", now.id, **wanted, updated_at=site.clock.stamp())
        if assignees is not None:
            _assign(site, now.id, assignees)
    return draft(site.store, now.id)


def convert(site: Site, actor: Account, item: Item, repository: Repository) -> Item:
    """Make a draft an issue; the item stays the same."""
    if item.draft_id is None:
        raise Invalid(message="The item is not a draft issue")
    now = draft(site.store, item.draft_id)
    people = tuple(draft_assignees(site.store, now.id))
    with site.store.transaction():
        made = issues.create(site, actor, repository, issues.Draft(now.title, now.body, assignees=people))
        site.store.update(
            "project_items", item.id, issue_id=made.id, draft_id=None, updated_at=site.clock.stamp()
        )
        _drop_draft(site, now.id)
    return by_id(site.store, item.id)


def move(site: Site, item: Item, after: Item | None) -> Item:
    """Place an item behind another, or first."""
    order = [one for one in of_project(site.store, _project(site, item), archived=True) if one.id != item.id]
    at = 0 if after is None else 1 + next(i for i, one in enumerate(order) if one.id == after.id)
    low = order[at - 1].position if at else (order[0].position - 2 if order else 0.0)
    high = order[at].position if at < len(order) else low + 2
    with site.store.transaction():
        site.store.update("project_items", item.id, position=(low + high) / 2, updated_at=site.clock.stamp())
    return by_id(site.store, item.id)


def archive(site: Site, item: Item, *, archived: bool) -> Item:
    """Put an item into the archive or take it out."""
    if (item.archived_at is not None) != archived:
        now = site.clock.stamp()
        with site.store.transaction():
            site.store.update("project_items", item.id, archived_at=now if archived else None, updated_at=now)
    return by_id(site.store, item.id)


def delete(site: Site, item: Item) -> None:
    """Take an item from its project; the issue stays, a draft is gone."""
    with site.store.transaction():
        site.store.run("DELETE FROM project_values WHERE item_id = ?", item.id)
        site.store.run("DELETE FROM project_items WHERE id = ?", item.id)
        if item.draft_id is not None:
            _drop_draft(site, item.draft_id)
        site.store.update("projects", item.project_id, updated_at=site.clock.stamp())


def _project(site: Site, item: Item) -> Project:
    found = site.store.row(Project, "SELECT p.* FROM projects p WHERE p.id = ?", item.project_id)
    assert found is not None
    return found


def _insert(site: Site, actor: Account, project: Project, issue_id: int | None, draft_id: int | None) -> Item:
    now, store = site.clock.stamp(), site.store
    last = store.number("SELECT max(position) FROM project_items WHERE project_id = ?", project.id)
    with store.transaction():
        key = store.new_id("item")
        made = Item(key, project.id, issue_id, draft_id, last + 1, None, actor.id, now, now)
        store.add("project_items", made)
        store.update("projects", project.id, updated_at=now)
    site.pending.add(ADDED, made.id)
    return made


def _assign(site: Site, draft_id: int, assignees: list[Account]) -> None:
    site.store.run("DELETE FROM project_draft_assignees WHERE draft_id = ?", draft_id)
    for account in assignees:
        site.store.insert("project_draft_assignees", draft_id=draft_id, account_id=account.id)


def _drop_draft(site: Site, draft_id: int) -> None:
    site.store.run("DELETE FROM project_draft_assignees WHERE draft_id = ?", draft_id)
    site.store.run("DELETE FROM project_drafts WHERE id = ?", draft_id)


def _check(title: str) -> None:
    if not title.strip():
        raise Invalid(Fault("DraftIssue", "title", "missing_field", "Title can't be blank"))
