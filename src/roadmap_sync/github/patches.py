"""Updates of issues: read again, left alone where somebody was faster, sent in batches, checked one by
one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadmap_sync.errors import Stop
from roadmap_sync.github import acts, batches, pages, queries
from roadmap_sync.github.acts import Step
from roadmap_sync.github.books import Books, key
from roadmap_sync.github.replies import Lost, Node
from roadmap_sync.github.session import Session
from roadmap_sync.github.works import Work
from roadmap_sync.model import Outcome, Patch

GONE = "it is gone, or this token cannot see it any more"
LATE = 3
"""How often a just created issue is asked for; others saw it take up to 12 seconds to show."""


def skipped(books: Books, patches: Sequence[Patch]) -> Iterator[Outcome]:
    """The changes to issues that this run was to make and has not."""
    for patch in patches:
        if patch.issue is None and key(patch.subject) not in books.made:
            why = books.lacking.get(key(patch.subject), "its issue was not created")
            yield from (Outcome(change, "skipped", why) for change in patch.changes)


def carry(session: Session, books: Books, patches: Sequence[Patch]) -> Iterator[Work]:
    """Carry out ``patches``, portion by portion; every work says what came of its changes.

    When a Stop comes from below, the works of its portion are given first, with what is known of them."""
    works = [
        Work(patch, issue, issue)
        for patch in patches
        if (issue := patch.issue or books.made.get(key(patch.subject)))
    ]
    by_patch = {id(work.patch): work for work in works}
    total, done = len(works), 0
    for portion in acts.portions([work.patch for work in works], batches.SIZE):
        done += len(portion)
        session.progress(f"updating issues, {done} of {total}")
        yield from _portion(session, books, [by_patch[id(patch)] for patch in portion])


def _portion(session: Session, books: Books, works: list[Work]) -> Iterator[Work]:
    try:
        for _ in range(2):
            if _sent(session, books, works):
                break
            session.settle()
    except (Stop, KeyboardInterrupt):
        yield from works
        raise
    for work in works:
        if not work.stopped:
            work.vouched = work.vouched if work.vouched[0] else ("unknown", "no answer from GitHub")
        for index, _ in list(work.todo()):
            work.settle(index, "unknown", "no answer from GitHub")
    yield from works


def _sent(session: Session, books: Books, works: Sequence[Work]) -> bool:
    """One attempt at everything still to do; whether all of it was answered."""
    try:
        _read(session, books, [work for work in works if not work.stopped])
        answered = _by_element(session, books, [work for work in works if not work.stopped])
        return _update(session, books, [work for work in works if not work.stopped]) and answered
    except Lost:
        return False


def _read(session: Session, books: Books, works: Sequence[Work]) -> None:
    """Every issue as it is now; what is there already or was changed meanwhile is settled."""
    made = {issue.id for issue in books.made.values()}
    nodes = _nodes(session, works)
    for _ in range(LATE):
        if all(nodes.get(work.fresh.id) for work in works if work.fresh.id in made):
            break
        session.settle()
        nodes = _nodes(session, works)
    for work in works:
        if node := nodes.get(work.fresh.id):
            work.fresh = pages.whole(session, node)
            work.judge()
        else:
            work.give_up("skipped", GONE)


def _nodes(session: Session, works: Sequence[Work]) -> dict[str, Node]:
    if not works:
        return {}
    reply = session.graphql(queries.NODES, {"ids": [work.fresh.id for work in works]})
    for fault in reply.faults:
        if fault.kind != "NOT_FOUND":
            raise pages.failure(session, fault)
    return {node["id"]: node for node in reply.data["nodes"] if node and node["__typename"] == "Issue"}


def _by_element(session: Session, books: Books, works: Sequence[Work]) -> bool:
    """Labels, assignees and reasons; whether every one was answered."""
    steps = [step for work in works for step in acts.by_element(work, books)]
    for step, result in _results(session, steps):
        for index in step.indexes:
            if not result.unknown:
                step.work.confirm(index, result.why)
    for work in {id(step.work): step.work for step in steps}.values():
        work.judge()
    return all(not set(step.indexes) & {n for n, _ in step.work.todo()} for step in steps)


def _update(session: Session, books: Books, works: Sequence[Work]) -> bool:
    """Titles, states, milestones, regions and markers; whether every one was answered."""
    steps = [step for work in works if (step := acts.update(work, books))]
    busy = {id(step.work) for step in steps}
    for work in works:
        if id(work) not in busy and not work.stopped:
            work.vouched = ("done", "")
    for step in steps:
        step.work.sent = step.act.input.get("body")
    answered, wrong = True, []
    for step, result in _results(session, steps):
        answered = answered and not result.unknown
        if result.unknown:
            continue
        for index in step.indexes:
            step.work.confirm(index, result.why)
        step.work.vouched = ("failed", result.why) if result.why else ("done", "")
        if result.node and any(step.work.results[n][0] != "done" for n in step.indexes):
            wrong.append(step.work)
    _results(session, [step for work in wrong if (step := acts.mended(work))])
    return answered


def _results(session: Session, steps: Sequence[Step]) -> list[tuple[Step, batches.Result]]:
    """Send ``steps``, and renew every work by its answers. A locked issue's refusal says nothing of the
    others."""
    if not steps:
        return []
    sure = not all(step.work.fresh.locked for step in steps)
    results = batches.send(session, [step.act for step in steps], sure=sure)
    for step, result in zip(steps, results, strict=True):
        if result.node:
            step.work.fresh = pages.whole(session, result.node)
    return list(zip(steps, results, strict=True))
