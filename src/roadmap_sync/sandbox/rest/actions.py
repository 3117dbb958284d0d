"""GitHub Actions in REST: workflows, their runs, what workflows may do; and the rules of a branch."""

from typing import Any

from roadmap_sync.sandbox import actions, content, identifiers, protection
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.actions import ActionsWorkflow, Run
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Forbidden, Invalid, Missing
from roadmap_sync.sandbox.rest import fields, found, paging, shapes
from roadmap_sync.sandbox.rows import Repository

Json = dict[str, Any]
_TYPES = {
    "pull-request": "pull_request",
    "signatures": "required_signatures",
    "checks": "required_status_checks",
}
_PARAMETERS: dict[str, Json] = {
    "pull-request": {
        "dismiss_stale_reviews_on_push": False, "require_code_owner_review": False,
        "require_last_push_approval": False, "required_approving_review_count": 1,
        "required_review_thread_resolution": False,
    },
    "checks": {
        "required_status_checks": [{"context": "test"}], "strict_required_status_checks_policy": False,
    },
}  # fmt: skip


def permissions(call: Call) -> Reply:
    """GET …/actions/permissions/workflow, for administrators."""
    home = found.repository(call)
    _allow(call, "administration")
    found.need(call, home, "admin")
    allowed = protection.asks(call.site, home)
    shown = {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": allowed}
    return answer(200, shown)


def workflows(call: Call) -> Reply:
    """GET …/actions/workflows."""
    home = found.repository(call)
    _allow(call, "actions")
    known = actions.workflows(call.site, home)
    shown, headers = paging.counted(call, home, "workflows", known, lambda one: _workflow(call, home, one))
    return answer(200, shown, **headers)


def workflow(call: Call) -> Reply:
    """GET …/actions/workflows/{workflow_id}, by id or file name."""
    home = found.repository(call)
    _allow(call, "actions")
    return answer(200, _workflow(call, home, _named(call, home)))


def runs(call: Call) -> Reply:
    """GET …/actions/workflows/{workflow_id}/runs, of one event when asked."""
    home = found.repository(call)
    _allow(call, "actions")
    of = _named(call, home)
    wanted = call.query.get("status")
    here = actions.runs(call.site, of, call.query.get("event"))
    here = [one for one in here if wanted in (None, one.conclusion, "completed")]
    shown, headers = paging.counted(call, home, "workflow_runs", here, lambda one: _run(call, home, of, one))
    return answer(200, shown, **headers)


def all_runs(call: Call) -> Reply:
    """GET …/actions/runs: those of all workflows, newest first."""
    home = found.repository(call)
    _allow(call, "actions")
    wanted = call.query.get("status")
    here = [
        (of, one)
        for of in actions.workflows(call.site, home)
        for one in actions.runs(call.site, of, call.query.get("event"))
        if wanted in (None, one.conclusion, "completed")
    ]
    here.sort(key=lambda both: (both[1].created_at, both[1].id), reverse=True)
    shown, headers = paging.counted(call, home, "workflow_runs", here, lambda both: _run(call, home, *both))
    return answer(200, shown, **headers)


def dispatch(call: Call) -> Reply:
    """POST …/actions/workflows/{workflow_id}/dispatches: a run that has succeeded at once.

    Since API version 2026-03-10 the answer names the run; before it is empty (OpenAPI description)."""
    home = found.repository(call)
    if not call.grant.permits("actions", write=True):
        raise Forbidden(call.grant.denied)
    found.need(call, home, "write")
    of, body = _named(call, home), json_object(call)
    branch = fields.needed(body, "ref")
    if content.ref(call.site, home, branch) is None:
        raise Invalid(message=f"No ref found for: {branch}")
    if of.state != "active":
        raise Invalid(message="Cannot trigger a 'workflow_dispatch' on a disabled workflow")
    made = actions.ran(call.site, of, "workflow_dispatch", "success", call.site.clock.stamp())
    if call.headers.get("x-github-api-version", "") < "2026-03-10":
        return Reply(204)
    here = f"actions/runs/{made.id}"
    url, page = f"{call.links.repo(home)}/{here}", f"{call.links.page(home)}/{here}"
    return answer(200, {"workflow_run_id": made.id, "run_url": url, "html_url": page})


def rules(call: Call) -> Reply:
    """GET …/rules/branches/{branch}: the rules of rulesets, not those of classic protection."""
    home = found.repository(call)
    branch = call.params["branch"]
    rule = protection.rule_of(call.site, home, branch)
    if rule is None or protection.is_classic(call.site, home, branch):
        return answer(200, [])
    shown: Json = {
        "type": _TYPES[rule], "ruleset_source_type": "Repository", "ruleset_source": home.full_name,
        "ruleset_id": 42,
    }  # fmt: skip
    return answer(200, [shown | ({"parameters": _PARAMETERS[rule]} if rule in _PARAMETERS else {})])


def _allow(call: Call, permission: str) -> None:
    """Refuse a token without the permission to read this; that of a workflow never administers."""
    administers = call.grant.kind == "actions" and permission == "administration"
    if administers or not call.grant.permits(permission, write=False):
        raise Forbidden(call.grant.denied)


def _named(call: Call, home: Repository) -> ActionsWorkflow:
    named = actions.workflow(call.site, home, call.params["name"])
    if named is None:
        raise Missing
    return named


def _workflow(call: Call, home: Repository, one: ActionsWorkflow) -> Json:
    page = call.links.page(home)
    return {
        "id": one.id, "node_id": identifiers.encode("W", home.id, one.id), "name": one.name,
        "path": one.path, "state": one.state, "created_at": one.created_at, "updated_at": one.created_at,
        "url": f"{call.links.repo(home)}/actions/workflows/{one.id}",
        "html_url": f"{page}/blob/{home.default_branch}/{one.path}",
        "badge_url": f"{page}/workflows/{one.name}/badge.svg",
    }  # fmt: skip


def _run(call: Call, home: Repository, of: ActionsWorkflow, one: Run) -> Json:
    url = f"{call.links.repo(home)}/actions/runs/{one.id}"
    tip, here = content.tip(call.site, home), shapes.repository(call, home)
    below = ("jobs", "logs", "artifacts", "cancel", "rerun")
    return {
        "id": one.id, "name": of.name, "node_id": identifiers.encode("WFR", home.id, one.id),
        "head_branch": home.default_branch, "head_sha": tip.oid if tip else "0" * 40, "path": of.path,
        "display_title": of.name, "run_number": one.number, "run_attempt": 1, "event": one.event,
        "status": "completed", "conclusion": one.conclusion, "workflow_id": of.id, "url": url,
        "html_url": f"{call.links.page(home)}/actions/runs/{one.id}", "pull_requests": [],
        "created_at": one.created_at, "updated_at": one.created_at, "run_started_at": one.created_at,
        **{f"{name}_url": f"{url}/{name}" for name in below}, "previous_attempt_url": None,
        "check_suite_url": f"{call.links.repo(home)}/check-suites/{one.id}",
        "workflow_url": f"{call.links.repo(home)}/actions/workflows/{of.id}", "head_commit": None,
        "repository": here, "head_repository": here,
    }  # fmt: skip
