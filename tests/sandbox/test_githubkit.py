"""REST judged by githubkit, whose models are generated from GitHub's own OpenAPI description.

Each call parses its reply strictly: a key that is missing or of another type raises.
"""

import os
import warnings
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from roadmap_sync.sandbox import Running
from tests.sandbox.board import STATUS, Board
from tests.sandbox.client import Client

_AT = ("acme", "widgets")


@pytest.fixture
def rest(running: Running) -> Iterator[Any]:
    """githubkit's REST client at this sandbox, without cache and retries."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from githubkit import GitHub

            client = GitHub(
                "anything", base_url=running.url, http_cache=False, auto_retry=False, trust_env=False
            )
            yield client.rest
    except ImportError:
        reason = "githubkit is not installed"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


def _parsed(*calls: Callable[[], Any]) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [call().parsed_data for call in calls]


def test_issues_are_as_described(rest: Any) -> None:
    issues = rest.issues
    (made,) = _parsed(
        lambda: issues.create(*_AT, title="One", body="Text", labels=["bug"], assignees=["acme"])
    )
    _parsed(
        lambda: issues.list_events(*_AT, 1),  # the description has no word for closed and reopened
        lambda: issues.create_milestone(*_AT, title="v1", due_on="2026-03-31T12:00:00Z"),
        lambda: issues.update(*_AT, 1, title="Two", milestone=1, state="closed", state_reason="not_planned"),
        lambda: issues.update(*_AT, 1, state="open"),
        lambda: issues.get(*_AT, 1),
        lambda: issues.list_for_repo(*_AT, state="all"),
        lambda: issues.create_comment(*_AT, 1, body="Hello"),
        lambda: issues.list_comments(*_AT, 1),
        lambda: issues.list_comments_for_repo(*_AT),
        lambda: issues.add_assignees(*_AT, 1, assignees=["colleague"]),
        lambda: issues.remove_assignees(*_AT, 1, assignees=["colleague"]),
        lambda: issues.add_labels(*_AT, 1, labels=["more"]),
        lambda: issues.list_labels_on_issue(*_AT, 1),
        lambda: issues.remove_label(*_AT, 1, "more"),
        lambda: rest.reactions.create_for_issue(*_AT, 1, content="heart"),
        lambda: rest.reactions.list_for_issue(*_AT, 1),
        lambda: rest.search.issues_and_pull_requests(q="repo:acme/widgets is:issue"),
    )
    assert made.title == "One"


def test_labels_milestones_and_people_are_as_described(rest: Any) -> None:
    issues = rest.issues
    _parsed(
        lambda: issues.create_label(*_AT, name="bug", color="d73a4a", description="Broken"),
        lambda: issues.get_label(*_AT, "bug"),
        lambda: issues.update_label(*_AT, "bug", new_name="defect"),
        lambda: issues.list_labels_for_repo(*_AT),
        lambda: issues.create_milestone(*_AT, title="v1"),
        lambda: issues.update_milestone(*_AT, 1, state="closed"),
        lambda: issues.get_milestone(*_AT, 1),
        lambda: issues.list_milestones(*_AT, state="all"),
        lambda: issues.list_labels_for_milestone(*_AT, 1),
        lambda: issues.list_assignees(*_AT),
        lambda: rest.repos.list_collaborators(*_AT),
        lambda: rest.repos.get_collaborator_permission_level(*_AT, "colleague"),
        lambda: rest.users.get_authenticated(),
        lambda: rest.users.get_by_username("colleague"),
        lambda: rest.rate_limit.get(),
        lambda: rest.meta.root(),
        lambda: rest.meta.get(),
        lambda: rest.repos.get(*_AT),
    )


def test_families_and_dependencies_are_as_described(rest: Any) -> None:
    issues = rest.issues
    one, two, three = (_parsed(lambda: issues.create(*_AT, title="x"))[0].id for _ in range(3))
    assert one
    _parsed(
        lambda: issues.add_sub_issue(*_AT, 1, sub_issue_id=two),
        lambda: issues.add_sub_issue(*_AT, 1, sub_issue_id=three),
        lambda: issues.reprioritize_sub_issue(*_AT, 1, sub_issue_id=two, after_id=three),
        lambda: issues.list_sub_issues(*_AT, 1),
        lambda: issues.get_parent(*_AT, 2),
        lambda: issues.remove_sub_issue(*_AT, 1, sub_issue_id=two),
        lambda: issues.add_blocked_by_dependency(*_AT, 1, issue_id=two),
        lambda: issues.list_dependencies_blocked_by(*_AT, 1),
        lambda: issues.list_dependencies_blocking(*_AT, 2),
        lambda: issues.remove_dependency_blocked_by(*_AT, 1, two),
        lambda: issues.get(*_AT, 3),
    )


def test_files_and_pull_requests_are_as_described(rest: Any) -> None:
    repos, content = rest.repos, b64encode(b"# Plan\n").decode()
    _parsed(
        lambda: repos.create_or_update_file_contents(*_AT, "R.md", message="Add", content=content),
        lambda: repos.get_content(*_AT, "R.md"),
        lambda: repos.list_commits(*_AT),
        lambda: repos.get_commit(*_AT, "main"),
        lambda: repos.list_branches(*_AT),
        lambda: repos.get_branch(*_AT, "main"),
        lambda: rest.git.get_ref(*_AT, "heads/main"),
        lambda: rest.pulls.create(*_AT, title="Topic", head="topic", base="main"),
        lambda: rest.pulls.list(*_AT),
        lambda: rest.pulls.get(*_AT, 1),
        lambda: rest.issues.list_for_repo(*_AT),
    )


@pytest.mark.parametrize("kind", ["User", "Organization"])
def test_projects_are_as_described(rest: Any, owner: Client, kind: str) -> None:
    owner.send("PUT", "/_sandbox/owner", type=kind)
    board, issue = Board(owner), owner.issue("One")
    board.field("Sprint", "ITERATION", iterationConfiguration={
        "startDate": "2999-03-04", "duration": 7,
        "iterations": [{"title": "S1", "startDate": "2999-03-04", "duration": 7}],
    })  # fmt: skip
    board.do(
        "createProjectV2StatusUpdate", "statusUpdate {id}", projectId=board.id, body="Fine", status="ON_TRACK"
    )
    root = f"/{'orgs' if kind == 'Organization' else 'users'}/acme/projectsV2"
    fields = {one["name"]: one["id"] for one in owner.get(f"{root}/1/fields")}
    item = owner.send("POST", f"{root}/1/items", type="Issue", id=issue["id"])["id"]
    values = [{"id": fields["Status"], "value": STATUS["Done"]}]
    every = ",".join(str(one) for one in fields.values())
    projects, at = rest.projects, ("acme", 1)
    if kind == "Organization":
        calls: list[Callable[[], Any]] = [
            lambda: projects.list_for_org("acme"),
            lambda: projects.get_for_org(1, "acme"),
            lambda: projects.list_fields_for_org(1, "acme"),
            lambda: projects.get_field_for_org(1, fields["Sprint"], "acme"),
            lambda: projects.create_draft_item_for_org(*at, title="Idea"),
            lambda: projects.list_items_for_org(1, "acme", fields=every),
            lambda: projects.update_item_for_org(1, "acme", item, fields=values),
        ]
    else:
        calls = [
            lambda: projects.list_for_user("acme"),
            lambda: projects.get_for_user(1, "acme"),
            lambda: projects.list_fields_for_user(1, "acme"),
            lambda: projects.get_field_for_user(1, fields["Sprint"], "acme"),
            lambda: projects.list_items_for_user(1, "acme", fields=every),
            lambda: projects.update_item_for_user(1, "acme", item, fields=values),
        ]
    _parsed(*calls)


def test_organizations_and_types_are_as_described(rest: Any, owner: Client) -> None:
    owner.send("PUT", "/_sandbox/owner", type="Organization")
    made = _parsed(
        lambda: rest.orgs.get("acme"),
        lambda: rest.orgs.create_issue_type("acme", name="Epic", is_enabled=True),
        lambda: rest.orgs.list_issue_types("acme"),
        lambda: rest.issues.create(*_AT, title="One", type="Epic"),
    )
    assert made[3].type.name == "Epic"


def test_refusals_are_as_described(rest: Any) -> None:
    from githubkit.exception import RequestFailed

    for call, status in (
        (lambda: rest.issues.get(*_AT, 9), 404),
        (lambda: rest.issues.create(*_AT, title=""), 422),
        (lambda: rest.issues.update(*_AT, 9, title="x"), 404),
    ):
        with pytest.raises(RequestFailed) as refused:
            _parsed(call)
        assert refused.value.response.status_code == status
        assert refused.value.response.parsed_data.message
