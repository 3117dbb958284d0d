"""Updates of issues: read again, left alone where somebody was faster, sent in batches, checked one by
one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadmap_sync.errors import Stop
from roadmap_sync.github import acts, batches, edges, pages, queries
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
    found = ((patch, patch.issue or books.made.get(key(patch.subject))) for patch in patches)
    works = [
        Work(edges.named(patch, books), issue, issue, asked=patch.changes)
        for patch, issue in found
        if issue is not None
    ]
    twice = {work.fresh.id for work in works if acts.in_two_steps(work.patch)}
    works.sort(key=lambda work: work.fresh.id not in twice)  # together: a second request for few portions
    done = 0
    for portion in acts.portions(works, batches.SIZE):
        done += len(portion)
        session.progress(f"updating issues, {done} of {len(works)}")
        yield from _portion(session, books, portion)


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
    for work in works:
        work.ask_again()
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
            work.fresh, work.ours = pages.whole(session, node), books.written.get(work.fresh.id)
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
    results = _results(session, steps)
    for step, result in results:
        for index in step.indexes:
            step.work.confirm(index, result)
    for work in {id(step.work): step.work for step in steps}.values():
        work.judge()
    return not any(result.unknown for _, result in results)


def _update(session: Session, books: Books, works: Sequence[Work]) -> bool:
    """Titles, states, milestones, regions and markers; whether every one was answered."""
    _kept_open(books, works)
    steps = [step for work in works if (step := acts.update(work, books))]
    for work in works:
        work.vouched = work.vouched if work.stopped else ("done", "")
    results = _results(session, steps)
    for step, result in results:
        for index in step.indexes:
            step.work.confirm(index, result)
        step.work.vouched = (
            ("done", "") if result.node else ("failed" if result.why else "unknown", result.why)
        )
    told = [step for step, result in results if result.node]
    _results(session, [mend for step in told if (mend := _mended(step))])
    books.written |= {work.fresh.id: ours for work in works if work.landed() and (ours := work.held())}
    return not any(result.unknown for _, result in results)


def _kept_open(books: Books, works: Sequence[Work]) -> None:
    """No group is closed while a sub-issue is in it still that should have gone elsewhere first."""
    for work in works:
        for n, change in enumerate(work.patch.changes):
            if change.field == "parent":
                books.left[work.fresh.id] = (str(change.before), work.results.get(n, ("done", ""))[0])
    kept = {name: result for name, result in books.left.values() if result != "done"}
    for work in (one for one in works if f"#{one.fresh.number}" in kept):
        for n, change in list(work.todo()):
            if change.kind == "close":
                result = "unknown" if kept[f"#{work.fresh.number}"] == "unknown" else "skipped"
                work.settle(n, result, "a sub-issue of it could not be moved, and is open still")


def _mended(step: Step) -> Step | None:
    """What takes back a claim that turned out too large, if it did."""
    wrong = any(step.work.results[index][0] != "done" for index in step.indexes)
    return acts.mended(step.work) if wrong else None


def _results(session: Session, steps: Sequence[Step]) -> list[tuple[Step, batches.Result]]:
    """Send ``steps``, and renew every work by its answers. A locked issue's refusal says nothing of the
    others."""
    if not steps:
        return []
    for step in steps:
        step.work.sent = step.act.input.get("body", step.work.sent)
    sure = not all(step.work.fresh.locked for step in steps)
    results = batches.send(session, [step.act for step in steps], sure=sure)
    results = [batches.Result(None) if edges.busy(result.why) else result for result in results]
    for step, result in zip(steps, results, strict=True):
        if result.node:
            step.work.fresh = pages.whole(session, result.node)
    return list(zip(steps, results, strict=True))
