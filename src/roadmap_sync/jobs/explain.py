"""The job `explain`: what is known of one item, and what the next sync would do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from roadmap_sync.errors import EXIT_OK, UsageFault
from roadmap_sync.github import Reader
from roadmap_sync.jobs.naming import row_named
from roadmap_sync.jobs.planning import Options, Planned, look, plan_for
from roadmap_sync.jobs.sync import refusal
from roadmap_sync.jobs.whereabouts import everywhere, of_key
from roadmap_sync.model import Change, Hold, Json
from roadmap_sync.reconcile.drafting import at
from roadmap_sync.reconcile.identified import Identified
from roadmap_sync.reconcile.identity.matches import spot
from roadmap_sync.reconcile.identity.rows import Row
from roadmap_sync.reconcile.identity.trust import Marked
from roadmap_sync.reconcile.issues import explaining
from roadmap_sync.reconcile.issues.explaining import Known
from roadmap_sync.reconcile.pair import plain
from roadmap_sync.workspace import Workspace

FIELDS = {"mirror": "status", "target": "milestone", "Status": "status"}
"""What changes of the text and of cards are about, where it is called otherwise."""


def explain(reader: Reader, workspace: Workspace, options: Options, key: str) -> dict[str, Json]:
    """Everything about the item that ``key`` names, as JSON. Writes nothing anywhere.

    Raises ``UsageFault`` where there is no such item, with the names that are near."""
    seen = look(reader, workspace, options)
    planned = plan_for(seen, options)
    there, key = of_key(key, everywhere(seen, options), seen)
    around, found = there.context, there.found
    said = _said(key, found, options)
    fields: list[Known] = []
    if said.row is not None and said.marked is not None:
        fields = explaining.known(around, at(found, seen.readings, around, said.row), said.marked)
    acts = [one for one in planned.plan.changes if _about(one, said, there.away)]
    holds = [one for one in planned.plan.holds if _about(one, said, there.away)]
    shown = _gone(said.marked) if said.row is None else _row(said.row, said.marked, found)
    requests: dict[str, Json] = {"read": reader.requests["read"], "write": reader.requests["write"]}
    return {
        "schema_version": 1,
        **shown,
        "fields": [_field(one, acts, holds) for one in fields],
        "next": _next(acts, holds, without={one.name for one in fields}),
        "refusal": _whole(planned, shown["document"]) or refusal(planned, options) or None,
        "requests": requests,
        "exit_code": EXIT_OK,
    }


@dataclass(frozen=True, slots=True)
class Said:
    """What a key names: a row and its issue, where it has one; or an issue whose row is gone."""

    row: Row | None
    marked: Marked | None


def _said(key: str, found: Identified, options: Options) -> Said:
    rows = [row for row in found.rows if row.doc in options.documents]
    try:
        row = row_named(key, rows, found.matches)
    except UsageFault:
        orphan = _orphan(key, found)
        if orphan is None:
            raise
        return Said(None, orphan)
    return Said(row, found.matches.issues.get(spot(row)))


def _about(one: Change | Hold, said: Said, away: str) -> bool:
    subject = one.subject
    if said.row is None:
        number = None if said.marked is None else said.marked.issue.number
        return number is not None and (subject.repository, subject.number) == (away, number)
    row = (subject.document, subject.name) == (said.row.doc, said.row.item.key)
    return row and subject.kind in ("issue", "text", "card")


def _whole(planned: Planned, document: Json) -> str:
    """Why nothing at all would be done for a document; empty where something may be."""
    holds = (one for one in planned.plan.holds if one.subject.kind == "document")
    return next((f"{one.why}: {one.todo}" for one in holds if one.subject.document == document), "")


def _orphan(key: str, found: Identified) -> Marked | None:
    """The issue of that number whose row is gone."""
    number = re.fullmatch(r"#(\d+)", key)
    wanted = int(number[1]) if number else 0
    return next((one for one in found.matches.orphans if one.issue.number == wanted), None)


def _row(row: Row, marked: Marked | None, found: Identified) -> dict[str, Json]:
    item, held = row.item, found.matches.held.get(spot(row))
    if marked is not None:
        why = explaining.why(row, marked, found.matches)
    else:
        why = f"none: {held.why}" if held is not None else "none"
    return {
        "key": item.key,
        "title": item.title,
        "document": row.doc,
        "line": item.place.line,
        "section": list(item.section),
        "issue": _issue(marked),
        "matched": why,
    }


def _gone(one: Marked | None) -> dict[str, Json]:
    assert one is not None
    assert one.marker is not None
    return {
        "key": one.marker.id or one.marker.title,
        "title": one.marker.title,
        "document": one.marker.doc,
        "line": None,
        "section": list(one.marker.section),
        "issue": _issue(one),
        "matched": "its marker names a row that is gone from the document",
    }


def _issue(marked: Marked | None) -> Json:
    if marked is None:
        return None
    issue = marked.issue
    state = "open" if issue.open else f"closed as {(issue.reason or 'completed').replace('_', ' ')}"
    return {"number": issue.number, "url": issue.url, "title": issue.title, "state": state}


def _field(one: Known, acts: Iterable[Change], holds: Iterable[Hold]) -> Json:
    mine = [act for act in acts if FIELDS.get(act.field, act.field) == one.name]
    left = [hold for hold in holds if hold.field == one.name]
    return {
        "field": one.name,
        "known": one.known,
        "base": plain(one.base),
        "document": plain(one.document),
        "github": plain(one.github),
        "moved": one.moved,
        "next": _next(mine, left, without=set()),
    }


def _next(acts: Iterable[Change], holds: Iterable[Hold], *, without: set[str]) -> list[Json]:
    """What would be done and what would be held, but for the fields that are told by themselves."""
    done: list[Json] = [
        {
            "do": one.kind,
            "where": "document" if one.subject.kind == "text" else "GitHub",
            "field": one.field,
            "before": one.before,
            "after": one.after,
            "why": one.note,
            "todo": "",
        }
        for one in acts
        if FIELDS.get(one.field, one.field) not in without
    ]
    held: list[Json] = [
        {
            "do": "hold" if one.kind == "conflict" else "leave",
            "where": "",
            "field": one.field,
            "before": one.github,
            "after": one.document,
            "why": one.why,
            "todo": one.todo,
        }
        for one in holds
        if one.field not in without
    ]
    return done + held
