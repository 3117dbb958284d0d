"""REST judged by githubkit, whose models are generated from GitHub's own OpenAPI description.

Each call parses its reply strictly: a key that is missing or of another type raises. The days below visit
every route of the sandbox; one that is added without being judged fails the test.
"""

import os
import warnings
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import compile_path

from roadmap_sync.sandbox import Options, Running, rest, start
from tests.sandbox.board import STATUS, Board
from tests.sandbox.client import REPO, Client
from tests.sandbox.keys import pair

_AT = ("acme", "widgets")
_UNDESCRIBED = {
    ("GET", "/repos/{owner}/{repo}/contents"): "answers like contents/, which is described",
    ("GET", "/zen"): "is plain text",
    ("GET", "/repos/{owner}/{repo}/git/refs"): "answers like git/matching-refs/, which is described",
    (
        "GET",
        "/repos/{owner}/{repo}/statuses/{ref:path}",
    ): "answers like commits/…/statuses, which is described",
    ("GET", "/repos/{owner}/{repo}/commits/{ref:path}/check-suites"): "is only ever refused",
    ("GET", "/repos/{owner}/{repo}/branches/{branch:path}/protection"): "is only ever refused",
    ("GET", "/repos/{owner}/{repo}/git/refs/{ref:path}"): "answers like git/ref/…, which is described",
}
_ROUTES = [(method, path, compile_path(path)[0]) for method, path in rest.routes()]


class Judge:
    """githubkit at a sandbox; it notes the routes whose replies it could parse."""

    def __init__(self, url: str, token: Any = "anything") -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from githubkit import GitHub

            self._client = GitHub(token, base_url=url, http_cache=False, auto_retry=False, trust_env=False)
            self.rest: Any = self._client.rest
        self.seen: set[tuple[str, str]] = set()

    def __call__(self, *calls: Callable[[], Any]) -> Any:
        """What the last call answered, as githubkit understands it; None for an empty reply."""
        parsed = None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for call in calls:
                reply = call()
                empty = reply.status_code == 204
                assert not (empty and reply.content)
                parsed = None if empty else reply.parsed_data
                self.seen.add(_route(reply.raw_request.method, reply.raw_request.url.path))
        return parsed


def _route(method: str, path: str) -> tuple[str, str]:
    return next((way, at) for way, at, pattern in _ROUTES if way == method and pattern.match(path))


def _judge(url: str) -> Judge:
    try:
        return Judge(url)
    except ImportError:
        reason = "githubkit is not installed"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


@pytest.fixture
def judge(running: Running) -> Judge:
    return _judge(running.url)


def _issues(judge: Judge, owner: Client) -> None:
    issues, reactions = judge.rest.issues, judge.rest.reactions
    made = judge(
        lambda: issues.create(*_AT, title="One", body="Text", labels=["bug"], assignees=["colleague"])
    )
    assert made.title == "One"
    here = (*_AT, made.number)
    judge(
        lambda: issues.list_events(*here),  # the description has no word for closed and reopened
        lambda: issues.list_events_for_repo(*_AT),
        lambda: issues.get_event(*_AT, owner.get(f"{REPO}/issues/events")[0]["id"]),
        lambda: issues.list(filter_="all"),
        lambda: issues.list_for_authenticated_user(filter_="all"),
        lambda: issues.create_milestone(*_AT, title="v1", due_on="2026-03-31T12:00:00Z"),
        lambda: issues.update(*here, title="Two", milestone=1, state="closed", state_reason="not_planned"),
        lambda: issues.update(*here, state="open"),
        lambda: issues.get(*here),
        lambda: issues.list_for_repo(*_AT, state="all"),
        lambda: issues.add_assignees(*here, assignees=["colleague"]),
        lambda: issues.check_user_can_be_assigned_to_issue(*here, "colleague"),
        lambda: issues.remove_assignees(*here, assignees=["colleague"]),
        lambda: issues.add_labels(*here, labels=["more"]),
        lambda: issues.set_labels(*here, labels=["more", "bug"]),
        lambda: issues.list_labels_on_issue(*here),
        lambda: issues.remove_label(*here, "more"),
        lambda: issues.remove_all_labels(*here),
        lambda: issues.lock(*here, lock_reason="resolved"),
        lambda: issues.unlock(*here),
        lambda: judge.rest.search.issues_and_pull_requests(q="repo:acme/widgets is:issue"),
    )
    said = judge(lambda: issues.create_comment(*here, body="Hello")).id
    judge(
        lambda: issues.get_comment(*_AT, said),
        lambda: issues.update_comment(*_AT, said, body="Hello!"),
        lambda: issues.list_comments(*here),
        lambda: issues.list_comments_for_repo(*_AT),
        lambda: issues.list_events_for_timeline(*here),
    )
    loved = judge(lambda: reactions.create_for_issue(*here, content="heart")).id
    praised = judge(lambda: reactions.create_for_issue_comment(*_AT, said, content="+1")).id
    judge(
        lambda: reactions.list_for_issue(*here),
        lambda: reactions.list_for_issue_comment(*_AT, said),
        lambda: reactions.delete_for_issue(*here, loved),
        lambda: reactions.delete_for_issue_comment(*_AT, said, praised),
        lambda: issues.delete_comment(*_AT, said),
    )


