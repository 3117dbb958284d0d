"""The repository itself in REST, and the root of the API."""

from roadmap_sync.sandbox import repositories
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.rest import fields, found, shapes

_SEARCH = "{&page,per_page,sort,order}"
_ROOT = {
    "current_user": "/user", "code_search": f"/search/code?q={{query}}{_SEARCH}",
    "commit_search": f"/search/commits?q={{query}}{_SEARCH}", "emails": "/user/emails", "emojis": "/emojis",
    "events": "/events", "feeds": "/feeds", "followers": "/user/followers",
    "following": "/user/following{/target}", "gists": "/gists{/gist_id}",
    "issue_search": f"/search/issues?q={{query}}{_SEARCH}", "issues": "/issues", "keys": "/user/keys",
    "label_search": "/search/labels?q={query}&repository_id={repository_id}{&page,per_page}",
    "notifications": "/notifications", "organization": "/orgs/{org}",
    "organization_repositories": "/orgs/{org}/repos{?type,page,per_page,sort}",
    "organization_teams": "/orgs/{org}/teams", "public_gists": "/gists/public", "rate_limit": "/rate_limit",
    "repository": "/repos/{owner}/{repo}", "repository_search": f"/search/repositories?q={{query}}{_SEARCH}",
    "current_user_repositories": "/user/repos{?type,page,per_page,sort}",
    "starred": "/user/starred{/owner}{/repo}", "starred_gists": "/gists/starred", "user": "/users/{user}",
    "user_organizations": "/user/orgs", "user_repositories": "/users/{user}/repos{?type,page,per_page,sort}",
    "user_search": f"/search/users?q={{query}}{_SEARCH}",
}  # fmt: skip


def root(call: Call) -> Reply:
    """GET /."""
    shown = {f"{name}_url": f"{call.links.api}{path}" for name, path in _ROOT.items()}
    applications = f"{call.links.web}/settings/connections/applications{{/client_id}}"
    return answer(200, shown | {"current_user_authorizations_html_url": applications})


def meta(call: Call) -> Reply:
    """GET /meta."""
    return answer(200, {"verifiable_password_authentication": False})


def read(call: Call) -> Reply:
    """GET /repos/{owner}/{repo}."""
    return answer(200, shapes.repository(call, found.repository(call)))


def edit(call: Call) -> Reply:
    """PATCH /repos/{owner}/{repo}: name, description, has_issues, archived, private."""
    home = found.repository(call)
    found.need(call, home, "admin")
    body = json_object(call)
    switches = {name: bool(body[name]) for name in ("has_issues", "archived", "private") if name in body}
    if home.archived and switches.get("archived") is not False:
        repositories.writable(home)
    if "name" in body:
        home = repositories.rename(call.site, home, fields.needed(body, "name"))
    texts = {"description": fields.text(body, "description")} if "description" in body else {}
    return answer(200, shapes.repository(call, repositories.change(call.site, home, **switches, **texts)))
