"""What hangs on an issue in REST: its labels, its assignees, its comments."""

from typing import Any

from roadmap_sync.sandbox import comments, issues, labels, people
from roadmap_sync.sandbox.access import json_object, json_value
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.dressing import dated
from roadmap_sync.sandbox.refusals import Forbidden, Missing
from roadmap_sync.sandbox.rest import fields, found, paging, shapes
from roadmap_sync.sandbox.rows import Comment, Issue, Label, Repository


def list_labels(call: Call) -> Reply:
    """GET …/issues/{number}/labels."""
    home = found.tracker(call)
    given = labels.of_issue(call.site.store, found.issue(call, home).id)
    return paging.of_list(call, home, given, lambda one: shapes.label(call, home, one))


def add_labels(call: Call) -> Reply:
    """POST …/issues/{number}/labels."""
    home, issue = _triaged(call)
    with call.site.store.transaction():
        issues.label(call.site, call.actor, issue, _wanted(call, home), [])
    return _labels(call, home, issue)


def set_labels(call: Call) -> Reply:
    """PUT …/issues/{number}/labels."""
    home, issue = _triaged(call)
    with call.site.store.transaction():
        wanted = _wanted(call, home)
        gone = [one for one in labels.of_issue(call.site.store, issue.id) if one not in wanted]
        issues.label(call.site, call.actor, issue, wanted, gone)
    return _labels(call, home, issue)


def clear_labels(call: Call) -> Reply:
    """DELETE …/issues/{number}/labels."""
    _, issue = _triaged(call)
    issues.label(call.site, call.actor, issue, [], labels.of_issue(call.site.store, issue.id))
    return Reply(204)


def remove_label(call: Call) -> Reply:
    """DELETE …/issues/{number}/labels/{name}."""
    home, issue = _triaged(call)
    label = labels.by_name(call.site.store, home, call.params["name"])
    if label is None or label not in labels.of_issue(call.site.store, issue.id):
        raise Missing("Label does not exist")
    issues.label(call.site, call.actor, issue, [], [label])
    return _labels(call, home, issue)


def add_assignees(call: Call) -> Reply:
    """POST …/issues/{number}/assignees; those who cannot be assigned are ignored."""
    home, issue = _triaged(call)
    chosen = [one for one in _accounts(call) if people.may(call.site.store, home, one, "triage")]
    issue = issues.assign(call.site, call.actor, issue, chosen, [])
    return answer(201, shapes.issue(call, home, issue))


def remove_assignees(call: Call) -> Reply:
    """DELETE …/issues/{number}/assignees."""
    home, issue = _triaged(call)
    issue = issues.assign(call.site, call.actor, issue, [], _accounts(call))
    return answer(200, shapes.issue(call, home, issue))


def list_comments(call: Call) -> Reply:
    """GET …/issues/{number}/comments."""
    home = found.tracker(call)
    said = _since(call, comments.of_issue(call.site.store, found.issue(call, home).id))
    return paging.of_list(call, home, said, lambda one: shapes.comment(call, home, one))


def all_comments(call: Call) -> Reply:
    """GET …/issues/comments: those of the whole repository, by id in the order they were made."""
    home = found.tracker(call)
    said = comments.of_repository(call.site.store, home.id)
    shown = _since(call, said)
    by = fields.choice("Comment", call.query.get("sort"), "sort", ("created", "updated"))
    falling = by is not None and call.query.get("direction", "desc") == "desc"
    if by:  # without it, the direction is ignored
        shown.sort(key=lambda one: one.updated_at if by == "updated" else one.created_at)
    return paging.of_list(
        call, home, shown[::-1] if falling else shown, lambda one: shapes.comment(call, home, one)
    )


def _since(call: Call, said: list[Comment]) -> list[Comment]:
    """Those that were changed since the moment the query names."""
    since = fields.since(call.query.get("since"))
    return [one for one in said if not since or one.updated_at >= since]


def add_comment(call: Call) -> Reply:
    """POST …/issues/{number}/comments."""
    home = found.tracker(call)
    issue = found.issue(call, home)
    made = comments.add(call.site, call.actor, issue, fields.needed(json_object(call), "body"))
    shown = shapes.comment(call, home, made)
    return answer(201, shown, location=shown["url"])


def read_comment(call: Call) -> Reply:
    """GET …/issues/comments/{id}."""
    home = found.tracker(call)
    return dated(shapes.comment(call, home, _comment(call, home)))


def edit_comment(call: Call) -> Reply:
    """PATCH …/issues/comments/{id}."""
    home = found.tracker(call)
    made = comments.edit(call.site, _own(call, home), fields.needed(json_object(call), "body"))
    return answer(200, shapes.comment(call, home, made))


def delete_comment(call: Call) -> Reply:
    """DELETE …/issues/comments/{id}."""
    comments.delete(call.site, _own(call, found.tracker(call)))
    return Reply(204)


def _triaged(call: Call) -> tuple[Repository, Issue]:
    home = found.tracker(call)
    issue = found.issue(call, home)
    found.need(call, home, "triage")
    return home, issue


def _wanted(call: Call, home: Repository) -> list[Label]:
    """The labels in the body, which is an object or, as older clients send it, the bare list."""
    given = json_value(call)
    names = fields.names(given.get("labels") if isinstance(given, dict) else given, "labels") or []
    return [labels.ensure(call.site, home, name) for name in names]


def _labels(call: Call, home: Repository, issue: Issue) -> Reply:
    return answer(200, [shapes.label(call, home, one) for one in labels.of_issue(call.site.store, issue.id)])


def _accounts(call: Call) -> list[Any]:
    logins = fields.names(json_object(call).get("assignees"), "assignees") or []
    known = [people.by_login(call.site.store, login) for login in logins]
    return [one for one in known if one]


def _comment(call: Call, home: Repository) -> Comment:
    made = comments.by_id(call.site.store, call.params["id"])
    if made is None or issues.by_id(call.site.store, made.issue_id).repository_id != home.id:
        raise Missing
    return made


def _own(call: Call, home: Repository) -> Comment:
    made = _comment(call, home)
    about = issues.by_id(call.site.store, made.issue_id)
    if not comments.may_edit(call.site.store, made, about, call.viewer):
        raise Forbidden(found.ADMIN_RIGHTS)
    return made
