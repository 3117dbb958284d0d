"""What colleagues do on GitHub."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from tests.walk.life import Life
from tests.walk.papers import QUARTERS
from tests.walk.seen import BEGIN, END, Name, Ticket, graphql

Act = Callable[[Life, random.Random], str]


def do(life: Life, name: str, back: str, /, **given: Any) -> Any:
    kind = name[0].upper() + name[1:]
    return graphql(life.github, f"mutation($i: {kind}Input!) {{ {name}(input: $i) {{ {back} }} }}", i=given)


def on_one(act: Callable[[Life, random.Random, Name, Ticket], str | None], state: str = "") -> Act:
    """An act on some issue."""

    def acted(life: Life, chance: random.Random) -> str:
        found = life.pick(chance, state=state)
        if not found:
            return ""
        said = act(life, chance, *found)
        return "" if said is None else f"{found[0][0]}#{found[0][1]} {said}"

    return acted


def close(life: Life, chance: random.Random, name: Name, one: Ticket) -> str:
    life.repo(name[0]).close(name[1])
    return "closed"


def not_planned(life: Life, chance: random.Random, name: Name, one: Ticket) -> str:
    life.repo(name[0]).close(name[1], "not_planned")
    return "closed as not planned"


def reopen(life: Life, chance: random.Random, name: Name, one: Ticket) -> str:
    life.repo(name[0]).reopen(name[1])
    return "reopened"


def rename(life: Life, chance: random.Random, name: Name, one: Ticket) -> str:
    new = chance.choice([f"{one.title} now", life.name(chance), life.name(chance) + " | _x_ <b>"])
    life.repo(name[0]).edit(name[1], title=new)
    return f"→ {new}"


def label(life: Life, chance: random.Random, name: Name, one: Ticket) -> str:
    new = chance.choice(["by hand", "bug", "status: blocked", "priority: P0"])
    life.repo(name[0]).repo("POST", f"/issues/{name[1]}/labels", [new])
    return f"+ {new}"


def unlabel(life: Life, chance: random.Random, name: Name, one: Ticket) -> str | None:
    if not one.labels:
        return None
    old = chance.choice(sorted(one.labels))
    life.repo(name[0]).repo("DELETE", f"/issues/{name[1]}/labels/{old}")
    return f"- {old}"


def milestone(life: Life, chance: random.Random, name: Name, one: Ticket) -> str | None:
    known = [number for home, number in life.look().stones if home == name[0]]
    new = chance.choice([*known, None])
    life.repo(name[0]).edit(name[1], milestone=new)
    return f"milestone {new}"


def comment(life: Life, chance: random.Random, name: Name, one: Ticket) -> str:
    life.repo(name[0]).repo("POST", f"/issues/{name[1]}/comments", {"body": "I want this."})
    return "commented"


def lock(life: Life, chance: random.Random, name: Name, one: Ticket) -> str:
    life.repo(name[0]).repo("DELETE" if one.locked else "PUT", f"/issues/{name[1]}/lock")
    return "locked or unlocked"


def outside(life: Life, chance: random.Random, name: Name, one: Ticket) -> str:
    ends = "\r\n" if chance.random() < 0.3 else "\n"
    words = chance.choice(["Mine.", "- [ ] a task", "See #1 and @ada", "  indented", "<!-- a comment -->"])
    body = f"{one.body}{ends}{words}" if chance.random() < 0.7 else f"{words}{ends}{one.body}"
    life.repo(name[0]).edit(name[1], body=body)
    return f"body outside: {words!r}"


def inside(life: Life, chance: random.Random, name: Name, one: Ticket) -> str | None:
    if END not in one.body:
        return None
    life.repo(name[0]).edit(name[1], body=one.body.replace(END, f"not here\n{END}", 1))
    return "body inside"


def broken(life: Life, chance: random.Random, name: Name, one: Ticket) -> str | None:
    if BEGIN not in one.body or END not in one.body:
        return None
    start = one.body.index(BEGIN)
    line = one.body[start : one.body.index("\n", start) + 1]
    new = chance.choice(
        [
            one.body.replace(END, "", 1),
            one.body.replace('"v":1', '"v":1,,', 1),
            line + one.body,
            one.body.replace(line, "", 1),
            one.body.replace('"v":1', '"v":9', 1),
            "",
            f"```\n{one.body}\n```",
        ]
    )
    life.repo(name[0]).edit(name[1], body=new)
    return f"marker broken: {new[:30]!r}"


def parent(life: Life, chance: random.Random, name: Name, one: Ticket) -> str | None:
    """Another parent, or none."""
    seen = life.look().issues
    others = [key[1] for key in seen if key[0] == name[0] and key[1] not in (name[1], one.parent)]
    if one.parent and chance.random() < 0.4:
        do(life, "removeSubIssue", "issue { id }", issueId=parent_id(life, name, one), subIssueId=one.id)
        return "has no parent"
    number = chance.choice(others) if others else 0
    if not number or above(life, name[0], number, name[1]):
        return None
    other = seen[name[0], number]
    do(life, "addSubIssue", "issue { id }", issueId=other.id, subIssueId=one.id, replaceParent=True)
    return f"below #{number}"


def parent_id(life: Life, name: Name, one: Ticket) -> str:
    return life.look().issues[name[0], one.parent or 0].id


def above(life: Life, home: str, number: int | None, other: int) -> bool:
    """Whether ``other`` is ``number`` or stands above it."""
    seen = life.look().issues
    while number:
        if number == other:
            return True
        number = seen[home, number].parent
    return False


def block(life: Life, chance: random.Random, name: Name, one: Ticket) -> str | None:
    path = f"/issues/{name[1]}/dependencies/blocked_by"
    seen = life.look().issues
    others = [key[1] for key in seen if key[0] == name[0] and key[1] != name[1]]
    if one.blockers and chance.random() < 0.5:
        gone = chance.choice(sorted(one.blockers))
        life.repo(name[0]).repo("DELETE", f"{path}/{seen[name[0], gone].key}")
        return f"not blocked by #{gone}"
    new = [number for number in others if number not in one.blockers]
    if not new:
        return None
    number = chance.choice(new)
    life.repo(name[0]).repo("POST", path, {"issue_id": seen[name[0], number].key})
    return f"blocked by #{number}"


def drag(life: Life, chance: random.Random, name: Name, one: Ticket) -> str | None:
    field = status_field(life)
    if not field or not one.card or one.card.archived:
        return None
    option = chance.choice(field["options"])
    set_value(life, one, field, singleSelectOptionId=option["id"])
    return f"card to {option['name']}"


def status_field(life: Life, name: str = "Status") -> Any:
    nodes = life.look().boards.get("Roadmap", {"fields": {"nodes": []}})["fields"]["nodes"]
    return next((one for one in nodes if one.get("name") == name), None)


def set_value(life: Life, one: Ticket, field: Any, **value: Any) -> None:
    project = life.look().boards["Roadmap"]["id"]
    given = {
        "projectId": project,
        "itemId": one.card and one.card.item,
        "fieldId": field["id"],
        "value": value,
    }
    do(life, "updateProjectV2ItemFieldValue", "projectV2Item { id }", **given)


def dates(life: Life, chance: random.Random, name: Name, one: Ticket) -> str | None:
    field = status_field(life, "Target")
    if not field or not one.card or one.card.archived:
        return None
    day = chance.choice(["2027-03-31", "2027-06-30", "2027-09-30", "2027-08-17"])
    set_value(life, one, field, date=day)
    return f"target day {day}"


def uncard(life: Life, chance: random.Random, name: Name, one: Ticket) -> str | None:
    if not one.card:
        return None
    project, act = life.look().boards["Roadmap"]["id"], chance.choice(["delete", "archive"])
    back = "deletedItemId" if act == "delete" else "item { id }"
    if act == "archive" and one.card.archived:
        act = "unarchive"
    do(life, f"{act}ProjectV2Item", back, projectId=project, itemId=one.card.item)
    return f"card: {act}"


def option(life: Life, chance: random.Random) -> str:
    """An option of the board's status is renamed."""
    field = status_field(life)
    if not field:
        return ""
    options = [dict(one) for one in field["options"]]
    one = chance.choice(options)
    old, one["name"] = one["name"], f"{one['name']} {chance.randrange(99)}"
    do(life, "updateProjectV2Field", "projectV2Field { ... on ProjectV2FieldCommon { id } }",
       fieldId=field["id"], singleSelectOptions=options)  # fmt: skip
    return f"option {old} → {one['name']}"


