"""A board as GitHub shows it: found by number or title, with its fields, and the cards of issues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from roadmap_sync.errors import NotPermitted
from roadmap_sync.github import boards_queries as queries
from roadmap_sync.github import decode, pages
from roadmap_sync.github.replies import PROJECTS, Fault, Misunderstood, Node, Reply
from roadmap_sync.github.session import Session
from roadmap_sync.model import Board, BoardField, BoardName, Card, Cards, Issue, Option, Question, World

MANY = 100
"""Issues asked for at a time; GitHub takes at most 100 node ids."""
SEEN = "<!-- roadmap-sync"
UNSEEN = "there is no such board, or this token cannot see it"
SHUT = "it is closed: open it again in its settings ({url}/settings), or name another"
FEW = 5
"""Issues that a note names."""
UNANSWERED = (
    "the cards of {} are left alone: the token for the board cannot see these issues; let the account of "
    "ROADMAP_SYNC_PROJECT_TOKEN read the repository"
)
REFUSED = ("FORBIDDEN", "INSUFFICIENT_SCOPES", "NOT_FOUND")


class Closed(Exception):
    """The board cannot be had, and what to do about it; the rest of the run goes on without it."""


def observe(session: Session, question: Question, world: World) -> World:
    """``world`` with the board that ``question`` names and the cards of the issues that may be ours.

    One request (one per 100 boards, by title), and one per 100 issues. Where the board cannot be had,
    ``notes`` has one line more, which names the permission."""
    if question.board is None or not world.repository.has_issues:
        return world
    name = question.board if question.board.owner else replace(question.board, owner=world.repository.owner)
    try:
        board = find(session, name, world.repository.id)
        seen = replace(world, board=board)
        return with_cards(session, question, seen) if board.id else seen
    except Closed as why:
        return replace(world, notes=(*world.notes, _note(name, str(why))))
    except NotPermitted as fault:
        return replace(world, notes=(*world.notes, _note(name, f"{fault.what}; {PROJECTS}")))
    except Misunderstood as fault:
        old = f"this server is too old for boards ({fault.what})"
        return replace(world, notes=(*world.notes, _note(name, old)))


def with_cards(session: Session, question: Question, world: World) -> World:
    """``world`` with the cards of those issues that may be ours and were not asked for yet."""
    if world.board is None or not world.board.id or question.board is None:
        return world
    asked = [one for one in world.issues if one.number not in world.cards and _ours(one, question)]
    fields = question.board.fields
    told = {one.number: _seat(one, world.board.id, fields) for one in asked if one.seats is not None}
    rest = [one for one in asked if one.seats is None]
    found = {**told, **cards(session, world.board.id, fields, rest)}
    unseen = [f"#{issue.number}" for issue in asked if issue.number not in found]
    said = [note for note in world.notes if not note.startswith(UNANSWERED[:12])]
    notes = (*said, UNANSWERED.format(_few(unseen))) if unseen else tuple(said)
    return replace(world, cards={**world.cards, **found}, notes=notes)


def _seat(issue: Issue, board: str, fields: Sequence[str]) -> Card | None:
    """Where an issue stands on the board, as it was told with the issue."""
    return next((_named(card, fields) for one, card in issue.seats or () if one == board), None)


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return f"{', '.join(names[:FEW])}{more}"


def _ours(issue: Issue, question: Question) -> bool:
    labelled = question.label.casefold() in (name.casefold() for name in issue.labels)
    return labelled or issue.number in question.numbers or SEEN in issue.body


def _note(name: BoardName, why: str) -> str:
    title = name.title or f"number {name.number}"
    return f'the board "{title}" of {name.owner} is left out: {why}'


# ── the board ────────────────────────────────────────────────────────────────────────────────


def find(session: Session, name: BoardName, repository: str) -> Board:
    """The board, or one without an id where the owner's list, read to its end, has none of that title.

    Raises Closed, or a Stop, where it cannot be had."""
    if name.number is not None:
        return numbered(session, name, name.number, repository)
    owner, projects = _titled(session, name)
    named = [one for one in projects if one and one["title"] == name.title]
    opened = [one for one in named if not one["closed"]]
    if len(opened) > 1:
        numbers = ", ".join(str(one["number"]) for one in opened)
        raise Closed(f"several boards have this title: name one by its number ({numbers})")
    if opened:
        return decoded(opened[0], owner, repository)
    if named:
        raise Closed(SHUT.format(url=named[0]["url"]))
    if None in projects:
        raise Closed(f"not all boards of {name.owner} can be seen; {PROJECTS}")
    return Board("", owner, name.title, "", writable=True, linked=False, fields=())


def numbered(session: Session, name: BoardName, number: int, repository: str) -> Board:
    """The board of that number. Raises Closed where there is none, or none for this token."""
    reply = session.graphql(queries.NUMBERED, {"owner": name.owner, "number": number})
    owner = _owner(reply, name)
    project = owner.get("projectV2")
    if project is None:
        raise Closed(f"{UNSEEN}; {PROJECTS}")
    if project["closed"]:
        raise Closed(SHUT.format(url=project["url"]))
    return decoded(project, owner["id"], repository)


def _titled(session: Session, name: BoardName) -> tuple[str, list[Node | None]]:
    """The owner's id, and all boards there; ``None`` for one that this token cannot see."""
    found: list[Node | None] = []
    after = None
    while True:
        reply = session.graphql(queries.TITLED, {"owner": name.owner, "after": after})
        owner = _owner(reply, name)
        page = owner.get("projectsV2")
        if page is None:
            raise Closed(f"the boards of {name.owner} cannot be listed; {PROJECTS}")
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return owner["id"], found
        after = page["pageInfo"]["endCursor"]


