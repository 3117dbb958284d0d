"""What a run would do about rows and issues: field by field, and for everything that is in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from roadmap_sync import marker
from roadmap_sync.config import Config, Defaults, Policy
from roadmap_sync.model import Absent, Document, Item, Plan, Slot, Span, Status, Was, World
from roadmap_sync.reconcile.context import Take
from roadmap_sync.reconcile.identified import would_create
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.planner import plan
from roadmap_sync.reconcile.values import region
from roadmap_sync.reconcile.values.merge import Run
from tests.reconcile.build import (
    CONFIG,
    PATH,
    STRANGER,
    anything_fits,
    context,
    issue,
    item,
    marked,
    page,
    quarter,
    said,
    stone,
    world,
)

A, B = "Add a cache", "Write the guide"
LIMITS = {"closes": 99, "updates": 99, "words": 99, "creates": 99}


def planned(
    document: Document | Item,
    around: World,
    *,
    tip: Document | Item | None = None,
    config: Config = CONFIG,
    run: Run = Run.LOCAL,
    takes: Iterable[Take] = (),
    fits=anything_fits,
    writable: bool = True,
) -> Plan:
    """With ``tip`` the document lies in git, and that is what the branch has."""
    now = page(document) if isinstance(document, Item) else document
    then = page(tip) if isinstance(tip, Item) else tip
    seen = [Reading(now, then, None if tip is None else "c1", writable)]
    around_it = context(around, seen, config=config, run=run, takes=takes, fits=fits)
    return plan(seen, around_it, gone=frozenset(), allowed=LIMITS)


def does(made: Plan) -> list[tuple[object, ...]]:
    """The changes, without those of labels and milestones."""
    return [
        (one.kind, one.field, one.before, one.after)
        for one in made.changes
        if one.subject.kind in ("issue", "text")
    ]


def says(made: Plan) -> list[tuple[str, str, str]]:
    return [(one.kind, one.field, one.why) for one in made.holds]


def moves(made: Plan) -> dict[str, object]:
    """Bases that move without a change."""
    return {move.field: move.value for patch in made.patches for move in patch.moves}


# ── titles, statuses, milestones: what both sides show, and what is done ─────────────────────

DONE, PLANNED, DROPPED, GOING = Status.DONE, Status.PLANNED, Status.DROPPED, Status.IN_PROGRESS
CLOSED = {"open": False, "reason": "completed", "closer": "me"}
SHELVED = {"open": False, "reason": "not_planned", "closer": "me"}
Q1, Q2 = quarter("Q1 2026"), quarter("Q2 2026")
TARGET = Slot("target", Span(50, 51), "Q1 2026", 1)
STONES = [stone("Q1 2026", number=1), stone("Q2 2026", number=2)]


def due(target, **more: object) -> Item:
    one = item(A, 1, **more)
    return replace(one, target=target, slots=(*one.slots, TARGET))


def in_base(**base: object):
    return lambda **more: marked(1, A, base=base, **more)


NOTHING: list[tuple[object, ...]] = []
DECIDED = {
    "nothing new": (item(A, 1), marked(1, A), NOTHING),
    "a title is pushed": (item(B, 1), marked(1, A), [("update", "title", A, B)]),
    "a title is pulled": (item(A, 1), marked(1, A, shown=B), [("write", "title", A, B)]),
    "blanks around a title are no edit": (item(A, 1), marked(1, A, shown=f" {A} "), NOTHING),
    "neither is how accents are composed": (
        item("Café", 1, key="x"),
        marked(1, "Café", shown="Cafe\u0301"),
        NOTHING,
    ),
    "done is pushed": (item(A, 1, status=DONE), marked(1, A), [("close", "status", "open", "done")]),
    "dropped is pushed": (item(A, 1, status=DROPPED), marked(1, A), [("close", "status", "open", "dropped")]),
    "a closing is pulled": (
        item(A, 1),
        marked(1, A, **CLOSED),
        [("write", "status", "📋 Planned", "✅ Done")],
    ),
    "a shelving is pulled": (
        item(A, 1),
        marked(1, A, **SHELVED),
        [("write", "status", "📋 Planned", "❌ Dropped")],
    ),
    "a reopening pulls in progress": (
        item(A, 1, status=DONE),
        marked(1, A, base={"status": "done"}),
        [("write", "status", "✅ Done", "🚧 In progress")],
    ),
    "a row set back reopens": (
        item(A, 1),
        marked(1, A, base={"status": "done"}, **CLOSED),
        [("reopen", "status", "done", "open")],
    ),
    "done becomes dropped": (
        item(A, 1, status=DROPPED),
        marked(1, A, base={"status": "done"}, **CLOSED),
        [("close", "status", "done", "dropped")],
    ),
    "another word of open is no edit": (item(A, 1, status=GOING), marked(1, A), NOTHING),
    "and a later close pulls over it": (
        item(A, 1, status=GOING),
        marked(1, A, **CLOSED),
        [("write", "status", "🚧 In progress", "✅ Done")],
    ),
    "a status label is pulled": (
        item(A, 1),
        marked(1, A, labels=("roadmap", "status: in progress")),
        [("write", "status", "📋 Planned", "🚧 In progress")],
    ),
    "a milestone is pushed": (
        due(Q2),
        marked(1, A, base={"milestone": "Q1 2026"}, milestone="Q1 2026"),
        [("update", "milestone", "Q1 2026", "Q2 2026")],
    ),
    "a milestone is pulled": (
        due(Q1),
        marked(1, A, base={"milestone": "Q1 2026"}, milestone="Q2 2026"),
        [("write", "target", "Q1 2026", "Q2 2026")],
    ),
    "an emptied target cell takes the milestone away": (
        due(None),
        marked(1, A, base={"milestone": "Q1 2026"}, milestone="Q1 2026"),
        [("update", "milestone", "Q1 2026", None)],
    ),
    "unless somebody chose another meanwhile": (
        due(None),
        marked(1, A, base={"milestone": "Q1 2026"}, milestone="Q2 2026"),
        NOTHING,
    ),
    "without a target column milestones are not ours": (
        item(A, 1),
        marked(1, A, base={"milestone": "Q1 2026"}, milestone="Q1 2026"),
        NOTHING,
    ),
    "an emptied status cell does not reopen": (
        item(A, 1, status=None),
        marked(1, A, base={"status": "done"}, **CLOSED),
        NOTHING,
    ),
    "an emptied status cell takes a closing": (
        item(A, 1, status=None),
        marked(1, A, **CLOSED),
        [("write", "status", "", "✅ Done")],
    ),
    "an emptied status cell and a reopening": (
        item(A, 1, status=None),
        marked(1, A, base={"status": "done"}),
        NOTHING,
    ),
    "an emptied status cell and two status labels": (
        item(A, 1, status=None),
        marked(1, A, labels=("roadmap", "status: a", "status: b")),
        NOTHING,
    ),
}


@pytest.mark.parametrize("name", DECIDED)
@pytest.mark.parametrize("run", Run)
def test_decided(name: str, run: Run):
    row, one, changes = DECIDED[name]
    for tip in (None, row):
        made = planned(row, world(one, stones=STONES), tip=tip, run=run)
        assert does(made) == changes
        assert made.holds == ()
        if not changes:
            assert made.patches == ()


SEVERAL = ("status: a", "status: b")
HELD = {
    "titles on both sides": (item(B, 1), marked(1, A, shown="C"), "conflict", "title", "both changed"),
    "states on both sides": (
        item(A, 1, status=DONE),
        marked(1, A, **SHELVED),
        "conflict",
        "status",
        "both changed",
    ),
    "two status labels": (
        item(A, 1),
        marked(1, A, labels=("roadmap", *SEVERAL)),
        "conflict",
        "status",
        "has several status labels: status: a, status: b",
    ),
    "a word for a status label": (
        item(A, 1),
        marked(1, A, base={"status": "in_progress"}, labels=("roadmap", "status: in progress")),
        "drift",
        "status",
        "status labels are written only with status-labels: true",
    ),
    "no slot": (
        item(A, 1, slots=()),
        marked(1, A, shown=B),
        "drift",
        "title",
        "the document has no place for it",
    ),
    "no word": (
        item(A, 1, slots=(Slot("status", Span(1, 2), "x", 1, {"planned": "x"}),)),
        marked(1, A, **CLOSED),
        "drift",
        "status",
        "the document has no place for it",
    ),
    "no milestone any more": (
        due(Q1),
        marked(1, A, base={"milestone": "Q1 2026"}),
        "drift",
        "milestone",
        "it was taken away on GitHub",
    ),
    "an outsider's title": (
        item(A, 1),
        marked(1, A, shown=B, author=STRANGER),
        "drift",
        "title",
        "its author stranger has no rights here; --take github=add-a-cache",
    ),
    "an outsider closes his own issue": (
        item(A, 1),
        marked(1, A, author=STRANGER, open=False, reason="completed", closer="stranger"),
        "drift",
        "status",
        "closed by its author, who has no rights here",
    ),
    "nobody knows who closed an outsider's issue": (
        item(A, 1),
        marked(1, A, author=STRANGER, open=False, reason="completed"),
        "drift",
        "status",
        "closed by its author, who has no rights here",
    ),
    "an unreadable marker": (
        item(A, 1),
        issue(1, A, text="<!-- roadmap-sync oops"),
        "conflict",
        "marker",
        "the marker is cut off, or stands inside a code block",
    ),
    "a copied marker": (
        item(A, 1),
        issue(1, A, said(A, 2)),
        "conflict",
        "marker",
        "its marker was copied from #2",
    ),
    "a first link with another title": (
        item(A, 1),
        issue(1, B, labels=("roadmap",)),
        "conflict",
        "title",
        "differ, and nothing is known of before",
    ),
    "a first link of a done row to an open issue": (
        item(A, 1, status=DONE),
        issue(1, A, labels=("roadmap",)),
        "conflict",
        "status",
        "differ, and nothing is known of before",
    ),
    "an edit between the comments": (
        item(A, 1, body="More"),
        marked(1, A, base={"body": region.digest("From x\n\nMore")}),
        "drift",
        "body",
        "somebody edited between the two roadmap-sync comments",
    ),
    "a label taken away": (
        item(A, 1, labels=("api",)),
        marked(1, A, base={"labels": ("api", "roadmap")}),
        "drift",
        "labels",
        "somebody took api away on GitHub",
    ),
    "a person taken away": (
        item(A, 1, assignees=("ada",)),
        marked(1, A, base={"assignees": ("ada",)}),
        "drift",
        "assignees",
        "somebody took ada away on GitHub",
    ),
}


@pytest.mark.parametrize("name", HELD)
def test_held(name: str):
    row, one, *expected = HELD[name]
    around = world(one, stones=STONES, assignable=["ada"])
    made = planned(row, around)
    assert [tuple(expected)] == says(made)
    assert not [change for change in does(made) if change[1] == expected[1]]
    assert made.holds[0].place is not None
    assert made.holds[0].subject.number == 1


@pytest.mark.parametrize("closer", ["ada", "me"])
def test_an_outsiders_issue_that_somebody_else_closed_is_done(closer: str):
    one = marked(1, A, author=STRANGER, open=False, reason="completed", closer=closer)
    assert does(planned(item(A, 1), world(one))) == [("write", "status", "📋 Planned", "✅ Done")]


def test_an_outsider_may_reopen():
    one = marked(1, A, author=STRANGER, base={"status": "done"})
    assert does(planned(item(A, 1, status=DONE), world(one))) == [
        ("write", "status", "✅ Done", "🚧 In progress")
    ]


# ── --take ───────────────────────────────────────────────────────────────────────────────────

BOTH = (item(B, 1, key="9"), marked(1, A, shown="C"))
PUSHED, PULLED = [("update", "title", "C", B)], [("write", "title", B, "C")]


@pytest.mark.parametrize(
    ("take", "changes"),
    [
        (Take("document"), PUSHED),
        (Take("github"), PULLED),
        (Take("document", "9"), PUSHED),
        (Take("github", "9:title"), PULLED),
        (Take("github", "#1"), PULLED),
        (Take("github", f"{PATH}::9"), PULLED),
        (Take("github", f"{PATH}::9:title"), PULLED),
        (Take("github", "9:status"), NOTHING),
        (Take("github", "8"), NOTHING),
        (Take("github", "#2"), NOTHING),
        (Take("github", "OTHER.md::9"), NOTHING),
    ],
)
def test_a_person_decides(take: Take, changes: list[tuple[object, ...]]):
    made = planned(BOTH[0], world(BOTH[1]), takes=[take])
    assert does(made) == changes
    assert bool(made.holds) is not bool(changes)


def test_the_first_take_that_fits_wins():
    takes = [Take("github", "9"), Take("document")]
    assert does(planned(BOTH[0], world(BOTH[1]), takes=takes)) == PULLED


TAKEN = {
    "a title without a slot": (
        item(A, 1, slots=()),
        marked(1, A, shown=B),
        "document",
        [("update", "title", B, A)],
    ),
    "an outsider's title, pulled": (
        item(A, 1),
        marked(1, A, shown=B, author=STRANGER),
        "github",
        [("write", "title", A, B)],
    ),
    "an outsider's title, undone": (
        item(A, 1),
        marked(1, A, shown=B, author=STRANGER),
        "document",
        [("update", "title", B, A)],
    ),
    "a milestone that was taken away": (
        due(Q1),
        marked(1, A, base={"milestone": "Q1 2026"}),
        "document",
        [("update", "milestone", None, "Q1 2026")],
    ),
    "an edit between the comments": (
        item(A, 1, body="More"),
        marked(1, A, base={"body": region.digest("From x\n\nMore")}),
        "document",
        [("update", "body", None, region.digest("From x\n\nMore"))],
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_drift_can_be_taken_too(name: str):
    row, one, side, changes = TAKEN[name]
    made = planned(row, world(one, stones=STONES), takes=[Take(side, row.key)])
    assert does(made) == changes
    assert made.holds == ()


# ── text that is not committed, and old text ─────────────────────────────────────────────────


def test_what_both_say_is_settled_in_committed_text_alone():
    row, one = item(B, 1), marked(1, A, shown=B)
    assert moves(planned(row, world(one), tip=row)) == {"title": B}
    assert planned(row, world(one), tip=item(A, 1)).patches == ()


def test_a_push_of_uncommitted_text_remembers_the_tip():
    made = planned(item(B, 1), world(marked(1, A)), tip=item(A, 1))
    (change,) = made.patches[0].changes
    assert change.move is not None
    assert change.move.was == Was(A, "c1")


@pytest.mark.parametrize("field", ["title", "labels"])
def test_text_from_before_the_last_sync_is_held_for_people_and_left_by_jobs(field: str):
    old = item(A, 1, labels=("api",))
    base = {"title": B} if field == "title" else {"labels": ("roadmap",)}
    was = {"title": Was(A, "c1")} if field == "title" else {"labels": Was(("api", "roadmap"), "c1")}
    agreed = {"labels": ("api", "roadmap"), **base}
    shown = ("api", "roadmap") if field == "title" else ("roadmap",)
    one = marked(1, A, shown=B if field == "title" else A, base=agreed, was=was, labels=shown)
    local = planned(old, world(one), tip=old)
    assert [(hold.kind, hold.field) for hold in local.holds] == [("conflict", field)]
    assert "discarded, or set back?" in local.holds[0].why
    assert does(local) == NOTHING
    job = planned(old, world(one), tip=old, run=Run.CI)
    assert does(job) == ([("write", "title", A, B)] if field == "title" else NOTHING)
    assert job.holds == ()
    taken = planned(old, world(one), tip=old, takes=[Take("document")])
    assert does(taken) == (
        [("update", "title", B, A)] if field == "title" else [("add", "labels", None, "api")]
    )


def test_sets_of_uncommitted_text_are_not_settled_and_leave_the_tip_behind():
    row, tip = item(A, 1, labels=("api", "ui")), item(A, 1)
    both = marked(1, A, labels=("roadmap", "api", "ui"))
    assert planned(row, world(both), tip=tip).patches == ()
    assert moves(planned(row, world(both), tip=row)) == {"labels": ("api", "roadmap", "ui")}
    made = planned(row, world(marked(1, A, labels=("roadmap", "api"))), tip=tip)
    (change,) = made.patches[0].changes
    assert change.move is not None
    assert change.move.was == Was(("roadmap",), "c1")


# ── labels and people ────────────────────────────────────────────────────────────────────────


def test_labels_are_merged_one_by_one():
    row = item(A, 1, priority="P0", labels=("API", "new"))
    one = marked(1, A, base={"labels": ("api", "old", "roadmap")}, labels=("roadmap", "api", "old", "bug"))
    made = planned(row, world(one))
    assert does(made) == [
        ("add", "labels", None, "new"),
        ("add", "labels", None, "priority: P0"),
        ("remove", "labels", "old", None),
    ]
    assert [new.name for new in made.labels] == ["new", "priority: P0"]


def test_labels_that_exist_in_other_letters_are_not_made():
    made = planned(item(A, 1, labels=("API",)), world(marked(1, A), labels=("roadmap", "Api")))
    assert made.labels == ()


def test_a_label_is_asked_for_once():
    row = item(A, priority="P0", labels=("Roadmap", "api", "API", "Priority: p0", ""))
    made = planned(row, world())
    assert made.issues[0].labels == ("roadmap", "priority: P0", "api")
    assert [new.name for new in made.labels] == ["priority: P0", "api"]


@pytest.mark.parametrize("number", [None, 1])
def test_what_github_cannot_take_is_left_out_and_named_every_time(number: int | None):
    long = "l" * 51
    row = item(A, number, labels=("l" * 50, long), priority="p" * 45, assignees=("ada", "eve", "bob"))
    one = marked(1, A, base={"labels": ("l" * 50, "roadmap"), "assignees": ("ada",)},
                 labels=("roadmap", "l" * 50), assignees=("ada",))  # fmt: skip
    made = planned(row, world(*([one] if number else []), assignable=["ada"]))
    assert says(made) == [
        ("drift", "labels", f"labels have at most 50 characters: priority: {'p' * 45}"),
        ("drift", "labels", f"labels have at most 50 characters: {long}"),
        ("drift", "assignees", "@eve cannot be assigned here"),
        ("drift", "assignees", "@bob cannot be assigned here"),
    ]
    if number is None:
        assert made.issues[0].labels == ("roadmap", "l" * 50)
        assert made.issues[0].assignees == ("ada",)
    else:
        assert does(made) == NOTHING


def test_long_titles_are_cut_and_compared_cut():
    long = "x" * 300
    cut = "x" * 254 + "…"
    assert planned(item(long, key="k"), world()).issues[0].title == cut
    assert does(planned(item(long, 1, key="k"), world(marked(1, cut)))) == NOTHING
    assert does(planned(item("y" * 255, 1, key="k"), world(marked(1, A)))) == [
        ("update", "title", A, "y" * 255)
    ]


# ── creating ─────────────────────────────────────────────────────────────────────────────────


def test_a_new_issue_has_everything_in_one_call():
    row = item(A, status=DONE, target=Q1, priority="P0", assignees=("ada",), body="Ask @eve.", ident="7")
    made = planned(row, world(assignable=["ada"]))
    new = made.issues[0]
    assert (new.title, new.labels, new.assignees, new.milestone) == (
        A,
        ("roadmap", "priority: P0"),
        ("ada",),
        "Q1 2026",
    )
    found = marker.read(new.body).marker
    assert found == new.marker
    assert found.base == {
        "title": A,
        "status": "open",
        "milestone": "Q1 2026",
        "labels": ("priority: P0", "roadmap"),
        "assignees": ("ada",),
        "body": region.digest("Ask @eve."),
    }
    assert (found.id, found.number, found.was) == ("7", None, {})
    assert does(made)[1:] == [("close", "status", "open", "done")]
    assert [new.title for new in made.milestones] == ["Q1 2026"]


def test_a_new_issue_of_uncommitted_text_remembers_the_tip():
    made = planned(item(B, key="k", status=DONE), world(), tip=item(A, key="k"))
    assert made.issues[0].marker.was == {"title": Was(A, "c1")}
    assert made.patches[0].changes[0].move.was == Was("open", "c1")


@pytest.mark.parametrize(
    ("create", "made"),
    [("all", [A, B]), ("open", [A]), ("linked", [])],
)
def test_what_is_created(create: str, made: list[str]):
    document, config = page(item(A), item(B, status=DONE)), Config(create=create)
    assert [new.title for new in planned(document, world(), config=config).issues] == made
    seen = [Reading(document)]
    assert would_create(seen, context(world(), seen, config=config), frozenset()) is bool(made)


def test_without_our_label_anywhere_nothing_is_created():
    one = marked(1, A, labels=())
    made = planned(page(item(A, 1), item(B)), world(one))
    assert made.issues == ()
    assert made.holds[-1].why == "no issue bears the label roadmap, although markers exist"
    back = replace(one, labels=("Roadmap",))
    assert [new.title for new in planned(page(item(A, 1), item(B)), world(back)).issues] == [B]


@pytest.mark.parametrize(
    "issues", [[], [issue(5, "Nothing of ours", labels=("bug",))]], ids=["no issue", "none of ours"]
)
def test_the_first_run_creates(issues: list[object]):
    assert len(planned(page(item(A), item(B)), world(*issues)).issues) == 2


def test_links_written_by_hand_do_not_keep_a_first_run_from_creating():
    made = planned(page(item(A, 1), item(B)), world(issue(1, A, labels=())))
    assert [new.title for new in made.issues] == [B]


# ── policies and defaults ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("policy", "title", "github", "listed"),
    [
        ("document", A, "Renamed there", True),
        ("document", "Renamed here", "Renamed there", True),
        ("github", "Renamed here", A, True),
        ("github", "Renamed here", "Renamed there", True),
        ("document", "Renamed here", A, False),
        ("github", A, "Renamed there", False),
    ],
)
def test_a_policy_lists_the_other_side_s_edits(policy: str, title: str, github: str, listed: bool):
    known = replace(marked(1, A, base={"title": A}), title=github)
    config = Config(policy=Policy(title=policy))
    made = planned(item(title, 1), world(known), config=config)
    titles = [hold for hold in made.holds if hold.field == "title"]
    assert [hold.kind for hold in titles] == (["drift"] if listed else [])
    assert bool([one for one in made.changes if one.field == "title"]) is not listed


def test_what_a_policy_lists_can_still_be_taken():
    known = replace(marked(1, A, base={"title": A}), title="Renamed there")
    config = Config(policy=Policy(title="document"))
    made = planned(item(A, 1), world(known), config=config, takes=[Take("github")])
    assert [(one.kind, one.after) for one in made.changes if one.field == "title"] == [
        ("write", "Renamed there")
    ]


def test_defaults_are_for_new_issues_alone():
    config = Config(defaults=Defaults(priority="P2", assignees=("ada",)), area_label="area: {area}")
    new = planned(item(A, labels=("Web",)), world(assignable=frozenset({"ada"})), config=config).issues[0]
    assert new.labels == ("roadmap", "priority: P2", "area: Web")
    assert new.assignees == ("ada",)
    assert new.marker.base["labels"] == ("area: Web", "roadmap")
    assert new.marker.base["assignees"] == ()


@pytest.mark.parametrize("name", ["gone", "moved", "pull", "discussion"])
def test_while_a_link_stands_nothing_is_created(name: str):
    made = planned(item(A, 7), world(absent=[Absent(7, name, "x/y#1")]))
    assert (made.changes, made.patches) == ((), ())
    assert len(made.holds) == 1


# ── the first link ───────────────────────────────────────────────────────────────────────────


def test_a_linked_issue_gets_our_label_and_the_marker():
    made = planned(item(A, 1), world(issue(1, A, labels=("bug",), text="Their words")))
    assert does(made) == [
        ("adopt", "marker", None, "#1"),
        ("add", "labels", None, "roadmap"),
    ]
    assert moves(made) == {"title": A, "status": "open", "assignees": ()}
    assert made.patches[0].region is None
    assert made.holds == ()


@pytest.mark.parametrize(("state", "words"), [(CLOSED, "✅ Done"), (SHELVED, "❌ Dropped")])
def test_a_closed_issue_that_is_linked_says_what_became_of_the_work(state: dict[str, object], words: str):
    made = planned(item(A, 1), world(issue(1, A, **state)))
    assert ("write", "status", "📋 Planned", words) in does(made)
    assert made.holds == ()


def test_a_linked_issue_without_a_milestone_gets_the_rows():
    """Nobody set one, so nothing of anybody's is overwritten; a milestone that is there is held."""
    row = item(A, 1, target=quarter())
    made = planned(row, world(issue(1, A)))
    assert ("update", "milestone", None, "Q1 2026") in does(made)
    assert made.holds == ()
    around = world(issue(1, A, milestone="Later"), stones=[stone("Later")])
    assert [(hold.kind, hold.field) for hold in planned(row, around).holds] == [("conflict", "milestone")]


