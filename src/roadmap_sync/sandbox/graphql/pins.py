"""Pinned issues in GraphQL."""

from typing import Any

from roadmap_sync.sandbox import identifiers, issues, people, pins, repositories
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.graphql.writing import Given, Mutation, allow, home, issue
from roadmap_sync.sandbox.kinds import node_id
from roadmap_sync.sandbox.pins import Pin
from roadmap_sync.sandbox.rows import Issue, Repository


def _pin(call: Call, given: Given) -> dict[str, Any]:
    found = issue(call, given["issue_id"])
    where = home(call, found)
    allow(call, where, "triage", "PinIssue")
    pins.pin(call.site, call.actor, where, found)
    return {"issue": found}


def _unpin(call: Call, given: Given) -> dict[str, Any]:
    found = issue(call, given["issue_id"])
    allow(call, home(call, found), "triage", "UnpinIssue")
    pins.unpin(call.site, call.actor, found)
    return {"issue": found, "id": node_id(call.site.store, found)}


def _of_repository(repository: Repository, call: Call, **cut: Any) -> connections.Connection:
    return connections.over("pinnedIssues", pins.of_repository(call.site.store, repository), **cut)


def _id(pin: Pin, call: Call) -> str:
    return identifiers.encode("PINI", pin.repository_id, pin.issue_id)


def _issue(pin: Pin, call: Call) -> Issue:
    return issues.by_id(call.site.store, pin.issue_id)


FIELDS: dict[str, Fields] = {
    "Issue": {"isPinned": lambda it, call: pins.is_pinned(call.site.store, it)},
    "PinnedIssue": {
        "id": _id,
        "databaseId": lambda it, call: it.issue_id,
        "fullDatabaseId": lambda it, call: str(it.issue_id),
        "issue": _issue,
        "pinnedBy": lambda it, call: people.by_id(call.site.store, it.actor_id),
        "repository": lambda it, call: repositories.by_id(call.site.store, it.repository_id),
    },
    "Repository": {"pinnedIssues": _of_repository},
}
MUTATIONS: dict[str, Mutation] = {"pinIssue": _pin, "unpinIssue": _unpin}
