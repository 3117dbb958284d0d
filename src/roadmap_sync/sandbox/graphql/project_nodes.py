"""From ids and numbers to projects and what is in them, as far as token and account may go."""

from typing import Any

from roadmap_sync.sandbox import identifiers, people, tokens
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql.errors import no_node
from roadmap_sync.sandbox.projects import boards, fields, items, rights, updates, values, workflows
from roadmap_sync.sandbox.projects.rows import Project
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rows import Account

PREFIXES = ("PVT", "PVTI", "PVTF", "PVTSSF", "PVTIF", "DI", "PVTSU", "PWF", *(
    "PVTFTV", "PVTFNV", "PVTFDV", "PVTFSV", "PVTFIV",
))  # fmt: skip


def allowed(call: Call, project: Project, *, write: bool = False) -> None:
    """Refuse a token that does not reach the project."""
    owner = people.by_id(call.site.store, project.owner_id)
    tokens.allow_projects(call.grant, owner, write=write)


def numbered(owner: Account, call: Call, number: int) -> Project:
    """The project of an owner by its number."""
    tokens.allow_projects(call.grant, owner, write=False)
    found = boards.by_number(call.site.store, owner, number, call.viewer)
    if found is None:
        raise Missing(f"Could not resolve to a ProjectV2 with the number {number}.")
    return found


def find(call: Call, named: identifiers.NodeId) -> Any:
    """The thing behind a global id of a project's; None when it is not there or not to be seen."""
    key = named.parts[-1]
    project_id = named.parts[1] if len(named.parts) > 1 else 0
    if not isinstance(key, int) or not isinstance(project_id, int):
        return None
    project = boards.by_id(call.site.store, project_id)
    if not rights.may(call.site.store, project, call.viewer, "reader"):
        return None
    allowed(call, project)
    return _within(call, named, project, key)


def _within(call: Call, named: identifiers.NodeId, project: Project, key: int) -> Any:
    store = call.site.store
    match named.prefix:
        case "PVT":
            return project
        case "PVTI":
            return items.by_id(store, key)
        case "PVTF" | "PVTSSF" | "PVTIF":
            return fields.by_id(store, key)
        case "DI":
            return items.draft(store, key)
        case "PVTSU":
            return updates.by_id(store, key)
        case "PWF":
            return workflows.by_id(store, key)
    field = fields.by_id(store, key)
    item = items.by_id(store, int(named.parts[2])) if len(named.parts) == 4 else None
    if field is None or item is None:
        raise no_node("")
    return values.in_field(store, item, field)
