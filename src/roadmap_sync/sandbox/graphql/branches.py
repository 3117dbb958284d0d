"""Branches of issues in GraphQL: made for one, listed with it, let go of.

https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-a-branch-for-an-issue
"""

import re
from dataclasses import dataclass
from typing import Any

from roadmap_sync.sandbox import content, identifiers, issues, protection, repositories
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.content import Branch
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.graphql.errors import Problem, no_node
from roadmap_sync.sandbox.graphql.writing import Given, Mutation, allow, home, issue, repository
from roadmap_sync.sandbox.refusals import Invalid
from roadmap_sync.sandbox.rows import Issue

_LINKED = "SELECT l.* FROM linked_branches l "
_NO_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Linked:
    """A branch of an issue; `name` is the ref's full one."""

    issue_id: int
    repository_id: int
    name: str


def _create(call: Call, given: Given) -> dict[str, Any]:
    about = issue(call, given["issue_id"])
    into = repository(call, given["repository_id"]) if given.get("repository_id") else home(call, about)
    allow(call, into, "write", "CreateLinkedBranch")
    named = content.resolve(call.site, into, f"{given['oid']}^{{commit}}")
    if named is None:
        raise Invalid(message="Oid is not a commit")
    name = f"refs/heads/{given.get('name') or _called(about)}"
    if content.ref(call.site, into, name):
        raise Problem("UNPROCESSABLE", f'A ref named "{name}" already exists in the repository.')
    protection.check(call.site, into, name.removeprefix("refs/heads/"))
    content.point(call.site, into, name, named[1], None)
    made = Linked(about.id, into.id, name)
    call.site.store.add("linked_branches", made)
    return {"issue": about, "linkedBranch": made}


def _called(about: Issue) -> str:
    return f"{about.number}-{_NO_WORD.sub('-', about.title.lower()).strip('-')}"


def _delete(call: Call, given: Given) -> dict[str, Any]:
    found = next((one for one in _all(call) if _id(one, call) == given["linked_branch_id"]), None)
    if found is None:
        raise no_node(given["linked_branch_id"])
    allow(call, repositories.by_id(call.site.store, found.repository_id), "write", "DeleteLinkedBranch")
    where = "issue_id = ? AND repository_id = ? AND name = ?"
    sql = f"DELETE FROM linked_branches WHERE {where}"
    call.site.store.run(sql, found.issue_id, found.repository_id, found.name)
    return {"issue": issues.by_id(call.site.store, found.issue_id)}


def _all(call: Call) -> list[Linked]:
    return call.site.store.rows(Linked, f"{_LINKED} ORDER BY l.rowid")


def _of_issue(about: Issue, call: Call, **cut: Any) -> connections.Connection:
    found = [one for one in _all(call) if one.issue_id == about.id and _ref(one, call)]
    return connections.over("linkedBranches", found, **cut)


def _ref(linked: Linked, call: Call) -> Branch | None:
    return content.ref(call.site, repositories.by_id(call.site.store, linked.repository_id), linked.name)


def _id(linked: Linked, call: Call) -> str:
    return identifiers.encode("LB", linked.repository_id, linked.issue_id, linked.name)


FIELDS: dict[str, Fields] = {
    "Issue": {"linkedBranches": _of_issue},
    "LinkedBranch": {"id": _id, "ref": _ref},
}
MUTATIONS: dict[str, Mutation] = {"createLinkedBranch": _create, "deleteLinkedBranch": _delete}
