"""Mutations of what is in a project: its fields, its items and their values."""

from typing import Any

from roadmap_sync.sandbox import people
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.errors import no_node
from roadmap_sync.sandbox.graphql.nodes import expect
from roadmap_sync.sandbox.graphql.project_mutations import project, writable
from roadmap_sync.sandbox.graphql.writing import Given, Mutation, allow, repository
from roadmap_sync.sandbox.projects import boards, fields, items, values
from roadmap_sync.sandbox.projects.rows import DraftIssue, Field, Item, Project
from roadmap_sync.sandbox.refusals import Invalid
from roadmap_sync.sandbox.rows import Account, Issue

_SENT = {
    "text": "TEXT", "number": "NUMBER", "date": "DATE", "single_select_option_id": "SINGLE_SELECT",
    "iteration_id": "ITERATION",
}  # fmt: skip


def _plan(given: Given, name: str, kind: str) -> fields.Plan:
    frame = given.get("iteration_configuration")
    return fields.Plan(
        name,
        kind,
        _choices(given),
        duration=frame["duration"] if frame else 14,
        start_day=fields.start_day(frame["start_date"]) if frame else 1,
        boxes=[fields.Box(**{key: box[key] for key in ("title", "start_date", "duration")})
               for box in frame["iterations"]] if frame else [],
    )  # fmt: skip


def _choices(given: Given) -> list[fields.Choice]:
    return [
        fields.Choice(one["name"], one["color"], one["description"], one.get("id"))
        for one in given.get("single_select_options") or []
    ]


def _create_field(call: Call, given: Given) -> dict[str, Any]:
    into = project(call, given["project_id"], "CreateProjectV2Field")
    plan = _plan(given, given["name"], given["data_type"])
    return {"projectV2Field": fields.create(call.site, into, plan)}


def _own_field(call: Call, wanted: str, name: str) -> tuple[Project, Field]:
    found: Field = expect(call, wanted, Field)
    return writable(call, boards.by_id(call.site.store, found.project_id), name), found


def _update_field(call: Call, given: Given) -> dict[str, Any]:
    of, found = _own_field(call, given["field_id"], "UpdateProjectV2Field")
    if given.get("name"):
        fields.rename(call.site, of, found, given["name"])
    if given.get("single_select_options") is not None:
        if found.kind != "SINGLE_SELECT":
            raise Invalid(message="Only single select fields have options")
        fields.set_options(call.site, found, _choices(given))
    if given.get("iteration_configuration") is not None:
        if found.kind != "ITERATION":
            raise Invalid(message="Only iteration fields have iterations")
        fields.set_iterations(call.site, found, _plan(given, found.name, found.kind))
    return {"projectV2Field": fields.by_id(call.site.store, found.id)}


def _delete_field(call: Call, given: Given) -> dict[str, Any]:
    _, found = _own_field(call, given["field_id"], "DeleteProjectV2Field")
    fields.delete(call.site, found)
    return {"projectV2Field": found}


def _add(call: Call, given: Given) -> dict[str, Any]:
    into = project(call, given["project_id"], "AddProjectV2ItemById")
    content: Issue = expect(call, given["content_id"], Issue)
    return {"item": items.add(call.site, call.actor, into, content)}


def _assignees(call: Call, given: Given) -> list[Account] | None:
    wanted = given.get("assignee_ids")
    return None if wanted is None else [expect(call, node_id, Account) for node_id in wanted]


def _add_draft(call: Call, given: Given) -> dict[str, Any]:
    into = project(call, given["project_id"], "AddProjectV2DraftIssue")
    body, given_to = given.get("body") or "", _assignees(call, given) or []
    return {"projectItem": items.add_draft(call.site, call.actor, into, given["title"], body, given_to)}


