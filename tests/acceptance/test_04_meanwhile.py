"""Somebody is faster: what changes on GitHub between two runs, or between the plan and its last write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.acceptance.desk import Desk, Ran
from tests.acceptance.test_04_boards import ROADMAP, configure, hub_of
from tests.acceptance.test_04_refusals import ADD, CREATE, FIELD, VALUE, order
from tests.github.board import DOING, DONE, TODO, Board, found_board, graphql, new_board
from tests.github.proxy import between

NEW = "| A4 | Offline mode | 📋 Planned | Q1 2026 | P0 | 8 |\n"
GONE = "the board is gone, or this token cannot see it"


def run(desk: Desk, words: str, somebody: Callable[[], Any]) -> Ran:
    """A sync in which ``somebody`` does something just before the request with these words arrives."""
    with between(desk.github.url) as line:
        line.add(words, "call", call=somebody)
        ran = desk.run("sync", "--yes", "--format", "json", GITHUB_API_URL=line.url)
        assert not line.troubles, "nobody asked for that"
    return ran


def reasons(ran: Ran) -> dict[tuple[str, str], str]:
    bad = [one for one in ran.json["outcomes"] if one["result"] != "done"]
    return {(one["subject"]["name"], one["field"]): one["why"] for one in bad}


def shut(board: Board, how: str) -> None:
    if how == "deleted":
        board.do("deleteProjectV2", "projectV2 { id }", projectId=board.id)
    else:
        retitled = {"title": "Next year"} if how == "renamed" else {"closed": True}
        board.do("updateProjectV2", "projectV2 { id }", projectId=board.id, **retitled)


def boards(desk: Desk) -> list[str]:
    ask = '{ user(login: "acme") { projectsV2(first: 9) { nodes { title } } } }'
    return [one["title"] for one in graphql(hub_of(desk), ask)["user"]["projectsV2"]["nodes"]]


def shown(desk: Desk) -> dict[str, str | None]:
    return {title: card.get("Status") for title, card in found_board(hub_of(desk)).cards().items()}


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Three cards, one of which the document has moved since, and a row that is new."""
    desk.put(ROADMAP)
    configure(desk)
    desk.sync()
    desk.put(desk.text.replace("📋 Planned", "🚧 In progress") + NEW)
    return desk


ALL = {
    "Login with passkeys": DOING,
    "Dark mode": DOING,
    "Export to CSV": DONE,
    "Offline mode": TODO,
}


# ── the board ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("how", ["deleted", "renamed"])
def test_04_04_a_board_that_is_not_found_again_is_not_made_a_second_time(desk: Desk, how: str):
    shut(found_board(hub_of(desk)), how)
    done = desk.sync()
    (note,) = [one for one in done["notes"] if "board" in one]
    assert 'the board "Roadmap" is left out: 3 of the issues stand on it' in note
    assert "its new title or its number" in note
    assert "Projects: read and write" in note
    assert boards(desk) == ([] if how == "deleted" else ["Next year"])
    assert [one["title"] for one in desk.github.issues()][3:] == ["Offline mode"]
    desk.settled()


def test_04_04_a_token_that_sees_the_board_no_more_makes_no_other(desk: Desk):
    hub = hub_of(desk)
    desk.environment["GITHUB_TOKEN"] = hub.account("ci", role="write")
    done = desk.sync()
    assert len([one for one in done["notes"] if "this token cannot see it" in one]) == 1
    desk.environment["GITHUB_TOKEN"] = "owner"
    desk.sync()
    assert (shown(desk), boards(desk)) == (ALL, ["Roadmap"])
    desk.settled()


def test_04_04_a_board_that_is_deleted_while_a_run_writes_costs_no_issue(desk: Desk):
    board = found_board(hub_of(desk))
    ran = run(desk, CREATE, lambda: shut(board, "deleted"))
    assert (ran.code, len(desk.github.issues())) == (5, 4)
    assert {why.removeprefix("not on the board: ") for why in reasons(ran).values()} == {GONE}
    assert desk.text.count("/issues/") == 4
    desk.sync()
    desk.settled()
    assert boards(desk) == []


def test_04_04_a_board_that_is_closed_while_a_run_writes_is_named_by_the_next(desk: Desk):
    board = found_board(hub_of(desk))
    assert run(desk, CREATE, lambda: shut(board, "closed")).code == 0
    assert len([one for one in desk.sync()["notes"] if "it is closed" in one]) == 1
    assert (shown(desk), len(desk.github.issues())) == (ALL, 4)


