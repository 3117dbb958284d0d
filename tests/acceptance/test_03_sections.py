"""Sections that state the status of their items, line by line, through the command line."""

from __future__ import annotations

from tests.acceptance.desk import Desk

PLAN = """\
# Plan

See [the second phase](#phase-3-far-).

### Phase 1: Core (Q1 2026) ✅

- Parser
- Lexer

### Phase 2: Scale (Q3 2026) 🚧

| Title | Owner |
|---|---|
| Shards | ada |
| Rings | bob |

### Phase 3: Far 🚧

- Moons

## Search

**Status:** Planned for Q4 2026

- Index
- Ranking

## Planned

- Themes
"""


def titled(desk: Desk, *titles: str) -> list[int]:
    numbers = {issue["title"]: issue["number"] for issue in desk.github.issues()}
    return [numbers[title] for title in titles]


def begun(desk: Desk) -> Desk:
    desk.put(PLAN)
    desk.sync()
    return desk


def test_03_a_section_is_written_when_all_its_items_agree(any_desk: Desk):
    desk = begun(any_desk)
    before = desk.text
    shards, rings, index, ranking = titled(desk, "Shards", "Rings", "Index", "Ranking")
    desk.github.close(shards)
    done = desk.sync()
    assert [(one["kind"], one["field"], one["github"]) for one in done["holds"]] == [
        ("drift", "status", "done")
    ]
    assert "waits until everything agrees" in done["holds"][0]["why"]
    assert (done["changes"], desk.text) == ([], before)
    for number in (rings, index, ranking):
        desk.github.close(number)
    for number in titled(desk, "Parser", "Lexer"):
        desk.github.reopen(number)
    done = desk.sync()
    assert [(one["kind"], one["before"], one["after"]) for one in done["changes"]] == [
        ("reopen", "closed", "open"),  # the milestones that the headings declare
        ("close", "open", "closed"),
        ("write", "✅", "🚧"),
        ("write", "🚧", "✅"),
        ("write", "Planned", "Completed"),
    ]
    wanted = before.replace("(Q3 2026) 🚧", "(Q3 2026) ✅").replace("(Q1 2026) ✅", "(Q1 2026) 🚧")
    assert desk.text == wanted.replace("Planned for", "Completed for")
    desk.settled()


def test_03_items_of_a_section_that_do_not_agree_are_listed(desk: Desk):
    """Nor are a heading that is a bucket and one that a link points at written."""
    begun(desk)
    before = desk.text
    index, ranking, parser, *fixed = titled(desk, "Index", "Ranking", "Parser", "Themes", "Moons")
    desk.github.close(index)
    desk.github.close(ranking, "not_planned")
    desk.github.reopen(parser)
    for number in fixed:
        desk.github.close(number)
    done = desk.sync()
    assert (done["changes"], desk.text) == ([], before)
    waits = {one["subject"]["number"]: "waits until" in one["why"] for one in done["holds"]}
    assert waits == {index: True, ranking: True, parser: True, fixed[0]: False, fixed[1]: False}
    assert {one["kind"] for one in done["holds"]} == {"drift"}


def test_03_a_section_that_somebody_edits_speaks_for_all(desk: Desk):
    begun(desk)
    desk.edit("(Q3 2026) 🚧", "(Q3 2026) ✅")
    desk.edit("**Status:** Planned for", "**Status:** ✅ Done for")
    desk.sync()
    states = {issue["title"]: issue["state"] for issue in desk.github.issues()}
    assert [states[name] for name in ("Shards", "Rings", "Index", "Ranking", "Moons")] == [
        "closed",
        "closed",
        "closed",
        "closed",
        "open",
    ]
    desk.settled()


def test_03_a_milestone_without_heirs_is_the_sign_of_its_heading(desk: Desk):
    desk.put("# Plan\n\n### Phase 2: Scale (Q3 2026) 🚧\n\n- [ ] Shards\n- [x] Rings\n")
    desk.sync()
    (stone,) = desk.github.repo("GET", "/milestones?state=all")
    desk.github.repo("PATCH", f"/milestones/{stone['number']}", {"state": "closed"})
    desk.sync()
    assert "### Phase 2: Scale (Q3 2026) ✅\n" in desk.text
    desk.settled()
