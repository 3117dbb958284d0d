"""What sets a workflow off, by GitHub's own examples of payloads."""

from __future__ import annotations

import pytest

from roadmap_sync.jobs.events import ACTIONS, Event, Known, idle
from tests.contract.schema import payloads

KNOWN = Known((ACTIONS,), "roadmap", ("# Roadmap\n\n- [ ] Read the file (#1)\n",))
OURS = f"Update the roadmap from GitHub\n\nRoadmap-Sync: {'ab' * 32}"


@pytest.mark.parametrize("name", ["push", "issues", "milestone", "pull_request", "workflow_dispatch"])
def test_every_example_is_understood(name: str):
    for payload in payloads(name):
        idle(Event(name, payload), KNOWN)


def test_people_send_events():
    assert {Event("issues", one).sender for one in payloads("issues")} <= {"Codertocat", "octocat"}
    assert all(Event("issues", one).subject()["number"] for one in payloads("issues"))


def test_an_issue_that_a_document_links_concerns_us():
    linked = [one for one in payloads("issues") if one["issue"]["number"] == 1]
    assert linked
    assert all(idle(Event("issues", one), KNOWN) == "" for one in linked)


def test_other_issues_do_not():
    unlinked = Known(KNOWN.accounts, "roadmap", ("# Roadmap\n",))
    assert all("no document links it" in idle(Event("issues", one), unlinked) for one in payloads("issues"))


def test_a_label_that_is_taken_away_concerns_us():
    for one in payloads("issues"):
        if one["action"] == "unlabeled":
            label = one["label"]["name"]
            assert idle(Event("issues", one), Known((), label, ("# Roadmap\n",))) == ""


@pytest.mark.parametrize("name", ["issues", "milestone"])
def test_our_own_events_are_idle(name: str):
    for one in payloads(name):
        sent = {**one, "sender": {"login": ACTIONS}}
        assert "this workflow itself" in idle(Event(name, sent), KNOWN)


def test_pull_requests_are_known_by_number():
    assert all(Event("pull_request", one).pull == one["number"] for one in payloads("pull_request"))


COMMITS = {
    "made directly": (OURS, True),
    "merged by hand": (f"Merge pull request #3 from acme/roadmap-sync/update\n\n{OURS}", False),
    "squashed": (f"Update the roadmap from GitHub (#3)\n\nRoadmap-Sync: {'ab' * 32}", False),
    "by a person": ("Write the roadmap", False),
    "about us": ("Explain\n\nRoadmap-Sync: what it does", False),
}


@pytest.mark.parametrize("name", COMMITS)
def test_a_push_of_our_own_commit_is_idle(name: str):
    message, ours = COMMITS[name]
    for one in payloads("push"):
        pushed = {**one, "head_commit": {"message": message}}
        assert bool(idle(Event("push", pushed), KNOWN)) == ours


def test_a_push_that_deletes_a_branch_has_no_commit():
    assert any(one["head_commit"] is None for one in payloads("push"))
    assert all(idle(Event("push", {**one, "head_commit": None}), KNOWN) == "" for one in payloads("push"))
