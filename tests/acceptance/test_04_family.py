"""Families of issues: what an item depends on, on GitHub and in the document."""

from __future__ import annotations

from typing import Any

from tests.acceptance.desk import Desk

ROADMAP = """\
# Roadmap

## Server

| ID | Title | Status | Depends on |
|---|---|---|---|
| P0.1 | Add a cache | Planned | P0.3 |
| P0.2 | Write the guide | Planned | P0.1, #1 |
| P0.3 | Ship it | Planned | — |
"""
CACHE, GUIDE, SHIP = "Add a cache", "Write the guide", "Ship it"


def blockers(desk: Desk, title: str) -> list[str]:
    number = desk.github.titled(title)["number"]
    found = desk.github.repo("GET", f"/issues/{number}/dependencies/blocked_by")
    return sorted(one["title"] for one in found)


def block(desk: Desk, title: str, by: str, method: str = "POST") -> None:
    number, other = desk.github.titled(title)["number"], desk.github.titled(by)["id"]
    path = f"/issues/{number}/dependencies/blocked_by"
    if method == "POST":
        desk.github.repo("POST", path, {"issue_id": other})
    else:
        desk.github.repo("DELETE", f"{path}/{other}")


def begun(desk: Desk) -> Desk:
    desk.github.repo("POST", "/issues", {"title": "Buy a server"})
    desk.put(ROADMAP)
    desk.sync()
    return desk


def held(done: dict[str, Any], field: str = "blocked_by") -> list[str]:
    return [one["why"] for one in done["holds"] if one["field"] == field]


