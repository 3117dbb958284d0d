"""Rows that take their status from one line of their section: written together, or listed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_sync.config import Config
from roadmap_sync.model import SECTION, Issue, Item, Plan, Release, Slot, Span, Status
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.planner import plan
from tests.reconcile.build import PATH, WORDS, anything_fits, context, item, marked, page, world

PLACE = Slot("status", Span(5, 9), "🚧", 1, WORDS, SECTION)
LIMITS = {"closes": 99, "updates": 99, "words": 99, "creates": 99}
NAMES = ("Add a cache", "Write the guide", "Trace all")


def heir(title: str, number: int | None) -> Item:
    return item(title, number, status=Status.IN_PROGRESS, slots=(PLACE,))


def ours(number: int, title: str, reason: str | None) -> Issue:
    return marked(number, title, open=reason is None, reason=reason, closer="ada" if reason else None)


def planned(items: list[Item], issues: list[Issue], fits=anything_fits, **more: object) -> Plan:
    seen = [Reading(page(*items, **more))]
    around = context(world(*issues), seen, fits=fits, config=Config(create="linked"))
    return plan(seen, around, gone=frozenset(), allowed=LIMITS)


@given(st.lists(st.sampled_from([None, "completed", "not_planned"]), min_size=1, max_size=3))
def test_a_place_is_written_when_all_come_to_one_new_status(reasons: list[str | None]) -> None:
    """Whatever happens to the issues: one write that tells all of them, or each that changed is listed."""
    rows = [heir(name, at) for at, name in enumerate(NAMES[: len(reasons)], 1)]
    issues = [ours(at, NAMES[at - 1], reason) for at, reason in enumerate(reasons, 1)]
    made = planned(rows, issues)
    changed = {at for at, reason in enumerate(reasons, 1) if reason}
    assert made.patches == ()
    if len(changed) == len(reasons) and len(set(reasons)) == 1:
        (text,) = made.texts
        assert text.change.after == WORDS["done" if reasons[0] == "completed" else "dropped"]
        assert {each.subject.number for each in text.told} == changed
        assert made.holds == ()
    else:
        assert made.texts == ()
        assert {(one.kind, one.subject.number) for one in made.holds} == {("drift", at) for at in changed}


def test_an_heir_without_an_issue_does_not_agree() -> None:
    made = planned([heir(NAMES[0], 1), heir(NAMES[1], None)], [ours(1, NAMES[0], "completed")])
    assert (made.texts, [one.kind for one in made.holds]) == ((), ["drift"])
    assert made.holds[0].why == 'waits until everything agrees for which line 1 ("🚧") speaks'


def test_rows_with_a_place_of_their_own_have_no_say() -> None:
    rows = [heir(NAMES[0], 1), item(NAMES[1], 2)]
    made = planned(rows, [ours(1, NAMES[0], "completed"), ours(2, NAMES[1], None)])
    assert [(one.change.before, one.change.after) for one in made.texts] == [("🚧", WORDS["done"])]


def test_a_place_that_would_not_read_back_is_listed() -> None:
    made = planned([heir(NAMES[0], 1)], [ours(1, NAMES[0], "completed")], fits=lambda *_: False)
    assert (made.texts, [one.why for one in made.holds]) == ((), ["the document has no place for it"])


def test_the_same_place_of_another_document_is_another_place() -> None:
    seen = [Reading(page(heir(NAMES[0], 1))), Reading(page(heir(NAMES[1], 2), path="b.md"))]
    issues = [ours(1, NAMES[0], "completed"), marked(2, NAMES[1], doc="b.md")]
    made = plan(seen, context(world(*issues), seen), gone=frozenset(), allowed=LIMITS)
    assert [(one.change.subject.document, one.also) for one in made.texts] == [(PATH, ())]


@pytest.mark.parametrize("count", [12, 40])
def test_one_place_is_one_word_for_the_guard(count: int) -> None:
    names = [f"Item {at} of many {'x' * at}" for at in range(count)]
    rows = [heir(name, at) for at, name in enumerate(names, 1)]
    issues = [ours(at, name, "completed") for at, name in enumerate(names, 1)]
    seen = [Reading(page(*rows))]
    made = plan(seen, context(world(*issues), seen), gone=frozenset(), allowed={})
    assert (len(made.texts), len(made.texts[0].told), made.holds) == (1, count, ())


def test_a_release_of_the_same_line_follows() -> None:
    """Its milestone is not there yet: it is made as the line will say."""
    release = Release("v1", "One", "v1", Status.IN_PROGRESS, "🚧", None, "", (), item("x").place, (PLACE,))
    made = planned([heir(NAMES[0], 1)], [ours(1, NAMES[0], "completed")], releases=(release,))
    assert [(new.title, new.open) for new in made.milestones] == [("v1", False)]
    waiting = planned([replace(heir(NAMES[0], 1))], [ours(1, NAMES[0], None)], releases=(release,))
    assert [(new.title, new.open) for new in waiting.milestones] == [("v1", True)]
