"""Sending a batch of mutations, and reading what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roadmap_sync.github import mutations, replies
from roadmap_sync.github.mutations import Act
from roadmap_sync.github.replies import Fault, Node, Reply
from roadmap_sync.github.session import Session

SIZE = 20
"""Mutations in one request: what GitHub's own tools send; many more are cut off (measured by others)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one mutation answered: the object it changed, or why not; neither means that nobody knows."""

    node: Node | None
    why: str = ""

    @property
    def unknown(self) -> bool:
        return self.node is None and not self.why


def send(session: Session, acts: Sequence[Act], *, creates: int = 0, sure: bool = True) -> list[Result]:
    """Carry out ``acts`` in order in one request. Raises Lost, or NotPermitted when the session's first
    write is refused (unless not ``sure`` that the token's permissions are the reason), or another Stop."""
    document = mutations.batch([act.name for act in acts])
    reply = session.graphql(document, mutations.inputs(acts), write=True, creates=creates)
    results = [_result(reply, f"a{n}", act) for n, act in enumerate(acts)]
    session.wrote = session.wrote or any(result.node for result in results)
    if sure and not session.wrote and (refusal := next(filter(_refuses, reply.faults), None)):
        raise replies.forbidden(refusal.message, {}, session.where)
    return results


def _result(reply: Reply, alias: str, act: Act) -> Result:
    fault = None if reply.half_told(alias) else reply.fault(alias)
    node = None if reply.half_told(alias) else mutations.payload(act, reply.data.get(alias))
    return Result(node if fault is None else None, _why(fault, act) if fault else "")


def _why(fault: Fault, act: Act) -> str:
    """What GitHub says, and for want of permission what it would take."""
    said = fault.message or fault.kind
    needed = replies.PROJECTS if "ProjectV2" in act.name else replies.ACCESS
    return f"{said}; {needed}" if _refuses(fault) else said


def _refuses(fault: Fault) -> bool:
    return fault.kind in ("FORBIDDEN", "INSUFFICIENT_SCOPES") or "not accessible by" in fault.message
