"""Families, types and milestones that GitHub refuses, or that somebody changes while a run writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.acceptance.desk import Desk
from tests.acceptance.test_04_boards import hub_of
from tests.acceptance.test_04_family import (
    CACHE,
    GUIDE,
    SHIP,
    begun,
    block,
    blockers,
    children,
    does,
    grouped,
    held,
    kinds,
    typed,
)
from tests.acceptance.test_04_meanwhile import BUSY, reasons, run
from tests.acceptance.test_04_refusals import CREATE, order
from tests.github.board import do, graphql

BELOW, BLOCK = "addSubIssue", "addBlockedBy"
REFUSED = "An error occurred while adding the sub-issue to the parent issue. "


def several(desk: Desk, name: str, inputs: Sequence[dict[str, Any]]) -> list[str]:
    """The same mutation many times, twenty in a request; the ids of the issues."""
    kind, found = name[0].upper() + name[1:], []
    for start in range(0, len(inputs), 20):
        some = inputs[start : start + 20]
        variables = ", ".join(f"$v{n}: {kind}Input!" for n in range(len(some)))
        fields = " ".join(f"a{n}: {name}(input: $v{n}) {{ issue {{ id }} }}" for n in range(len(some)))
        given = {f"v{n}": one for n, one in enumerate(some)}
        made = graphql(hub_of(desk), f"mutation({variables}) {{ {fields} }}", **given)
        found += [one["issue"]["id"] for one in made.values()]
    return found


def issues(desk: Desk, count: int, **more: Any) -> list[str]:
    home = desk.github.repo("GET", "")["node_id"]
    return several(
        desk,
        CREATE,
        [{"repositoryId": home, "title": f"Somebody's {n}", **more} for n in range(count)],
    )


def below(desk: Desk, parent: int, child: int) -> None:
    desk.github.repo("POST", f"/issues/{parent}/sub_issues", {"sub_issue_id": child})


def with_new(desk: Desk) -> Desk:
    """A row more in the group Backend."""
    desk.put(desk.text.replace("| Planned |\n\n", "| Planned |\n| New thing | Planned |\n\n"))
    return desk


def with_moved(desk: Desk) -> Desk:
    """The guide goes from Docs to Backend."""
    (line,) = [line for line in desk.text.splitlines(keepends=True) if GUIDE in line]
    link = line[line.index("([#") : -1]
    row = f"\n| {GUIDE} {link} | Planned |\n\n### Docs"
    desk.put(desk.text.replace(line, "").replace("\n\n### Docs", row))
    return desk


# ── families ─────────────────────────────────────────────────────────────────────────────────


def test_04_04_5_14_a_parent_that_others_fill_first_costs_no_issue_and_is_not_tried_again(desk: Desk):
    with_moved(with_new(grouped(desk)))
    backend = desk.github.titled("Backend")
    ran = run(desk, CREATE, lambda: issues(desk, 98, parentIssueId=backend["node_id"]))
    full = f"{REFUSED}Parent cannot have more than 100 sub-issues"
    assert (ran.code, reasons(ran)[("write-the-guide", "parent")]) == (5, full)
    noted = {one["why"] for one in ran.json["outcomes"] if one["result"] == "done"} - {""}
    assert noted == {f"below no other issue: {full}"}
    done = desk.sync()
    assert (done["changes"], done["requests"]["write"]) == ([], 0)
    assert held(done, "parent") == ["backend has 100 sub-issues already; GitHub takes no more"] * 2
    assert len([one for one in desk.github.issues() if one["title"] in ("New thing", GUIDE)]) == 2
    number = backend["number"]
    (gone, other) = desk.github.repo("GET", f"/issues/{number}/sub_issues?per_page=100")[2:4]
    for one in (gone, other):
        desk.github.repo("DELETE", f"/issues/{number}/sub_issue", {"sub_issue_id": one["id"]})
    assert [one[2] for one in does(desk.sync())] == ["parent", "parent", "status"]
    assert desk.github.titled("Docs")["state"] == "closed"
    desk.settled()


def test_04_04_5_14_nine_levels_are_refused_and_the_issue_is_made_beside_them(desk: Desk):
    with_new(grouped(desk))
    backend = desk.github.titled("Backend")

    def deepen() -> None:
        for one in desk.github.repo("GET", f"/issues/{backend['number']}/sub_issues"):
            payload = {"sub_issue_id": one["id"]}
            desk.github.repo("DELETE", f"/issues/{backend['number']}/sub_issue", payload)
        inner = backend["id"]
        for level in range(7):
            outer = desk.github.repo("POST", "/issues", {"title": f"Level {level}"})
            below(desk, outer["number"], inner)
            inner = outer["id"]

    ran = run(desk, CREATE, deepen)
    deep = f"{REFUSED}Sub-issues cannot be nested more than 8 levels deep"
    assert (ran.code, [one["why"] for one in ran.json["outcomes"] if one["why"]]) == (
        0,
        [f"below no other issue: {deep}"],
    )
    assert desk.github.titled("New thing")["state"] == "open"
    done = desk.sync()
    assert (done["changes"], held(done, "parent")[-1:]) == (
        [],
        ["backend stands too deep: GitHub takes 8 levels"],
    )


def test_04_04_5_14_a_circle_is_refused_once_and_then_told(desk: Desk):
    with_moved(grouped(desk))
    backend, guide = desk.github.titled("Backend"), desk.github.titled(GUIDE)
    ran = run(desk, BELOW, lambda: below(desk, guide["number"], backend["id"]))
    assert reasons(ran) == {
        ("write-the-guide", "parent"): f"{REFUSED}Sub issue cannot create a circular hierarchy",
        ("docs", "status"): "a sub-issue of it could not be moved, and is open still",
    }
    done = desk.sync()
    assert desk.github.titled("Docs")["state"] == "open"
    assert (done["changes"], held(done, "parent")) == (
        [],
        ["GitHub has backend below it; take that out there first"],
    )


def test_04_04_an_issue_that_gets_another_parent_first_stays_there(desk: Desk):
    grouped(desk)
    (line,) = [line for line in desk.text.splitlines(keepends=True) if GUIDE in line]
    desk.put(desk.text.replace(line, "") + f"\n## Later\n\n{line}")
    desk.sync()
    desk.put(desk.text.replace(f"\n## Later\n\n{line}", line))
    docs, guide = desk.github.titled("Docs"), desk.github.titled(GUIDE)
    other = desk.github.titled("Backend")
    ran = run(desk, BELOW, lambda: below(desk, other["number"], guide["id"]))
    taken = "Issue may not contain duplicate sub-issues and Sub issue may only have one parent"
    assert reasons(ran) == {("write-the-guide", "parent"): REFUSED + taken}
    assert held(desk.sync(), "parent") == ["somebody moved it on GitHub"]
    assert GUIDE in children(desk, "Backend")
    desk.sync("--take", "document=write-the-guide:parent")
    assert [one["title"] for one in desk.github.repo("GET", f"/issues/{docs['number']}/sub_issues")] == [
        "Draw the picture",
        GUIDE,
    ]
    desk.settled()


@pytest.mark.parametrize(("field", "said"), [(CREATE, BUSY[0]), (BELOW, BUSY[1])])
def test_04_03_two_at_once_below_one_parent_are_tried_again(desk: Desk, said: str, field: str):
    (with_new if field == CREATE else with_moved)(grouped(desk))
    order(desk, kind="refuse", field=field, alias="a0", message=REFUSED + said)
    desk.sync()
    assert children(desk, "Backend")[2:] == ["New thing" if field == CREATE else GUIDE]
    desk.settled()


def test_04_04_5_20_counters_that_are_late_make_a_group_wait_and_nothing_else(desk: Desk):
    docs = grouped(desk).github.titled("Docs")["number"]
    extra = desk.github.repo("POST", "/issues", {"title": "Somebody's own"})["id"]
    below(desk, docs, extra)
    desk.put(desk.text.replace("[ ]", "[x]"))
    desk.sync()
    desk.github.ask("PUT", "/_sandbox/lagging", {"counters": 2})
    desk.github.repo("DELETE", f"/issues/{docs}/sub_issue", {"sub_issue_id": extra})
    done = desk.sync()
    waits = "a sub-issue of it is open still: it is closed when that is"
    assert (done["changes"], held(done, "status")) == ([], [waits])
    assert children(desk, "Docs") == [GUIDE, "Draw the picture"]
    desk.sync()
    assert desk.github.titled("Docs")["state"] == "closed"
    desk.settled()


# ── dependencies ─────────────────────────────────────────────────────────────────────────────


def test_04_04_edges_that_somebody_makes_or_takes_away_first_are_as_good(desk: Desk):
    begun(desk)
    desk.edit("P0.1, #1 |", "P0.3, #1 |")

    def faster() -> None:
        block(desk, GUIDE, SHIP)
        block(desk, GUIDE, CACHE, "DELETE")

    ran = run(desk, BLOCK, faster)
    assert (ran.code, blockers(desk, GUIDE)) == (0, ["Buy a server", SHIP])
    desk.settled()


def test_04_02_an_issue_with_fifty_blockers_takes_no_more(desk: Desk):
    begun(desk)
    desk.edit("P0.1, #1 |", "P0.1, #1, P0.3 |")
    guide = desk.github.titled(GUIDE)["node_id"]

    def fill() -> None:
        made = [{"issueId": guide, "blockingIssueId": one} for one in issues(desk, 48)]
        several(desk, BLOCK, made)

    ran = run(desk, BLOCK, fill)
    (why,) = reasons(ran).values()
    assert why.endswith("Source issue cannot be blocked by more than 50 issues")
    done = desk.sync()
    assert (done["changes"], held(done)) == ([], ["no room for P0.3: it has 50 blockers already"])


def test_04_04_a_blocker_that_is_deleted_while_a_run_writes_is_said_to_be_gone(desk: Desk):
    begun(desk)
    desk.edit("P0.1, #1 |", "P0.1, P0.3 |")
    ship = desk.github.titled(SHIP)["node_id"]
    ran = run(desk, BLOCK, lambda: do(hub_of(desk), "deleteIssue", "repository { id }", issueId=ship))
    assert reasons(ran) == {
        ("P0.2", "blocked_by"): "the issue that it waits for is gone, or this token cannot see it"
    }
    assert blockers(desk, GUIDE) == [CACHE]
    done = desk.sync(code=4)
    assert [one["why"] for one in done["holds"]] == ["#4 is gone, or this token cannot see it"]


# ── answers that say nothing ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("field", "when"),
    [(BELOW, "after"), ("removeSubIssue", "before"), (BLOCK, "before"), ("removeBlockedBy", "after")],
)
def test_04_03_an_alias_without_an_answer_is_looked_at_again(desk: Desk, field: str, when: str):
    if field in (BELOW, "removeSubIssue"):
        grouped(desk)
        order(desk, kind="null-alias", field=field, alias="a0", when=when)
        if field == BELOW:
            with_moved(desk)
        else:
            desk.put(desk.text.replace("### Docs", "## Later"))
    else:
        begun(desk)
        order(desk, kind="null-alias", field=field, alias="a0", when=when)
        desk.edit("P0.1, #1 |", "P0.1, #1, P0.3 |" if field == BLOCK else "P0.1 |")
    done = desk.sync()
    assert {one["result"] for one in done["outcomes"]} == {"done"}
    if field in (BELOW, "removeSubIssue"):
        assert (GUIDE in children(desk, "Backend"), children(desk, "Docs")[:1] == [GUIDE]) == (
            field == BELOW,
            False,
        )
    else:
        assert len(blockers(desk, GUIDE)) == (3 if field == BLOCK else 1)
    assert desk.sync()["changes"] == []


# ── types ────────────────────────────────────────────────────────────────────────────────────


def test_04_04_a_type_that_is_deleted_while_a_run_writes_is_named(desk: Desk):
    typed(desk)
    desk.edit("| Epic |", "| Bug |")
    (bug,) = [one for one in desk.github.ask("GET", "/orgs/acme/issue-types") if one["name"] == "Bug"]
    ran = run(
        desk,
        "updateIssue",
        lambda: desk.github.ask("DELETE", f"/orgs/acme/issue-types/{bug['id']}", token="owner"),
    )
    assert reasons(ran)[("write-the-guide", "type")] == (
        "the issue type is gone, or this token cannot see it"
    )
    done = desk.sync()
    assert held(done, "type") == ["there is no issue type Bug; there are Task, Feature"]
    assert kinds(desk) == {CACHE: "Feature", GUIDE: None, SHIP: "Task"}