def does(done: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    return [_told(one) for one in done["changes"] if one["field"] not in ("", "link", "body")]


def _told(one: dict[str, Any]) -> tuple[str, str, str, str]:
    return one["kind"], one["subject"]["name"], one["field"], one["after"] or one["before"]


def test_04_family_what_an_item_depends_on_blocks_its_issue(any_desk: Desk):
    desk = begun(any_desk)
    assert blockers(desk, CACHE) == [SHIP]
    assert blockers(desk, GUIDE) == [CACHE, "Buy a server"]
    assert blockers(desk, SHIP) == []
    desk.settled()
    desk.edit("P0.1, #1 |", "P0.3 |")
    made = desk.sync()
    assert does(made) == [
        ("add", "P0.2", "blocked_by", "P0.3"),
        ("remove", "P0.2", "blocked_by", "#1"),
        ("remove", "P0.2", "blocked_by", "P0.1"),
    ]
    assert blockers(desk, GUIDE) == [SHIP]
    desk.settled()


def test_04_family_edges_that_people_make_and_take_away_stay_so(desk: Desk):
    begun(desk)
    block(desk, SHIP, "Buy a server")
    desk.settled()
    block(desk, GUIDE, CACHE, "DELETE")
    done = desk.sync()
    assert (done["changes"], held(done)) == ([], ["somebody took P0.1 away on GitHub"])
    desk.edit("P0.1, #1 |", "— |")
    desk.sync()
    assert (blockers(desk, GUIDE), blockers(desk, SHIP)) == ([], ["Buy a server"])
    desk.edit("| Depends on |", "| Remark |")
    assert does(desk.sync()) == []
    assert blockers(desk, CACHE) == [SHIP]


def test_04_family_what_cannot_be_followed_is_found_and_the_rest_runs(desk: Desk):
    desk.put(ROADMAP.replace("| — |", "| P0.2, P0.9, Redis, #77 |"))
    checked = desk.run("check", "--format", "json")
    found = {(one["code"], one["line"], one["column"]) for one in checked.json["documents"][0]["findings"]}
    assert found == {
        ("dependency-cycle", 7, 34),
        ("unknown-dependency", 9, 36),
        ("dependency-in-words", 9, 42),
    }
    assert checked.code == 4
    desk.github.repo("POST", "/issues", {"title": "Buy a server"})
    done = desk.sync()
    assert held(done) == [
        "P0.3: items wait for one another: P0.1 → P0.3 → P0.2 → P0.1; take one of them out",
        "P0.9: no item is called so; write an id, a title, or #12 for an issue",
        "#77: there is no such issue, or this token cannot see it",
    ]
    assert [blockers(desk, title) for title in (CACHE, GUIDE, SHIP)] == [[], ["Buy a server"], []]
    assert desk.sync()["changes"] == []


def test_04_family_reading_edges_costs_no_request_and_writing_them_three(desk: Desk):
    begun(desk)
    desk.github.clear_log()
    desk.settled()
    assert len(desk.github.sent()) == 1
    rows = "".join(f"| P1.{n} | Task number {n} | Planned | P0.3 |\n" for n in range(1, 21))
    desk.put(desk.text + rows)
    desk.github.clear_log()
    desk.sync()
    assert len(desk.github.sent()) <= 20 + 3 + 3  # creates; opening, newest twice; nodes, edges, markers
    desk.settled()


# ── groups ───────────────────────────────────────────────────────────────────────────────────

GROUPED = """\
# Roadmap

## Features

### 🚀 Backend

| Title | Status |
|---|---|
| Add a cache | Planned |
| Ship it | Planned |

### Docs

- [ ] Write the guide
- [x] Draw the picture
"""


def children(desk: Desk, title: str) -> list[str]:
    number = desk.github.titled(title)["number"]
    return [one["title"] for one in desk.github.repo("GET", f"/issues/{number}/sub_issues")]


def grouped(desk: Desk) -> Desk:
    desk.put(GROUPED)
    (desk.folder / "config.yml").write_text("groups: parent\n")
    desk.environment["ROADMAP_SYNC_CONFIG"] = "config.yml"
    desk.github.clear_log()
    desk.sync()
    return desk


def test_04_family_groups_are_parents(any_desk: Desk):
    desk = grouped(any_desk)
    assert [one["title"] for one in desk.github.issues()][:2] == ["Backend", "Docs"]
    assert children(desk, "Backend") == [CACHE, SHIP]
    assert children(desk, "Docs") == [GUIDE, "Draw the picture"]
    fields = [name for one in desk.github.sent() for name in one.get("fields", ())]
    assert (fields.count("createIssue"), fields.count("addSubIssue")) == (6, 0)
    desk.github.clear_log()
    desk.settled()
    assert len(desk.github.sent()) == 1
    desk.put(desk.text.replace("| Planned |\n\n", "| Planned |\n| New thing | Planned |\n\n"))
    desk.sync()
    assert children(desk, "Backend") == [CACHE, SHIP, "New thing"]
    desk.settled()


def test_04_family_an_item_that_moves_in_the_document_moves_below_its_new_group(desk: Desk):
    grouped(desk)
    (line,) = [line for line in desk.text.splitlines(keepends=True) if "Write the guide" in line]
    link = line[line.index("([#") : -1]
    desk.put(
        desk.text.replace(line, "").replace("\n\n### Docs", f"\n| {GUIDE} {link} | Planned |\n\n### Docs")
    )
    done = desk.sync()
    assert ("update", "write-the-guide", "parent", "backend") in does(done)
    assert children(desk, "Backend") == [CACHE, SHIP, GUIDE]
    desk.settled()


def test_04_family_an_issue_that_people_moved_stays_where_it_is(desk: Desk):
    grouped(desk)
    docs, cache = desk.github.titled("Docs")["number"], desk.github.titled(CACHE)["id"]
    payload = {"sub_issue_id": cache, "replace_parent": True}
    desk.github.repo("POST", f"/issues/{docs}/sub_issues", payload)
    done = desk.sync()
    assert (done["changes"], held(done, "parent")) == ([], ["somebody moved it on GitHub"])
    assert CACHE in children(desk, "Docs")
    desk.sync("--take", "document=add-a-cache:parent")
    assert (children(desk, "Backend"), CACHE in children(desk, "Docs")) == ([SHIP, CACHE], False)
    desk.settled()


def test_04_family_a_group_is_closed_when_all_in_it_is_and_never_before(desk: Desk):
    grouped(desk)
    extra = desk.github.repo("POST", "/issues", {"title": "Somebody's own"})
    docs = desk.github.titled("Docs")["number"]
    desk.github.repo("POST", f"/issues/{docs}/sub_issues", {"sub_issue_id": extra["id"]})
    desk.put(desk.text.replace("[ ]", "[x]").replace("| Planned |", "| Done |"))
    done = desk.sync()
    assert held(done, "status") == ["a sub-issue of it is open still: it is closed when that is"]
    states = {one["title"]: one["state"] for one in desk.github.issues()}
    assert (states["Backend"], states["Docs"], states[GUIDE]) == ("closed", "open", "closed")
    desk.github.close(extra["number"])
    desk.sync()
    assert desk.github.titled("Docs")["state"] == "closed"
    desk.settled()


def test_04_family_a_group_follows_what_happens_on_github_in_the_same_run(any_desk: Desk):
    desk = grouped(any_desk)
    guide = desk.github.titled(GUIDE)["number"]
    desk.github.close(guide)
    desk.sync()
    assert desk.github.titled("Docs")["state"] == "closed"
    desk.settled()
    desk.github.reopen(guide)
    desk.sync()
    assert desk.github.titled("Docs")["state"] == "open"
    desk.settled()


# ── types ────────────────────────────────────────────────────────────────────────────────────

TYPED = """\
# Roadmap

## Server

| Title | Type | Status |
|---|---|---|
| Add a cache | feature | Planned |
| Write the guide | Epic | Planned |
| Ship it | | Planned |
"""


def kinds(desk: Desk) -> dict[str, str | None]:
    return {one["title"]: (one.get("type") or {}).get("name") for one in desk.github.issues()}


def typed(desk: Desk, text: str = TYPED) -> dict[str, Any]:
    desk.github.ask("PUT", "/_sandbox/owner", {"type": "Organization"})
    desk.put(text)
    (desk.folder / "config.yml").write_text("defaults:\n  type: Task\n")
    desk.environment["ROADMAP_SYNC_CONFIG"] = "config.yml"
    return desk.sync()


def test_04_family_types_are_given_and_follow_the_document(any_desk: Desk):
    desk = any_desk
    done = typed(desk)
    assert kinds(desk) == {CACHE: "Feature", GUIDE: None, SHIP: "Task"}
    assert held(done, "type") == ["there is no issue type Epic; there are Task, Bug, Feature"]
    desk.edit("| Epic |", "| Bug |")
    desk.edit("| feature |", "| Task |")
    desk.github.clear_log()
    assert sorted(does(desk.sync())) == [
        ("add", "add-a-cache", "labels", "Task"),
        ("add", "write-the-guide", "labels", "Bug"),
        ("remove", "add-a-cache", "labels", "feature"),
        ("remove", "write-the-guide", "labels", "Epic"),
        ("update", "add-a-cache", "type", "Task"),
        ("update", "write-the-guide", "type", "Bug"),
    ]
    assert kinds(desk) == {CACHE: "Task", GUIDE: "Bug", SHIP: "Task"}
    desk.settled()


def test_04_family_types_that_people_give_stay(desk: Desk):
    typed(desk, TYPED.replace("Epic", "Bug"))
    desk.github.edit(desk.github.titled(CACHE)["number"], type="Bug")
    desk.github.edit(desk.github.titled(SHIP)["number"], type="Bug")
    done = desk.sync()
    assert (done["changes"], held(done, "type")) == ([], ["somebody changed it on GitHub"])
    desk.sync("--take", "document=add-a-cache:type")
    assert kinds(desk) == {CACHE: "Feature", GUIDE: "Bug", SHIP: "Bug"}
    desk.settled()


def test_04_family_a_person_has_no_types(desk: Desk):
    desk.put(TYPED)
    done = desk.sync()
    said = ["acme has no issue types (only organizations have): types are left out"]
    assert done["notes"] == said
    assert "feature" in [one["name"] for one in desk.github.titled(CACHE)["labels"]]
    desk.settled()
    assert desk.plan()["notes"] == []
    (desk.folder / "config.yml").write_text("defaults:\n  type: Task\n")
    desk.environment["ROADMAP_SYNC_CONFIG"] = "config.yml"
    assert desk.plan()["notes"] == said


def test_04_family_words_that_are_no_types_are_said_when_issues_are_made(desk: Desk):
    desk.github.ask("PUT", "/_sandbox/owner", {"type": "Organization"})
    desk.put(TYPED.replace("feature", "Research"))
    said = ["ROADMAP.md: what it calls types are no issue types of acme (Task, Bug, Feature)"]
    assert desk.sync()["notes"] == said
    assert desk.plan()["notes"] == []
    desk.put(desk.text + "| Cut the cost | Research | Planned |\n")
    assert desk.plan()["notes"] == said


def test_04_family_a_group_with_an_open_issue_of_a_row_that_is_gone_is_not_done_on_the_board(desk: Desk):
    """Its card on Done would close it."""
    desk.put(GROUPED)
    (desk.folder / "config.yml").write_text("groups: parent\nproject: {title: Roadmap, create: true}\n")
    desk.environment["ROADMAP_SYNC_CONFIG"] = "config.yml"
    desk.sync()
    desk.put("".join(line for line in desk.text.splitlines(keepends=True) if GUIDE not in line))
    done = desk.sync()
    assert held(done, "status") == ["a sub-issue of it is open still: it is closed when that is"]
    assert desk.github.titled("Docs")["state"] == "open"
    assert desk.sync()["requests"]["write"] == 0


def test_04_family_a_group_is_closed_with_the_last_row_that_goes(desk: Desk):
    grouped(desk)
    (desk.folder / "config.yml").write_text("groups: parent\norphans: close\n")
    desk.put("".join(line for line in desk.text.splitlines(keepends=True) if GUIDE not in line))
    desk.sync()
    assert [desk.github.titled(one)["state"] for one in (GUIDE, "Docs")] == ["closed", "closed"]
    desk.settled()
