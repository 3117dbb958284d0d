"""Switches for what the site around a repository has: GitHub Apps, and workflows of GitHub Actions."""

import json

from roadmap_sync.sandbox import access, actions, apps, repositories
from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.call import answer as in_json
from roadmap_sync.sandbox.clock import moment, stamp
from roadmap_sync.sandbox.refusals import Invalid
from roadmap_sync.sandbox.rest import fields
from roadmap_sync.sandbox.routing import Handler


def _app(call: Call) -> Reply:
    """`{id, slug, public_key, permissions: {issues: "write"}, installed, suspended: false, life: 60}`."""
    body = access.json_object(call)
    app_id = fields.needed_number(body, "id")
    known = apps.by_id(call.site, app_id)
    app = apps.App(
        app_id,
        fields.needed(body, "slug"),
        fields.needed(body, "public_key"),
        json.dumps(body.get("permissions") or {}),
        known.installation_id if known else call.site.store.new_id("installation"),
        bool(body.get("installed", True)),
        bool(body.get("suspended", False)),
        fields.number(body, "life") or apps.LIFE,
        call.site.clock.stamp(),
    )
    apps.register(call.site, app)
    return in_json(201, {"id": app.id, "login": app.login, "installation_id": app.installation_id})


def _workflow(call: Call) -> Reply:
    """`{path: ".github/workflows/nightly.yml", state: "disabled_inactivity"}`."""
    body = access.json_object(call)
    state = fields.text(body, "state") or "active"
    fields.choice("Workflow", state, "state", actions.STATES)
    home = repositories.by_id(call.site.store, call.site.home)
    made = actions.put(call.site, home, fields.needed(body, "path"), state)
    return in_json(200, {"id": made.id, "path": made.path, "state": made.state})


def _run(call: Call) -> Reply:
    """`{path, event: "schedule", conclusion: "success", created_at}`: a run that took place."""
    body = access.json_object(call)
    home = repositories.by_id(call.site.store, call.site.home)
    path = fields.needed(body, "path")
    of = actions.workflow(call.site, home, path.rpartition("/")[2])
    if of is None:
        raise Invalid(message=f"There is no workflow {path}.")
    event = fields.text(body, "event") or "schedule"
    conclusion = fields.text(body, "conclusion") or "success"
    text = fields.text(body, "created_at")
    try:
        when = stamp(moment(text)) if text else call.site.clock.stamp()
    except ValueError as error:
        raise Invalid(message=f"{text!r} is no time in ISO 8601.") from error
    return in_json(201, {"id": actions.ran(call.site, of, event, conclusion, when).id})


ROUTES: list[tuple[str, str, Handler]] = [
    ("POST", "/_sandbox/apps", _app),
    ("PUT", "/_sandbox/actions/workflows", _workflow),
    ("POST", "/_sandbox/actions/runs", _run),
]