def _labels_and_milestones(judge: Judge, owner: Client) -> None:
    issues = judge.rest.issues
    judge(lambda: issues.create_label(*_AT, name="slow", color="d73a4a", description="It takes time"))
    mark = judge(lambda: issues.create_milestone(*_AT, title="v2")).number
    judge(
        lambda: issues.get_label(*_AT, "slow"),
        lambda: issues.update_label(*_AT, "slow", new_name="fast"),
        lambda: issues.list_labels_for_repo(*_AT),
        lambda: issues.delete_label(*_AT, "fast"),
        lambda: issues.create(*_AT, title="In it", milestone=mark, labels=["bug"]),
        lambda: issues.update_milestone(*_AT, mark, state="closed"),
        lambda: issues.get_milestone(*_AT, mark),
        lambda: issues.list_milestones(*_AT, state="all"),
        lambda: issues.list_labels_for_milestone(*_AT, mark),
        lambda: issues.delete_milestone(*_AT, mark),
    )


def _people_and_repository(judge: Judge, owner: Client) -> None:
    repos, users = judge.rest.repos, judge.rest.users
    judge(
        lambda: judge.rest.issues.list_assignees(*_AT),
        lambda: judge.rest.issues.check_user_can_be_assigned(*_AT, "colleague"),
        lambda: repos.list_collaborators(*_AT),
        lambda: repos.check_collaborator(*_AT, "colleague"),
        lambda: repos.get_collaborator_permission_level(*_AT, "colleague"),
        lambda: users.get_authenticated(),
        lambda: users.get_by_username("colleague"),
        lambda: judge.rest.rate_limit.get(),
        lambda: judge.rest.meta.root(),
        lambda: judge.rest.meta.get(),
        lambda: repos.get(*_AT),
        lambda: repos.update(*_AT, description="Widgets"),
        lambda: repos.list_issue_types(*_AT),
        lambda: repos.list_for_authenticated_user(),
        lambda: repos.list_for_user("acme"),
        lambda: repos.replace_all_topics(*_AT, names=["plan"]),
        lambda: repos.get_all_topics(*_AT),
        lambda: repos.list_languages(*_AT),
        lambda: repos.list_contributors(*_AT),
        lambda: users.list(),
        lambda: users.get_by_id(owner.get("/user")["id"]),
        lambda: judge.rest.orgs.list(),
        lambda: judge.rest.orgs.list_for_authenticated_user(),
        lambda: judge.rest.orgs.list_for_user("colleague"),
        lambda: judge.rest.meta.get_all_versions(),
        lambda: judge.rest.search.repos(q="widgets"),
        lambda: judge.rest.search.users(q="colleague"),
        lambda: judge.rest.search.labels(q="bug", repository_id=owner.get(REPO)["id"]),
        lambda: repos.create_for_authenticated_user(name="gadgets", description="More of them"),
    )


