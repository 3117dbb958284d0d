"""What documents ask for, and what of it is there: labels, milestones, the board with its fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from roadmap_sync.config import Project
from roadmap_sync.errors import NotPermitted, Stop
from roadmap_sync.github.boards import Closed
from roadmap_sync.github.diagnosis import Door, Kind
from roadmap_sync.github.replies import PROJECTS
from roadmap_sync.jobs.doctor.case import FAILED, OK, WARNING, Case, Checked
from roadmap_sync.jobs.reading import File, read_all
from roadmap_sync.model import Board, BoardName
from roadmap_sync.reconcile.boards import seat as boards

SHOWN = 5
"""How many names are told of a long list."""


def documents(files: Sequence[File]) -> Checked:
    """Can they be read, and is there any work in them? Raises ``Stop`` where not."""
    found = read_all(files)
    items = sum(len(one.items) for one in found)
    said = f"{', '.join(one.path for one in found[:SHOWN])}: {_count(items, 'item')}"
    if items or any(one.releases for one in found):
        return Checked("documents", OK, said)
    todo = "roadmap-sync show says what is understood, and what is left out and why"
    return Checked("documents", WARNING, said, todo)


def label(case: Case) -> Checked:
    """Is the label there that marks issues as ours?"""
    names = dict.fromkeys(one.label for one in (case.config, *(own for _, own in case.config.special)))
    missing = [name for name in names if case.diagnosis.label(name).status == 404]
    if not missing:
        return Checked("label", OK, f"{_names(names)} is there")
    return Checked("label", OK, f"{_names(missing)} is not there yet; the first sync makes it")


def milestones(case: Case) -> Checked | None:
    """Are those there that documents ask for?"""
    asked = _asked(case)
    if not asked:
        return None
    there = {title.casefold() for title in case.diagnosis.milestones()}
    missing = [title for title in asked if title.casefold() not in there]
    said = f"{len(asked) - len(missing)} of {len(asked)} that the documents ask for are there"
    return Checked("milestones", OK, f"{said}; a sync makes {_names(missing)}" if missing else said)


def _asked(case: Case) -> list[str]:
    """The titles of the milestones that documents ask for."""
    try:
        found = read_all(case.files)
    except Stop:
        return []
    releases = (one.milestone for document in found for one in document.releases)
    targets = (item.target.name for document in found for item in document.items if item.target)
    return [title for title in dict.fromkeys([*releases, *targets]) if title]


def board(case: Case) -> Checked | None:
    """Can it be reached with its token, and may it be changed?"""
    project = case.config.project
    if project is None:
        return None
    door = case.diagnosis.boards or case.diagnosis.home
    if door is not case.diagnosis.home:
        entered = door.enter()
        if entered.status == 401:
            todo = "put a valid token into ROADMAP_SYNC_PROJECT_TOKEN (project-token of the Action)"
            return Checked("board", FAILED, f"its token is not accepted: {entered.message}", todo)
    try:
        found = _board(case, project)
    except Closed as why:
        return Checked("board", FAILED, str(why).removesuffix(f"; {PROJECTS}"), PROJECTS)
    except NotPermitted as stop:
        return Checked("board", FAILED, stop.what, PROJECTS)
    return _there(project, found, door) if found.id else _absent(project, found, door)


def _board(case: Case, project: Project) -> Board:
    home = case.repository
    name = BoardName(project.owner or home["owner"]["login"], project.number, project.title, project.fields)
    return case.diagnosis.board(name, str(home["node_id"]))


def _there(project: Project, found: Board, door: Door) -> Checked:
    if not found.writable:
        said = f'"{found.title}" can be read by {door.login} and not changed'
        return Checked("board", FAILED, said, f"give it the role Write on the board; {PROJECTS}")
    return Checked("board", OK, f'"{found.title}" ({found.url}) may be changed by {door.login}')


def _absent(project: Project, found: Board, door: Door) -> Checked:
    """An empty list is no proof for a token that may not see every board."""
    if not (door.kind.scoped and door.scopes):
        said = f'no board "{found.title}" is shown to this {door.kind.value}; an empty list is no proof'
        return Checked("board", WARNING if door.kind is not Kind.ACTIONS else FAILED, said, PROJECTS)
    said = f'there is no open board "{found.title}"'
    if project.create:
        return Checked("board", OK, f"{said}; the first sync makes it")
    return Checked("board", FAILED, said, "make it, or correct project.title, or set project.create: true")


def fields(case: Case) -> Checked | None:
    """Has the board the fields that documents fill?"""
    project = case.config.project
    if project is None:
        return None
    try:
        found = _board(case, project)
    except (Closed, NotPermitted):
        return None
    return _fields(project, found) if found.id else None


def _fields(project: Project, found: Board) -> Checked:
    kinds = boards.kinds(project)
    wrong = [name for name, kind in kinds.items() if not boards.suits(found, name, kind)]
    if wrong:
        said = "; ".join(f"{name} should be of kind {kinds[name].lower()}" for name in wrong)
        todo = "rename these fields, or name others in the configuration: project.fields"
        return Checked("fields", WARNING, f"{said}; they are left alone", todo)
    named = dict.fromkeys((project.status, *kinds))
    missing = [name for name in named if name and found.field(name) is None]
    said = f"{len(named) - len(missing)} of {len(named)} are there"
    return Checked(
        "fields", OK, f"{said}; a sync makes {_names(missing)} when it needs them" if missing else said
    )


def _names(names: Iterable[str]) -> str:
    found = list(names)
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return ", ".join(found[:SHOWN]) + more


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
