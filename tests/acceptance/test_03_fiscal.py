"""Fiscal years: the milestone is called as the document says, and due when the configured year has it."""

from __future__ import annotations

from tests.acceptance.desk import Desk

ROADMAP = """\
# Roadmap

| Title | Status | Target |
|---|---|---|
| Ship the box | Planned | FY27 Q1 |
| Paint the box | Planned | Q1 2027 |

## H1 FY2027

- [ ] Weigh the box
"""


def due(desk: Desk) -> dict[str, str]:
    return {one["title"]: one["due_on"][:10] for one in desk.github.repo("GET", "/milestones?state=all")}


def configure(desk: Desk, month: int) -> None:
    file = desk.folder / ".github" / "roadmap-sync.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"fiscal-year-start: {month}\n")
    desk.publish("Configure")


def test_03_milestones_are_due_when_the_fiscal_year_has_it(desk: Desk):
    configure(desk, 10)
    desk.put(ROADMAP)
    desk.sync()
    assert due(desk) == {"FY27 Q1": "2026-12-31", "Q1 2027": "2027-03-31", "H1 FY2027": "2027-03-31"}
    desk.settled()
    configure(desk, 7)
    desk.sync()
    assert due(desk) == {"FY27 Q1": "2026-09-30", "Q1 2027": "2027-03-31", "H1 FY2027": "2026-12-31"}
    desk.settled()


def test_03_a_document_may_say_when_its_year_begins(desk: Desk):
    desk.put(f"---\nroadmap:\n  fiscal-year-start: 4\n---\n{ROADMAP}")
    shown = desk.run("show", "--format", "json").json["documents"][0]["items"]
    assert [(each["target"]["text"], each["target"]["start"], each["target"]["end"]) for each in shown] == [
        ("FY27 Q1", "2026-04-01", "2026-06-30"),
        ("Q1 2027", "2027-01-01", "2027-03-31"),
        ("H1 FY2027", "2026-04-01", "2026-09-30"),
    ]
