"""Cards: put on the board, given their values, and looked at once more after the board's own workflows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from roadmap_sync.github import batches, boards, edges
from roadmap_sync.github.batches import Result
from roadmap_sync.github.boards_needs import Standing, tried
from roadmap_sync.github.books import Books, Key, key
from roadmap_sync.github.mutations import Act
from roadmap_sync.github.observe import chunks
from roadmap_sync.model import Card, CardPatch, CardValue, Issue, Outcome

THERE = "already exists in this project"
"""What GitHub says when a workflow was faster (actions/add-to-project#797)."""
LATE = 3
"""How often an add is tried again."""
UNSEEN = "let the account of ROADMAP_SYNC_PROJECT_TOKEN read the repository"
MOVED = "a workflow of the board, or somebody, moved it after us, and again after it was set once more"


@dataclass(slots=True)
class Work:
    """A card that is written to. ``item``: its node id, empty until it is on the board."""

    patch: CardPatch
    issue: Issue
    item: str
    set: list[CardValue] = field(default_factory=list)


def carry(
    at: Standing, books: Books, cards: Sequence[CardPatch], late: Mapping[Key, str]
) -> Iterator[Outcome]:
    """Carry out ``cards``; one outcome each change. ``late``: why an issue may not be written to."""
    works: list[Work] = []
    for patch in cards:
        issue = patch.issue or books.made.get(key(patch.subject))
        why = at.why or late.get(key(patch.subject), "") or ("" if issue else "its issue was not created")
        if issue is None or why:
            yield from (Outcome(change, "skipped", why) for change in patch.changes)
        else:
            works.append(Work(patch, issue, patch.card.id if patch.card else books.items.get(issue.id, "")))
    _find(at, [work for work in works if work.patch.issue is None and not work.item])
    yield from _added(at, [work for work in works if not work.item])
    books.unplaced |= {key(work.patch.subject) for work in works if not work.item}
    yield from _written(at, [work for work in works if work.item])
    yield from _read_back(at, [work for work in works if _stirred(at, books, work)])


def _find(at: Standing, works: Sequence[Work]) -> None:
    """The items of the issues that this run has made."""
    if works:
        found = boards.cards(at.session, at.board.id, (), [work.issue for work in works])
        for work in works:
            card = found.get(work.issue.number)
            work.item = card.id if card else ""


# ── on the board ─────────────────────────────────────────────────────────────────────────────


def _added(at: Standing, works: Sequence[Work]) -> Iterator[Outcome]:
    """Adds one after the other, in batches (at once they would race for a place); what a workflow has added
    meanwhile is found."""
    for some in chunks(works, batches.SIZE):
        at.session.progress(f"putting {len(some)} issues on the board")
        results = _tried(at, some)
        for work, result in zip(some, results, strict=True):
            work.item = result.node["id"] if result.node else ""
        _find(at, [work for work, result in zip(some, results, strict=True) if THERE in result.why])
        for work, result in zip(some, results, strict=True):
            yield from _placed(work, result)


def _tried(at: Standing, works: Sequence[Work]) -> list[Result]:
    """What became of the adds. Those that met another add, or a new issue that is not to be seen there yet
    (others saw it take up to 12 seconds), are asked for again."""
    given = [{"projectId": at.board.id, "contentId": work.issue.id} for work in works]
    acts = [Act("addProjectV2ItemById", one) for one in given]
    results = tried(at.session, acts)
    for _ in range(LATE):
        again = [n for n, result in enumerate(results) if _later(works[n], result)]
        if not again:
            break
        at.session.settle()
        for n, result in zip(again, tried(at.session, [acts[n] for n in again]), strict=True):
            results[n] = result
    return [_explained(works[n], result) for n, result in enumerate(results)]


def _later(work: Work, result: Result) -> bool:
    return edges.busy(result.why) or (result.gone == "contentId" and work.patch.issue is None)


def _explained(work: Work, result: Result) -> Result:
    """An issue that this run can see and the token for the board cannot."""
    if result.gone != "contentId":
        return result
    return replace(result, why=f"the token for the board cannot see {work.issue.url}; {UNSEEN}")


def _placed(work: Work, result: Result) -> Iterator[Outcome]:
    add = work.patch.add
    if work.item:
        yield from [Outcome(add, "done")] if add is not None else []
        return
    why = result.why or "no answer from GitHub"
    if add is not None:
        yield Outcome(add, "failed" if result.why else "unknown", why)
    yield from (Outcome(value.change, "skipped", f"not on the board: {why}") for value in work.patch.values)


# ── values ───────────────────────────────────────────────────────────────────────────────────


def _written(at: Standing, works: Sequence[Work]) -> Iterator[Outcome]:
    acts: list[tuple[Work, CardValue, Act]] = []
    for work in works:
        for value in work.patch.values:
            act = _act(at, work, value)
            if act is None:
                yield Outcome(value.change, "skipped", f"the board has no place for it: {value.field}")
            else:
                acts.append((work, value, act))
    for some in chunks(acts, batches.SIZE):
        at.session.progress(f"writing {len(some)} values on the board")
        results = tried(at.session, [act for _, _, act in some])
        for (work, value, _), result in zip(some, results, strict=True):
            if result.node:
                work.set.append(value)
            yield _outcome(value, result)


def _outcome(value: CardValue, result: Result) -> Outcome:
    if result.node:
        return Outcome(value.change, "done")
    return Outcome(value.change, "failed" if result.why else "unknown", result.why or "no answer from GitHub")


def _act(at: Standing, work: Work, value: CardValue) -> Act | None:
    found = at.board.field(value.field)
    if found is None:
        return None
    given = {"projectId": at.board.id, "itemId": work.item, "fieldId": found.id}
    if value.value is None:
        return Act("clearProjectV2ItemFieldValue", given)
    match found.kind:
        case "SINGLE_SELECT":
            option = found.option(value.value)
            said = None if option is None else {"singleSelectOptionId": option.id}
        case "DATE":
            said = {"date": value.value}
        case "TEXT":
            said = {"text": value.value}
        case "NUMBER":
            return Act("updateProjectV2ItemFieldValue", {**given, "value": {"number": float(value.value)}})
        case _:
            said = None
    return None if said is None else Act("updateProjectV2ItemFieldValue", {**given, "value": said})


# ── after the workflows ──────────────────────────────────────────────────────────────────────


def _stirred(at: Standing, books: Books, work: Work) -> bool:
    """Whether this run has set off a workflow that may write the status of a card after us."""
    added = work.patch.issue is None or work.patch.add is not None
    turned = key(work.patch.subject) in books.turned
    return (added and "add" in at.board.stirs) or (turned and "turn" in at.board.stirs)


def _read_back(at: Standing, works: Sequence[Work]) -> Iterator[Outcome]:
    """Look at the cards whose status was set, where the board's workflows write after us. One that was moved
    is set once more, and reported if it moves again."""
    wanted = {work.issue.number: (work, value) for work in works for value in work.set if value.watched}
    moved = _moved(at, [work for work, _ in wanted.values()], wanted)
    if not moved:
        return
    acts = [act for work, value in moved if (act := _act(at, work, value)) is not None]
    tried(at.session, acts)
    for work, value in _moved(at, [work for work, _ in moved], wanted):
        yield Outcome(value.change, "failed", MOVED, work.issue.number, work.issue.url)


def _moved(
    at: Standing, works: Sequence[Work], wanted: Mapping[int, tuple[Work, CardValue]]
) -> list[tuple[Work, CardValue]]:
    """Those cards that do not show what was set."""
    fields = sorted({value.field for _, value in wanted.values()})
    found = boards.cards(at.session, at.board.id, fields, [work.issue for work in works]) if works else {}
    cards = {number: card for number, card in found.items() if card is not None}
    return [wanted[number] for number, card in cards.items() if _differs(card, wanted[number][1])]


def _differs(card: Card, value: CardValue) -> bool:
    return card.values.get(value.field, "").casefold() != (value.value or "").casefold()
