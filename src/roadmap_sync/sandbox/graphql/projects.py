"""Projects, their fields, items and drafts as GraphQL shows them."""

from collections.abc import Callable
from typing import Any

from roadmap_sync.sandbox import issues, people, repositories, tokens
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.graphql.everywhere import html, person
from roadmap_sync.sandbox.graphql.project_nodes import allowed, numbered
from roadmap_sync.sandbox.projects import boards, fields, items, rights, search, updates, values, workflows
from roadmap_sync.sandbox.projects.rows import DraftIssue, Field, Item, Iteration, Project
from roadmap_sync.sandbox.refusals import Forbidden, Missing
from roadmap_sync.sandbox.rows import Account, Issue, Repository


def _owner(project: Project, call: Call) -> Account:
    return people.by_id(call.site.store, project.owner_id)


def path(project: Project, call: Call) -> str:
    """The project's page below the root."""
    return call.links.project_path(_owner(project, call), project)


def _project(thing: Any, call: Call) -> Project:
    return boards.by_id(call.site.store, thing.project_id)


def _list(
    found: list[Project], order_by: dict[str, str] | None = None, query: str | None = None, **cut: Any
) -> connections.Connection:
    keys = {"TITLE": "title", "NUMBER": "number", "UPDATED_AT": "updated_at", "CREATED_AT": "created_at"}
    order = order_by or {"field": "NUMBER", "direction": "DESC"}
    shown = boards.matching(found, query)
    shown.sort(key=lambda one: getattr(one, keys[order["field"]]), reverse=order["direction"] == "DESC")
    return connections.over("projectsV2", shown, **cut)


def _of_owner(owner: Account, call: Call, **given: Any) -> connections.Connection:
    tokens.allow_projects(call.grant, owner, write=False)
    return _list(boards.of_owner(call.site.store, owner, call.viewer), **given)


def _of_repository(repository: Repository, call: Call, **given: Any) -> connections.Connection:
    tokens.allow_projects(call.grant, people.by_id(call.site.store, repository.owner_id), write=False)
    return _list(boards.of_repository(call.site.store, repository, call.viewer), **given)


def _of_issue(issue: Issue, call: Call, **given: Any) -> connections.Connection:
    found = boards.of_issue(call.site.store, issue.id, call.viewer)
    for project in found:
        allowed(call, project)
    return _list(found, **given)


def _one(found: Callable[[Any, Call], list[Project]]) -> Callable[..., Project]:
    def resolve(source: Any, call: Call, number: int) -> Project:
        known = next((one for one in found(source, call) if one.number == number), None)
        if known is None:
            raise Missing(f"Could not resolve to a ProjectV2 with the number {number}.")
        allowed(call, known)
        return known

    return resolve


def _items_of_issue(
    issue: Issue, call: Call, *, include_archived: bool = True, **cut: Any
) -> connections.Connection:
    store = call.site.store
    found: list[Any] = []
    for item in items.of_issue(store, issue.id, archived=include_archived):
        project = _project(item, call)
        if not rights.may(store, project, call.viewer, "reader"):
            continue
        try:
            allowed(call, project)
            found.append(item)
        except Forbidden as refusal:  # an error of its own place in the list
            found.append(refusal)
    return connections.over("projectItems", found, **cut)


def _items(
    project: Project, call: Call, query: str | None = None, order_by: dict[str, str] | None = None, **cut: Any
) -> connections.Connection:
    found = search.kept(call.site.store, project, items.of_project(call.site.store, project), query or "")
    shown = found[::-1] if order_by and order_by["direction"] == "DESC" else found
    return connections.over("items", shown, offsets=True, **cut)


def _fields(
    project: Project, call: Call, order_by: dict[str, str] | None = None, **cut: Any
) -> connections.Connection:
    found = fields.of_project(call.site.store, project)
    if order_by and order_by["field"] == "NAME":
        found.sort(key=lambda one: one.name.lower())
    backwards = order_by and order_by["direction"] == "DESC"
    return connections.over("fields", found[::-1] if backwards else found, **cut)


def _field(project: Project, call: Call, name: str) -> Field | None:
    return fields.by_name(call.site.store, project, name)


def _may(least: str) -> Callable[[Project, Call], bool]:
    return lambda project, call: rights.may(call.site.store, project, call.viewer, least)


def _workflow(project: Project, call: Call, number: int) -> Any:
    found = workflows.of_project(call.site.store, project)
    return next((one for one in found if one.number == number), None)


def _content(item: Item, call: Call) -> Any:
    store = call.site.store
    if item.draft_id is not None:
        return items.draft(store, item.draft_id)
    issue = issues.by_id(store, item.issue_id or 0)
    home = repositories.by_id(store, issue.repository_id)
    return issue if repositories.visible(store, home, call.viewer) else None


def _type(item: Item, call: Call) -> str:
    content = _content(item, call)
    if content is None:
        return "REDACTED"
    if isinstance(content, DraftIssue):
        return "DRAFT_ISSUE"
    return "PULL_REQUEST" if content.pull_id else "ISSUE"