def test_nothing_is_told_to_an_issue_about_which_nothing_is_decided():
    one = issue(1, B, labels=("roadmap",), milestone="Q2 2026", assignees=())
    row = due(Q1, status=DONE)
    made = planned(row, world(one, stones=STONES), tip=item("Never seen", 9))
    assert does(made) == NOTHING
    assert made.patches == ()


# ── milestones ───────────────────────────────────────────────────────────────────────────────


def test_a_renamed_milestone_of_ours_is_followed():
    ours = stone("Spring", "Q1 2026")
    one = marked(1, A, base={"milestone": "Q1 2026"}, milestone="Spring")
    made = planned(page(due(Q1), item(B, target=Q1)), world(one, stones=[ours]))
    assert [change for change in does(made) if change[0] != "create"] == NOTHING
    assert made.issues[0].milestone == "Spring"
    assert made.issues[0].marker.base["milestone"] == "Q1 2026"
    assert made.milestones == ()


def test_a_milestone_by_its_title_in_other_letters():
    made = planned(item(A, target=quarter("Q1 2026")), world(stones=[stone("q1 2026")]))
    assert made.issues[0].milestone == "q1 2026"
    assert made.milestones == ()


def test_a_target_that_names_a_release_is_that_release():
    from roadmap_sync.model import Release, Target

    release = Release("v1.2", "Fast", "v1.2 Fast", None, None, Q2, "Faster", (), item(A).place)
    row = item(A, target=Target("V1.2", name="V1.2"))
    made = planned(page(row, releases=(release,)), world())
    assert made.issues[0].milestone == "v1.2 Fast"
    (new,) = made.milestones
    found = marker.read_milestone(new.description)
    assert found is not None
    assert (new.title, new.due, found.marker.key) == ("v1.2 Fast", Q2.end, "v1.2 Fast")
    assert marker.milestone_text(new.description, found) == "Faster"


