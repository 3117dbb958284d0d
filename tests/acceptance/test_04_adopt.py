"""Issues that were there before the roadmap: taken over where their titles say so, never by a guess."""

from __future__ import annotations

import pytest

from tests.acceptance.desk import Desk

ROADMAP = """# Roadmap

## Server

| Title | Status | Target |
|---|---|---|
| Add a cache | Planned | |
| Write the guide | In progress | |
"""
THEIRS = "It is slow.\n\n- [ ] measure"


def reported(desk: Desk, title: str, body: str = THEIRS, token: str = "colleague") -> int:
    """An issue that somebody wrote by hand."""
    return int(desk.github.repo("POST", "/issues", {"title": title, "body": body}, token=token)["number"])


def configured(desk: Desk, text: str) -> None:
    (desk.folder / ".github").mkdir(exist_ok=True)
    (desk.folder / ".github/roadmap-sync.yml").write_text(text)


def test_04_05_exact(any_desk: Desk):
    """One issue of that title and one row: the issue becomes the row's, and keeps every byte of its text."""
    desk = any_desk
    number = reported(desk, "add a Cache!")
    configured(desk, "adopt: exact\n")
    desk.put(ROADMAP)
    planned = desk.run("--dry-run").out
    assert f"~ issue #{number}       add-a-cache" in planned
    assert f"adopt  #{number}   (equal title)" in planned
    assert "1 issue to create" in planned.replace("1 label and ", "")
    done = desk.sync(code=4)  # the titles differ in their letters, and a person says which counts
    assert [one["kind"] for one in done["changes"] if one["subject"]["name"] == "add-a-cache"] == [
        "adopt",
        "add",
        "write",
    ]
    body = desk.github.repo("GET", f"/issues/{number}")["body"]
    assert body.startswith(f"{THEIRS}\n\n<!-- roadmap-sync ")
    assert body.endswith("-->\n<!-- /roadmap-sync -->\n")
    assert f"| Add a cache ([#{number}]({desk.github.url}/acme/widgets/issues/{number})) |" in desk.text
    assert len(desk.github.issues()) == 2
    desk.sync("--take", "document")
    desk.settled()
    assert desk.sync()["requests"] == {"read": 1, "write": 0}


def test_04_05_killed_before_the_document_was_saved(any_desk: Desk):
    """The marker stands in the issue, the link does not stand in the document."""
    desk = any_desk
    number = reported(desk, "Add a cache")
    configured(desk, "adopt: exact\n")
    desk.put(ROADMAP)
    desk.sync()
    after = desk.text
    desk.put(ROADMAP)
    assert [one["kind"] for one in desk.sync()["changes"]] == ["write", "write"]
    assert desk.text == after
    assert [issue["number"] for issue in desk.github.issues()] == [number, 2]
    desk.settled()


def test_04_05_in_doubt(desk: Desk):
    """Two issues of one title: the row is held and says what to type."""
    first, second = reported(desk, "Add a cache"), reported(desk, "Add a cache")
    configured(desk, "adopt: exact\n")
    desk.put(ROADMAP.replace("| Write the guide | In progress | |\n", ""))
    held = desk.sync(code=4)
    assert held["changes"] == []
    [hold] = held["holds"]
    assert f"#{first}, #{second} have this title and no marker" in hold["why"]
    assert f"[#{first}]" in hold["todo"]
    assert f"roadmap-sync adopt --take 'add-a-cache=#{first}'" in hold["todo"]


def test_04_05_with_the_managed_text(desk: Desk):
    number = reported(desk, "Add a cache")
    configured(desk, "adopt: exact+body\n")
    desk.put(ROADMAP)
    desk.sync()
    body = desk.github.repo("GET", f"/issues/{number}")["body"]
    assert body.startswith(f"{THEIRS}\n\n<!-- roadmap-sync ")
    assert "\nFrom ROADMAP.md § Server\n\n<!-- /roadmap-sync -->" in body
    desk.settled()


@pytest.mark.parametrize("text", ["", "adopt: body\n"])
def test_04_05_not_asked_for(desk: Desk, text: str):
    reported(desk, "Add a cache")
    configured(desk, text)
    desk.put(ROADMAP)
    desk.sync()
    assert len(desk.github.issues()) == 3