def stone(life: Life, chance: random.Random) -> str:
    """A milestone is renamed, moved, closed or deleted."""
    seen = life.look().stones
    if not seen:
        return ""
    name = chance.choice(sorted(seen))
    how = chance.choice(["title", "title", "due_on", "state", "delete", "quarter"])
    path = f"/milestones/{name[1]}"
    free = [
        one for one in QUARTERS if one not in {said[0] for key, said in seen.items() if key[0] == name[0]}
    ]
    if how == "delete":
        life.repo(name[0]).repo("DELETE", path)
        return f"milestone {seen[name][0]} deleted"
    if how == "quarter" and not free:
        return ""
    changed = {
        "title": {"title": f"{seen[name][0]} really"},
        "quarter": {"title": free[0] if free else ""},
        "due_on": {"due_on": chance.choice(["2027-05-15T12:00:00Z", "2027-11-20T12:00:00Z"])},
        "state": {"state": "closed" if seen[name][1] == "OPEN" else "open"},
    }[how]
    life.repo(name[0]).repo("PATCH", path, changed)
    return f"milestone {seen[name][0]}: {changed}"


def stranger(life: Life, chance: random.Random) -> str:
    """Somebody opens an issue, sometimes with the title of a row."""
    rows = life.rows()
    home = chance.choice(life.repositories)
    title = chance.choice(rows).title if rows and chance.random() < 0.5 else life.name(chance)
    made = life.repo(home).repo("POST", "/issues", {"title": title, "body": "Please.\n"})
    life.theirs.add((home, made["number"]))
    return f"{home}#{made['number']} {title}"


def erase(life: Life, chance: random.Random, name: Name, one: Ticket) -> str:
    do(life, "deleteIssue", "repository { id }", issueId=one.id)
    return "deleted"


ACTS: dict[str, tuple[Act, int]] = {
    "close": (on_one(close, "OPEN"), 5),
    "not-planned": (on_one(not_planned, "OPEN"), 2),
    "reopen": (on_one(reopen, "CLOSED"), 4),
    "rename": (on_one(rename), 4),
    "label": (on_one(label), 2),
    "unlabel": (on_one(unlabel), 2),
    "milestone": (on_one(milestone), 3),
    "comment": (on_one(comment), 1),
    "lock": (on_one(lock), 1),
    "outside": (on_one(outside), 3),
    "inside": (on_one(inside), 2),
    "broken": (on_one(broken), 2),
    "parent": (on_one(parent), 2),
    "block": (on_one(block), 2),
    "drag": (on_one(drag), 6),
    "dates": (on_one(dates), 3),
    "uncard": (on_one(uncard), 2),
    "option": (option, 1),
    "stone": (stone, 3),
    "stranger": (stranger, 2),
    "erase": (on_one(erase), 1),
}
