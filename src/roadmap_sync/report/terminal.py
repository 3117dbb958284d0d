"""A plan and its outcomes as text for people, from their JSON; no colours here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Shown = dict[str, Any]
SIGNS = {"create": "+", "write": "≡"}
HELD = {"conflict": "!", "drift": "·"}
TOLD = ("issue", "body", "labels", "assignees", "blocked_by")
"""Fields of which the reason for a hold tells all."""
LABEL = 16
"""Columns that "issue #41" or "ROADMAP.md:53" is given before the key."""


def plan_lines(shown: Shown) -> Iterator[str]:
    """The plan: a head, a line for each change and hold, a line that counts them."""
    return map(visible, _plan_lines(shown))


def visible(line: str) -> str:
    """``line`` with every character that would steer a terminal, or turn text around, spelled out: what
    is shown is what is there, whatever people call their issues."""
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), line)


_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def _plan_lines(shown: Shown) -> Iterator[str]:
    head = f"{', '.join(shown['documents'])} → {shown['repository']}"
    yield f"{head:<58}  plan {shown['digest'][:12]}"
    width = max((len(change["subject"]["name"]) for change in shown["changes"] if _keyed(change)), default=1)
    for change in shown["changes"]:
        if not _implied(change):
            yield _change(change, min(width, 24))
    yield from _links(shown)
    for hold in shown["holds"]:
        yield from _hold(hold, min(width, 24))
    yield from (f"  note: {note}" for note in shown["notes"])
    if shown["refusal"]:
        yield f"  ! {shown['refusal']}"
    yield summary(shown)


def _keyed(change: Shown) -> bool:
    return change["subject"]["kind"] in ("issue", "card", "text")


def _implied(change: Shown) -> bool:
    """Links and cards of new issues, and the closing of an issue right after its create: told with the
    create."""
    card = change["subject"]["kind"] == "card"
    unnumbered = change["subject"]["kind"] != "milestone" and change["subject"]["number"] is None
    return unnumbered and (card or change["field"] == "link" or change["kind"] == "close")


def _change(change: Shown, width: int) -> str:
    subject, sign = change["subject"], SIGNS.get(change["kind"], "~")
    if subject["kind"] in ("label", "milestone") and change["kind"] == "create":
        return f"  {sign} {subject['kind']:<{LABEL - 2}} {_new_name(change)}{_inside(change)}"
    if subject["kind"] == "board":
        return f"  {'~' if change['kind'] == 'link' else '+'} {'board':<{LABEL - 2}} {_board(change)}"
    where = _where(change)
    key = f"{subject['name']:<{width}}"
    if change["kind"] == "create":
        return f"  {sign} {where:<{LABEL - 2}} {key}  {_new_issue(change['after'])}{_inside(change)}"
    note = f"   ({change['note']})" if change["note"] else ""
    return f"  {sign} {where:<{LABEL - 2}} {key}  {_difference(change)}{note}"


def _where(change: Shown) -> str:
    subject, place = change["subject"], change["place"]
    if subject["kind"] == "milestone":
        return "milestone"
    if subject["kind"] == "text" and place:
        return f"{place['path']}:{place['line']}"
    return "issue" if subject["number"] is None else f"issue {numbered(subject)}"


def numbered(subject: Shown) -> str:
    """The issue as people name it: ``#12``, or ``owner/name#12`` where it is not in the documents' own
    repository."""
    return f"{subject.get('repository') or ''}#{subject['number']}"


def _inside(change: Shown) -> str:
    """Where something new is made, unless that is the documents' own repository."""
    repository = change["subject"].get("repository")
    return f"   in {repository}" if repository else ""


def _new_name(change: Shown) -> str:
    if change["subject"]["kind"] == "label":
        return str(change["after"])
    due = change["after"]["due"]
    closed = ", closed" if change["after"].get("state") == "closed" else ""
    return f"{change['after']['title']:<14} {f'due {due}' if due else 'no due date'}{closed}"


