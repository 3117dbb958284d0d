"""GitHub → World: everything a plan needs to know, in as few requests as it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from roadmap_sync import marker
from roadmap_sync.github import decode, kin, pages, queries
from roadmap_sync.github.pages import variables
from roadmap_sync.github.replies import Node
from roadmap_sync.github.session import Session
from roadmap_sync.model import Absent, Issue, Label, Milestone, Question, World

T = TypeVar("T")
ALIASES = 50
"""Look-ups in one request; GitHub gives up validating much larger ones (seen by others: "Timeout on
validation")."""
ASTRAY = 20
"""Linked numbers without an issue that are asked for one by one, whether they have moved."""
NEWEST = 1000
"""How many issues the third net looks through."""
TRUSTED = {"OWNER", "MEMBER", "COLLABORATOR"}
"""Associations that GitHub gives only to people with a say in the repository."""


@dataclass(slots=True)
class Catch:
    """What the pages have brought so far, by issue number."""

    issues: dict[int, Issue] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)

    def take(self, session: Session, page: Node) -> None:
        """Add one partial repository."""
        found = [pages.whole(session, node) for node in _nodes(page, "issues")]
        self.issues.update((issue.number, decode.tidy(issue)) for issue in found)
        self.labels.extend(decode.label(node) for node in _nodes(page, "labels"))
        self.milestones.extend(decode.milestone(node) for node in _nodes(page, "milestones"))


def observe(session: Session, question: Question) -> World:
    """What GitHub holds of what ``question`` asks for.

    One request brings the facts, the tip, and the first page of labelled issues, labels and milestones; then
    come as many as the longest list has further pages, one per 50 linked issues not seen yet, and one where
    people have to be asked about. Where these are all issues there are, nobody need look further. Raises
    NotPermitted where the repository cannot be seen, or another Stop."""
    viewer, first, known = _opening(session, question)
    home = decode.repository(first)
    session.progress(f"reading {home.owner}/{home.name}")
    catch = Catch()
    catch.take(session, first)
    for page in pages.remaining(session, first, question.label):
        catch.take(session, page)
        session.progress(f"{len(catch.issues)} issues read")
    absent = _linked(session, question, catch, first) if home.has_issues else ()
    world = World(
        viewer=viewer,
        repository=home,
        tip=decode.tip(first, question.documents, question.branch),
        labels=tuple(catch.labels),
        milestones=tuple(catch.milestones),
        issues=_sorted(catch.issues),
        absent=absent,
        writers=frozenset(),
        assignable=frozenset(),
        newest=(first.get("every") or {}).get("totalCount") == len(catch.issues),
        notes=tuple(kin.notes(question.kin, known)),
        kin=known,
        types=kin.types(first),
    )
    world = _asked(session, question, world, question.logins)
    return look_further(session, question, world) if question.newest else world


def look_further(session: Session, question: Question, world: World) -> World:
    """``world`` with the newest issues (1000 at most, open and closed), whatever labels they bear: what a run
    needs to know before it creates any."""
    if world.newest or not world.repository.has_issues:
        return replace(world, newest=True)
    issues = {issue.number: issue for issue in world.issues}
    for node in pages.newest(session, NEWEST):
        if node["number"] not in issues:
            issues[node["number"]] = decode.tidy(pages.whole(session, node))
    absent = tuple(gone for gone in world.absent if gone.number not in issues)
    return _asked(session, question, replace(world, issues=_sorted(issues), absent=absent, newest=True), ())


def _opening(session: Session, question: Question) -> tuple[str, Node, frozenset[str]]:
    """The viewer's login, the first partial repository, and what of ``question.kin`` the server knows."""
    paths = {f"p{n}": path for n, path in enumerate(question.documents)}
    branch = {"branch": f"refs/heads/{question.branch}"} if question.branch else {}
    document = queries.opening(len(question.documents), branch=bool(question.branch))
    given = variables(session, label=question.label, **branch, **paths)
    columns = question.board.fields if question.board is not None else ()
    reply, known = kin.ask(session, question.kin, columns, lambda: session.graphql(document, given))
    here = reply.data.get("repository") or {}
    harmless = {f"f{n}" for n in range(len(paths))} | {f"h{n}" for n in range(len(paths))}
    if not here.get("hasIssuesEnabled", True):
        harmless |= {"every", "issues", "labels", "milestones"}
    found = pages.repository_of(session, reply, harmless=frozenset(harmless))
    return reply.data["viewer"]["login"], found, known


def _linked(session: Session, question: Question, catch: Catch, first: Node) -> tuple[Absent, ...]:
    """Add the linked issues that no page has brought; what is behind the other linked numbers."""
    absent: list[Absent] = []
    beside = {one.name for issue in catch.issues.values() for one in issue.blockers or ()}
    wanted = (*question.numbers, *(number for number in question.beside if f"#{number}" not in beside))
    for some in chunks([number for number in dict.fromkeys(wanted) if number not in catch.issues], ALIASES):
        asked = sum(one.why in ("gone", "moved") for one in absent)
        for found in _numbered(session, some, first, max(0, ASTRAY - asked)):
            if isinstance(found, Absent):
                absent.append(found)
            else:
                catch.issues[found.number] = decode.tidy(found)
    return tuple(sorted(absent, key=lambda gone: gone.number))


