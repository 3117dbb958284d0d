"""What servers may not know of issues yet: asked for where a run wants it, and done without elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from roadmap_sync.errors import NotPermitted
from roadmap_sync.github import queries
from roadmap_sync.github.replies import Misunderstood, Node, Reply
from roadmap_sync.github.session import Session
from roadmap_sync.model import IssueType

NAMES = {"blocked_by": "dependencies between issues", "parent": "sub-issues", "type": "issue types"}
"""What people call the things of ``Question.kin``."""

FIELDS = {
    "blocked_by": ("blockedBy",),
    "parent": ("parent", "subIssuesSummary"),
    "type": ("issueType", "issueTypes"),
}
"""The GraphQL fields that tell them."""


def ask(
    session: Session, wanted: Iterable[str], columns: Sequence[str], send: Callable[[], Reply]
) -> tuple[Reply, frozenset[str]]:
    """The reply to ``send``, and what of ``wanted`` the server knows; from now on the session asks for that
    of every issue, and, where there are ``columns`` (fields of a board), where it stands on boards. One
    request, and one more where the server is older, or where this token may not see boards at all."""
    known = frozenset(wanted)
    while True:
        _asks(session, known, columns)
        try:
            return send(), known
        except (Misunderstood, NotPermitted) as fault:
            left = frozenset(name for name in known if not _unknown(name, fault.what))
            if left == known and not columns:
                raise
            known, columns = left, columns if left != known else ()


def _asks(session: Session, known: Iterable[str], columns: Sequence[str]) -> None:
    session.kin = {**queries.kin(known), **(queries.seats(len(columns)) if columns else {})}
    session.given = {f"f{n}": name for n, name in enumerate(columns)}


def _unknown(name: str, message: str) -> bool:
    """Whether a server's refusal is of the field that tells ``name``."""
    return any(f"'{field}'" in message for field in FIELDS[name])


def notes(wanted: Collection[str], known: Collection[str]) -> Iterator[str]:
    """What the server does without, for people."""
    for name in sorted(set(wanted) - set(known)):
        yield f"this server is too old for {NAMES[name]}: they are left out"


def types(home: Node) -> tuple[IssueType, ...]:
    """The types that issues of a repository may have; none where its owner is a person."""
    found = (home.get("issueTypes") or {}).get("nodes") or ()
    return tuple(IssueType(one["id"], one["name"]) for one in found if one and one["isEnabled"])
