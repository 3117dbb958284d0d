"""Sub-issues and dependencies in REST; the ids in bodies and paths are database ids, never numbers."""

from roadmap_sync.sandbox import dependencies, repositories, subissues
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rest import fields, found, paging, shapes
from roadmap_sync.sandbox.rows import Issue, Repository


def list_sub_issues(call: Call) -> Reply:
    """GET …/issues/{number}/sub_issues."""
    home = found.tracker(call)
    return _list(call, home, subissues.of(call.site.store, found.issue(call, home)))


def parent(call: Call) -> Reply:
    """GET …/issues/{number}/parent."""
    home = found.tracker(call)
    above = subissues.parent(call.site.store, found.issue(call, home))
    if above is None:
        raise Missing
    return answer(200, _with_home(call, above))


def add_sub_issue(call: Call) -> Reply:
    """POST …/issues/{number}/sub_issues; answers with the parent."""
    home, above = _triaged(call)
    body = json_object(call)
    child = found.issue_by_id(call, fields.needed_number(body, "sub_issue_id"))
    subissues.add(call.site, call.actor, above, child, replace_parent=body.get("replace_parent") is True)
    return answer(201, shapes.issue(call, home, above), location=call.links.issue(home, above.number))


def remove_sub_issue(call: Call) -> Reply:
    """DELETE …/issues/{number}/sub_issue; answers with the parent."""
    home, above = _triaged(call)
    child = found.issue_by_id(call, fields.needed_number(json_object(call), "sub_issue_id"))
    subissues.remove(call.site, call.actor, above, child)
    return answer(200, shapes.issue(call, home, above))


def reprioritize(call: Call) -> Reply:
    """PATCH …/issues/{number}/sub_issues/priority; answers with the parent."""
    home, above = _triaged(call)
    body = json_object(call)
    child = found.issue_by_id(call, fields.needed_number(body, "sub_issue_id"))
    ends = [fields.number(body, name) for name in ("after_id", "before_id")]
    after, before = (found.issue_by_id(call, end) if end is not None else None for end in ends)
    if ends == [None, None] and "after_id" in body:  # behind none: the first
        before = next((one for one in subissues.of(call.site.store, above) if one.id != child.id), child)
    subissues.reprioritize(call.site, above, child, after, before)
    return answer(200, shapes.issue(call, home, above))


def list_blocked_by(call: Call) -> Reply:
    """GET …/issues/{number}/dependencies/blocked_by."""
    home = found.tracker(call)
    return _list(call, home, dependencies.blocked_by(call.site.store, found.issue(call, home)))


def list_blocking(call: Call) -> Reply:
    """GET …/issues/{number}/dependencies/blocking."""
    home = found.tracker(call)
    return _list(call, home, dependencies.blocking(call.site.store, found.issue(call, home)))


def block(call: Call) -> Reply:
    """POST …/issues/{number}/dependencies/blocked_by; answers with the blocked issue."""
    home, issue = _triaged(call)
    blocker = found.issue_by_id(call, fields.needed_number(json_object(call), "issue_id"))
    dependencies.add(call.site, call.actor, issue, blocker)
    return answer(201, shapes.issue(call, home, issue), location=call.links.issue(home, issue.number))


def unblock(call: Call) -> Reply:
    """DELETE …/issues/{number}/dependencies/blocked_by/{id}; one that is not there is no fault."""
    home, issue = _triaged(call)
    dependencies.remove(call.site, call.actor, issue, found.issue_by_id(call, call.params["id"]))
    return answer(200, shapes.issue(call, home, issue))


def _triaged(call: Call) -> tuple[Repository, Issue]:
    home = found.tracker(call)
    issue = found.issue(call, home)
    found.need(call, home, "triage")
    return home, issue


def _list(call: Call, home: Repository, linked: list[Issue]) -> Reply:
    return paging.of_list(call, home, linked, lambda one: _with_home(call, one))


def _with_home(call: Call, issue: Issue) -> shapes.Json:
    """An issue with its repository, which may be another one."""
    home = repositories.by_id(call.site.store, issue.repository_id)
    return shapes.issue(call, home, issue) | {"repository": shapes.repository(call, home)}