# ── the managed text ─────────────────────────────────────────────────────────────────────────


def test_new_details_are_pushed():
    made = planned(item(A, 1, body="More"), world(marked(1, A)))
    assert [change[:2] for change in does(made)] == [("update", "body")]
    assert made.patches[0].region == f"From {PATH} § Server\n\nMore"


def test_the_place_of_a_row_is_renewed_with_the_next_update_alone():
    moved = item(A, 1, section=("Client",), ident="9")
    assert planned(moved, world(marked(1, A))).patches == ()
    made = planned(replace(moved, title=B), world(marked(1, A)))
    assert made.patches[0].region == f"From {PATH} § Client"
    assert made.patches[0].marker.section == ("Client",)


def test_details_that_would_swallow_the_rest_are_no_drift():
    row = item(A, body="```\nopen")
    new = planned(row, world()).issues[0]
    one = issue(1, A, text=new.body)
    made = planned(replace(row, link=item(A, 1).link), world(one))
    assert (does(made), made.holds) == (NOTHING, ())


# ── rows that are gone ───────────────────────────────────────────────────────────────────────

GONE = marked(2, B, ident="2")


def test_a_row_that_is_gone_is_told():
    made = planned(item(A, 1), world(marked(1, A), GONE))
    assert says(made) == [("drift", "issue", f"its row is gone from {PATH}")]
    assert (made.changes, made.patches) == ((), ())