def _families(judge: Judge, owner: Client) -> None:
    issues = judge.rest.issues
    one, two, three = (judge(lambda: issues.create(*_AT, title="x")) for _ in range(3))
    here = (*_AT, one.number)
    judge(
        lambda: issues.add_sub_issue(*here, sub_issue_id=two.id),
        lambda: issues.add_sub_issue(*here, sub_issue_id=three.id),
        lambda: issues.reprioritize_sub_issue(*here, sub_issue_id=two.id, after_id=three.id),
        lambda: issues.list_sub_issues(*here),
        lambda: issues.get_parent(*_AT, two.number),
        lambda: issues.remove_sub_issue(*here, sub_issue_id=two.id),
        lambda: issues.add_blocked_by_dependency(*here, issue_id=two.id),
        lambda: issues.list_dependencies_blocked_by(*here),
        lambda: issues.list_dependencies_blocking(*_AT, two.number),
        lambda: issues.remove_dependency_blocked_by(*here, two.id),
        lambda: issues.get(*_AT, three.number),
    )


def _files(judge: Judge, owner: Client) -> None:
    repos, git, content = judge.rest.repos, judge.rest.git, b64encode(b"# Plan\n").decode()
    sha = owner.branch("topic")
    made = judge(
        lambda: repos.create_or_update_file_contents(*_AT, "docs/R.md", message="Add", content=content)
    )
    leaf: Any = {"path": "a.md", "mode": "100644", "type": "blob", "content": "A"}
    judge(
        lambda: repos.get_content(*_AT, "docs/R.md"),
        lambda: repos.get_content(*_AT, ""),
        lambda: repos.get_readme(*_AT),
        lambda: repos.list_commits(*_AT),
        lambda: repos.get_commit(*_AT, "main"),
        lambda: repos.list_branches(*_AT),
        lambda: repos.get_branch(*_AT, "main"),
        lambda: git.create_ref(*_AT, ref="refs/heads/other", sha=made.commit.sha),
        lambda: git.get_ref(*_AT, "heads/other"),
        lambda: git.list_matching_refs(*_AT, "heads/"),
        lambda: git.get_commit(*_AT, sha),
        lambda: git.update_ref(*_AT, "heads/other", sha=sha, force=True),
        lambda: git.delete_ref(*_AT, "heads/other"),
        lambda: git.create_blob(*_AT, content="# Plan\n"),
        lambda: git.create_tree(*_AT, base_tree=sha, tree=[leaf]),
        lambda: git.create_commit(*_AT, message="Put", tree=made.commit.tree.sha, parents=[sha]),
        lambda: git.get_tree(*_AT, made.commit.sha, recursive="1"),
        lambda: git.get_blob(*_AT, made.content.sha),
        lambda: repos.create_commit_status(*_AT, sha, state="success", context="ci"),
        lambda: repos.list_commit_statuses_for_ref(*_AT, sha),
        lambda: repos.get_combined_status_for_ref(*_AT, "topic"),
        lambda: repos.compare_commits(*_AT, "main...topic"),
    )
    tag = judge(lambda: git.create_tag(*_AT, tag="v1", message="One", object_=sha, type="commit")).sha
    judge(
        lambda: git.get_tag(*_AT, tag),
        lambda: git.create_ref(*_AT, ref="refs/tags/v1", sha=tag),
        lambda: repos.list_tags(*_AT),
        lambda: repos.delete_file(*_AT, "docs/R.md", message="Remove", sha=made.content.sha),
    )


