"""Dependencies between issues: which blocks which; neither end's `updated_at` moves."""

from dataclasses import dataclass

from roadmap_sync.sandbox import history, issues
from roadmap_sync.sandbox.refusals import Invalid
from roadmap_sync.sandbox.rows import Account, Issue
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

MOST = 50
_COUNTERS = "dependencies"
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


def summary(site: Site, issue: Issue) -> Summary:
    """The counts of an issue as they are told."""
    told: Summary = site.lagging.told(_COUNTERS, issue.id, _counted(site.store, issue))
    return told


def _counted(store: Store, issue: Issue) -> Summary:
    before, behind = blocked_by(store, issue), blocking(store, issue)
    return Summary(_open(before), len(before), _open(behind), len(behind))


def add(site: Site, actor: Account, issue: Issue, blocker: Issue) -> None:
    """Let an issue block another, open or closed; raises Invalid in GitHub's words."""
    known = blocked_by(site.store, issue)
    if any(one.id == blocker.id for one in known):
        raise Invalid(message=_REFUSED + "Target issue has already been taken")
    if blocker.id == issue.id:
        raise Invalid(message=_REFUSED + "Target issue cannot be the same as source issue")
    if len(known) >= MOST:
        raise Invalid(message=_REFUSED + f"Source issue cannot be blocked by more than {MOST} issues")
    _keep(site, issue, blocker)
    with site.store.transaction():
        now = site.clock.stamp()
        site.store.insert("dependencies", blocked_id=issue.id, blocking_id=blocker.id, created_at=now)
        _tell(site, actor, issue, blocker, "added")


def remove(site: Site, actor: Account, issue: Issue, blocker: Issue) -> None:
    """Take a dependency away; one that is not there is no fault."""
    if all(one.id != blocker.id for one in blocked_by(site.store, issue)):
        return
    _keep(site, issue, blocker)
    with site.store.transaction():
        _tell(site, actor, issue, blocker, "removed")
        sql = "DELETE FROM dependencies WHERE blocked_id = ? AND blocking_id = ?"
        site.store.run(sql, issue.id, blocker.id)


def _tell(site: Site, actor: Account, issue: Issue, blocker: Issue, what: str) -> None:
    history.record(site, actor, issue.id, f"blocked_by_{what}", issue=blocker.id)
    history.record(site, actor, blocker.id, f"blocking_{what}", issue=issue.id)


def _keep(site: Site, *touched: Issue) -> None:
    """Counters lag, where they are told to."""
    for one in touched:
        site.lagging.counted(_COUNTERS, one.id, _counted(site.store, one))


def _open(found: list[Issue]) -> int:
    return sum(one.state == "open" for one in found)
