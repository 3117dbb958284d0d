"""Milestones: titles unique to the letter, numbers never given twice, due dates at midnight in California."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from roadmap_sync.sandbox import repositories
from roadmap_sync.sandbox.clock import moment, stamp
from roadmap_sync.sandbox.refusals import Fault, Invalid, too_long
from roadmap_sync.sandbox.rows import Account, Milestone, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

TITLE_LIMIT = 255

_MILESTONE = "SELECT m.* FROM milestones m "


@dataclass(frozen=True, slots=True)
class Draft:
    """What a milestone is to be; `due_on` in ISO 8601 or None."""

    title: str
    description: str | None = None
    due_on: str | None = None
    state: str = "open"


def all_of(store: Store, repository: Repository) -> list[Milestone]:
    """Every milestone, by number."""
    return store.rows(Milestone, _MILESTONE + "WHERE m.repository_id = ? ORDER BY m.number", repository.id)


def by_number(store: Store, repository: Repository, number: int) -> Milestone | None:
    """The milestone of that number."""
    sql = _MILESTONE + "WHERE m.repository_id = ? AND m.number = ?"
    return store.row(Milestone, sql, repository.id, number)


def by_id(store: Store, milestone_id: int) -> Milestone | None:
    """The milestone of a stored id."""
    return store.row(Milestone, _MILESTONE + "WHERE m.id = ?", milestone_id)


def counts(store: Store, milestone: Milestone) -> tuple[int, int]:
    """How many issues and pull requests are open and closed in it."""
    sql = "SELECT count(*) FROM issues WHERE milestone_id = ? AND state = ?"
    return store.count(sql, milestone.id, "open"), store.count(sql, milestone.id, "closed")


def create(site: Site, actor: Account, repository: Repository, draft: Draft) -> Milestone:
    """A new milestone; raises Invalid."""
    repositories.writable(repository)
    _check(site.store, repository, None, draft)
    now = site.clock.stamp()
    with site.store.transaction():
        made = Milestone(
            site.store.new_id("milestone"), repository.id, site.store.next(f"milestones of {repository.id}"),
            draft.title, draft.description, floored(draft.due_on), draft.state, actor.id, now, now,
            now if draft.state == "closed" else None,
        )  # fmt: skip
        site.store.insert("milestones", **{field: getattr(made, field) for field in made.__slots__})
    return made


def edit(site: Site, milestone: Milestone, draft: Draft) -> Milestone:
    """Make a milestone what the draft says; closing it leaves its issues alone."""
    repository = repositories.by_id(site.store, milestone.repository_id)
    repositories.writable(repository)
    _check(site.store, repository, milestone, draft)
    changed: dict[str, str | None] = {
        "title": draft.title, "description": draft.description,
        "due_on": floored(draft.due_on), "state": draft.state,
    }  # fmt: skip
    if all(getattr(milestone, field) == value for field, value in changed.items()):
        return milestone
    now = site.clock.stamp()
    if draft.state != milestone.state:
        changed["closed_at"] = now if draft.state == "closed" else None
    with site.store.transaction():
        site.store.update("milestones", milestone.id, **changed, updated_at=now)
    return by_id(site.store, milestone.id) or milestone


def delete(site: Site, milestone: Milestone) -> None:
    """Take a milestone away; its issues stay, without one."""
    repositories.writable(repositories.by_id(site.store, milestone.repository_id))
    with site.store.transaction():
        site.store.run("UPDATE issues SET milestone_id = NULL WHERE milestone_id = ?", milestone.id)
        site.store.run("DELETE FROM milestones WHERE id = ?", milestone.id)


def floored(due_on: str | None) -> str | None:
    """The midnight in Los Angeles at or before a moment, 07:00 or 08:00 UTC; 06:59 is the day before."""
    if not due_on:
        return None
    due = moment(due_on)
    today, before = _midnight(due.date()), _midnight(due.date() - timedelta(days=1))
    return stamp(today if today <= due else before)


def _midnight(day: date) -> datetime:
    """When a day begins in California; summer time is from March's second Sunday to November's first."""
    begins, ends = _sunday(day.year, 3, 8), _sunday(day.year, 11, 1)
    hour = 7 if begins < day <= ends else 8
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _sunday(year: int, month: int, earliest: int) -> date:
    first = date(year, month, earliest)
    return first + timedelta(days=(6 - first.weekday()) % 7)


def _check(store: Store, repository: Repository, now: Milestone | None, draft: Draft) -> None:
    faults = too_long("Milestone", "title", draft.title, TITLE_LIMIT)
    if not draft.title.strip():
        faults.append(Fault("Milestone", "title", "missing_field", "Title can't be blank"))
    if draft.state not in ("open", "closed"):
        faults.append(Fault("Milestone", "state", "invalid", "State is invalid"))
    if not _is_moment(draft.due_on):
        faults.append(Fault("Milestone", "due_on", "invalid", "Due on is invalid"))
    sql = _MILESTONE + "WHERE m.repository_id = ? AND m.title = ?"
    other = store.row(Milestone, sql, repository.id, draft.title)
    if other and (now is None or other.id != now.id):
        faults.append(Fault("Milestone", "title", "already_exists", "Title has already been taken"))
    if faults:
        raise Invalid(*faults)


def _is_moment(text: str | None) -> bool:
    try:
        return not text or bool(moment(text))
    except ValueError:
        return False
