"""What GitHub calls each thing: its GraphQL type and its global id."""

from typing import Any

from roadmap_sync.sandbox import identifiers
from roadmap_sync.sandbox.checks import Check
from roadmap_sync.sandbox.content import Blob, Branch, Commit, Tree
from roadmap_sync.sandbox.mentions import Mention
from roadmap_sync.sandbox.projects.rows import DraftIssue, Field, Item, Project, Update, Workflow
from roadmap_sync.sandbox.projects.values import Shown
from roadmap_sync.sandbox.reviews import Review
from roadmap_sync.sandbox.rows import (
    Account,
    Comment,
    Event,
    Issue,
    IssueType,
    Label,
    Milestone,
    Reaction,
    Repository,
)
from roadmap_sync.sandbox.statuses import Status
from roadmap_sync.sandbox.store import Store
from roadmap_sync.sandbox.tags import Tag

ACCOUNTS = {"User": "U", "Bot": "BOT", "Organization": "O"}
EVENTS = {
    "closed": ("ClosedEvent", "CE"), "reopened": ("ReopenedEvent", "REE"),
    "renamed": ("RenamedTitleEvent", "RTE"),
    "labeled": ("LabeledEvent", "LE"), "unlabeled": ("UnlabeledEvent", "UNLE"),
    "milestoned": ("MilestonedEvent", "MIE"), "demilestoned": ("DemilestonedEvent", "DEE"),
    "assigned": ("AssignedEvent", "AE"), "unassigned": ("UnassignedEvent", "UNAE"),
    "merged": ("MergedEvent", "ME"), "pinned": ("PinnedEvent", "PE"), "unpinned": ("UnpinnedEvent", "UPE"),
    "sub_issue_added": ("SubIssueAddedEvent", "SIAE"),
    "sub_issue_removed": ("SubIssueRemovedEvent", "SIRE"),
    "parent_issue_added": ("ParentIssueAddedEvent", "PIAE"),
    "parent_issue_removed": ("ParentIssueRemovedEvent", "PIRE"),
    "blocked_by_added": ("BlockedByAddedEvent", "BBAE"),
    "blocked_by_removed": ("BlockedByRemovedEvent", "BBRE"),
    "blocking_added": ("BlockingAddedEvent", "BAE"),
    "blocking_removed": ("BlockingRemovedEvent", "BRE"),
    "issue_type_added": ("IssueTypeAddedEvent", "ITAE"),
    "issue_type_changed": ("IssueTypeChangedEvent", "ITCE"),
    "issue_type_removed": ("IssueTypeRemovedEvent", "ITRE"),
    "locked": ("LockedEvent", "LOE"), "unlocked": ("UnlockedEvent", "UNLOE"),
}  # fmt: skip


_VALUES = {
    "TEXT": ("Text", "PVTFTV"), "TITLE": ("Text", "PVTFTV"), "NUMBER": ("Number", "PVTFNV"),
    "DATE": ("Date", "PVTFDV"), "SINGLE_SELECT": ("SingleSelect", "PVTFSV"),
    "ITERATION": ("Iteration", "PVTFIV"), "ASSIGNEES": ("User", ""), "LABELS": ("Label", ""),
    "MILESTONE": ("Milestone", ""), "REPOSITORY": ("Repository", ""),
}  # fmt: skip
_FIELDS = {
    "SINGLE_SELECT": ("ProjectV2SingleSelectField", "PVTSSF"),
    "ITERATION": ("ProjectV2IterationField", "PVTIF"),
}  # fmt: skip
_NAMES: dict[type, str] = {
    Comment: "IssueComment", Branch: "Ref", Project: "ProjectV2", Item: "ProjectV2Item",
    Update: "ProjectV2StatusUpdate", Workflow: "ProjectV2Workflow", Review: "PullRequestReview",
    Check: "CheckRun", Status: "StatusContext", Mention: "CrossReferencedEvent",
}  # fmt: skip
_SAID: dict[type, str] = {Comment: "IC", Reaction: "REA", Review: "PRR"}
_ON_COMMITS: dict[type, str] = {Check: "CR", Status: "SC"}
_PREFIXES: dict[type, str] = {Item: "PVTI", Update: "PVTSU", Workflow: "PWF"}
_FIELD = ("ProjectV2Field", "PVTF")


def type_name(thing: object) -> str:
    """The GraphQL type of a value."""
    if isinstance(thing, Account):
        return thing.kind
    if isinstance(thing, Issue):
        return "PullRequest" if thing.pull_id else "Issue"
    if isinstance(thing, Event):
        return EVENTS[thing.kind][0]
    if isinstance(thing, Field):
        return _FIELDS.get(thing.kind, _FIELD)[0]
    if isinstance(thing, Shown):
        return f"ProjectV2ItemField{_VALUES[thing.field.kind][0]}Value"
    return _NAMES.get(type(thing), type(thing).__name__)


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
        case Comment() | Event() | Reaction() | Review():
            repository = store.count("SELECT repository_id FROM issues WHERE id = ?", thing.issue_id)
            prefix = EVENTS[thing.kind][1] if isinstance(thing, Event) else _SAID[type(thing)]
            return identifiers.encode(prefix, repository, thing.id)
        case Check() | Status():
            return identifiers.encode(_ON_COMMITS[type(thing)], thing.repository_id, thing.id)
        case IssueType():
            return identifiers.encode("IT", thing.owner_id, thing.id)
        case Branch():
            return identifiers.encode("REF", thing.repository.id, thing.name)
        case Commit() | Blob() | Tree() | Tag():
            prefix = {"Commit": "C", "Blob": "B", "Tree": "T", "Tag": "TA"}[type(thing).__name__]
            return identifiers.encode(prefix, thing.repository.id, thing.oid)
        case Project():
            return identifiers.encode("PVT", thing.owner_id, thing.id)
        case Item() | Field() | DraftIssue() | Update() | Workflow() | Shown():
            return _in_project(store, thing)
    raise TypeError(f"{thing!r} has no global id")


def _in_project(store: Store, thing: Any) -> str:
    project = None if isinstance(thing, DraftIssue | Shown) else thing.project_id
    parts: tuple[int, ...] = (thing.item.id, thing.field.id) if isinstance(thing, Shown) else (thing.id,)
    match thing:
        case Field():
            prefix = _FIELDS.get(thing.kind, _FIELD)[1]
        case Shown():
            prefix, project = _VALUES[thing.field.kind][1], thing.item.project_id
        case DraftIssue():
            prefix = "DI"
            project = store.count("SELECT project_id FROM project_items WHERE draft_id = ?", thing.id)
        case _:
            prefix = _PREFIXES[type(thing)]
    owner = store.count("SELECT owner_id FROM projects WHERE id = ?", project)
    return identifiers.encode(prefix, owner, project or 0, *parts)
