"""The spine, lines 8 and 9: every issue is found again, and a killed run loses nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.acceptance.desk import Desk

LINK = re.compile(r" \(\[#\d+\]\([^)]*\)\)")
NUMBER = re.compile(r"^\| (\d+) ?\|", re.MULTILINE)


def links_deleted(text: str) -> str:
    return LINK.sub("", text)


def rows_reordered(text: str) -> str:
    """The rows of every table of items, last first."""
    lines, out, block = text.split("\n"), [], []
    for line in [*lines, ""]:
        if NUMBER.match(line):
            block.append(line)
            continue
        out += [*reversed(block), line]
        block = []
    return "\n".join(out[:-1])


def row_6_deleted(text: str) -> str:
    """Row 6 of P0; the other row 6, of P1, stays."""
    line = next(one for one in text.split("\n") if one.startswith("| 6 | Implement eBPF self-healing"))
    return text.replace(f"{line}\n", "")


def renumbered(text: str) -> str:
    """The ``#`` column counts from one, through the whole document."""
    count = iter(range(1, 1000))
    return NUMBER.sub(lambda found: found[0].replace(found[1], str(next(count)), 1), text)


def heading_reworded(text: str) -> str:
    assert text.count("High (Important for Production)") == 1
    return text.replace("High (Important for Production)", "Soon")


DISTURBANCES: dict[str, tuple[Callable[[str], str], ...]] = {
    "links deleted": (links_deleted,),
    "rows reordered": (rows_reordered,),
    "row 6 deleted": (row_6_deleted,),
    "renumbered": (renumbered,),
    "heading reworded": (heading_reworded,),
    "all together": (row_6_deleted, links_deleted, rows_reordered, renumbered, heading_reworded),
}


def owners(desk: Desk) -> dict[str, int]:
    """Which issue each title has on GitHub."""
    return {issue["title"]: issue["number"] for issue in desk.github.issues()}


def links(desk: Desk) -> dict[str, int]:
    """Which issue each row links, by its title."""
    rows = desk.run("show", "--format", "json", desk.name).json["documents"][0]["items"]
    return {row["title"]: row["link"]["number"] for row in rows if row["link"] is not None}


@pytest.mark.parametrize("name", DISTURBANCES)
def test_02_08_found_again(any_desk: Desk, seed_002: bytes, name: str):
    desk = any_desk
    desk.put(seed_002)
    desk.sync()
    before = owners(desk)
    text = desk.text
    for disturb in DISTURBANCES[name]:
        text = disturb(text)
    desk.put(text)
    done = desk.sync()
    assert [change for change in done["changes"] if change["kind"] == "create"] == []
    assert [hold for hold in done["holds"] if hold["kind"] == "conflict"] == []
    assert owners(desk) == before
    gone = {"Implement eBPF self-healing with MAPE-K"} if row_6_deleted in DISTURBANCES[name] else set()
    assert links(desk) == {title: number for title, number in before.items() if title not in gone}
    again = desk.sync()
    assert again["changes"] == []
    assert again["requests"]["write"] == 0


@pytest.mark.usefixtures("plain")
def test_02_08_restored(any_desk: Desk, seed_002: bytes):
    """The whole file as it was before the first sync."""
    any_desk.put(seed_002)
    any_desk.sync()
    before, text = owners(any_desk), any_desk.text
    any_desk.put(seed_002)
    done = any_desk.sync()
    assert [change for change in done["changes"] if change["kind"] == "create"] == []
    assert owners(any_desk) == before
    assert any_desk.text == text
    any_desk.settled()


TWINS = """# Roadmap

## Server

| Title | Status | Target |
|---|---|---|
| Write the guide | Planned | Q1 2027 |
| Add a cache | Planned | Q1 2027 |

## Client

| Title | Status | Target |
|---|---|---|
| Write the guide | Planned | Q2 2027 |
| Add a button | Planned | Q2 2027 |
"""


def crashed_between(desk: Desk) -> int:
    """A run that died after the first of the twins was created: the rest is as if never sent."""
    desk.put(TWINS.split("## Client")[0].replace("| Add a cache | Planned | Q1 2027 |\n", ""))
    desk.sync()
    desk.put(TWINS)
    return owners(desk)["Write the guide"]


def test_02_08_twins(any_desk: Desk):
    """Two equal titles under different headings, after a crash between their creates."""
    first = crashed_between(any_desk)
    any_desk.sync()
    issues = [issue for issue in any_desk.github.issues() if issue["title"] == "Write the guide"]
    assert issues[0]["number"] == first
    assert len(issues) == 2
    assert "Server" in issues[0]["body"]
    assert "Client" in issues[1]["body"]
    any_desk.settled()


def test_02_08_twins_reworded(any_desk: Desk):
    """The same, and the heading of the created twin reads differently by now: nobody can tell."""
    first = crashed_between(any_desk)
    any_desk.put(any_desk.text.replace("## Server", "## Backend"))
    held = any_desk.sync(code=4)
    rows = [hold for hold in held["holds"] if "write-the-guide" in hold["subject"]["name"]]
    assert len(rows) == 2
    assert all(f"[#{first}]" in hold["todo"] for hold in rows)
    assert sum(issue["title"] == "Write the guide" for issue in any_desk.github.issues()) == 1


def test_02_08_all_with_twins(any_desk: Desk):
    """Links gone, rows reordered, a heading reworded, with equal titles: none takes another's place."""
    any_desk.put(TWINS)
    any_desk.sync()
    before = {issue["number"]: issue["body"].split("\n")[1] for issue in any_desk.github.issues()}
    sections = links_deleted(any_desk.text).split("## ")
    any_desk.put("## ".join([sections[0], sections[2].rstrip() + "\n\n", sections[1].rstrip() + "\n"]))
    any_desk.sync()
    rows = any_desk.run("show", "--format", "json").json["documents"][0]["items"]
    assert {row["link"]["number"]: row["section"][-1] for row in rows} == {
        number: origin.split("§")[1].strip() for number, origin in before.items()
    }
    any_desk.settled()
