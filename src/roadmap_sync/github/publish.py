"""Commits and pull requests, made through the API: verified, and never over somebody else's commit."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from roadmap_sync.errors import Stop
from roadmap_sync.github.replies import Forbidden, Lost, Rejected, Reply, stop_for
from roadmap_sync.github.session import Session

_COMMIT = """
mutation Commit($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid url } }
}
"""
CONTENTS = (
    "give the token Contents read and write (in a workflow: permissions: contents: write), "
    "or set write-back: none"
)
_STALE = "STALE_DATA"
_PROTECTED = (
    "protected branch",
    "rule violations",
    "through a pull request",
    "through the merge queue",
    "verified signatures",
    "approving review",
    "status check",
    "gh006",
    "gh013",
)
"""How GitHub words that a branch takes no direct commits (messages seen by many; there is no code for it)."""


class Stale(Exception):
    """The branch has moved since it was read; nothing was committed."""


class Protected(Exception):
    """The branch takes no direct commits; the message is GitHub's."""


@dataclass(frozen=True, slots=True)
class Message:
    """A commit's message: ``headline``, then ``body`` with its trailers."""

    headline: str
    body: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that was made."""

    oid: str
    url: str


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request. ``state``: open, closed (unmerged) or merged."""

    number: int
    url: str
    state: str
    body: str


def commit(session: Session, branch: str, head: str, files: Mapping[str, bytes], message: Message) -> Commit:
    """Put ``files`` (whole, by path) on ``branch``, which must still be at ``head``. One request.

    Raises Stale, Protected, or a Stop. After a lost answer the branch is looked at: a commit of ours on top
    of ``head`` is the one that was asked for."""
    given = {
        "branch": {"repositoryNameWithOwner": f"{session.owner}/{session.name}", "branchName": branch},
        "expectedHeadOid": head,
        "message": {"headline": message.headline, "body": message.body},
        "fileChanges": {
            "additions": [
                {"path": path, "contents": base64.b64encode(data).decode()} for path, data in files.items()
            ]
        },
    }
    try:
        reply = session.graphql(_COMMIT, {"input": given}, write=True)
    except Lost:
        session.settle()
        return _found(session, branch, head, message)
    except Stop as stop:
        if protected(str(stop)):
            raise Protected(stop.what) from stop
        raise _denied(stop) from stop
    return _committed(session, reply)


def _committed(session: Session, reply: Reply) -> Commit:
    fault = reply.fault("createCommitOnBranch")
    made = (reply.data.get("createCommitOnBranch") or {}).get("commit")
    if made:
        return Commit(made["oid"], made["url"])
    if fault is None:
        raise Stale
    if fault.kind == _STALE or fault.message.startswith("Expected branch to point to"):
        raise Stale
    if protected(fault.message):
        raise Protected(fault.message)
    raise _denied(stop_for(fault, session.where))


def _denied(stop: Stop) -> Stop:
    """A refusal to commit, with what would allow it."""
    return Forbidden(stop.what, where=stop.where, todo=CONTENTS) if isinstance(stop, Forbidden) else stop


def protected(message: str) -> bool:
    """Whether a refusal says that the branch takes no direct commits."""
    return any(sign in message.lower() for sign in _PROTECTED)


def _found(session: Session, branch: str, head: str, message: Message) -> Commit:
    """The commit at the tip if it is the one whose answer was lost; raises Stale where it is not."""
    there = session.rest("GET", f"{session.path}/commits/{branch}")
    said = f"{message.headline}\n\n{message.body}".strip()
    parents = [parent["sha"] for parent in there["parents"]]
    if parents != [head] or there["commit"]["message"].strip() != said:
        raise Stale
    return Commit(there["sha"], there["html_url"])


# ── the branch of a pull request ─────────────────────────────────────────────────────────────


def propose(session: Session, branch: str, head: str, files: Mapping[str, bytes], message: Message) -> Commit:
    """Let ``branch`` be ``head`` and one commit with ``files``, whatever it was before.

    The commit is made on a branch beside it, so that a pull request from ``branch`` never stands without a
    change, which would close it. Raises as `commit` does."""
    beside = f"{branch}-{head[:12]}"
    _point(session, beside, head)
    try:
        made = commit(session, beside, head, files, message)
        _point(session, branch, made.oid)
    finally:
        _drop(session, beside)
    return made


