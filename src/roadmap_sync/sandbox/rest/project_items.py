"""Items of projects in REST: listed, added, written several fields at a time, deleted; drafts."""

from typing import Any

from roadmap_sync.sandbox import issues, people, repositories, tokens
from roadmap_sync.sandbox.access import authenticate, json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.projects import boards, fields, items, search, values
from roadmap_sync.sandbox.projects.rows import Field, Item, Project
from roadmap_sync.sandbox.refusals import Fault, Invalid, Missing
from roadmap_sync.sandbox.rest import fields as given
from roadmap_sync.sandbox.rest import found, project_shapes, windows
from roadmap_sync.sandbox.rest.projects import field, project, writable
from roadmap_sync.sandbox.rows import Issue


def list_of(call: Call) -> Reply:
    """GET …/items, with `q` and the ids in `fields`."""
    of = project(call)
    kept = search.kept(call.site.store, of, items.of_project(call.site.store, of), call.query.get("q", ""))
    wanted = _fields(call, of)
    return windows.of_list(call, kept, lambda one: project_shapes.item(call, of, one, wanted))


def read(call: Call) -> Reply:
    """GET …/items/{id}, with the ids in `fields`."""
    of = project(call)
    return answer(200, project_shapes.item(call, of, _item(call, of), _fields(call, of)))


def add(call: Call) -> Reply:
    """POST …/items: an issue or pull request by database id, or by owner, repo and number."""
    of, body = project(call), json_object(call)
    kind = given.needed(body, "type")
    given.choice("ProjectV2Item", kind, "type", ("Issue", "PullRequest"))
    content = _content(call, body, kind)
    made = items.add(call.site, call.actor, of, content)
    return answer(201, project_shapes.item(call, of, made, _fields(call, of)))


def edit(call: Call) -> Reply:
    """PATCH …/items/{id}: all fields or none; null clears."""
    of = project(call)
    item, sent = _item(call, of), json_object(call).get("fields")
    if not isinstance(sent, list):
        raise given.wrong('"fields" wasn\'t supplied.')
    with call.site.store.transaction():
        for one in sent:
            item = _write(call, item, _known(call, of, one), one.get("value"))
    return answer(200, project_shapes.item(call, of, item, _fields(call, of)))


def delete(call: Call) -> Reply:
    """DELETE …/items/{id}."""
    items.delete(call.site, _item(call, project(call)))
    return Reply(204)


def draft(call: Call) -> Reply:
    """POST …/drafts: of an organization by its name, of a user by the id."""
    of, body = _by_user_id(call) if "user_id" in call.params else project(call), json_object(call)
    title, text = given.needed(body, "title"), given.text(body, "body") or ""
    made = items.add_draft(call.site, call.actor, of, title, text, [])
    return answer(201, project_shapes.item(call, of, made, _fields(call, of)))


def _by_user_id(call: Call) -> Project:
    authenticate(call)
    owner = people.by_id(call.site.store, call.params["user_id"])
    tokens.allow_projects(call.grant, owner, write=True)
    known = boards.by_number(call.site.store, owner, call.params["number"], call.viewer)
    if known is None:
        raise Missing
    return writable(call, known)


def _item(call: Call, of: Project) -> Item:
    known = items.by_id(call.site.store, call.params["id"])
    if known.project_id != of.id:
        raise Missing
    return known


def _fields(call: Call, of: Project) -> list[Field]:
    """The fields that are asked for; without any, the title."""
    asked = call.query.get("fields", call.query.get("fields[]", ""))
    wanted = [int(one) for one in asked.split(",") if one.strip().isdecimal()]
    known = fields.of_project(call.site.store, of)
    return [one for one in known if (one.id in wanted if wanted else one.kind == "TITLE")]


def _content(call: Call, body: dict[str, Any], kind: str) -> Issue:
    key = given.number(body, "id")
    if key is not None:
        content = _by_id(call, key, kind)
    else:
        owner, name = given.needed(body, "owner"), given.needed(body, "repo")
        known = repositories.by_name(call.site.store, owner, name)
        home = repositories.visible(call.site.store, known, call.viewer)
        numbered = given.needed_number(body, "number")
        content = issues.by_number(call.site.store, home, numbered) if home else None
    if content is None or (content.pull_id is not None) != (kind == "PullRequest"):
        raise Missing
    return content


def _by_id(call: Call, key: int, kind: str) -> Issue | None:
    if kind == "PullRequest":
        key = call.site.store.count("SELECT id FROM issues WHERE pull_id = ?", key)
    return found.issue_by_id(call, key)


def _known(call: Call, of: Project, one: Any) -> Field:
    key = one.get("id") if isinstance(one, dict) else None
    try:
        return field(call, of, key if isinstance(key, int) else 0)
    except Missing:
        shown = key if isinstance(key, str | int) else None
        raise Invalid(Fault("ProjectV2Field", "id", "invalid", "Field is invalid", value=shown)) from None


def _write(call: Call, item: Item, of: Field, value: Any) -> Item:
    if value is None:
        return values.clear(call.site, item, of)
    numeric = isinstance(value, int | float) and not isinstance(value, bool)
    kind = "NUMBER" if numeric else of.kind if of.kind != "NUMBER" else "TEXT"
    return values.set_value(call.site, call.actor, item, of, kind, str(value))
