"""On every push and every night: what the Action's step does, and what lies on GitHub afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.conftest import make_desk
from tests.acceptance.desk import GitHub
from tests.acceptance.workflow import ROADMAP, Runner

BOT = "github-actions[bot]"


@pytest.fixture
def runner(github: GitHub, tmp_path: Path) -> Runner:
    desk = make_desk(github, tmp_path, clone=True)
    desk.put(ROADMAP)
    return Runner(desk, tmp_path / "runner")


def linked(runner: Runner) -> Runner:
    """The roadmap after its first run."""
    assert runner.step("push").ran.code == 0
    return runner


def test_06_04_a_push_creates_issues_and_commits_their_links(runner: Runner):
    step = runner.step("push")
    assert step.ran.code == 0, step.ran.text
    assert step.outputs["created"] == "2"
    assert step.outputs["commit-sha"] == runner.git("rev-parse", "main").strip()
    assert "| R1 | Read the file ([#1](" in runner.branch
    message = runner.git("log", "-1", "--format=%B", "main")
    assert message.startswith("Update the roadmap from GitHub\n\nRoadmap-Sync: ")
    assert "Read the file" in step.summary


def test_06_04_the_checkout_is_left_alone(runner: Runner):
    runner.step("push")
    assert runner.desk.text == ROADMAP
    assert runner.desk.run_git("status", "--porcelain").stdout == ""


def test_06_04_a_closed_issue_turns_up_in_the_document_and_the_run_after_is_empty(runner: Runner):
    linked(runner).desk.github.close(1)
    step = runner.step(
        "issues", {"action": "closed", "issue": {"number": 1, "labels": [{"name": "roadmap"}]}}
    )
    assert step.ran.code == 0, step.ran.text
    assert "| R1 | Read the file ([#1]" in runner.branch
    assert runner.branch.count("Completed") == 1
    runner.desk.github.clear_log()
    assert runner.step().outputs["changed"] == "false"
    assert [one for one in runner.desk.github.sent() if one["kind"] == "write"] == []


def test_06_04_the_tip_is_read_not_what_is_checked_out(runner: Runner):
    linked(runner).desk.github.close(1)
    assert "#1" not in runner.desk.text  # the checkout is as old as it was
    runner.step()
    assert "Completed" in runner.branch
    assert len(runner.desk.github.issues()) == 2


@pytest.mark.parametrize("rule", ["pull-request", "checks"])
def test_06_04_a_protected_branch_gets_a_pull_request_that_is_updated_in_place(runner: Runner, rule: str):
    linked(runner).desk.github.ask("PUT", "/_sandbox/branches/main", {"rule": rule})
    runner.desk.github.close(1)
    step = runner.step()
    assert step.ran.code == 0, step.ran.text
    number = int(step.outputs["pull-request-number"])
    assert "Completed" not in runner.branch
    assert "Completed" in runner.at("origin/roadmap-sync/update")
    runner.desk.github.clear_log()
    again = runner.step()
    assert int(again.outputs["pull-request-number"]) == number
    assert [one for one in runner.desk.github.sent() if one["kind"] == "write"] == []
    runner.desk.github.close(2)
    assert int(runner.step().outputs["pull-request-number"]) == number
    assert runner.at("origin/roadmap-sync/update").count("Completed") == 2
    assert len(runner.pulls()) == 1
    runner.desk.github.repo("PUT", f"/pulls/{number}/merge")
    assert runner.branch.count("Completed") == 2
    runner.desk.github.clear_log()
    assert runner.step().ran.code == 0
    assert runner.branch.count("Completed") == 2
    assert len(runner.pulls()) == 1


def test_06_04_signed_commits_are_made_by_github_itself(runner: Runner):
    runner.desk.github.ask("PUT", "/_sandbox/branches/main", {"rule": "signatures"})
    assert runner.step().outputs["commit-sha"]
    assert runner.pulls() == []


def test_06_04_where_pull_requests_are_forbidden_a_branch_and_a_link_remain(runner: Runner):
    runner.desk.github.ask("PUT", "/_sandbox/branches/main", {"rule": "pull-request"})
    runner.desk.github.ask("PUT", "/_sandbox/pulls", {"allowed": False})
    step = runner.step()
    assert step.ran.code == 2, step.ran.text
    assert "#1" in runner.at("origin/roadmap-sync/update")
    assert "/compare/main...roadmap-sync/update" in step.summary
    assert "Traceback" not in step.ran.err


def test_06_04_push_only(runner: Runner):
    runner.desk.github.ask("PUT", "/_sandbox/branches/main", {"rule": "pull-request"})
    step = runner.step(write_back="push")
    assert step.ran.code != 0
    assert runner.pulls() == []
    assert "write-back: auto" in step.ran.text


def test_06_04_write_back_none(runner: Runner):
    step = runner.step(write_back="none")
    assert runner.branch == ROADMAP
    assert len(runner.desk.github.issues()) == 2
    assert step.outputs["commit-sha"] == ""


def test_06_07_a_pull_request_that_was_closed_is_not_opened_again(runner: Runner):
    linked(runner).desk.github.ask("PUT", "/_sandbox/branches/main", {"rule": "pull-request"})
    runner.desk.github.close(1)
    number = int(runner.step().outputs["pull-request-number"])
    runner.desk.github.repo("PATCH", f"/pulls/{number}", {"state": "closed"})
    step = runner.step()
    assert step.ran.code == 4, step.ran.text  # a person said no: which side is right?
    assert len(runner.pulls()) == 1
    runner.desk.github.close(2)  # another change: it is proposed
    runner.step()
    assert len(runner.pulls()) == 2
    assert runner.at("origin/roadmap-sync/update").count("Completed") == 1


def test_06_07_a_pull_request_whose_reason_is_gone_is_closed(runner: Runner):
    linked(runner).desk.github.ask("PUT", "/_sandbox/branches/main", {"rule": "pull-request"})
    runner.desk.github.close(1)
    number = int(runner.step().outputs["pull-request-number"])
    runner.desk.github.reopen(1)
    step = runner.step()
    assert step.ran.code == 0, step.ran.text
    assert runner.desk.github.repo("GET", f"/pulls/{number}")["state"] == "closed"


IDLE = {
    "its own commit": ("push", {"head_commit": {"message": f"Update\n\nRoadmap-Sync: {'a' * 64}"}}, {}),
    "its own account": (
        "issues",
        {"sender": {"login": BOT}, "issue": {"number": 1, "labels": [{"name": "roadmap"}]}},
        {},
    ),
    "an app's own account": (
        "issues",
        {"sender": {"login": "widgets-app[bot]"}, "issue": {"number": 1, "labels": [{"name": "roadmap"}]}},
        {"account": "widgets-app[bot]"},
    ),
    "an issue of no concern": ("issues", {"issue": {"number": 99, "labels": [{"name": "bug"}]}}, {}),
}


@pytest.mark.parametrize("name", IDLE)
def test_06_07_no_storms(runner: Runner, name: str):
    event, payload, inputs = IDLE[name]
    runner.desk.github.clear_log()
    step = runner.step(event, payload, **inputs)
    assert step.ran.code == 0
    assert step.ran.out.startswith("nothing to do: ")
    assert runner.desk.github.sent() == []


def test_06_02_a_pull_request_is_planned_and_never_written(runner: Runner):
    github = linked(runner).desk.github
    runner.desk.run_git("pull", "--quiet", "origin", "main")
    runner.desk.run_git("checkout", "--quiet", "-b", "change")
    runner.desk.file.write_text(runner.desk.text.replace("| Planned | Q1", "| Done | Q1"))
    runner.desk.run_git("commit", "--quiet", "--all", "--message", "Done")
    runner.desk.run_git("push", "--quiet", "origin", "change")
    pull = github.repo("POST", "/pulls", {"title": "Done", "head": "change", "base": "main"})
    payload = {"pull_request": {"number": pull["number"]}}
    step = runner.step("pull_request", payload)
    assert step.ran.code == 0, step.ran.text
    assert github.repo("GET", "/issues/1")["state"] == "open"
    comments = github.repo("GET", f"/issues/{pull['number']}/comments")
    assert len(comments) == 1
    assert "R1" in comments[0]["body"]
    runner.step("pull_request", payload)
    assert github.repo("GET", f"/issues/{pull['number']}/comments") == comments


def test_06_04_a_local_run_commits_when_asked_to(runner: Runner):
    desk = runner.desk
    desk.file.with_name("notes.txt").write_text("not yet")
    desk.run_git("add", "notes.txt")
    ran = desk.run("sync", "--yes", "--commit")
    assert ran.code == 0, ran.text
    message = desk.run_git("show", "--no-patch", "--format=%B").stdout
    assert message.startswith("Update the roadmap from GitHub\n\nRoadmap-Sync: ")
    assert desk.run_git("show", "--name-only", "--format=").stdout.split() == ["ROADMAP.md"]
    assert desk.run_git("status", "--porcelain").stdout == "A  notes.txt\n"


def test_06_04_outside_git_nothing_can_be_committed(github: GitHub, tmp_path: Path):
    desk = make_desk(github, tmp_path, clone=False)
    desk.put(ROADMAP)
    ran = desk.run("sync", "--yes", "--commit")
    assert ran.code == 2
    assert "git did not commit" in ran.text
    assert desk.text.count("([#") == 2  # written all the same


def test_06_02_a_fork_is_commented_in_a_second_stage(runner: Runner):
    github = linked(runner).desk.github
    pull, commit = proposed(runner)
    planned = runner.step(
        "pull_request", {"pull_request": {"number": pull}}, comment="never", plan_file="plan.json"
    )
    assert planned.ran.code == 0, planned.ran.text
    assert github.repo("GET", f"/issues/{pull}/comments") == []
    head = {"owner": {"login": "acme"}}
    run = {"head_branch": "change", "head_sha": commit, "head_repository": head}
    step = runner.step("workflow_run", {"workflow_run": run}, mode="comment", plan_file="plan.json")
    assert step.ran.code == 0, step.ran.text
    comments = github.repo("GET", f"/issues/{pull}/comments")
    assert ["R1" in one["body"] for one in comments] == [True]


def test_06_02_a_plan_of_an_older_commit_is_not_commented(runner: Runner):
    github = linked(runner).desk.github
    pull, _ = proposed(runner)
    runner.step("pull_request", {"pull_request": {"number": pull}}, comment="never", plan_file="plan.json")
    run = {"head_branch": "change", "head_sha": "0" * 40, "head_repository": {"owner": {"login": "acme"}}}
    step = runner.step("workflow_run", {"workflow_run": run}, mode="comment", plan_file="plan.json")
    assert "nothing to comment on" in step.ran.out
    assert github.repo("GET", f"/issues/{pull}/comments") == []


def test_06_03_a_plan_of_strangers_is_shown_as_text(runner: Runner):
    linked(runner)
    pull, _ = proposed(runner, title="``` @everybody <script> ::error::no ##[error] | &lt;")
    step = runner.step("pull_request", {"pull_request": {"number": pull}})
    assert step.ran.code == 0, step.ran.text
    comment = runner.desk.github.repo("GET", f"/issues/{pull}/comments")[0]["body"]
    fence = comment.split("\n\n")[2].split("text")[0]
    assert len(fence) == 4  # longer than any run of ticks in it
    assert comment.count(f"\n{fence}\n") == 1
    assert not [line for line in step.ran.out.splitlines() if line.startswith("::") and "no" in line]
    assert "##[error]" not in step.ran.out


def proposed(runner: Runner, title: str = "") -> tuple[int, str]:
    """A pull request that says the first item is done, checked out; its number and newest commit."""
    desk = runner.desk
    desk.run_git("pull", "--quiet", "origin", "main")
    desk.run_git("checkout", "--quiet", "-b", "change")
    text = desk.text.replace("| Planned | Q1", "| Completed | Q1")
    desk.file.write_text(text.replace("Write the file", title.replace("|", "\\|") or "Write the file"))
    desk.run_git("commit", "--quiet", "--all", "--message", "Done")
    desk.run_git("push", "--quiet", "origin", "change")
    pull = desk.github.repo("POST", "/pulls", {"title": "Done", "head": "change", "base": "main"})
    return pull["number"], desk.run_git("rev-parse", "HEAD").stdout.strip()


def workflow_token(github: GitHub, *scopes: str) -> str:
    """The token of a workflow whose `permissions:` are these."""
    bot = {"login": BOT, "role": "write", "type": "Bot", "token": "ghs_workflow", "kind": "actions"}
    github.ask("POST", "/_sandbox/accounts", {**bot, "scopes": list(scopes)})
    return "ghs_workflow"


def test_06_05_the_workflows_own_token(runner: Runner):
    token = workflow_token(runner.desk.github, "issues=write", "contents=write", "pull_requests=write")
    runner.desk.environment["GITHUB_TOKEN"] = token
    assert runner.step("push").ran.code == 0
    runner.desk.github.close(1)
    assert runner.step().ran.code == 0
    assert runner.branch.count("Completed") == 1
    assert {issue["user"]["login"] for issue in runner.desk.github.issues()} == {BOT}


@pytest.mark.parametrize(
    ("scopes", "code", "says"),
    [
        (("contents=write",), 2, "issues: write"),
        (("issues=write", "contents=read"), 2, "contents: write"),
    ],
)
def test_06_05_a_token_that_may_too_little_is_told_what_it_lacks(
    runner: Runner, scopes: tuple[str, ...], code: int, says: str
):
    runner.desk.environment["GITHUB_TOKEN"] = workflow_token(runner.desk.github, *scopes)
    step = runner.step("push")
    assert step.ran.code == code, step.ran.text
    assert says in step.ran.text.lower()
    assert "Traceback" not in step.ran.text
    assert runner.branch == ROADMAP


def test_06_04_several_documents_are_one_commit(runner: Runner):
    folder = runner.desk.folder
    (folder / ".github").mkdir()
    (folder / ".github/roadmap-sync.yml").write_text("documents: ['plans/*.md']\nlabel: plan\n")
    (folder / "plans").mkdir()
    (folder / "plans/one.md").write_text(ROADMAP)
    (folder / "plans/two.md").write_text(ROADMAP.replace("the file", "the log"))
    runner.desk.publish("Plan")
    step = runner.step("push")
    assert step.outputs["created"] == "4"
    assert {issue["labels"][0]["name"] for issue in runner.desk.github.issues()} == {"plan"}
    changed = runner.git("show", "--name-only", "--format=", "main").split()
    assert changed == ["plans/one.md", "plans/two.md"]
    assert runner.branch == ROADMAP  # ROADMAP.md is none of the documents


def test_06_04_the_branch_that_the_configuration_names(runner: Runner):
    runner.desk.run_git("checkout", "--quiet", "-b", "release")
    (runner.desk.folder / "pyproject.toml").write_text('[tool.roadmap-sync]\nbranch = "release"\n')
    runner.desk.run_git("add", "--all")
    runner.desk.run_git("commit", "--quiet", "--message", "Configure")
    runner.desk.run_git("push", "--quiet", "origin", "release", "release:main")
    assert runner.step("push").ran.code == 0
    assert runner.branch == ROADMAP
    assert runner.at("origin/release").count("([#") == 2


def test_06_01_dry_run_by_hand_plans_the_branch(runner: Runner):
    runner.desk.file.unlink()  # nothing has to be checked out
    step = runner.step("workflow_dispatch", dry_run="true")
    assert step.ran.code == 0, step.ran.text
    assert step.outputs["created"] == "2"
    assert step.outputs["changed"] == "false"
    assert runner.desk.github.issues() == []


def test_06_01_check_annotates_the_lines(runner: Runner):
    runner.desk.put(ROADMAP.replace("| R2 |", "| R1 |"))
    step = runner.step("pull_request", {"pull_request": {"number": 1}}, mode="check")
    assert step.ran.code == 4
    assert "::warning file=ROADMAP.md,line=6," in step.ran.out


def test_06_01_a_fault_of_the_configuration_is_an_annotation(runner: Runner):
    (runner.desk.folder / "pyproject.toml").write_text('[tool.roadmap-sync]\nlable = "x"\n')
    runner.desk.publish("Configure")
    step = runner.step("push")
    assert step.ran.code == 2
    assert "::error title=roadmap-sync::" in step.ran.out
    assert "did you mean label" in step.ran.out
