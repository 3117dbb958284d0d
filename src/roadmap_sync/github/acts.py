"""The mutations an update takes: first those by element and reason, then one that also renews the marker;
pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from roadmap_sync import marker
from roadmap_sync.github.books import Books
from roadmap_sync.github.mutations import Act
from roadmap_sync.github.standing import DETACH, SETS, element, view
from roadmap_sync.github.vouch import renewed
from roadmap_sync.github.works import Work
from roadmap_sync.model import Change, Patch

MUTATIONS = {
    ("labels", "remove"): ("removeLabelsFromLabelable", "labelableId", "labelIds"),
    ("labels", "add"): ("addLabelsToLabelable", "labelableId", "labelIds"),
    ("assignees", "add"): ("addAssigneesToAssignable", "assignableId", "assigneeIds"),
    ("assignees", "remove"): ("removeAssigneesFromAssignable", "assignableId", "assigneeIds"),
}
"""In the order in which they are sent: an update that is cut short leaves no issue with two status labels."""

EDGES = ("blocked_by", "parent")
BLOCKS = {"add": "addBlockedBy", "remove": "removeBlockedBy"}


@dataclass(frozen=True, slots=True)
class Step:
    """One mutation for one issue, and the changes (by index) that it carries out."""

    work: Work
    indexes: tuple[int, ...]
    act: Act


def portions(works: Sequence[Work], size: int) -> Iterator[list[Work]]:
    """``works`` in order, so many at a time that no mutation of theirs has more than ``size`` parts, and no
    issue twice at a time."""
    portion: list[Work] = []
    weight = 0
    for work in works:
        own = _weight(work)
        if portion and (weight + own > size or any(one.fresh.id == work.fresh.id for one in portion)):
            yield portion
            portion, weight = [], 0
        portion.append(work)
        weight += own
    if portion:
        yield portion


def _weight(work: Work) -> int:
    """Mutations of one issue in one request: one that is closed is opened first where its reason changes."""
    patch, again = work.patch, not work.fresh.open
    kinds = [*{_kind(change) for change in patch.changes if change.field not in EDGES}]
    edges = sum(change.field in EDGES for change in patch.changes)
    return max(1, edges + sum(2 if again and kind == "status" else 1 for kind in kinds))


def _kind(change: Change) -> object:
    return (change.field, change.kind) if change.field in SETS else change.field


def in_two_steps(patch: Patch) -> bool:
    """Whether something has to be confirmed before the body may vouch for it: no mutation of GitHub's does
    both."""
    return any(change.field in (*SETS, *EDGES) or change.after == "dropped" for change in patch.changes)


# ── first: labels, assignees, reasons of closing ─────────────────────────────────────────────


def by_element(work: Work, books: Books) -> Iterator[Step]:
    """What has to be done, and confirmed, before the body may vouch for it."""
    for (field, kind), (name, target, ids) in MUTATIONS.items():
        some = [n for n, change in work.todo() if change.field == field and change.kind == kind]
        known = {
            n: found
            for n in some
            if (found := _node(work, n, books.labels if field == "labels" else books.people))
        }
        if known:
            yield Step(work, tuple(known), Act(name, {target: work.fresh.id, ids: list(known.values())}))
    for n, change in list(work.todo()):
        if change.field == "status":
            yield from _by_reason(work, n, change)
        elif change.field in EDGES:
            yield from _by_edge(work, n, change, books)


def _by_edge(work: Work, index: int, change: Change, books: Books) -> Iterator[Step]:
    """GitHub takes edges one by one."""
    other = books.issues.get(element(change) if change.field in SETS else str(change.after or change.before))
    if other is None:
        work.settle(index, "skipped", "the issue at the other end was not created")
    elif change.field == "blocked_by":
        act = Act(BLOCKS[change.kind], {"issueId": work.fresh.id, "blockingIssueId": other})
        yield Step(work, (index,), act)
    elif change.after is None:
        yield Step(work, (index,), Act("removeSubIssue", {"issueId": other, "subIssueId": work.fresh.id}))
    else:
        moved = {"replaceParent": True} if work.fresh.parent is not None else {}
        yield Step(
            work, (index,), Act("addSubIssue", {"issueId": other, "subIssueId": work.fresh.id, **moved})
        )


def _node(work: Work, index: int, ids: Mapping[str, str]) -> str | None:
    """The node id of the element a change is about; where there is none, the change is settled as skipped."""
    change = work.patch.changes[index]
    found = ids.get(element(change).casefold())
    if found is None:
        work.settle(index, "skipped", f"there is no {change.field.removesuffix('s')} {element(change)}")
    return found


def _by_reason(work: Work, index: int, change: Change) -> Iterator[Step]:
    """``updateIssue`` knows no reason, and the reason of a closed issue stays as it is: such an issue is
    opened first (REST documents that a reason is ignored unless the state changes; for GraphQL that is
    unverified)."""
    issue = work.fresh.id
    if change.after not in ("done", "dropped"):
        return
    if not work.fresh.open:
        work.opened = True
        yield Step(work, (), Act("reopenIssue", {"issueId": issue}))
    elif change.after == "done":
        return
    reason = "COMPLETED" if change.after == "done" else "NOT_PLANNED"
    yield Step(work, (index,), Act("closeIssue", {"issueId": issue, "stateReason": reason}))


# ── then: the fields, and the marker that vouches for them ───────────────────────────────────


def update(work: Work, books: Books) -> Step | None:
    """The mutation that pushes the remaining fields and renews the marker; ``None`` where nothing is to be
    said."""
    fields: dict[str, Any] = {}
    for n, change in list(work.todo()):
        if (
            change.field == "milestone"
            and isinstance(change.after, str)
            and change.after not in books.milestones
        ):
            work.settle(n, "skipped", f"there is no milestone {change.after}")
        else:
            fields |= _field(change, books)
    pushed = tuple(n for n, _ in work.todo())
    body = _body(work, [work.patch.changes[n] for n in pushed])
    if body is None:
        return None
    changed = {"body": body} if body != work.fresh.body else {}
    return (
        Step(work, pushed, Act("updateIssue", {"id": work.fresh.id, **fields, **changed}))
        if changed or fields
        else None
    )


def _field(change: Change, books: Books) -> dict[str, Any]:
    if change.field == "title":
        return {"title": change.after}
    if change.field == "type":
        return {"issueTypeId": books.types[str(change.after)]}
    if change.field == "status":
        return {"state": "CLOSED" if change.after == "done" else "OPEN"}
    if change.field == "milestone":
        return {"milestoneId": books.milestones[change.after] if isinstance(change.after, str) else None}
    return {}


def _body(work: Work, pushed: Sequence[Change]) -> str | None:
    """The body with the marker that is true once ``pushed`` is done; as it is where there is no reason to
    write.

    ``None``, and the work given up, where the body cannot take a marker."""
    patch, fresh = work.patch, work.fresh
    if any(change.kind == DETACH for change in patch.changes):
        return marker.strip(fresh.body) if any(change.kind == DETACH for change in pushed) else fresh.body
    new = renewed(patch, work.seen, work.planned, fresh, [*work.done(), *pushed])
    same = (new.base, new.was) == (work.seen.base, work.seen.was) if work.seen else not new.base
    if same and not pushed and (patch.changes or patch.moves):
        return fresh.body
    body = marker.splice(fresh.body, new, _region(work, pushed))
    if body is None:
        work.give_up("skipped", marker.read(fresh.body).fault or "its body cannot take the marker")
    return body


def _region(work: Work, pushed: Sequence[Change]) -> str | None:
    """The managed text to write: the one that is pushed, or one that only its bookkeeping changes."""
    if any(change.field == "body" for change in pushed):
        return work.patch.region
    own = not any(change.field == "body" for change in work.patch.changes)
    return work.patch.region if own and view("body", work.planned) == view("body", work.fresh) else None


def mended(work: Work) -> Step | None:
    """Take back what the marker says of changes that GitHub did not do after all."""
    if any(change.kind == DETACH for change in work.patch.changes):
        return None
    new = renewed(work.patch, work.seen, work.planned, work.fresh, work.done())
    body = marker.splice(work.fresh.body, new, None)
    if body is None or body == work.fresh.body:
        return None
    return Step(work, (), Act("updateIssue", {"id": work.fresh.id, "body": body}))