def test_04_04_a_board_that_may_not_be_made_leaves_nobody_saying_it_was(desk: Desk):
    shut(found_board(hub_of(desk)), "deleted")
    config = desk.folder / "config/roadmap-sync.yml"
    config.write_text(config.read_text().replace("title: Roadmap", "title: Another"))
    order(desk, kind="refuse", field="createProjectV2", alias="a0", type="FORBIDDEN", message="No", times=2)
    for _ in range(2):
        failed = reasons(desk.run("sync", "--yes", "--format", "json"))
        assert "Projects: read and write" in failed.pop(("Another", ""))
        assert set(failed.values()) == {"the board was not created"}
    desk.sync()
    cards = found_board(hub_of(desk), "Another").cards()
    assert {title: card["Status"] for title, card in cards.items()} == ALL
    desk.settled()


@pytest.mark.parametrize(
    "said", ["Content already exists in this project", "Projects are limited to 50000 items"]
)
def test_04_02_what_a_board_refuses_costs_no_issue(desk: Desk, said: str):
    desk.put(desk.text + "| A5 | Dark icons | 📋 Planned | Q1 2026 | P0 | 1 |\n")
    order(desk, kind="refuse", field=CREATE, alias="a0", message=said)
    desk.sync()
    assert shown(desk) == {**ALL, "Dark icons": TODO}
    assert [one["title"] for one in desk.github.issues()][3:] == ["Offline mode", "Dark icons"]
    desk.settled()


def test_04_04_5_17_fields_of_githubs_own_are_left_alone(desk: Desk):
    config = desk.folder / "config/roadmap-sync.yml"
    config.write_text(config.read_text().replace("Effort: number", "Reviewers: text"))
    desk.put(desk.text.replace("| Effort |", "| Reviewers |"))
    done = desk.sync()
    said = "the board's field Reviewers holds reviewers, not text; it is left alone"
    assert [one for one in done["notes"] if "field" in one] == [said]
    assert shown(desk) == ALL
    desk.settled()


# ── options and cards ────────────────────────────────────────────────────────────────────────


def without(board: Board, option: str) -> None:
    """Delete an option, as the settings of a board do it."""
    field = board.fields()["Status"]
    kept = [one for one in field["options"] if one["name"] != option]
    back = "projectV2Field { ... on ProjectV2FieldCommon { id } }"
    board.do("updateProjectV2Field", back, fieldId=field["id"], singleSelectOptions=kept)


def test_04_04_5_17_an_option_that_somebody_deletes_is_made_again_by_the_next_run(desk: Desk):
    board = found_board(hub_of(desk))
    ran = run(desk, VALUE, lambda: without(board, DOING))
    said = "The single select option Id does not belong to the field"
    assert (ran.code, reasons(ran)) == (5, {("A1", "Status"): said})
    desk.sync()
    assert shown(desk) == ALL
    desk.settled()


def option(board: Board, name: str) -> None:
    """Add an option, as the settings of a board do it."""
    field = board.fields()["Status"]
    options = [*field["options"], {"name": name, "color": "RED", "description": "By hand"}]
    back = "projectV2Field { ... on ProjectV2FieldCommon { id } }"
    board.do("updateProjectV2Field", back, fieldId=field["id"], singleSelectOptions=options)


def test_04_04_5_18_what_somebody_adds_to_the_board_first_stays_and_is_used(desk: Desk):
    board = found_board(hub_of(desk))
    config = desk.folder / "config/roadmap-sync.yml"
    config.write_text(config.read_text().replace("{Effort: number}", "{Effort: number, Budget: text}"))
    desk.put(desk.text.replace("Effort |", "Effort | Budget |").replace("-----|\n", "-----|---|\n"))
    desk.put(desk.text.replace("| P1 | 5 |", "| P1 | 5 | 20 k |").replace("🚧 In progress", "⛔ Blocked", 1))

    def faster() -> None:
        option(board, "In review")
        board.field("Budget", "TEXT")

    ran = run(desk, "query Fields", faster)
    assert (ran.code, {one["result"] for one in ran.json["outcomes"]}) == (0, {"done"})
    fields = board.fields()
    names = [one["name"] for one in fields["Status"]["options"]]
    assert names == [TODO, DOING, DONE, "In review", "Blocked"]
    assert (board.cards()["Dark mode"]["Budget"], list(fields).count("Budget")) == ("20 k", 1)
    desk.settled()


