"""New issues: one by one, all in the one call, never sent again blindly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from roadmap_sync import marker
from roadmap_sync.github import batches, edges, pages
from roadmap_sync.github.batches import Result
from roadmap_sync.github.books import Books, key
from roadmap_sync.github.mutations import Act
from roadmap_sync.github.observe import NEWEST
from roadmap_sync.github.replies import Lost, Node
from roadmap_sync.github.session import Session
from roadmap_sync.github.standing import folded, normal
from roadmap_sync.model import Issue, Marker, Move, NewIssue, Outcome, Value

Identity = tuple[str, str, tuple[str, ...], str | None, str]
"""Home, document, section, id and title: what tells one item from another."""
PERMISSION = "the token may not set them (labels, milestones and assignees need triage or write permission)"


def create(session: Session, books: Books, issues: Sequence[NewIssue]) -> Iterator[Outcome]:
    """Make ``issues`` and enter them into ``books``; one outcome each, as soon as it is known."""
    for number, new in enumerate(issues, 1):
        session.progress(f"creating issue {number} of {len(issues)}: {new.title}")
        outcome = _create(session, books, new)
        if outcome.result != "done":
            books.lacking[key(new.change.subject)] = outcome.why
        yield outcome


def _create(session: Session, books: Books, new: NewIssue) -> Outcome:
    if why := _lacking(books, new):
        return Outcome(new.change, "skipped", why)
    new, without = edges.placed(new, books), ""
    for attempt in range(2 + bool(new.parent) + bool(books.board)):
        try:
            result = batches.send(session, [Act("createIssue", _input(books, new))], creates=1)[0]
        except Lost:
            result = Result(None)
        if result.node is not None:
            books.watch.see(result.node["number"], result.node["repository"]["issues"]["nodes"])
            return _made(session, books, new, result.node, without)
        if (less := _relieved(books, new, result, attempt)) is not None:
            without = without if less is new else f"below no other issue: {result.why}"
            new, result = less, Result(None)
        if result.why:
            return Outcome(new.change, "failed", result.why)
        session.settle()
        books.resent.add(key(new.change.subject))
        if found := _find(session, books, new):
            return _made(session, books, new, found, without)
    return Outcome(new.change, "unknown", "no answer from GitHub; the next run will find it if it was made")


def _relieved(books: Books, new: NewIssue, result: Result, attempt: int) -> NewIssue | None:
    """What to send next where no more than the parent or the board was refused; ``None`` for all else."""
    if books.board and (result.gone == "projectV2Ids" or "project" in result.why.lower()):
        books.board = ""
        return new
    if edges.busy(result.why) and not attempt:
        return new
    about_parent = edges.busy(result.why) or edges.about_parent(result.why)
    return edges.alone(new) if new.parent and about_parent else None


def _lacking(books: Books, new: NewIssue) -> str:
    """What the issue needs and does not have."""
    if new.milestone is not None and new.milestone not in books.milestones:
        return f"there is no milestone {new.milestone}"
    missing = [name for name in new.labels if name.casefold() not in books.labels]
    return f"there is no label {', '.join(missing)}" if missing else ""


def _input(books: Books, new: NewIssue) -> dict[str, Any]:
    people = [books.people[login.lower()] for login in new.assignees if login.lower() in books.people]
    fields = {
        "repositoryId": books.repository,
        "title": new.title,
        "body": new.body,
        "labelIds": [books.labels[name.casefold()] for name in new.labels],
        "assigneeIds": people,
        "projectV2Ids": [books.board] if books.board else None,
        "milestoneId": books.milestones[new.milestone] if new.milestone is not None else None,
        "issueTypeId": books.types[new.type] if new.type is not None else None,
        "parentIssueId": books.issues[new.parent] if new.parent is not None else None,
    }
    return {name: value for name, value in fields.items() if value}


def _find(session: Session, books: Books, new: NewIssue) -> Node | None:
    """The issue that a lost request made after all: ours, of this run, with the same marker."""
    known = {issue.number for issue in books.made.values()}
    for node in recent(session, books):
        ours = node["viewerDidAuthor"] and node["number"] not in known
        if ours and identity_of(node["body"] or "") == identity(new.marker):
            return node
    return None


def recent(session: Session, books: Books) -> Iterator[Node]:
    """The issues younger than the observation, the newest first."""
    for node in pages.newest(session, NEWEST):
        if node["number"] <= books.watch.bound:
            return
        yield node


def identity(found: Marker) -> Identity:
    """Whose row a marker is."""
    return found.home, found.doc, found.section, found.id, found.title


def identity_of(body: str) -> Identity | None:
    """Whose row the issue with this body is; ``None`` for nobody's."""
    found = marker.read(body).marker
    return identity(found) if found else None


# ── what came back ───────────────────────────────────────────────────────────────────────────


def _made(session: Session, books: Books, new: NewIssue, node: Node, without: str) -> Outcome:
    issue = pages.whole(session, node)
    books.made[key(new.change.subject)] = issue
    for item in (node.get("projectItems") or {}).get("nodes") or ():
        if item and item["project"]["id"] == books.board:
            books.items[issue.id] = item["id"]
    books.sent[key(new.change.subject)] = new
    books.issues[f"#{issue.number}"] = issue.id
    dropped, moves = compared(new, issue)
    if moves:
        books.owed[key(new.change.subject)] = moves
    said = [f"without {', '.join(dropped)}: {PERMISSION}"] if dropped else []
    why = "; ".join(filter(None, [without, *said]))
    return Outcome(new.change, "done", why, issue.number, issue.url)


def compared(new: NewIssue, issue: Issue) -> tuple[list[str], tuple[Move, ...]]:
    """What GitHub left out without a word (documented for tokens without push access), and the bases that
    say more than the issue holds."""
    lost = {
        field: _lost(field, names, issue)
        for field, names in (("labels", new.labels), ("assignees", new.assignees))
    }
    dropped = [f"the {field} {', '.join(names)}" for field, names in lost.items() if names]
    held: dict[str, Value] = {}
    for field, names in lost.items():
        if names and isinstance(base := new.marker.base.get(field), tuple):
            held[field] = tuple(name for name in base if name.casefold() in folded(field, issue))
    if lost["labels"] and isinstance(new.marker.base.get("status"), str):
        held |= {} if new.marker.base["status"] == "open" else {"status": "open"}
    if new.milestone is not None and issue.milestone is None:
        dropped.append(f"the milestone {new.milestone}")
        held["milestone"] = None
    if new.type is not None and issue.type != new.type:
        dropped.append(f"the type {new.type}")
        held["type"] = issue.type
    if new.parent is not None and issue.parent is None:
        dropped.append("its parent")
        held["parent"] = None
    if normal(issue.title) != normal(new.title):
        dropped.append(f"its title (GitHub has {issue.title!r})")
        held["title"] = issue.title
    moves = (
        Move(field, value, new.marker.was.get(field))
        for field, value in held.items()
        if field in new.marker.base
    )
    return dropped, tuple(moves)


def _lost(field: str, names: Sequence[str], issue: Issue) -> list[str]:
    return [name for name in names if name.casefold() not in folded(field, issue)]
