"""A table roadmap on a board: dated cards, a colleague who drags one, and tokens that may not."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.desk import Desk
from tests.github.board import DOING, DONE, TODO, Board, found_board, new_board
from tests.github.hub import Hub

ROADMAP = """# Roadmap

| ID | Feature | Status | Target | Priority | Effort |
|----|---------|--------|--------|----------|--------|
| A1 | Login with passkeys | 📋 Planned | Q1 2026 | P0 | 3 |
| A2 | Dark mode | 🚧 In progress | Q2 2026 | P1 | 5 |
| A3 | Export to CSV | ✅ Done | Q1 2026 | P1 | 2 |
"""
CONFIG = """project:
  owner: acme
  title: Roadmap
  create: true
  fields:
    columns: {Effort: number}
"""


def hub_of(desk: Desk) -> Hub:
    return Hub(desk.github.url, Path(), desk.github.url)


def configure(desk: Desk) -> None:
    (desk.folder / "config").mkdir()
    (desk.folder / "config/roadmap-sync.yml").write_text(CONFIG)
    desk.publish()


@pytest.fixture
def planned(any_desk: Desk) -> Desk:
    """A roadmap and a configuration that asks for a board; nothing is there yet."""
    any_desk.put(ROADMAP)
    configure(any_desk)
    return any_desk


@pytest.fixture
def desk(planned: Desk) -> Desk:
    planned.sync()
    return planned


@pytest.fixture
def board(desk: Desk) -> Board:
    return found_board(hub_of(desk))


def card(board: Board, title: str) -> dict[str, Any]:
    return board.cards()[title]


@pytest.mark.usefixtures("plain")
def test_the_first_run_makes_a_board_with_dated_cards(board: Board, desk: Desk):
    cards = board.cards()
    assert {title: one["Status"] for title, one in cards.items()} == {
        "Login with passkeys": TODO,
        "Dark mode": DOING,
        "Export to CSV": DONE,
    }
    first = cards["Login with passkeys"]
    assert (first["Start"], first["Target"]) == ("2026-01-01", "2026-03-31")
    assert (first["Priority"], first["Effort"]) == ("P0", 3)
    desk.settled()


def test_the_plan_shows_the_board_and_changes_nothing(planned: Desk):
    shown = planned.run("sync", "--dry-run").out
    assert "+ board          Roadmap\n" in shown
    assert "Roadmap   field Start (date)" in shown
    assert "3 cards for the new issues" in shown
    assert planned.github.issues() == []


def test_requests_of_a_first_run_and_of_the_next(planned: Desk):
    done = planned.sync()
    assert done["requests"]["write"] <= 14
    assert planned.sync()["requests"] == {"read": 2, "write": 0}


def test_a_dragged_card_changes_the_document(board: Board, desk: Desk):
    board.move(card(board, "Login with passkeys")["item"], DOING)
    done = desk.sync()
    assert [one["note"] for one in done["changes"]] == ["#1 was moved to In Progress on the board"]
    assert desk.text.count("🚧 In progress") == 2
    desk.settled()
    assert card(board, "Login with passkeys")["Status"] == DOING


def test_the_documents_word_moves_the_card(board: Board, desk: Desk):
    desk.edit("📋 Planned", "🚧 In progress")
    desk.sync()
    assert card(board, "Login with passkeys")["Status"] == DOING
    desk.settled()


def test_an_option_that_is_missing_is_made_and_no_card_loses_its_own(board: Board, desk: Desk):
    desk.edit("📋 Planned", "⛔ Blocked")
    done = desk.sync()
    assert [one["after"] for one in done["changes"] if one["subject"]["kind"] == "board"] == ["Blocked"]
    statuses = {title: one["Status"] for title, one in board.cards().items()}
    assert statuses == {"Login with passkeys": "Blocked", "Dark mode": DOING, "Export to CSV": DONE}
    desk.settled()


@pytest.mark.parametrize("enabled", [True, False])
def test_a_card_on_done_closes_its_issue(board: Board, desk: Desk, enabled: bool):
    board.workflows(**{"Auto-close issue": enabled})
    board.move(card(board, "Dark mode")["item"], DONE)
    desk.sync()
    assert desk.github.titled("Dark mode")["state"] == "closed"
    assert desk.text.count("✅ Done") == 2
    desk.settled()


@pytest.mark.parametrize("enabled", [True, False])
def test_closing_from_the_document_moves_the_card(board: Board, desk: Desk, enabled: bool):
    board.workflows(Item_closed=enabled)
    desk.edit("🚧 In progress", "✅ Done")
    desk.sync()
    assert desk.github.titled("Dark mode")["state"] == "closed"
    assert card(board, "Dark mode")["Status"] == DONE
    desk.settled()


def test_a_card_is_moved_along_when_both_sides_open_an_item_again(board: Board, desk: Desk):
    """Left on Done it would close the issue once more with the next run."""
    desk.edit("✅ Done", "🚧 In progress")
    desk.github.reopen(desk.github.titled("Export to CSV")["number"])
    desk.sync()
    assert card(board, "Export to CSV")["Status"] == DOING
    desk.settled()
    assert desk.github.titled("Export to CSV")["state"] == "open"


def test_a_card_without_an_option_is_given_the_one_of_an_issue_that_was_closed(board: Board, desk: Desk):
    board.workflows(Item_closed=False)
    asked = {"projectId": board.id, "itemId": card(board, "Dark mode")["item"]}
    board.do(
        "clearProjectV2ItemFieldValue",
        "projectV2Item { id }",
        **asked,
        fieldId=board.fields()["Status"]["id"],
    )
    desk.github.close(desk.github.titled("Dark mode")["number"])
    desk.sync()
    assert card(board, "Dark mode")["Status"] == DONE
    desk.settled()


def test_a_workflow_that_moves_the_card_after_us_is_set_right(board: Board, desk: Desk):
    board.workflows(Item_closed={"enabled": True, "status": DOING})
    desk.github.ask("PUT", "/_sandbox/workflows", {"lag": 1})
    desk.edit("📋 Planned", "✅ Done")
    done = desk.sync()
    assert {one["result"] for one in done["outcomes"]} == {"done"}
    assert card(board, "Login with passkeys")["Status"] == DONE
    desk.settled()


@pytest.mark.parametrize(("enabled", "reads"), [(True, 4), (False, 3)])
def test_cards_are_read_back_only_where_a_workflow_may_have_moved_them(
    board: Board, desk: Desk, enabled: bool, reads: int
):
    board.workflows(Item_closed=enabled)
    desk.edit("📋 Planned", "✅ Done")
    assert desk.sync()["requests"]["read"] == reads


@pytest.mark.parametrize(("enabled", "reads"), [(True, 3), (False, 2)])
def test_new_cards_are_read_back_where_a_workflow_gives_them_a_status(
    board: Board, desk: Desk, enabled: bool, reads: int
):
    board.workflows(Item_added_to_project=enabled)
    desk.put(desk.text + "| A4 | Print to PDF | 📋 Planned | Q3 2026 | P1 | 1 |\n")
    assert desk.sync()["requests"]["read"] == reads


def test_a_reopened_issue_comes_back_and_takes_its_card_along(board: Board, desk: Desk):
    desk.github.reopen(desk.github.titled("Export to CSV")["number"])
    desk.sync()
    assert "✅ Done" not in desk.text
    assert card(board, "Export to CSV")["Status"] == DOING
    assert desk.github.titled("Export to CSV")["state"] == "open"
    desk.settled()


@pytest.mark.parametrize("enabled", [True, False])
def test_reopening_from_the_document_moves_the_card(board: Board, desk: Desk, enabled: bool):
    board.workflows(Item_reopened=enabled)
    desk.edit("✅ Done", "📋 Planned")
    desk.sync()
    assert desk.github.titled("Export to CSV")["state"] == "open"
    assert card(board, "Export to CSV")["Status"] == TODO
    desk.settled()


def test_a_date_dragged_on_the_board_is_listed_and_stays(board: Board, desk: Desk):
    board.set(card(board, "Dark mode")["item"], "Target", date="2026-07-15")
    done = desk.sync()
    assert done["changes"] == []
    assert [(one["kind"], one["field"], one["github"]) for one in done["holds"]] == [
        ("drift", "Target", "2026-07-15")
    ]
    assert card(board, "Dark mode")["Target"] == "2026-07-15"
    assert "there is no item 2" in desk.run("sync", "--yes", "--take", "document=2:Start").err
    assert card(board, "Dark mode")["Target"] == "2026-07-15"
    (held,) = done["holds"]
    desk.sync(*shlex.split(held["todo"])[-2:])
    assert card(board, "Dark mode")["Target"] == "2026-06-30"
    desk.settled()


def test_a_date_moved_in_the_document_moves_the_card(board: Board, desk: Desk):
    desk.edit("Q2 2026", "Q3 2026")
    desk.sync()
    moved = card(board, "Dark mode")
    assert (moved["Start"], moved["Target"]) == ("2026-07-01", "2026-09-30")
    desk.settled()


def test_an_issue_that_moved_to_another_milestone_takes_its_card_along(board: Board, desk: Desk):
    stones = {one["title"]: one["number"] for one in desk.github.repo("GET", "/milestones")}
    desk.github.edit(desk.github.titled("Dark mode")["number"], milestone=stones["Q1 2026"])
    desk.sync()
    assert "| 🚧 In progress | Q1 2026 |" in desk.text
    moved = card(board, "Dark mode")
    assert (moved["Start"], moved["Target"]) == ("2026-01-01", "2026-03-31")
    desk.settled()


def test_a_card_that_somebody_took_off_stays_off(board: Board, desk: Desk):
    desk.edit("Q2 2026", "Q3 2026")
    desk.sync()
    gone = card(board, "Dark mode")["item"]
    board.do("deleteProjectV2Item", "deletedItemId", projectId=board.id, itemId=gone)
    done = desk.sync()
    assert done["changes"] == []
    assert [one["why"] for one in done["holds"]] == ["somebody took it off the board"]
    assert "Dark mode" not in board.cards()


def test_issues_that_were_there_before_the_board(any_desk: Desk):
    any_desk.put(ROADMAP)
    any_desk.sync()
    configure(any_desk)
    any_desk.sync()
    cards = found_board(hub_of(any_desk)).cards()
    assert [one["Status"] for one in cards.values()] == [TODO, DOING, DONE]
    assert cards["Dark mode"]["Target"] == "2026-06-30"
    any_desk.settled()


def test_a_board_that_was_there_before_with_cards_moved_by_hand(any_desk: Desk):
    any_desk.put(ROADMAP)
    any_desk.sync()
    board = new_board(hub_of(any_desk))
    item = board.add(any_desk.github.titled("Login with passkeys")["node_id"])
    board.move(item, DOING)
    configure(any_desk)
    any_desk.sync()
    assert any_desk.text.count("🚧 In progress") == 2
    any_desk.settled()


@pytest.mark.parametrize(
    ("kind", "scopes"), [("classic", ["repo"]), ("actions", []), ("fine-grained", ["issues=write"])]
)
def test_a_token_without_access_still_syncs_issues(planned: Desk, kind: str, scopes: list[str]):
    token = hub_of(planned).account("ci", role="write", kind=kind, scopes=scopes)
    planned.environment["GITHUB_TOKEN"] = token
    done = planned.sync()
    assert len(planned.github.issues()) == 3
    (note,) = [one for one in done["notes"] if "board" in one]
    assert "Projects: read and write" in note
    planned.settled()


def test_a_token_of_its_own_for_the_board(planned: Desk):
    token = hub_of(planned).account("ci", role="write", kind="actions", scopes=[])
    planned.environment.update(GITHUB_TOKEN=token, ROADMAP_SYNC_PROJECT_TOKEN="owner")
    planned.sync()
    cards = found_board(hub_of(planned)).cards()
    assert [one["Status"] for one in cards.values()] == [TODO, DOING, DONE]
    planned.settled()


def dragging(desk: Desk, url: str) -> Board:
    """A roadmap that takes days over from the board, which it names by its address."""
    made = new_board(hub_of(desk))
    (desk.folder / "config").mkdir()
    (desk.folder / "config/roadmap-sync.yml").write_text(
        f"project: {{url: {url.format(made.number)}, dates: github}}\n"
    )
    desk.put(ROADMAP + "| A4 | Offline mode | 📋 Planned | v2.0 | P1 | 8 |\n")
    desk.sync()
    desk.settled()
    return made


def drag(board: Board, title: str, **days: str) -> None:
    for name, day in days.items():
        board.set(card(board, title)["item"], name, date=day)


def test_days_dragged_on_the_board_come_into_the_target(any_desk: Desk):
    board = dragging(any_desk, "https://github.com/orgs/acme/projects/{}/views/1")
    drag(board, "Dark mode", Start="2026-07-01", Target="2026-12-31")
    drag(board, "Login with passkeys", Start="2026-05-01", Target="2026-05-31")
    done = any_desk.sync()
    assert "| 🚧 In progress | H2 2026 | P1 | 5 |" in any_desk.text
    assert "| 📋 Planned | May 2026 | P0 | 3 |" in any_desk.text
    assert "the card of #2 was dragged to 2026-07-01 – 2026-12-31" in [one["note"] for one in done["changes"]]
    assert any_desk.github.titled("Dark mode")["milestone"]["title"] == "H2 2026"
    any_desk.settled()
    any_desk.edit("H2 2026", "Q4 2026")
    any_desk.sync()
    assert card(board, "Dark mode")["Start"] == "2026-10-01"
    any_desk.settled()


def test_days_without_a_word_for_them_are_listed(any_desk: Desk):
    board = dragging(any_desk, "https://github.com/users/acme/projects/{}")
    before = any_desk.text
    drag(board, "Dark mode", Target="2026-07-15")
    drag(board, "Offline mode", Start="2026-07-01", Target="2026-09-30")
    done = any_desk.sync()
    assert (done["changes"], any_desk.text) == ([], before)
    assert [(one["kind"], one["field"]) for one in done["holds"]][:1] == [("drift", "Target")]
    assert card(board, "Dark mode")["Target"] == "2026-07-15"


def clash(desk: Desk) -> Board:
    """A card was dragged, and the document says another target meanwhile."""
    board = dragging(desk, "https://github.com/users/acme/projects/{}")
    drag(board, "Dark mode", Start="2026-10-01", Target="2026-12-31")
    desk.edit("| Q2 2026 |", "| Q3 2026 |")
    return board


def test_days_that_both_sides_moved_are_a_conflict(any_desk: Desk):
    board = clash(any_desk)
    text = any_desk.text
    done = any_desk.sync(code=4)
    assert [
        tuple(one[name] for name in ("kind", "field", "document", "github")) for one in done["holds"]
    ] == [
        ("conflict", "Start", "2026-07-01", "2026-10-01"),
        ("conflict", "Target", "2026-09-30", "2026-12-31"),
    ]
    assert (card(board, "Dark mode")["Target"], any_desk.text) == ("2026-12-31", text)


@pytest.mark.parametrize(
    ("side", "words", "last"), [("github", "Q4 2026", "2026-12-31"), ("document", "Q3 2026", "2026-09-30")]
)
def test_a_person_says_whose_days_are_right(any_desk: Desk, side: str, words: str, last: str):
    board = clash(any_desk)
    (todo, *_) = {one["todo"] for one in any_desk.sync(code=4)["holds"]}
    assert f"--take {side}=A2" in todo
    any_desk.sync("--take", f"{side}=A2")
    assert f"| {words} | P1 | 5 |" in any_desk.text
    assert card(board, "Dark mode")["Target"] == last
    any_desk.settled()


def test_days_that_both_sides_moved_are_drift_where_the_document_decides(board: Board, desk: Desk):
    drag(board, "Dark mode", Start="2026-10-01", Target="2026-12-31")
    desk.edit("| Q2 2026 |", "| Q3 2026 |")
    assert {one["kind"] for one in desk.sync()["holds"]} == {"drift"}


def test_days_that_were_taken_and_have_no_word_are_listed(any_desk: Desk):
    board = clash(any_desk)
    drag(board, "Dark mode", Target="2026-12-15")
    done = any_desk.sync("--take", "github=A2")
    assert {(one["kind"], one["field"]) for one in done["holds"]} == {("drift", "Start"), ("drift", "Target")}
    assert card(board, "Dark mode")["Target"] == "2026-12-15"


NAMED = """# Roadmap

