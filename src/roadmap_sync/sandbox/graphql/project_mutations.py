"""Mutations of projects: made, edited, linked, copied, deleted, commented on."""

from typing import Any

from roadmap_sync.sandbox import tokens
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql.nodes import expect
from roadmap_sync.sandbox.graphql.project_nodes import allowed
from roadmap_sync.sandbox.graphql.writing import Given, Mutation, denied, repository
from roadmap_sync.sandbox.kinds import node_id
from roadmap_sync.sandbox.projects import boards, rights, updates, workflows
from roadmap_sync.sandbox.projects.rows import Project, Update, Workflow
from roadmap_sync.sandbox.refusals import Forbidden
from roadmap_sync.sandbox.rows import Account

_EDITED = ("title", "short_description", "readme", "public", "closed")
_SAID = ("body", "status", "start_date", "target_date")


def project(call: Call, wanted: str, name: str, least: str = "writer") -> Project:
    """The project an id names, which token and account must be allowed to change."""
    found: Project = expect(call, wanted, Project)
    return writable(call, found, name, least)


def writable(call: Call, found: Project, name: str, least: str = "writer") -> Project:
    """The project, if token and account may change it."""
    allowed(call, found, write=True)
    if not rights.may(call.site.store, found, call.viewer, least):
        raise Forbidden(denied(call, name))
    return found


def _owner(call: Call, wanted: str, name: str) -> Account:
    found: Account = expect(call, wanted, Account)
    tokens.allow_projects(call.grant, found, write=True)
    if not rights.may_create(call.site.store, found, call.actor):
        raise Forbidden(denied(call, name))
    return found


def _create(call: Call, given: Given) -> dict[str, Any]:
    owner = _owner(call, given["owner_id"], "CreateProjectV2")
    into = repository(call, given["repository_id"]) if given.get("repository_id") else None
    made = boards.create(call.site, call.actor, owner, given["title"])
    if into:
        boards.link(call.site, made, into)
    return {"projectV2": made}


def _update(call: Call, given: Given) -> dict[str, Any]:
    found = project(call, given["project_id"], "UpdateProjectV2", "admin")
    changed = {name: given[name] for name in _EDITED if given.get(name) is not None}
    return {"projectV2": boards.edit(call.site, found, **changed)}


def _copy(call: Call, given: Given) -> dict[str, Any]:
    found: Project = expect(call, given["project_id"], Project)
    owner = _owner(call, given["owner_id"], "CopyProjectV2")
    return {"projectV2": boards.copy(call.site, call.actor, found, owner, given["title"])}


def _delete(call: Call, given: Given) -> dict[str, Any]:
    found = project(call, given["project_id"], "DeleteProjectV2", "admin")
    boards.delete(call.site, found)
    return {"projectV2": found}


def _link(call: Call, given: Given) -> dict[str, Any]:
    found = project(call, given["project_id"], "LinkProjectV2ToRepository")
    into = repository(call, given["repository_id"])
    boards.link(call.site, found, into)
    return {"repository": into}


def _unlink(call: Call, given: Given) -> dict[str, Any]:
    found = project(call, given["project_id"], "UnlinkProjectV2FromRepository")
    from_there = repository(call, given["repository_id"])
    boards.unlink(call.site, found, from_there)
    return {"repository": from_there}


def _template(name: str, *, template: bool) -> Mutation:
    def carry_out(call: Call, given: Given) -> dict[str, Any]:
        found = project(call, given["project_id"], name, "admin")
        return {"projectV2": boards.edit(call.site, found, template=template)}

    return carry_out


def _say(call: Call, given: Given) -> dict[str, Any]:
    found = project(call, given["project_id"], "CreateProjectV2StatusUpdate")
    said = {name: given.get(name) for name in _SAID}
    return {"statusUpdate": updates.create(call.site, call.actor, found, **said)}


def _said(call: Call, wanted: str, name: str) -> Update:
    found: Update = expect(call, wanted, Update)
    writable(call, boards.by_id(call.site.store, found.project_id), name)
    return found


def _correct(call: Call, given: Given) -> dict[str, Any]:
    now = _said(call, given["status_update_id"], "UpdateProjectV2StatusUpdate")
    said = {name: given[name] for name in _SAID if name in given}
    return {"statusUpdate": updates.edit(call.site, now, **said)}


def _unsay(call: Call, given: Given) -> dict[str, Any]:
    found = _said(call, given["status_update_id"], "DeleteProjectV2StatusUpdate")
    updates.delete(call.site, found)
    about = boards.by_id(call.site.store, found.project_id)
    return {"deletedStatusUpdateId": given["status_update_id"], "projectV2": about}


def _delete_workflow(call: Call, given: Given) -> dict[str, Any]:
    found: Workflow = expect(call, given["workflow_id"], Workflow)
    of = writable(call, boards.by_id(call.site.store, found.project_id), "DeleteProjectV2Workflow")
    gone = node_id(call.site.store, found)
    workflows.delete(call.site, found)
    return {"deletedWorkflowId": gone, "projectV2": of}


MUTATIONS: dict[str, Mutation] = {
    "createProjectV2": _create,
    "updateProjectV2": _update,
    "copyProjectV2": _copy,
    "deleteProjectV2": _delete,
    "linkProjectV2ToRepository": _link,
    "unlinkProjectV2FromRepository": _unlink,
    "markProjectV2AsTemplate": _template("MarkProjectV2AsTemplate", template=True),
    "unmarkProjectV2AsTemplate": _template("UnmarkProjectV2AsTemplate", template=False),
    "createProjectV2StatusUpdate": _say,
    "updateProjectV2StatusUpdate": _correct,
    "deleteProjectV2StatusUpdate": _unsay,
    "deleteProjectV2Workflow": _delete_workflow,
}
