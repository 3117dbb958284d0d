"""Status as GitHub shows it, and what the document's words and base are in those terms."""

from __future__ import annotations

from itertools import product

import pytest

from roadmap_sync.config import Config
from roadmap_sync.model import Status
from roadmap_sync.reconcile.values import views
from roadmap_sync.reconcile.values.views import View
from tests.reconcile.build import issue

CONFIG = Config()
OPEN, FINE = View("open"), View("blocked", fine=True)


def seen(prefix: str = CONFIG.status_label, **more: object) -> View:
    return views.of_issue(issue(1, "A", **more), prefix, CONFIG.status_words)


@pytest.mark.parametrize(
    ("reason", "value"),
    [("completed", "done"), (None, "done"), ("not_planned", "dropped"), ("duplicate", "dropped")],
)
def test_closed(reason: str | None, value: str):
    assert seen(open=False, reason=reason) == View(value)
    assert seen(open=False, reason=reason, labels=("status: blocked",)) == View(value), "closed wins"
    assert seen(open=False, reason=reason, labels=("status: a", "status: b")) == View(value)


@pytest.mark.parametrize(
    ("labels", "view"),
    [
        ((), OPEN),
        (("bug", "statuses: none"), OPEN),
        (("status: blocked",), FINE),
        (("Status: On Hold", "bug"), FINE),
        (("STATUS:   in progress ",), View("in_progress", fine=True)),
        (("status: needs triage",), OPEN),
        (("status: ",), OPEN),
        (("status: blocked", "status: planned"), View("open", labels=("status: blocked", "status: planned"))),
        (("status: blocked", "status: what"), View("open", labels=("status: blocked", "status: what"))),
    ],
)
def test_open(labels: tuple[str, ...], view: View):
    assert seen(labels=labels) == view


def test_the_prefix_is_compared_ignoring_case():
    assert seen("Status: ", labels=("status: blocked",)) == FINE


@pytest.mark.parametrize("status", [*Status, None])
def test_the_documents_word_where_github_only_knows_open(status: Status | None):
    expected = str(status) if status in (Status.DONE, Status.DROPPED) else "open"
    assert views.of_status(status, OPEN) == expected


@pytest.mark.parametrize("status", [*Status, None])
def test_the_documents_word_where_a_label_holds_one(status: Status | None):
    assert views.of_status(status, FINE) == ("open" if status is None else str(status))


@pytest.mark.parametrize(
    ("base", "status", "view", "expected"),
    [
        ("open", Status.PLANNED, OPEN, "open"),
        ("blocked", Status.PLANNED, OPEN, "open"),  # the label is gone
        ("done", Status.PLANNED, OPEN, "done"),
        ("dropped", None, FINE, "dropped"),
        ("open", Status.PLANNED, FINE, "planned"),  # a label appeared: the document's word stood there
        ("open", None, FINE, "open"),
        ("open", Status.DONE, FINE, "open"),
        ("planned", Status.BLOCKED, FINE, "planned"),
    ],
)
def test_base_in_the_terms_of_the_view(base: str, status: Status | None, view: View, expected: str):
    assert views.of_base(base, status, view) == expected


def test_a_change_between_two_words_of_open_is_no_edit():
    """Neither in the document nor in base is there a difference that a merge could see."""
    words = (Status.PLANNED, Status.IN_PROGRESS, Status.BLOCKED, None)
    for one, other in product(words, words):
        assert views.of_status(one, OPEN) == views.of_status(other, OPEN)
        assert views.of_base("open", one, OPEN) == views.of_status(other, OPEN)
