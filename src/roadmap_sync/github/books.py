"""What a run knows while it writes: which id a name stands for, and what it has made so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from roadmap_sync.github import queries
from roadmap_sync.github.observe import ALIASES, chunks
from roadmap_sync.github.session import Session
from roadmap_sync.github.watch import Watch
from roadmap_sync.model import Issue, Marker, Move, NewIssue, Patch, Plan, Subject, World

Key = tuple[str, str]
Written = dict[str, Marker]
"""The marker that this run has put into an issue, by node id."""


@dataclass(slots=True)
class Books:
    """``labels`` by folded name and ``milestones`` by title → node id; ``people`` by lower-case login → node
    id; ``made``: issues created by this run, by item. ``owed``: bases that a create overstated. ``lacking``:
    why an item has no issue of this run. ``watch``: what issues came to be since the observation.
    ``board``: the node id of the board that new issues are put on in the call that creates them. ``issues``:
    names of issues ("#12") → node id; ``items``: node ids of issues → of their items on the board; ``sent``:
    new issues as they were sent; ``types``: by name; ``turned``: items whose issue was closed or reopened, as
    far as anybody knows; ``unplaced``: items whose issue could not be put on the board;
    ``left``: node ids of issues → the name of the one they are to leave, and what came of that."""

    repository: str
    labels: dict[str, str]
    milestones: dict[str, str]
    watch: Watch
    writers: frozenset[str]
    people: dict[str, str] = field(default_factory=dict)
    made: dict[Key, Issue] = field(default_factory=dict)
    owed: dict[Key, tuple[Move, ...]] = field(default_factory=dict)
    lacking: dict[Key, str] = field(default_factory=dict)
    resent: set[Key] = field(default_factory=set)
    written: Written = field(default_factory=dict)
    board: str = ""
    issues: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    sent: dict[Key, NewIssue] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    turned: set[Key] = field(default_factory=set)
    unplaced: set[Key] = field(default_factory=set)
    left: dict[str, tuple[str, str]] = field(default_factory=dict)


def opened(world: World, written: Written) -> Books:
    """The books at the start of the writing. ``written`` outlives them: it is added to."""
    return Books(
        repository=world.repository.id,
        labels={label.name.casefold(): label.id for label in world.labels},
        milestones={milestone.title: milestone.id for milestone in world.milestones},
        watch=Watch(max((issue.number for issue in world.issues), default=0)),
        writers=world.writers,
        written=written,
        issues=_issues(world),
        types={one.name: one.id for one in world.types},
    )


def _issues(world: World) -> dict[str, str]:
    """All issues that were seen, and those beside them."""
    near = ((*(issue.blockers or ()), issue.parent) for issue in world.issues)
    beside = {one.name: one.id for some in near for one in some if one is not None}
    return beside | {f"#{issue.number}": issue.id for issue in world.issues}


def key(subject: Subject) -> Key:
    """What identifies an item within a plan."""
    return subject.document, subject.name


def find_people(session: Session, books: Books, plan: Plan) -> None:
    """Enter the node ids of everybody the plan assigns; one request, or none. Unknown logins stay out."""
    logins = {login.lower() for new in plan.issues for login in new.assignees} | _assigned(plan.patches)
    for some in chunks(sorted(logins), ALIASES):
        reply = session.graphql(queries.users(len(some)), {f"v{n}": login for n, login in enumerate(some)})
        books.people |= {user["login"].lower(): user["id"] for user in reply.data.values() if user}


def _assigned(patches: tuple[Patch, ...]) -> set[str]:
    changes = (change for patch in patches for change in patch.changes)
    return {
        str(change.after if change.kind == "add" else change.before).lower()
        for change in changes
        if change.field == "assignees"
    }
