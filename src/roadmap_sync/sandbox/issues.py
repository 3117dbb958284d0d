"""What can be done to an issue, written once for every door: open, edit, close, label, lock."""

from dataclasses import dataclass

from roadmap_sync.sandbox import history, people, repositories
from roadmap_sync.sandbox.pending import OPENED
from roadmap_sync.sandbox.refusals import Fault, Invalid, Missing, too_long
from roadmap_sync.sandbox.rows import Account, Issue, Label, Milestone, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

TITLE_LIMIT = 256
BODY_LIMIT = 65_536
LABEL_LIMIT = 100
ASSIGNEE_LIMIT = 10
CLOSE_REASONS = ("completed", "not_planned", "duplicate")

ISSUE = "SELECT i.* FROM issues i "


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new issue is to be; a pull request when it has a head and a base."""

    title: str
    body: str | None = None
    labels: tuple[Label, ...] = ()
    assignees: tuple[Account, ...] = ()
    milestone: Milestone | None = None
    head: str | None = None
    base: str | None = None


def by_number(store: Store, repository: Repository, number: int) -> Issue | None:
    """The issue or pull request of that number."""
    sql = ISSUE + "WHERE i.repository_id = ? AND i.number = ?"
    return store.row(Issue, sql, repository.id, number)


def by_id(store: Store, issue_id: int) -> Issue:
    """The issue of a stored id."""
    found = store.row(Issue, ISSUE + "WHERE i.id = ?", issue_id)
    if found is None:
        raise Missing
    return found


def assignees(store: Store, issue: Issue) -> list[Account]:
    """Who an issue is given to, in the order they were added."""
    sql = "SELECT a.* FROM accounts a JOIN issue_assignees x ON x.account_id = a.id WHERE x.issue_id = ?"
    return store.rows(Account, f"{sql} ORDER BY x.rowid", issue.id)


def may_edit(store: Store, issue: Issue, actor: Account | None) -> bool:
    """Title, body and state belong to the author and to those with triage rights."""
    repository = repositories.by_id(store, issue.repository_id)
    if actor is None or repository.archived:
        return False
    return actor.id == issue.author_id or people.may(store, repository, actor, "triage")


def create(site: Site, actor: Account, repository: Repository, draft: Draft) -> Issue:
    """Open an issue or a pull request under the repository's next number; raises Invalid."""
    repositories.writable(repository)
    _check(draft.title, draft.body)
    with site.store.transaction():
        made = _insert(site, actor, repository, draft)
        assign(site, actor, made, [*draft.assignees], [])
        label(site, actor, made, [*draft.labels], [])
        if draft.milestone:
            put_in(site, actor, made, draft.milestone)
        site.store.update("issues", made.id, updated_at=made.created_at)
    site.pending.add(OPENED, made.id)
    site.lagging.made(made.id)
    return by_id(site.store, made.id)


def edit(site: Site, actor: Account, issue: Issue, *, title: str | None, body: str | None) -> Issue:
    """Change title and body; None leaves them as they are."""
    _writable(site, issue)
    _check(issue.title if title is None else title, body)
    now = site.clock.stamp()
    changed: dict[str, str | None] = {}
    if title is not None and title != issue.title:
        changed["title"] = title
    if body is not None and body != (issue.body or ""):
        changed |= {"body": body or None, "edited_at": now}
    if not changed:
        return issue
    with site.store.transaction():
        site.store.update("issues", issue.id, **changed, updated_at=now)
        if title is not None and "title" in changed:
            history.record(site, actor, issue.id, "renamed", **{"from": issue.title, "to": title})
    return by_id(site.store, issue.id)


def close(
    site: Site, actor: Account, issue: Issue, reason: str = "completed",
    duplicate_of: Issue | None = None, by: Issue | None = None,
) -> Issue:  # fmt: skip
    """Close an issue, maybe by a pull request; one that is closed already changes its reason only."""
    _writable(site, issue)
    if issue.state == "closed" and issue.state_reason == reason:
        return issue
    now = site.clock.stamp()
    with site.store.transaction():
        site.store.update(
            "issues",
            issue.id,
            state="closed",
            state_reason=None if issue.pull_id else reason,
            closed_at=issue.closed_at or now,
            closed_by_id=actor.id,
            duplicate_of_id=duplicate_of.id if duplicate_of and reason == "duplicate" else None,
            updated_at=now,
        )
        told = {"state_reason": reason} | ({"closer": by.id} if by else {})
        history.record(site, actor, issue.id, "closed", **told)
    return by_id(site.store, issue.id)


def reopen(site: Site, actor: Account, issue: Issue) -> Issue:
    """Open a closed issue again; an open one stays as it is."""
    _writable(site, issue)
    if issue.state == "open":
        return issue
    with site.store.transaction():
        site.store.update(
            "issues",
            issue.id,
            state="open",
            state_reason=None if issue.pull_id else "reopened",
            closed_at=None,
            closed_by_id=None,
            duplicate_of_id=None,
            updated_at=site.clock.stamp(),
        )
        history.record(site, actor, issue.id, "reopened", state_reason="reopened")
    return by_id(site.store, issue.id)


