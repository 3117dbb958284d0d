"""The repository itself in REST, and the root of the API."""

from roadmap_sync.sandbox import repositories
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.rest import fields, found, shapes


def root(call: Call) -> Reply:
    """GET /."""
    api = call.links.api
    return answer(
        200,
        {
            "current_user_url": f"{api}/user",
            "rate_limit_url": f"{api}/rate_limit",
            "repository_url": f"{api}/repos/{{owner}}/{{repo}}",
            "user_url": f"{api}/users/{{user}}",
        },
    )


def meta(call: Call) -> Reply:
    """GET /meta."""
    return answer(200, {"verifiable_password_authentication": False})


def read(call: Call) -> Reply:
    """GET /repos/{owner}/{repo}."""
    return answer(200, shapes.repository(call, found.repository(call)))


def edit(call: Call) -> Reply:
    """PATCH /repos/{owner}/{repo}: description, has_issues, archived, private."""
    home = found.repository(call)
    found.need(call, home, "admin")
    body = json_object(call)
    switches = {name: bool(body[name]) for name in ("has_issues", "archived", "private") if name in body}
    if home.archived and switches.get("archived") is not False:
        repositories.writable(home)
    texts = {"description": fields.text(body, "description")} if "description" in body else {}
    return answer(200, shapes.repository(call, repositories.change(call.site, home, **switches, **texts)))
