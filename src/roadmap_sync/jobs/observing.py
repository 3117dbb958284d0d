"""From documents on disk to what the planner needs: the question to GitHub, and the text at the tip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from roadmap_sync import document, marker
from roadmap_sync.config import Config
from roadmap_sync.model import BoardName, Document, Question, Tip, World
from roadmap_sync.reconcile.identity.homes import Homes
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.kinship import kin
from roadmap_sync.reconcile.values import fields
from roadmap_sync.workspace import Standing, Workspace


def question(
    documents: Sequence[Document], config: Config, homes: Homes, away: str = "", owner: str = ""
) -> Question:
    """What to ask GitHub for these documents. ``away``: the repository to ask of, where it is not the
    documents' own, and ``owner`` that one's: the board is theirs."""
    items = [item for one in documents for item in one.items if homes.of(item) == away]
    defaults = (config.of(one.path).defaults.assignees for one in documents)
    named = (*(item.assignees for item in items), *defaults)
    return Question(
        label=config.label,
        documents=() if away else tuple(one.path for one in documents),
        branch=None if away else config.branch,
        numbers=tuple(dict.fromkeys(item.link.number for item in items if item.link is not None)),
        logins=tuple(dict.fromkeys(login for logins in named for login in logins)),
        trusted_apps=config.trusted_apps,
        newest=False,
        board=_board(config, owner),
        kin=frozenset(_kin(documents, config)),
        beside=kin.asked(documents, lambda item: homes.of(item) == away),
    )


def _kin(documents: Sequence[Document], config: Config) -> Iterator[str]:
    """What else the plan will want to know of issues."""
    if any(item.blockers is not None for one in documents for item in one.items):
        yield kin.BLOCKERS
    if any(config.of(one.path).kinship for one in documents):
        yield kin.PARENT
    types = (config.of(one.path).defaults.type for one in documents)
    if any(types) or any(item.kind for one in documents for item in one.items):
        yield fields.TYPE


def _board(config: Config, owner: str) -> BoardName | None:
    """The board that the configuration names; ``owner``: whose it is, where it does not say."""
    project = config.project
    if project is None:
        return None
    return BoardName(project.owner or owner, project.number, project.title, project.fields)


def readings(
    documents: Iterable[Document], tip: Tip, standing: Standing, workspace: Workspace, config: Config
) -> list[Reading]:
    """The documents with their text at the tip, where git has one and this copy contains it."""
    return [_reading(one, tip, standing, workspace, config) for one in documents]


def _reading(one: Document, tip: Tip, standing: Standing, workspace: Workspace, config: Config) -> Reading:
    oid = tip.blobs.get(one.path)
    if standing is not Standing.CURRENT or oid is None:
        return Reading(one)
    data = workspace.blob(oid)
    if data is None or data == one.data:
        return Reading(one, one, tip.touched.get(one.path))
    return Reading(one, document.read(data, one.path, config.of(one.path)), tip.touched.get(one.path))


def gone(worlds: Sequence[World], documents: Iterable[Document], workspace: Workspace) -> frozenset[str]:
    """Documents that markers name and that exist no more: their rows may have moved here. The first of
    ``worlds`` is the documents' own."""
    here, home = {one.path for one in documents}, worlds[0]
    issues = (issue for world in worlds for issue in world.issues)
    said = (found for issue in issues if (found := marker.read(issue.body).marker) is not None)
    named = {one.doc for one in said if one.home == home.repository.id}
    return frozenset(path for path in named - here if not workspace.has(path, home.tip.commit))