def _point(session: Session, branch: str, oid: str) -> None:
    """Let a branch be at a commit; it is made where it is not there."""
    try:
        session.rest("PATCH", f"{session.path}/git/refs/heads/{branch}", {"sha": oid, "force": True})
    except Rejected as fault:
        if fault.status not in (404, 422):
            raise
        session.rest("POST", f"{session.path}/git/refs", {"ref": f"refs/heads/{branch}", "sha": oid})


def _drop(session: Session, branch: str) -> None:
    """Take away the branch beside: only ever one that this run has made."""
    try:
        session.rest("DELETE", f"{session.path}/git/refs/heads/{branch}")
    except Rejected as fault:
        if fault.status not in (404, 422):
            raise


def holds(session: Session, branch: str, head: str, files: Mapping[str, bytes]) -> bool:
    """Whether ``branch`` is ``head`` and one commit that leaves ``files`` as they are to be. One request."""
    there = session.rest("GET", f"{session.path}/commits/{branch}")
    changed = {one["filename"]: one["sha"] for one in there.get("files") or ()}
    wanted = {path: blob_id(data) for path, data in files.items()}
    return [parent["sha"] for parent in there["parents"]] == [head] and changed == wanted


def blob_id(data: bytes) -> str:
    """The id that git gives to these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


# ── pull requests ────────────────────────────────────────────────────────────────────────────


def newest_pull(session: Session, branch: str, base: str) -> Pull | None:
    """The newest pull request from ``branch`` of this repository into ``base``, whatever its state."""
    query = f"state=all&head={session.owner}:{branch}&base={base}&sort=created&direction=desc&per_page=1"
    found = session.rest("GET", f"{session.path}/pulls?{query}")
    return _pull(found[0]) if found else None


def pull_of(session: Session, owner: str, branch: str, commit: str) -> int | None:
    """The number of the open pull request from ``branch`` of ``owner``, a fork's perhaps, whose newest commit
    is ``commit``."""
    query = f"state=open&head={quote(owner)}:{quote(branch)}&per_page=100"
    found = session.rest("GET", f"{session.path}/pulls?{query}")
    return next((int(one["number"]) for one in found if one["head"]["sha"] == commit), None)


def open_pull(session: Session, branch: str, base: str, title: str, body: str) -> Pull:
    """Ask to pull ``branch`` into ``base``. Raises Forbidden where this token may not ask (a setting of the
    repository: "Allow GitHub Actions to create and approve pull requests")."""
    given = {"title": title, "head": branch, "base": base, "body": body, "maintainer_can_modify": True}
    return _pull(session.rest("POST", f"{session.path}/pulls", given, creates=1))


def edit_pull(session: Session, number: int, **fields: str) -> Pull:
    """Change ``title``, ``body`` or ``state`` (open, closed) of a pull request."""
    return _pull(session.rest("PATCH", f"{session.path}/pulls/{number}", fields))


def _pull(node: Any) -> Pull:
    state = "merged" if node.get("merged_at") else str(node["state"])
    return Pull(node["number"], node["html_url"], state, node["body"] or "")


# ── comments ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment below a pull request."""

    id: int
    body: str
    url: str


def comment_with(session: Session, number: int, mark: str, login: str) -> Comment | None:
    """The first comment of ``login`` that begins with ``mark``, of the first 1,000."""
    for page in range(1, 11):
        found = session.rest("GET", f"{session.path}/issues/{number}/comments?per_page=100&page={page}")
        for node in found:
            if (node["body"] or "").startswith(mark) and (node["user"] or {}).get("login") == login:
                return Comment(node["id"], node["body"], node["html_url"])
        if len(found) < 100:
            return None
    return None


def say(session: Session, number: int, body: str) -> str:
    """Write a comment; its address."""
    made = session.rest("POST", f"{session.path}/issues/{number}/comments", {"body": body}, creates=1)
    return str(made["html_url"])


def say_again(session: Session, comment: Comment, body: str) -> str:
    """Put another text into a comment; its address."""
    made = session.rest("PATCH", f"{session.path}/issues/comments/{comment.id}", {"body": body})
    return str(made["html_url"])


__all__ = [
    "Comment",
    "Commit",
    "Forbidden",
    "Message",
    "Protected",
    "Pull",
    "Stale",
    "comment_with",
    "commit",
    "edit_pull",
    "holds",
    "newest_pull",
    "open_pull",
    "propose",
    "protected",
    "pull_of",
    "say",
    "say_again",
]
