"""A document whose items live in several repositories: its column "Repo" says which."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from roadmap_sync.github.replies import ACCESS
from roadmap_sync.jobs.abroad import ONLY_READ
from tests.acceptance.desk import Desk, GitHub
from tests.acceptance.test_04_crash import killed

HEAD = "# Roadmap\n\n| ID | Title | Status | Target | Repo |\n|---|---|---|---|---|\n"
ROWS = (
    "| A1 | Faster search | 🚧 In progress | Q1 2027 | acme/widgets |\n"
    "| A2 | Dark mode | 📋 Planned | Q1 2027 | acme/gadgets |\n"
    "| A3 | Docs | ✅ Done | Q2 2027 | acme/gadgets |\n"
    "| A4 | Docs | 📋 Planned | Q2 2027 | acme/widgets |\n"
)


@pytest.fixture
def gadgets(desk: Desk) -> GitHub:
    """The second repository, as its people see it."""
    desk.github.ask("POST", "/user/repos", {"name": "gadgets"}, token="owner")
    return replace(desk.github, repository="acme/gadgets")


def configured(desk: Desk, **settings: Any) -> None:
    (desk.folder / "config").mkdir(exist_ok=True)
    (desk.folder / "config/roadmap-sync.yml").write_text(json.dumps(settings))


def titles(github: GitHub) -> list[str]:
    return sorted(one["title"] for one in github.issues())


def marker(issue: dict[str, Any]) -> dict[str, Any]:
    found = re.search(r"<!-- roadmap-sync (\{.*\}) -->", issue["body"])
    assert found, issue["body"]
    said: dict[str, Any] = json.loads(found[1])
    return said


def test_04_03_items_in_two_repositories(desk: Desk, gadgets: GitHub):
    desk.put(HEAD + ROWS)
    planned = desk.run("sync", "--dry-run").text
    assert re.search(r'A2 +"Dark mode".* in acme/gadgets', planned)
    done = desk.sync()
    assert {one["result"] for one in done["outcomes"]} == {"done"}
    assert (titles(desk.github), titles(gadgets)) == (["Docs", "Faster search"], ["Dark mode", "Docs"])
    home = desk.github.repo("GET", "")["node_id"]
    assert {marker(one)["home"] for one in (*gadgets.issues(), *desk.github.issues())} == {home}
    assert gadgets.titled("Docs")["state"] == "closed"
    assert "\nFrom ROADMAP.md of acme/widgets\n" in gadgets.titled("Docs")["body"]
    milestones = {one["title"] for one in gadgets.repo("GET", "/milestones?state=all")}
    assert milestones == {"Q1 2027", "Q2 2027"}
    number = gadgets.titled("Dark mode")["number"]
    assert f"Dark mode ([#{number}]({gadgets.url}/acme/gadgets/issues/{number}))" in desk.text
    desk.settled()


def test_04_03_a_colleague_in_the_other_repository(desk: Desk, gadgets: GitHub):
    desk.put(HEAD + ROWS)
    desk.sync()
    gadgets.close(gadgets.titled("Dark mode")["number"])
    gadgets.edit(gadgets.titled("Docs")["number"], title="Documentation")
    desk.github.close(desk.github.titled("Faster search")["number"])
    done = desk.sync()
    assert {one["subject"]["repository"] for one in done["changes"]} == {None, "acme/gadgets"}
    number = gadgets.titled("Dark mode")["number"]
    assert f"acme/gadgets#{number} was closed" in [one["note"] for one in done["changes"]]
    assert re.search(r"\| Dark mode .*\| ✅ Done \|", desk.text)
    assert re.search(r"\| Documentation .*\| ✅ Done \|", desk.text)
    assert re.search(r"\| Faster search .*\| ✅ Done \|", desk.text)
    desk.settled()
    desk.edit("| A2 | Dark mode", "| A2 | Dark theme")
    desk.sync()
    assert titles(gadgets) == ["Dark theme", "Documentation"]
    desk.settled()


@pytest.mark.parametrize("link", ["append", "none"])
def test_04_03_the_repository_of_a_row_is_changed(desk: Desk, gadgets: GitHub, link: str):
    """With a link the row keeps its issue; without one nobody can tell, and nothing is made twice."""
    configured(desk, link=link)
    desk.put(HEAD + ROWS)
    desk.sync()
    line = next(one for one in desk.text.splitlines() if "| A2 |" in one)
    desk.edit(line, line.replace("| acme/gadgets |", "| acme/widgets |"))
    if link == "append":
        told = desk.sync()["changes"]
        assert [(one["subject"]["repository"], one["field"]) for one in told] == [("acme/gadgets", "body")]
        desk.settled()
    else:
        number = gadgets.titled("Dark mode")["number"]
        held = desk.sync(code=4)["holds"]
        assert [one["why"] for one in held] == [
            f"its issue is acme/gadgets#{number}, and the row names another repository"
        ]
    assert (len(desk.github.issues()), len(gadgets.issues())) == (2, 2)


def test_04_03_a_card_for_each_on_one_board(desk: Desk, gadgets: GitHub):
    configured(desk, project={"owner": "acme", "title": "Roadmap", "create": True})
    desk.put(HEAD + ROWS)
    done = desk.sync()
    assert {one["result"] for one in done["outcomes"]} == {"done"}
    boards = desk.github.ask("GET", "/users/acme/projectsV2", token="owner")
    assert [one["title"] for one in boards] == ["Roadmap"]
    items = desk.github.ask("GET", f"/users/acme/projectsV2/{boards[0]['number']}/items", token="owner")
    assert len(items) == 4
    desk.settled()


UNSEEN = "there is no such repository, or this token cannot see it; correct the name, or "
STRANGE = "another owner's; to have issues made there, list it under repositories in the configuration"
NAMED = {"Here": "widgets", "There": "gadgets", "Nowhere": "acme/x", "Strange": "other/thing", "": "both"}


def test_04_03_what_rows_may_name(desk: Desk, gadgets: GitHub):
    """A bare name counts beside a row that names this repository so; what cannot be had is left alone."""
    rows = "".join(f"| {title} | Planned | {name} |\n" for title, name in NAMED.items() if title)
    desk.put(f"# Roadmap\n\n| Title | Status | Repo |\n|---|---|---|\n{rows}")
    done = desk.sync()
    assert (titles(desk.github), titles(gadgets)) == (["Here"], ["There"])
    assert [one["why"] for one in done["holds"]] == [
        f"its row names the repository acme/x: {UNSEEN}{ACCESS}",
        f"its row names the repository other/thing: {STRANGE}",
    ]
    quiet = desk.sync()
    assert (quiet["changes"], quiet["requests"]["write"]) == ([], 0)


def test_04_03_repositories_that_the_configuration_names(desk: Desk, gadgets: GitHub):
    configured(desk, repositories=["acme/gadgets"])
    rows = "| One | Planned | gadgets |\n| Two | Planned | tools |\n"
    desk.put(f"# Roadmap\n\n| Title | Status | Repo |\n|---|---|---|\n{rows}")
    desk.sync()
    assert (titles(desk.github), titles(gadgets)) == (["Two"], ["One"])
    desk.settled()


def test_04_03_only_read_there(desk: Desk, gadgets: GitHub):
    desk.github.ask("POST", "/_sandbox/accounts", {"login": "bob", "token": "bob", "role": "write"})
    desk.put(HEAD + ROWS)
    desk.environment["GITHUB_TOKEN"] = "bob"
    done = desk.sync()
    assert (titles(desk.github), titles(gadgets)) == (["Docs", "Faster search"], [])
    assert {one["why"] for one in done["holds"]} == {
        f"its row names the repository acme/gadgets: {ONLY_READ}"
    }


SHORT = (
    HEAD + "| A1 | Search | 📋 Planned | | acme/widgets |\n| A2 | Themes | 📋 Planned | | acme/gadgets |\n"
)


@pytest.mark.parametrize("at", [3, 4, 5, 6])
def test_04_03_killed_between_the_repositories(desk: Desk, gadgets: GitHub, at: int):
    desk.put(SHORT)
    assert killed(desk, at, "sync", "--yes")
    desk.sync()
    assert (titles(desk.github), titles(gadgets)) == (["Search"], ["Themes"])
    desk.settled()


def test_04_03_explaining_and_letting_go_there(desk: Desk, gadgets: GitHub):
    desk.put(HEAD + ROWS)
    desk.sync()
    number = gadgets.titled("Dark mode")["number"]
    for key in ("A2", f"acme/gadgets#{number}"):
        told = desk.run("explain", key, "--format", "json").json
        assert (told["key"], told["issue"]["url"]) == ("A2", f"{gadgets.url}/acme/gadgets/issues/{number}")
    assert desk.run("check").code == 0
    assert desk.run("detach", f"acme/gadgets#{number}", "--yes").code == 0
    assert "<!-- roadmap-sync" not in (gadgets.titled("Dark mode")["body"] or "")
    assert "| A2 | Dark mode |" in desk.text
    assert desk.run("detach", "--all", "--yes").code == 0
    assert "#" not in desk.text.partition("|")[2]
    bodies = [one["body"] or "" for one in (*desk.github.issues(), *gadgets.issues())]
    assert not any("<!-- roadmap-sync" in body for body in bodies)


def test_04_03_a_row_that_cannot_be_had_is_explained(desk: Desk):
    desk.put(HEAD + ROWS)
    ran = desk.run("explain", "A2")
    assert ran.code == 2
    assert "its row names the repository acme/gadgets: there is no such repository" in ran.err


KIN = """# Roadmap

