"""The promises, checked on what was seen before and after one run."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.walk.life import Life
from tests.walk.papers import Row, plain
from tests.walk.seen import BEGIN, Name, Seen, Ticket

OPEN = {"planned", "in_progress", "blocked", "open"}


class Broken(AssertionError):
    """A promise that was broken."""


@dataclass
class Sides:
    """Document and GitHub at one moment."""

    text: str
    seen: Seen


@dataclass
class Run:
    """A run between two moments; ``told``: its JSON, or nothing where it was disturbed."""

    before: Sides
    after: Sides
    told: dict[str, Any]
    taken: bool = False

    def holds(self, name: Name, *fields: str) -> list[dict[str, Any]]:
        """What is listed of an issue."""
        return [
            hold
            for hold in self.told.get("holds", ())
            if not fields or hold["field"] in fields or hold["field"] in ("", "link", "marker")
            if concerns(hold, name, self.after.text)
        ]


def concerns(one: dict[str, Any], name: Name, text: str) -> bool:
    return f"#{name[1]}" in one["why"] or one["subject"]["number"] in (name[1], None)


def faults(life: Life, run: Run) -> Iterator[str]:
    """Everything that must hold after any run, disturbed or not."""
    yield from doubled(life, run)
    yield from lost(run)
    for name, one in run.before.seen.issues.items():
        later = run.after.seen.issues.get(name)
        if later:
            yield from touched(life, run, name, one, later)


def doubled(life: Life, run: Run) -> Iterator[str]:
    """More issues for a title than there were ever rows of it."""
    for name, one in run.after.seen.issues.items():
        if name not in run.before.seen.issues and name not in life.theirs:
            life.born[name] = one.title
    alive = Counter(
        plain(title)
        for name, title in life.born.items()
        if (one := run.after.seen.issues.get(name)) and one.reason != "DUPLICATE"
    )
    for title, times in alive.items():
        if title in life.most and times > max(life.most[title], 1):
            numbers = [name for name, said in life.born.items() if plain(said) == title]
            yield f"doubled: {title!r} has {times} issues: {numbers}"


def lost(run: Run) -> Iterator[str]:
    """Deleted: an issue, a label, a milestone, a board, a card, an option, a comment."""
    before, after = run.before.seen, run.after.seen
    yield from (f"deleted: issue {name}" for name in before.issues.keys() - after.issues.keys())
    yield from (
        f"deleted: milestone {before.stones[one]}" for one in before.stones.keys() - after.stones.keys()
    )
    for home, labels in before.labels.items():
        yield from (f"deleted: label {one}" for one in labels - after.labels[home])
    yield from (f"deleted: board {one}" for one in before.boards.keys() - after.boards.keys())
    yield from (
        f"deleted: option {before.options[one]}" for one in before.options.keys() - after.options.keys()
    )
    for name, one in before.issues.items():
        later = after.issues.get(name)
        if later and one.card and not (later.card and later.card.item == one.card.item):
            yield f"deleted: card of {name}"
        if later and later.comments < one.comments:
            yield f"deleted: a comment of {name}"


def touched(life: Life, run: Run, name: Name, one: Ticket, later: Ticket) -> Iterator[str]:
    """People's text, labels and links are as they were."""
    if one.body != later.body:
        yield from overwritten(life, run, name, one, later)
    theirs = {"by hand", "bug"}
    if (one.labels & theirs) - later.labels:
        yield f"label of people gone from {name}: {one.labels} → {later.labels}"


def overwritten(life: Life, run: Run, name: Name, one: Ticket, later: Ticket) -> Iterator[str]:
    was, now = one.parts, later.parts
    if BEGIN not in one.body and "<!-- /roadmap-sync" not in one.body:
        start = later.body.partition(BEGIN)[0].rstrip()
        if start != one.body.rstrip() or (now and now[2].strip()):
            yield f"body of {name} without a marker was rewritten: {one.body!r} → {later.body!r}"
        return
    if was is None or now is None:
        yield f"body of {name} with a broken marker was rewritten: {one.body!r} → {later.body!r}"
        return
    if (was[0], was[2]) != (now[0], now[2]):
        yield f"people's text of {name} changed: {was[0]!r}…{was[2]!r} → {now[0]!r}…{now[2]!r}"
    if "not here\n" in was[1] and "not here\n" not in now[1] and not run.taken:
        yield f"what people wrote inside the region of {name} was overwritten: {was[1]!r} → {now[1]!r}"


