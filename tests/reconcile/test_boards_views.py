"""Status through a card, the names of options, and values that were announced before they were written."""

from __future__ import annotations

import pytest

from roadmap_sync.config import Project
from roadmap_sync.model import Status, Value
from roadmap_sync.reconcile.boards import seat as boards
from roadmap_sync.reconcile.values import views
from roadmap_sync.reconcile.values.views import View
from tests.reconcile.build import issue

LABEL = View("blocked", fine=True)


@pytest.mark.parametrize(
    ("said", "base", "expected"),
    [
        (None, "open", LABEL),
        (Status.IN_PROGRESS, "open", View("in_progress", fine=True)),
        (Status.DONE, "in_progress", View("done", fine=True)),
        (Status.DONE, ("in_progress", "done"), View("done", fine=True)),
        (Status.DONE, "done", View("open")),  # opened again: the card was left behind
        (Status.PLANNED, "done", View("planned", fine=True)),
    ],
)
def test_the_card_of_an_open_issue(said: Status | None, base: Value, expected: View):
    assert views.of_card(issue(1, "A"), said, base, LABEL) == expected


@pytest.mark.parametrize("said", [*Status, None])
def test_closed_wins_over_the_card(said: Status | None):
    closed = issue(1, "A", open=False, reason="completed")
    assert views.of_card(closed, said, "open", View("done")) == View("done")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Todo", Status.PLANNED),
        ("🏗 In progress", Status.IN_PROGRESS),
        ("IN REVIEW", Status.IN_PROGRESS),
        ("Won't do", Status.DROPPED),
        ("Triage", None),
    ],
)
def test_options_mean_statuses_by_their_words(name: str, status: Status | None):
    assert boards.meaning(name, Project()) is status


@pytest.mark.parametrize(
    ("base", "shown", "expected"),
    [
        ("a", "b", "a"),
        (("b", "a"), "a", "a"),  # not written yet
        (("b", "a"), "b", "b"),
        (("b", "a"), "c", "b"),  # written, then changed by somebody
        (("b", ""), None, None),
        (("", "a"), None, None),
        (("", "a"), "a", "a"),
    ],
)
def test_what_was_announced_counts_once_it_has_landed(base: Value, shown: Value, expected: Value):
    assert boards.landed(base, shown) == expected


@pytest.mark.parametrize(
    ("said", "kind", "held"),
    [("3", "NUMBER", "3"), ("2.50", "NUMBER", "2.5"), ("a few", "NUMBER", None), ("soon", "DATE", None)],
)
def test_cells_as_fields_hold_them(said: str, kind: str, held: str | None):
    assert boards.fitting(said, kind) == held
