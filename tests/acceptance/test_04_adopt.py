"""Issues that were there before the roadmap: taken over where their titles say so, never by a guess."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from tests.acceptance.desk import REPOSITORY, Desk, clean_environment

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


# ── the command ──────────────────────────────────────────────────────────────────────────────


def test_04_05_proposed(any_desk: Desk):
    """Nobody to ask: the pairs are listed with what to type, and nothing is done."""
    desk = any_desk
    near, equal = reported(desk, "Write a guide"), reported(desk, "Add a cache")
    desk.put(ROADMAP)
    before = desk.github.fingerprint()
    ran = desk.run("adopt")
    assert ran.code == 4
    assert (
        f'issue #{equal}       add-a-cache      ROADMAP.md:7  "Add a cache" ← "Add a cache" (100 %)'
        in ran.out
    )
    assert '← "Write a guide" (85 %)' in ran.out
    assert f"roadmap-sync adopt --take 'add-a-cache=#{equal}'" in ran.out
    assert desk.run("adopt", "--dry-run", "--yes").code == 0
    assert desk.github.fingerprint() == before
    assert desk.text == ROADMAP

    done = desk.run("adopt", "--yes", "--format", "json").json
    desk.publish()
    kinds = {(one["kind"], one["subject"]["number"]) for one in done["plan"]["changes"]}
    assert ("adopt", equal) in kinds
    assert near not in {number for _, number in kinds}
    assert f"Add a cache ([#{equal}]" in desk.text
    assert len(desk.github.issues()) == 2
    assert desk.run("adopt", "--take", f"write-the-guide=#{near}").code == 4  # whose title counts is open
    desk.publish()
    desk.sync("--take", f"document=#{near}")
    desk.settled()
    assert len(desk.github.issues()) == 2
    assert desk.run("adopt").out == "no issue to propose\n"


def test_04_05_what_cannot_be_taken_is_told_at_once(desk: Desk):
    desk.put(ROADMAP)
    desk.sync()
    ran = desk.run(
        "adopt", "--take", "add-a-cash=#2", "--take", "add-a-cache=#2", "--take", "write-the-guide=#77"
    )
    assert ran.code == 2
    assert "there is no item add-a-cash\n  did you mean add-a-cache?" in ran.err
    assert "--take add-a-cache=#2: the item has #1 already" in ran.err
    assert "--take write-the-guide=#77: the item has #2 already" in ran.err


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("n y y", {2}),
        ("all y", {1, 2}),
        ("y quit y", {1}),
        ("n n", set()),
    ],
)
def test_04_05_asked_one_by_one(desk: Desk, answers: str, expected: set[int]):
    """At a terminal: about every pair, then about the plan."""
    first, second = reported(desk, "Add a cache"), reported(desk, "Write the guide")
    desk.put(ROADMAP)
    ours, theirs = pty.openpty()
    os.write(ours, "".join(f"{answer}\n" for answer in answers.split()).encode())
    named = {"GITHUB_API_URL": desk.github.url, "GITHUB_REPOSITORY": REPOSITORY, "GITHUB_TOKEN": "owner"}
    env = clean_environment(**named)
    command = [sys.executable, "-m", "roadmap_sync", "adopt"]
    done = subprocess.run(command, cwd=desk.folder, env=env, stdin=theirs, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert {number for number in (first, second) if f"[#{number}]" in desk.text} == expected
    bodies = {issue["number"]: issue["body"] for issue in desk.github.issues()}
    assert {number for number, body in bodies.items() if body != THEIRS} == expected


def test_04_05_all_takes_no_pair_that_has_an_equal(desk: Desk):
    """Two issues of one title: even after `all` a person says which."""
    for title in ("Write the guide", "Add a cache", "Add a cache"):
        reported(desk, title)
    desk.put(ROADMAP)
    ours, theirs = pty.openpty()
    os.write(ours, b"n\nall\ny\n")
    named = {"GITHUB_API_URL": desk.github.url, "GITHUB_REPOSITORY": REPOSITORY, "GITHUB_TOKEN": "owner"}
    command = [sys.executable, "-m", "roadmap_sync", "adopt"]
    env = clean_environment(**named)
    done = subprocess.run(command, cwd=desk.folder, env=env, stdin=theirs, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "Add a cache ([#3]" in desk.text
    assert "Write the guide ([#1]" in desk.text


# ── issues of ours without a row ─────────────────────────────────────────────────────────────


def test_04_05_labelled_without_a_row(desk: Desk):
    """A plan names them with a line to paste; pasted, it is a row and its issue."""
    desk.put(ROADMAP)
    desk.sync()
    new = desk.github.repo(
        "POST", "/issues", {"title": "Trace | it", "labels": ["roadmap"]}, token="colleague"
    )
    [note] = desk.plan()["notes"]
    assert note.startswith('#3 "Trace | it" has the label roadmap and no row; a line for it: ')
    line = note.split("a line for it: ")[1]
    url = f"{desk.github.url}/acme/widgets/issues/{new['number']}"
    assert line == f"| Trace \\| it ([#3]({url})) | Planned | |"
    assert desk.run("adopt", "--format", "json").json["strays"][0]["line"] == line
    desk.put(f"{desk.text}{line}\n")
    desk.sync()
    assert len(desk.github.issues()) == 3
    desk.settled()


def test_04_05_a_strangers_issue(desk: Desk):
    """Adopted like any other; with the link lost its marker is a stranger's, and a person says it again."""
    desk.github.ask("POST", "/_sandbox/accounts", {"login": "eve", "role": "read", "token": "eve"})
    number = reported(desk, "Add a cache", token="eve")
    configured(desk, "adopt: exact\n")
    desk.put(ROADMAP)
    desk.sync()
    linked = desk.text
    desk.settled()
    desk.put(ROADMAP)
    held = desk.sync(code=4)
    assert [(hold["subject"]["name"], f"[#{number}]" in hold["todo"]) for hold in held["holds"]] == [
        ("add-a-cache", True)
    ]
    assert desk.run("adopt", "--take", f"add-a-cache=#{number}").code == 0
    assert desk.text == linked
    desk.settled()
    assert len(desk.github.issues()) == 2


@pytest.mark.parametrize("body", ["```\nnever closed", "<!-- never closed", "mine\n\n<!-- /roadmap-sync -->"])
def test_04_05_a_text_behind_which_no_marker_can_stand_is_held(desk: Desk, body: str):
    desk.github.repo(
        "POST", "/issues", {"title": "Cache", "body": body, "labels": ["roadmap"]}, token="owner"
    )
    desk.put(f"# Roadmap\n\n- [ ] Cache ([#1]({desk.github.url}/acme/widgets/issues/1))\n- [ ] Search\n")
    for _ in range(2):
        done = desk.sync(code=4)
        assert [one["field"] for one in done["holds"]] == ["marker"]
        assert desk.github.issues()[0]["body"] == body
    assert (len(desk.github.issues()), done["requests"]["write"]) == (2, 0)
