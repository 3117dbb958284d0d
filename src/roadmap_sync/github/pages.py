"""Answers that come in pieces: further pages, and lists inside an issue that were cut off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from roadmap_sync.errors import Stop
from roadmap_sync.github import decode, queries, replies
from roadmap_sync.github.replies import Fault, Node, Reply
from roadmap_sync.github.session import Session
from roadmap_sync.model import Issue

CURSORS = {"issues": "issue", "labels": "mark", "milestones": "stone"}
"""Connections of the repository, and the variable that holds the cursor of each."""


def variables(session: Session, **more: Any) -> dict[str, Any]:
    """The repository's name, and ``more``."""
    return {"owner": session.owner, "name": session.name, **more}


def repository_of(session: Session, reply: Reply, *, harmless: frozenset[str] = frozenset()) -> Node:
    """The repository in ``reply``. Raises a Stop where there is none, or for any fault but those whose path
    leads through a field of ``harmless``, or to an issue beside one, which this token may not see."""
    for fault in reply.faults:
        if not (harmless | decode.BESIDE).intersection(str(step) for step in fault.path):
            raise failure(session, fault)
    found: Node | None = reply.data.get("repository")
    if found is None:
        raise replies.no_repository(session.where)
    return found


def failure(session: Session, fault: Fault) -> Stop:
    """The way to stop for a fault that nobody expected."""
    return replies.stop_for(fault, session.where)


def remaining(session: Session, first: Node, label: str) -> Iterator[Node]:
    """The further pages of the connections of ``first``, each as a partial repository, in as few requests as
    the longest of them needs."""
    page, after = first, dict.fromkeys(CURSORS, "")
    while more := [name for name in CURSORS if _next(page.get(name))]:
        after |= {name: page[name]["pageInfo"]["endCursor"] for name in more}
        cursors = {CURSORS[name]: after[name] for name in more}
        wanted = {name: name in more for name in CURSORS}
        reply = session.graphql(queries.MORE, variables(session, label=label, **wanted, **cursors))
        page = repository_of(session, reply)
        yield page


def newest(session: Session, most: int) -> Iterator[Node]:
    """All issues of the repository, the newest first, at most about ``most`` of them; lazily, page by
    page."""
    after, seen = None, 0
    while seen < most:
        reply = session.graphql(queries.NEWEST, variables(session, issue=after))
        page = repository_of(session, reply)["issues"]
        yield from page["nodes"]
        seen += len(page["nodes"])
        if not _next(page):
            return
        after = page["pageInfo"]["endCursor"]


def whole(session: Session, node: Node) -> Issue:
    """The issue of ``node``, with what did not fit into the lists of the answer fetched."""
    while names := decode.truncated(node):
        cursors = {name: _cursor(node[name]) for name in names}
        reply = session.graphql(queries.inner(names), {"id": node["id"], **cursors})
        for fault in reply.faults:
            raise failure(session, fault)
        node = {**node, **{name: _joined(node[name], reply.data["node"][name]) for name in names}}
    return decode.issue(node)


def _joined(seen: Node, more: Node) -> Node:
    return {"nodes": [*seen["nodes"], *more["nodes"]], "pageInfo": more["pageInfo"]}


def _cursor(connection: Node) -> str | None:
    cursor: str | None = connection["pageInfo"]["endCursor"]
    return cursor


def _next(connection: Node | None) -> bool:
    return bool(connection and connection["pageInfo"]["hasNextPage"])
