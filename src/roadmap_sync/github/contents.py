"""The files of a branch as GitHub has them: what a workflow reads instead of whatever is checked out."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field

from roadmap_sync.errors import ServerFailed, UsageFault
from roadmap_sync.github.pages import repository_of
from roadmap_sync.github.session import Session

_HEAD = """
query Head($owner: String!, $name: String!{variable}) {{
  repository(owner: $owner, name: $name) {{
    head: {ref} {{ name target {{ ... on Commit {{ oid message }} }} }}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest commit of a branch: its id and message."""

    branch: str
    commit: str
    message: str


@dataclass(slots=True)
class Contents:
    """The files of one commit. ``oids``: the blob of each path; their bytes are fetched once."""

    session: Session
    head: Head
    oids: dict[str, str]
    _blobs: dict[str, bytes] = field(default_factory=dict)

    @property
    def commit(self) -> str:
        return self.head.commit

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; ``None`` where there is none. One request (REST "Get a blob")."""
        oid = self.oids.get(path)
        if oid is None:
            return None
        if oid not in self._blobs:
            found = self.session.rest("GET", f"{self.session.path}/git/blobs/{oid}")
            self._blobs[oid] = base64.b64decode(found["content"])
        return self._blobs[oid]

    def blob(self, oid: str) -> bytes | None:
        """The bytes of a blob that was read before."""
        return self._blobs.get(oid)


def viewer(session: Session) -> str:
    """The login of this token. One request."""
    return str(session.graphql("query Viewer { viewer { login } }").data["viewer"]["login"])


def head(session: Session, branch: str | None) -> Head:
    """The newest commit of ``branch``, or of the default branch. One request.

    Raises ``UsageFault`` for a branch that is not there, or a repository without commits."""
    ref = "ref(qualifiedName: $branch)" if branch else "defaultBranchRef"
    query = _HEAD.format(variable=", $branch: String!" if branch else "", ref=ref)
    named = {"branch": f"refs/heads/{branch}"} if branch else {}
    reply = session.graphql(query, {"owner": session.owner, "name": session.name, **named})
    found = repository_of(session, reply)["head"]
    if not found or not (found.get("target") or {}).get("oid"):
        what = f"there is no branch {branch}" if branch else "the repository has no commit yet"
        raise UsageFault(what, where=session.where, todo="commit a roadmap first, or correct `branch`")
    return Head(found["name"], found["target"]["oid"], found["target"]["message"])


def contents(session: Session, at: Head) -> Contents:
    """The files at ``at``. One request (REST "Get a tree", recursive).

    Raises ``ServerFailed`` for a tree of more files than GitHub lists (100,000, documented)."""
    tree = session.rest("GET", f"{session.path}/git/trees/{at.commit}?recursive=1")
    if tree.get("truncated"):
        raise ServerFailed(
            "GitHub does not list all files of so large a repository",
            where=session.where,
            todo="run roadmap-sync sync in a checkout instead",
        )
    return Contents(session, at, dict(_blobs(tree["tree"])))


def _blobs(entries: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        if entry["type"] == "blob" and entry["mode"] != "120000":  # a symbolic link holds no text
            yield entry["path"], entry["sha"]
