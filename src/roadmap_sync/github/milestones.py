"""Milestones: created and changed over REST, as GraphQL has no mutation for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from roadmap_sync.github import decode
from roadmap_sync.github.books import Books
from roadmap_sync.github.replies import Forbidden, Lost, Node, Rejected
from roadmap_sync.github.session import Session
from roadmap_sync.model import Milestone, MilestonePatch, NewMilestone, Outcome

PER_PAGE = 100
GONE = "it is gone, or this token cannot see it any more"


def noon(due: date | None) -> str | None:
    """The due date to send. GitHub keeps the day in Pacific time, so noon UTC is the same day there."""
    return f"{due.isoformat()}T12:00:00Z" if due else None


def create(session: Session, books: Books, milestones: Sequence[NewMilestone]) -> Iterator[Outcome]:
    """Make ``milestones`` and enter their ids into ``books``; one outcome each."""
    for new in milestones:
        session.progress(f"creating milestone {new.title}")
        yield _create(session, books, new)


def _create(session: Session, books: Books, new: NewMilestone) -> Outcome:
    state = "" if new.open else "closed"
    payload = {"title": new.title, "description": new.description, "due_on": noon(new.due), "state": state}
    payload = {name: value for name, value in payload.items() if value}
    for _ in range(2):
        try:
            made = session.rest("POST", f"{session.path}/milestones", payload, creates=1)
            session.wrote = True
            return _outcome(books, new, made)
        except Forbidden as refusal:
            return Outcome(new.change, "failed", unless_first(session, refusal).what)
        except Rejected as refusal:
            if "already_exists" not in refusal.codes:
                return Outcome(new.change, "failed", refusal.what)
        except Lost:
            session.settle()
        if there := _titled(session, new.title):
            return _outcome(books, new, there, "it was there already")
    return Outcome(new.change, "unknown", "no answer from GitHub")


def unless_first(session: Session, refusal: Forbidden) -> Forbidden:
    """``refusal``, but raised when GitHub has not accepted any write of this session: then it will not
    later."""
    if not session.wrote:
        raise refusal
    return refusal


def _titled(session: Session, title: str) -> Node | None:
    """The milestone of exactly this title, open or closed."""
    page = 1
    while True:
        path = f"{session.path}/milestones?state=all&per_page={PER_PAGE}&page={page}"
        found: list[Node] = session.rest("GET", path)
        for node in found:
            if node["title"] == title:
                return node
        if len(found) < PER_PAGE:
            return None
        page += 1


def _outcome(books: Books, new: NewMilestone, made: Node, why: str = "") -> Outcome:
    books.milestones[made["title"]] = books.milestones[new.title] = made["node_id"]
    due = decode.day(made["due_on"])
    wrong = f"GitHub gave it the due date {due}, not {new.due}" if due != new.due else ""
    return Outcome(
        new.change, "done", "; ".join(filter(None, (why, wrong))), made["number"], made["html_url"]
    )


# ── changes ──────────────────────────────────────────────────────────────────────────────────


def change(session: Session, books: Books, patches: Sequence[MilestonePatch]) -> Iterator[Outcome]:
    """Change milestones, each after a look at it; one that somebody changed meanwhile is left alone."""
    for patch in patches:
        session.progress(f"changing milestone {patch.milestone.title}")
        result, why, node = _change(session, patch)
        if node is not None:
            books.milestones[node["title"]] = node["node_id"]
        for part in patch.changes:
            yield Outcome(part, result, why, patch.milestone.number, patch.milestone.url)


def tell(session: Session, patches: Sequence[MilestonePatch]) -> Iterator[tuple[str, str]]:
    """Renew the markers of milestones whose words were saved in a document; what came of each, and why."""
    for patch in patches:
        result, why, _ = _change(session, patch)
        yield result, why


def _change(session: Session, patch: MilestonePatch) -> tuple[str, str, Node | None]:
    path = f"{session.path}/milestones/{quote(str(patch.milestone.number))}"
    payload = _payload(patch)
    for _ in range(2):
        try:
            now: Node = session.rest("GET", path)
            if not _differing(payload, now):
                return "done", "", now
            if touched := _touched(payload, patch.milestone, now):
                return "skipped", f"somebody changed its {' and '.join(touched)} meanwhile", None
            after: Node = session.rest("PATCH", path, payload)
        except Lost:
            session.settle()
        except Forbidden as refusal:
            return "failed", unless_first(session, refusal).what, None
        except Rejected as refusal:
            return "failed", GONE if refusal.status in (404, 410) else refusal.what, None
        else:
            session.wrote = True
            wrong = _differing(payload, after)
            return (
                ("failed", f"GitHub did not take its {' and '.join(wrong)}", after)
                if wrong
                else ("done", "", after)
            )
    return "unknown", "no answer from GitHub", None


def _payload(patch: MilestonePatch) -> dict[str, Any]:
    state = None if patch.open is None else ("open" if patch.open else "closed")
    fields = {
        "title": patch.title,
        "description": patch.description,
        "due_on": noon(patch.due),
        "state": state,
    }
    cleared: dict[str, Any] = {"due_on": None} if patch.undated else {}
    return {name: value for name, value in fields.items() if value is not None} | cleared


def _differing(payload: dict[str, Any], node: Node) -> list[str]:
    """The fields of ``node`` that are not as ``payload`` wants them; of dates only the day counts."""
    return [name for name, value in payload.items() if _plain(name, node[name]) != _plain(name, value)]


def _touched(payload: dict[str, Any], seen: Milestone, now: Node) -> list[str]:
    state = "open" if seen.open else "closed"
    before = {"title": seen.title, "description": seen.description, "due_on": noon(seen.due), "state": state}
    return _differing({name: before[name] for name in payload}, now)


def _plain(name: str, value: str | None) -> str | None:
    if name == "due_on":
        return value[:10] if value else None
    return decode.lf(value or "").strip()