def _pull_requests_and_checks(judge: Judge, owner: Client) -> None:
    pulls, checks, repos = judge.rest.pulls, judge.rest.checks, judge.rest.repos
    sha = owner.branch("change", "change.md")
    here = (*_AT, judge(lambda: pulls.create(*_AT, title="Change", head="change", base="main")).number)
    judge(
        lambda: pulls.list(*_AT),
        lambda: pulls.update(*here, title="Changed"),
        lambda: pulls.get(*here),
        lambda: judge.rest.issues.list_for_repo(*_AT),
    )
    owner.send("POST", "/_sandbox/tokens", token="robot", login="colleague", kind="app")
    owner.send("POST", "/_sandbox/accounts", login="colleague", role="write")
    app = Judge(owner.url, "robot")
    robot, reviewer = app.rest.checks, app.rest.pulls
    run = judge(lambda: robot.create(*_AT, name="plan", head_sha=sha, status="in_progress")).id
    owner.send("PUT", f"{REPO}/contents/other.md", message="Meanwhile", content="")
    output = {"title": "Plan", "summary": "Two", "text": "More"}
    judge(
        lambda: robot.update(*_AT, run, conclusion="neutral", output=output),
        lambda: checks.get(*_AT, run),
        lambda: checks.list_for_ref(*_AT, "change"),
        lambda: pulls.list_commits(*here),
        lambda: pulls.list_files(*here),
        lambda: repos.list_pull_requests_associated_with_commit(*_AT, sha),
        lambda: pulls.request_reviewers(*here, reviewers=["colleague"]),
        lambda: pulls.list_requested_reviewers(*here),
        lambda: pulls.remove_requested_reviewers(*here, reviewers=["colleague"]),
        lambda: pulls.list_reviews(*here),
        lambda: pulls.list_review_comments(*here),
        lambda: pulls.get_review(*here, judge(lambda: reviewer.create_review(*here, event="APPROVE")).id),
        lambda: pulls.update_branch(*here),
        lambda: pulls.merge(*here),
        lambda: pulls.check_if_merged(*here),
    )


def _what_there_is_none_of(judge: Judge, owner: Client) -> None:
    repos, activity, actions = judge.rest.repos, judge.rest.activity, judge.rest.actions
    judge(
        lambda: repos.list_releases(*_AT),
        lambda: repos.list_forks(*_AT),
        lambda: repos.list_deployments(*_AT),
        lambda: repos.list_commit_comments_for_repo(*_AT),
        lambda: repos.list_comments_for_commit(*_AT, "main"),
        lambda: repos.list_teams(*_AT),
        lambda: repos.list_webhooks(*_AT),
        lambda: repos.list_deploy_keys(*_AT),
        lambda: repos.list_invitations(*_AT),
        lambda: repos.get_all_environments(*_AT),
        lambda: judge.rest.pulls.list_review_comments_for_repo(*_AT),
        lambda: activity.list_stargazers_for_repo(*_AT),
        lambda: activity.list_watchers_for_repo(*_AT),
        lambda: activity.list_notifications_for_authenticated_user(),
        lambda: activity.list_repos_starred_by_authenticated_user(),
        lambda: activity.list_repos_starred_by_user("acme"),
        lambda: activity.list_watched_repos_for_authenticated_user(),
        lambda: activity.list_repos_watched_by_user("acme"),
        lambda: actions.list_artifacts_for_repo(*_AT),
        lambda: actions.list_repo_secrets(*_AT),
        lambda: actions.list_repo_variables(*_AT),
        lambda: judge.rest.gists.list(),
        lambda: judge.rest.gists.list_for_user("acme"),
        lambda: judge.rest.users.list_followers_for_authenticated_user(),
        lambda: judge.rest.users.list_followers_for_user("acme"),
        lambda: judge.rest.users.list_followed_by_authenticated_user(),
        lambda: judge.rest.users.list_following_for_user("acme"),
    )


