"""The root of every query."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from roadmap_sync.sandbox import issues, milestones, people, repositories, searching
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.clock import stamp
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.graphql.errors import Problem
from roadmap_sync.sandbox.graphql.nodes import find
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rows import Account, Repository
from roadmap_sync.sandbox.store import Store

_MOST_NODES = 100


def _repository(
    _: object, call: Call, owner: str, name: str, *, follow_renames: bool | None = True
) -> Repository:
    store = call.site.store
    known = _named(store, owner, name) if follow_renames else repositories.by_name(store, owner, name)
    found = repositories.visible(store, known, call.viewer)
    if found is None:
        raise Missing(f"Could not resolve to a Repository with the name '{owner}/{name}'.")
    return found


def _named(store: Store, owner: str, name: str) -> Repository | None:
    """A repository by the name it has, or had."""
    return repositories.by_name(store, owner, name) or repositories.once(store, owner, name)


def _nodes(_: object, call: Call, ids: list[str]) -> list[Any]:
    if len(ids) > _MOST_NODES:
        raise Problem(
            "ARGUMENT_LIMIT",
            f"You may not provide more than {_MOST_NODES} node ids; you provided {len(ids)}.",
        )
    return [_found_or_error(call, wanted) for wanted in ids]


def _found_or_error(call: Call, wanted: str) -> Any:
    """A missing one is an error of its own place in the list: the others are shown."""
    try:
        return find(call, wanted)
    except Missing as missing:
        return missing


def _account(login: str, call: Call, *kinds: str) -> Account:
    found = people.by_login(call.site.store, login)
    if found is None or found.kind not in kinds:
        kind = {"Organization": "an Organization", "User": "a User"}.get(kinds[0], "a User")
        raise Missing(f"Could not resolve to {kind} with the login of '{login}'.")
    return found


def _owner(_: object, call: Call, login: str) -> Account | None:
    found = people.by_login(call.site.store, login)
    return found if found and found.kind != "Bot" else None


def _resource(_: object, call: Call, url: str) -> Any:
    path = urlsplit(url).path.strip("/").split("/")
    store = call.site.store
    found = _named(store, *path[:2]) if len(path) >= 2 else None
    repository = repositories.visible(store, found, call.viewer)
    if repository is None:
        return people.by_login(store, path[0]) if len(path) == 1 else None
    if len(path) == 2:
        return repository
    number = int(path[3]) if len(path) == 4 and path[3].isdecimal() else 0
    if path[2] == "milestone":
        return milestones.by_number(store, repository, number)
    return issues.by_number(store, repository, number) if path[2] in ("issues", "pull") else None


def _rate_limit(_: object, call: Call, **__: bool) -> dict[str, Any]:
    window = call.limits.window(call.token, "graphql")
    return {
        "cost": call.cost, "limit": window.limit, "nodeCount": call.nodes, "remaining": window.remaining,
        "resetAt": stamp(window.reset), "used": window.used,
    }  # fmt: skip


_COUNTS = (
    "issueCount", "discussionCount", "repositoryCount", "userCount", "codeCount", "wikiCount",
)  # fmt: skip


def _search(_: object, call: Call, query: str, **given: Any) -> connections.Connection:
    """Issues and pull requests, repositories, and accounts; there are no discussions."""
    name, found = _found(call, query, given["type"])
    counts: dict[str, Any] = dict.fromkeys(_COUNTS, 0) | {name: len(found)}
    return connections.over("search", found, **given).having(**counts)


def _found(call: Call, query: str, kind: str) -> tuple[str, Sequence[Any]]:
    if kind == "REPOSITORY":
        return "repositoryCount", searching.found_repositories(call.site, call.viewer, query)
    if kind == "USER":
        return "userCount", [one for one in searching.found_accounts(call.site, query) if one.kind != "Bot"]
    return "issueCount", searching.found(call.site, call.viewer, query) if kind.startswith("ISSUE") else []


def _node(_: object, call: Call, **given: str) -> Any:
    return find(call, given["id"])


def _organization(_: object, call: Call, login: str) -> Account:
    return _account(login, call, "Organization")


def _user(_: object, call: Call, login: str) -> Account:
    return _account(login, call, "User")


FIELDS: dict[str, Fields] = {
    "Query": {
        "node": _node,
        "nodes": _nodes,
        "meta": lambda it, call: {"gitHubServicesSha": "0" * 40, "isPasswordAuthenticationVerifiable": False},
        "organization": _organization,
        "rateLimit": _rate_limit,
        "repository": _repository,
        "repositoryOwner": _owner,
        "resource": _resource,
        "search": _search,
        "user": _user,
        "viewer": lambda it, call: call.actor,
    },
    "SearchResultItemEdge": {"textMatches": lambda it, call: []},
}
