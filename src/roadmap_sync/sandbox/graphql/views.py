"""Views of projects in GraphQL: the one that every project begins with."""

from typing import Any

from roadmap_sync.sandbox import identifiers
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.projects.rows import Project


def _all(project: Project, call: Call, **cut: Any) -> connections.Connection:
    return connections.over("views", [_first(project)], **cut)


def _first(project: Project) -> dict[str, Any]:
    return {
        "project": project, "name": "View 1", "number": 1, "layout": "TABLE_LAYOUT", "filter": "",
        "createdAt": project.created_at, "updatedAt": project.created_at, "databaseId": project.id,
        "fullDatabaseId": str(project.id),
    }  # fmt: skip


def _one(project: Project, call: Call, number: int) -> dict[str, Any] | None:
    return _first(project) if number == 1 else None


def _id(view: dict[str, Any], call: Call) -> str:
    project: Project = view["project"]
    return identifiers.encode("PVTV", project.owner_id, project.id, 1)


FIELDS: dict[str, Fields] = {
    "ProjectV2": {"view": _one, "views": _all},
    "ProjectV2View": {"id": _id},
}
