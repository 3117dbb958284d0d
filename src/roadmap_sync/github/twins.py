"""Two issues for one item, made by two runs at once or by a request that landed late: one stays open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roadmap_sync.github import batches
from roadmap_sync.github.books import Books, key
from roadmap_sync.github.creates import Identity, identity, identity_of, recent
from roadmap_sync.github.decode import lf
from roadmap_sync.github.mutations import Act
from roadmap_sync.github.observe import TRUSTED
from roadmap_sync.github.replies import Lost, Node
from roadmap_sync.github.session import Session
from roadmap_sync.github.standing import normal
from roadmap_sync.model import NewIssue, Outcome


@dataclass(frozen=True, slots=True)
class Loser:
    """An issue this run made, and the one that stands for the item instead. ``new``: the item it was made
    for, ``None`` where this run did not know of it (its first request landed late)."""

    node: Node
    winner: Node
    new: NewIssue | None


def resolve(session: Session, books: Books, issues: Sequence[NewIssue]) -> Iterator[Outcome]:
    """Of two issues made for one item since the run began the lower number stays, and the other is closed as
    its duplicate, if this run made it and nobody has touched it. Every new issue has brought along what
    others made; that is listed once more where some of it was missed, or an issue has to go.

    An outcome tells of an item whose issue lost; it replaces the earlier one of the same change."""
    mine = {
        books.made[key(new.change.subject)].number: books.sent.get(key(new.change.subject), new)
        for new in issues
        if key(new.change.subject) in books.made
    }
    if not mine or (books.watch.whole and not books.resent and not losers(books.watch.seen(), mine, books)):
        return
    young = list(recent(session, books))
    for loser in losers(young, mine, books):
        if not _close(session, loser):
            continue
        if loser.new is not None:
            yield _outcome(books, loser)


def losers(young: Sequence[Node], mine: dict[int, NewIssue], books: Books) -> list[Loser]:
    """Which of the ``young`` issues (by item, lowest number first) this run should close. As many stay as
    this run has items of the same identity, so that every run comes to the same choice."""
    groups: dict[Identity, list[Node]] = {}
    for node in sorted(young, key=lambda node: int(node["number"])):
        found = identity_of(node["body"] or "")
        if node["stateReason"] == "DUPLICATE":
            continue
        if found is not None and (node["number"] in mine or _counts(node, mine, books)):
            groups.setdefault(found, []).append(node)
    lost: list[Loser] = []
    for group in groups.values():
        stay = sum(node["number"] in mine for node in group)
        late = any(key(new.change.subject) in books.resent for new in _of(group, mine))
        foreign = [node for node in group[:stay] if node["number"] not in mine] or group[:1]
        for place, node in enumerate(group[stay:]):
            new = mine.get(node["number"])
            if new is not None or (late and node["viewerDidAuthor"]):
                lost.append(Loser(node, foreign[min(place, len(foreign) - 1)], new))
    return lost


def _of(group: Sequence[Node], mine: dict[int, NewIssue]) -> list[NewIssue]:
    return [mine[node["number"]] for node in group if node["number"] in mine]


def _counts(node: Node, mine: dict[int, NewIssue], books: Books) -> bool:
    """Whether another run's issue may stand for an item: by its author, or an app's with all of the
    labels."""
    author = node["author"] or {}
    if (
        node["viewerDidAuthor"]
        or node["authorAssociation"] in TRUSTED
        or author.get("login") in books.writers
    ):
        return True
    new = next(
        (new for new in mine.values() if identity(new.marker) == identity_of(node["body"] or "")), None
    )
    labels = {label["name"].casefold() for label in (node["labels"] or {"nodes": ()})["nodes"]}
    return (
        author.get("__typename") == "Bot" and new is not None and labels >= {n.casefold() for n in new.labels}
    )


def _close(session: Session, loser: Loser) -> bool:
    """Close the loser as a duplicate, unless somebody has touched it."""
    node, new = loser.node, loser.new
    touched = node["state"] != "OPEN" or node["comments"]["totalCount"]
    if new is not None:
        touched = (
            touched
            or lf(node["body"]).strip() != new.body.strip()
            or normal(node["title"]) != normal(new.title)
        )
    if touched:
        return False
    reason = {"stateReason": "DUPLICATE", "duplicateIssueId": loser.winner["id"]}
    try:
        result = batches.send(session, [Act("closeIssue", {"issueId": node["id"], **reason})])[0]
    except Lost:
        session.settle()
        return False
    return result.node is not None


def _outcome(books: Books, loser: Loser) -> Outcome:
    new, winner = loser.new, loser.winner
    assert new is not None
    ours, theirs = loser.node["number"], winner["number"]
    why = f"another run made #{theirs} for it first; #{ours} is closed as its duplicate"
    books.made.pop(key(new.change.subject), None)
    books.owed.pop(key(new.change.subject), None)
    books.lacking[key(new.change.subject)] = why
    return Outcome(new.change, "done", why, winner["number"], winner["url"])
