"""The repository itself in REST, and the root of the API."""

from collections import Counter

from roadmap_sync.sandbox import content, people, repositories
from roadmap_sync.sandbox.access import authenticate, json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.dressing import dated
from roadmap_sync.sandbox.refusals import Forbidden, Missing
from roadmap_sync.sandbox.rest import fields, found, paging, shapes
from roadmap_sync.sandbox.rest.asking import VERSIONS
from roadmap_sync.sandbox.rows import Account

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


def zen(call: Call) -> Reply:
    """GET /zen, a word in plain text."""
    return Reply(200, b"Keep it logically awesome.", content_type="text/plain;charset=utf-8")


def versions(call: Call) -> Reply:
    """GET /versions."""
    return answer(200, list(VERSIONS))


def topics(call: Call) -> Reply:
    """GET /repos/{owner}/{repo}/topics."""
    return answer(200, {"names": repositories.topics(call.site.store, found.repository(call))})


def set_topics(call: Call) -> Reply:
    """PUT /repos/{owner}/{repo}/topics: these and no others."""
    home = found.repository(call)
    found.need(call, home, "admin")
    names = fields.names(json_object(call).get("names"), "names")
    if names is None:
        raise fields.wrong('"names" wasn\'t supplied.')
    repositories.set_topics(call.site, home, names)
    return topics(call)


def languages(call: Call) -> Reply:
    """GET /repos/{owner}/{repo}/languages: none, for prose is no language and code is not told apart here."""
    found.repository(call)
    return answer(200, {})


def contributors(call: Call) -> Reply:
    """GET /repos/{owner}/{repo}/contributors: accounts by the commits of the default branch."""
    home = found.repository(call)
    tip = content.tip(call.site, home)
    made = content.commits(call.site, home, tip.oid) if tip else []
    logins = Counter(one.author.email.partition("@")[0].rpartition("+")[2] for one in made)
    known = [(people.by_login(call.site.store, login), count) for login, count in logins.most_common()]
    shown = [shapes.user(call, one) | {"contributions": count} for one, count in known if one]
    return paging.of_list(call, home, shown, lambda one: one)


def read(call: Call) -> Reply:
    """GET /repos/{owner}/{repo}."""
    return dated(shapes.repository(call, found.repository(call)))


def create(call: Call) -> Reply:
    """POST /user/repos."""
    authenticate(call)
    return _created(call, call.actor)


def create_in_organization(call: Call) -> Reply:
    """POST /orgs/{org}/repos: only for its members."""
    authenticate(call)
    owner = people.by_login(call.site.store, call.params["owner"])
    if owner is None or owner.kind != "Organization":
        raise Missing
    if people.membership(call.site.store, owner.id, call.actor) == "none":
        raise Forbidden("You need admin access to the organization before adding a repository to it.")
    return _created(call, owner)


def _created(call: Call, owner: Account) -> Reply:
    body = json_object(call)
    switches = {name: bool(body[name]) for name in ("has_issues", "private") if name in body}
    made = repositories.create(
        call.site,
        owner,
        fields.needed(body, "name"),
        description=fields.text(body, "description"),
        **switches,
    )
    if owner.id != call.actor.id:
        people.grant(call.site, made, call.actor, "admin", "OWNER")
    shown = shapes.repository(call, made)
    return answer(201, shown, location=shown["url"])


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
