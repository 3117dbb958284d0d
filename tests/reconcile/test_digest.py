"""What makes a change this change, what makes a plan this plan, and parts of plans."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmap_sync.model import Document, Item, Plan, Status, Was, World
from roadmap_sync.reconcile import cost, digest, narrow
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.planner import plan
from tests.reconcile.build import REPOSITORY, context, item, marked, page, quarter, world

A, B, C = "Add a cache", "Write the guide", "Trace it"


def planned(document: Document | list[Item], around: World, tip: Document | None = None) -> Plan:
    now = document if isinstance(document, Document) else page(*document)
    seen = [Reading(now, tip, "c1" if tip else None)]
    return plan(seen, context(around, seen), gone=frozenset(), allowed={})


def name(made: Plan) -> str:
    return digest.of_changes(made, made.changes)


def rows() -> list[Item]:
    return [item(A, 1, status=Status.DONE), item(B, 2), item(C, target=quarter(), labels=("api",))]


def issues():
    return [marked(1, A), marked(2, B, shown="B")]


START = name(planned(rows(), world(*issues())))


def test_the_digest_is_hexadecimal_and_stable():
    assert name(planned(rows(), world(*issues()))) == START
    assert len(START) == 64
    assert set(START) <= set("0123456789abcdef")


SAME = {
    "the order of rows": (rows()[::-1], world(*issues())),
    "the order of issues": (rows(), world(*issues()[::-1])),
    "lines": (page(*rows()[1:], rows()[0]), world(*issues())),
    "another word of open": (
        [rows()[0], replace(rows()[1], status=Status.IN_PROGRESS), rows()[2]],
        world(*issues()),
    ),
    "sections": ([replace(rows()[0], section=("Other",)), *rows()[1:]], world(*issues())),
    "what base holds beside": (rows(), world(marked(1, A, base={"labels": ("ROADMAP",)}), issues()[1])),
    "old text that is dead": (rows(), world(marked(1, A, was={"title": Was("x", "dead")}), issues()[1])),
    "what people wrote below": (
        rows(),
        world(replace(issues()[0], body=issues()[0].body + "\nHi"), issues()[1]),
    ),
}


@pytest.mark.parametrize("what", SAME)
def test_what_nobody_approves_is_not_in_it(what: str):
    assert name(planned(*SAME[what])) == START


def test_neither_is_base_nor_what_it_leaves_behind():
    tip = page(item(A, 1), *rows()[1:])
    made = planned(rows(), world(*issues()), tip)
    assert made.patches[0].changes[0].move.was is not None
    assert name(made) == START


OTHER = {
    "a title": ([replace(rows()[0], title="Add caches", key="add-a-cache"), *rows()[1:]], world(*issues())),
    "a status": ([replace(rows()[0], status=Status.DROPPED), *rows()[1:]], world(*issues())),
    "one change less": ([replace(rows()[0], status=Status.PLANNED), *rows()[1:]], world(*issues())),
    "a label": ([*rows()[:2], replace(rows()[2], labels=("ui",))], world(*issues())),
    "a due date": ([*rows()[:2], replace(rows()[2], target=quarter("Q2 2026"))], world(*issues())),
    "what GitHub shows": (rows(), world(issues()[0], marked(2, B, shown="Other"))),
    "the document": (replace(page(*rows()), path="docs/ROADMAP.md"), world(*issues())),
    "the repository": (rows(), world(*issues(), repository=replace(REPOSITORY, name="gadgets"))),
}


@pytest.mark.parametrize("what", OTHER)
def test_what_people_approve_is_in_it(what: str):
    assert name(planned(*OTHER[what])) != START


def test_every_visible_part_of_a_change_makes_it_another():
    change = planned(rows(), world(*issues())).patches[0].changes[0]
    others = [
        replace(change, kind="reopen"),
        replace(change, field="title"),
        replace(change, before="x"),
        replace(change, after=None),
        replace(change, subject=replace(change.subject, name="other")),
        replace(change, subject=replace(change.subject, document="other")),
        replace(change, subject=replace(change.subject, kind="text")),
    ]
    assert len({digest.of_change(one) for one in (change, *others)}) == len(others) + 1
    same = [
        replace(change, place=None),
        replace(change, note="why"),
        replace(change, move=None),
        replace(change, subject=replace(change.subject, number=99)),
    ]
    assert {digest.of_change(one) for one in same} == {digest.of_change(change)}


def test_changes_of_a_plan_are_told_apart():
    made = planned(rows(), world(*issues()))
    assert len({digest.of_change(change) for change in made.changes}) == len(made.changes)


# ── parts ────────────────────────────────────────────────────────────────────────────────────


def test_a_whole_plan_is_kept_whole():
    made = planned(rows(), world(*issues()))
    assert narrow.keep(made, lambda _: True, frozenset(made.documents)) == made


def test_nothing_is_kept_of_another_document():
    made = planned(rows(), world(*issues()))
    left = narrow.keep(made, lambda _: False, frozenset())
    assert (left.changes, left.patches, left.texts) == ((), (), ())


def test_a_part_of_a_patch_leaves_its_text_where_the_text_is_left_out():
    row = item("Add caches", 1, body="More", key="k")
    made = planned([row], world(marked(1, A)))
    assert [change.field for change in made.patches[0].changes] == ["title", "body"]
    left = narrow.keep(made, lambda change: change.field == "title", frozenset(made.documents))
    assert [change.field for change in left.patches[0].changes] == ["title"]
    assert left.patches[0].region is None


def test_what_it_costs():
    made = planned(rows(), world(*issues()))
    total = cost.cost(made)
    assert (total.reads, total.writes, total.notified) == (2, 5, 2)
    nothing = planned([item(A, 1)], world(marked(1, A)))
    assert cost.cost(nothing) == cost.Cost(0, 0, 0)
