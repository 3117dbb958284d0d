"""What is known of an item, as text for people, from its JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from roadmap_sync.report.terminal import visible

Shown = dict[str, Any]
REASONS = {
    "the document": "only the document has changed",
    "GitHub": "only GitHub has changed",
    "nobody": "",
}


def text_lines(shown: Shown) -> Iterator[str]:
    """The item, its issue, a paragraph for every field."""
    return map(visible, _lines(shown))


def _lines(shown: Shown) -> Iterator[str]:
    issue = shown["issue"]
    yield f'{shown["key"]}  "{shown["title"]}"'
    place = f"{shown['document']}:{shown['line']}" if shown["line"] else shown["document"]
    yield f"  {'document':<10} {' § '.join([place, *shown['section']])}"
    if issue:
        yield f"  {'issue':<10} #{issue['number']} {issue['url']} ({issue['state']})"
    yield f"  {'found by' if issue else 'issue':<10} {shown['matched']}"
    for one in shown["fields"]:
        yield from _field(one)
    for one in shown["next"]:
        yield f"  {'next sync':<10} {_act(one)}"
        yield from _todo(one)
    if not shown["next"] and not any(one["next"] for one in shown["fields"]):
        yield f"  {'next sync':<10} nothing"
    if shown["refusal"]:
        yield f"  ! {shown['refusal']}"


def _field(one: Shown) -> Iterator[str]:
    base = _value(one["base"]) if one["known"] else "?"
    sides = f"document {_value(one['document'])} · GitHub {_value(one['github'])}"
    yield f"  {one['field']:<10} base {base} · {sides}"
    yield f"  {'':<10} changed since by: {one['moved']}" if one["known"] else f"  {'':<10} {one['moved']}"
    for act in one["next"]:
        reason = act["why"] or REASONS.get(one["moved"], "")
        yield f"  {'':<10} next sync: {_act({**act, 'why': reason})}"
        yield from _todo(act)


def _act(one: Shown) -> str:
    because = f" ({one['why']})" if one["why"] else ""
    if one["do"] in ("hold", "leave"):
        return f"{'holds' if one['do'] == 'hold' else 'leaves alone'} {one['field']}: {one['why']}"
    if one["do"] == "create":
        return f"creates an issue{because}"
    if one["field"] == "link":
        return f"writes the link into the document{because}"
    if one["do"] == "adopt":
        return f"adopts {one['after']}{because}"
    if one["do"] in ("close", "reopen"):
        state = " as not planned" if one["after"] == "dropped" else ""
        return f"{one['do']}s the issue{state}{because}"
    values = f"{_value(one['before'])} → {_value(one['after'])}"
    verb = f"{one['do']}s"
    return f"{verb} {one['field']} on the side of {_side(one)}: {values}{because}"


def _side(one: Shown) -> str:
    return "the document" if one["where"] == "document" else "GitHub"


def _todo(one: Shown) -> Iterator[str]:
    if one["todo"]:
        yield f"  {'':<10}   {one['todo']}"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none" if value in (None, "") else f'"{value}"'
