"""Which unmarked issues rows take over: one alone of its title, or the one that a person named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmap_sync.config import Config
from roadmap_sync.model import Issue, Item, Plan, Slot, Span, Status
from roadmap_sync.reconcile.identified import would_create
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.planner import plan
from tests.reconcile.build import PATH, STRANGER, context, issue, item, marked, page, said, world

A, B = "Add a cache", "Write the guide"
EXACT = Config(adopt="exact")
LIMITS = {"closes": 99, "updates": 99, "words": 99, "creates": 99}
PLACE = Slot("link", Span(9, 9), "", 1, form="append")


def theirs(number: int, title: str = A, **more: object) -> Issue:
    """An issue that a person wrote."""
    return issue(number, title, **{"labels": (), "text": "Words", **more})


def row(title: str = A, **more: object) -> Item:
    found = item(title, **more)
    return replace(found, slots=(*found.slots, PLACE))


def planned(
    items: list[Item], issues: list[Issue], config: Config = EXACT, named: dict[str, int] | None = None
) -> Plan:
    seen = [Reading(page(*items))]
    around = context(world(*issues), seen, config=config)
    around = replace(around, named={(PATH, key): number for key, number in (named or {}).items()})
    return plan(seen, around, gone=frozenset(), allowed=LIMITS)


def adopted(made: Plan) -> dict[str, int | None]:
    return {one.subject.name: one.subject.number for one in made.changes if one.kind == "adopt"}


def created(made: Plan) -> list[str]:
    return [new.title for new in made.issues]


TAKEN = {
    "the same title": theirs(7),
    "other letters and marks": theirs(7, "add a CACHE."),
    "our label, put there by hand": theirs(7, labels=("roadmap",)),
    "a stranger wrote it": theirs(7, author=STRANGER),
}


@pytest.mark.parametrize("name", TAKEN)
def test_taken_over(name: str):
    made = planned([row()], [TAKEN[name]])
    assert (adopted(made), created(made)) == ({"add-a-cache": 7}, [])


LEFT = {
    "closed": theirs(7, open=False, reason="completed"),
    "another title, however near": theirs(7, "Add a cache 2"),
}


@pytest.mark.parametrize("name", LEFT)
def test_left_alone(name: str):
    made = planned([row()], [LEFT[name]])
    assert (adopted(made), created(made)) == ({}, [A])


HELD = {
    "two issues": ([row()], [theirs(7), theirs(8)]),
    "two rows": ([row(), row(key="second", section=("Client",))], [theirs(7)]),
    "two of each": ([row(), row(key="second", section=("Client",))], [theirs(7), theirs(8)]),
    "a stranger's marker": ([row()], [issue(7, A, said(A), author=STRANGER)]),
    "a copied marker": ([row()], [issue(7, A, said(A, home="R_other"))]),
    "a marker that lost its label": ([row()], [theirs(7), marked(8, A, labels=())]),
}


@pytest.mark.parametrize("name", HELD)
def test_in_doubt_a_person_is_asked(name: str):
    made = planned(*HELD[name])
    assert (adopted(made), created(made)) == ({}, [])
    assert [hold.kind for hold in made.holds] == ["conflict"] * len(HELD[name][0])
    assert all("#7" in hold.todo or "#8" in hold.todo for hold in made.holds)


def test_only_where_it_is_configured():
    assert created(planned([row()], [theirs(7)], Config())) == [A]
    assert adopted(planned([row()], [theirs(7)], Config(create="linked"))) == {}
    assert adopted(planned([row()], [theirs(7)], Config(create="linked", adopt="exact"))) == {
        "add-a-cache": 7
    }
    done = row(status=Status.DONE)
    assert adopted(planned([done], [theirs(7)], Config(create="open", adopt="exact"))) == {}


def test_a_strangers_issue_needs_a_link_to_count_in_later_runs():
    made = planned([item(A)], [theirs(7, author=STRANGER)])
    assert (adopted(made), created(made)) == ({}, [A])
    assert adopted(planned([item(A)], [theirs(7)])) == {"add-a-cache": 7}


def test_what_a_person_named_is_taken_whatever_its_title():
    made = planned([row(), row(B)], [theirs(7, "Caching"), theirs(8, B)], Config(), {"add-a-cache": 7})
    assert (adopted(made), created(made)) == ({"add-a-cache": 7}, [B])


def test_no_issue_is_taken_over_before_all_were_looked_at():
    """Of the labelled issues one alone has this title; the newest may hold another one."""
    seen = [Reading(page(row()))]
    around = context(world(theirs(7, labels=("roadmap",))), seen, config=EXACT)
    assert would_create(seen, around, frozenset())
