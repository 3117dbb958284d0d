"""Dependencies between issues: which blocks which; neither end's `updated_at` moves."""

from dataclasses import dataclass

from roadmap_sync.sandbox import issues
from roadmap_sync.sandbox.refusals import Invalid
from roadmap_sync.sandbox.rows import Issue
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

MOST = 50
_REFUSED = "An error occurred while adding the blocking issue to the issue. Validation failed: "


@dataclass(frozen=True, slots=True)
class Summary:
    """Open ones and all, on both ends."""

    blocked_by: int
    total_blocked_by: int
    blocking: int
    total_blocking: int


def blocked_by(store: Store, issue: Issue) -> list[Issue]:
    """The issues that block one."""
    sql = issues.ISSUE + "JOIN dependencies d ON d.blocking_id = i.id WHERE d.blocked_id = ?"
    return store.rows(Issue, f"{sql} ORDER BY d.rowid", issue.id)


def blocking(store: Store, issue: Issue) -> list[Issue]:
    """The issues that one blocks."""
    sql = issues.ISSUE + "JOIN dependencies d ON d.blocked_id = i.id WHERE d.blocking_id = ?"
    return store.rows(Issue, f"{sql} ORDER BY d.rowid", issue.id)


def summary(store: Store, issue: Issue) -> Summary:
    """The counts of an issue."""
    before, behind = blocked_by(store, issue), blocking(store, issue)
    return Summary(_open(before), len(before), _open(behind), len(behind))


def add(site: Site, issue: Issue, blocker: Issue) -> None:
    """Let an issue block another, open or closed; raises Invalid in GitHub's words."""
    known = blocked_by(site.store, issue)
    if any(one.id == blocker.id for one in known):
        raise Invalid(message=_REFUSED + "Target issue has already been taken")
    if blocker.id == issue.id:
        raise Invalid(message=_REFUSED + "Target issue cannot be the same as source issue")
    if len(known) >= MOST:
        raise Invalid(message=_REFUSED + f"Source issue cannot be blocked by more than {MOST} issues")
    with site.store.transaction():
        now = site.clock.stamp()
        site.store.insert("dependencies", blocked_id=issue.id, blocking_id=blocker.id, created_at=now)


def remove(site: Site, issue: Issue, blocker: Issue) -> None:
    """Take a dependency away; one that is not there is no fault."""
    with site.store.transaction():
        sql = "DELETE FROM dependencies WHERE blocked_id = ? AND blocking_id = ?"
        site.store.run(sql, issue.id, blocker.id)


def _open(found: list[Issue]) -> int:
    return sum(one.state == "open" for one in found)
