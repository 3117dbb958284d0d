"""Mutations of labels."""

from typing import Any

from roadmap_sync.sandbox import labels
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql.nodes import expect
from roadmap_sync.sandbox.graphql.writing import Given, Mutation, allow, home, repository
from roadmap_sync.sandbox.rows import Label


def _create(call: Call, given: Given) -> dict[str, Any]:
    into = repository(call, given["repository_id"])
    allow(call, into, "triage", "CreateLabel")
    return {"label": labels.create(call.site, into, given["name"], given["color"], given.get("description"))}


def _update(call: Call, given: Given) -> dict[str, Any]:
    found: Label = expect(call, given["id"], Label)
    allow(call, home(call, found), "triage", "UpdateLabel")
    wanted = {name: given[name] for name in ("name", "color", "description") if given.get(name) is not None}
    now = {"name": found.name, "color": found.color, "description": found.description}
    return {"label": labels.edit(call.site, found, **(now | wanted))}


def _delete(call: Call, given: Given) -> dict[str, Any]:
    found: Label = expect(call, given["id"], Label)
    allow(call, home(call, found), "triage", "DeleteLabel")
    labels.delete(call.site, found)
    return {}


MUTATIONS: dict[str, Mutation] = {"createLabel": _create, "updateLabel": _update, "deleteLabel": _delete}
