"""Milestones that we made: what is pushed, pulled, listed, held, and what is never touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from roadmap_sync import marker
from roadmap_sync.config import Config, Policy
from roadmap_sync.model import Milestone, Place, Plan, Release, Slot, Span, Status, Target, Was
from roadmap_sync.reconcile.context import Take
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.planner import plan
from roadmap_sync.reconcile.values.merge import Run
from tests.reconcile.build import CONFIG, PATH, WORDS, context, item, page, quarter, stone, world

V1 = "v1.0.0"
MARCH, APRIL, MAY = date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)
PLANNED, DONE = Status.PLANNED, Status.DONE


def release(
    due: date | None = MARCH, status: Status | None = PLANNED, text: str = "", *, slots: bool = True
) -> Release:
    """A declared release with a day, a status and a description; its cells can be written."""
    target = None if due is None else Target(due.isoformat(), due, due, due.isoformat())
    cells = (
        Slot("status", Span(1, 2), WORDS.get(str(status), ""), 3, WORDS),
        Slot("target", Span(3, 4), due.isoformat() if due else "", 3),
    )
    return Release(V1, text or V1, V1, status, None, target, text, (), Place(PATH, 3), cells if slots else ())


def on_github(
    due: date | None = MARCH,
    *,
    opened: bool = True,
    base_due: date | None = MARCH,
    base_state: str = "open",
    **more: object,
) -> Milestone:
    base = {"due": base_due.isoformat() if base_due else None, "state": base_state}
    return stone(V1, V1, base=base, due=due, open=opened, **more)


def planned(one: Release | Reading, there: Milestone, **how: object) -> Plan:
    reading = one if isinstance(one, Reading) else Reading(page(item("A"), releases=(one,)))
    config = how.pop("config", CONFIG)
    around = context(world(stones=[there]), [reading], config=replace(config, create="linked"), **how)
    return plan([reading], around, gone=frozenset(), allowed={})


def told(made: Plan) -> list[tuple[object, ...]]:
    """Every change and hold, in short."""
    changes = ((one.kind, one.field, one.before, one.after) for one in made.changes)
    return [*changes, *((one.kind, one.field, one.document, one.github) for one in made.holds)]


NOOP = {
    "the same on both sides": (release(), on_github()),
    "done and closed": (release(status=DONE), on_github(opened=False, base_state="closed")),
    "a release without a status is never closed or opened": (release(status=None), on_github(opened=False)),
    "a release without a day leaves GitHub's alone": (
        release(None),
        on_github(MAY, base_due=None),
    ),
    "a milestone that people made": (release(MAY), stone(V1, due=MARCH)),
    "one that another roadmap made": (release(MAY), stone(V1, V1, home="R_other", due=MARCH)),
    "one that bears the marker of another name": (release(MAY), stone(V1, "v9", due=MARCH)),
    "a closed one that people made": (release(), stone(V1, due=MARCH, open=False)),
}


@pytest.mark.parametrize("name", NOOP)
def test_nothing_is_done(name: str):
    made = planned(*NOOP[name])
    assert told(made) == []
    assert made.milestone_patches == ()


ISO = {day: day.isoformat() for day in (MARCH, APRIL, MAY)}
TEXT = {"text": "Fast"}
TABLE = {
    "a day that moved in the document is pushed": (
        release(MAY),
        on_github(),
        [("update", "due", ISO[MARCH], ISO[MAY])],
    ),
    "a day that moved on GitHub is pulled": (
        release(),
        on_github(MAY),
        [("write", "target", ISO[MARCH], ISO[MAY])],
    ),
    "a day that moved on GitHub and has no cell is listed": (
        release(slots=False),
        on_github(MAY),
        [("drift", "due", ISO[MARCH], ISO[MAY])],
    ),
    "a day that moved on both sides is held": (
        release(MAY),
        on_github(APRIL),
        [("conflict", "due", ISO[MAY], ISO[APRIL])],
    ),
    "a day that was taken out of the document is cleared": (
        release(None),
        on_github(),
        [("update", "due", ISO[MARCH], None)],
    ),
    "a day that was taken away on GitHub is listed": (
        release(),
        on_github(None),
        [("drift", "due", ISO[MARCH], None)],
    ),
    "done closes": (release(status=DONE), on_github(), [("close", "state", "open", "closed")]),
    "dropped closes": (release(status=Status.DROPPED), on_github(), [("close", "state", "open", "closed")]),
    "not done any more opens": (
        release(),
        on_github(opened=False, base_state="closed"),
        [("reopen", "state", "closed", "open")],
    ),
    "closed on GitHub is done in the document": (
        release(),
        on_github(opened=False),
        [("write", "status", WORDS["planned"], WORDS["done"])],
    ),
    "opened on GitHub is in progress in the document": (
        release(status=DONE),
        on_github(base_state="closed"),
        [("write", "status", WORDS["done"], WORDS["in_progress"])],
    ),
    "a new description is pushed": (
        release(text="Faster"),
        on_github(**TEXT),
        [("update", "body", "1", "2")],
    ),
    "what somebody wrote between the comments is listed": (
        release(text="Fast"),
        replace(on_github(**TEXT), description=on_github(**TEXT).description.replace("Fast", "Quick")),
        [("drift", "body", "1", "2")],
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_what_is_done(name: str):
    one, there, wanted = TABLE[name]
    made = told(planned(one, there))
    assert [each[:2] for each in made] == [each[:2] for each in wanted]
    if wanted[0][1] != "body":
        assert made == wanted


TAKEN = {
    "document": [("update", "due", ISO[APRIL], ISO[MAY])],
    "github": [("write", "target", ISO[MAY], ISO[APRIL])],
}


@pytest.mark.parametrize("side", TAKEN)
def test_a_person_says_which_day_is_right(side: str):
    assert told(planned(release(MAY), on_github(APRIL), takes=[Take(side, f"{V1}:due")])) == TAKEN[side]


@pytest.mark.parametrize(
    ("policy", "one", "there"),
    [("document", release(), on_github(MAY)), ("github", release(MAY), on_github())],
)
def test_a_policy_for_milestones_holds_for_their_days(policy: str, one: Release, there: Milestone):
    config = Config(policy=Policy(milestone=policy))
    assert [each[:2] for each in told(planned(one, there, config=config))] == [("drift", "due")]


def test_a_quarter_that_items_disagree_about_keeps_its_day():
    other = replace(quarter(), end=APRIL)
    reading = Reading(page(item("A", target=quarter()), item("B", target=other)))
    there = stone("Q1 2026", "Q1 2026", base={"due": MAY.isoformat()}, due=MAY)
    assert told(planned(reading, there)) == []


def test_of_two_documents_the_first_speaks():
    first = Reading(page(item("A"), releases=(release(),)))
    second = Reading(page(item("B"), path="docs/ROADMAP.md", releases=(release(MAY),)))
    around = context(world(stones=[on_github(APRIL)]), [first, second], config=Config(create="linked"))
    made = plan([first, second], around, gone=frozenset(), allowed={})
    assert told(made) == [("write", "target", ISO[MARCH], ISO[APRIL])]


def test_what_a_run_may_not_write_it_does_not_push():
    reading = Reading(page(item("A"), releases=(release(MAY),)), writable=False)
    assert told(planned(reading, on_github())) == []


def test_people_keep_their_text_around_ours():
    there = on_github(**TEXT)
    there = replace(there, description=f"Above\n\n{there.description}\n\nBelow")
    (patch,) = planned(release(text="Faster"), there).milestone_patches
    assert patch.description is not None
    found = marker.read_milestone(patch.description)
    assert found is not None
    assert marker.milestone_text(patch.description, found) == "Faster"
    assert patch.description[: found.start] == "Above\n\n"
    assert patch.description[found.end :] == "\n\nBelow"


def test_a_discarded_day_is_not_pushed():
    was = {"due": Was(ISO[MARCH], "c1")}
    before = page(item("A"), releases=(release(),))
    reading = Reading(before, before, "c1")
    there = on_github(MAY, base_due=MAY, was=was)
    assert [each[:2] for each in told(planned(reading, there))] == [("conflict", "due")]
    assert told(planned(reading, there, run=Run.CI)) == [("write", "target", ISO[MARCH], ISO[MAY])]


def test_many_milestones_at_once_want_a_number():
    some = tuple(replace(release(MAY), key=f"v{at}", milestone=f"v{at}") for at in range(11))
    reading = Reading(page(item("A"), releases=some))
    stones = [stone(f"v{at}", f"v{at}", number=at, base={"due": ISO[MARCH]}, due=MARCH) for at in range(11)]
    around = context(world(stones=stones), [reading], config=Config(create="linked"))
    made = plan([reading], around, gone=frozenset(), allowed={})
    assert [hold.todo for hold in made.holds] == ["roadmap-sync --allow updates=11"]
    assert made.milestone_patches == ()
    assert len(plan([reading], around, gone=frozenset(), allowed={"updates": 11}).milestone_patches) == 11
