"""What GitHub calls each thing: its GraphQL type and its global id."""

from typing import Any

from roadmap_sync.sandbox import identifiers
from roadmap_sync.sandbox.content import Blob, Branch, Commit, Tree
from roadmap_sync.sandbox.rows import Account, Comment, Event, Issue, Label, Milestone, Repository
from roadmap_sync.sandbox.store import Store

ACCOUNTS = {"User": "U", "Bot": "BOT", "Organization": "O"}
EVENTS = {
    "closed": ("ClosedEvent", "CE"), "reopened": ("ReopenedEvent", "REE"),
    "renamed": ("RenamedTitleEvent", "RTE"),
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
            return identifiers.encode(ACCOUNTS[thing.kind], thing.id)
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
