"""The rules that documents are held against: documents, the date and the repository in, findings out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from roadmap_sync.model import Document, Finding, Item, Link, Place, Release, Status, Target
from roadmap_sync.reconcile.identity.homes import Homes, find
from roadmap_sync.reconcile.kinship import mentions

OPEN = (Status.PLANNED, Status.IN_PROGRESS, Status.BLOCKED)
UNREADABLE = "unreadable"
WARNING = "warning"
SEVERITIES: Mapping[str, str] = {
    UNREADABLE: "error",
    "done-early": "notice",
    "overdue": "notice",
    "no-items": "notice",
    mentions.WORDS: "notice",
}
"""How much a finding matters; a code that is not here is a warning. What only the calendar makes is a
notice: a document that passed yesterday must not fail today."""


def severity(code: str) -> str:
    """``error``, ``warning`` or ``notice``."""
    return SEVERITIES.get(code, WARNING)


def held(
    documents: Sequence[Document], *, today: date, repository: str | None, listed: Collection[str] = ()
) -> list[tuple[Finding, ...]]:
    """The findings of each document, in its order. ``repository``: ``owner/name``, where it is known;
    ``listed``: others that the configuration allows."""
    home = (repository or _commonest(documents)).casefold()
    copied, needs = _copied(documents, home), _needs(documents)
    homes, found = find(documents, home, listed), []
    for one in documents:
        links = (*_elsewhere(one, homes, known=repository is not None), *copied[one.path])
        ours = (*_rows(one), *_times(one, today), *links, *needs[one.path], *_whole(one))
        found.append(tuple(sorted({*one.findings, *ours}, key=_order)))
    return found


def _order(finding: Finding) -> tuple[int, int, str, str]:
    return finding.line, finding.column, finding.code, finding.message


def _at(place: Place, code: str, message: str) -> Finding:
    return Finding(place.line, place.column, code, message)


def _rows(document: Document) -> Iterator[Finding]:
    for one in document.skipped:
        if one.code:
            message = f"{one.reason} is left out: give it one, or take it away"
            yield Finding(one.line, one.column, one.code, message)


# ── time ─────────────────────────────────────────────────────────────────────────────────────


def _times(document: Document, today: date) -> Iterator[Finding]:
    declared: list[Item | Release] = [*document.items, *document.releases]
    for one in declared:
        if one.target is not None and one.status is not None:
            yield from _contradiction(one, one.target, one.status, today)


def _contradiction(one: Item | Release, target: Target, status: Status, today: date) -> Iterator[Finding]:
    shown, said = f'"{one.title}" is {one.status_text or status.value}', f'its target "{target.text}"'
    if status is Status.DONE and target.start is not None and target.start > today:
        yield _at(one.place, "done-early", f"{shown}, but {said} has not begun: correct one of them")
    if status in OPEN and target.end is not None and target.end < today:
        yield _at(one.place, "overdue", f"{shown}, but {said} has passed: move it, or close the item")


# ── links ────────────────────────────────────────────────────────────────────────────────────


def _name(link: Link) -> str:
    return f"{link.owner}/{link.repository}" if link.owner else ""


def _commonest(documents: Iterable[Document]) -> str:
    """The repository that most links lead to: the documents' own, where nothing else tells."""
    links = [item.link for one in documents for item in one.items]
    names = Counter(_name(link) for link in links if link is not None and link.owner)
    return names.most_common(1)[0][0] if names else ""


def _elsewhere(document: Document, homes: Homes, *, known: bool) -> Iterator[Finding]:
    """Links that lead to another repository than the row belongs to; where ours is not known, than most of
    them do."""
    home = homes.here
    for item in document.items:
        name = _name(item.link) if item.link else ""
        if name and name.casefold() not in (home, homes.of(item)):
            code = "other-repository" if known else "several-repositories"
            ours = f"this is {home}" if known else f"most links lead to {home}"
            yield _at(item.place, code, f"the link leads to {name}, but {ours}: link an issue here")


def _copied(documents: Iterable[Document], home: str) -> Mapping[str, list[Finding]]:
    """Links that an earlier row has too, by the path of the document."""
    first: dict[tuple[str, int], Item] = {}
    found: dict[str, list[Finding]] = defaultdict(list)
    for document in documents:
        for item in document.items:
            if item.link is None or item.link.kind != "issue":
                continue
            key = (_name(item.link).casefold() or home, item.link.number)
            other = first.setdefault(key, item)
            if other is not item:
                message = f'"{other.title}" ({other.place}) links to #{item.link.number} too: remove the copy'
                found[document.path].append(_at(item.place, "copied-link", message))
    return found


# ── dependencies ─────────────────────────────────────────────────────────────────────────────


def _needs(documents: Iterable[Document]) -> Mapping[str, list[Finding]]:
    """What items depend on and cannot be followed, by the path of the document."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for fault in mentions.follow(documents).faults:
        said = f'depends on "{fault.text}": {fault.why}'
        found[fault.row[0]].append(_at(fault.place, fault.code, said))
    return found


# ── the whole document ───────────────────────────────────────────────────────────────────────


def _whole(document: Document) -> Iterator[Finding]:
    if not document.items and not document.releases:
        yield Finding(1, 1, "no-items", "no item was found: roadmap-sync show says why")
    if document.encoding != "utf-8":
        odd = re.search(rb"[\x80-\xff]", document.data.removeprefix(b"\xef\xbb\xbf"))
        line = document.data.count(b"\n", 0, odd.start()) + 1 if odd else 1
        message = (
            f"the text is UTF-8 that was once read as {document.encoding} (mojibake); it is kept so: "
            f"roadmap-sync repair {document.path} makes it clean"
        )
        yield Finding(line, 1, "mojibake", message)
