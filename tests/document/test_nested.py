"""Checklists below items, as sub-issues: which entries are items, what stays in the body, how far it goes."""

from __future__ import annotations

import pytest

from roadmap_sync.config import Config
from roadmap_sync.document import derived, write
from roadmap_sync.model import Document, Status, Write
from tests.document.desk import item, reading

ON = Config(nested="sub-issues")
URL = "https://github.com/acme/widgets/issues/12"
LOGIN = "### Login\n\n**Status:** planned\n**Priority:** P1\n\nSign in.\n\n"


def read(text: str, config: Config = ON) -> Document:
    return reading(f"# Roadmap\n\n## Q1 2026\n\n{text}", config)


def family(found: Document) -> list[tuple[str, str | None]]:
    return [(one.title, one.parent) for one in found.items]


READ = {
    # the document; titles with the keys of their parents; the body of the first item
    "a checklist": (
        "- [ ] Login\n  - [ ] Form\n  - [x] Page\n",
        [("Login", None), ("Form", "login"), ("Page", "login")],
        "",
    ),
    "prose and plain bullets stay": (
        "- [ ] **Login**: sign in\n\n  With tokens.\n\n  - [ ] Form\n  - a note\n\n  The end.\n",
        [("Login", None), ("Form", "login")],
        "sign in\n\nWith tokens.\n\n- a note\n\nThe end.",
    ),
    "in one another": (
        "- [ ] Login\n  - [ ] Form\n    - [ ] Field\n",
        [("Login", None), ("Form", "login"), ("Field", "form")],
        "",
    ),
    "below a label": (
        "- [ ] Login\n  - Server:\n    - [ ] Tokens\n",
        [("Login", None), ("Tokens", "login")],
        "- Server:",
    ),
    "below a caption": (
        "- [ ] Login\n\n  Tasks:\n\n  - [ ] Form\n",
        [("Login", None), ("Form", "login")],
        "Tasks:",
    ),
    "numbered": ("1. [ ] Login\n   1. [ ] Form\n", [("Login", None), ("Form", "login")], ""),
    "below a heading": (
        f"{LOGIN}- [ ] Form\n- [x] Page\n\nThe end.\n",
        [("Login", None), ("Form", "login"), ("Page", "login")],
        "Sign in.\n\nThe end.",
    ),
}


@pytest.mark.parametrize(("text", "titles", "body"), READ.values(), ids=READ.keys())
def test_what_is_nested_is_an_item_below_another(
    text: str, titles: list[tuple[str, str | None]], body: str
) -> None:
    found = read(text)
    assert family(found) == titles
    assert found.items[0].body == body


LEFT = {
    "nothing without a box": "- [ ] Login\n  - Form\n  - Page\n",
    "criteria below a caption": "- [ ] Login\n\n  **Acceptance criteria:**\n\n  - [ ] fast\n",
    "criteria below a line of the title": "- [ ] Login\n  Acceptance criteria:\n  - [ ] fast\n",
    "criteria below the title itself": "- [ ] Login — done when:\n  - [ ] fast\n",
    "criteria below a label": "- [ ] Login\n  - Definition of done:\n    - [ ] fast\n",
    "criteria with a box": "- [ ] Login\n  - [ ] Acceptance criteria\n    - [ ] fast\n",
    "one criterion": "- [ ] Login\n  - [ ] Acceptance: fast\n",
    "criteria in Chinese": "- [ ] Login\n\n  验收标准：\n\n  - [ ] fast\n",
    "below a part of a heading": f"{LOGIN}#### Acceptance criteria\n\n- [ ] fast\n",
    "what says ignore": "- [ ] Login\n  - [ ] Form <!-- roadmap-sync: ignore -->\n",
    "nothing in code": "- [ ] Login\n\n      - [ ] Form\n",
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT.keys())
def test_what_is_no_work_stays_in_the_body(text: str) -> None:
    assert read(text).items == read(text, Config()).items


@pytest.mark.parametrize(("text", "titles", "body"), READ.values(), ids=READ.keys())
def test_without_being_asked_it_is_the_body(
    text: str, titles: list[tuple[str, str | None]], body: str
) -> None:
    (only,) = read(text, Config()).items
    assert all(title in only.body for title, parent in titles if parent)


