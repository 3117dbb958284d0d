"""Issues that are pinned to the top of their repository: three at most.

https://docs.github.com/en/issues/tracking-your-work-with-issues/administering-issues/pinning-an-issue-to-your-repository
"""

from dataclasses import dataclass

from roadmap_sync.sandbox import history
from roadmap_sync.sandbox.refusals import Invalid
from roadmap_sync.sandbox.rows import Account, Issue, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

_MOST = 3


@dataclass(frozen=True, slots=True)
class Pin:
    """An issue that is pinned, and by whom."""

    issue_id: int
    repository_id: int
    actor_id: int


def of_repository(store: Store, repository: Repository) -> list[Pin]:
    """The pins of a repository, in the order they were set."""
    sql = "SELECT p.* FROM pinned_issues p WHERE p.repository_id = ? ORDER BY p.rowid"
    return store.rows(Pin, sql, repository.id)


def is_pinned(store: Store, issue: Issue) -> bool:
    """Whether an issue is pinned."""
    return store.count("SELECT count(*) FROM pinned_issues WHERE issue_id = ?", issue.id) > 0


def pin(site: Site, actor: Account, repository: Repository, issue: Issue) -> None:
    """Pin an issue; one that is pinned stays so. Raises Invalid for a fourth."""
    if is_pinned(site.store, issue):
        return
    if len(of_repository(site.store, repository)) >= _MOST:
        raise Invalid(message=f"Maximum {_MOST} pinned issues per repository")
    with site.store.transaction():
        site.store.add("pinned_issues", Pin(issue.id, repository.id, actor.id))
        history.record(site, actor, issue.id, "pinned")


def unpin(site: Site, actor: Account, issue: Issue) -> None:
    """Take a pin away; one that is not there changes nothing."""
    if is_pinned(site.store, issue):
        with site.store.transaction():
            site.store.run("DELETE FROM pinned_issues WHERE issue_id = ?", issue.id)
            history.record(site, actor, issue.id, "unpinned")