def _numbered(session: Session, numbers: Sequence[int], first: Node, most: int) -> list[Issue | Absent]:
    asked = variables(session, **{f"v{n}": number for n, number in enumerate(numbers)})
    reply = session.graphql(queries.numbered(len(numbers)), asked)
    for fault in reply.faults:
        if fault.kind != "NOT_FOUND" or len(fault.path) < 2:
            raise pages.failure(session, fault)
    here = pages.repository_of(session, reply, harmless=frozenset(f"n{n}" for n in range(len(numbers))))
    nodes = [(number, here.get(f"n{n}")) for n, number in enumerate(numbers)]
    seen = [_known(session, number, node, first["nameWithOwner"]) for number, node in nodes if node]
    return [*seen, *_lost(session, [number for number, node in nodes if not node], first, most)]


def _known(session: Session, number: int, node: Node, home: str) -> Issue | Absent:
    found = decode.numbered(number, node, home)
    return pages.whole(session, node) if isinstance(found, Issue) else found


def _lost(session: Session, numbers: Sequence[int], first: Node, most: int) -> list[Absent]:
    """Why GraphQL knows no issue of these numbers: a discussion, moved away (REST redirects), or gone. Of
    those that nobody knows only the first ``most`` are asked after."""
    talks = _discussions(session, numbers) if first["hasDiscussionsEnabled"] and numbers else set()
    lost = [n for n in numbers if n not in talks]
    found = [Absent(n, "discussion") for n in numbers if n in talks]
    asked = [_whereabouts(session, n) for n in lost[:most]]
    return [*found, *asked, *(Absent(n, "astray") for n in lost[most:])]


def _discussions(session: Session, numbers: Sequence[int]) -> set[int]:
    asked = variables(session, **{f"v{n}": number for n, number in enumerate(numbers)})
    here = session.graphql(queries.discussions(len(numbers)), asked).data.get("repository") or {}
    return {talk["number"] for talk in here.values() if talk}


def _whereabouts(session: Session, number: int) -> Absent:
    """An issue that was transferred answers REST with 301, which the connection follows (documented for "Get
    an issue"; what GraphQL says of it is unverified); any other answer means gone."""
    from roadmap_sync.github.replies import Rejected

    try:
        found = session.rest("GET", f"{session.path}/issues/{number}")
    except Rejected:
        return Absent(number, "gone")
    there = "/".join(str(found["repository_url"]).split("/")[-2:])
    if there.casefold() == f"{session.owner}/{session.name}".casefold() and found["number"] == number:
        return Absent(number, "gone")
    return Absent(number, "moved", f"{there}#{found['number']}")


def _asked(session: Session, question: Question, world: World, logins: Sequence[str]) -> World:
    """``world`` with what GitHub says of people: who may write, and who may be assigned."""
    askers = sorted({*_strangers(question, world)} - world.writers)
    writers, assignable = set(world.writers), set(world.assignable)
    for some in chunks([*(("", a) for a in askers), *(("a", a) for a in sorted({*logins}))], ALIASES):
        may_write = [login for kind, login in some if not kind]
        assigned = [login for kind, login in some if kind]
        names = {f"v{n}": login for n, login in enumerate([*may_write, *assigned])}
        reply = session.graphql(queries.people(len(may_write), len(assigned)), variables(session, **names))
        here = pages.repository_of(session, reply, harmless=frozenset(f"n{n}" for n in range(len(may_write))))
        writers |= {login for n, login in enumerate(may_write) if _may_write(here.get(f"n{n}"), login)}
        found = [here[f"n{n}"] for n in range(len(may_write), len(some))]
        everybody = {node["login"].lower() for people in found for node in people["nodes"]}
        assignable |= everybody & {login.lower() for login in assigned}
    return replace(world, writers=frozenset(writers), assignable=frozenset(assignable))


def _strangers(question: Question, world: World) -> Iterable[str]:
    """People whose markers count only if they may write. Bots are not asked for: an app's name may also be a
    person's login."""
    for issue in world.issues:
        author = issue.author
        trusted = author.mine or author.association in TRUSTED
        if (
            author.login
            and author.kind == "User"
            and not trusted
            and marker.read(issue.body) != marker.NOTHING
        ):
            yield author.login


def _may_write(people: Node | None, login: str) -> bool:
    """Whether the very ``login`` is among those found, with write permission (``None``: we may not ask)."""
    return any(
        edge["node"]["login"].lower() == login.lower() and edge["permission"] in decode.WRITERS
        for edge in (people or {}).get("edges", ())
    )


def _nodes(page: Node, name: str) -> list[Node]:
    return [node for node in (page.get(name) or {}).get("nodes") or () if node]


def _sorted(issues: dict[int, Issue]) -> tuple[Issue, ...]:
    return tuple(issues[number] for number in sorted(issues))


def chunks(values: Sequence[T], size: int) -> list[Sequence[T]]:
    """``values`` in order, ``size`` at a time."""
    return [values[start : start + size] for start in range(0, len(values), size)]
