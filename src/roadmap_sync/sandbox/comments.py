"""Comments on issues."""

from roadmap_sync.sandbox import people, repositories
from roadmap_sync.sandbox.refusals import Fault, Forbidden, Invalid, too_long
from roadmap_sync.sandbox.rows import Account, Comment, Issue
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

_COMMENT = "SELECT c.* FROM comments c "
_LIMIT = 65_536


def of_issue(store: Store, issue_id: int) -> list[Comment]:
    """The comments of an issue, oldest first."""
    return store.rows(Comment, _COMMENT + "WHERE c.issue_id = ? ORDER BY c.created_at, c.rowid", issue_id)


def of_repository(store: Store, repository_id: int) -> list[Comment]:
    """The comments on all issues of a repository, oldest first."""
    sql = _COMMENT + "JOIN issues i ON i.id = c.issue_id WHERE i.repository_id = ? ORDER BY c.rowid"
    return store.rows(Comment, sql, repository_id)


def count(store: Store, issue_id: int) -> int:
    """How many comments an issue has."""
    return store.count("SELECT count(*) FROM comments WHERE issue_id = ?", issue_id)


def by_id(store: Store, comment_id: int) -> Comment | None:
    """The comment of a stored id."""
    return store.row(Comment, _COMMENT + "WHERE c.id = ?", comment_id)


def add(site: Site, actor: Account, issue: Issue, body: str) -> Comment:
    """A new comment; a locked conversation takes them from those with write access only."""
    repository = repositories.by_id(site.store, issue.repository_id)
    repositories.writable(repository)
    if issue.locked and not people.may(site.store, repository, actor, "write"):
        raise Forbidden("Unable to create comment because issue is locked.")
    _check(body)
    now = site.clock.stamp()
    with site.store.transaction():
        made = Comment(site.store.new_id("comment"), issue.id, actor.id, body, now, now)
        site.store.insert("comments", **{field: getattr(made, field) for field in made.__slots__})
        site.store.update("issues", issue.id, updated_at=now)
    return made


def edit(site: Site, comment: Comment, body: str) -> Comment:
    """Change the text of a comment."""
    _check(body)
    with site.store.transaction():
        site.store.update("comments", comment.id, body=body, updated_at=site.clock.stamp())
    return by_id(site.store, comment.id) or comment


def delete(site: Site, comment: Comment) -> None:
    """Take a comment away."""
    with site.store.transaction():
        site.store.run("DELETE FROM reactions WHERE comment_id = ?", comment.id)
        site.store.run("DELETE FROM comments WHERE id = ?", comment.id)


def may_edit(store: Store, comment: Comment, issue: Issue, actor: Account | None) -> bool:
    """Whether a comment is this account's to change."""
    repository = repositories.by_id(store, issue.repository_id)
    return actor is not None and (
        actor.id == comment.author_id or people.may(store, repository, actor, "write")
    )


def _check(body: str) -> None:
    faults = too_long("IssueComment", "body", body, _LIMIT)
    if not body.strip():
        faults.append(Fault("IssueComment", "body", "missing_field", "Body can't be blank"))
    if faults:
        raise Invalid(*faults)
