"""Issues in REST: list, create, read, edit, lock."""

from typing import Any

from roadmap_sync.sandbox import issue_types, issues, labels, listing, milestones
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.dressing import dated
from roadmap_sync.sandbox.refusals import Fault, Forbidden, Invalid
from roadmap_sync.sandbox.rest import fields, found, paging, shapes
from roadmap_sync.sandbox.rows import Issue, IssueType, Milestone, Repository

_REASONS = ("completed", "not_planned", "duplicate", "reopened")
_LOCKS = ("off-topic", "too heated", "resolved", "spam")


def list_of(call: Call) -> Reply:
    """GET …/issues."""
    home = found.tracker(call)
    wanted = filtered(call)
    store = call.site.store
    return paging.of_query(
        call, home, listing.count(store, home, wanted),
        lambda offset, limit: listing.page(store, home, wanted, offset, limit),
        lambda one: shapes.issue(call, home, one),
    )  # fmt: skip


def filtered(call: Call) -> listing.Filter:
    """What the query of a list asks for."""
    query = call.query
    state = fields.choice("Issue", query.get("state"), "state", ("open", "closed", "all")) or "open"
    sort = fields.choice("Issue", query.get("sort"), "sort", ("created", "updated", "comments")) or "created"
    direction = fields.choice("Issue", query.get("direction"), "direction", ("asc", "desc"))
    within = query.get("milestone") or None
    numbered = within is None or within in ("*", "none") or within.isdecimal()
    return listing.Filter(
        states=() if state == "all" else (state,),
        labels=tuple(name.strip() for name in query.get("labels", "").split(",") if name.strip()),
        milestone=within if numbered else None,
        milestone_title=None if numbered else within,
        assignee=query.get("assignee"),
        creator=query.get("creator"),
        of_type=query.get("type"),
        mentioned=query.get("mentioned"),
        since=fields.since(query.get("since")),
        sort=sort,
        descending=direction != "asc",
    )


def create(call: Call) -> Reply:
    """POST …/issues; without triage rights milestone, labels and assignees are dropped in silence."""
    home = found.tracker(call)
    body = json_object(call)
    title = fields.needed(body, "title")
    trusted = found.may(call, home, "triage")
    names = fields.names(body.get("labels"), "labels") or []
    logins = _logins(body) or []
    with call.site.store.transaction():
        draft = issues.Draft(
            title=title,
            body=fields.text(body, "body"),
            labels=tuple(labels.ensure(call.site, home, name) for name in names) if trusted else (),
            assignees=tuple(found.assignable(call, home, logins)) if trusted else (),
            milestone=_milestone(call, home, body.get("milestone")) if trusted else None,
        )
        made = issues.create(call.site, call.actor, home, draft)
        if trusted and "type" in body:
            made = issue_types.give(call.site, call.actor, made, _type(call, home, body))
    return answer(201, shapes.issue(call, home, made), location=call.links.issue(home, made.number))


def read(call: Call) -> Reply:
    """GET …/issues/{number}."""
    home = found.tracker(call)
    return dated(shapes.issue(call, home, found.issue(call, home)))


def edit(call: Call) -> Reply:
    """PATCH …/issues/{number}; labels and assignees replace those it has."""
    home = found.tracker(call)
    issue = found.issue(call, home)
    body = json_object(call)
    if not issues.may_edit(call.site.store, issue, call.viewer):
        raise Forbidden(found.ADMIN_RIGHTS)
    with call.site.store.transaction():
        title = fields.text(body, "title")
        issue = issues.edit(call.site, call.actor, issue, title=title, body=_body(body))
        issue = _set_state(call, issue, body)
        if found.may(call, home, "triage"):
            issue = _set_rest(call, home, issue, body)
    return answer(200, shapes.issue(call, home, issue))


def _body(body: dict[str, Any]) -> str | None:
    given = fields.text(body, "body")
    return "" if "body" in body and given is None else given


def _set_state(call: Call, issue: Issue, body: dict[str, Any]) -> Issue:
    state = fields.choice("Issue", fields.text(body, "state"), "state", ("open", "closed"))
    reason = fields.choice("Issue", fields.text(body, "state_reason"), "state_reason", _REASONS)
    if state is None or state == issue.state:
        return issue
    if state == "open":
        return issues.reopen(call.site, call.actor, issue)
    return issues.close(call.site, call.actor, issue, "completed" if reason in (None, "reopened") else reason)


def _set_rest(call: Call, home: Repository, issue: Issue, body: dict[str, Any]) -> Issue:
    site, actor, store = call.site, call.actor, call.site.store
    if "milestone" in body:
        issue = issues.put_in(site, actor, issue, _milestone(call, home, body["milestone"]))
    names = fields.names(body.get("labels"), "labels")
    if names is not None:
        wanted = [labels.ensure(site, home, name) for name in names]
        gone = [one for one in labels.of_issue(store, issue.id) if one not in wanted]
        issue = issues.label(site, actor, issue, wanted, gone)
    logins = _logins(body)
    if logins is not None:
        people = found.assignable(call, home, logins)
        left = [one for one in issues.assignees(store, issue) if one not in people]
        issue = issues.assign(site, actor, issue, people, left)
    return issue_types.give(site, actor, issue, _type(call, home, body)) if "type" in body else issue


def _type(call: Call, home: Repository, body: dict[str, Any]) -> IssueType | None:
    given = body["type"]
    name = given.get("name") if isinstance(given, dict) else fields.text(body, "type")
    return issue_types.named(call.site, home, name)


def _logins(body: dict[str, Any]) -> list[str] | None:
    single = fields.text(body, "assignee")
    if "assignees" not in body and single is not None:
        return [single] if single else []
    return fields.names(body.get("assignees"), "assignees")


def _milestone(call: Call, home: Repository, value: Any) -> Milestone | None:
    if value is None or value == "":
        return None
    number = int(value) if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()) else 0
    known = milestones.by_number(call.site.store, home, number)
    if known is None:
        shown = value if isinstance(value, str | int) else None
        raise Invalid(Fault("Issue", "milestone", "invalid", "Milestone is invalid", value=shown))
    return known


def lock(call: Call) -> Reply:
    """PUT …/issues/{number}/lock."""
    home = found.tracker(call)
    found.need(call, home, "write")
    reason = fields.choice("Issue", fields.text(json_object(call), "lock_reason"), "lock_reason", _LOCKS)
    issues.lock(call.site, call.actor, found.issue(call, home), locked=True, reason=reason)
    return Reply(204)


def unlock(call: Call) -> Reply:
    """DELETE …/issues/{number}/lock."""
    home = found.tracker(call)
    found.need(call, home, "write")
    issues.lock(call.site, call.actor, found.issue(call, home), locked=False)
    return Reply(204)
