"""Status labels: written, read, undone, and left alone where nothing changed."""

from __future__ import annotations

from tests.acceptance.desk import Desk

ROADMAP = """\
# Roadmap

| Title | Status | Issue |
|---|---|---|
| Read the file | Planned | |
| Write the file | In progress | |
| Ship the box | Blocked | |
| Paint the box | Done | |
"""
SETTINGS = "status-labels: true\nstatus-label-prefix: 'State: '\n"


def begin(desk: Desk) -> None:
    file = desk.folder / ".github" / "roadmap-sync.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(SETTINGS)
    desk.put(ROADMAP)
    desk.sync()


def states(desk: Desk) -> dict[str, list[str]]:
    found = {one["title"]: [label["name"] for label in one["labels"]] for one in desk.github.issues()}
    return {title: [name for name in names if name != "roadmap"] for title, names in found.items()}


def label(desk: Desk, title: str, *names: str) -> None:
    number = desk.github.titled(title)["number"]
    desk.github.repo("PUT", f"/issues/{number}/labels", {"labels": ["roadmap", *names]})


def test_03_labels_hold_the_status_both_ways(any_desk: Desk):
    desk = any_desk
    begin(desk)
    assert states(desk) == {
        "Read the file": ["State: planned"],
        "Write the file": ["State: in progress"],
        "Ship the box": ["State: blocked"],
        "Paint the box": [],
    }
    desk.settled()
    desk.edit("| Read the file | Planned", "| Read the file | In progress")
    label(desk, "Ship the box", "State: in progress")
    desk.sync()
    assert states(desk)["Read the file"] == ["State: in progress"]
    assert "| Ship the box | In progress |" in desk.text
    desk.settled()
    desk.edit("| Read the file | In progress", "| Read the file | Planned")
    desk.edit("| Ship the box | In progress", "| Ship the box | Blocked")
    desk.sync()
    assert states(desk)["Read the file"] == ["State: planned"]
    assert states(desk)["Ship the box"] == ["State: blocked"]
    desk.settled()


def test_03_closing_and_reopening_take_the_label_along(desk: Desk):
    begin(desk)
    desk.edit("| Write the file | In progress", "| Write the file | Done")
    desk.github.reopen(desk.github.titled("Paint the box")["number"])
    desk.github.close(desk.github.titled("Ship the box")["number"])
    desk.sync()
    assert states(desk) == {
        "Read the file": ["State: planned"],
        "Write the file": [],
        "Ship the box": ["State: blocked"],
        "Paint the box": ["State: in progress"],
    }
    assert "| Ship the box | Done |" in desk.text
    assert "| Paint the box | In Progress |" in desk.text
    desk.settled()
    desk.edit("| Ship the box | Done", "| Ship the box | In progress")
    desk.sync()
    assert states(desk)["Ship the box"] == ["State: in progress"]
    desk.settled()


def test_03_two_labels_are_held_and_a_lost_one_is_listed(desk: Desk):
    begin(desk)
    label(desk, "Read the file", "State: planned", "State: blocked")
    label(desk, "Write the file")
    done = desk.sync(code=4)
    assert done["changes"] == []
    assert [(one["kind"], one["subject"]["name"]) for one in done["holds"]] == [
        ("conflict", "read-the-file"),
        ("drift", "write-the-file"),
    ]
    label(desk, "Read the file", "State: blocked")
    desk.sync("--take", "document=write-the-file:status")
    assert "| Read the file | Blocked |" in desk.text
    assert states(desk)["Write the file"] == ["State: in progress"]
    desk.settled()
