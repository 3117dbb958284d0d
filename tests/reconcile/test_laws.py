"""The law of the tool: what was synced needs no sync. Documents, colleagues and writers are random."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_sync import marker
from roadmap_sync.config import Config
from roadmap_sync.reconcile.values.merge import Run
from tests.reconcile.build import stone, world
from tests.reconcile.simulate import Desk

HEADER = f"| # | Title | Status | Target | Priority | Owner | Labels | Effort |\n|{'---|' * 8}\n"
TITLES = (
    *("Add a cache", "Write the guide", "Trace every request", "Use `a\\|b` here", "Ask @ada about #12"),
    *("Fix *all* the <b>bugs</b>", "Ünïcode — naïve", "Support [brackets]", "x" * 300, "Tidy_up_names"),
)
STATUSES = ("Planned", "In Progress", "✅ Done", "Blocked", "❌ Dropped", "", "Maybe")
TARGETS = ("Q1 2026", "Q2 2026", "2026-03-04", "2027+", "v1.2.0", "", "soon")
cell = st.sampled_from

row = st.tuples(
    cell(TITLES),
    cell(STATUSES),
    cell(TARGETS),
    cell(("P0", "P1", "", "High")),
    cell(("@ada", "@bob, @ada", "somebody", "")),
    cell(("api", "API, ui", "", "l" * 60, "a:b")),
    cell(("3 weeks", "", "see #4")),
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    parts = []
    for heading in draw(
        st.lists(cell(("Server", "Client", "P0 — Critical", "Q3 2026")), min_size=1, max_size=2, unique=True)
    ):
        rows = draw(st.lists(row, min_size=1, max_size=3))
        lines = (f"| {at} | {' | '.join(one)} |\n" for at, one in enumerate(rows, 1))
        parts.append(f"## {heading}\n\n{HEADER}{''.join(lines)}\n")
    if draw(st.booleans()):
        parts.append(
            "## Versions\n\n| Version | Status | Date | Description |\n|---|---|---|---|\n"
            f"| v1.2.0 | {draw(cell(('Planned', '✅ Done')))} | 2026-05-01 | Fast |\n"
            "| v1.3.0 | In Progress | 2026-07-09 | |\n"
        )
    return "# Roadmap\n\n" + "".join(parts)


# ── what people do ───────────────────────────────────────────────────────────────────────────


def on_github(draw: st.DrawFn, desk: Desk) -> None:
    number = draw(cell([one.number for one in desk.github.issues]))
    one = desk.issue(number)
    # An issue that lost our label, and that only uncommitted text links, is a stranger for one run:
    # the label it gets back makes its marker count, and the next run does the rest.
    counts = not desk.commits or desk.tip == desk.text
    kept = ("roadmap",) if not counts or draw(st.booleans()) else ()
    acts: tuple[Callable[[], None], ...] = (
        lambda: desk.close(number, draw(cell(("completed", "not_planned", "duplicate")))),
        lambda: desk.reopen(number),
        lambda: desk.colleague(
            number, title=draw(cell((*TITLES[:8], "Another | name", " spaced ", "`code`")))
        ),
        lambda: desk.colleague(
            number, milestone=draw(cell([None, *(each.title for each in desk.github.milestones)]))
        ),
        lambda: desk.colleague(
            number,
            labels=(
                *kept,
                *draw(st.lists(cell(("api", "bug", "status: blocked", "status: x")), unique=True)),
            ),
        ),
        lambda: desk.colleague(
            number, assignees=tuple(draw(st.lists(cell(("ada", "bob", "eve")), unique=True)))
        ),
        lambda: desk.colleague(number, body=f"Above\n\n{one.body}\nBelow"),
        lambda: desk.colleague(
            number, body=one.body.replace("From ROADMAP.md", "From ROADMAP.md edited\n\nEdited")
        ),
    )
    draw(cell(acts))()


def on_a_milestone(draw: st.DrawFn, desk: Desk) -> None:
    one = draw(cell(desk.github.milestones))
    acts: tuple[Callable[[], None], ...] = (
        lambda: desk.milestone(one.title, due=draw(cell((None, date(2026, 5, 1), date(2026, 7, 9))))),
        lambda: desk.milestone(one.title, open=draw(st.booleans())),
        lambda: desk.milestone(one.title, description=f"Above\n\n{one.description}\n\nBelow"),
        lambda: desk.milestone(
            one.title, description=draw(cell(("", one.description.replace("Fast", "Slow"))))
        ),
        lambda: desk.rename_milestone(one.title, f"{one.title} renamed"),
    )
    draw(cell(acts))()


def of_a_release(draw: st.DrawFn, desk: Desk) -> None:
    lines = desk.text.split("\n")
    for at, line in enumerate(lines):
        if line.startswith("| v1.2.0 |"):
            status = draw(cell(("Planned", "✅ Done", "", "In Progress")))
            day = draw(cell(("2026-05-01", "2026-07-09", "", "Q3 2026")))
            lines[at] = f"| v1.2.0 | {status} | {day} | {draw(cell(('Fast', 'Slow', '')))} |"
    desk.text = "\n".join(lines)


def in_the_document(draw: st.DrawFn, desk: Desk) -> None:
    lines = desk.text.split("\n")
    rows = [at for at, line in enumerate(lines) if re.match(r"\| \d", line)]
    if not rows:
        return
    at = draw(cell(rows))
    cells = lines[at].split(" | ")
    column, words = draw(cell(((2, STATUSES), (3, TARGETS), (4, ("P0", "P2", "")), (6, ("api", "new", "")))))
    what = draw(cell(("cell", "cell", "title", "unlink", "delete", "move", "new")))
    if what == "cell" and len(cells) == 8:
        cells[column] = draw(cell(words))
        lines[at] = " | ".join(cells)
    elif what == "title":
        lines[at] = lines[at].replace("Add a cache", "Add a big cache").replace("Write", "Rewrite")
    elif what == "unlink":
        lines[at] = re.sub(r" \(\[#\d+\]\([^)]*\)\)", "", lines[at])
    elif what == "delete":
        del lines[at]
    elif what == "move":
        lines[at], lines[rows[0]] = lines[rows[0]], lines[at]
    elif what == "new":
        lines.insert(at + 1, "| 9 | Brand new work | Planned | Q4 2026 | P1 |  |  |  |")
    desk.text = "\n".join(lines)


def check(desk: Desk, before: Desk) -> None:
    """What must be so after every sync, whatever happened."""
    old = {one.number: one for one in before.github.issues}
    claimed = [marker.read(one.body) for one in desk.github.issues]
    assert all(found.fault is None for found in claimed)
    for one in desk.github.issues:
        if one.number in old:
            ours = marker.read(old[one.number].body)
            after = marker.read(one.body)
            assert one.body[: after.start] == old[one.number].body[: ours.start], "text above ours stays"
            assert one.body[after.end :] == old[one.number].body[ours.end :], "text below ours stays"
            assert set(old[one.number].labels) - set(one.labels) <= {"api", "ui", "new", "API", "a:b"} | {
                name for name in old[one.number].labels if name.startswith("priority")
            }


@st.composite
def histories(draw: st.DrawFn) -> tuple[Desk, Run]:
    """A desk after a first sync and some hours of people."""
    config = Config(orphans=draw(cell(("report", "close"))), create=draw(cell(("all", "all", "open"))))
    start = world(
        labels=(), assignable=["ada", "bob"], stones=[stone("Q2 2026")] if draw(st.booleans()) else []
    )
    desk = Desk(draw(documents()), start, config)
    in_git = draw(st.booleans())
    if in_git:
        desk.commit()
    desk.sync(closes=99, updates=99, words=99, creates=99)
    desk.settled()
    for _ in range(draw(st.integers(0, 4))):
        if desk.github.milestones and draw(cell((True, False, False))):
            draw(cell((on_a_milestone, of_a_release)))(draw, desk)
        elif desk.github.issues and draw(st.booleans()):
            on_github(draw, desk)
        else:
            in_the_document(draw, desk)
        if in_git and draw(st.booleans()):
            desk.commit()
    if not in_git:
        return desk, Run.LOCAL
    run = draw(cell(Run))
    if run is Run.CI:
        desk.commit()
    return desk, run


@settings(max_examples=150, deadline=None, derandomize=True)
@given(histories())
def test_a_plan_after_its_plan_is_empty(history: tuple[Desk, Run]):
    desk, run = history
    before = Desk(desk.text, desk.github)
    desk.sync(run, closes=99, updates=99, words=99, creates=99)
    check(desk, before)
    if run is Run.CI:
        desk.commit()
    held = list(desk.settled(run).holds)
    assert held == list(desk.settled(run).holds), "and says the same each time"
    if desk.commits:
        desk.commit()
        desk.sync(run, closes=99, updates=99, words=99, creates=99)
        desk.settled(run)
