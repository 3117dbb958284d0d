"""What can be seen on GitHub at one moment, asked without the program's code."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from tests.acceptance.desk import GitHub

ISSUES = """query($o: String!, $n: String!) { repository(owner: $o, name: $n) {
  labels(first: 100) { nodes { name } }
  milestones(first: 100) { nodes { number title state dueOn } }
  issues(first: 100) { nodes {
    id databaseId number title state stateReason body locked milestone { number title }
    labels(first: 50) { nodes { name } } comments { totalCount }
    assignees(first: 10) { nodes { login } }
    parent { number } blockedBy(first: 50) { nodes { number } }
    projectItems(first: 5, includeArchived: true) { nodes { id isArchived
    fieldValues(first: 30) { nodes {
      ... on ProjectV2ItemFieldSingleSelectValue { name field { ... on ProjectV2FieldCommon { name } } }
      ... on ProjectV2ItemFieldDateValue { date field { ... on ProjectV2FieldCommon { name } } }
    } } } } } } } }"""
BOARD = """query($l: String!) { repositoryOwner(login: $l) { ... on ProjectV2Owner {
  projectsV2(first: 20) { nodes { id number title items(first: 1) { totalCount } fields(first: 50) { nodes {
    ... on ProjectV2FieldCommon { id name dataType }
    ... on ProjectV2SingleSelectField { options { id name color description } } } } } } } } }"""
BEGIN, END = "<!-- roadmap-sync ", "<!-- /roadmap-sync -->"
Name = tuple[str, int]


@dataclass
class Card:
    """An issue on the board."""

    item: str
    archived: bool
    values: dict[str, str]


@dataclass
class Ticket:
    """An issue as people see it."""

    id: str
    key: int
    title: str
    state: str
    reason: str
    body: str
    locked: bool
    milestone: tuple[int, str] | None
    labels: frozenset[str]
    comments: int
    parent: int | None
    blockers: frozenset[int]
    card: Card | None

    @property
    def view(self) -> str:
        """What it says of the status."""
        if self.state == "CLOSED":
            return "dropped" if self.reason in ("NOT_PLANNED", "DUPLICATE") else "done"
        option = self.card.values.get("Status", "") if self.card and not self.card.archived else ""
        labels = [one for one in self.labels if one.startswith("status: ")]
        said = option or (labels[0][8:] if len(labels) == 1 else "")
        known = {"todo": "planned", "planned": "planned", "in progress": "in_progress", "blocked": "blocked"}
        return {"done": "done", **known}.get(said.lower(), "open")

    @property
    def parts(self) -> tuple[str, str, str] | None:
        """What people wrote before, the region, and what they wrote after; ``None`` where it is broken."""
        if self.body.count(BEGIN) != 1 or self.body.count(END) != 1:
            return None
        start, end = self.body.index(BEGIN), self.body.index(END) + len(END)
        line = re.match(r"<!-- roadmap-sync (\{.*\}) -->", self.body[start:])
        if not line or end < start:
            return None
        return self.body[:start], self.body[start + line.end() : end], self.body[end:]

    @property
    def marker(self) -> dict[str, Any] | None:
        found = re.search(r"<!-- roadmap-sync (\{.*\}) -->", self.body)
        try:
            return dict(json.loads(found[1])) if found else None
        except ValueError:
            return None


@dataclass
class Seen:
    """All issues, labels, milestones and boards."""

    issues: dict[Name, Ticket] = field(default_factory=dict)
    labels: dict[str, set[str]] = field(default_factory=dict)
    stones: dict[Name, tuple[str, str, str]] = field(default_factory=dict)
    boards: dict[str, Any] = field(default_factory=dict)

    @property
    def options(self) -> dict[str, str]:
        """Options of the board by id."""
        fields = self.boards.get("Roadmap", {}).get("fields", {}).get("nodes", [])
        return {one["id"]: one["name"] for kind in fields for one in kind.get("options", ())}


def graphql(github: GitHub, document: str, **variables: Any) -> Any:
    reply = github.ask("POST", "/graphql", {"query": document, "variables": variables}, token="owner")
    assert "errors" not in reply, reply["errors"]
    return reply["data"]


def look(github: GitHub, repositories: list[str]) -> Seen:
    """Ask for all of it."""
    seen = Seen()
    for name in repositories:
        owner, _, repository = name.partition("/")
        found = graphql(github, ISSUES, o=owner, n=repository)["repository"]
        seen.labels[name] = {one["name"] for one in found["labels"]["nodes"]}
        for one in found["milestones"]["nodes"]:
            seen.stones[name, one["number"]] = (one["title"], one["state"], one["dueOn"] or "")
        for one in found["issues"]["nodes"]:
            seen.issues[name, one["number"]] = ticket(one)
    boards = graphql(github, BOARD, l=repositories[0].partition("/")[0])["repositoryOwner"]["projectsV2"]
    seen.boards = {one["title"]: one for one in boards["nodes"]}
    return seen


def ticket(one: dict[str, Any]) -> Ticket:
    stone = one["milestone"]
    return Ticket(
        id=one["id"],
        key=one["databaseId"],
        title=one["title"],
        state=one["state"],
        reason=one["stateReason"] or "",
        body=one["body"] or "",
        locked=one["locked"],
        milestone=(stone["number"], stone["title"]) if stone else None,
        labels=frozenset(label["name"] for label in one["labels"]["nodes"]),
        comments=one["comments"]["totalCount"],
        parent=one["parent"] and one["parent"]["number"],
        blockers=frozenset(other["number"] for other in one["blockedBy"]["nodes"]),
        card=_card(one["projectItems"]["nodes"]),
    )


def _card(items: list[dict[str, Any]]) -> Card | None:
    for item in items:
        values = {
            value["field"]["name"]: value.get("name") or value.get("date")
            for value in item["fieldValues"]["nodes"]
            if value.get("field")
        }
        return Card(item["id"], item["isArchived"], values)
    return None
