"""Status labels: which one an issue gets, what follows from closing and reopening, and what is left alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from roadmap_sync.config import Config, Policy, Project
from roadmap_sync.model import Plan, Status, Value
from roadmap_sync.reconcile.context import Take
from tests.reconcile.build import CONFIG, item, marked, world
from tests.reconcile.test_planner import planned

WRITTEN = replace(CONFIG, status_labels=True)
A = "Add a cache"
TODO, DOING, BLOCKED = "status: planned", "status: in progress", "status: blocked"


def plan(
    status: Status | None,
    labels: Iterable[str] = (),
    *,
    base: Value = "open",
    config: Config = WRITTEN,
    takes: Iterable[Take] = (),
    there: Iterable[str] = (),
    **more: object,
) -> Plan:
    """The plan for a row of this status and its issue with these labels beside ours."""
    one = marked(1, A, base={"status": base}, labels=("roadmap", *labels), **more)
    return planned(
        item(A, 1, status=status), world(one, labels=("roadmap", *there)), config=config, takes=takes
    )


def does(made: Plan) -> list[tuple[str, object, object]]:
    """What is done to the issue and the document."""
    changes = [change for patch in made.patches for change in patch.changes]
    return [(one.kind, one.before, one.after) for one in (*changes, *(text.change for text in made.texts))]


def status_base(made: Plan) -> list[object]:
    """What base of the status moves to, in order."""
    moves = [move for patch in made.patches for move in patch.moves]
    moves += [one.move for patch in made.patches for one in patch.changes if one.move]
    moves += [move for text in made.texts for told in text.told for move in told.moves]
    return [one.value for one in moves if one.field == "status"]


PUSHED = {
    "a label for the first time": (Status.IN_PROGRESS, [], "open", [("add", None, DOING)]),
    "planned has one too": (Status.PLANNED, [], "open", [("add", None, TODO)]),
    "a new word": (Status.BLOCKED, [TODO], "planned", [("remove", TODO, None), ("add", None, BLOCKED)]),
    "a new word after the label was lost": (Status.BLOCKED, [], "planned", [("add", None, BLOCKED)]),
}


@pytest.mark.parametrize(("status", "labels", "base", "changes"), PUSHED.values(), ids=PUSHED.keys())
def test_the_label_follows_the_document(
    status: Status, labels: list[str], base: str, changes: list[tuple[str, object, object]]
):
    made = plan(status, labels, base=base)
    assert (does(made), status_base(made), made.holds) == (changes, [str(status)], ())


def test_a_label_with_the_same_meaning_is_used_as_the_repository_spells_it():
    made = plan(Status.IN_PROGRESS, there=["Status: In-Progress"])
    assert does(made) == [("add", None, "Status: In-Progress")]
    assert [new.name for new in made.labels] == []
    made = plan(Status.IN_PROGRESS, config=replace(WRITTEN, status_label="State/"))
    assert [new.name for new in made.labels] == ["State/in progress"]


@pytest.mark.parametrize("label", [DOING, "STATUS: In-Progress"])
def test_a_label_that_says_it_stays(label: str):
    assert does(plan(Status.IN_PROGRESS, [label], base="in_progress")) == []


def test_a_label_that_somebody_changed_comes_into_the_document():
    made = plan(Status.PLANNED, [DOING], base="planned")
    assert does(made) == [("write", "📋 Planned", "🚧 In progress")]
    assert status_base(made) == ["in_progress"]
    (text,) = made.texts
    assert text.change.note == "#1 was given another status label"


def test_both_changed_is_held():
    (hold,) = plan(Status.BLOCKED, [DOING], base="planned").holds
    assert (hold.kind, hold.document, hold.github) == ("conflict", "blocked", "in_progress")


def test_two_are_held():
    made = plan(Status.IN_PROGRESS, [TODO, DOING], base="planned")
    assert does(made) == []
    assert [(hold.kind, hold.field) for hold in made.holds] == [("conflict", "status")]


def test_closing_takes_the_label_along():
    made = plan(Status.DONE, [DOING], base="in_progress")
    assert sorted(does(made), key=str) == [("close", "in_progress", "done"), ("remove", DOING, None)]
    assert status_base(made) == ["done"]


def test_reopening_from_the_document_brings_the_right_label():
    made = plan(Status.BLOCKED, [DOING], base="done", open=False, reason="completed")
    assert does(made) == [("reopen", "done", "open"), ("remove", DOING, None), ("add", None, BLOCKED)]
    assert status_base(made) == ["blocked"]


def test_reopening_on_github_brings_the_label_of_the_word_in_the_document():
    made = plan(Status.DONE, base="done")
    assert does(made) == [("add", None, DOING), ("write", "✅ Done", "🚧 In progress")]
    assert status_base(made) == ["in_progress"]


def test_closed_wins_over_the_label():
    made = plan(Status.IN_PROGRESS, [DOING], base="in_progress", open=False, reason="completed")
    assert does(made) == [("write", "🚧 In progress", "✅ Done")]
    assert does(plan(Status.DONE, [DOING], base="done", open=False, reason="completed")) == []


def test_one_that_was_taken_away_is_listed_and_put_back_on_request():
    made = plan(Status.IN_PROGRESS, base="in_progress")
    assert does(made) == []
    assert [(hold.kind, hold.document, hold.github) for hold in made.holds] == [
        ("drift", "in_progress", None)
    ]
    made = plan(Status.IN_PROGRESS, base="in_progress", takes=[Take("document", "add-a-cache:status")])
    assert (does(made), made.holds) == ([("add", None, DOING)], ())


def test_beside_a_label_that_nobody_understands_none_is_written():
    made = plan(Status.IN_PROGRESS, ["status: needs triage"])
    assert does(made) == []
    assert [(hold.kind, hold.github) for hold in made.holds] == [("drift", "status: needs triage")]


LEFT_ALONE = {
    "not asked for": CONFIG,
    "GitHub decides": replace(WRITTEN, policy=Policy(status="github")),
    "the board's cards hold it": replace(WRITTEN, project=Project(title="Roadmap")),
}


@pytest.mark.parametrize("config", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_where_no_label_is_written(config: Config):
    assert does(plan(Status.IN_PROGRESS, config=config)) == []
    made = plan(Status.BLOCKED, [TODO], base="planned", config=config)
    assert does(made) == []
    assert [hold.kind for hold in made.holds] == ["drift"]


@pytest.mark.parametrize("status", [None, Status.DONE, Status.DROPPED])
def test_a_row_without_a_word_for_open_asks_for_no_label(status: Status | None):
    (new,) = planned(item(A, status=status), world(), config=WRITTEN).issues
    assert (new.labels, new.marker.base["status"]) == (("roadmap",), "open")


def test_a_new_issue_bears_its_label_from_the_start():
    (new,) = planned(item(A, status=Status.BLOCKED), world(), config=WRITTEN).issues
    assert new.labels == ("roadmap", BLOCKED)
    assert (new.marker.base["status"], new.marker.base["labels"]) == ("blocked", ("roadmap",))
