"""What REST lists across repositories: the issues that concern an account, and the repositories of one."""

from roadmap_sync.sandbox import listing, people, repositories
from roadmap_sync.sandbox.access import authenticate
from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rest import fields, issues, paging, shapes
from roadmap_sync.sandbox.rows import Account, Issue, Repository

_REPOSITORIES = {
    "created": "created_at", "updated": "updated_at", "pushed": "updated_at", "full_name": "full_name",
}  # fmt: skip
_CONCERNS = ("assigned", "created", "mentioned", "subscribed", "repos", "all")


def my_issues(call: Call) -> Reply:
    """GET /issues and /user/issues: those given to me, unless `filter` says otherwise."""
    return _issues(call, None)


def issues_of_organization(call: Call) -> Reply:
    """GET /orgs/{org}/issues: the same, of one organization."""
    return _issues(call, _organization(call))


def my_repositories(call: Call) -> Reply:
    """GET /user/repos: those in which I have a role."""
    authenticate(call)
    known = [one for one in _visible(call, None) if people.may(call.site.store, one, call.viewer, "triage")]
    return paging.of_list(
        call, None, _sorted(call, known, "full_name"), lambda one: shapes.repository(call, one)
    )


def repositories_of(call: Call) -> Reply:
    """GET /users/{login}/repos and /orgs/{org}/repos."""
    owner = people.by_login(call.site.store, call.params["owner"])
    if owner is None:
        raise Missing
    by = "created" if owner.kind == "Organization" else "full_name"
    return paging.of_list(
        call, None, _sorted(call, _visible(call, owner), by), lambda one: shapes.repository(call, one)
    )


def _sorted(call: Call, known: list[Repository], default: str) -> list[Repository]:
    by = fields.choice("Repository", call.query.get("sort"), "sort", tuple(_REPOSITORIES)) or default
    direction = call.query.get("direction") or ("asc" if by == "full_name" else "desc")
    name = _REPOSITORIES[by]
    return sorted(known, key=lambda one: str(getattr(one, name)).lower(), reverse=direction == "desc")


def _issues(call: Call, owner: Account | None) -> Reply:
    authenticate(call)
    concern = fields.choice("Issue", call.query.get("filter"), "filter", _CONCERNS) or "assigned"
    keys = {"assigned": "assignee", "created": "creator", "mentioned": "mentioned"}
    if concern in keys:
        call.query = call.query | {keys[concern]: call.actor.login}
    shown = [(home, one) for home in _visible(call, owner) for one in _all(call, home)]
    call.query.pop(keys.get(concern, ""), None)
    return paging.of_list(call, None, shown, lambda pair: _with_home(call, *pair))


def _all(call: Call, home: Repository) -> list[Issue]:
    wanted, store = issues.filtered(call), call.site.store
    return listing.page(store, home, wanted, 0, listing.count(store, home, wanted))


def _with_home(call: Call, home: Repository, issue: Issue) -> shapes.Json:
    return shapes.issue(call, home, issue) | {"repository": shapes.repository(call, home)}


def _visible(call: Call, owner: Account | None) -> list[Repository]:
    store = call.site.store
    known = [one for one in repositories.all_of(store) if repositories.visible(store, one, call.viewer)]
    return [one for one in known if owner is None or one.owner_id == owner.id]


def _organization(call: Call) -> Account:
    owner = people.by_login(call.site.store, call.params["owner"])
    if owner is None or owner.kind != "Organization":
        raise Missing
    return owner
