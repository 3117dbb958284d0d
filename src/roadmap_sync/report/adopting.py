"""Proposals of issues to rows as JSON, and from that JSON as text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from roadmap_sync.model import Issue, Item, Json
from roadmap_sync.report.terminal import visible

Shown = dict[str, Any]


def pair(item: Item, issue: Issue, ratio: int) -> dict[str, Json]:
    """One proposal."""
    return {
        "key": item.key,
        "title": item.title,
        "place": {"path": item.place.path, "line": item.place.line},
        "issue": _issue(issue),
        "ratio": ratio,
    }


def stray(issue: Issue, line: str) -> dict[str, Json]:
    """An issue that no row has, with the line that would make it one's."""
    return {"issue": _issue(issue), "line": line}


def _issue(issue: Issue) -> Json:
    state = "open" if issue.open else "closed"
    return {"number": issue.number, "url": issue.url, "title": issue.title, "state": state}


def text_lines(shown: Shown) -> Iterator[str]:
    """The proposals and the issues without a row, for people."""
    pairs, strays = shown["proposals"], shown["strays"]
    width = min(24, max((len(one["key"]) for one in pairs), default=1))
    yield from map(visible, (question(one, width) for one in pairs))
    if strays:
        yield f"without a row in {', '.join(shown['documents'])}, a line for each:"
    for one in strays:
        yield visible(f'  · issue #{one["issue"]["number"]:<7} "{one["issue"]["title"]}"')
        yield visible(f"    {one['line']}")
    if not pairs:
        yield "no issue to propose"


def question(one: Shown, width: int = 1) -> str:
    """One proposal in a line."""
    issue, place = one["issue"], one["place"]
    closed = ", closed" if issue["state"] == "closed" else ""
    row = f'{one["key"]:<{width}}  {place["path"]}:{place["line"]}  "{one["title"]}"'
    return f'  ? issue #{issue["number"]:<7} {row} ← "{issue["title"]}" ({one["ratio"]} %{closed})'


def to_do(pairs: Iterable[Shown]) -> str:
    """What to type to take the best of the proposals."""
    best = next(iter(pairs))
    take = f"--take '{best['key']}=#{best['issue']['number']}'"
    return f"roadmap-sync adopt {take} takes one, --yes all of equal and unique titles"