def _board(change: Shown) -> str:
    field, name = change["field"], change["subject"]["name"]
    if change["kind"] == "link":
        return f"{name}   shown in {change['after']}"
    what = (
        f"field {field} ({change['after']})" if change["kind"] == "create" else f"{field}: {change['after']}"
    )
    return f"{name}   {what}" if field else str(name)


def _new_issue(after: Shown) -> str:
    parts = [*after["labels"][1:], after["milestone"], *(f"@{login}" for login in after["assignees"])]
    parts += [after["type"]] if "type" in after else []
    parts += [f"below {after['parent']}"] if "parent" in after else []
    closed = {"done": "then closed", "dropped": "then closed as not planned"}.get(after["status"])
    rest = " · ".join(str(part) for part in [*parts, closed] if part)
    return f"{_quoted(after['title'])}   {rest}".rstrip()


def _difference(change: Shown) -> str:
    before, after = change["before"], change["after"]
    field = "status" if change["field"] == "mirror" else change["field"].replace("_", " ")
    if change["kind"] in ("add", "remove"):
        return f"{field}  {'+' if change['kind'] == 'add' else '-'} {after or before}"
    if change["kind"] in ("adopt", "detach"):
        return f"{change['kind']:<6} {after or before}"
    if field == "body":
        return "text   the managed part is renewed"
    if field == "link":
        return f"link   {numbered(change['subject'])}" if after else f"link   {before} → none"
    if field == "dashboard":
        return "dashboard  the generated text is renewed"
    show = _quoted if field == "title" else _bare
    return f"{field:<6} {show(before)} → {show(after)}"


def _quoted(value: Any) -> str:
    return f'"{value}"'


