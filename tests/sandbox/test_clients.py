"""Clients that nobody here wrote."""

import socket
from collections.abc import Iterator

import pytest
import requests

from github import Auth, Github, GithubException
from roadmap_sync.sandbox import Running
from tests.sandbox.client import REPO, Client


@pytest.fixture
def github(running: Running) -> Iterator[Github]:
    client = Github(
        auth=Auth.Token("anything"),
        base_url=running.url,
        retry=None,
        seconds_between_requests=None,
        seconds_between_writes=None,
    )
    yield client
    client.close()


def test_a_day_with_pygithub(github: Github) -> None:
    assert github.get_user().login == "acme"
    repository = github.get_repo("acme/widgets")
    label = repository.create_label("area: io", "0e8a16", "Reads and writes")
    milestone = repository.create_milestone("v1", state="open", description="First")
    issue = repository.create_issue("Read", body="Text", labels=[label], milestone=milestone, assignee="acme")
    assert [one.name for one in issue.labels] == ["area: io"]
    assert issue.milestone.title == "v1"
    issue.edit(title="Read it", state="closed", state_reason="not_planned")
    issue.add_to_labels("bug")
    issue.create_comment("Done?")
    issue.edit(milestone=None)
    again = repository.get_issue(1)
    assert (again.title, again.state_reason, again.milestone, again.comments) == (
        "Read it",
        "not_planned",
        None,
        1,
    )
    assert [one.body for one in again.get_comments()] == ["Done?"]
    assert [one.event for one in again.get_events()][-1] == "demilestoned"
    milestone.edit("v1", state="closed")
    assert [one.title for one in repository.get_milestones(state="closed")] == ["v1"]
    again.edit(state="open")
    assert again.state_reason == "reopened"


def test_pygithub_walks_the_pages(github: Github) -> None:
    repository = github.get_repo("acme/widgets")
    for number in range(7):
        repository.create_issue(f"Issue {number}")
    github.per_page = 3
    found = repository.get_issues(state="all", direction="asc")
    assert [issue.number for issue in found] == list(range(1, 8))
    assert found.totalCount == 7


def test_pygithub_writes_files(github: Github) -> None:
    repository = github.get_repo("acme/widgets")
    made = repository.create_file("docs/a.md", "Add", "one\n")
    repository.update_file("docs/a.md", "Change", "two\n", made["content"].sha)
    assert repository.get_contents("docs/a.md").decoded_content == b"two\n"
    assert [one.commit.message for one in repository.get_commits(path="docs/a.md")] == ["Change", "Add"]
    assert repository.get_branch("main").commit.sha == repository.get_git_ref("heads/main").object.sha


def test_pygithub_names_the_refusals(github: Github) -> None:
    with pytest.raises(GithubException) as missing:
        github.get_repo("acme/nothing")
    assert (missing.value.status, missing.value.data["message"]) == (404, "Not Found")


def test_an_older_enterprise_prefix_is_understood(running: Running) -> None:
    client = Github(auth=Auth.Token("x"), base_url=f"{running.url}/api/v3", retry=None)
    assert client.get_repo("acme/widgets").url == f"{running.url}/api/v3/repos/acme/widgets"
    client.close()


def test_asked_as_a_proxy_it_answers_for_the_host_in_the_target(owner: Client, running: Running) -> None:
    owner.issue()
    with requests.Session() as session:
        session.trust_env = False
        session.proxies = {"http": running.url}
        session.headers["authorization"] = "token x"
        issue = session.get(f"http://api.github.localhost{REPO}/issues/1", timeout=10).json()
        asked = session.post(
            "http://api.github.localhost/graphql", json={"query": "{viewer {login}}"}, timeout=10
        )
    assert issue["url"] == f"http://api.github.localhost{REPO}/issues/1"
    assert issue["html_url"] == "http://github.localhost/acme/widgets/issues/1"
    assert asked.json() == {"data": {"viewer": {"login": "acme"}}}


def test_it_listens_on_loopback_only(running: Running) -> None:
    port = int(running.url.rpartition(":")[2])
    outside = socket.gethostbyname(socket.gethostname())
    if outside.startswith("127."):
        pytest.skip("this machine has no other address")
    with pytest.raises(ConnectionRefusedError), socket.create_connection((outside, port), timeout=1):
        pass