| ID | Feature | Status | Team | Owner | Depends on | Due |
|----|---------|--------|------|-------|------------|-----|
| A1 | Login with passkeys | Planned | Core | @acme | A2 | Q1 2027 |
| A2 | Dark mode | Planned | Web | Ada | | 2027-03-01 |
"""


def test_04_01_any_column_has_a_field_whatever_else_it_says(any_desk: Desk):
    """Columns that are labels, people, dependencies or times, too: they stand on the board as written."""
    kinds = {"Team": "single-select", "owner": "text", "Depends on": "text", "Due": "text"}
    columns = ", ".join(f"{name}: {kind}" for name, kind in kinds.items())
    (any_desk.folder / "config").mkdir()
    config = f"project: {{owner: acme, title: Roadmap, create: true, fields: {{columns: {{{columns}}}}}}}"
    (any_desk.folder / "config/roadmap-sync.yml").write_text(config)
    any_desk.put(NAMED)
    any_desk.sync()
    shown = found_board(hub_of(any_desk)).cards()
    login, dark = shown["Login with passkeys"], shown["Dark mode"]
    assert {name: login.get(name) for name in kinds} == {
        "Team": "Core",
        "owner": "@acme",
        "Depends on": "A2",
        "Due": "Q1 2027",
    }
    assert (dark["Team"], dark["owner"]) == ("Web", "Ada")
    any_desk.settled()
