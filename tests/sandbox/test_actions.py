"""Workflows of GitHub Actions, their runs, and what may be read of them; shapes judged by githubkit."""

import warnings
from typing import Any

import pytest

from roadmap_sync.sandbox import Running
from tests.sandbox.client import REPO, Client

PATH = ".github/workflows/nightly.yml"
AT = ("acme", "widgets")


@pytest.fixture
def nightly(owner: Client) -> None:
    owner.send("PUT", f"{REPO}/contents/{PATH}", message="Nightly", content="b246IHB1c2gK")
    owner.send("PUT", "/_sandbox/actions/workflows", path=PATH, state="disabled_inactivity")
    for event, when in (("schedule", "2026-03-01T03:00:00Z"), ("push", "2026-03-02T03:00:00Z")):
        owner.send("POST", "/_sandbox/actions/runs", path=PATH, event=event, created_at=when)


@pytest.mark.usefixtures("nightly")
def test_workflows_runs_and_rules_are_as_described(running: Running, owner: Client) -> None:
    githubkit = pytest.importorskip("githubkit")
    owner.send("PUT", "/_sandbox/branches/main", rule="pull-request")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client = githubkit.GitHub(
            "anything", base_url=running.url, http_cache=False, auto_retry=False, trust_env=False
        )
        rest = client.rest
        (one,) = rest.actions.list_repo_workflows(*AT).parsed_data.workflows
        (run,) = rest.actions.list_workflow_runs(*AT, one.id, event="schedule").parsed_data.workflow_runs
        allowed = rest.actions.get_github_actions_default_workflow_permissions_repository(*AT).parsed_data
        (rule,) = rest.repos.get_branch_rules(*AT, "main").parsed_data
        branch = rest.repos.get_branch(*AT, "main").parsed_data
    assert (one.path, one.state) == (PATH, "disabled_inactivity")
    assert (run.event, run.created_at.day) == ("schedule", 1)
    assert allowed.can_approve_pull_request_reviews
    assert (rule.type, branch.protected) == ("pull_request", True)


def test_rules_of_classic_protection_are_in_no_list(owner: Client) -> None:
    owner.send("PUT", f"{REPO}/contents/{PATH}", message="Nightly", content="b246IHB1c2gK")
    owner.send("PUT", "/_sandbox/branches/main", rule="pull-request", classic=True)
    assert owner.get(f"{REPO}/rules/branches/main") == []
    assert owner.get(f"{REPO}/branches/main")["protected"] is True


@pytest.mark.parametrize(
    ("token", "path", "status"),
    [
        ({"role": "write"}, "/actions/permissions/workflow", 403),
        ({"role": "write", "kind": "actions"}, "/actions/permissions/workflow", 403),
        ({"role": "write", "kind": "actions", "scopes": ["issues=write"]}, "/actions/workflows", 403),
        ({"role": "read"}, "/actions/workflows", 200),
    ],
)
def test_what_a_token_may_not_read_is_refused(
    person: Any, token: dict[str, Any], path: str, status: int
) -> None:
    assert person("ada", **token).call("GET", REPO + path).status_code == status


def test_replies_are_dated_by_the_clock_here(owner: Client) -> None:
    owner.send("POST", "/_sandbox/clock", now="2026-03-01T09:00:00Z")
    assert owner.call("GET", "/rate_limit").headers["date"] == "Sun, 01 Mar 2026 09:00:00 GMT"
