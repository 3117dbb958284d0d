"""Sub-issues: one parent each, at most 100 below one, eight levels, no circles; `updated_at` stays."""

from dataclasses import dataclass

from roadmap_sync.sandbox import history, issues
from roadmap_sync.sandbox.pending import NESTED
from roadmap_sync.sandbox.refusals import Invalid, Missing
from roadmap_sync.sandbox.rows import Account, Issue
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

MOST, LEVELS = 100, 8
_COUNTERS = "sub-issues"
_REFUSED = "An error occurred while adding the sub-issue to the parent issue. "
_TAKEN = "Issue may not contain duplicate sub-issues and Sub issue may only have one parent"
_BELOW = issues.ISSUE + "JOIN sub_issues s ON s.child_id = i.id WHERE s.parent_id = ? ORDER BY s.position"


@dataclass(frozen=True, slots=True)
class Summary:
    """How much of what is below an issue is done."""

    total: int
    completed: int

    @property
    def percent_completed(self) -> int:
        """In whole percents."""
        return self.completed * 100 // self.total if self.total else 0


def of(store: Store, parent: Issue) -> list[Issue]:
    """The sub-issues in their order."""
    return store.rows(Issue, _BELOW, parent.id)


def parent(store: Store, child: Issue) -> Issue | None:
    """The issue above."""
    sql = issues.ISSUE + "JOIN sub_issues s ON s.parent_id = i.id WHERE s.child_id = ?"
    return store.row(Issue, sql, child.id)


def summary(site: Site, of_issue: Issue) -> Summary:
    """The counts of an issue as they are told."""
    told: Summary = site.lagging.told(_COUNTERS, of_issue.id, _counted(site.store, of_issue))
    return told


def _counted(store: Store, of_issue: Issue) -> Summary:
    sql = "SELECT count(*) FROM sub_issues s JOIN issues i ON i.id = s.child_id WHERE s.parent_id = ?"
    return Summary(store.count(sql, of_issue.id), store.count(sql + " AND i.state = 'closed'", of_issue.id))


def add(site: Site, actor: Account, above: Issue, child: Issue, *, replace_parent: bool = False) -> None:
    """Put an issue below another, last; raises Invalid in GitHub's words."""
    store, now = site.store, parent(site.store, child)
    if now is not None and (not replace_parent or now.id == above.id):
        raise Invalid(message=_REFUSED + _TAKEN)
    _check(store, above, child)
    last = store.number("SELECT max(position) FROM sub_issues WHERE parent_id = ?", above.id)
    _keep(site, above, now)
    with store.transaction():
        store.run("DELETE FROM sub_issues WHERE child_id = ?", child.id)
        store.insert("sub_issues", child_id=child.id, parent_id=above.id, position=last + 1)
        if now is not None:
            _tell(site, actor, now, child, "removed")
        _tell(site, actor, above, child, "added")
    site.pending.add(NESTED, child.id)


def remove(site: Site, actor: Account, above: Issue, child: Issue) -> None:
    """Take an issue from below another; raises Missing when it is not there."""
    _present(site.store, above, child)
    _keep(site, above)
    with site.store.transaction():
        site.store.run("DELETE FROM sub_issues WHERE child_id = ?", child.id)
        _tell(site, actor, above, child, "removed")


def _tell(site: Site, actor: Account, above: Issue, child: Issue, what: str) -> None:
    history.record(site, actor, above.id, f"sub_issue_{what}", issue=child.id)
    history.record(site, actor, child.id, f"parent_issue_{what}", issue=above.id)


def reprioritize(site: Site, above: Issue, child: Issue, after: Issue | None, before: Issue | None) -> None:
    """Place a sub-issue behind or in front of another one."""
    near = after or before
    if near is None or (after and before):
        raise Invalid(message="Exactly one of after_id and before_id must be given")
    for one in (child, near):
        _present(site.store, above, one)
    if near.id == child.id:
        return
    order = [one.id for one in of(site.store, above) if one.id != child.id]
    order.insert(order.index(near.id) + (1 if after else 0), child.id)
    with site.store.transaction():
        for position, child_id in enumerate(order, 1):
            site.store.run("UPDATE sub_issues SET position = ? WHERE child_id = ?", position, child_id)


def _keep(site: Site, *touched: Issue | None) -> None:
    """Counters lag, where they are told to."""
    for one in touched:
        if one is not None:
            site.lagging.counted(_COUNTERS, one.id, _counted(site.store, one))


def _present(store: Store, above: Issue, child: Issue) -> None:
    now = parent(store, child)
    if now is None or now.id != above.id:
        raise Missing("The provided sub-issue does not exist")


def _check(store: Store, above: Issue, child: Issue) -> None:
    if _counted(store, above).total >= MOST:
        raise Invalid(message=_REFUSED + f"Parent cannot have more than {MOST} sub-issues")
    line = _line(store, above)
    if child.id in line:
        raise Invalid(message=_REFUSED + "Sub issue cannot create a circular hierarchy")
    if len(line) + _depth(store, child) > LEVELS:
        raise Invalid(message=_REFUSED + f"Sub-issues cannot be nested more than {LEVELS} levels deep")


def _line(store: Store, issue: Issue) -> list[int]:
    """The ids of an issue and of those above it."""
    found = [issue.id]
    while above := store.count("SELECT parent_id FROM sub_issues WHERE child_id = ?", found[-1]):
        found.append(above)
    return found


def _depth(store: Store, issue: Issue) -> int:
    """How many levels an issue and those below it take."""
    return 1 + max((_depth(store, one) for one in of(store, issue)), default=0)