def test_or_its_issue_is_closed_and_opened_when_the_row_comes_back():
    config = Config(orphans="close")
    made = planned(item(A, 1), world(marked(1, A), GONE), config=config)
    assert does(made) == [("close", "status", "open", "dropped")]
    (change,) = made.patches[0].changes
    assert change.move is not None
    closed = marked(2, B, ident="2", base={"status": change.move.value}, open=False, reason="not_planned")
    again = planned(page(item(A, 1), item(B, ident="2")), world(marked(1, A), closed), config=config)
    assert does(again)[0] == ("reopen", "status", "dropped", "open")


@pytest.mark.parametrize(
    "case",
    [
        (page(item(A, 1)), [marked(1, A), replace(GONE, open=False, reason="completed")]),
        (page(item(A, 1), item(B)), [marked(1, A), GONE, marked(3, B)]),
        (page(item(A, 1), item(B, 9)), [marked(1, A), GONE]),
        (page(item(A, 1), item("C", 2), item("D", 2)), [marked(1, A), GONE]),
        (page(item(A, 1)), [marked(1, A), marked(2, B, doc="docs/PLAN.md")]),
        (page(item(A, 1)), [marked(1, A), replace(GONE, author=STRANGER)]),
    ],
    ids=[
        "closed already",
        "two issues fit",
        "dead link",
        "claimed twice",
        "another document",
        "an outsider's",
    ],
)
def test_issues_that_are_never_closed_as_orphans(case):
    document, issues = case
    made = planned(document, world(*issues), config=Config(orphans="close"))
    assert [change for change in made.changes if change.field == "status"] == []