def test_one_title_below_two_items_is_two_items_with_keys_of_their_own() -> None:
    found = read("- [ ] Login\n  - [ ] Write tests\n- [ ] Search\n  - [ ] Write tests\n")
    assert [one.key for one in found.items] == ["login", "login/write-tests", "search", "search/write-tests"]
    assert found.items[1].section == ("Q1 2026", "Login")


def test_what_is_nested_stands_below_its_item_and_that_below_its_group() -> None:
    found = read("### Server\n\n- [ ] Login\n  - [ ] Form\n", Config(nested="sub-issues", groups="parent"))
    assert (family(found), found.groups[0].key) == ([("Login", "server"), ("Form", "login")], "server")


BOXES = "- [ ] Login\n  - [ ] Form\n  - [x] Page\n"
REWRITE = {
    "a tick": ("form", "status", "done", BOXES, BOXES.replace("[ ] Form", "[x] Form")),
    "a tick taken away": ("page", "status", "planned", BOXES, BOXES.replace("[x] Page", "[ ] Page")),
    "the outer one alone": ("login", "status", "done", BOXES, BOXES.replace("[ ] Login", "[x] Login")),
    "a link": ("form", "link", URL, BOXES, BOXES.replace("Form", f"Form ([#12]({URL}))")),
    "a title": ("form", "title", "Sheet", BOXES, BOXES.replace("Form", "Sheet")),
    "with other newlines": (
        "form", "status", "done", BOXES.replace("\n", "\r\n"),
        BOXES.replace("[ ] Form", "[x] Form").replace("\n", "\r\n"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("key", "field", "value", "before", "after"), REWRITE.values(), ids=REWRITE.keys())
def test_what_is_written_into_nested_entries(
    key: str, field: str, value: str, before: str, after: str
) -> None:
    found = read(before)
    slots = item(found, key).slots_for(field)
    assert write(found, [Write(slot, value) for slot in slots], ON) == read(after).data


def test_counts_are_of_the_outer_items() -> None:
    config = Config(nested="sub-issues", counts=True)
    text = "# Roadmap\n\n## Q1 2026 (0/2)\n\n- [ ] Login\n  - [ ] Form\n  - [x] Page\n- [ ] Search\n"
    found = reading(text, config)
    assert derived(found, {"form": Status.DONE}, config, None) == []
    ((_, shown),) = derived(found, {"login": Status.DONE}, config, None)
    assert shown == "1/2"


# ── how far ──────────────────────────────────────────────────────────────────────────────────


def chain(levels: int) -> str:
    return "".join(f"{'  ' * at}- [ ] Level {at + 1}\n" for at in range(levels))


def findings(found: Document) -> list[tuple[str, int]]:
    return [(one.code, one.line) for one in found.findings]


def test_eight_levels_and_what_is_deeper_stays_in_the_body() -> None:
    assert findings(read(chain(8))) == []
    found = read(chain(10))
    assert (len(found.items), findings(found)) == (8, [("too-deep", 13)])
    assert found.items[-1].body == "- [ ] Level 9\n  - [ ] Level 10"


def test_groups_are_levels_too() -> None:
    both = Config(nested="sub-issues", groups="parent")
    found = read(f"### Server\n\n#### Core\n\n{chain(7)}", both)
    assert (len(found.groups), len(found.items)) == (2, 6)
    assert findings(found) == [("too-deep", 15)]
    assert "8 levels" in found.findings[0].message


def test_a_hundred_below_one_and_the_rest_stays_in_its_body() -> None:
    rows = [f"  - [ ] Task {at}\n" for at in range(1, 103)]
    found = read("- [ ] Login\n" + "".join(rows))
    assert (len(found.items), findings(found)) == (101, [("too-many-nested", 106)])
    assert found.items[0].body == "- [ ] Task 101\n- [ ] Task 102"
    assert findings(read("- [ ] Login\n" + "".join(rows[:100]))) == []


def test_of_too_many_those_that_have_an_issue_stay_items() -> None:
    rows = [f"  - [ ] Task {at}\n" for at in range(100)]
    found = read("- [ ] Login\n" + "".join(rows) + f"  - [ ] Old one ([#12]({URL}))\n")
    assert (found.items[-1].title, found.items[0].body) == ("Old one", "- [ ] Task 99")


@pytest.mark.parametrize("text", ["- " * 1000 + "x\n", "- [ ] " * 300 + "x\n", chain(300)])
def test_hundreds_of_lists_in_each_other_are_read(text: str) -> None:
    assert len(read(text).items) <= 8
