"""From a global id back to the thing, if this account may see it."""

from typing import Any

from roadmap_sync.sandbox import (
    comments,
    content,
    history,
    identifiers,
    issue_types,
    labels,
    milestones,
    people,
    reactions,
    repositories,
    reviews,
    statuses,
    tags,
)
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.checks import Check
from roadmap_sync.sandbox.content import Blob, Tree
from roadmap_sync.sandbox.graphql import project_nodes
from roadmap_sync.sandbox.graphql.errors import no_node
from roadmap_sync.sandbox.issues import ISSUE
from roadmap_sync.sandbox.kinds import ACCOUNTS, node_id
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rows import Issue, Repository
from roadmap_sync.sandbox.store import Store


def find(call: Call, wanted: str) -> Any:
    """The thing behind a global id; raises Missing with GitHub's sentence."""
    named = identifiers.decode(wanted)
    try:
        found = _find(call, named) if named else None
    except Missing:
        found = None
    if isinstance(found, Issue) and found.id in call.faults.young:
        raise no_node(wanted)
    if found is None or node_id(call.site.store, found) != wanted:
        raise no_node(wanted)
    return found


def expect(call: Call, wanted: str, *kinds: type) -> Any:
    """The thing behind a global id, which must be of one of these kinds."""
    found = find(call, wanted)
    if not isinstance(found, kinds):
        raise no_node(wanted)
    return found


def _find(call: Call, named: identifiers.NodeId) -> Any:
    store, key = call.site.store, named.parts[-1]
    if isinstance(key, int) and named.prefix in ACCOUNTS.values():
        return people.by_id(store, key)
    if named.prefix in project_nodes.PREFIXES:
        return project_nodes.find(call, named)
    if named.prefix == "IT" and isinstance(key, int):
        return issue_types.by_id(store, key)
    repository = repositories.by_id(store, _number(named.parts[0]))
    if repositories.visible(store, repository, call.viewer) is None:
        return None
    if named.prefix == "R":
        return repository
    return (
        _in_database(store, named.prefix, key)
        if isinstance(key, int)
        else _in_git(call, repository, named.prefix, key)
    )


def _in_database(store: Store, prefix: str, key: int) -> Any:
    match prefix:
        case "I":
            return store.row(Issue, ISSUE + "WHERE i.id = ? AND i.pull_id IS NULL", key)
        case "PR":
            return store.row(Issue, ISSUE + "WHERE i.pull_id = ?", key)
        case "LA":
            return labels.by_id(store, key)
        case "MI":
            return milestones.by_id(store, key)
        case "IC":
            return comments.by_id(store, key)
        case "REA":
            return reactions.by_id(store, key)
        case "PRR":
            return reviews.by_id(store, key)
        case "CR":
            return store.row(Check, "SELECT c.* FROM check_runs c WHERE c.id = ?", key)
        case "SC":
            return statuses.by_id(store, key)
    return history.by_id(store, key)


def _in_git(call: Call, repository: Repository, prefix: str, key: str) -> Any:
    if prefix == "REF":
        return content.ref(call.site, repository, key)
    if prefix == "C":
        return content.commit(call.site, repository, key)
    if prefix == "TA":
        return tags.read(call.site, repository, key)
    kind = {"B": "blob", "T": "tree"}.get(prefix)
    found = content.resolve(call.site, repository, key)
    if found is None or found[0] != kind:
        return None
    return (Blob if kind == "blob" else Tree)(repository, key)


def _number(part: int | str) -> int:
    return part if isinstance(part, int) else 0
