"""Every way in which GitHub may refuse a board: one message says it, the rest runs, the next run finishes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.desk import Desk
from tests.acceptance.test_04_boards import CONFIG, ROADMAP, configure, hub_of
from tests.github.board import DOING, DONE, TODO, found_board, new_board
from tests.github.proxy import between

VALUE, FIELD, OPTION = "updateProjectV2ItemFieldValue", "createProjectV2Field", "updateProjectV2Field"
ADD, MAKE, LINK, CREATE = (
    "addProjectV2ItemById",
    "createProjectV2",
    "linkProjectV2ToRepository",
    "createIssue",
)


def order(desk: Desk, kind: str, field: str, **more: Any) -> None:
    desk.github.ask("POST", "/_sandbox/faults", {"kind": kind, "field": field, **more})


@pytest.fixture
def planned(desk: Desk) -> Desk:
    desk.put(ROADMAP)
    configure(desk)
    return desk


LOST = [
    {"kind": kind, "when": when}
    for kind in ("drop", "bad-gateway", "null-alias")
    for when in ("before", "after")
]
REFUSED = [
    {"kind": "refuse", "type": "FORBIDDEN", "message": "Resource not accessible by integration"},
    {
        "kind": "refuse",
        "type": "INSUFFICIENT_SCOPES",
        "message": "Your token lacks the required scopes",
    },
    {"kind": "refuse", "type": "RATE_LIMITED", "message": "API rate limit exceeded for user ID 1."},
    {
        "kind": "refuse",
        "type": "NOT_FOUND",
        "message": "Could not resolve to a node: 'X'",
    },
    {"kind": "refuse", "message": "was submitted too quickly"},
    {"kind": "rate-limit"},
    {"kind": "secondary-limit", "retry_after": 3600},
]


def named(fault: Any) -> str:
    if isinstance(fault, str):
        return fault
    return "-".join(str(fault.get(name)) for name in ("kind", "when", "type") if name in fault)


CASES = [
    *(({**fault}, field) for fault in LOST for field in (MAKE, VALUE)),
    *((fault, VALUE) for fault in REFUSED),
    *((fault, FIELD) for fault in (LOST[1], REFUSED[0])),
    *((fault, CREATE) for fault in (LOST[1], REFUSED[3])),
]


@pytest.mark.parametrize(("fault", "field"), CASES, ids=named)
def test_04_04_whatever_happens_to_a_write_the_next_run_finishes_it(
    planned: Desk, fault: dict[str, Any], field: str
):
    more = {"alias": "a0"} if fault["kind"] in ("null-alias", "refuse") else {}
    order(planned, field=field, **more, **fault)
    planned.run("sync", "--yes")
    planned.github.ask("DELETE", "/_sandbox/faults")
    planned.sync()
    planned.settled()
    cards = found_board(hub_of(planned)).cards()
    assert {title: (one["Status"], one["Target"]) for title, one in cards.items()} == {
        "Login with passkeys": (TODO, "2026-03-31"),
        "Dark mode": (DOING, "2026-06-30"),
        "Export to CSV": (DONE, "2026-03-31"),
    }
    assert len(planned.github.issues()) == 3
    assert planned.text.count("🚧 In progress") == 1


@pytest.mark.parametrize("field", [MAKE, FIELD, VALUE])
@pytest.mark.parametrize("fault", REFUSED[:2], ids=named)
def test_04_04_a_refused_write_names_the_permission(planned: Desk, fault: dict[str, Any], field: str):
    order(planned, field=field, alias="a0", **fault)
    done = planned.sync(code=5)
    (why, *_) = [one["why"] for one in done["outcomes"] if one["result"] == "failed"]
    assert "Projects: read and write" in why
    assert "Issues read and write" not in why
    assert len(planned.github.issues()) == 3


@pytest.mark.parametrize("fault", LOST, ids=named)
def test_04_04_an_option_is_made_once_and_no_card_loses_its_own(planned: Desk, fault: dict[str, Any]):
    planned.sync()
    planned.edit("📋 Planned", "⛔ Blocked")
    order(planned, field=OPTION, **({"alias": "a0"} if fault["kind"] == "null-alias" else {}), **fault)
    planned.run("sync", "--yes")
    planned.sync()
    planned.settled()
    board = found_board(hub_of(planned))
    options = [one["name"] for one in board.fields()["Status"]["options"]]
    assert options == [TODO, DOING, DONE, "Blocked"]
    statuses = {title: one["Status"] for title, one in board.cards().items()}
    assert statuses == {"Login with passkeys": "Blocked", "Dark mode": DOING, "Export to CSV": DONE}


def test_04_04_a_workflow_that_puts_issues_on_the_board_first_is_as_good(desk: Desk):
    desk.put(ROADMAP)
    desk.sync()
    new_board(hub_of(desk))
    configure(desk)

    def faster(reply: Any) -> Any:
        reply["data"]["a0"] = None
        reply["errors"] = [
            {"type": "UNPROCESSABLE", "path": ["a0"], "message": "Content already exists in this project"}
        ]
        return reply

    with between(desk.github.url) as line:
        line.add(ADD, "mute", mute=faster)
        ran = desk.run("sync", "--yes", "--format", "json", GITHUB_API_URL=line.url)
    assert (ran.code, {one["result"] for one in ran.json["outcomes"]}) == (0, {"done"})
    assert len(found_board(hub_of(desk)).cards()) == 3
    desk.settled()


def test_04_04_a_server_without_boards_is_told_from_a_token_without_rights(planned: Desk):
    def old(_: Any) -> Any:
        said = "Field 'projectsV2' doesn't exist on type 'ProjectV2Owner'"
        code = {"code": "undefinedField", "typeName": "ProjectV2Owner", "fieldName": "projectsV2"}
        return {"errors": [{"message": said, "path": ["query Boards"], "extensions": code}]}

    with between(planned.github.url) as line:
        line.add("query Boards", "mute", mute=old)
        ran = planned.run("sync", "--yes", "--format", "json", GITHUB_API_URL=line.url)
    (note,) = [one for one in ran.json["notes"] if "board" in one]
    assert (ran.code, len(planned.github.issues())) == (0, 3)
    assert "this server is too old for boards" in note
    assert "token" not in note


@pytest.mark.parametrize("switch", [{"archived": True}, {"has_issues": False}])
def test_04_04_without_issues_the_board_is_left_alone(planned: Desk, switch: dict[str, bool]):
    planned.sync()
    before = found_board(hub_of(planned)).cards()
    planned.edit("Q2 2026", "Q3 2026")
    planned.github.repo("PATCH", "", switch, token="owner")
    done = planned.sync()
    assert done["requests"]["write"] == 0
    assert len([one for one in done["notes"] if "only the document half runs" in one]) == 1
    assert found_board(hub_of(planned)).cards() == before


def test_04_04_a_closed_board_is_named_and_no_other_made(planned: Desk):
    planned.sync()
    board = found_board(hub_of(planned))
    board.do("updateProjectV2", "projectV2 { id }", projectId=board.id, closed=True)
    planned.edit("Q2 2026", "Q3 2026")
    done = planned.sync()
    (note,) = [one for one in done["notes"] if "board" in one]
    assert "it is closed: open it again in its settings" in note
    assert found_board(hub_of(planned)).id == board.id
    board.do("updateProjectV2", "projectV2 { id }", projectId=board.id, closed=False)
    planned.sync()
    assert board.cards()["Dark mode"]["Target"] == "2026-09-30"
    planned.settled()


def test_04_04_more_options_than_a_field_takes_are_said_and_not_cut(desk: Desk):
    rows = "".join(f"| A{n} | Item {n} | Planned | Area {n} |\n" for n in range(53))
    desk.put(f"# Roadmap\n\n| ID | Title | Status | Area |\n|---|---|---|---|\n{rows}")
    configure(desk)
    done = desk.sync()
    said = "the board's field Area has at most 50 options; no room for Area 50, Area 51, Area 52"
    assert said in done["notes"]
    cards = found_board(hub_of(desk)).cards()
    assert sum("Area" in one for one in cards.values()) == 50
    assert said in desk.sync()["notes"]
    desk.settled()


def test_04_04_a_board_without_room_for_another_field(planned: Desk):
    board = new_board(hub_of(planned))
    while len(board.fields()) < 48:
        board.field(f"Field {len(board.fields())}", "TEXT")
    done = planned.sync()
    said = "the board takes 50 fields, and has no room for Priority, Effort"
    assert [one for one in done["notes"] if "board" in one] == [said]
    cards = board.cards()
    assert [one["Status"] for one in cards.values()] == [TODO, DOING, DONE]
    assert cards["Dark mode"]["Target"] == "2026-06-30"
    assert len(board.fields()) == 50
    planned.settled()


def test_04_04_a_text_is_as_long_as_a_field_takes(planned: Desk):
    (planned.folder / "config/roadmap-sync.yml").write_text(CONFIG.replace("Effort: number", "Effort: text"))
    planned.edit("| P0 | 3 |", f"| P0 | {'x' * 1500} |")
    planned.sync()
    cards = found_board(hub_of(planned)).cards()
    assert cards["Login with passkeys"]["Effort"] == "x" * 1023 + "…"
    planned.settled()
