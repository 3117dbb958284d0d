"""Commit statuses: what some context says of a commit, and what that comes to.

https://docs.github.com/en/rest/commits/statuses
"""

from dataclasses import dataclass

from roadmap_sync.sandbox.refusals import Fault, Invalid, too_long
from roadmap_sync.sandbox.rows import Account, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

STATES = ("error", "failure", "pending", "success")
_DESCRIPTION_LIMIT = 140
_BAD = ("error", "failure")


@dataclass(frozen=True, slots=True)
class Status:
    """What a context said of a commit, once."""

    id: int
    repository_id: int
    oid: str
    state: str
    context: str
    description: str | None
    target_url: str | None
    creator_id: int
    created_at: str


def create(
    site: Site, actor: Account, home: Repository, oid: str, state: str, context: str,
    description: str | None, target_url: str | None,
) -> Status:  # fmt: skip
    """Say something of a commit; raises Invalid."""
    faults = too_long("Status", "description", description, _DESCRIPTION_LIMIT)
    if state not in STATES:
        faults.append(Fault("Status", "state", "custom", "State is not included in the list"))
    if faults:
        raise Invalid(*faults)
    with site.store.transaction():
        made = Status(
            site.store.new_id("status"), home.id, oid, state, context, description, target_url, actor.id,
            site.clock.stamp(),
        )  # fmt: skip
        site.store.add("commit_statuses", made)
    return made


def of_commit(store: Store, home: Repository, oid: str) -> list[Status]:
    """All that was said of a commit, newest first."""
    sql = "SELECT s.* FROM commit_statuses s WHERE s.repository_id = ? AND s.oid = ? ORDER BY s.rowid DESC"
    return store.rows(Status, sql, home.id, oid)


def by_id(store: Store, status_id: int) -> Status | None:
    """What was said under that id."""
    return store.row(Status, "SELECT s.* FROM commit_statuses s WHERE s.id = ?", status_id)


def latest(said: list[Status]) -> list[Status]:
    """The last word of each context."""
    last: dict[str, Status] = {}
    for one in said:
        last.setdefault(one.context, one)
    return list(last.values())


def combined(last: list[Status]) -> str:
    """failure where one failed, pending where one or all are missing, else success."""
    states = {one.state for one in last}
    if states & set(_BAD):
        return "failure"
    return "success" if states == {"success"} else "pending"