## Plans

### Server

| ID | Title | Status | Repo | Depends on |
|---|---|---|---|---|
| A1 | Search | 📋 Planned | acme/widgets | A2 |
| A2 | Themes | 📋 Planned | acme/gadgets | A3, A9 |
| A3 | Fonts | 📋 Planned | acme/gadgets | |
"""
FAR = "the issue of {} is in {}; this is set within one repository only"


def test_04_03_what_is_set_within_one_repository_only(desk: Desk, gadgets: GitHub):
    configured(desk, groups="parent")
    desk.put(KIN)
    done = desk.sync()
    held = {(one["subject"]["name"], one["field"]): one["why"] for one in done["holds"]}
    assert held[("A1", "blocked_by")] == FAR.format("A2", "acme/gadgets")
    assert held[("A2", "parent")] == held[("A3", "parent")] == FAR.format("server", "acme/widgets")
    assert held[("A2", "blocked_by")].startswith("A9: no item")
    assert len(held) == len(done["holds"]) == 4
    fonts, themes = gadgets.titled("Fonts"), gadgets.titled("Themes")
    blockers = gadgets.repo("GET", f"/issues/{themes['number']}/dependencies/blocked_by")
    assert [one["number"] for one in blockers] == [fonts["number"]]
    quiet = desk.sync()
    assert (quiet["changes"], quiet["requests"]["write"]) == ([], 0)
    gadgets.close(fonts["number"])
    gadgets.close(themes["number"])
    desk.github.close(desk.github.titled("Search")["number"])
    desk.sync()
    assert desk.github.titled("Server")["state"] == "closed"


def test_04_03_the_token_of_a_workflow_reaches_its_own_repository_alone(desk: Desk, gadgets: GitHub):
    desk.github.ask("POST", "/_sandbox/accounts", {"login": "github-actions[bot]", "role": "write"})
    desk.github.ask(
        "POST", "/_sandbox/tokens", {"token": "ghs_a", "login": "github-actions[bot]", "kind": "actions"}
    )
    desk.put(HEAD + ROWS)
    desk.environment["GITHUB_TOKEN"] = "ghs_a"
    done = desk.sync()
    assert (titles(desk.github), titles(gadgets)) == (["Docs", "Faster search"], [])
    assert [one["why"].partition(": ")[2] for one in done["holds"]] == [ONLY_READ] * 2


def test_04_03_the_other_repository_takes_no_writes(desk: Desk, gadgets: GitHub):
    """Of Apps nobody knows beforehand what they may: the rest goes on, and is said once for each change."""
    desk.put(HEAD + ROWS)
    refusal = {"type": "FORBIDDEN", "message": "Resource not accessible by integration"}
    fault = {"kind": "refuse", "field": "createLabel", "alias": "a0", "nth": 2, **refusal}
    desk.github.ask("POST", "/_sandbox/faults", fault)
    done = desk.sync(code=5)
    assert (titles(desk.github), titles(gadgets)) == (["Docs", "Faster search"], [])
    bad = [one for one in done["outcomes"] if one["result"] != "done" and one["field"] != "link"]
    assert {one["subject"]["repository"] for one in bad} == {"acme/gadgets"}
    assert all(one["why"].startswith("acme/gadgets: ") and ACCESS in one["why"] for one in bad)
    assert desk.text.count("/acme/widgets/issues/") == 2
    desk.sync()
    assert titles(gadgets) == ["Dark mode", "Docs"]
    desk.settled()


def test_04_03_the_documents_repository_was_renamed(desk: Desk, gadgets: GitHub):
    """Rows name it as it is called now, while the run is told its old name."""
    desk.put(HEAD + ROWS)
    desk.sync()
    desk.github.repo("PATCH", "", {"name": "wonders"}, token="owner")
    text = desk.text.replace("acme/widgets", "acme/wonders")
    desk.put(text)
    now = replace(desk.github, repository="acme/wonders")
    desk.sync()
    assert (len(now.issues()), len(gadgets.issues())) == (2, 2)
    desk.settled()


def test_04_03_a_saved_plan_of_two_repositories(desk: Desk, gadgets: GitHub):
    """What was approved is done in both; a row that names another repository by then is another plan."""
    desk.put(HEAD + ROWS)
    desk.run("plan", "-o", "plan.json")
    text = desk.text
    desk.put(
        text.replace(
            "| A2 | Dark mode | 📋 Planned | Q1 2027 | acme/gadgets |",
            "| A2 | Dark mode | 📋 Planned | Q1 2027 | acme/widgets |",
        )
    )
    refused = desk.run("apply", "--plan", "plan.json")
    assert (refused.code, desk.github.issues(), gadgets.issues()) == (4, [], [])
    assert "create issue A2" in refused.err
    desk.put(text)
    assert desk.run("apply", "--plan", "plan.json").code == 0
    assert (titles(desk.github), titles(gadgets)) == (["Docs", "Faster search"], ["Dark mode", "Docs"])
    desk.settled()


def test_04_03_too_much_at_once_counts_both(desk: Desk, gadgets: GitHub):
    """The guard looks at the document, wherever its issues live."""
    rows = "".join(
        f"| T{n} | Item {n} | Planned | acme/{'gadgets' if n % 2 else 'widgets'} |\n" for n in range(8)
    )
    desk.put(f"# Roadmap\n\n| ID | Title | Status | Repo |\n|---|---|---|---|\n{rows}")
    desk.sync()
    desk.put(desk.text.replace("| Planned |", "| ❌ Cancelled |"))
    ran = desk.run("--yes")
    assert ran.code == 4
    assert "--allow closes=8" in ran.out
    assert {one["state"] for one in (*desk.github.issues(), *gadgets.issues())} == {"open"}
    assert desk.run("--yes", "--allow", "closes=8").code == 0
    assert {one["state"] for one in (*desk.github.issues(), *gadgets.issues())} == {"closed"}
    desk.settled()
