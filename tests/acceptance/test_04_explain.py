"""One item explained: where it stands, which issue it has, who moved what, what the next sync would do."""

from __future__ import annotations

from typing import Any

from tests.acceptance.desk import Desk

ROADMAP = """# Roadmap

## Server

| Title | Status | Target |
|---|---|---|
| Add a cache | Planned | Q1 2030 |
| Write the guide | In progress | |
| Trace it | Planned | |
"""


def explained(desk: Desk, key: str) -> dict[str, Any]:
    ran = desk.run("explain", key, "--format", "json")
    assert ran.code == 0, ran.text
    return ran.json


def moved(shown: dict[str, Any]) -> dict[str, str]:
    return {one["field"]: one["moved"] for one in shown["fields"]}


def nexts(shown: dict[str, Any]) -> list[tuple[str, str]]:
    every = [*shown["next"], *(act for one in shown["fields"] for act in one["next"])]
    return [(act["do"], act["field"]) for act in every]


def test_04_07_before_the_first_sync(desk: Desk):
    desk.put(ROADMAP)
    shown = explained(desk, "add-a-cache")
    assert (shown["line"], shown["section"], shown["issue"]) == (7, ["Server"], None)
    assert ("create", "") in nexts(shown)
    assert "creates an issue" in desk.run("explain", "add-a-cache").out


def test_04_07_in_step(any_desk: Desk):
    """Nobody moved, and nothing would be done; by key, by issue, by file and key."""
    desk = any_desk
    desk.put(ROADMAP)
    desk.sync()
    before = desk.github.fingerprint()
    shown = explained(desk, "#1")
    assert (shown["key"], shown["issue"]["number"]) == ("add-a-cache", 1)
    assert shown["matched"] == "the row links it, and its marker names the row"
    assert set(moved(shown).values()) == {"nobody"}
    assert nexts(shown) == []
    assert shown["requests"] == {"read": 1, "write": 0}
    assert explained(desk, "ROADMAP.md::add-a-cache")["key"] == "add-a-cache"
    out = desk.run("explain", "add-a-cache").out
    assert "ROADMAP.md:7 § Server" in out
    assert 'milestone  base "Q1 2030" · document "Q1 2030" · GitHub "Q1 2030"' in out
    assert out.endswith("next sync  nothing\n")
    assert desk.github.fingerprint() == before


def test_04_07_who_moved(any_desk: Desk):
    """GitHub closed it, the document renamed it, both changed the milestone; a person took a label away."""
    desk = any_desk
    desk.put(ROADMAP)
    desk.sync()
    number = desk.github.titled("Add a cache")["number"]
    other = desk.github.repo("POST", "/milestones", {"title": "Later"})["number"]
    desk.github.edit(number, state="closed", milestone=other)
    desk.put(desk.text.replace("| Add a cache", "| Add two caches").replace("Q1 2030", "Q2 2030"))
    shown = explained(desk, f"#{number}")
    assert moved(shown) == {
        "title": "the document",
        "status": "GitHub",
        "milestone": "both",
        "labels": "nobody",
        "assignees": "nobody",
        "body": "nobody",
    }
    milestone = next(one for one in shown["fields"] if one["field"] == "milestone")
    assert (milestone["base"], milestone["document"], milestone["github"]) == ("Q1 2030", "Q2 2030", "Later")
    assert [act["do"] for act in milestone["next"]] == ["hold"]
    assert "--take github=" in milestone["next"][0]["todo"]
    assert {("update", "title"), ("write", "status")} <= set(nexts(shown))
    out = desk.run("explain", f"#{number}").out
    assert "changed since by: GitHub" in out
    assert 'writes status on the side of the document: "Planned" → "' in out
    assert "holds milestone: both changed" in out


def test_04_07_nobody_of_that_name(desk: Desk):
    desk.put(ROADMAP)
    ran = desk.run("explain", "add-a-cash")
    assert ran.code == 2
    assert "there is no item add-a-cash\n  did you mean add-a-cache?" in ran.err
    assert desk.run("explain", "#77").code == 2


def test_04_07_a_row_that_is_gone(desk: Desk):
    desk.put(ROADMAP)
    desk.sync()
    desk.put(desk.text.replace(next(line for line in desk.text.splitlines(True) if "Trace it" in line), ""))
    shown = explained(desk, "#3")
    assert shown["matched"] == "its marker names a row that is gone from the document"
    assert nexts(shown) == [("leave", "issue")]


def test_04_07_held(desk: Desk):
    """A row that could be an issue's which nobody marked: why, and what to type."""
    desk.github.repo("POST", "/issues", {"title": "Trace it", "labels": ["roadmap"]})
    desk.put(ROADMAP)
    shown = explained(desk, "trace-it")
    assert shown["issue"] is None
    assert shown["matched"] == "none: #1 has this title and our label, and no marker"
    assert nexts(shown) == [("hold", "issue")]
    out = desk.run("explain", "trace-it").out
    assert "next sync  holds issue: #1 has this title and our label, and no marker" in out
    assert "write [#1](" in out


def test_04_07_adopted(desk: Desk):
    desk.github.repo("POST", "/issues", {"title": "Trace it"})
    (desk.folder / ".github").mkdir()
    (desk.folder / ".github/roadmap-sync.yml").write_text("adopt: exact\n")
    desk.put(ROADMAP)
    shown = explained(desk, "trace-it")
    assert shown["matched"] == "it has no marker and is taken over: equal title"
    assert set(moved(shown).values()) <= {
        "unknown: nothing is known of before",
        "the document says nothing of it, so it is not synchronized",
    }
    assert "adopts #1 (equal title)" in desk.run("explain", "trace-it").out


def test_04_07_a_copied_marker_is_named(desk: Desk):
    desk.put("# Roadmap\n\n| Title | Status |\n|---|---|\n| Add a cache | Planned |\n")
    desk.sync()
    number = desk.github.titled("Add a cache")["number"]
    desk.github.edit(number, title="Add a fast cache")
    desk.sync()  # the marker knows its number now
    body = desk.github.repo("GET", f"/issues/{number}")["body"]
    copy = desk.github.repo("POST", "/issues", {"title": "Add a fast cache", "body": body})["number"]
    desk.put(desk.text.replace(f"[#{number}]", f"[#{copy}]").replace(f"issues/{number}", f"issues/{copy}"))
    told = desk.run("explain", "add-a-fast-cache", "--format", "json").json
    assert told["matched"] == f"the row links it, and its marker was copied from #{number}"
