"""Milestones in REST, the only API that can write them."""

from typing import Any

from roadmap_sync.sandbox import labels, listing, milestones
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rest import fields, found, paging, shapes
from roadmap_sync.sandbox.rows import Milestone, Repository

_LATE = "9999"


def list_of(call: Call) -> Reply:
    """GET …/milestones: by default the open ones by due date, those without one last."""
    home = found.tracker(call)
    state = fields.choice("Milestone", call.query.get("state"), "state", ("open", "closed", "all")) or "open"
    sort = fields.choice("Milestone", call.query.get("sort"), "sort", ("due_on", "completeness"))
    falling = fields.choice("Milestone", call.query.get("direction"), "direction", ("asc", "desc")) == "desc"
    shown = [one for one in milestones.all_of(call.site.store, home) if state in ("all", one.state)]
    if sort == "completeness":
        shown.sort(key=lambda one: _completeness(call, one), reverse=falling)
    else:
        shown.sort(key=lambda one: one.due_on or ("" if falling else _LATE), reverse=falling)
    return paging.of_list(call, home, shown, lambda one: shapes.milestone(call, home, one))


def _completeness(call: Call, one: Milestone) -> float:
    opened, closed = milestones.counts(call.site.store, one)
    return closed / (opened + closed) if opened + closed else 0.0


def create(call: Call) -> Reply:
    """POST …/milestones."""
    home = _triaged(call)
    body = json_object(call)
    draft = milestones.Draft(
        title=fields.needed(body, "title"), description=fields.text(body, "description"),
        due_on=fields.text(body, "due_on"), state=fields.text(body, "state") or "open",
    )  # fmt: skip
    made = milestones.create(call.site, call.actor, home, draft)
    shown = shapes.milestone(call, home, made)
    return answer(201, shown, location=shown["url"])


def read(call: Call) -> Reply:
    """GET …/milestones/{number}."""
    home = found.tracker(call)
    return answer(200, shapes.milestone(call, home, found.milestone(call, home)))


def edit(call: Call) -> Reply:
    """PATCH …/milestones/{number}."""
    home = _triaged(call)
    now = found.milestone(call, home)
    body = json_object(call)
    draft = milestones.Draft(
        title=_kept(body, "title", now.title) or "",
        description=_kept(body, "description", now.description),
        due_on=_kept(body, "due_on", now.due_on),
        state=_kept(body, "state", now.state) or now.state,
    )
    return answer(200, shapes.milestone(call, home, milestones.edit(call.site, now, draft)))


def _kept(body: dict[str, Any], name: str, now: str | None) -> str | None:
    return fields.text(body, name) if name in body else now


def delete(call: Call) -> Reply:
    """DELETE …/milestones/{number}."""
    home = _triaged(call)
    milestones.delete(call.site, found.milestone(call, home))
    return Reply(204)


def list_labels(call: Call) -> Reply:
    """GET …/milestones/{number}/labels: those of its issues."""
    home = found.tracker(call)
    within = listing.Filter(milestone=str(found.milestone(call, home).number))
    store = call.site.store
    inside = listing.page(store, home, within, 0, listing.count(store, home, within))
    given = {one.id: one for issue in inside for one in labels.of_issue(store, issue.id)}
    return paging.of_list(call, home, list(given.values()), lambda one: shapes.label(call, home, one))


def _triaged(call: Call) -> Repository:
    """The repository, whose milestones are for those with triage rights; to others GitHub answers 404."""
    home = found.tracker(call)
    if not found.may(call, home, "triage"):
        raise Missing
    return home
