"""What items have in fields: set and cleared where people may write, derived where the issue says it."""

from dataclasses import dataclass

from roadmap_sync.sandbox import issues, labels
from roadmap_sync.sandbox.pending import MOVED
from roadmap_sync.sandbox.projects import fields, items
from roadmap_sync.sandbox.projects.rows import Field, Item, Option, Project, Value
from roadmap_sync.sandbox.refusals import Invalid
from roadmap_sync.sandbox.rows import Account
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

TEXT_LIMIT = 1024
WANTED = {
    "TEXT": "a text value", "NUMBER": "a number value", "DATE": "a date value",
    "SINGLE_SELECT": "a single select option Id", "ITERATION": "an iteration Id",
}  # fmt: skip
_VALUE = "SELECT v.* FROM project_values v "
_DERIVED = ("ASSIGNEES", "LABELS", "MILESTONE", "REPOSITORY")


class Unfit(Invalid):
    """A value that does not fit its field; GraphQL calls the type VALIDATION."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item's value in a field; `value` is None where it comes from the issue or draft itself."""

    item: Item
    field: Field
    value: Value | None


def stored(store: Store, item: Item, field: Field) -> Value | None:
    """The stored value."""
    return store.row(Value, _VALUE + "WHERE v.item_id = ? AND v.field_id = ?", item.id, field.id)


def of_item(store: Store, project: Project, item: Item) -> list[Shown]:
    """Every value an item has, in the order of the fields."""
    kept = {one.field_id: one for one in store.rows(Value, _VALUE + "WHERE v.item_id = ?", item.id)}
    found = [Shown(item, field, kept.get(field.id)) for field in fields.of_project(store, project)]
    return [one for one in found if one.value or _derived(store, item, one.field)]


def in_field(store: Store, item: Item, field: Field) -> Shown | None:
    """The value in one field, if there is one."""
    value = stored(store, item, field)
    return Shown(item, field, value) if value or _derived(store, item, field) else None


def option(store: Store, item: Item, field: Field) -> Option | None:
    """The option an item has in a single select."""
    value = stored(store, item, field)
    known = fields.options(store, field) if value else []
    return next((one for one in known if value and one.id == value.content), None)


def set_value(site: Site, actor: Account, item: Item, field: Field, kind: str, content: str) -> Item:
    """Write a value; `kind` is what was sent. Raises Unfit or Invalid in GitHub's words."""
    _writable(item, field)
    if kind != field.kind:
        named = field.kind.lower()
        raise Unfit(message=f"Did not receive {WANTED[field.kind]} to update a field of type {named}")
    _check(site.store, field, content)
    now = site.clock.stamp()
    known = stored(site.store, item, field)
    if known and known.content == content:
        return item
    with site.store.transaction():
        if known:
            site.store.update(
                "project_values", known.id, content=content, creator_id=actor.id, updated_at=now
            )
        else:
            made = Value(site.store.new_id("value"), item.id, field.id, content, actor.id, now, now)
            site.store.add("project_values", made)
        _touch(site, item)
    if field.name == fields.STATUS:
        site.pending.add(MOVED, item.id)
    return items.by_id(site.store, item.id)


def clear(site: Site, item: Item, field: Field) -> Item:
    """Take a value away; one that is not there changes nothing."""
    _writable(item, field)
    if stored(site.store, item, field) is None:
        return item
    with site.store.transaction():
        sql = "DELETE FROM project_values WHERE item_id = ? AND field_id = ?"
        site.store.run(sql, item.id, field.id)
        _touch(site, item)
    return items.by_id(site.store, item.id)


def _touch(site: Site, item: Item) -> None:
    now = site.clock.stamp()
    site.store.update("project_items", item.id, updated_at=now)
    site.store.update("projects", item.project_id, updated_at=now)


def _derived(store: Store, item: Item, field: Field) -> bool:
    """Whether the issue or draft itself fills the field."""
    if field.kind == "TITLE":
        return True
    if field.kind not in _DERIVED:
        return False
    if item.issue_id is None:
        return field.kind == "ASSIGNEES" and bool(items.draft_assignees(store, item.draft_id or 0))
    issue = issues.by_id(store, item.issue_id)
    match field.kind:
        case "ASSIGNEES":
            return bool(issues.assignees(store, issue))
        case "LABELS":
            return bool(labels.of_issue(store, issue.id))
        case "MILESTONE":
            return issue.milestone_id is not None
    return True


def _writable(item: Item, field: Field) -> None:
    if field.kind not in WANTED:
        raise Unfit(message=f"The field of type {field.kind.lower()} is currently not supported.")
    if item.archived_at is not None:
        raise Invalid(message="The item is archived and cannot be updated")
    if field.project_id != item.project_id:
        raise Unfit(message="The field Id does not belong to the project")


def _check(store: Store, field: Field, content: str) -> None:
    match field.kind:
        case "TEXT" if len(content) > TEXT_LIMIT:
            raise Invalid(message="Column value must be a valid value for text column")
        case "SINGLE_SELECT" if content not in {one.id for one in fields.options(store, field)}:
            raise Unfit(message="The single select option Id does not belong to the field")
        case "ITERATION" if content not in {one.id for one in fields.iterations(store, field)}:
            raise Unfit(message="The iteration Id does not belong to the field")