def label(site: Site, actor: Account, issue: Issue, added: list[Label], removed: list[Label]) -> Issue:
    """Give and take labels; those it has, or has not, change nothing. Raises Invalid over 100."""
    _writable(site, issue)
    has = set(_ids(site.store, "label", issue))
    new = {one.id: one for one in added if one.id not in has}
    gone = {one.id: one for one in removed if one.id in has and one.id not in new}
    if len(has) + len(new) - len(gone) > LABEL_LIMIT:
        raise Invalid(Fault("Issue", "labels", "invalid", f"Labels are limited to {LABEL_LIMIT}"))
    with site.store.transaction():
        for one in new.values():
            site.store.insert("issue_labels", issue_id=issue.id, label_id=one.id)
            history.record(site, actor, issue.id, "labeled", name=one.name, color=one.color)
        for one in gone.values():
            site.store.run("DELETE FROM issue_labels WHERE issue_id = ? AND label_id = ?", issue.id, one.id)
            history.record(site, actor, issue.id, "unlabeled", name=one.name, color=one.color)
        return _touched(site, issue, new or gone)


def assign(site: Site, actor: Account, issue: Issue, added: list[Account], removed: list[Account]) -> Issue:
    """Give an issue to people and take it from others. Raises Invalid over 10."""
    _writable(site, issue)
    has = set(_ids(site.store, "account", issue))
    new = {one.id: one for one in added if one.id not in has}
    gone = {one.id: one for one in removed if one.id in has and one.id not in new}
    if len(has) + len(new) - len(gone) > ASSIGNEE_LIMIT:
        raise Invalid(Fault("Issue", "assignees", "invalid", f"Assignees are limited to {ASSIGNEE_LIMIT}"))
    with site.store.transaction():
        for one in new.values():
            site.store.insert("issue_assignees", issue_id=issue.id, account_id=one.id)
            history.record(site, actor, issue.id, "assigned", account=one.id)
        for one in gone.values():
            site.store.run(
                "DELETE FROM issue_assignees WHERE issue_id = ? AND account_id = ?", issue.id, one.id
            )
            history.record(site, actor, issue.id, "unassigned", account=one.id)
        return _touched(site, issue, new or gone)


def put_in(site: Site, actor: Account, issue: Issue, milestone: Milestone | None) -> Issue:
    """Move an issue to a milestone, open or closed, or out of any."""
    _writable(site, issue)
    if issue.milestone_id == (milestone.id if milestone else None):
        return issue
    with site.store.transaction():
        if issue.milestone_id is not None:
            left = site.store.texts("SELECT title FROM milestones WHERE id = ?", issue.milestone_id)[0]
            history.record(site, actor, issue.id, "demilestoned", title=left)
        site.store.update("issues", issue.id, milestone_id=milestone.id if milestone else None)
        if milestone:
            history.record(site, actor, issue.id, "milestoned", title=milestone.title)
        return _touched(site, issue, touched=True)


def lock(site: Site, actor: Account, issue: Issue, *, locked: bool, reason: str | None = None) -> Issue:
    """Lock or unlock the conversation; `reason` as REST writes it ("too heated")."""
    _writable(site, issue)
    if issue.locked == locked and issue.lock_reason == reason:
        return issue
    with site.store.transaction():
        site.store.update("issues", issue.id, locked=locked, lock_reason=reason)
        history.record(site, actor, issue.id, "locked" if locked else "unlocked", lock_reason=reason)
    return by_id(site.store, issue.id)


def _insert(site: Site, actor: Account, repository: Repository, draft: Draft) -> Issue:
    now = site.clock.stamp()
    number = site.store.next(f"numbers of {repository.id}")
    made = Issue(
        id=site.store.new_id("issue"),
        repository_id=repository.id,
        number=number,
        title=draft.title,
        body=draft.body or None,
        state="open",
        state_reason=None,
        author_id=actor.id,
        created_at=now,
        updated_at=now,
        closed_at=None,
        closed_by_id=None,
        locked=False,
        lock_reason=None,
        milestone_id=None,
        duplicate_of_id=None,
        edited_at=None,
        pull_id=site.store.new_id("pull") if draft.head else None,
        head=draft.head,
        base=draft.base,
    )
    site.store.insert("issues", **{field: getattr(made, field) for field in made.__slots__})
    return made


def _touched(site: Site, issue: Issue, touched: object) -> Issue:
    if touched:
        site.store.update("issues", issue.id, updated_at=site.clock.stamp())
    return by_id(site.store, issue.id)


def _ids(store: Store, kind: str, issue: Issue) -> list[int]:
    table = {"label": "issue_labels", "account": "issue_assignees"}[kind]
    return [
        int(found) for found in store.texts(f"SELECT {kind}_id FROM {table} WHERE issue_id = ?", issue.id)
    ]


def _writable(site: Site, issue: Issue) -> None:
    repositories.writable(repositories.by_id(site.store, issue.repository_id))


def _check(title: str, body: str | None) -> None:
    faults = too_long("Issue", "title", title, TITLE_LIMIT) + too_long("Issue", "body", body, BODY_LIMIT)
    if not title.strip():
        faults.append(Fault("Issue", "title", "missing_field", "Title can't be blank"))
    if faults:
        raise Invalid(*faults)