def _projects(judge: Judge, owner: Client) -> None:
    board, issue, draft = Board(owner), owner.issue("One"), owner.issue("Two")
    board.do(
        "createProjectV2StatusUpdate", "statusUpdate {id}", projectId=board.id, body="Fine", status="ON_TRACK"
    )
    projects, account = judge.rest.projects, owner.get("/users/acme")
    kind = "org" if account["type"] == "Organization" else "user"
    at = (board.number, "acme") if kind == "org" else ("acme", board.number)

    def way(verb: str) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(projects, verb.replace("*", kind))
        return found

    iterations = {"start_date": "2999-03-04", "duration": 7}
    judge(
        lambda: way("add_field_for_*")(*at, name="Notes", data_type="text"),
        lambda: way("add_field_for_*")(
            *at, name="Sprint", data_type="iteration", iteration_configuration=iterations
        ),
        lambda: way("list_for_*")("acme"),
        lambda: way("get_for_*")(board.number, "acme"),
        lambda: way("list_fields_for_*")(board.number, "acme"),
    )
    root = f"/{kind}s/acme/projectsV2/{board.number}"
    fields = {one["name"]: one["id"] for one in owner.get(f"{root}/fields")}
    every = ",".join(str(one) for one in fields.values())
    values = [{"id": fields["Status"], "value": STATUS["Done"]}]
    item = owner.send("POST", f"{root}/items", type="Issue", id=issue["id"])["id"]
    adding = ("acme", board.number)
    judge(
        lambda: way("get_field_for_*")(board.number, fields["Sprint"], "acme"),
        lambda: way("add_item_for_*")(*adding, type="Issue", id=draft["id"]),
        lambda: way("list_items_for_*")(board.number, "acme", fields=every),
        lambda: way("get_*_item")(board.number, "acme", item, fields=every),
        lambda: way("update_item_for_*")(board.number, "acme", item, fields=values),
        lambda: way("delete_item_for_*")(board.number, "acme", item),
    )
    if kind == "org":
        judge(lambda: projects.create_draft_item_for_org("acme", board.number, title="Idea"))
    else:
        key = str(account["id"])
        judge(lambda: projects.create_draft_item_for_authenticated_user(key, board.number, title="Idea"))


def _organization(judge: Judge, owner: Client) -> None:
    orgs = judge.rest.orgs
    made = judge(lambda: orgs.create_issue_type("acme", name="Epic", is_enabled=True))
    judge(
        lambda: orgs.get("acme"),
        lambda: orgs.list_members("acme"),
        lambda: judge.rest.repos.create_in_org("acme", name="tools"),
        lambda: orgs.list_issue_types("acme"),
        lambda: judge.rest.repos.list_for_org("acme"),
        lambda: judge.rest.issues.list_for_org("acme", filter_="all"),
        lambda: orgs.update_issue_type("acme", made.id, name="Saga", is_enabled=True),
    )
    typed = judge(lambda: judge.rest.issues.create(*_AT, title="One", type="Saga"))
    assert typed.type.name == "Saga"
    judge(lambda: orgs.delete_issue_type("acme", made.id))


def _actions(judge: Judge, owner: Client) -> None:
    path, actions, repos = ".github/workflows/nightly.yml", judge.rest.actions, judge.rest.repos
    known = owner.send("PUT", "/_sandbox/actions/workflows", path=path, state="disabled_inactivity")["id"]
    for event in ("schedule", "push"):
        owner.send("POST", "/_sandbox/actions/runs", path=path, event=event)
    owner.send("PUT", "/_sandbox/branches/release", rule="pull-request")
    workflow = judge(lambda: actions.list_repo_workflows(*_AT)).workflows[0]
    runs = judge(
        lambda: actions.get_workflow(*_AT, known),
        lambda: actions.get_github_actions_default_workflow_permissions_repository(*_AT),
        lambda: actions.list_workflow_runs_for_repo(*_AT),
        lambda: actions.list_workflow_runs(*_AT, known, event="schedule"),
    ).workflow_runs
    assert (workflow.path, workflow.state) == (path, "disabled_inactivity")
    owner.send("PUT", "/_sandbox/actions/workflows", path=path, state="active")
    judge(lambda: actions.create_workflow_dispatch(*_AT, "nightly.yml", ref="main"))
    assert [run.event for run in runs] == ["schedule"]
    assert [rule.type for rule in judge(lambda: repos.get_branch_rules(*_AT, "release"))] == ["pull_request"]


