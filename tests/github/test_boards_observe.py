"""A board is found by number or title; cards come with the issues, and what cannot be had is said."""

from __future__ import annotations

import pytest

from roadmap_sync.github import GitHubReader, GitHubWriter
from roadmap_sync.model import BoardName, World
from tests.github.board import DOING, new_board
from tests.github.hub import Hub, plan, question, seeded, titled

FIELDS = ("Status", "Start", "Effort")


def name(**more: object) -> BoardName:
    given = {"owner": "acme", "number": None, "title": "Roadmap", "fields": FIELDS, **more}
    return BoardName(**given)


def observed(hub: Hub, token: str = "owner", **more: object) -> World:
    with hub.session(token) as session:
        return GitHubReader(session).observe(question(board=name(**more)))


def test_without_a_board_nothing_is_asked(hub: Hub):
    seeded(hub, "A")
    hub.forget()
    world = hub.observe()
    assert (world.board, world.cards, world.notes) == (None, {}, ())
    assert len(hub.log()) == 1


@pytest.mark.parametrize("by", [{}, {"number": 2, "title": ""}])
def test_by_title_or_number(hub: Hub, by: dict):
    new_board(hub, "Other")
    made = new_board(hub)
    board = observed(hub, **by).board
    assert board is not None
    assert (board.id, board.writable, board.linked) == (made.id, True, False)
    status = board.field("status")
    assert status is not None
    assert [one.name for one in status.options] == ["Todo", "In Progress", "Done"]


def test_one_that_is_not_there_can_be_made(hub: Hub):
    world = observed(hub)
    assert world.board is not None
    assert (world.board.id, world.board.title, world.notes) == ("", "Roadmap", ())


def test_more_boards_than_one_page(hub: Hub):
    for n in range(12):
        new_board(hub, f"Board {n}")
    with hub.session() as session:
        session.page = 5
        world = GitHubReader(session).observe(question(board=name(title="Board 0")))
    assert world.board is not None
    assert world.board.title == "Board 0"


def test_two_of_one_title_are_not_guessed_at(hub: Hub):
    new_board(hub)
    new_board(hub)
    world = observed(hub)
    assert world.board is None
    assert "name one by its number (2, 1)" in world.notes[0]


def test_cards_come_with_the_issues_in_one_request(hub: Hub):
    before = seeded(hub, "A", "B")
    board = new_board(hub)
    board.field("Start", "DATE")
    board.field("Effort", "NUMBER")
    item = board.add(titled(before, "A").id)
    board.move(item, DOING)
    board.set(item, "Start", date="2026-03-01")
    board.set(item, "Effort", number=3)
    hub.forget()
    world = observed(hub)
    first, second = (world.cards[titled(world, title).number] for title in ("A", "B"))
    assert first is not None
    assert first.values == {"Status": DOING, "Start": "2026-03-01", "Effort": "3"}
    assert (first.id, second) == (item, None)
    assert len(hub.log()) == 2  # the issues, and the board


def test_an_issue_on_more_boards_than_an_answer_holds(hub: Hub):
    issue = titled(seeded(hub, "A"), "A")
    for n in range(21):
        new_board(hub, f"Board {n}").add(issue.id)
    board = new_board(hub)
    item = board.add(issue.id)
    card = observed(hub).cards[issue.number]
    assert card is not None
    assert card.id == item


@pytest.mark.parametrize(
    ("kind", "scopes", "said"),
    [
        ("classic", ["repo"], "scopes"),
        ("actions", ["issues=write"], "Resource not accessible by integration"),
        ("fine-grained", ["issues=write"], "Resource not accessible by personal access token"),
    ],
)
def test_a_token_without_access_is_told_what_it_needs(hub: Hub, kind: str, scopes: list, said: str):
    seeded(hub, "A")
    new_board(hub)
    token = hub.account("ci", role="write", kind=kind, scopes=scopes)
    world = observed(hub, token)
    assert world.board is None
    assert len(world.issues) == 1
    assert len(world.notes) == 1
    assert said in world.notes[0]
    assert "Projects: read and write" in world.notes[0]


@pytest.mark.parametrize("by", [{"number": 7, "title": ""}, {"owner": "nobody"}])
def test_what_is_not_there_is_said(hub: Hub, by: dict):
    world = observed(hub, **by)
    assert world.board is None
    assert "cannot see it" in world.notes[0]


def test_a_run_that_begins_again_looks_at_the_board_anew(hub: Hub):
    """A workflow's run may try thrice with one writer: what kept cards from being written once is over."""
    new_board(hub)
    world = observed(hub)
    assert world.board is not None
    with hub.session() as session:
        writer = GitHubWriter(session)
        writer.seat.at(session, world.board).why = "the board was not created"
        assert list(writer.apply(plan(world), world)) == []
        assert writer.seat.at(session, world.board).why == ""
