"""Workflows of GitHub Actions, their runs, rules of branches: who may read them, and what they leave out."""

from typing import Any

import pytest

from tests.sandbox.client import REPO, Client

PATH = ".github/workflows/nightly.yml"


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
