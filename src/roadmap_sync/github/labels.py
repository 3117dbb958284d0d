"""Missing labels: created in batches; one that is there already is as good as made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadmap_sync.github import batches, queries
from roadmap_sync.github.batches import Errand, Result
from roadmap_sync.github.books import Books
from roadmap_sync.github.mutations import Act
from roadmap_sync.github.observe import chunks
from roadmap_sync.github.pages import variables
from roadmap_sync.github.replies import Lost
from roadmap_sync.github.session import Session
from roadmap_sync.model import NewLabel, Outcome


def create(session: Session, books: Books, labels: Sequence[NewLabel], errand: Errand) -> Iterator[Outcome]:
    """Make ``labels`` and enter their ids into ``books``; one outcome each. The last request takes ``errand``
    along, if there is room for it."""
    for some in chunks(labels, batches.SIZE):
        session.progress(f"creating {len(some)} label{'' if len(some) == 1 else 's'}")
        room = some[-1] is labels[-1] and len(some) + len(errand.acts) <= batches.SIZE
        results = _made(session, books, some, errand if room else Errand())
        rest = [label for label, result in zip(some, results, strict=True) if result.node is None]
        found = look_up(session, rest)
        books.labels |= found
        for label, result in zip(some, results, strict=True):
            yield _outcome(books, label, result)


def _made(session: Session, books: Books, labels: Sequence[NewLabel], errand: Errand) -> list[Result]:
    acts = [Act("createLabel", _input(books, label)) for label in labels]
    try:
        results = batches.send(session, [*errand.acts, *acts], creates=len(acts))
    except Lost:
        session.settle()
        return _again(session, books, labels)
    errand.results, results = results[: len(errand.acts)], results[len(errand.acts) :]
    nodes = [result.node for result in results if result.node]
    books.labels |= {node["name"].casefold(): node["id"] for node in nodes}
    return results


def _again(session: Session, books: Books, labels: Sequence[NewLabel]) -> list[Result]:
    """After a lost answer: what is not there now is sent once more."""
    found = look_up(session, labels)
    missing = [label for label in labels if label.name.casefold() not in found]
    books.labels |= found
    try:
        acts = [Act("createLabel", _input(books, label)) for label in missing]
        results = iter(batches.send(session, acts, creates=len(acts)) if acts else [])
    except Lost:
        session.settle()
        results = iter([Result(None)] * len(missing))
    return [
        next(results) if label in missing else Result({"id": found[label.name.casefold()]})
        for label in labels
    ]


def _input(books: Books, label: NewLabel) -> dict[str, str]:
    named = {"repositoryId": books.repository, "name": label.name, "color": label.color.lstrip("#")}
    return {**named, "description": label.description} if label.description else named


def look_up(session: Session, labels: Sequence[NewLabel]) -> dict[str, str]:
    """Those of ``labels`` that are there: folded name → node id."""
    if not labels:
        return {}
    names = {f"v{n}": label.name for n, label in enumerate(labels)}
    reply = session.graphql(queries.labels(len(labels)), variables(session, **names))
    found = (reply.data.get("repository") or {}).values()
    return {node["name"].casefold(): node["id"] for node in found if node}


def _outcome(books: Books, label: NewLabel, result: Result) -> Outcome:
    if result.node is not None:
        books.labels[label.name.casefold()] = result.node["id"]
        return Outcome(label.change, "done")
    if label.name.casefold() in books.labels:
        return Outcome(label.change, "done", "it was there already")
    return Outcome(
        label.change, "unknown" if result.unknown else "failed", result.why or "no answer from GitHub"
    )