def _update_draft(call: Call, given: Given) -> dict[str, Any]:
    found: DraftIssue = expect(call, given["draft_issue_id"], DraftIssue)
    (item,) = items.of_draft(call.site.store, found.id)
    writable(call, boards.by_id(call.site.store, item.project_id), "UpdateProjectV2DraftIssue")
    edited = items.edit_draft(
        call.site, found, given.get("title"), given.get("body"), _assignees(call, given)
    )
    return {"draftIssue": edited}


def _convert(call: Call, given: Given) -> dict[str, Any]:
    item: Item = expect(call, given["item_id"], Item)
    name = "ConvertProjectV2DraftIssueItemToIssue"
    writable(call, boards.by_id(call.site.store, item.project_id), name)
    into = repository(call, given["repository_id"])
    allow(call, into, "read", name)
    return {"item": items.convert(call.site, call.actor, item, into)}


def _item(call: Call, given: Given, name: str, key: str = "item_id") -> Item:
    of = project(call, given["project_id"], name)
    found: Item = expect(call, given[key], Item)
    if found.project_id != of.id:
        raise no_node(given[key])
    return found


def _set(call: Call, given: Given) -> dict[str, Any]:
    item = _item(call, given, "UpdateProjectV2ItemFieldValue")
    field: Field = expect(call, given["field_id"], Field)
    sent = {name: value for name, value in given["value"].items() if value is not None}
    if len(sent) != 1:
        raise values.Unfit(message="Exactly one value must be given")
    ((name, value),) = sent.items()
    found = values.set_value(call.site, call.actor, item, field, _SENT[name], str(value))
    return {"projectV2Item": found}


def _clear(call: Call, given: Given) -> dict[str, Any]:
    item = _item(call, given, "ClearProjectV2ItemFieldValue")
    field: Field = expect(call, given["field_id"], Field)
    return {"projectV2Item": values.clear(call.site, item, field)}


def _move(call: Call, given: Given) -> dict[str, Any]:
    item = _item(call, given, "UpdateProjectV2ItemPosition")
    after = _item(call, given, "UpdateProjectV2ItemPosition", "after_id") if given.get("after_id") else None
    if after is None or after.id != item.id:
        items.move(call.site, item, after)
    of = boards.by_id(call.site.store, item.project_id)

    def shown(call: Call, **cut: Any) -> connections.Connection:
        return connections.over("items", items.of_project(call.site.store, of), offsets=True, **cut)

    return {"items": shown}


def _archive(name: str, *, archived: bool) -> Mutation:
    def carry_out(call: Call, given: Given) -> dict[str, Any]:
        return {"item": items.archive(call.site, _item(call, given, name), archived=archived)}

    return carry_out


def _delete(call: Call, given: Given) -> dict[str, Any]:
    items.delete(call.site, _item(call, given, "DeleteProjectV2Item"))
    return {"deletedItemId": given["item_id"]}


def put_on(call: Call, issue: Issue, project_ids: list[str] | None) -> None:
    """Put a new issue on projects, as `createIssue` does with `projectV2Ids`."""
    for wanted in project_ids or []:
        items.add(
            call.site,
            people.by_id(call.site.store, issue.author_id),
            project(call, wanted, "CreateIssue"),
            issue,
        )


MUTATIONS: dict[str, Mutation] = {
    "createProjectV2Field": _create_field,
    "updateProjectV2Field": _update_field,
    "deleteProjectV2Field": _delete_field,
    "addProjectV2ItemById": _add,
    "addProjectV2DraftIssue": _add_draft,
    "updateProjectV2DraftIssue": _update_draft,
    "convertProjectV2DraftIssueItemToIssue": _convert,
    "updateProjectV2ItemFieldValue": _set,
    "clearProjectV2ItemFieldValue": _clear,
    "updateProjectV2ItemPosition": _move,
    "archiveProjectV2Item": _archive("ArchiveProjectV2Item", archived=True),
    "unarchiveProjectV2Item": _archive("UnarchiveProjectV2Item", archived=False),
    "deleteProjectV2Item": _delete,
}
FIELDS = {"UpdateProjectV2ItemPositionPayload": {"items": lambda it, call, **cut: it["items"](call, **cut)}}
