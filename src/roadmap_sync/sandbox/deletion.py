"""Deleting an issue: everything that hangs on it goes, its number is never given again."""

from roadmap_sync.sandbox import repositories
from roadmap_sync.sandbox.rows import Issue, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

_OF_ISSUE = (
    "reactions",
    "comments",
    "events",
    "issue_labels",
    "issue_assignees",
    "typed_issues",
    "pinned_issues",
    "linked_branches",
    "project_items",
)


def delete(site: Site, issue: Issue) -> None:
    """Take an issue away for good."""
    store = site.store
    repositories.writable(repositories.by_id(store, issue.repository_id))
    with store.transaction():
        inside = "SELECT id FROM project_items WHERE issue_id = ?"
        store.run(f"DELETE FROM project_values WHERE item_id IN ({inside})", issue.id)
        for table in _OF_ISSUE:
            store.run(f"DELETE FROM {table} WHERE issue_id = ?", issue.id)
        store.run("DELETE FROM sub_issues WHERE child_id = ?1 OR parent_id = ?1", issue.id)
        store.run("DELETE FROM dependencies WHERE blocked_id = ?1 OR blocking_id = ?1", issue.id)
        store.run("UPDATE issues SET duplicate_of_id = NULL WHERE duplicate_of_id = ?", issue.id)
        store.run("DELETE FROM issues WHERE id = ?", issue.id)
        store.insert("deleted_issues", repository_id=issue.repository_id, number=issue.number)


def was(store: Store, repository: Repository, number: int) -> bool:
    """Whether a number was an issue's that is deleted."""
    sql = "SELECT count(*) FROM deleted_issues WHERE repository_id = ? AND number = ?"
    return store.count(sql, repository.id, number) > 0
