"""`doctor`: every trouble, made with the sandbox's switches, is told with its fix, and by reads only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import make_desk
from tests.acceptance.desk import Desk, GitHub
from tests.acceptance.workflow import ROADMAP
from tests.sandbox.keys import pair

NIGHTLY = ".github/workflows/nightly.yml"
WORKFLOW = """on:
  schedule: [{cron: "37 3 * * *"}]
jobs:
  sync:
    runs-on: ubuntu-latest
    steps:
      - uses: acme/roadmap-sync@0123456789
"""
BOARD = "project:\n  title: Plan\n"
ALL = ["issues=write", "contents=write", "pull_requests=write"]


@pytest.fixture
def patient(github: GitHub, tmp_path: Path) -> Desk:
    """A clone with a roadmap and a nightly workflow that ran an hour ago."""
    desk = make_desk(github, tmp_path, clone=True)
    (desk.folder / NIGHTLY).parent.mkdir(parents=True)
    (desk.folder / NIGHTLY).write_text(WORKFLOW)
    desk.put(ROADMAP)
    switch(desk, "PUT", "actions/workflows", path=NIGHTLY)
    ran(desk, timedelta(hours=1))
    return desk


def switch(desk: Desk, method: str, where: str, /, **body: Any) -> None:
    desk.github.ask(method, f"/_sandbox/{where}", body)


def ran(desk: Desk, ago: timedelta, **more: str) -> None:
    when = (datetime.now(UTC) - ago).isoformat()
    switch(desk, "POST", "actions/runs", path=NIGHTLY, created_at=when, **more)


def configure(desk: Desk, text: str) -> None:
    (desk.folder / ".github/roadmap-sync.yml").write_text(text)
    desk.publish()


def person(desk: Desk, role: str = "write", kind: str = "classic", scopes: Any = None) -> None:
    """Let `ada` be whose token is used."""
    body = {"login": "ada", "role": role, "token": "ghx_ada", "kind": kind, "scopes": scopes}
    switch(desk, "POST", "accounts", **{name: value for name, value in body.items() if value is not None})
    desk.environment["GITHUB_TOKEN"] = "ghx_ada"


def bot(desk: Desk, *scopes: str) -> None:
    """Let the token be that of a workflow."""
    body = {"login": "github-actions[bot]", "type": "Bot", "role": "write", "token": "ghs_run"}
    switch(desk, "POST", "accounts", **body, kind="actions", scopes=[*scopes])
    desk.environment["GITHUB_TOKEN"] = "ghs_run"


def expire(desk: Desk, **ahead: float) -> None:
    when = (datetime.now(UTC) + timedelta(**ahead)).isoformat()
    switch(desk, "POST", "tokens", token="owner", login="acme", expires_at=when)


def app(desk: Desk, *, suspended: bool = False, **permissions: str) -> None:
    body = {"id": 7, "slug": "helper", "public_key": pair()[1], "permissions": permissions}
    switch(desk, "POST", "apps", **body, suspended=suspended)
    names = {"ID": "7", "PRIVATE_KEY": pair()[0]}
    desk.environment |= {f"ROADMAP_SYNC_APP_{name}": value for name, value in names.items()}


def board(desk: Desk, **fields: str) -> str:
    """A board called Plan; its id."""
    query = 'query { repositoryOwner(login: "acme") { id } }'
    owner = graphql(desk, query)["repositoryOwner"]["id"]
    create = "mutation($i: CreateProjectV2Input!) { createProjectV2(input: $i) { projectV2 { id } } }"
    made: str = graphql(desk, create, {"ownerId": owner, "title": "Plan"})["createProjectV2"]["projectV2"][
        "id"
    ]
    add = "mutation($i: CreateProjectV2FieldInput!) { createProjectV2Field(input: $i) { clientMutationId } }"
    for name, kind in fields.items():
        graphql(desk, add, {"projectId": made, "name": name, "dataType": kind})
    configure(desk, BOARD)
    return made


def elsewhere(desk: Desk, name: str) -> None:
    """Let a row name another repository."""
    desk.put(f"# Roadmap\n\n| Title | Status | Repo |\n|---|---|---|\n| Read it | Planned | {name} |\n")


def gadgets(desk: Desk, **switches: bool) -> None:
    """The repository `gadgets`."""
    desk.github.ask("POST", "/user/repos", {"name": "gadgets", **switches}, token="owner")


def graphql(desk: Desk, query: str, given: Any = None) -> Any:
    asked = {"query": query, "variables": {"i": given} if given else {}}
    reply = desk.github.ask("POST", "/graphql", asked, token="owner")
    assert "errors" not in reply, reply
    return reply["data"]


def examined(desk: Desk, code: int, **environment: str) -> dict[str, Any]:
    """The checks by name."""
    result = desk.run("doctor", "--format", "json", **environment)
    assert result.code == code, result.text
    assert result.json["exit_code"] == code
    return {one["name"]: one for one in result.json["checks"]}


def test_in_good_health_nothing_is_to_be_done(patient: Desk):
    board(patient, Start="DATE", Target="DATE")
    patient.github.clear_log()
    checks = examined(patient, 0)
    assert {one["state"] for one in checks.values()} == {"ok"}, checks
    assert {one["todo"] for one in checks.values()} == {""}
    assert list(checks) == [
        "configuration", "documents", "server", "clock", "token", "limits", "repository", "issues",
        "permissions", "label", "milestones", "board", "fields", "branch", "pull-requests", "workflow",
        "nightly",
    ]  # fmt: skip
    sent = patient.github.sent()
    assert {one["kind"] for one in sent} == {"read"}
    assert {one["method"] for one in sent if one["path"] != "/graphql"} == {"GET"}


@dataclass
class Trouble:
    """What is wrong: ``make`` makes it. ``said`` and ``todo``: parts of the line and of its fix."""

    check: str
    state: str
    said: str
    todo: str
    make: Callable[[Desk], object] = lambda desk: None
    environment: dict[str, str] = field(default_factory=dict)


def off(desk: Desk) -> None:
    switch(desk, "PUT", "actions/workflows", path=NIGHTLY, state="disabled_inactivity")


def forbid(desk: Desk) -> None:
    switch(desk, "PUT", "branches/main", rule="pull-request")
    switch(desk, "PUT", "pulls", allowed=False)


def two(*steps: Callable[[Desk], object]) -> Callable[[Desk], object]:
    return lambda desk: [step(desk) for step in steps]


def without_runs(desk: Desk) -> None:
    (desk.folder / NIGHTLY).rename(desk.folder / ".github/workflows/other.yml")
    switch(desk, "PUT", "actions/workflows", path=".github/workflows/other.yml")
    desk.publish()


def clock(desk: Desk, **ahead: float) -> None:
    switch(desk, "POST", "clock", now=(datetime.now(UTC) + timedelta(**ahead)).isoformat())


TROUBLES = {
    "no token": Trouble(
        "token", "failed", "no token", "set GITHUB_TOKEN", environment={"GITHUB_TOKEN": "", "PATH": ""}
    ),
    "invalid token": Trouble(
        "token",
        "failed",
        "not accepted: Bad credentials",
        "make a new one",
        lambda desk: switch(desk, "POST", "tokens", token="owner", valid=False),
    ),
    "an App's key is none": Trouble(
        "token",
        "failed",
        "no private key in PEM",
        "from -----BEGIN",
        environment={"ROADMAP_SYNC_APP_ID": "7", "ROADMAP_SYNC_APP_PRIVATE_KEY": "x"},
    ),
    "a token that ends soon": Trouble(
        "token", "warning", "; ends on ", "make a new one before", lambda desk: expire(desk, days=3)
    ),
    "an App that is suspended": Trouble(
        "token",
        "failed",
        "the App's installation is suspended",
        "unsuspend",
        lambda desk: app(desk, suspended=True),
    ),
    "no server": Trouble(
        "server",
        "failed",
        "no connection",
        "GITHUB_API_URL",
        environment={"GITHUB_API_URL": "http://127.0.0.1:9"},
    ),
    "clock ahead": Trouble(
        "clock", "warning", "2 hours ahead of", "set the clock", lambda desk: clock(desk, hours=-2)
    ),
    "clock behind": Trouble(
        "clock", "warning", "30 minutes behind", "set the clock", lambda desk: clock(desk, minutes=30)
    ),
    "limit used up": Trouble(
        "limits",
        "failed",
        "0 of 0 requests left",
        "--wait",
        lambda desk: switch(desk, "PUT", "limits", core=0),
    ),
    "limit nearly used up": Trouble(
        "limits",
        "warning",
        "of 40 points of GraphQL left",
        "--wait",
        lambda desk: (switch(desk, "PUT", "limits", graphql=40), spend(desk, 37)),
    ),
    "single sign-on": Trouble(
        "repository",
        "failed",
        "Resource protected by organization SAML enforcement",
        "single sign-on",
        lambda desk: switch(
            desk,
            "POST",
            "faults",
            kind="refuse",
            path="^/repos/acme/widgets$",
            status=403,
            message="Resource protected by organization SAML enforcement.",
            times=9,
        ),
    ),
    "private repository": Trouble(
        "repository",
        "failed",
        "is not there, or this token cannot see it",
        "GITHUB_REPOSITORY",
        two(lambda desk: person(desk, "none"), lambda desk: switch(desk, "PUT", "repository", private=True)),
    ),
    "archived": Trouble(
        "repository",
        "failed",
        "is archived",
        "unarchive it",
        lambda desk: switch(desk, "PUT", "repository", archived=True),
    ),
    "issues switched off": Trouble(
        "issues",
        "failed",
        "switched off",
        "tick Issues",
        lambda desk: switch(desk, "PUT", "repository", has_issues=False),
    ),
    "no scope": Trouble(
        "permissions",
        "failed",
        "the scope repo is missing",
        "the scope repo",
        lambda desk: person(desk, scopes=["gist"]),
    ),
    "reader": Trouble(
        "permissions", "failed", "ada may only read", "role Write", lambda desk: person(desk, "read")
    ),
    "triage": Trouble(
        "permissions",
        "warning",
        "neither milestones nor files",
        "role Write",
        lambda desk: person(desk, "triage"),
    ),
    "App without issues": Trouble(
        "permissions",
        "failed",
        "issues: write is missing",
        "change the App's permissions",
        lambda desk: app(desk, contents="write", pull_requests="write"),
    ),
    "App without contents": Trouble(
        "permissions",
        "warning",
        "contents: write is missing: new text",
        "change the App's permissions",
        lambda desk: app(desk, issues="write", contents="read", pull_requests="write"),
    ),
    "no such board": Trouble(
        "board",
        "failed",
        'there is no open board "Plan"',
        "project.create",
        lambda desk: configure(desk, BOARD),
    ),
    "board without scope": Trouble(
        "board",
        "failed",
        "scopes",
        "the scope `project`",
        two(board, lambda desk: person(desk, scopes=["repo"])),
    ),
    "board of a workflow": Trouble(
        "board",
        "failed",
        "Resource not accessible by integration",
        "ROADMAP_SYNC_PROJECT_TOKEN",
        two(board, bot),
    ),
    "board's token invalid": Trouble(
        "board",
        "failed",
        "not accepted",
        "ROADMAP_SYNC_PROJECT_TOKEN",
        two(board, lambda desk: switch(desk, "POST", "tokens", token="old", valid=False)),
        {"ROADMAP_SYNC_PROJECT_TOKEN": "old"},
    ),
    "board of a reader": Trouble(
        "board",
        "failed",
        "can be read by ada and not changed",
        "the role Write on the board",
        two(board, person, lambda desk: switch(desk, "PUT", "projects/acme/1/roles", ada="reader")),
    ),
    "field of another kind": Trouble(
        "fields",
        "warning",
        "Start should be of kind date",
        "rename these fields",
        lambda desk: board(desk, Start="NUMBER"),
    ),
    "no branch": Trouble(
        "branch",
        "failed",
        "main2 is not there",
        "push a first commit",
        lambda desk: configure(desk, "branch: main2\n"),
    ),
    "no pull requests": Trouble(
        "pull-requests", "warning", "new text waits on a branch", "tick Allow GitHub Actions", forbid
    ),
    "pull requests not seen": Trouble(
        "pull-requests", "warning", "cannot be seen with this token", "look yourself", two(forbid, bot)
    ),
    "no workflow": Trouble(
        "workflow",
        "warning",
        "none at the tip of main",
        "docs/action.md",
        lambda desk: desk.run_git("rm", "-q", NIGHTLY) and desk.publish(),
    ),
    "workflow switched off": Trouble(
        "workflow", "failed", "after 60 days without a commit", "gh workflow enable nightly.yml", off
    ),
    "workflows not seen": Trouble(
        "workflow",
        "warning",
        "whether it is switched on cannot be seen",
        "Actions: read",
        lambda desk: bot(desk, *ALL),
    ),
    "never ran": Trouble("nightly", "warning", "never been run", "gh workflow run other.yml", without_runs),
    "missed": Trouble(
        "nightly",
        "warning",
        "more than two days ago",
        "switch the workflow off and on",
        two(
            without_runs,
            lambda desk: switch(
                desk,
                "POST",
                "actions/runs",
                path=".github/workflows/other.yml",
                created_at="2026-03-01T03:37:00Z",
            ),
        ),
    ),
    "went wrong": Trouble(
        "nightly",
        "warning",
        "failure",
        "read why: http",
        lambda desk: ran(desk, timedelta(minutes=1), conclusion="failure"),
    ),
    "no document": Trouble(
        "documents", "failed", "LATER.md", "", lambda desk: configure(desk, "documents: [LATER.md]\n")
    ),
    "empty document": Trouble(
        "documents", "warning", "0 items", "roadmap-sync show", lambda desk: desk.put("# Hello\n")
    ),
    "another repository is missing": Trouble(
        "repositories",
        "warning",
        "acme/gadgets: it is not there, or this token cannot see it",
        "correct the rows",
        lambda desk: elsewhere(desk, "acme/gadgets"),
    ),
    "another repository may only be read": Trouble(
        "repositories",
        "warning",
        "acme/gadgets: this token may only read it",
        "Issues read and write",
        lambda desk: (elsewhere(desk, "acme/gadgets"), gadgets(desk), person(desk)),
    ),
    "another repository takes no issues": Trouble(
        "repositories",
        "warning",
        "acme/gadgets: issues are switched off there",
        "correct the rows",
        lambda desk: (elsewhere(desk, "acme/gadgets"), gadgets(desk, has_issues=False)),
    ),
    "another owner's repository": Trouble(
        "repositories",
        "warning",
        "other/thing: another owner's; to have issues made there, list it under repositories",
        "correct the rows",
        lambda desk: elsewhere(desk, "other/thing"),
    ),
    "configuration": Trouble(
        "configuration", "failed", "roadmap-sync.yml", "", lambda desk: configure(desk, "labl: x\n")
    ),
}


def spend(desk: Desk, points: int) -> None:
    for _ in range(points):
        desk.github.ask("POST", "/graphql", {"query": "{ viewer { login } }"}, token="owner")


@pytest.mark.parametrize("name", TROUBLES)
def test_every_trouble_is_told_with_its_fix(patient: Desk, name: str):
    trouble = TROUBLES[name]
    trouble.make(patient)
    patient.github.clear_log()
    checks = examined(patient, 2 if trouble.state == "failed" else 0, **trouble.environment)
    found = checks[trouble.check]
    assert found["state"] == trouble.state
    assert trouble.said in found["said"]
    assert trouble.todo in found["todo"]
    sent = patient.github.sent()
    assert [one for one in sent if one["kind"] != "read" and "/access_tokens" not in one["path"]] == []
    others = {one["name"] for one in checks.values() if one["state"] != "ok"} - {trouble.check}
    assert others <= {"clock", "pull-requests", "workflow", "nightly", "fields", "documents"}, others


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("ghp_x", "classic token (GITHUB_TOKEN), acts as ada, scopes: repo"),
        ("gho_x", "login of gh (GITHUB_TOKEN), acts as ada, scopes: repo"),
        ("github_pat_x", "fine-grained token (GITHUB_TOKEN), acts as ada"),
        ("ghu_x", "token of an App for a user (GITHUB_TOKEN), acts as ada"),
        ("x", "token of an unknown kind (GITHUB_TOKEN), acts as ada"),
    ],
)
def test_a_token_is_known_by_its_beginning_else_by_what_the_server_says(patient: Desk, token: str, said: str):
    scoped = token.startswith(("ghp_", "gho_"))
    kind, scopes = ("classic", ["repo"]) if scoped else ("fine-grained", ALL)
    switch(patient, "POST", "accounts", login="ada", role="write", token=token, kind=kind, scopes=scopes)
    checks = examined(patient, 0, GITHUB_TOKEN=token)
    assert checks["token"]["said"] == said
    assert ("cannot be told without writing" in checks["permissions"]["said"]) is not scoped


def test_gh_token_comes_before_github_token_and_is_named(patient: Desk):
    assert "(GH_TOKEN)" in examined(patient, 0, GH_TOKEN="other")["token"]["said"]


def test_a_token_that_ends_next_year_is_no_trouble(patient: Desk):
    expire(patient, days=300)
    told = examined(patient, 0)["token"]
    assert told["state"] == "ok"
    assert "; ends on 2" in told["said"]


def test_an_app_and_a_workflow_are_known_too(patient: Desk):
    bot(patient)
    checks = examined(patient, 0)
    assert checks["token"]["said"] == "token of a workflow (GITHUB_TOKEN), acts as github-actions[bot]"
    app(patient, issues="write", contents="write", pull_requests="write")
    checks = examined(patient, 0)
    assert (
        checks["token"]["said"] == "token of an App's installation (ROADMAP_SYNC_APP_ID), acts as helper[bot]"
    )
    assert checks["permissions"]["said"] == "issues: write, contents: write, pull_requests: write"


def test_an_empty_list_of_boards_is_proof_for_those_only_who_may_see_all(patient: Desk):
    switch(patient, "PUT", "owner", type="Organization")
    configure(patient, BOARD)
    assert "there is no open board" in examined(patient, 2)["board"]["said"]
    person(patient, kind="fine-grained", scopes=[*ALL, "organization_projects=write"])
    told = examined(patient, 0)["board"]
    assert told["state"] == "warning"
    assert "an empty list is no proof" in told["said"]


@pytest.mark.parametrize(
    ("rule", "classic", "said"),
    [
        ("pull-request", False, "main refuses direct commits (pull_request): write-back: auto asks to pull"),
        ("checks", False, "main refuses direct commits (required_status_checks)"),
        ("signatures", False, "main takes commits; commits through the API are signed by GitHub"),
        ("pull-request", True, "protected, by rules that this token cannot see: where it takes no commit"),
    ],
)
def test_what_write_back_will_do_is_told(patient: Desk, rule: str, said: str, *, classic: bool):
    switch(patient, "PUT", "branches/main", rule=rule, classic=classic)
    assert said in examined(patient, 0)["branch"]["said"]


@pytest.mark.usefixtures("plain")
def test_a_doctor_works_outside_git_and_without_a_workflow(desk: Desk):
    desk.put(ROADMAP)
    result = desk.run("doctor")
    assert result.code == 2  # nothing was ever pushed
    assert "failed   branch         main is not there" in result.out
    assert "\n                        → push a first commit" in result.out
    assert result.out.splitlines()[-1].endswith("reads, nothing written")


def test_other_repositories_that_are_there_are_seen(patient: Desk):
    assert "repositories" not in examined(patient, 0)
    elsewhere(patient, "acme/gadgets")
    gadgets(patient)
    told = examined(patient, 0)["repositories"]
    assert (told["state"], told["said"]) == ("ok", "acme/gadgets can be seen, too")


def test_labels_and_milestones_that_are_there_are_seen(patient: Desk):
    before = examined(patient, 0)
    assert before["milestones"]["said"].startswith(
        "0 of 2 that the documents ask for are there; a sync makes"
    )
    assert before["label"]["said"] == "roadmap is not there yet; the first sync makes it"
    patient.sync()
    after = examined(patient, 0)
    assert after["milestones"]["said"] == "2 of 2 that the documents ask for are there"
    assert after["label"]["said"] == "roadmap is there"
