"""Check runs in REST: Apps make them, everybody reads them."""

from typing import Any

from roadmap_sync.sandbox import checks, content
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.checks import Check
from roadmap_sync.sandbox.kinds import node_id
from roadmap_sync.sandbox.refusals import Forbidden, Invalid, Missing
from roadmap_sync.sandbox.rest import fields, found, paging
from roadmap_sync.sandbox.rows import Repository

_APPS = ("app", "actions")
_FOR_APPS = "You must authenticate via a GitHub App."
_TEXTS = ("name", "details_url", "external_id", "started_at", "completed_at")


def create(call: Call) -> Reply:
    """POST …/check-runs; 403 for whoever is no App."""
    home = _app(call)
    body = json_object(call)
    given = _columns(body) | {"name": fields.needed(body, "name")}
    oid = fields.needed(body, "head_sha")
    if content.commit(call.site, home, oid) is None:
        raise Invalid(message=f"No commit found for SHA: {oid}")
    shown = _shape(call, home, checks.create(call.site, home, oid, given))
    return answer(201, shown, location=shown["url"])


def edit(call: Call) -> Reply:
    """PATCH …/check-runs/{id}; 403 for whoever is no App."""
    home = _app(call)
    given = _columns(json_object(call))
    return answer(200, _shape(call, home, checks.edit(call.site, _found(call, home), given)))


def read(call: Call) -> Reply:
    """GET …/check-runs/{id}."""
    home = found.repository(call)
    return answer(200, _shape(call, home, _found(call, home)))


def of_commit(call: Call) -> Reply:
    """GET …/commits/{ref}/check-runs."""
    home = found.repository(call)
    named = content.resolve(call.site, home, f"{call.params['ref']}^{{commit}}")
    if named is None:
        raise Invalid(message=f"No commit found for SHA: {call.params['ref']}")
    runs = checks.of_commit(call.site.store, home, named[1])
    shown, headers = paging.counted(call, home, "check_runs", runs, lambda one: _shape(call, home, one))
    return answer(200, shown, **headers)


def _app(call: Call) -> Repository:
    home = found.repository(call)
    if call.grant.kind not in _APPS:
        raise Forbidden(_FOR_APPS)
    found.need(call, home, "write")
    return home


def _found(call: Call, home: Repository) -> Check:
    known = checks.by_id(call.site.store, home, call.params["id"])
    if known is None:
        raise Missing
    return known


def _columns(body: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {name: text for name in _TEXTS if (text := fields.text(body, name)) is not None}
    for name, allowed in (("status", checks.STATUSES), ("conclusion", checks.CONCLUSIONS)):
        chosen = fields.choice("CheckRun", fields.text(body, name), name, allowed)
        given |= {name: chosen} if chosen else {}
    output = body.get("output") or {}
    if not isinstance(output, dict):
        raise fields.wrong("For 'properties/output', it is not an object.")
    if output:
        given |= {"title": fields.needed(output, "title"), "summary": fields.needed(output, "summary")}
        given |= {"text": fields.text(output, "text"), "annotations": len(output.get("annotations") or [])}
    return given


def _shape(call: Call, home: Repository, run: Check) -> dict[str, Any]:
    url = f"{call.links.repo(home)}/check-runs/{run.id}"
    output = {
        "title": run.title, "summary": run.summary, "text": run.text, "annotations_count": run.annotations,
        "annotations_url": f"{url}/annotations",
    }  # fmt: skip
    return {
        "id": run.id, "name": run.name, "node_id": node_id(call.site.store, run),
        "head_sha": run.head_oid, "external_id": run.external_id, "url": url,
        "html_url": f"{call.links.page(home)}/runs/{run.id}", "details_url": run.details_url,
        "status": run.status, "conclusion": run.conclusion, "started_at": run.started_at,
        "completed_at": run.completed_at, "output": output, "check_suite": None, "app": None,
        "pull_requests": [],
    }  # fmt: skip
