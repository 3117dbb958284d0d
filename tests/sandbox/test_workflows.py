"""The workflows of a board: they write after the request that set them off, and can be switched."""

from typing import Any

import pytest

from tests.sandbox.board import Board
from tests.sandbox.client import REPO, Client


@pytest.fixture
def board(owner: Client) -> Board:
    return Board(owner)


def _switch(owner: Client, **workflows: Any) -> None:
    owner.send("PUT", "/_sandbox/projects/acme/1/workflows", **workflows)


def test_closing_moves_the_card_to_done_after_the_reply(board: Board, owner: Client) -> None:
    item = board.add(owner.issue()["node_id"])
    board.move(item, "In Progress")
    query = """mutation($i: ID!) {closeIssue(input: {issueId: $i}) {issue {
        state projectItems(first: 1) {nodes {
        fieldValueByName(name: "Status") {... on ProjectV2ItemFieldSingleSelectValue {name}}}}}}}"""
    told = owner.data(query, i=owner.get(f"{REPO}/issues/1")["node_id"])["closeIssue"]["issue"]
    assert told == {
        "state": "CLOSED",
        "projectItems": {"nodes": [{"fieldValueByName": {"name": "In Progress"}}]},
    }
    assert board.status(item) == "Done"


def test_a_status_set_after_closing_can_be_overwritten_by_a_slow_workflow(
    board: Board, owner: Client
) -> None:
    item = board.add(owner.issue()["node_id"])
    status = board.fields()["Status"]
    owner.send("PUT", "/_sandbox/workflows", lag=2)
    owner.send("PATCH", f"{REPO}/issues/1", state="closed", state_reason="not_planned")
    board.set(item, status, singleSelectOptionId="f75ad846")
    assert board.status(item) == "Todo"
    assert board.status(item) == "Done"


def test_done_closes_the_issue_as_its_workflow_says(board: Board, owner: Client) -> None:
    item = board.add(owner.issue()["node_id"])
    board.move(item, "Done")
    issue = owner.get(f"{REPO}/issues/1")
    assert (issue["state"], issue["state_reason"]) == ("closed", "completed")
    assert issue["closed_by"]["login"] == "github-project-automation"
    _switch(owner, **{"Auto-close issue": False})
    owner.send("PATCH", f"{REPO}/issues/1", state="open")
    board.move(item, "Todo")
    board.move(item, "Done")
    assert owner.get(f"{REPO}/issues/1")["state"] == "open"


@pytest.mark.parametrize("by", ["the workflow", "hand"])
def test_an_issue_that_is_closed_already_keeps_its_reason_on_done(
    board: Board, owner: Client, by: str
) -> None:
    """Else every issue that is not planned would be completed: the one workflow sets off the other."""
    item = board.add(owner.issue()["node_id"])
    _switch(owner, **{"Item closed": by == "the workflow"})
    owner.send("PATCH", f"{REPO}/issues/1", state="closed", state_reason="not_planned")
    if by == "hand":
        board.move(item, "Done")
    assert board.status(item) == "Done"
    assert owner.get(f"{REPO}/issues/1")["state_reason"] == "not_planned"


def test_reopening_and_adding_move_the_card_when_they_are_switched_on(board: Board, owner: Client) -> None:
    first = board.add(owner.issue()["node_id"])
    assert board.status(first) is None
    _switch(owner, **{"Item added to project": True, "Item reopened": {"enabled": True, "status": "Todo"}})
    second = board.add(owner.issue()["node_id"])
    assert board.status(second) == "Todo"
    owner.send("PATCH", f"{REPO}/issues/1", state="closed")
    assert board.status(first) == "Done"
    owner.send("PATCH", f"{REPO}/issues/1", state="open")
    assert board.status(first) == "Todo"


def test_new_issues_of_a_linked_repository_are_added_when_that_is_on(
    board: Board, owner: Client, repository_id: str
) -> None:
    board.do("linkProjectV2ToRepository", "repository {id}", projectId=board.id, repositoryId=repository_id)
    owner.issue("Before")
    _switch(owner, **{"Auto-add to project": True})
    owner.issue("After")
    assert [one["content"]["title"] for one in board.items()] == ["After"]


def test_a_closed_project_rests_and_a_workflow_can_be_deleted(board: Board, owner: Client) -> None:
    item = board.add(owner.issue()["node_id"])
    board.do("updateProjectV2", "projectV2 {closed}", projectId=board.id, closed=True)
    owner.send("PATCH", f"{REPO}/issues/1", state="closed")
    assert board.status(item) is None
    board.do("updateProjectV2", "projectV2 {closed}", projectId=board.id, closed=False)
    found = board.read("workflow(number: 1) {id name enabled}")["workflow"]
    assert (found["name"], found["enabled"]) == ("Item closed", True)
    board.do("deleteProjectV2Workflow", "deletedWorkflowId", workflowId=found["id"])
    owner.send("PATCH", f"{REPO}/issues/1", state="open")
    owner.send("PATCH", f"{REPO}/issues/1", state="closed")
    assert board.status(item) is None
    assert owner.call("PUT", "/_sandbox/projects/acme/1/workflows", {"Nap": True}).status_code == 422
