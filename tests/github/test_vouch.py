"""Where a change stands, and what the marker may say after it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from roadmap_sync import marker
from roadmap_sync.github.standing import Standing, standing
from roadmap_sync.github.vouch import renewed
from roadmap_sync.model import Author, Change, Issue, Marker, Move, Patch, Subject, Value, Was

ABOUT = Subject("issue", "1", "ROADMAP.md")
BASE: dict[str, Value] = {"title": "old", "status": "open", "labels": ("a", "b"), "milestone": None}
MARK = Marker("R", "ROADMAP.md", ("Now",), "1", "old", 5, BASE, {})
ISSUE = Issue(
    "I",
    5,
    "url",
    "old",
    marker.compose(MARK, "text"),
    open=True,
    reason=None,
    labels=("A", "b"),
    assignees=("Kim",),
    milestone=None,
    author=Author("me", "User", "OWNER", mine=True),
    locked=False,
)


def changed(field: str, after: Any, *, before: Any = None, kind: str = "update", value: Any = ...) -> Change:
    return Change(kind, ABOUT, field, before, after, Move(field, after if value is ... else value))


def patched(*changes: Change, moves: tuple[Move, ...] = (), region: str | None = None) -> Patch:
    return Patch(ABOUT, ISSUE, changes, moves, MARK, region)


DONE = {"open": False, "reason": "completed"}
DROPPED = {"open": False, "reason": "not_planned"}
TODO, THERE, STALE = Standing.TODO, Standing.THERE, Standing.STALE


@pytest.mark.parametrize(
    ("change", "now", "expected"),
    [
        (changed("title", "new"), {}, TODO),
        (changed("title", "new"), {"title": "new "}, THERE),
        (changed("title", "new"), {"title": "third"}, STALE),
        (changed("title", "caf\u00e9"), {"title": "cafe\u0301"}, THERE),
        (changed("status", "done"), {}, TODO),
        (changed("status", "done"), DONE, THERE),
        (changed("status", "done"), {"open": False}, THERE),
        (changed("status", "done"), DROPPED, STALE),
        (changed("status", "dropped"), {"open": False, "reason": "duplicate"}, THERE),
        (changed("status", "dropped"), DONE, STALE),
        (changed("status", "open"), {}, THERE),
        (changed("milestone", "Q1"), {}, TODO),
        (changed("milestone", "Q1"), {"milestone": "Q1"}, THERE),
        (changed("milestone", "Q1"), {"milestone": "Q2"}, STALE),
        (changed("milestone", None), {"milestone": "Q2"}, STALE),
        (changed("labels", "c", kind="add"), {}, TODO),
        (changed("labels", "a", kind="add"), {}, THERE),
        (changed("labels", None, before="a", kind="remove"), {}, TODO),
        (changed("labels", None, before="z", kind="remove"), {}, THERE),
        (changed("labels", "c", kind="add"), {"labels": ()}, TODO),
        (changed("assignees", "KIM", kind="add"), {}, THERE),
        (changed("body", "new"), {}, TODO),
        (changed("body", "new"), {"body": marker.compose(MARK, "new")}, THERE),
        (changed("body", "new"), {"body": marker.compose(MARK, "third").replace("\n", "\r\n")}, STALE),
        (changed("body", "new"), {"body": ISSUE.body.replace("\n", "\r\n") + "people wrote"}, TODO),
    ],
)
def test_where_a_change_stands(change: Change, now: dict[str, Any], expected: Standing) -> None:
    assert standing(change, patched(change, region="new"), ISSUE, replace(ISSUE, **now)) is expected


def vouched(patch: Patch, *done: Change, seen: Marker | None = MARK, **now: Any) -> dict[str, Value]:
    return dict(renewed(patch, seen, ISSUE, replace(ISSUE, **now), done).base)


def test_base_moves_with_what_is_confirmed_only() -> None:
    title, status = changed("title", "new"), changed("status", "done")
    assert vouched(patched(title, status), title) == {**BASE, "title": "new"}


def test_base_moves_without_a_change_while_github_shows_what_the_plan_saw() -> None:
    patch = patched(moves=(Move("title", "old2"), Move("status", "done")))
    assert vouched(patch, **DONE) == {**BASE, "title": "old2"}


def test_of_a_set_only_what_github_holds_is_vouched_for() -> None:
    c, d = (changed("labels", x, kind="add", value=("a", "b", "c", "d")) for x in "cd")
    assert vouched(patched(c, d), c, labels=("A", "b", "c"))["labels"] == ("a", "b", "c")


def test_an_element_that_could_not_be_removed_stays_ours() -> None:
    a, b = (changed("labels", None, before=x, kind="remove", value=()) for x in "ab")
    assert vouched(patched(a, b), a, labels=("b",))["labels"] == ("b",)


def test_moves_of_single_elements_add_up() -> None:
    add = changed("labels", "c", kind="add", value=("a", "b", "c"))
    remove = changed("labels", None, before="a", kind="remove", value=("b",))
    assert vouched(patched(add, remove), add, remove, labels=("b", "c"))["labels"] == ("b", "c")


def test_the_fresh_marker_is_the_start_not_the_planned_one() -> None:
    seen = replace(MARK, base={**BASE, "body": "51aa"})
    assert vouched(patched(changed("title", "new")), seen=seen) == {**BASE, "body": "51aa"}


def test_a_body_without_a_marker_vouches_for_nothing_that_is_being_changed() -> None:
    title = changed("title", "new")
    assert "title" not in vouched(patched(title), seen=None)
    assert vouched(patched(title), title, seen=None)["title"] == "new"


def test_was_comes_and_goes_with_its_move() -> None:
    was = Was("planned", "c0ffee")
    set_ = renewed(patched(moves=(Move("title", "x", was),)), MARK, ISSUE, ISSUE, ())
    assert set_.was == {"title": was}
    assert renewed(patched(moves=(Move("title", "x"),)), set_, ISSUE, ISSUE, ()).was == {}


def test_bookkeeping_comes_from_the_plan_and_the_number_from_the_issue() -> None:
    patch = replace(patched(), marker=replace(MARK, id="2", doc="docs/PLAN.md", number=None))
    new = renewed(patch, MARK, ISSUE, ISSUE, ())
    assert (new.id, new.doc, new.number) == ("2", "docs/PLAN.md", 5)
