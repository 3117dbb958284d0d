"""Sending a batch of mutations, and reading what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roadmap_sync.github import mutations, replies
from roadmap_sync.github.mutations import Act
from roadmap_sync.github.replies import Fault, Node, Reply
from roadmap_sync.github.session import Session

SIZE = 20
"""Mutations in one request: what GitHub's own tools send; many more are cut off (measured by others)."""


THINGS = {
    "projectV2Ids": "the board",
    "projectId": "the board",
    "itemId": "the card",
    "fieldId": "the field",
    "contentId": "the issue",
    "milestoneId": "the milestone",
    "parentIssueId": "the parent issue",
    "blockingIssueId": "the issue that it waits for",
    "issueTypeId": "the issue type",
}
"""What people call what an input names by its node id."""
SHUT = ("Repository was archived", "Issues are disabled")
"""What is said of every write to a repository that takes none."""
NO_NODE = "Could not resolve to a node"
GONE = "is gone, or this token cannot see it"


@dataclass(frozen=True, slots=True)
class Result:
    """What one mutation answered: the object it changed, or why not; neither means that nobody knows.
    ``gone``: the input whose node id leads nowhere."""

    node: Node | None
    why: str = ""
    gone: str = ""

    @property
    def unknown(self) -> bool:
        return self.node is None and not self.why


@dataclass(slots=True)
class Errand:
    """Mutations that need no request of their own where another takes them along. ``results``: what came of
    them; ``None`` as long as nobody knows."""

    acts: Sequence[Act] = ()
    results: list[Result] | None = None


def send(session: Session, acts: Sequence[Act], *, creates: int = 0, sure: bool = True) -> list[Result]:
    """Carry out ``acts`` in order in one request. Raises Lost, or NotPermitted when the session's first
    write is refused (unless not ``sure`` that the token's permissions are the reason; what a board asks for
    says nothing of issues) or the repository takes no more, or another Stop."""
    document = mutations.batch([act.name for act in acts])
    reply = session.graphql(document, mutations.inputs(acts), write=True, creates=creates)
    results = [_result(reply, f"a{n}", act) for n, act in enumerate(acts)]
    session.wrote = session.wrote or any(result.node for result in results)
    faults = (reply.fault(f"a{n}") for n, act in enumerate(acts) if sure and not _of_board(act))
    for refusal in (fault for fault in faults if fault is not None and _refuses(fault)):
        if not session.wrote or any(sign in refusal.message for sign in SHUT):
            raise replies.forbidden(refusal.message, {}, session.where)
    return results


def _result(reply: Reply, alias: str, act: Act) -> Result:
    if reply.half_told(alias):
        return Result(None)
    fault = reply.fault(alias)
    if fault is None:
        return Result(mutations.payload(act, reply.data.get(alias)))
    gone = _gone(fault, act)
    return Result(None, f"{THINGS[gone]} {GONE}" if gone else _why(fault, act), gone)


def _gone(fault: Fault, act: Act) -> str:
    """Which input of ``act`` a fault says leads nowhere; empty where it says something else."""
    if NO_NODE not in fault.message:
        return ""
    named = (name for name in THINGS if any(f"'{one}'" in fault.message for one in _ids(act.input.get(name))))
    return next(named, "")


def _ids(value: object) -> Iterable[str]:
    return [value] if isinstance(value, str) else value if isinstance(value, list) else ()


def _why(fault: Fault, act: Act) -> str:
    """What GitHub says, and for want of permission what it would take."""
    said = (fault.message or fault.kind).rstrip(".")
    return f"{said}; {replies.remedy(said, board=_of_board(act))}" if _refuses(fault) else said


def _of_board(act: Act) -> bool:
    return "ProjectV2" in act.name


def _refuses(fault: Fault) -> bool:
    return fault.kind in ("FORBIDDEN", "INSUFFICIENT_SCOPES") or any(
        sign in fault.message for sign in ("not accessible by", *SHUT)
    )