@pytest.mark.parametrize("how", ["deleteProjectV2Item", "archiveProjectV2Item"])
def test_04_04_5_17_a_card_that_somebody_takes_away_stays_away(desk: Desk, how: str):
    board = found_board(hub_of(desk))
    item = board.cards()["Login with passkeys"]["item"]
    back = "deletedItemId" if how.startswith("delete") else "item { id }"
    ran = run(desk, VALUE, lambda: board.do(how, back, projectId=board.id, itemId=item))
    told = {
        "deleteProjectV2Item": "the card is gone, or this token cannot see it",
        "archiveProjectV2Item": "The item is archived and cannot be updated",
    }
    assert (ran.code, reasons(ran)) == (5, {("A1", "Status"): told[how]})
    held = [one["why"] for one in desk.sync()["holds"]]
    assert held == ["somebody took it off the board"] * how.startswith("delete")
    assert "Login with passkeys" not in shown(desk)


BUSY = [
    "Priority has already been taken",
    "The priority you are attempting to set for this record is not unique",
]


def test_04_03_adds_that_meet_another_are_tried_again(desk: Desk):
    desk.environment["ROADMAP_SYNC_PROJECT_TOKEN"] = "owner"
    for nth, said in enumerate(BUSY, 1):
        order(desk, kind="refuse", field=ADD, alias="a0", message=said, nth=nth)
    desk.sync()
    assert shown(desk) == ALL
    desk.settled()


@pytest.mark.parametrize(
    ("field", "when"), [(ADD, "after"), (FIELD, "before"), ("linkProjectV2ToRepository", "after")]
)
def test_04_03_an_alias_without_an_answer_is_made_once(desk: Desk, field: str, when: str):
    board = found_board(hub_of(desk))
    if field == ADD:
        desk.environment["ROADMAP_SYNC_PROJECT_TOKEN"] = "owner"
    else:
        config = desk.folder / "config/roadmap-sync.yml"
        config.write_text(config.read_text().replace("title: Roadmap", "title: Another"))
        board = new_board(hub_of(desk), "Another")
    order(desk, kind="null-alias", field=field, alias="a0", when=when)
    desk.run("sync", "--yes")
    desk.sync()
    desk.settled()
    assert {title: card["Status"] for title, card in board.cards().items()} == ALL
    assert len(board.fields()) == len({name.casefold() for name in board.fields()})


def test_04_02_a_card_that_a_board_refuses_is_not_taken_for_one_that_somebody_took_off(desk: Desk):
    desk.environment["ROADMAP_SYNC_PROJECT_TOKEN"] = "owner"
    said = "Projects are limited to 50000 items"
    order(desk, kind="refuse", field=ADD, alias="a0", message=said, times=3)
    for _ in range(3):
        failed = reasons(desk.run("sync", "--yes", "--format", "json"))
        assert {said in why for why in failed.values()} == {True}
    desk.sync()
    assert shown(desk) == ALL
    desk.settled()


def test_04_04_a_new_issue_that_the_board_does_not_find_at_once_is_added_later(desk: Desk):
    desk.environment["ROADMAP_SYNC_PROJECT_TOKEN"] = "owner"
    order(desk, kind="hide-new", field=CREATE, requests=6)
    desk.sync()
    assert shown(desk) == ALL
    desk.settled()


def test_04_04_5_17_a_token_that_sees_the_board_and_not_the_issues_is_told(desk: Desk):
    """GitHub shows it such cards as REDACTED, without content."""
    hub, number = hub_of(desk), found_board(hub_of(desk)).number
    before = shown(desk)
    hub.act("PUT", "/_sandbox/repository", {"private": True})
    desk.environment["ROADMAP_SYNC_PROJECT_TOKEN"] = hub.account("gus", role="none")
    hub.act("PUT", f"/_sandbox/projects/acme/{number}/roles", {"gus": "writer"})
    done = desk.sync(code=5)
    (note,) = [one for one in done["notes"] if "cards" in one]
    assert note.startswith("the cards of #1, #2, #3 are left alone: the token for the board cannot see")
    assert note.endswith("let the account of ROADMAP_SYNC_PROJECT_TOKEN read the repository")
    (why,) = {one["why"] for one in done["outcomes"] if one["result"] != "done"}
    assert why.endswith("let the account of ROADMAP_SYNC_PROJECT_TOKEN read the repository")
    assert (shown(desk), len(desk.github.issues())) == (before, 4)
    desk.environment.pop("ROADMAP_SYNC_PROJECT_TOKEN")
    desk.sync()
    assert shown(desk) == ALL
    desk.settled()