def written(run: Run) -> Iterator[str]:
    """Bytes of the document that no change of the plan explains."""
    if run.before.text == run.after.text:
        return
    changes = [one for one in run.told["changes"] if one["subject"]["kind"] == "text"]
    if not changes:
        yield "the document was written without a change in the plan"
    before, after = run.before.text.splitlines(keepends=True), run.after.text.splitlines(keepends=True)
    if ("\r\n" in run.before.text) != ("\r\n" in run.after.text):
        yield "line ends changed"
    lines = 0
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "delete":
            yield f"lines were taken out: {before[a:b]}"
        if kind == "insert" and not all(
            "/issues/" in one or "issue:" in one or not one.strip() for one in after[c:d]
        ):
            yield f"lines were put in: {after[c:d]}"
        if kind == "replace":
            lines += b - a
            yield from unexplained(before[a:b], after[c:d], changes)
    if lines > len(changes):
        yield f"{lines} lines changed by {len(changes)} changes"


def unexplained(before: list[str], after: list[str], changes: list[dict[str, Any]]) -> Iterator[str]:
    new = [one for one in after if not ("/issues/" in one and LINE.match(one)) and one.strip()]
    old = [one for one in before if one.strip()]
    if len(new) != len(old):
        yield f"lines {before} became {after}"
        return
    for one, two in zip(old, new, strict=True):
        says = plain(LINKS.sub("", two))
        reached = {plain(LINKS.sub("", one))}
        for change in changes:
            pair = plain(str(change["before"] or "")), plain(str(change["after"] or ""))
            reached |= {said.replace(*pair, 1) if pair[0] else said for said in reached}
        gone, come = Counter(re.findall(r"\w+", one)), Counter(re.findall(r"\w+", two))
        known = Counter(
            w
            for c in changes
            for w in re.findall(r"\w+", f"{c['before']} {c['after']} {two if c['field'] == 'link' else ''}")
        )
        if says not in reached and ((gone - come) - known or (come - gone) - known):
            yield f"line {one!r} became {two!r}, which no change tells"


LINKS = re.compile(
    r" ?\(?\[#\d+\]\([^)]*\)\)?| ?\(?<a href=\"[^\"]*\">#\d+</a>\)?|\]\([^)]*/issues/\d+\)|\[(?=\w)"
)
LINE = re.compile(r"^\[#\d+\]\(|^  issue: |^\*\*Issue")


def by_link(life: Life, text: str) -> dict[Name, Row]:
    """Rows that alone have their link."""
    rows = [row for row in life.rows(text) if row.link]
    times = Counter(row.link for row in rows)
    return {row.link: row for row in rows if row.link and times[row.link] == 1}


def kept(life: Life, run: Run) -> Iterator[str]:
    """An edit of one side is on both, or listed; what nobody edited is as it was."""
    rows, later = by_link(life, run.before.text), by_link(life, run.after.text)
    for name, agreed in life.agreed.items():
        one, then = run.before.seen.issues.get(name), run.after.seen.issues.get(name)
        if not one or not then or run.holds(name, "duplicate"):
            continue
        if name in rows and name in later:
            yield from titles(run, name, agreed, (rows[name], one), (later[name], then))
            yield from statuses(run, name, agreed, (rows[name], one), (later[name], then))
            yield from targets(run, name, agreed, (rows[name], one), (later[name], then))
        elif name not in rows and life.settings.get("link") != "none":
            yield from orphaned(life, name, one, then)


Pair = tuple[Row, Ticket]


def orphaned(life: Life, name: Name, one: Ticket, then: Ticket) -> Iterator[str]:
    rows = {row.title for row in life.rows()}
    if one.title in rows or life.most[one.title] > 1:
        return
    fine = {one.view} | ({"dropped"} if life.settings.get("orphans") == "close" else set())
    if then.title != one.title and then.title not in rows:
        yield f"{name} has no row and was renamed: {one.title!r} → {then.title!r}"
    elif then.view not in fine and then.title not in rows:
        yield f"{name} has no row and went from {one.view} to {then.view}"


def titles(run: Run, name: Name, agreed: Any, before: Pair, after: Pair) -> Iterator[str]:
    a, d, g = agreed["title"], before[0].title, before[1].title
    yield from merged(run, name, "title", (a, a), (d, plain(g)), (after[0].title, plain(after[1].title)))


def targets(run: Run, name: Name, agreed: Any, before: Pair, after: Pair) -> Iterator[str]:
    if agreed["target"] is None or "target" not in before[0].says or days(before[1]) != agreed["days"]:
        return

    def said(one: Pair) -> tuple[str, str]:
        return one[0].says["target"], one[1].milestone[1] if one[1].milestone else ""

    old = before[1].milestone and before[1].milestone[0]
    moved = old != agreed["stone"]
    a, d, g = agreed["target"], said(before)[0], said(before)[1]
    now = after[1].milestone and after[1].milestone[0]
    if d == a and not moved:
        if (said(after)[0], now) != (a, agreed["stone"]) and not run.holds(name, "milestone"):
            yield f"milestone of {name}: nobody changed {a}, now {said(after)}"
    elif d == a != "" and not _followed(said(after), g) and not run.holds(name, "milestone"):
        yield f"milestone of {name}: GitHub's {g!r} (was {a!r}) became {said(after)}"
    elif d != a and not moved and said(after)[0] != d:
        yield f"milestone of {name}: the document's {d!r} (was {a!r}) became {said(after)}"
    elif d != a and not moved and now == agreed["stone"] and now and d not in ("", said(after)[1]):
        listed = run.holds(name, "milestone")
        why = f"milestone of {name}: the document's {d!r} (was {a!r}) is not on GitHub: {said(after)}"
        yield from () if listed else (why,)


