"""GitHub Apps in REST: the app itself, its installation on a repository, and tokens for it."""

import json
from typing import Any

from roadmap_sync.sandbox import apps, people, repositories
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.apps import App
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Forbidden, Missing
from roadmap_sync.sandbox.rest import paging, shapes

Json = dict[str, Any]


def read(call: Call) -> Reply:
    """GET /app."""
    app = apps.prove(call.site, call.token)
    shown = {
        "id": app.id, "slug": app.slug, "node_id": "", "owner": shapes.user(call, _owner(call)),
        "name": app.slug, "description": None, "external_url": call.links.web,
        "html_url": f"{call.links.web}/apps/{app.slug}", "created_at": app.created_at,
        "updated_at": app.created_at, "permissions": json.loads(app.permissions), "events": [],
    }  # fmt: skip
    return answer(200, shown)


def of_repository(call: Call) -> Reply:
    """GET /repos/{owner}/{repo}/installation."""
    app = apps.prove(call.site, call.token)
    home = repositories.by_name(call.site.store, call.params["owner"], call.params["repo"])
    if home is None:
        raise Missing
    return answer(200, _installation(call, apps.installed(app)))


def installation(call: Call) -> Reply:
    """GET /app/installations/{installation_id}."""
    app = apps.installed(apps.prove(call.site, call.token), call.params["id"])
    return answer(200, _installation(call, app))


def of_account(call: Call) -> Reply:
    """GET /users/{login}/installation and /orgs/{org}/installation."""
    app = apps.prove(call.site, call.token)
    owner = _owner(call)
    wrong = call.path.startswith("/orgs/") and owner.kind != "Organization"
    if wrong or call.params["owner"].lower() != owner.login.lower():
        raise Missing
    return answer(200, _installation(call, apps.installed(app)))


def installations(call: Call) -> Reply:
    """GET /app/installations."""
    app = apps.prove(call.site, call.token)
    return paging.of_list(call, None, [app] if app.installed else [], lambda one: _installation(call, one))


def repositories_of(call: Call) -> Reply:
    """GET /installation/repositories, for the token of an installation only."""
    if call.grant.kind != "app":
        raise Forbidden(
            "You must authenticate with an installation access token in order to list repositories"
            " for an installation."
        )
    shown = [shapes.repository(call, repositories.by_id(call.site.store, call.site.home))]
    return answer(200, {"total_count": 1, "repositories": shown, "repository_selection": "selected"})


def hand_out(call: Call) -> Reply:
    """POST /app/installations/{installation_id}/access_tokens."""
    app = apps.installed(apps.prove(call.site, call.token), call.params["id"])
    made = apps.hand_out(call.site, app, json_object(call).get("permissions"))
    shown = {
        "token": made.token, "expires_at": made.expires_at, "permissions": made.permissions,
        "repository_selection": "selected",
    }  # fmt: skip
    return answer(201, shown)


def _owner(call: Call) -> Any:
    home = repositories.by_id(call.site.store, call.site.home)
    return people.by_id(call.site.store, home.owner_id)


def _installation(call: Call, app: App) -> Json:
    owner, url = _owner(call), f"{call.links.api}/app/installations/{app.installation_id}"
    return {
        "id": app.installation_id, "account": shapes.user(call, owner), "repository_selection": "selected",
        "access_tokens_url": f"{url}/access_tokens",
        "repositories_url": f"{call.links.api}/installation/repositories",
        "html_url": f"{call.links.web}/settings/installations/{app.installation_id}", "app_id": app.id,
        "app_slug": app.slug, "target_id": owner.id, "target_type": owner.kind,
        "permissions": json.loads(app.permissions), "events": [], "created_at": app.created_at,
        "updated_at": app.created_at, "single_file_name": None, "has_multiple_single_files": False,
        "single_file_paths": [], "suspended_by": shapes.user(call, owner) if app.suspended else None,
        "suspended_at": app.created_at if app.suspended else None,
    }  # fmt: skip
