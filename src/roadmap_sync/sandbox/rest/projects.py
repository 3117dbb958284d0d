"""Projects and their fields in REST, for organizations and users."""

from typing import Any

from roadmap_sync.sandbox import people, tokens
from roadmap_sync.sandbox.access import authenticate, json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.projects import boards, fields, rights
from roadmap_sync.sandbox.projects.rows import Field, Project
from roadmap_sync.sandbox.refusals import Fault, Forbidden, Invalid, Missing
from roadmap_sync.sandbox.rest import fields as values
from roadmap_sync.sandbox.rest import project_shapes, windows
from roadmap_sync.sandbox.rows import Account

_KINDS = {"text": "TEXT", "number": "NUMBER", "date": "DATE", "single_select": "SINGLE_SELECT",
          "iteration": "ITERATION"}  # fmt: skip


def owner(call: Call) -> Account:
    """The organization or user in the path; under the other's path it is not found."""
    known = people.by_login(call.site.store, call.params["owner"])
    kind = "Organization" if call.path.startswith("/orgs/") else "User"
    if known is None or known.kind != kind:
        raise Missing
    write = call.method not in ("GET", "HEAD")
    if write:
        authenticate(call)
    tokens.allow_projects(call.grant, known, write=write)
    return known


def project(call: Call) -> Project:
    """The project in the path, which the viewer must be allowed to write when this is a write."""
    found = boards.by_number(call.site.store, owner(call), call.params["number"], call.viewer)
    if found is None:
        raise Missing
    return writable(call, found)


def writable(call: Call, found: Project) -> Project:
    """The project, if this is a read or the viewer may write it."""
    reading = call.method in ("GET", "HEAD")
    if not reading and not rights.may(call.site.store, found, call.viewer, "writer"):
        raise Forbidden("You do not have permission to write to this project.")
    return found


def list_of(call: Call) -> Reply:
    """GET …/projectsV2, with `q`."""
    known = boards.of_owner(call.site.store, owner(call), call.viewer)
    found = boards.matching(known, call.query.get("q"))
    return windows.of_list(call, found, lambda one: project_shapes.project(call, one))


def read(call: Call) -> Reply:
    """GET …/projectsV2/{number}."""
    return answer(200, project_shapes.project(call, project(call)))


def list_fields(call: Call) -> Reply:
    """GET …/fields."""
    found = project(call)
    known = fields.of_project(call.site.store, found)
    return windows.of_list(call, known, lambda one: project_shapes.field(call, found, one))


def field(call: Call, of: Project, field_id: int) -> Field:
    """The field of that id in a project."""
    known = fields.by_id(call.site.store, field_id)
    if known is None or known.project_id != of.id:
        raise Missing
    return known


def read_field(call: Call) -> Reply:
    """GET …/fields/{id}."""
    found = project(call)
    return answer(200, project_shapes.field(call, found, field(call, found, call.params["id"])))


def add_field(call: Call) -> Reply:
    """POST …/fields: text, number, date, single_select, iteration."""
    found, body = project(call), json_object(call)
    kind = values.needed(body, "data_type").lower()
    if kind not in _KINDS:
        raise Invalid(Fault("ProjectV2Field", "data_type", "invalid", "Data type is invalid", value=kind))
    frame = body.get("iteration_configuration") or {}
    start = frame.get("start_date")
    plan = fields.Plan(
        values.needed(body, "name"),
        _KINDS[kind],
        [_choice(one) for one in body.get("single_select_options") or []],
        duration=frame.get("duration") or 14,
        start_day=fields.start_day(start) if start else 1,
        boxes=[_box(one, frame) for one in frame.get("iterations") or []],
    )
    made = fields.create(call.site, found, plan)
    return answer(201, project_shapes.field(call, found, made))


def _choice(given: dict[str, Any]) -> fields.Choice:
    color = str(given.get("color") or "GRAY").upper()
    return fields.Choice(_raw(given.get("name")), color, _raw(given.get("description")))


def _box(given: dict[str, Any], frame: dict[str, Any]) -> fields.Box:
    duration = given.get("duration") or frame.get("duration") or 14
    return fields.Box(_raw(given.get("title")), str(given.get("start_date")), int(duration))


def _raw(text: Any) -> str:
    """A text, or the raw part of one with its HTML."""
    return str((text.get("raw") if isinstance(text, dict) else text) or "")
