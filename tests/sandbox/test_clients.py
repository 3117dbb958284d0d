"""Clients that nobody here wrote."""

import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime

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


def test_pygithub_breaks_work_down(github: Github) -> None:
    repository = github.get_repo("acme/widgets")
    epic, *parts = (repository.create_issue(title) for title in ("Epic", "First", "Second", "Third"))
    for part in parts:
        epic.add_sub_issue(part)
    assert [one.title for one in epic.get_sub_issues()] == ["First", "Second", "Third"]
    epic.prioritize_sub_issue(parts[2], None)
    assert [one.title for one in epic.get_sub_issues()] == ["Third", "First", "Second"]
    epic.remove_sub_issue(parts[1])
    parts[0].edit(state="closed")
    epic.update()
    assert (epic.sub_issues_summary.total, epic.sub_issues_summary.completed) == (2, 1)
    with pytest.raises(GithubException) as taken:
        epic.add_sub_issue(parts[0])
    assert taken.value.status == 422
    parts[2].add_blocked_by(parts[0])
    assert [one.number for one in parts[2].get_blocked_by()] == [parts[0].number]
    assert [one.number for one in parts[0].get_blocking()] == [parts[2].number]
    parts[2].remove_blocked_by(parts[0])
    assert list(parts[2].get_blocked_by()) == []


def test_pygithub_sorts_labels_milestones_and_people(github: Github) -> None:
    repository = github.get_repo("acme/widgets")
    bug, _ = (repository.create_label(name, "d73a4a") for name in ("bug", "area: io/net"))
    bug.edit("defect", "0e8a16", description="It is broken")
    assert [one.name for one in repository.get_labels()] == ["area: io/net", "defect"]
    first, _ = (repository.create_milestone(title) for title in ("v1", "v2"))
    first.edit("v1.0", due_on=date(2026, 3, 31))
    for title in ("A", "B"):
        repository.create_issue(title, labels=["defect"], milestone=first, assignees=["colleague"])
    wanted = repository.get_issues(milestone=first, labels=["defect"], assignee="colleague", state="all")
    assert sorted(one.title for one in wanted) == ["A", "B"]
    issue = repository.get_issue(1)
    issue.set_labels("area: io/net", "new")
    issue.remove_from_labels("new")
    assert [one.name for one in issue.get_labels()] == ["area: io/net"]
    issue.remove_from_assignees("colleague")
    issue.lock("resolved")
    issue.unlock()
    reaction = issue.create_reaction("heart")
    assert issue.get_reactions()[0].content == "heart"
    issue.delete_reaction(reaction.id)
    said = issue.create_comment("Hello")
    said.edit("Hello!")
    assert issue.get_comment(said.id).body == "Hello!"
    said.delete()
    assert (issue.update(), issue.comments) == (True, 0)
    assert issue.update() is False
    found = github.search_issues("repo:acme/widgets label:defect B")
    assert (found.totalCount, found[0].title) == (1, "B")
    repository.get_label("defect").delete()
    first.delete()
    assert repository.get_issue(2).milestone is None


def test_pygithub_looks_back(github: Github) -> None:
    """Lists by conditions, timelines and lazy objects, as reports use them."""
    repository = github.get_repo("acme/widgets")
    first, second = (repository.create_issue(title, body="Text") for title in ("One", "Two"))
    second.create_comment("See #1").create_reaction("heart")
    long_ago, never = datetime(2020, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)
    every = repository.get_issues(since=long_ago, sort="updated", direction="asc", state="all")
    assert [one.number for one in every] == [1, 2]
    assert list(repository.get_issues(since=never)) == []
    assert [one.event for one in first.get_timeline()] == ["cross-referenced"]
    assert first.get_timeline()[0].source.issue.number == 2
    assert [one.body for one in repository.get_issues_comments(sort="updated", since=long_ago)] == ["See #1"]
    first.edit(state="closed")
    assert {one.event for one in repository.get_issues_events()} == {"closed"}
    found = github.search_issues("Text", repo="acme/widgets", state="open", sort="created", order="asc")
    assert [one.number for one in found] == [2]
    assert [one.full_name for one in github.search_repositories("widg")] == ["acme/widgets"]
    assert github.get_repo(repository.id).full_name == "acme/widgets"
    again = repository.get_issue(1)
    assert again.last_modified_datetime == again.updated_at
    lazy = Github(base_url=github.requester.base_url, auth=Auth.Token("x"), lazy=True)
    assert lazy.get_repo("acme/widgets").get_issue(1).title == "One"
    lazy.close()


def test_pygithub_follows_a_pull_request(github: Github, owner: Client) -> None:
    repository, sha = github.get_repo("acme/widgets"), owner.branch("topic")
    repository.create_issue("Read")
    pull = repository.create_pull(base="main", head="topic", title="Change", body="Closes #1", draft=True)
    assert (pull.draft, pull.additions, pull.changed_files, pull.commits) == (True, 0, 1, 1)
    assert [(one.filename, one.status) for one in pull.get_files()] == [("topic.md", "added")]
    pull.create_review_request(reviewers=["colleague"])
    assert [one.login for one in pull.get_review_requests()[0]] == ["colleague"]
    assert pull.create_review(body="Hm", event="COMMENT").state == "COMMENTED"
    assert [one.body for one in pull.get_reviews()] == ["Hm"]
    commit = repository.get_commit(sha)
    commit.create_status("success", context="plan")
    assert (commit.get_combined_status().state, commit.get_statuses()[0].context) == ("success", "plan")
    assert [one.number for one in commit.get_pulls()] == [pull.number]
    assert repository.compare("main", "topic").ahead_by == 1
    repository.create_git_ref("refs/tags/v1", sha)
    assert [(one.name, one.commit.sha) for one in repository.get_tags()] == [("v1", sha)]
    repository.replace_topics(["roadmap"])
    assert (repository.get_topics(), list(repository.get_releases())) == (["roadmap"], [])
    with pytest.raises(GithubException) as refused:
        pull.merge()
    assert refused.value.status == 405
    pull.mark_ready_for_review()
    pull.merge()
    assert repository.get_issue(1).state == "closed"


def test_pygithub_asks_to_pull(github: Github, owner: Client) -> None:
    repository, sha = github.get_repo("acme/widgets"), owner.branch("topic")
    repository.create_git_ref("refs/heads/other", sha).delete()
    pull = repository.create_pull(base="main", head="topic", title="Change", body="Text")
    pull.edit(title="Changed")
    assert [one.title for one in repository.get_pulls(head="acme:topic")] == ["Changed"]
    assert pull.as_issue().pull_request is not None
    assert pull.merge().merged is True
    assert repository.get_branch("main").commit.sha == repository.get_pull(1).merge_commit_sha
    tree = repository.get_git_tree("main", recursive=True).tree
    assert [one.path for one in tree] == ["README.md", "topic.md"]


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