def _values(item: Item, call: Call, order_by: Any = None, **cut: Any) -> connections.Connection:
    shown = values.of_item(call.site.store, _project(item, call), item)
    hidden = _content(item, call) is None
    return connections.over("fieldValues", [one for one in shown if one.value or not hidden], **cut)


def _value(item: Item, call: Call, name: str) -> values.Shown | None:
    field = _field(_project(item, call), call, name)
    shown = values.in_field(call.site.store, item, field) if field else None
    return shown if shown and (shown.value or _content(item, call) is not None) else None


def _options(field: Field, call: Call, names: list[str] | None = None) -> list[Any]:
    found = fields.options(call.site.store, field)
    return [one for one in found if names is None or one.name in names]


def _configuration(field: Field, call: Call) -> dict[str, Any]:
    today = call.site.clock.now().date()
    shown = fields.iterations(call.site.store, field)
    past = [one for one in shown if fields.over(one, today)]
    coming: list[Iteration] = [one for one in shown if one not in past]
    return {
        "completedIterations": past[::-1], "iterations": coming,
        "duration": field.duration or 14, "startDay": field.start_day or 1,
    }  # fmt: skip


_OWNED: Fields = {"projectV2": numbered, "projectsV2": _of_owner}
_ON_BOARDS: Fields = {
    "projectItems": _items_of_issue,
    "projectV2": _one(lambda issue, call: boards.of_issue(call.site.store, issue.id, call.viewer)),
    "projectsV2": _of_issue,
}
_IDS: Fields = {"databaseId": lambda it, call: it.id, "fullDatabaseId": lambda it, call: str(it.id)}
_MADE: Fields = {"creator": lambda it, call: person(call, it.creator_id)}
_FIELD: Fields = {
    "dataType": lambda it, call: it.kind, "databaseId": lambda it, call: it.id, "project": _project,
}  # fmt: skip

FIELDS: dict[str, Fields] = {
    "User": _OWNED,
    "Organization": _OWNED,
    "Issue": _ON_BOARDS,
    "PullRequest": _ON_BOARDS,
    "Repository": {
        "projectV2": _one(lambda home, call: boards.of_repository(call.site.store, home, call.viewer)),
        "projectsV2": _of_repository,
    },
    "ProjectV2": _IDS | _MADE | {
        "closed": lambda it, call: it.closed_at is not None,
        "field": _field,
        "fields": _fields,
        "items": _items,
        "owner": _owner,
        "repositories": lambda it, call, **cut: connections.over(
            "repositories", boards.repositories(call.site.store, it), **cut),
        "resourcePath": path,
        "statusUpdates": lambda it, call, **cut: connections.over(
            "statusUpdates", updates.of_project(call.site.store, it), **cut),
        "url": lambda it, call: call.links.web + path(it, call),
        "viewerCanClose": lambda it, call: it.closed_at is None and _may("admin")(it, call),
        "viewerCanReopen": lambda it, call: it.closed_at is not None and _may("admin")(it, call),
        "viewerCanUpdate": _may("writer"),
        "workflow": _workflow,
        "workflows": lambda it, call, **cut: connections.over(
            "workflows", workflows.of_project(call.site.store, it), **cut),
    },
    "ProjectV2Field": _FIELD,
    "ProjectV2IterationField": _FIELD | {"configuration": _configuration},
    "ProjectV2SingleSelectField": _FIELD | {"options": _options},
    "ProjectV2SingleSelectFieldOption": {
        "id": lambda it, call: it.id,
        "descriptionHTML": lambda it, call: it.description,
        "nameHTML": lambda it, call: it.name,
    },
    "ProjectV2IterationFieldIteration": {
        "id": lambda it, call: it.id, "titleHTML": lambda it, call: it.title,
    },
    "ProjectV2Item": _IDS | _MADE | {
        "content": _content,
        "fieldValueByName": _value,
        "fieldValues": _values,
        "isArchived": lambda it, call: it.archived_at is not None,
        "project": _project,
        "type": _type,
    },
    "DraftIssue": _MADE | {
        "assignees": lambda it, call, **cut: connections.over(
            "assignees", items.draft_assignees(call.site.store, it.id), **cut),
        "bodyHTML": lambda it, call: html(it.body),
        "bodyText": lambda it, call: it.body,
        "projectV2Items": lambda it, call, **cut: connections.over(
            "projectV2Items", items.of_draft(call.site.store, it.id), **cut),
        "projectsV2": lambda it, call, **cut: connections.over(
            "projectsV2", [_project(one, call) for one in items.of_draft(call.site.store, it.id)], **cut),
    },
    "ProjectV2StatusUpdate": _IDS | _MADE | {
        "bodyHTML": lambda it, call: html(it.body), "project": _project,
    },
    "ProjectV2Workflow": _IDS | {"project": _project},
}  # fmt: skip
