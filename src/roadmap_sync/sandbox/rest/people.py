"""Accounts, assignees and counters in REST."""

from roadmap_sync.sandbox import people
from roadmap_sync.sandbox.access import authenticate
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.limits import LIMITS
from roadmap_sync.sandbox.refusals import Forbidden, Missing
from roadmap_sync.sandbox.rest import found, paging, shapes
from roadmap_sync.sandbox.rows import Account, Repository


def viewer(call: Call) -> Reply:
    """GET /user."""
    authenticate(call)
    return answer(200, shapes.full_user(call, call.actor))


def user(call: Call) -> Reply:
    """GET /users/{login}."""
    known = people.by_login(call.site.store, call.params["login"])
    if known is None:
        raise Missing
    return answer(200, shapes.full_user(call, known))


def organization(call: Call) -> Reply:
    """GET /orgs/{org}."""
    known = people.by_login(call.site.store, call.params["owner"])
    if known is None or known.kind != "Organization":
        raise Missing
    return answer(200, shapes.organization(call, known))


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
    known = people.by_login(call.site.store, call.params["login"])
    if known is None:
        raise Missing
    role = people.role(call.site.store, home, known)
    legacy = {"maintain": "write", "triage": "read"}.get(role, role)
    return answer(200, {"permission": legacy, "role_name": role, "user": _collaborator(call, home, known)})