def test_documents_that_are_only_read_lose_no_issue():
    made = planned(item(A, 1), world(marked(1, "Z"), GONE), config=Config(orphans="close"), writable=False)
    assert (made.changes, made.patches, made.holds) == ((), (), ())


def test_orphans_have_names_of_their_own():
    """An id that a row bears by now, and an id that two issues bear."""
    issues = [marked(1, A), GONE, marked(3, "Port it", ident="2"), marked(4, "Sign it", ident="k")]
    document = page(item(A, 1, key="2"), item("Far away", key="k"))
    made = planned(document, world(*issues), config=Config(orphans="close"))
    names = [change.subject.name for change in made.changes if change.kind == "close"]
    assert names == ["#2", "#3", "#4"]


def test_a_document_without_a_row_is_left_out():
    from roadmap_sync.model import Release

    release = Release("v1", "One", "v1", None, None, None, "", (), item(A).place)
    empty = page(releases=(release,))
    made = planned(empty, world(marked(1, A)), config=Config(orphans="close"))
    assert (made.changes, made.patches) == ((), ())
    assert says(made) == [
        ("conflict", "items", "no item could be read, although issues of this document exist")
    ]
    assert planned(empty, world()).holds == ()


# ── bookkeeping ──────────────────────────────────────────────────────────────────────────────


