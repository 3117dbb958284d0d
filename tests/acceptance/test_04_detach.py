"""Items let go: nothing of ours is left, nothing of people's is touched, nothing is closed."""

from __future__ import annotations

from tests.acceptance.desk import Desk

ROADMAP = """# Roadmap

## Server

| Title | Status | Target |
|---|---|---|
| Add a cache | Planned | Q1 2030 |
| Write the guide | In progress | |

## Client

- [ ] Add a button
- [x] Trace it
"""
THEIRS = "It is slow.\n\n- [ ] measure"


def labels(desk: Desk, number: int) -> set[str]:
    return {label["name"] for label in desk.github.repo("GET", f"/issues/{number}")["labels"]}


def test_04_05_one_item(any_desk: Desk):
    desk = any_desk
    desk.put(ROADMAP)
    desk.sync()
    number = desk.github.titled("Add a cache")["number"]
    body = desk.github.repo("GET", f"/issues/{number}")["body"]
    desk.github.edit(number, body=f"{body}{THEIRS}")
    before, linked = desk.github.fingerprint(), desk.text
    shown = desk.run("detach", "add-a-cache", "--dry-run").out
    assert f"issue #{number}       add-a-cache  detach #{number}" in shown
    assert f"link   #{number} → none" in shown
    assert "<!-- roadmap-sync: ignore -->" in shown
    assert (desk.github.fingerprint(), desk.text) == (before, linked)
    refused = desk.run("detach", "add-a-cache")
    assert refused.code == 2
    assert "add --yes" in refused.err

    assert desk.run("detach", f"#{number}", "--yes").code == 0
    desk.publish()
    issue = desk.github.repo("GET", f"/issues/{number}")
    assert issue["body"] == THEIRS
    assert issue["state"] == "open"
    assert labels(desk, number) == set()
    assert issue["milestone"]["title"] == "Q1 2030"
    assert "| Add a cache | Planned | Q1 2030 |" in desk.text
    desk.edit("| Add a cache |", "| Add a cache <!-- roadmap-sync: ignore --> |")
    desk.settled()
    assert len(desk.github.issues()) == 4


def test_04_05_all(any_desk: Desk):
    """The document is as it was before the first sync, to the byte; an adopted issue as well."""
    desk = any_desk
    ours = desk.github.repo("POST", "/issues", {"title": "Write the guide", "body": THEIRS})["number"]
    desk.put(ROADMAP)
    assert desk.run("adopt", "--yes").code == 0
    desk.publish()
    desk.sync()
    states = {issue["number"]: issue["state"] for issue in desk.github.issues()}
    desk.github.clear_log()
    assert desk.run("detach", "--all", "--yes").code == 0
    assert len([one for one in desk.github.sent() if one["kind"] == "write"]) <= 3
    desk.publish()
    assert desk.text == ROADMAP
    assert {issue["number"]: issue["state"] for issue in desk.github.issues()} == states
    assert all("roadmap-sync" not in (issue["body"] or "") for issue in desk.github.issues())
    assert desk.github.repo("GET", f"/issues/{ours}")["body"] == THEIRS
    assert not any("roadmap" in labels(desk, number) for number in states)
    assert desk.run("detach", "--all", "--yes").out.endswith("nothing to do\n")


def test_04_05_a_row_that_is_gone(desk: Desk):
    """Its issue is let go by its number, and is reported no more."""
    desk.put(ROADMAP)
    desk.sync()
    desk.put("".join(line for line in desk.text.splitlines(True) if "Add a button" not in line))
    number = desk.github.titled("Add a button")["number"]
    assert [hold["subject"]["number"] for hold in desk.plan()["holds"]] == [number]
    assert desk.run("detach", f"#{number}", "--yes").code == 0
    desk.settled()


def test_04_05_what_has_no_issue(desk: Desk):
    desk.put(ROADMAP)
    ran = desk.run("detach", "add-a-cash", "write-the-guide", "--yes")
    assert ran.code == 2
    assert "there is no item add-a-cash\n  did you mean add-a-cache?" in ran.err
    assert "ROADMAP.md:8:3: write-the-guide: the item has no issue" in ran.err
    assert desk.run("detach").code == 2
