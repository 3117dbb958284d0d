"""A roadmap in YAML blocks, line by line, through the command line."""

from __future__ import annotations

import pytest

from tests.acceptance.desk import Desk

PLAN = """\
# Plan

## Q3 2026

```yaml
# what we build next
dark_mode:
  status: "in_progress"   # since May
  description: "Follows the system"
  target: 'v1.2'

search:
  status: planned
  title: Full-text search  # all of it
  description: |
    Find things.

    Fast.

# later
sync: {status: done, target: v1.1}
```
"""


def test_03_yaml_there_and_back(any_desk: Desk):
    desk, github = any_desk, any_desk.github
    desk.put(PLAN)
    desk.sync()
    assert [(one["title"], one["state"]) for one in github.issues()] == [
        ("dark mode", "open"),
        ("Full-text search", "open"),
        ("sync", "closed"),
    ]
    assert {one["title"] for one in github.repo("GET", "/milestones?state=all")} == {
        "v1.1",
        "v1.2",
        "Q3 2026",
    }
    linked = PLAN.replace("'v1.2'\n", "'v1.2'\n  issue: 1\n").replace(
        "    Fast.\n", "    Fast.\n  issue: 2\n"
    )
    assert desk.text == linked
    desk.settled()
    github.close(1)
    github.close(2, "not_planned")
    github.edit(2, title='Search: "all"')
    desk.sync()
    wanted = linked.replace('"in_progress"', '"done"').replace("status: planned", "status: dropped")
    assert desk.text == wanted.replace("Full-text search ", '"Search: \\"all\\"" ')
    desk.settled()
    github.reopen(1)
    desk.sync()
    assert 'status: "in_progress"   # since May' in desk.text
    desk.settled()


def test_03_yaml_edits_in_the_document(desk: Desk):
    desk.put(PLAN)
    desk.sync()
    desk.edit('"in_progress"', '"shipped"')
    desk.edit("Full-text search", "Search in all fields")
    desk.sync()
    assert [(one["title"], one["state"]) for one in desk.github.issues()][:2] == [
        ("dark mode", "closed"),
        ("Search in all fields", "open"),
    ]
    desk.settled()


@pytest.mark.usefixtures("plain")
def test_03_front_matter_overrides(desk: Desk):
    desk.put("---\nroadmap:\n  items: {yaml: false}\n---\n\n" + PLAN)
    assert desk.plan()["changes"] == []
    desk.put("---\nroadmap:\n  items: {yam: false}\n---\n\n" + PLAN)
    ran = desk.run("--dry-run")
    assert ran.code == 2
    assert "ROADMAP.md:3:11" in ran.err
