"""Labels of a repository in REST."""

from roadmap_sync.sandbox import labels
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.rest import fields, found, paging, shapes


def list_of(call: Call) -> Reply:
    """GET …/labels, by name."""
    home = found.repository(call)
    named = sorted(labels.all_of(call.site.store, home), key=lambda one: one.name.lower())
    return paging.of_list(call, home, named, lambda one: shapes.label(call, home, one))


def create(call: Call) -> Reply:
    """POST …/labels."""
    home = found.repository(call)
    found.need(call, home, "triage")
    body = json_object(call)
    color = (fields.text(body, "color") or labels.DEFAULT_COLOR).removeprefix("#")
    made = labels.create(
        call.site, home, fields.needed(body, "name"), color, fields.text(body, "description")
    )
    shown = shapes.label(call, home, made)
    return answer(201, shown, location=shown["url"])


def read(call: Call) -> Reply:
    """GET …/labels/{name}."""
    home = found.repository(call)
    return answer(200, shapes.label(call, home, found.label(call, home)))


def edit(call: Call) -> Reply:
    """PATCH …/labels/{name}; `new_name` renames."""
    home = found.repository(call)
    found.need(call, home, "triage")
    now = found.label(call, home)
    body = json_object(call)
    name = fields.text(body, "new_name") or fields.text(body, "name") or now.name
    color = (fields.text(body, "color") or now.color).removeprefix("#")
    description = fields.text(body, "description") if "description" in body else now.description
    return answer(200, shapes.label(call, home, labels.edit(call.site, now, name, color, description)))


def delete(call: Call) -> Reply:
    """DELETE …/labels/{name}."""
    home = found.repository(call)
    found.need(call, home, "triage")
    labels.delete(call.site, found.label(call, home))
    return Reply(204)