def _bare(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return "none" if value in (None, "") else str(value)


def _links(shown: Shown) -> Iterator[str]:
    new = [one for one in shown["changes"] if one["field"] == "link" and one["subject"]["number"] is None]
    for path in dict.fromkeys(one["subject"]["document"] for one in new):
        count = sum(1 for one in new if one["subject"]["document"] == path)
        yield f"  ≡ {path:<{LABEL - 2}} {_count(count, 'link')} to the new issues"
    values = [one for one in shown["changes"] if _of_card(one) and _implied(one)]
    cards = {(one["subject"]["document"], one["subject"]["name"]) for one in values}
    if cards:
        fields = ", ".join(dict.fromkeys(one["field"] for one in values))
        yield f"  + {'board':<{LABEL - 2}} {_count(len(cards), 'card')} for the new issues, with {fields}"


def _hold(hold: Shown, width: int) -> Iterator[str]:
    subject = hold["subject"]
    where = f"issue {numbered(subject)}" if subject["number"] else _held_place(hold)
    lead = f"  {HELD[hold['kind']]} {where:<{LABEL - 2}} "
    name = "" if subject["kind"] == "document" else f"{subject['name']:<{width}}  "
    yield f"{lead}{name}{hold['field'].replace('_', ' ')}  {hold['why']}{_both(hold)}".rstrip()
    if hold["todo"]:
        yield f"{' ' * len(lead)}{hold['todo']}"


def _held_place(hold: Shown) -> str:
    place = hold["place"]
    return f"{place['path']}:{place['line']}" if place else str(hold["subject"]["document"])


def _both(hold: Shown) -> str:
    if hold["document"] == hold["github"] or hold["field"] in TOLD:
        return ""
    show = _quoted if hold["field"] == "title" else _bare
    return f": {show(hold['github'])} on GitHub, {show(hold['document'])} in the document"


# ── counts ───────────────────────────────────────────────────────────────────────────────────


def summary(shown: Shown) -> str:
    """One line that counts what is to be done, and what it costs."""
    parts = list(_counts(shown))
    if not parts:
        return "nothing to do"
    cost = shown["cost"]
    price = f"about {_count(cost['reads'], 'read')} and {_count(cost['writes'], 'write')}"
    return f"{', '.join(parts)} · {price}" if cost["writes"] else ", ".join(parts)


def _counts(shown: Shown) -> Iterator[str]:
    changes, holds = shown["changes"], shown["holds"]
    new = {kind: sum(1 for one in changes if _creates(one, kind)) for kind in ("label", "milestone", "issue")}
    named = [_count(count, kind) for kind, count in new.items() if count]
    if named:
        yield f"{_listed(named)} to create"
    updated = {
        numbered(one["subject"])
        for one in changes
        if one["subject"]["kind"] == "issue" and not _implied(one) and one["subject"]["number"] is not None
    }
    stones = {
        (one["subject"].get("repository"), one["subject"]["name"])
        for one in changes
        if one["subject"]["kind"] == "milestone" and one["kind"] != "create"
    }
    named = [_count(len(some), kind) for some, kind in ((stones, "milestone"), (updated, "issue")) if some]
    if named:
        yield f"{_listed(named)} to update"
    cards = {(one["subject"]["document"], one["subject"]["name"]) for one in changes if _of_card(one)}
    if cards:
        yield f"{_count(len(cards), 'card')} to write"
    for kind, words in (("conflict", "in conflict"), ("drift", "left alone")):
        if count := sum(1 for hold in holds if hold["kind"] == kind):
            yield f"{count} {words}"
    lines = {_line(one) for one in changes if one["kind"] == "write"}
    if lines:
        yield f"{_count(len(lines), 'line')} to write back"
    if shown["bookkeeping"]:
        yield f"{_count(shown['bookkeeping'], 'marker')} to bring up to date"


def _of_card(change: Shown) -> bool:
    return bool(change["subject"]["kind"] == "card")


def _creates(change: Shown, kind: str) -> bool:
    return bool(change["kind"] == "create" and change["subject"]["kind"] == kind)


def _line(change: Shown) -> tuple[str, int]:
    return change["subject"]["document"], change["place"]["line"]


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _whose(outcome: Shown) -> str:
    kind = outcome["subject"]["kind"]
    if kind not in ("issue", "card"):
        return str(outcome["subject"]["document"] if kind == "text" else kind)
    number = outcome["number"] or outcome["subject"]["number"] or "…"
    return f"issue {numbered({**outcome['subject'], 'number': number})}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def outcome_lines(shown: Shown) -> Iterator[str]:
    """What came of an applied plan: everything that was not done, and a line that counts."""
    return (visible(part) for line in _outcome_lines(shown) for part in line.split("\n"))


def _reasons(sign: str, outcomes: list[Shown]) -> Iterator[str]:
    """What is said of changes: fields of one thing with one reason in one line."""
    fields: dict[tuple[str, str, str], list[str]] = {}
    for one in outcomes:
        about = (_whose(one), one["subject"]["name"], one["why"])
        fields.setdefault(about, []).append(one["field"] or one["kind"])
    for (where, name, why), some in fields.items():
        yield f"  {sign} {where:<{LABEL - 2}} {name}  {', '.join(some)}: {why}"


def _outcome_lines(shown: Shown) -> Iterator[str]:
    bad = [one for one in shown["outcomes"] if one["result"] != "done"]
    noted = [one for one in shown["outcomes"] if one["result"] == "done" and one["why"]]
    yield from _reasons("·", [one for one in noted if one["subject"]["kind"] != "text"])
    yield from _reasons("×", bad)
    if shown["stopped"]:
        yield f"stopped: {shown['stopped']}"
    done = len(shown["outcomes"]) - len(bad)
    saved = f", {', '.join(shown['saved'])} written" if shown["saved"] else ""
    left = f", {_count(len(bad), 'change')} not done: run again" if bad else ""
    requests = shown["requests"]
    sent = f"{_count(requests['read'], 'read')} and {_count(requests['write'], 'write')}"
    yield f"done: {_count(done, 'change')}{saved}{left} · {sent}"