def test_an_id_that_another_row_bears_by_now_is_renewed():
    document = page(item(A, 1, ident="2"), item(B, 2, ident="3"))
    made = planned(document, world(marked(1, A, ident="1"), marked(2, B, ident="2")))
    (patch,) = made.patches
    assert (patch.subject.number, patch.marker.id, patch.changes, patch.moves) == (2, "3", (), ())


def test_every_other_stale_id_waits():
    assert planned(item(A, 1, ident="2"), world(marked(1, A, ident="1"))).patches == ()


@pytest.mark.parametrize("where", ["append", "column"])
def test_an_issue_that_is_found_is_linked_again(where: str):
    slot = Slot("link", Span(10, 10), "", 1, form=where)
    row = replace(item(A), slots=(slot,))
    made = planned(row, world(marked(5, A)))
    assert [(text.slot, text.value) for text in made.texts] == [(slot, marked(5, A).url)]
    assert planned(row, world(marked(5, A)), config=Config(link="none")).texts == ()


def test_what_is_told_after_a_pulled_title_names_the_row_as_it_reads_then():
    made = planned(item(A, 1), world(marked(1, A, shown=B, open=False, reason="completed", closer="me")))
    assert len(made.texts) == 2
    assert {text.landed.marker.title for text in made.texts if text.landed} == {B}


def test_a_row_whose_issue_was_not_told_of_its_new_title_keeps_it():
    """The run was killed after the text was saved; another row bears the old title by now."""
    made = planned(page(item(B, 1), item(A)), world(marked(1, A, shown=B)))
    assert moves(made) == {"title": B}
    assert [new.title for new in made.issues] == [A]
    assert made.holds == ()