def _owner(reply: Reply, name: BoardName) -> Node:
    for fault in reply.faults:
        raise Closed(f"{UNSEEN if fault.kind == 'NOT_FOUND' else fault.message or fault.kind}; {PROJECTS}")
    owner: Node | None = reply.data.get("repositoryOwner")
    if owner is None:
        raise Closed(f"{name.owner} is no organization or user, or this token cannot see it")
    return owner


def decoded(project: Node, owner: str, repository: str) -> Board:
    """A board out of an answer."""
    linked = any(node and node["id"] == repository for node in project["repositories"]["nodes"])
    fields = tuple(field(node) for node in project["fields"]["nodes"] if node)
    return Board(
        id=project["id"],
        owner=owner,
        title=project["title"],
        url=project["url"],
        writable=project["viewerCanUpdate"],
        linked=linked,
        fields=fields,
        stirs=frozenset(_stirs(project["workflows"]["nodes"] or [None])),
    )


STIRS = {"Item added to project": "add", "Item closed": "turn", "Item reopened": "turn"}
"""What sets off those of GitHub's workflows that write a status (GitHub documentation, "Using the built-in
automations")."""
STILL = (
    "Auto-add to project",
    "Auto-add sub-issues to project",
    "Auto-archive items",
    "Auto-close issue",
    "Pull request linked to issue",
    "Pull request merged",
    "Code changes requested",
    "Code review approved",
)
"""Those that write none, or only after what a pull request did."""


def _stirs(workflows: Iterable[Node | None]) -> Iterator[str]:
    """What sets off the workflows that are switched on; one that nobody knows may be set off by anything."""
    for one in workflows:
        if one is None or (one["enabled"] and one["name"] not in STILL):
            yield from (STIRS[one["name"]],) if one and one["name"] in STIRS else STIRS.values()


def field(node: Node) -> BoardField:
    """A field out of an answer."""
    options = (
        Option(one["id"], one["name"], one["color"], one["description"] or "")
        for one in node.get("options") or ()
    )
    return BoardField(node["id"], node["name"], node["dataType"], tuple(options))


# ── its cards ────────────────────────────────────────────────────────────────────────────────


def cards(session: Session, board: str, fields: Sequence[str], issues: Sequence[Issue]) -> Cards:
    """Where ``issues`` stand on the board with the node id ``board``; one that does not answer is not in
    the result."""
    found: dict[int, Card | None] = {}
    for start in range(0, len(issues), MANY):
        some = [issue.id for issue in issues[start : start + MANY]]
        found |= _page(session, board, fields, some, None)
    return found


def _page(
    session: Session, board: str, fields: Sequence[str], ids: Sequence[str], after: str | None
) -> dict[int, Card | None]:
    """One request, and one more for each issue that is on more boards than the answer holds."""
    names = {f"f{n}": name for n, name in enumerate(fields)}
    reply = session.graphql(queries.cards(len(fields)), {"ids": list(ids), "after": after, **names})
    for fault in _unexpected(reply.faults):
        raise pages.failure(session, fault)
    found: dict[int, Card | None] = {}
    for node in reply.data["nodes"]:
        connection = (node or {}).get("projectItems")
        if connection is None:
            continue
        here = [item for item in connection["nodes"] if item and item["project"]["id"] == board]
        if not here and connection["pageInfo"]["hasNextPage"]:
            found |= _page(session, board, fields, [node["id"]], connection["pageInfo"]["endCursor"])
        else:
            found[node["number"]] = _named(decode.card(here[0]), fields) if here else None
    return found


def _unexpected(faults: Iterable[Fault]) -> Iterable[Fault]:
    """Boards of others that this token cannot see are no reason to stop, nor is an issue that has gone."""
    return (fault for fault in faults if not (fault.kind in REFUSED and fault.path[:1] == ("nodes",)))


def _named(card: Card, fields: Sequence[str]) -> Card:
    """``card`` with its values by the names of the fields."""
    values = {name: card.values[f"f{n}"] for n, name in enumerate(fields) if f"f{n}" in card.values}
    return replace(card, values=values)
