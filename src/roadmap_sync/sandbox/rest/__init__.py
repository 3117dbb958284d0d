"""The REST door: GitHub's paths, each with its handler."""

from roadmap_sync.sandbox import access, limited
from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.rest import (
    across,
    actions,
    apps,
    checks,
    content,
    git_data,
    git_making,
    happened,
    issues,
    labels,
    linked,
    milestones,
    parts,
    people,
    project_items,
    projects,
    pulls,
    reactions,
    repository,
    search,
    types,
)
from roadmap_sync.sandbox.routing import Handler, Table

_REPO = "/repos/{owner}/{repo}"
_ISSUE = "/issues/{number:int}"
_BELOW: list[tuple[str, str, Handler]] = [
    ("GET", "", repository.read),
    ("GET", "/installation", apps.of_repository),
    ("GET", "/actions/permissions/workflow", actions.permissions),
    ("GET", "/actions/runs", actions.all_runs),
    ("GET", "/actions/workflows", actions.workflows),
    ("GET", "/actions/workflows/{name}", actions.workflow),
    ("GET", "/actions/workflows/{name}/runs", actions.runs),
    ("POST", "/actions/workflows/{name}/dispatches", actions.dispatch),
    ("GET", "/rules/branches/{branch:path}", actions.rules),
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
    ("GET", "/issues/events", happened.of_repository),
    ("GET", "/issues/events/{id:int}", happened.read),
    ("GET", f"{_ISSUE}/events", happened.of_issue),
    ("GET", f"{_ISSUE}/timeline", happened.timeline),
    ("GET", f"{_ISSUE}/comments", parts.list_comments),
    ("POST", f"{_ISSUE}/comments", parts.add_comment),
    ("GET", f"{_ISSUE}/sub_issues", linked.list_sub_issues),
    ("POST", f"{_ISSUE}/sub_issues", linked.add_sub_issue),
    ("DELETE", f"{_ISSUE}/sub_issue", linked.remove_sub_issue),
    ("PATCH", f"{_ISSUE}/sub_issues/priority", linked.reprioritize),
    ("GET", f"{_ISSUE}/parent", linked.parent),
    ("GET", f"{_ISSUE}/dependencies/blocked_by", linked.list_blocked_by),
    ("POST", f"{_ISSUE}/dependencies/blocked_by", linked.block),
    ("DELETE", f"{_ISSUE}/dependencies/blocked_by/{{id:int}}", linked.unblock),
    ("GET", f"{_ISSUE}/dependencies/blocking", linked.list_blocking),
    ("GET", f"{_ISSUE}/reactions", reactions.of_issue),
    ("POST", f"{_ISSUE}/reactions", reactions.to_issue),
    ("DELETE", f"{_ISSUE}/reactions/{{id:int}}", reactions.from_issue),
    ("GET", "/issues/comments/{comment:int}/reactions", reactions.of_comment),
    ("POST", "/issues/comments/{comment:int}/reactions", reactions.to_comment),
    ("DELETE", "/issues/comments/{comment:int}/reactions/{id:int}", reactions.from_comment),
    ("GET", "/issues/comments", parts.all_comments),
    ("GET", "/issue-types", types.of_repository),
    ("GET", f"{_ISSUE}/labels", parts.list_labels),
    ("POST", f"{_ISSUE}/labels", parts.add_labels),
    ("PUT", f"{_ISSUE}/labels", parts.set_labels),
    ("DELETE", f"{_ISSUE}/labels", parts.clear_labels),
    ("DELETE", f"{_ISSUE}/labels/{{name:path}}", parts.remove_label),
    ("GET", f"{_ISSUE}/assignees/{{login}}", people.assignee_of_issue),
    ("POST", f"{_ISSUE}/assignees", parts.add_assignees),
    ("DELETE", f"{_ISSUE}/assignees", parts.remove_assignees),
    ("GET", "/pulls", pulls.list_of),
    ("POST", "/pulls", pulls.create),
    ("GET", "/pulls/{number:int}", pulls.read),
    ("PATCH", "/pulls/{number:int}", pulls.edit),
    ("GET", "/pulls/{number:int}/commits", pulls.commits),
    ("GET", "/pulls/{number:int}/merge", pulls.is_merged),
    ("PUT", "/pulls/{number:int}/merge", pulls.merge),
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
    ("GET", "/collaborators/{login}", people.collaborator),
    ("GET", "/collaborators/{login}/permission", people.permission),
    ("GET", "/readme", content.readme),
    ("GET", "/contents", content.read),
    ("GET", "/contents/{path:path}", content.read),
    ("PUT", "/contents/{path:path}", content.write),
    ("DELETE", "/contents/{path:path}", content.delete),
    ("GET", "/commits", content.commits),
    ("GET", "/commits/{ref:path}/check-runs", checks.of_commit),
    ("GET", "/commits/{ref:path}", content.commit),
    ("POST", "/check-runs", checks.create),
    ("GET", "/check-runs/{id:int}", checks.read),
    ("PATCH", "/check-runs/{id:int}", checks.edit),
    ("GET", "/branches", content.branches),
    ("GET", "/branches/{branch:path}", content.branch),
    ("GET", "/git/ref/{ref:path}", git_data.read_ref),
    ("GET", "/git/refs/{ref:path}", git_data.read_ref),
    ("POST", "/git/refs", git_data.create_ref),
    ("PATCH", "/git/refs/{ref:path}", git_data.update_ref),
    ("DELETE", "/git/refs/{ref:path}", git_data.delete_ref),
    ("GET", "/git/matching-refs/{ref:path}", git_data.matching),
    ("POST", "/git/blobs", git_making.blob),
    ("POST", "/git/trees", git_making.tree),
    ("POST", "/git/commits", git_making.commit),
    ("GET", "/git/commits/{sha}", git_making.read_commit),
    ("GET", "/git/trees/{sha:path}", git_data.tree),
    ("GET", "/git/blobs/{sha}", git_data.blob),
]
_PROJECTS: list[tuple[str, str, Handler]] = [
    ("GET", "", projects.list_of),
    ("GET", "/{number:int}", projects.read),
    ("GET", "/{number:int}/fields", projects.list_fields),
    ("POST", "/{number:int}/fields", projects.add_field),
    ("GET", "/{number:int}/fields/{id:int}", projects.read_field),
    ("GET", "/{number:int}/items", project_items.list_of),
    ("POST", "/{number:int}/items", project_items.add),
    ("GET", "/{number:int}/items/{id:int}", project_items.read),
    ("PATCH", "/{number:int}/items/{id:int}", project_items.edit),
    ("DELETE", "/{number:int}/items/{id:int}", project_items.delete),
]
_TABLE = Table(
    [
        ("GET", "/", repository.root),
        ("GET", "/meta", repository.meta),
        ("GET", "/user", people.viewer),
        ("GET", "/issues", across.my_issues),
        ("GET", "/user/issues", across.my_issues),
        ("GET", "/user/repos", across.my_repositories),
        ("GET", "/users/{owner}/repos", across.repositories_of),
        ("GET", "/orgs/{owner}/repos", across.repositories_of),
        ("GET", "/orgs/{owner}/issues", across.issues_of_organization),
        ("GET", "/app", apps.read),
        ("GET", "/app/installations", apps.installations),
        ("GET", "/installation/repositories", apps.repositories_of),
        ("GET", "/users/{owner}/installation", apps.of_account),
        ("GET", "/orgs/{owner}/installation", apps.of_account),
        ("GET", "/app/installations/{id:int}", apps.installation),
        ("POST", "/app/installations/{id:int}/access_tokens", apps.hand_out),
        ("GET", "/users/{login}", people.user),
        ("GET", "/rate_limit", people.rate_limit),
        ("GET", "/search/issues", search.issues),
        ("GET", "/orgs/{owner}", people.organization),
        ("GET", "/orgs/{owner}/issue-types", types.of_organization),
        ("POST", "/orgs/{owner}/issue-types", types.create),
        ("PUT", "/orgs/{owner}/issue-types/{id:int}", types.edit),
        ("DELETE", "/orgs/{owner}/issue-types/{id:int}", types.delete),
        ("POST", "/user/{user_id:int}/projectsV2/{number:int}/drafts", project_items.draft),
        ("POST", "/orgs/{owner}/projectsV2/{number:int}/drafts", project_items.draft),
        *(
            (method, f"/{root}/{{owner}}/projectsV2{path}", handler)
            for root in ("orgs", "users")
            for method, path, handler in _PROJECTS
        ),
        *((method, _REPO + path, handler) for method, path, handler in _BELOW),
    ]
)


def routes() -> list[tuple[str, str]]:
    """Method and path of every route, in the order they are tried."""
    return _TABLE.routes


def answer(call: Call) -> Reply:
    """Answer a request under a path of the REST API."""
    return access.answered(call, limited.resource(call), _answer)


def _answer(call: Call) -> Reply:
    if call.method == "OPTIONS":
        return Reply(204, headers={"access-control-allow-methods": "GET, POST, PATCH, PUT, DELETE"})
    match = _TABLE.find(call.method, call.path)
    if match is None:
        if call.method not in ("GET", "HEAD"):
            access.authenticate(call)
        return access.not_found()
    handler, call.params = match
    return handler(call)
