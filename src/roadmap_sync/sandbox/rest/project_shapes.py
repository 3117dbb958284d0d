"""Projects, fields and items as the JSON objects of GitHub's REST API."""

from typing import Any

from roadmap_sync.sandbox import issues, labels, milestones, people, repositories
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.kinds import node_id
from roadmap_sync.sandbox.projects import boards, fields, items, updates, values
from roadmap_sync.sandbox.projects.rows import DraftIssue, Field, Item, Iteration, Option, Project, Update
from roadmap_sync.sandbox.rest import shapes
from roadmap_sync.sandbox.rest.shapes import Json


def project(call: Call, found: Project) -> Json:
    """A project."""
    store = call.site.store
    said = updates.of_project(store, found)
    return {
        "id": found.id, "node_id": node_id(store, found),
        "owner": shapes.user(call, people.by_id(store, found.owner_id)),
        "creator": shapes.user(call, people.by_id(store, found.creator_id)), "title": found.title,
        "description": found.readme, "public": found.public, "closed_at": found.closed_at,
        "created_at": found.created_at, "updated_at": found.updated_at, "number": found.number,
        "short_description": found.short_description, "deleted_at": None, "deleted_by": None,
        "state": "closed" if found.closed_at else "open", "is_template": found.template,
        "latest_status_update": _update(call, said[0]) if said else None,
    }  # fmt: skip


def _update(call: Call, found: Update) -> Json:
    store = call.site.store
    return {
        "id": found.id, "node_id": node_id(store, found),
        "project_node_id": node_id(store, boards.by_id(store, found.project_id)),
        "creator": shapes.user(call, people.by_id(store, found.creator_id)), "created_at": found.created_at,
        "updated_at": found.updated_at, "status": found.status, "start_date": found.start_date,
        "target_date": found.target_date, "body": found.body,
    }  # fmt: skip


def field(call: Call, of: Project, found: Field) -> Json:
    """A field with its options or iterations."""
    store = call.site.store
    owner = people.by_id(store, of.owner_id)
    shown = {
        "id": found.id, "node_id": node_id(store, found), "project_url": call.links.project(owner, of),
        "name": found.name, "data_type": found.kind.lower(), "created_at": found.created_at,
        "updated_at": found.updated_at,
    }  # fmt: skip
    if found.kind == "SINGLE_SELECT":
        shown["options"] = [_option(one) for one in fields.options(store, found)]
    if found.kind == "ITERATION":
        boxes = [_iteration(call, one) for one in fields.iterations(store, found)]
        shown["configuration"] = {
            "start_day": found.start_day, "duration": found.duration, "iterations": boxes,
        }  # fmt: skip
    return shown


def _both(text: str) -> Json:
    return {"raw": text, "html": text}


def _option(found: Option) -> Json:
    return {
        "id": found.id, "name": _both(found.name), "description": _both(found.description),
        "color": found.color,
    }  # fmt: skip


def _iteration(call: Call, found: Iteration) -> Json:
    return {
        "id": found.id, "start_date": found.start_date, "duration": found.duration,
        "title": _both(found.title), "completed": fields.over(found, call.site.clock.now().date()),
    }  # fmt: skip


def item(call: Call, of: Project, found: Item, shown_fields: list[Field]) -> Json:
    """An item with what it has in those fields; content that is not to be seen is null."""
    owner = people.by_id(call.site.store, of.owner_id)
    url = call.links.project(owner, of)
    kind, content = _content(call, found)
    creator = people.by_id(call.site.store, found.creator_id)
    return {
        "id": found.id, "node_id": node_id(call.site.store, found), "project_url": url,
        "item_url": f"{url}/items/{found.id}", "content_type": kind, "content": content,
        "creator": shapes.user(call, creator), "created_at": found.created_at,
        "updated_at": found.updated_at, "archived_at": found.archived_at,
        "fields": [_value(call, found, one, kind, content) for one in shown_fields],
    }  # fmt: skip


def _content(call: Call, found: Item) -> tuple[str, Json | None]:
    store = call.site.store
    if found.draft_id is not None:
        return "DraftIssue", draft(call, items.draft(store, found.draft_id))
    issue = issues.by_id(store, found.issue_id or 0)
    home = repositories.by_id(store, issue.repository_id)
    seen = repositories.visible(store, home, call.viewer) is not None
    kind = "PullRequest" if issue.pull_id else "Issue"
    return kind, shapes.issue(call, home, issue) if seen else None


def draft(call: Call, found: DraftIssue) -> Json:
    """A draft."""
    return {
        "id": found.id, "node_id": node_id(call.site.store, found), "title": found.title, "body": found.body,
        "user": shapes.user(call, people.by_id(call.site.store, found.creator_id)),
        "created_at": found.created_at, "updated_at": found.updated_at,
    }  # fmt: skip


def _value(call: Call, found: Item, of: Field, kind: str, content: Json | None) -> Json:
    shown = {"id": of.id, "name": of.name, "data_type": of.kind.lower()}
    stored = values.stored(call.site.store, found, of)
    value: Any = stored.content if stored else None
    match of.kind:
        case "TITLE" if content:
            value = {"raw": content["title"], "html": content["title"]}
        case "NUMBER" if stored:
            value = float(stored.content)
        case "SINGLE_SELECT":
            option = values.option(call.site.store, found, of)
            value = _option(option) if option else None
        case "ITERATION" if stored:
            boxes = fields.iterations(call.site.store, of)
            value = next((_iteration(call, one) for one in boxes if one.id == stored.content), None)
        case "ASSIGNEES" | "LABELS" | "MILESTONE" | "REPOSITORY" if content and kind != "DraftIssue":
            value = _of_issue(call, found, of.kind)
    return shown | {"value": value}


def _of_issue(call: Call, found: Item, kind: str) -> Any:
    store = call.site.store
    issue = issues.by_id(store, found.issue_id or 0)
    home = repositories.by_id(store, issue.repository_id)
    match kind:
        case "ASSIGNEES":
            return [shapes.user(call, one) for one in issues.assignees(store, issue)]
        case "LABELS":
            return [shapes.label(call, home, one) for one in labels.of_issue(store, issue.id)]
        case "REPOSITORY":
            return shapes.repository(call, home)
    within = milestones.by_id(store, issue.milestone_id) if issue.milestone_id else None
    return shapes.milestone(call, home, within) if within else None
