"""Check runs: what an App says of a commit. Annotations are counted, not kept.

https://docs.github.com/en/rest/checks/runs
"""

from dataclasses import dataclass
from typing import Any

from roadmap_sync.sandbox.refusals import Fault, Invalid, too_long
from roadmap_sync.sandbox.rows import Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

STATUSES = ("queued", "in_progress", "completed", "waiting", "requested", "pending")
CONCLUSIONS = (
    "action_required", "cancelled", "failure", "neutral", "success", "skipped", "stale", "timed_out",
)  # fmt: skip
TEXT_LIMIT, MOST_ANNOTATIONS = 65_535, 50
_RUN = "SELECT c.* FROM check_runs c "


@dataclass(frozen=True, slots=True)
class Check:
    """A check run; `status` is completed exactly when there is a conclusion."""

    id: int
    repository_id: int
    head_oid: str
    name: str
    status: str
    conclusion: str | None
    started_at: str
    completed_at: str | None
    details_url: str | None
    external_id: str
    title: str | None
    summary: str | None
    text: str | None
    annotations: int


def by_id(store: Store, repository: Repository, check_id: int) -> Check | None:
    """The check run of an id."""
    return store.row(Check, _RUN + "WHERE c.repository_id = ? AND c.id = ?", repository.id, check_id)


def of_commit(store: Store, repository: Repository, oid: str) -> list[Check]:
    """The latest run of each name on a commit, newest first."""
    sql = f"{_RUN} WHERE c.repository_id = ? AND c.head_oid = ? ORDER BY c.rowid"
    latest = {one.name: one for one in store.rows(Check, sql, repository.id, oid)}
    return sorted(latest.values(), key=lambda one: one.id, reverse=True)


def create(site: Site, repository: Repository, oid: str, given: dict[str, Any]) -> Check:
    """Start a check run; `given` are columns. Raises Invalid."""
    now = site.clock.stamp()
    fresh: dict[str, Any] = {
        "status": "queued", "conclusion": None, "started_at": now, "completed_at": None, "details_url": None,
        "external_id": "", "title": None, "summary": None, "text": None, "annotations": 0,
    }  # fmt: skip
    columns = fresh | _settled(given, now)
    _check(columns)
    with site.store.transaction():
        made = Check(site.store.new_id("check"), repository.id, oid, **columns)
        site.store.add("check_runs", made)
    return made


def edit(site: Site, check: Check, given: dict[str, Any]) -> Check:
    """Change columns of a check run; annotations are added to those before. Raises Invalid."""
    columns = _settled(given, site.clock.stamp())
    _check(columns)
    columns["annotations"] = check.annotations + columns.get("annotations", 0)
    with site.store.transaction():
        site.store.update("check_runs", check.id, **columns)
    changed = site.store.row(Check, _RUN + "WHERE c.id = ?", check.id)
    assert changed is not None
    return changed


def _settled(given: dict[str, Any], now: str) -> dict[str, Any]:
    """A conclusion completes the run, as GitHub does it."""
    if not given.get("conclusion"):
        return dict(given)
    return {"completed_at": now} | given | {"status": "completed"}


def _check(columns: dict[str, Any]) -> None:
    faults = [
        fault
        for name in ("summary", "text")
        for fault in too_long("CheckRun", name, columns.get(name), TEXT_LIMIT)
    ]
    if columns.get("status") == "completed" and not columns.get("conclusion"):
        faults.append(Fault("CheckRun", "conclusion", "missing_field", "Conclusion can't be blank"))
    if columns.get("annotations", 0) > MOST_ANNOTATIONS:
        sentence = f"annotations exceeds a maximum quantity of {MOST_ANNOTATIONS}"
        faults.append(Fault("CheckRun", "annotations", "invalid", sentence))
    if faults:
        raise Invalid(*faults)
