"""What documents call other items, and what comes of it: edges, or a finding."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_sync import document
from roadmap_sync.config import Config
from roadmap_sync.model import Document, Neighbor
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.kinship.mentions import follow
from roadmap_sync.reconcile.planner import plan
from tests.reconcile.build import context, marked, page, world

HEAD = "# Roadmap\n\n## Server\n\n| ID | Title | Status | Depends on | Issue |\n|---|---|---|---|---|\n"
TITLES = ("Add a cache", "Write the guide", "Ship it", "Measure")


def table(*cells: str, ids: str = "P0.{}", issue: str = "") -> Document:
    """Rows that depend on what the cells say."""
    rows = (
        f"| {ids.format(n)} | {TITLES[n - 1]} | Planned | {cell} | {issue.format(n)} |\n"
        for n, cell in enumerate(cells, 1)
    )
    return document.read((HEAD + "".join(rows)).encode(), "ROADMAP.md", Config())


def ends(document: Document, key: str) -> list[str | int]:
    need = follow([document]).needs["ROADMAP.md", key]
    return [*(row[1] for row in need.rows), *(one.link.number for one in need.issues if one.link)]


LED = {
    "nothing": ("—", []),
    "a word for nothing": ("none", []),
    "an id": ("P0.2", ["P0.2"]),
    "in other letters": ("p0.2", ["P0.2"]),
    "several, however they are parted": ("P0.2; `P0.3`, P0.4", ["P0.2", "P0.3", "P0.4"]),
    "joined by a word": ("P0.2 and P0.3", ["P0.2", "P0.3"]),
    "on lines of their own": ("P0.2<br>P0.3", ["P0.2", "P0.3"]),
    "with a remark": ("P0.2 (the reader)", ["P0.2"]),
    "twice the same": ("P0.2, Write the guide", ["P0.2"]),
    "a title": ("Write the guide", ["P0.2"]),
    "a title with another in it": ("Write the guide and Ship it", ["P0.2", "P0.3"]),
    "a link to its heading": ("[P0.2](#p02)", ["P0.2"]),
    "the number of an issue": ("#77", [77]),
    "its address": ("[#77](https://github.com/acme/widgets/issues/77)", [77]),
    "a bare number is no issue": ("3", []),
    "words": ("Redis", []),
}


@pytest.mark.parametrize(("cell", "expected"), LED.values(), ids=LED.keys())
def test_what_a_cell_names(cell: str, expected: list[str | int]) -> None:
    assert ends(table(cell, "", "", ""), "P0.1") == expected


def test_the_numbers_of_the_document_come_before_those_of_issues() -> None:
    assert ends(table("#2, 3", "", "", ids="{}"), "1") == ["2", "3"]


def test_the_number_of_a_row_s_own_issue_is_that_row() -> None:
    address = "https://github.com/{}/widgets/issues/12"
    there = table(f"#12, {address.format('other')}", "", issue=address.format("acme").replace("12", "1{}"))
    need = follow([there]).needs["ROADMAP.md", "P0.1"]
    assert need.rows == (("ROADMAP.md", "P0.2"),)
    assert [one.link.owner for one in need.issues if one.link] == ["other"]


def test_a_name_that_two_rows_have_is_none_s_and_another_document_s_is_found() -> None:
    twice = table("Ship it", "", "")
    both = replace(twice, items=(*twice.items, replace(twice.items[2], key="other", id="X")))
    assert follow([both]).needs["ROADMAP.md", "P0.1"].rows == ()
    other = replace(table("", ""), path="B.md")
    found = follow([table("B.md::P0.2"), other])
    assert found.needs["ROADMAP.md", "P0.1"].rows == (("B.md", "P0.2"),)


def test_faults_say_where() -> None:
    found = follow([table("P0.9, Redis", "P0.2", "P0.4", "P0.3")])
    assert [(one.code, one.row[1], one.place.line, one.place.column) for one in found.faults] == [
        ("unknown-dependency", "P0.1", 7, 34),
        ("dependency-in-words", "P0.1", 7, 40),
        ("own-dependency", "P0.2", 8, 38),
        ("dependency-cycle", "P0.3", 9, 30),
    ]
    assert not any(need.rows for need in found.needs.values())


@given(st.lists(st.lists(st.integers(1, 6), max_size=4), min_size=6, max_size=6))
def test_what_is_followed_never_goes_in_a_circle(wanted: list[list[int]]) -> None:
    rows = "".join(
        f"| A{n} | Task {n} | Planned | {', '.join(f'A{one}' for one in ones)} |  |\n"
        for n, ones in enumerate(wanted, 1)
    )
    found = follow([document.read((HEAD + rows).encode(), "ROADMAP.md", Config())])
    edges = {key: [row[1] for row in need.rows] for (_, key), need in found.needs.items()}
    met: set[str] = set()
    while ready := [key for key, ones in edges.items() if key not in met and set(ones) <= met]:
        met |= set(ready)
    assert met == set(edges)
    circular = any(fault.code in ("dependency-cycle", "own-dependency") for fault in found.faults)
    assert circular or sum(map(len, edges.values())) == sum(len(set(ones)) for ones in wanted)


# ── a row that is in doubt ───────────────────────────────────────────────────────────────────


def test_nothing_is_taken_away_while_something_cannot_be_followed() -> None:
    base = {"blocked_by": ("#2",)}
    mine = marked(1, "Add a cache", ident="P0.1", base=base)
    second = marked(2, "Write the guide", ident="P0.2")
    for cell, removed in (("P0.9", []), ("—", ["P0.2"])):
        now = table(cell, "")
        around = replace(world(_blocked(mine), second), kin=frozenset({"blocked_by"}))
        seen = [Reading(now)]
        made = plan(seen, context(around, seen), gone=frozenset(), allowed={"updates": 99})
        assert [one.before for one in made.changes if one.kind == "remove"] == removed


def _blocked(one):
    return replace(one, blockers=(Neighbor("I_2", "#2"),))


def test_a_document_without_a_place_for_it_asks_for_nothing() -> None:
    assert follow([page()]).needs == {}


# ── groups ───────────────────────────────────────────────────────────────────────────────────


def test_what_there_is_no_room_for_below_a_parent_is_said_and_made_beside_it() -> None:
    config = Config(groups="parent")
    rows = "".join(f"- [ ] Task number {n}\n" for n in range(1, 103))
    text = f"# Roadmap\n\n## Features\n\n### Backend\n\n{rows}"
    seen = [Reading(document.read(text.encode(), "ROADMAP.md", config))]
    around = replace(world(), kin=frozenset({"parent"}))
    made = plan(seen, context(around, seen, config=config), gone=frozenset(), allowed={"creates": 200})
    assert [one.title for one in made.issues][:2] == ["Backend", "Task number 1"]
    assert [one.title for one in made.issues if one.parent is None] == [
        "Backend",
        "Task number 101",
        "Task number 102",
    ]
    assert [(one.kind, one.field, one.subject.name) for one in made.holds] == [
        ("drift", "parent", "task-number-101"),
        ("drift", "parent", "task-number-102"),
    ]


BACKEND = {
    "full, others count": ({"children": 100}, {}, "backend has 100 sub-issues already; GitHub takes no more"),
    "one place is left": ({"children": 99}, {}, None),
    "full, but it is there already": ({"children": 100}, {"parent": Neighbor("I_1", "#1")}, None),
    "at the last level": ({"level": 8}, {}, "backend stands too deep: GitHub takes 8 levels"),
    "one level is left": ({"level": 7}, {}, None),
    "one level for two": ({"level": 7}, {"children": 1}, "backend stands too deep: GitHub takes 8 levels"),
    "below its own item": (
        {"parent": Neighbor("I_2", "#2")},
        {},
        "GitHub has backend below it; take that out there first",
    ),
}


@pytest.mark.parametrize("name", BACKEND)
def test_where_github_would_not_take_a_sub_issue(name: str) -> None:
    above, below, why = BACKEND[name]
    config = Config(groups="parent")
    text = "# Roadmap\n\n## Features\n\n### Backend\n\n- [ ] Ship it\n"
    seen = [Reading(document.read(text.encode(), "ROADMAP.md", config))]
    issues = marked(1, "Backend", **above), marked(2, "Ship it", **below)
    around = replace(world(*issues), kin=frozenset({"parent"}))
    made = plan(seen, context(around, seen, config=config), gone=frozenset(), allowed={})
    assert [one.why for one in made.holds if one.field == "parent"] == ([why] if why else [])
    pushed = [one.after for one in made.changes if one.field == "parent"]
    assert pushed == ([] if why or "parent" in below else ["backend"])


@pytest.mark.parametrize(("blockers", "left"), [(48, []), (49, ["no room for P0.3"]), (50, ["P0.1", "P0.3"])])
def test_an_issue_takes_fifty_blockers(blockers: int, left: list[str]) -> None:
    seen = [Reading(table("", "P0.1, P0.3", ""))]
    others = tuple(Neighbor(f"I_{n}", f"#{n}") for n in range(100, 100 + blockers))
    issues = [marked(n, title, ident=f"P0.{n}") for n, title in enumerate(TITLES[:3], 1)]
    issues[1] = replace(issues[1], blockers=others)
    around = replace(world(*issues), kin=frozenset({"blocked_by"}))
    made = plan(seen, context(around, seen), gone=frozenset(), allowed={})
    assert len([one for one in made.changes if one.field == "blocked_by"]) == 2 - len(left)
    held = [one.why for one in made.holds if one.field == "blocked_by"]
    assert [named in why for named, why in zip(left, held, strict=True)] == [True] * len(left)