def _apps(judge: Judge, owner: Client) -> None:
    from githubkit import AppAuthStrategy

    body = {"slug": "helper", "public_key": pair()[1], "permissions": {"issues": "write"}}
    known = owner.send("POST", "/_sandbox/apps", id=4711, **body)["installation_id"]
    app = Judge(owner.url, AppAuthStrategy(4711, pair()[0]))
    organization = owner.get("/users/acme")["type"] == "Organization"
    apps = app.rest.apps
    token = app(
        lambda: apps.get_authenticated(),
        lambda: apps.get_repo_installation(*_AT),
        lambda: (apps.get_org_installation if organization else apps.get_user_installation)("acme"),
        lambda: apps.list_installations(),
        lambda: apps.get_installation(known),
        lambda: apps.create_installation_access_token(known),
    ).token
    judge.seen |= app.seen
    helper = Judge(owner.url, token)
    reached = helper(lambda: helper.rest.apps.list_repos_accessible_to_installation())
    assert [one.name for one in reached.repositories] == ["widgets"]
    judge.seen |= helper.seen
    assert helper(lambda: helper.rest.issues.create(*_AT, title="By an app")).user.login == "helper[bot]"


_DAYS = (
    _apps,
    _issues,
    _labels_and_milestones,
    _people_and_repository,
    _families,
    _files,
    _actions,
    _pull_requests_and_checks,
    _what_there_is_none_of,
    _projects,
)


@pytest.fixture
def judges(tmp_path: Path) -> Iterator[list[tuple[Judge, Client]]]:
    """One at the sandbox of a user, one at that of an organization."""
    user, organization = (
        Options(tmp_path / f"{kind}.db", "acme/widgets", organization=kind) for kind in (False, True)
    )
    with start(user) as first, start(organization) as second:
        clients = [Client(one.url) for one in (first, second)]
        yield [(_judge(client.url), client) for client in clients]
        for client in clients:
            client.session.close()


def test_every_reply_of_every_route_is_as_described(judges: list[tuple[Judge, Client]]) -> None:
    for day in _DAYS:
        day(*judges[0])
    for day in (_apps, _issues, _people_and_repository, _projects, _organization):
        day(*judges[1])
    seen = set().union(*(judge.seen for judge, _ in judges))
    assert set(rest.routes()) - seen == _UNDESCRIBED.keys()


def test_what_is_not_described_answers_like_what_is(owner: Client) -> None:
    owner.branch("topic")
    found = [owner.get(f"{REPO}/git/{word}/heads/topic") for word in ("ref", "refs")]
    assert found[0] == found[1]
    found = [owner.get(f"{REPO}/git/{path}") for path in ("refs", "matching-refs/")]
    assert found[0] == found[1]
    owner.send("POST", f"{REPO}/statuses/{owner.branch('other')}", state="success")
    found = [owner.get(f"{REPO}/{path}") for path in ("statuses/other", "commits/other/statuses")]
    assert found[0] == found[1]
    found = [owner.get(f"{REPO}/contents{slash}") for slash in ("", "/")]
    assert found[0] == found[1]


def test_refusals_are_as_described(judge: Judge) -> None:
    from githubkit.exception import RequestFailed

    issues, repos = judge.rest.issues, judge.rest.repos
    for call, status in (
        (lambda: issues.get(*_AT, 9), 404),
        (lambda: issues.create(*_AT, title=""), 422),
        (lambda: issues.update(*_AT, 9, title="x"), 404),
        (lambda: issues.create_label(*_AT, name="x" * 51, color="ffffff"), 422),
        (lambda: repos.list_commits(*_AT), 409),
        (lambda: judge.rest.checks.create(*_AT, name="plan", head_sha="0" * 40), 403),
    ):
        with pytest.raises(RequestFailed) as refused:
            judge(call)
        assert refused.value.response.status_code == status
        if status not in (403,):  # for which the description has no body here
            assert refused.value.response.parsed_data.message
