"""The REST door: GitHub's paths, each with its handler."""

from roadmap_sync.sandbox import access
from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.rest import content, issues, labels, milestones, parts, people, pulls, repository
from roadmap_sync.sandbox.routing import Handler, Table

_REPO = "/repos/{owner}/{repo}"
_ISSUE = "/issues/{number:int}"
_BELOW: list[tuple[str, str, Handler]] = [
    ("GET", "", repository.read),
    ("PATCH", "", repository.edit),
    ("GET", "/issues", issues.list_of),
    ("POST", "/issues", issues.create),
    ("GET", "/issues/comments/{id:int}", parts.read_comment),
    ("PATCH", "/issues/comments/{id:int}", parts.edit_comment),
    ("DELETE", "/issues/comments/{id:int}", parts.delete_comment),
    ("GET", _ISSUE, issues.read),
    ("PATCH", _ISSUE, issues.edit),
    ("PUT", f"{_ISSUE}/lock", issues.lock),
    ("DELETE", f"{_ISSUE}/lock", issues.unlock),
    ("GET", f"{_ISSUE}/events", issues.events),
    ("GET", f"{_ISSUE}/comments", parts.list_comments),
    ("POST", f"{_ISSUE}/comments", parts.add_comment),
    ("GET", f"{_ISSUE}/labels", parts.list_labels),
    ("POST", f"{_ISSUE}/labels", parts.add_labels),
    ("PUT", f"{_ISSUE}/labels", parts.set_labels),
    ("DELETE", f"{_ISSUE}/labels", parts.clear_labels),
    ("DELETE", f"{_ISSUE}/labels/{{name:path}}", parts.remove_label),
    ("POST", f"{_ISSUE}/assignees", parts.add_assignees),
    ("DELETE", f"{_ISSUE}/assignees", parts.remove_assignees),
    ("GET", "/pulls", pulls.list_of),
    ("POST", "/pulls", pulls.create),
    ("GET", "/pulls/{number:int}", pulls.read),
    ("GET", "/labels", labels.list_of),
    ("POST", "/labels", labels.create),
    ("GET", "/labels/{name:path}", labels.read),
    ("PATCH", "/labels/{name:path}", labels.edit),
    ("DELETE", "/labels/{name:path}", labels.delete),
    ("GET", "/milestones", milestones.list_of),
    ("POST", "/milestones", milestones.create),
    ("GET", "/milestones/{number:int}", milestones.read),
    ("PATCH", "/milestones/{number:int}", milestones.edit),
    ("DELETE", "/milestones/{number:int}", milestones.delete),
    ("GET", "/milestones/{number:int}/labels", milestones.list_labels),
    ("GET", "/assignees", people.assignees),
    ("GET", "/assignees/{login}", people.assignee),
    ("GET", "/collaborators", people.collaborators),
    ("GET", "/collaborators/{login}/permission", people.permission),
    ("GET", "/contents", content.read),
    ("GET", "/contents/{path:path}", content.read),
    ("PUT", "/contents/{path:path}", content.write),
    ("DELETE", "/contents/{path:path}", content.delete),
    ("GET", "/commits", content.commits),
    ("GET", "/commits/{ref:path}", content.commit),
    ("GET", "/branches", content.branches),
    ("GET", "/branches/{branch:path}", content.branch),
    ("GET", "/git/ref/{ref:path}", content.git_ref),
    ("GET", "/git/refs/{ref:path}", content.git_ref),
]
_TABLE = Table(
    [
        ("GET", "/", repository.root),
        ("GET", "/meta", repository.meta),
        ("GET", "/user", people.viewer),
        ("GET", "/users/{login}", people.user),
        ("GET", "/rate_limit", people.rate_limit),
        *((method, _REPO + path, handler) for method, path, handler in _BELOW),
    ]
)


def answer(call: Call) -> Reply:
    """Answer a request under a path of the REST API."""
    return access.answered(call, "core", _answer)


def _answer(call: Call) -> Reply:
    match = _TABLE.find(call.method, call.path)
    if match is None:
        if call.method not in ("GET", "HEAD"):
            access.authenticate(call)
        return access.not_found()
    handler, call.params = match
    return handler(call)
