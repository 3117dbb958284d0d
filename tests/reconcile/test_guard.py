"""Large changes need a number: the limits at their edges, the ceilings, what a refusal leaves out."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from roadmap_sync.config import Config
from roadmap_sync.model import Document, Item, Plan, Release, Status, World
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.planner import plan
from tests.reconcile.build import CONFIG, PATH, context, item, marked, page, world

OTHER = "docs/PLAN.md"


def planned(
    *documents: Document,
    around: World,
    allowed: Mapping[str, int] | None = None,
    config: Config = CONFIG,
) -> Plan:
    seen = [Reading(one) for one in documents]
    return plan(seen, context(around, seen, config=config), gone=frozenset(), allowed=allowed or {})


VERBS = ("Add", "Fix", "Port", "Sign", "Trace", "Drop")
THINGS = ("cache", "guide", "login", "queue", "parser", "release", "image", "token", "button", "metric")
NAMES = [f"{verb} {thing}" for verb in VERBS for thing in THINGS]


def rows(count: int, changed: int, **how: object) -> list[Item]:
    return [item(name, at + 1, **(how if at < changed else {})) for at, name in enumerate(NAMES[:count])]


def issues(count: int, changed: int = 0, **how: object):
    return [marked(at + 1, name, **(how if at < changed else {})) for at, name in enumerate(NAMES[:count])]


CLOSED = {"open": False, "reason": "completed"}
DROPPED, DONE = {"status": Status.DROPPED}, {"status": Status.DONE}

LIMITS = {
    # kind: (rows, how many may change, how rows change, how issues change)
    "closes, a few": ("closes", 5, 3, DROPPED, {}),
    "closes, a quarter": ("closes", 40, 10, DROPPED, {}),
    "updates, a few": ("updates", 15, 10, DONE, {}),
    "updates, half": ("updates", 40, 20, DONE, {}),
    "words, a few": ("words", 15, 10, {}, CLOSED),
    "words, half": ("words", 40, 20, {}, CLOSED),
}


@pytest.mark.parametrize("name", LIMITS)
def test_limits_at_their_edges(name: str):
    kind, count, most, row, issue = LIMITS[name]
    within = planned(page(*rows(count, most, **row)), around=world(*issues(count, most, **issue)))
    assert (len(within.changes), within.holds) == (most, ())
    over = page(*rows(count, most + 1, **row)), world(*issues(count, most + 1, **issue))
    refused = planned(over[0], around=over[1])
    assert (refused.changes, refused.patches, refused.texts) == ((), (), ())
    (hold,) = refused.holds
    assert (hold.kind, hold.field, hold.todo) == (
        "conflict",
        "guard",
        f"roadmap-sync --allow {kind}={most + 1}",
    )
    assert planned(over[0], around=over[1], allowed={kind: most}).changes == (), "a ceiling, not a switch"
    assert len(planned(over[0], around=over[1], allowed={kind: most + 1}).changes) == most + 1
    assert len(planned(over[0], around=over[1], allowed={kind: 999}).changes) == most + 1


def test_one_issue_counts_once_however_much_changes():
    before = [item(name, at + 1) for at, name in enumerate(NAMES[:15])]
    after = [
        item(f"{one.title}s", at + 1, labels=("a", "b"), **DONE) if at < 10 else one
        for at, one in enumerate(before)
    ]
    made = planned(page(*after), around=world(*issues(15)))
    assert made.holds == ()
    assert len(made.changes) > 30


def test_issues_that_this_run_makes_do_not_count():
    made = planned(page(*(item(name, status=Status.DONE) for name in NAMES)), around=world())
    assert made.holds == ()
    assert sum(change.kind == "close" for change in made.changes) == len(NAMES)


def test_creates():
    def many(count: int) -> Document:
        return page(*(item(f"{NAMES[at % 60]} {at:x}") for at in range(count)))

    assert len(planned(many(100), around=world()).issues) == 100
    (hold,) = planned(many(101), around=world()).holds
    assert hold.todo == "roadmap-sync --allow creates=101"
    assert len(planned(many(101), around=world(), allowed={"creates": 101}).issues) == 101


def replaced(count: int, gone: int, new: int = 1) -> tuple[Document, World]:
    kept = [item(name, at + 1) for at, name in enumerate(NAMES[gone:count], gone)]
    return page(*kept, *(item(f"New work {at}") for at in range(new))), world(*issues(count))


@pytest.mark.parametrize(
    ("count", "gone", "allowed"),
    [(12, 3, True), (11, 3, False), (4, 2, True), (4, 3, False), (3, 2, True)],
)
def test_creates_while_rows_vanish(count: int, gone: int, allowed: bool):
    document, around = replaced(count, gone)
    made = planned(document, around=around)
    assert bool(made.issues) is allowed
    if not allowed:
        assert made.holds[-1].todo == "roadmap-sync --allow creates=1"
        assert len(planned(document, around=around, allowed={"creates": 1}).issues) == 1


def test_rows_whose_issues_are_closed_have_long_been_done():
    """A roadmap from which finished work is removed may go on growing."""
    kept = [item(name, at + 1) for at, name in enumerate(NAMES[8:12], 8)]
    made = planned(page(*kept, item("New work")), around=world(*issues(12, 8, **CLOSED)))
    assert len(made.issues) == 1


def test_orphans_that_share_an_id_are_counted_one_by_one():
    gone = [marked(at + 1, name, ident="7") for at, name in enumerate(NAMES[:5])]
    made = planned(
        page(item("Here", 9)), around=world(*gone, marked(9, "Here")), config=Config(orphans="close")
    )
    assert made.changes == ()
    assert made.holds[-1].todo == "roadmap-sync --allow closes=5"


def test_several_kinds_are_told_at_once():
    document = page(*(item(f"{name} now", at + 1, key=f"k{at}") for at, name in enumerate(NAMES[:20])))
    made = planned(document, around=world(*issues(20, 20, **CLOSED)))
    assert made.holds[-1].todo == "roadmap-sync --allow updates=20 --allow words=20"


def test_a_refused_document_is_left_out_whole_and_the_others_go_on():
    release = Release("v1", "One", "v1", None, None, None, "", (), item("x").place)
    bad = page(*rows(5, 4, **DROPPED), item("New work", labels=("fresh",)), releases=(release,))
    good = page(item("Elsewhere"), path=OTHER)
    made = planned(bad, good, around=world(*issues(5)))
    assert {change.subject.document for change in made.changes} == {OTHER}
    assert [new.title for new in made.issues] == ["Elsewhere"]
    assert (made.milestones, made.labels, made.patches) == ((), (), ())
    assert [(hold.subject.name, hold.field) for hold in made.holds] == [(PATH, "guard")]
