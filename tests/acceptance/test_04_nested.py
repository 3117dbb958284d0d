"""Checklists below items that are sub-issues: made, followed both ways, and let go again."""

from __future__ import annotations

from tests.acceptance.desk import Desk

ROADMAP = """\
# Roadmap

## Q1 2026

- [ ] **Login**: sign in
  - [ ] Form
    - [ ] Field
  - [x] Page

  Acceptance criteria:

  - [ ] fast
- [ ] Search
  - [ ] Form
"""


def configured(desk: Desk, text: str) -> None:
    (desk.folder / "config.yml").write_text(text)
    desk.environment["ROADMAP_SYNC_CONFIG"] = "config.yml"


def tree(desk: Desk) -> dict[int, list[int]]:
    numbers = [one["number"] for one in desk.github.issues()]
    below = {at: desk.github.repo("GET", f"/issues/{at}/sub_issues") for at in numbers}
    return {at: [one["number"] for one in found] for at, found in below.items() if found}


def states(desk: Desk) -> list[tuple[str, str]]:
    return [(one["title"], one["state"]) for one in desk.github.issues()]


def begun(desk: Desk) -> Desk:
    configured(desk, "nested: sub-issues\n")
    desk.put(ROADMAP)
    desk.sync()
    return desk


def test_04_nested_checklists_are_sub_issues_and_follow_both_ways(any_desk: Desk):
    desk = begun(any_desk)
    assert states(desk) == [
        ("Login", "open"),
        ("Form", "open"),
        ("Field", "open"),
        ("Page", "closed"),
        ("Search", "open"),
        ("Form", "open"),
    ]
    assert tree(desk) == {1: [2, 4], 2: [3], 5: [6]}
    body = desk.github.issues()[0]["body"]
    assert ("fast" in body, "Page" in body) == (True, False)
    assert "  - [ ] Form ([#2](" in desk.text
    desk.settled()
    desk.github.close(6)
    before = desk.text
    desk.sync()
    line = next(one for one in before.splitlines() if "[#6]" in one)
    assert desk.text == before.replace(line, line.replace("[ ]", "[x]"))
    desk.settled()
    desk.edit("- [ ] Field", "- [x] Field")
    desk.sync()
    assert states(desk)[2] == ("Field", "closed")
    desk.settled()


def test_04_nested_an_entry_that_moves_below_another_item_takes_its_issue_along(desk: Desk):
    begun(desk)
    line = next(one for one in desk.text.splitlines(keepends=True) if "Page" in one)
    desk.put(desk.text.replace(line, "") + line)
    desk.sync()
    assert tree(desk) == {1: [2], 2: [3], 5: [6, 4]}
    desk.settled()


def test_04_nested_switched_off_again_nothing_is_closed(desk: Desk):
    begun(desk)
    configured(desk, "nested: body\norphans: close\n")
    before = states(desk)
    for _ in range(2):
        done = desk.run("sync", "--yes", "--format", "json")
        assert {one["subject"]["number"] for one in done.json["holds"]} >= {2, 3, 6}
        assert {one["why"] for one in done.json["holds"]} == {
            "its row is gone from ROADMAP.md, which links it all the same"
        }
        assert not [one for one in done.json["changes"] if one["kind"] in ("close", "create")]
        assert (states(desk), tree(desk)) == (before, {1: [2, 4], 2: [3], 5: [6]})
    configured(desk, "nested: sub-issues\n")
    desk.sync()
    desk.settled()


def test_04_nested_the_plan_says_what_is_too_much(desk: Desk):
    configured(desk, "nested: sub-issues\n")
    desk.put("# Roadmap\n\n## Q1 2026\n\n" + "".join(f"{'  ' * at}- [ ] Level {at}\n" for at in range(1, 10)))
    (note,) = [one for one in desk.plan()["notes"] if "levels" in one]
    assert note.startswith("ROADMAP.md:13: issues have at most 8 levels")
    desk.sync()
    assert sum(len(one) for one in tree(desk).values()) == 7
    desk.settled()


def test_04_nested_an_item_that_holds_others_is_renamed_on_github(any_desk: Desk):
    desk = begun(any_desk)
    desk.github.edit(1, title="Sign-in")
    desk.github.edit(2, title="Sheet")
    before = desk.text
    desk.sync()
    assert desk.text == before.replace("**Login**", "**Sign-in**").replace("Form ([#2]", "Sheet ([#2]")
    desk.settled()
