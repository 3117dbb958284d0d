"""Accounts, assignees and counters in REST."""

from collections.abc import Callable

from roadmap_sync.sandbox import people
from roadmap_sync.sandbox.access import authenticate
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.dressing import dated
from roadmap_sync.sandbox.limits import LIMITS
from roadmap_sync.sandbox.refusals import Forbidden, Missing
from roadmap_sync.sandbox.rest import found, paging, shapes
from roadmap_sync.sandbox.rows import Account, Repository


def viewer(call: Call) -> Reply:
    """GET /user."""
    authenticate(call)
    return dated(shapes.full_user(call, call.actor))


def user(call: Call) -> Reply:
    """GET /users/{login}."""
    return dated(shapes.full_user(call, found.account(call)))


def by_id(call: Call) -> Reply:
    """GET /user/{id}, of whatever kind."""
    return answer(200, shapes.full_user(call, people.by_id(call.site.store, call.params["id"])))


def all_of(call: Call) -> Reply:
    """GET /users: users and organizations by id, behind the id `since`."""
    return _behind(call, people.all_of(call.site.store), shapes.user)


def all_organizations(call: Call) -> Reply:
    """GET /organizations, by id, behind the id `since`."""
    known = [one for one in people.all_of(call.site.store) if one.kind == "Organization"]
    return _behind(call, known, shapes.simple_organization)


def _behind(call: Call, known: list[Account], shape: Callable[[Call, Account], shapes.Json]) -> Reply:
    asked = call.query.get("since", "")
    since = int(asked) if asked.isdecimal() else 0
    return paging.of_list(call, None, [one for one in known if one.id > since], lambda one: shape(call, one))


def my_organizations(call: Call) -> Reply:
    """GET /user/orgs: those I belong to."""
    authenticate(call)
    return _organizations(call, call.actor)


def organizations_of(call: Call) -> Reply:
    """GET /users/{login}/orgs; every membership is public here."""
    return _organizations(call, found.account(call))


def _organizations(call: Call, account: Account) -> Reply:
    known = people.organizations(call.site.store, account)
    return paging.of_list(call, None, known, lambda one: shapes.simple_organization(call, one))


def members(call: Call) -> Reply:
    """GET /orgs/{org}/members."""
    owner = _organization(call)
    store = call.site.store
    known = [one for one in people.all_of(store) if people.membership(store, owner.id, one) != "none"]
    return paging.of_list(call, None, known, lambda one: shapes.user(call, one))


def _organization(call: Call) -> Account:
    known = people.by_login(call.site.store, call.params["owner"])
    if known is None or known.kind != "Organization":
        raise Missing
    return known


def organization(call: Call) -> Reply:
    """GET /orgs/{org}."""
    return dated(shapes.organization(call, _organization(call)))


def rate_limit(call: Call) -> Reply:
    """GET /rate_limit, which costs nothing."""
    windows = {name: call.limits.window(call.token, name) for name in LIMITS}
    shown = {
        name: {
            "limit": window.limit, "used": window.used, "remaining": window.remaining,
            "reset": int(window.reset.timestamp()), "resource": name,
        }
        for name, window in windows.items()
    }  # fmt: skip
    return answer(200, {"resources": shown, "rate": shown["core"]})


def assignees(call: Call) -> Reply:
    """GET …/assignees."""
    home = found.repository(call)
    return paging.of_list(
        call, home, people.assignable(call.site.store, home), lambda one: shapes.user(call, one)
    )


def assignee(call: Call) -> Reply:
    """GET …/assignees/{login}."""
    home = found.repository(call)
    known = people.by_login(call.site.store, call.params["login"])
    if known is None or not people.may(call.site.store, home, known, "triage"):
        raise Missing
    return Reply(204)


def assignee_of_issue(call: Call) -> Reply:
    """GET …/issues/{number}/assignees/{login}."""
    found.issue(call, found.tracker(call))
    return assignee(call)


def collaborator(call: Call) -> Reply:
    """GET …/collaborators/{login}: 204 or 404."""
    home = found.repository(call)
    found.need(call, home, "write", "Must have push access to view repository collaborators.")
    known = people.by_login(call.site.store, call.params["login"])
    if known is None or known not in people.collaborators(call.site.store, home):
        raise Missing
    return Reply(204)


def collaborators(call: Call) -> Reply:
    """GET …/collaborators."""
    home = found.repository(call)
    found.need(call, home, "write", "Must have push access to view repository collaborators.")
    return paging.of_list(
        call, home, people.collaborators(call.site.store, home), lambda one: _collaborator(call, home, one)
    )


def _collaborator(call: Call, home: Repository, account: Account) -> shapes.Json:
    store = call.site.store
    rights = {name: people.may(store, home, account, role) for name, role in shapes.PERMISSIONS.items()}
    role = people.role(store, home, account)
    return shapes.user(call, account) | {"permissions": rights, "role_name": role}


def permission(call: Call) -> Reply:
    """GET …/collaborators/{login}/permission."""
    home = found.repository(call)
    if not found.may(call, home, "write"):
        raise Forbidden("Must have push access to view collaborator permission.")
    known = found.account(call)
    role = people.role(call.site.store, home, known)
    legacy = {"maintain": "write", "triage": "read"}.get(role, role)
    return answer(200, {"permission": legacy, "role_name": role, "user": _collaborator(call, home, known)})
