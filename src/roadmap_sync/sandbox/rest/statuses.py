"""Commit statuses in REST: said, listed, combined."""

from typing import Any

from roadmap_sync.sandbox import people, statuses
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.kinds import node_id
from roadmap_sync.sandbox.rest import fields, found, paging, shapes
from roadmap_sync.sandbox.rows import Repository
from roadmap_sync.sandbox.statuses import Status

_CONTEXT = "default"


def create(call: Call) -> Reply:
    """POST …/statuses/{sha}."""
    home, oid = found.commit(call, call.params["sha"])
    found.need(call, home, "write")
    body = json_object(call)
    state, context = fields.needed(body, "state"), fields.text(body, "context") or _CONTEXT
    told = [fields.text(body, name) for name in ("description", "target_url")]
    made = statuses.create(call.site, call.actor, home, oid, state, context, *told)
    shown = _shape(call, home, made)
    return answer(201, shown, location=shown["url"])


def all_of(call: Call) -> Reply:
    """GET …/commits/{ref}/statuses, newest first."""
    home, oid = found.commit(call, call.params["ref"])
    said = statuses.of_commit(call.site.store, home, oid)
    return paging.of_list(call, home, said, lambda one: _shape(call, home, one))


def combined(call: Call) -> Reply:
    """GET …/commits/{ref}/status: the last word of each context, and what they come to."""
    home, oid = found.commit(call, call.params["ref"])
    last = statuses.latest(statuses.of_commit(call.site.store, home, oid))
    page, headers = paging.cut(call, home, last)
    url = f"{call.links.repo(home)}/commits/{oid}"
    shown = {
        "state": statuses.combined(last), "statuses": [_simple(call, home, one) for one in page], "sha": oid,
        "total_count": len(last), "repository": shapes.repository(call, home), "commit_url": url,
        "url": f"{url}/status",
    }  # fmt: skip
    return answer(200, shown, **headers)


def _simple(call: Call, home: Repository, one: Status) -> dict[str, Any]:
    creator = people.by_id(call.site.store, one.creator_id)
    return {
        "url": f"{call.links.repo(home)}/statuses/{one.oid}",
        "avatar_url": f"{call.links.web}/avatars/{creator.login}", "id": one.id,
        "node_id": node_id(call.site.store, one), "state": one.state,
        "description": one.description, "target_url": one.target_url, "context": one.context,
        "created_at": one.created_at, "updated_at": one.created_at,
    }  # fmt: skip


def _shape(call: Call, home: Repository, one: Status) -> dict[str, Any]:
    creator = shapes.user(call, people.by_id(call.site.store, one.creator_id))
    return _simple(call, home, one) | {"creator": creator}