def _followed(now: tuple[str, str], there: str) -> bool:
    """Whether the document says the milestone that GitHub has: by its title, or by that of before it was
    renamed to "Q1 2027 really"."""
    return now[1] == there and now[0] in (there, there.partition(" really")[0])


def statuses(run: Run, name: Name, agreed: Any, before: Pair, after: Pair) -> Iterator[str]:
    had = agreed["status"], agreed["view"]
    was, now = (before[0].status, before[1].view), (after[0].status, after[1].view)
    if agreed["state"] == "CLOSED" and before[1].state == "OPEN":
        was = was[0], "open"  # reopened, wherever the card was left
    listed = run.holds(name, "status")
    mine, theirs = was[0] != had[0], was[1] != had[1]
    if "?" in was + now or run.taken:
        return
    if not mine and not theirs:
        if now != had and not listed and not (now[0] == had[0] and fits(*now)):
            yield f"status of {name}: nobody changed {had}, now {now}"
    elif theirs and not mine:
        if now[1] != was[1] and not (was[1] == "open" and now[1] in OPEN) and not listed:
            yield f"status of {name}: GitHub's edit {had} → {was} was lost: {now}"
        elif not fits(*now) and not listed:
            yield f"status of {name}: GitHub's edit {had} → {was} did not arrive: {now}"
    elif mine and not theirs:
        if now[0] != was[0] and not listed:
            yield f"status of {name}: the document's edit {had} → {was} was lost: {now}"
        elif not fits(*now) and not listed:
            yield f"status of {name}: the document's edit {had} → {was} did not arrive: {now}"
    elif not listed and not fits(*now):
        yield f"status of {name}: both edited, {had} → {was}, now {now}, and nothing is listed"
    elif not fits(*was) and now != was and not listed and not (was[0] in OPEN and had[0] in OPEN):
        yield f"status of {name}: both edited, {had} → {was}; one was overwritten: {now}"


def days(one: Ticket) -> list[str | None]:
    return [one.card and one.card.values.get(name) for name in ("Start", "Target")]


def fits(document: str, github: str) -> bool:
    """Whether document and GitHub say the same of the status."""
    if "open" in (document, github):
        return {document, github} <= OPEN
    return document == github


def merged(run: Run, name: Name, field: str, had: Any, was: Any, now: Any) -> Iterator[str]:
    """Three-way, for a field that both sides hold whole."""
    if run.taken:
        return
    listed = run.holds(name, field)
    mine, theirs = was[0] != had[0], was[1] != had[1]
    wanted = was[0] if mine and not theirs else was[1] if theirs and not mine else had[0]
    if mine and theirs and was[0] != was[1]:
        if not listed or now != was:
            yield f"{field} of {name}: both edited {had} → {was}, now {now}, listed: {bool(listed)}"
    elif mine and theirs:
        if now != was:
            yield f"{field} of {name}: both wrote {was}, now {now}"
    elif now != (wanted, wanted) and not (listed and now == was):
        yield f"{field} of {name}: {had} → {was}, now {now}"


def agree(life: Life, run: Run) -> None:
    """Remember what both sides say where they are in step."""
    rows = by_link(life, run.after.text)
    known = run.after.seen.issues.keys() & rows.keys()
    life.agreed = {name: one for name, one in life.agreed.items() if name in known}
    for name, row in rows.items():
        one = run.after.seen.issues.get(name)
        if not one or run.holds(name) or one.marker is None or name in life.theirs:
            life.agreed.pop(name, None)
            continue
        if row.title == plain(one.title) and fits(row.status, one.view):
            same = "target" in row.says and one.milestone and row.says["target"] == one.milestone[1]
            empty = "target" in row.says and not one.milestone and not row.says["target"]
            life.agreed[name] = {
                "title": row.title,
                "status": row.status,
                "view": one.view,
                "state": one.state,
                "days": days(one),
                "target": row.says["target"] if same or empty else None,
                "stone": one.milestone and one.milestone[0],
            }
        else:
            raise Broken(
                f"out of step and nothing listed: {name} {row.title!r} {row.status} {one.title!r} {one.view}"
            )
