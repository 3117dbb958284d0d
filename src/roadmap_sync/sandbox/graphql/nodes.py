"""Global ids: from a thing to its id and type name, and back, for those that this account may see."""

from typing import Any

from roadmap_sync.sandbox import (
    comments,
    content,
    history,
    identifiers,
    labels,
    milestones,
    people,
    repositories,
)
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.content import Branch, Commit
from roadmap_sync.sandbox.graphql.errors import no_node
from roadmap_sync.sandbox.graphql.gitobjects import Blob, Tree
from roadmap_sync.sandbox.issues import ISSUE
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rows import Account, Comment, Event, Issue, Label, Milestone, Repository
from roadmap_sync.sandbox.store import Store

_ACCOUNTS = {"User": "U", "Bot": "BOT", "Organization": "O"}
EVENTS = {
    "closed": ("ClosedEvent", "CE"), "reopened": ("ReopenedEvent", "REE"), "renamed": ("RenamedTitleEvent", "RTE"),
    "labeled": ("LabeledEvent", "LE"), "unlabeled": ("UnlabeledEvent", "UNLE"),
    "milestoned": ("MilestonedEvent", "MIE"), "demilestoned": ("DemilestonedEvent", "DEE"),
    "assigned": ("AssignedEvent", "AE"), "unassigned": ("UnassignedEvent", "UNAE"),
    "locked": ("LockedEvent", "LOE"), "unlocked": ("UnlockedEvent", "UNLOE"),
}  # fmt: skip


def type_name(thing: object) -> str:
    """The GraphQL type of a value."""
    if isinstance(thing, Account):
        return thing.kind
    if isinstance(thing, Issue):
        return "PullRequest" if thing.pull_id else "Issue"
    if isinstance(thing, Event):
        return EVENTS[thing.kind][0]
    return {Comment: "IssueComment", Branch: "Ref"}.get(type(thing), type(thing).__name__)


def node_id(store: Store, thing: Any) -> str:
    """The global id of a value."""
    match thing:
        case Account():
            return identifiers.encode(_ACCOUNTS[thing.kind], thing.id)
        case Repository():
            return identifiers.encode("R", thing.id)
        case Issue():
            kind, number = ("PR", thing.pull_id) if thing.pull_id else ("I", thing.id)
            return identifiers.encode(kind, thing.repository_id, number)
        case Label():
            return identifiers.encode("LA", thing.repository_id, thing.id)
        case Milestone():
            return identifiers.encode("MI", thing.repository_id, thing.id)
        case Comment() | Event():
            repository = store.count("SELECT repository_id FROM issues WHERE id = ?", thing.issue_id)
            prefix = "IC" if isinstance(thing, Comment) else EVENTS[thing.kind][1]
            return identifiers.encode(prefix, repository, thing.id)
        case Branch():
            return identifiers.encode("REF", thing.repository.id, thing.name)
        case Commit() | Blob() | Tree():
            prefix = {"Commit": "C", "Blob": "B", "Tree": "T"}[type(thing).__name__]
            return identifiers.encode(prefix, thing.repository.id, thing.oid)
    raise TypeError(f"{thing!r} has no global id")


def find(call: Call, wanted: str) -> Any:
    """The thing behind a global id; raises Missing with GitHub's sentence."""
    named = identifiers.decode(wanted)
    try:
        found = _find(call, named) if named else None
    except Missing:
        found = None
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
    if isinstance(key, int) and named.prefix in _ACCOUNTS.values():
        return people.by_id(store, key)
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
    return history.by_id(store, key)


def _in_git(call: Call, repository: Repository, prefix: str, key: str) -> Any:
    if prefix == "REF":
        return content.ref(call.site, repository, key)
    if prefix == "C":
        return content.commit(call.site, repository, key)
    kind = {"B": "blob", "T": "tree"}.get(prefix)
    found = content.resolve(call.site, repository, key)
    if found is None or found[0] != kind:
        return None
    return (Blob if kind == "blob" else Tree)(repository, key)


def _number(part: int | str) -> int:
    return part if isinstance(part, int) else 0
