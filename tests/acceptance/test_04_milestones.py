"""Milestones in full: days and states both ways, names that change, and people's text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.desk import Desk

ROADMAP = """\
# Roadmap

## Releases

| Version | Status | Target date | Description |
|---|---|---|---|
| v1.0.0 | Planned | 2026-03-31 | The first one |
| v1.1.0 | In Progress | 2026-06-30 | |
| v0.9.0 | ✅ Done | 2025-12-31 | Behind us |

## Server

| Title | Status | Target |
|---|---|---|
| Add a cache | Planned | v1.0.0 |
| Write the guide | ✅ Done | v1.0.0 |
| Trace every request | Planned | Q3 2026 |
| Ship it | Planned | v0.9.0 |
"""


def stone(desk: Desk, title: str) -> dict[str, Any]:
    (found,) = [one for one in stones(desk) if one["title"] == title]
    return found


def stones(desk: Desk) -> list[dict[str, Any]]:
    return desk.github.repo("GET", "/milestones?state=all")


def change(desk: Desk, name: str, **fields: object) -> None:
    desk.github.repo("PATCH", f"/milestones/{stone(desk, name)['number']}", fields)


def begun(desk: Desk) -> Desk:
    desk.put(ROADMAP)
    desk.sync()
    desk.settled()
    return desk


@pytest.mark.usefixtures("plain")
def test_04_milestones_begin_as_the_document_says(any_desk: Desk):
    desk = begun(any_desk)
    found = {one["title"]: (one["state"], (one["due_on"] or "")[:10]) for one in stones(desk)}
    assert found == {
        "v1.0.0": ("open", "2026-03-31"),
        "v1.1.0": ("open", "2026-06-30"),
        "v0.9.0": ("closed", "2025-12-31"),
        "Q3 2026": ("open", "2026-09-30"),
    }
    assert desk.github.titled("Ship it")["milestone"]["title"] == "v0.9.0"


def test_04_a_day_moves_in_the_document_and_goes_away(any_desk: Desk):
    desk = begun(any_desk)
    desk.edit("2026-03-31", "2026-04-30")
    desk.sync()
    assert stone(desk, "v1.0.0")["due_on"][:10] == "2026-04-30"
    desk.settled()
    desk.edit("2026-04-30", "")
    desk.sync()
    assert stone(desk, "v1.0.0")["due_on"] is None
    desk.settled()


def test_04_a_day_moves_on_github(any_desk: Desk):
    desk = begun(any_desk)
    change(desk, "v1.0.0", due_on="2026-05-15T12:00:00Z")
    desk.sync()
    assert "| v1.0.0 | Planned | 2026-05-15 | The first one |" in desk.text
    desk.settled()
    change(desk, "v1.0.0", due_on="2026-03-31T12:00:00Z")
    desk.sync()
    assert "| v1.0.0 | Planned | 2026-03-31 |" in desk.text
    desk.settled()


def test_04_a_day_without_a_cell_is_listed(any_desk: Desk):
    desk = begun(any_desk)
    change(desk, "Q3 2026", due_on="2026-10-15T12:00:00Z")
    before = desk.text
    done = desk.sync()
    assert [(one["kind"], one["field"], one["github"]) for one in done["holds"]] == [
        ("drift", "due", "2026-10-15")
    ]
    assert (done["changes"], desk.text) == ([], before)


def test_04_a_day_that_moved_on_both_sides_is_held(any_desk: Desk):
    desk = begun(any_desk)
    change(desk, "v1.0.0", due_on="2026-05-15T12:00:00Z")
    desk.edit("2026-03-31", "2026-04-30")
    done = desk.sync(code=4)
    assert done["holds"][0]["todo"].startswith("roadmap-sync --take github=v1.0.0")
    assert stone(desk, "v1.0.0")["due_on"][:10] == "2026-05-15"
    desk.sync("--take", "document=v1.0.0:due")
    assert stone(desk, "v1.0.0")["due_on"][:10] == "2026-04-30"
    desk.settled()


def test_04_a_release_that_is_done_is_closed_and_opened_again(any_desk: Desk):
    desk = begun(any_desk)
    desk.edit("| v1.0.0 | Planned |", "| v1.0.0 | ✅ Done |")
    desk.sync()
    assert stone(desk, "v1.0.0")["state"] == "closed"
    desk.settled()
    desk.edit("| v1.0.0 | ✅ Done |", "| v1.0.0 | In Progress |")
    desk.sync()
    assert stone(desk, "v1.0.0")["state"] == "open"
    desk.settled()


def test_04_a_milestone_closed_on_github_is_a_release_done(any_desk: Desk):
    desk = begun(any_desk)
    change(desk, "v1.1.0", state="closed")
    desk.sync()
    assert "| v1.1.0 | ✅ Done |" in desk.text
    desk.settled()
    change(desk, "v1.1.0", state="open")
    desk.sync()
    assert "In Progress | 2026-06-30 |" in desk.text
    desk.settled()


def test_04_a_renamed_milestone_is_followed(any_desk: Desk):
    desk = begun(any_desk)
    before = desk.text
    change(desk, "v1.0.0", title="The big one")
    change(desk, "Q3 2026", title="Summer")
    desk.settled()
    assert {one["title"] for one in stones(desk)} == {"The big one", "v1.1.0", "v0.9.0", "Summer"}
    assert desk.text == before
    desk.edit("2026-03-31", "2026-04-30")
    desk.edit("| Planned | v0.9.0 |", "| Planned | v1.0.0 |")
    desk.sync()
    assert stone(desk, "The big one")["due_on"][:10] == "2026-04-30"
    assert desk.github.titled("Ship it")["milestone"]["title"] == "The big one"
    desk.settled()


def test_04_a_milestone_renamed_to_what_the_document_calls_another_is_both(any_desk: Desk):
    desk = begun(any_desk)
    change(desk, "Q3 2026", title="Q4 2026")
    desk.settled()
    desk.edit("| Q3 2026 |", "| Q4 2026 |")
    desk.put(f"{desk.text}| Later | Planned | Q3 2026 |\n")
    desk.sync()
    desk.settled()
    assert {one["title"] for one in stones(desk)} == {"v0.9.0", "v1.0.0", "v1.1.0", "Q4 2026"}
    assert desk.github.titled("Later")["milestone"]["title"] == "Q4 2026"
    desk.edit("| Q4 2026 |", "| Q3 2026 |")
    desk.sync()
    assert desk.text.count("| Q3 2026 |") == 2
    desk.settled()


def test_04_an_issue_that_moved_rewrites_its_cell(any_desk: Desk):
    desk = begun(any_desk)
    number = desk.github.titled("Add a cache")["number"]
    desk.github.edit(number, milestone=stone(desk, "v1.1.0")["number"])
    desk.sync()
    (line,) = [one for one in desk.text.split("\n") if "Add a cache" in one]
    assert line.endswith("| Planned | v1.1.0 |")
    desk.settled()


def test_04_people_keep_their_description(any_desk: Desk):
    desk = begun(any_desk)
    ours = stone(desk, "v1.0.0")["description"]
    change(desk, "v1.0.0", description=f"Ours to tell.\n\n{ours}\n\nMore below.")
    desk.edit("The first one", "The first public one")
    desk.sync()
    found = stone(desk, "v1.0.0")["description"]
    assert found.startswith("Ours to tell.\n\n<!-- roadmap-sync ")
    assert "The first public one" in found
    assert "The first one" not in found
    assert found.endswith("\n\nMore below.")
    desk.settled()


def test_04_a_milestone_that_people_made_stays_theirs(any_desk: Desk):
    desk = any_desk
    made = {"title": "v1.0.0", "due_on": "2027-01-31T12:00:00Z", "description": "By hand"}
    desk.github.repo("POST", "/milestones", made)
    begun(desk)
    desk.edit("| v1.0.0 | Planned | 2026-03-31 |", "| v1.0.0 | ✅ Done | 2026-04-30 |")
    desk.settled()
    found = stone(desk, "v1.0.0")
    assert (found["due_on"][:10], found["state"], found["description"]) == ("2027-01-31", "open", "By hand")


def test_04_two_documents_share_a_milestone(any_desk: Desk):
    desk = any_desk
    desk.put(ROADMAP)
    other = desk.folder / "docs" / "CLIENT.md"
    other.parent.mkdir()
    other.write_text(
        "# Client\n\n| Title | Status | Target |\n|---|---|---|\n| Draw it | Planned | v1.0.0 |\n", "utf-8"
    )
    config = desk.folder / ".github" / "roadmap-sync.yml"
    config.parent.mkdir()
    config.write_text("documents: [ROADMAP.md, docs/CLIENT.md]\n", "utf-8")
    desk.publish()
    desk.sync()
    desk.settled()
    assert desk.github.titled("Draw it")["milestone"]["title"] == "v1.0.0"
    assert len(stones(desk)) == 4
    desk.edit("2026-03-31", "2026-04-30")
    desk.sync("docs/CLIENT.md")
    assert stone(desk, "v1.0.0")["due_on"][:10] == "2026-03-31", "a run for the other document leaves it"
    desk.sync()
    assert stone(desk, "v1.0.0")["due_on"][:10] == "2026-04-30"
    desk.settled()


@pytest.mark.usefixtures("plain")
def test_04_the_plan_says_it(desk: Desk):
    begun(desk)
    desk.edit("| v1.0.0 | Planned | 2026-03-31 |", "| v1.0.0 | ✅ Done | 2026-04-30 |")
    change(desk, "v1.1.0", due_on="2026-07-31T12:00:00Z")
    out = desk.run("--dry-run").out
    assert "  ~ milestone      v1.0.0  due    2026-03-31 → 2026-04-30\n" in out
    assert "  ~ milestone      v1.0.0  state  open → closed\n" in out
    assert "v1.1.0  target 2026-06-30 → 2026-07-31   (milestone v1.1.0 was moved to 2026-07-31)\n" in out
    assert "1 milestone to update, 1 line to write back" in out


def test_04_what_to_type_still_fits_when_the_run_takes_over_a_new_title(desk: Desk):
    """The key of an item without an id is made of its title."""
    desk.put("# Roadmap\n\n## Q3 2026\n\n- [ ] Ship it\n")
    desk.sync()
    desk.github.edit(1, title="Deliver it", milestone=None)
    (hold,) = desk.sync()["holds"]
    assert hold["todo"].endswith("--take 'document=#1:milestone'")
    desk.sync("--take", "document=#1:milestone")
    assert desk.github.titled("Deliver it")["milestone"]["title"] == "Q3 2026"
