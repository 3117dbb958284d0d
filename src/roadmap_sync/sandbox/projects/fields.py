"""The fields of a project, with the options of single selects and the time boxes of iterations."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

from roadmap_sync.sandbox.projects.rows import Field, Iteration, Option, Project
from roadmap_sync.sandbox.refusals import Fault, Invalid
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

CUSTOM = ("TEXT", "NUMBER", "DATE", "SINGLE_SELECT", "ITERATION")
MOST_FIELDS, MOST_OPTIONS = 50, 50
STATUS = "Status"
_BUILT_IN = (
    ("Title", "TITLE"), ("Assignees", "ASSIGNEES"), (STATUS, "SINGLE_SELECT"), ("Labels", "LABELS"),
    ("Linked pull requests", "LINKED_PULL_REQUESTS"), ("Reviewers", "REVIEWERS"),
    ("Repository", "REPOSITORY"), ("Milestone", "MILESTONE"),
)  # fmt: skip
_STATUSES = (
    ("f75ad846", "Todo", "GREEN", "This item hasn't been started"),
    ("47fc9ee4", "In Progress", "YELLOW", "This is actively being worked on"),
    ("98236657", "Done", "PURPLE", "This has been completed"),
)
_RESERVED = (
    "type",
    "parent issue",
    "sub-issues progress",
    "tracked by",
    "tracks",
    "created",
    "updated",
    "closed",
)
_FIELD = "SELECT f.* FROM project_fields f "


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as somebody wants it; without the id of one that is there it is a new one."""

    name: str
    color: str
    description: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """An iteration as somebody wants it."""

    title: str
    start_date: str
    duration: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a new field is to be; `start_day` counts from Monday, 1."""

    name: str
    kind: str
    choices: list[Choice] = field(default_factory=list)
    duration: int | None = None
    start_day: int | None = None
    boxes: list[Box] = field(default_factory=list)


def of_project(store: Store, project: Project) -> list[Field]:
    """The fields in their order."""
    return store.rows(Field, _FIELD + "WHERE f.project_id = ? ORDER BY f.rowid", project.id)


def by_id(store: Store, field_id: int) -> Field | None:
    """The field of a stored id."""
    return store.row(Field, _FIELD + "WHERE f.id = ?", field_id)


def by_name(store: Store, project: Project, name: str) -> Field | None:
    """The field of that name, in any letter case."""
    return store.row(Field, _FIELD + "WHERE f.project_id = ? AND f.name = ?", project.id, name)


def options(store: Store, of: Field) -> list[Option]:
    """The options of a single select in their order."""
    return store.rows(
        Option, "SELECT o.* FROM project_options o WHERE o.field_id = ? ORDER BY o.rowid", of.id
    )


def iterations(store: Store, of: Field) -> list[Iteration]:
    """The time boxes of an iteration field in their order."""
    sql = "SELECT i.* FROM project_iterations i WHERE i.field_id = ? ORDER BY i.start_date, i.rowid"
    return store.rows(Iteration, sql, of.id)


def over(one: Iteration, today: date) -> bool:
    """Whether a time box has ended."""
    return date.fromisoformat(one.start_date) + timedelta(days=one.duration) <= today


def built_in(of: Field) -> bool:
    """Whether GitHub made the field; its name and place are not for us to change."""
    return (of.name, of.kind) in _BUILT_IN


def found(site: Site, project: Project) -> None:
    """Give a new project the fields every project has."""
    for name, kind in _BUILT_IN:
        _insert(site, project, Plan(name, kind))
    status = by_name(site.store, project, STATUS)
    assert status is not None
    for option in _STATUSES:
        site.store.add("project_options", Option(option[0], status.id, *option[1:]))


def create(site: Site, project: Project, plan: Plan) -> Field:
    """A new field; raises Invalid for a name that is taken or kept, and beyond 50 fields or options."""
    _check_name(site.store, project, None, plan.name)
    if len(of_project(site.store, project)) >= MOST_FIELDS:
        raise Invalid(message=f"Projects are limited to {MOST_FIELDS} fields")
    if plan.kind == "SINGLE_SELECT" and not plan.choices:
        raise Invalid(message="Single select options can't be blank")
    with site.store.transaction():
        made = _insert(site, project, plan)
        if plan.kind == "SINGLE_SELECT":
            set_options(site, made, plan.choices)
        if plan.kind == "ITERATION":
            set_iterations(site, made, plan)
        site.store.update("projects", project.id, updated_at=made.created_at)
    return by_id(site.store, made.id) or made


def rename(site: Site, project: Project, of: Field, name: str) -> None:
    """Give a field another name."""
    if name == of.name:
        return
    if built_in(of):
        raise Invalid(message="Only custom fields can be updated")
    _check_name(site.store, project, of, name)
    with site.store.transaction():
        site.store.update("project_fields", of.id, name=name, updated_at=site.clock.stamp())


def set_options(site: Site, of: Field, wanted: list[Choice]) -> None:
    """Overwrite the options: those with the id of one that is there stay it; all others get new ids.

    Items lose the value of every option that is gone. Raises Invalid.
    """
    _check_options(wanted)
    store, kept = site.store, {one.id for one in options(site.store, of)}
    with store.transaction():
        store.run("DELETE FROM project_options WHERE field_id = ?", of.id)
        for choice in wanted:
            same = choice.id is not None and choice.id in kept
            key = choice.id if same and choice.id else _key(site, of)
            store.add("project_options", Option(key, of.id, choice.name, choice.color, choice.description))
        _forget(site, of, "project_options")
        store.update("project_fields", of.id, updated_at=site.clock.stamp())


def set_iterations(site: Site, of: Field, plan: Plan) -> None:
    """Overwrite the iterations; all of them get new ids, so items lose theirs."""
    with site.store.transaction():
        site.store.run("DELETE FROM project_iterations WHERE field_id = ?", of.id)
        for box in plan.boxes:
            made = Iteration(_key(site, of), of.id, box.title, box.start_date, box.duration)
            site.store.add("project_iterations", made)
        _forget(site, of, "project_iterations")
        now = site.clock.stamp()
        changed = {"start_day": plan.start_day, "duration": plan.duration}
        site.store.update("project_fields", of.id, **changed, updated_at=now)


def delete(site: Site, of: Field) -> None:
    """Take a field and its values away."""
    if built_in(of):
        raise Invalid(message="Only custom fields can be deleted")
    with site.store.transaction():
        for table in ("project_values", "project_options", "project_iterations"):
            site.store.run(f"DELETE FROM {table} WHERE field_id = ?", of.id)
        site.store.run("DELETE FROM project_fields WHERE id = ?", of.id)


def start_day(day: str) -> int:
    """The day of the week a date falls on, Monday is 1."""
    return date.fromisoformat(day).isoweekday()


def _insert(site: Site, project: Project, plan: Plan) -> Field:
    now = site.clock.stamp()
    key = site.store.new_id("field")
    made = Field(key, project.id, plan.name, plan.kind, plan.start_day, plan.duration, now, now)
    site.store.add("project_fields", made)
    return made


def _key(site: Site, of: Field) -> str:
    number = site.store.next("project options")
    return sha256(f"{of.id} {number}".encode()).hexdigest()[:8]


def _forget(site: Site, of: Field, table: str) -> None:
    left = f"SELECT id FROM {table} WHERE field_id = ?1"
    site.store.run(f"DELETE FROM project_values WHERE field_id = ?1 AND content NOT IN ({left})", of.id)


def _check_name(store: Store, project: Project, now: Field | None, name: str) -> None:
    other = by_name(store, project, name)
    if not name.strip():
        raise Invalid(Fault("ProjectV2Field", "name", "missing_field", "Name can't be blank"))
    if other and (now is None or other.id != now.id):
        raise Invalid(Fault("ProjectV2Field", "name", "already_exists", "Name has already been taken"))
    if name.lower() in _RESERVED:
        raise Invalid(Fault("ProjectV2Field", "name", "invalid", "Name cannot have a reserved value"))


def _check_options(wanted: list[Choice]) -> None:
    names = [choice.name.lower() for choice in wanted]
    if len(wanted) > MOST_OPTIONS:
        raise Invalid(message=f"Single select fields are limited to {MOST_OPTIONS} options")
    if not all(name.strip() for name in names):
        raise Invalid(message="Option name can't be blank")
    if len(set(names)) < len(names):
        raise Invalid(message="Option names must be unique")
