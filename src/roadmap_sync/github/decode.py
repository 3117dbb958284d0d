"""Objects of GraphQL answers → our nouns; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from roadmap_sync.github.replies import Node
from roadmap_sync.model import Absent, Author, Card, Issue, Label, Milestone, Neighbor, Repository, Tip

WRITERS = {"WRITE", "MAINTAIN", "ADMIN"}


def repository(node: Node) -> Repository:
    """The repository as the server states it."""
    branch = node["defaultBranchRef"]
    return Repository(
        id=node["id"],
        owner=node["owner"]["login"],
        name=node["name"],
        url=node["url"],
        default_branch=branch["name"] if branch else None,
        has_issues=node["hasIssuesEnabled"],
        archived=node["isArchived"],
        permission=node["viewerPermission"],
    )


def tip(node: Node, documents: Sequence[str], branch: str | None) -> Tip:
    """The branch that counts and its files; a folder or a submodule is no document."""
    ref = node["tip"] or {}
    commit = ref.get("target") or {}
    blobs = {path: _blob(commit.get(f"f{n}")) for n, path in enumerate(documents)}
    touched = {path: _newest(commit.get(f"h{n}")) for n, path in enumerate(documents)}
    return Tip(branch or ref.get("name"), commit.get("oid"), blobs, touched)


def _blob(entry: Node | None) -> str | None:
    return str(entry["oid"]) if entry and entry["type"] == "blob" else None


def _newest(history: Node | None) -> str | None:
    commits = history["nodes"] if history else ()
    return str(commits[0]["oid"]) if commits else None


def label(node: Node) -> Label:
    return Label(node["id"], node["name"])


def milestone(node: Node) -> Milestone:
    """A milestone. GitHub keeps only the day of a due date and shows it as midnight Pacific time, 07:00 or
    08:00 UTC (recorded replies), so the date as it is written there is the day that was meant."""
    return Milestone(
        id=node["id"],
        number=node["number"],
        title=node["title"],
        description=node["description"] or "",
        due=day(node["dueOn"]),
        open=node["state"] == "OPEN",
        url=node["url"],
    )


def day(moment: str | None) -> date | None:
    """The day of a due date."""
    return date.fromisoformat(moment[:10]) if moment else None


def issue(node: Node) -> Issue:
    """An issue, its body exactly as GitHub holds it (any newlines)."""
    reason = node["stateReason"]
    author = node["author"] or {"login": None, "__typename": "Ghost"}
    closed = [event for event in node["timelineItems"]["nodes"] if event]
    return Issue(
        id=node["id"],
        number=node["number"],
        url=node["url"],
        title=node["title"],
        body=node["body"] or "",
        open=node["state"] == "OPEN",
        reason=reason.lower() if reason and node["state"] == "CLOSED" else None,
        labels=tuple(label["name"] for label in node["labels"]["nodes"]),
        assignees=tuple(person["login"] for person in node["assignees"]["nodes"]),
        milestone=node["milestone"]["title"] if node["milestone"] else None,
        author=Author(
            author["login"], author["__typename"], node["authorAssociation"], mine=node["viewerDidAuthor"]
        ),
        locked=node["locked"],
        closer=((closed[-1].get("actor") or {}).get("login")) if closed else None,
        blockers=_blockers(node),
        parent=neighbor(node["parent"], node) if node.get("parent") else None,
        type=(node.get("issueType") or {}).get("name"),
        open_children=_open_children(node.get("subIssuesSummary")),
        level=_level(node),
        children=int((node.get("subIssuesSummary") or {}).get("total", 0)),
        seats=_seats(node.get("projectItems")),
    )


def _seats(items: Node | None) -> tuple[tuple[str, Card], ...] | None:
    """Where it stands on boards, with the values of fields by their places in the question; ``None`` where
    that was not asked for, or not all of it was told."""
    if items is None or "pageInfo" not in items or items["pageInfo"]["hasNextPage"]:
        return None
    seen = (one for one in items["nodes"] if one and one["project"])
    return tuple((one["project"]["id"], card(one)) for one in seen)


def card(item: Node) -> Card:
    """A card; the values of its fields by their places in the question (``f0`` …)."""
    values = {name: said for name in item if name[:1] == "f" and (said := shown(item[name]))}
    return Card(item["id"], values, archived=item["isArchived"])


def shown(value: Node | None) -> str:
    """A value as people read it; empty where there is none, or of a kind we know nothing of."""
    if not value:
        return ""
    said = next(
        (value[name] for name in ("name", "date", "text", "number") if value.get(name) is not None), ""
    )
    return f"{said:g}" if isinstance(said, float) else str(said)


def _level(node: Node) -> int:
    """How many issues stand above it, itself included."""
    level, above = 1, node.get("parent")
    while above:
        level, above = level + 1, above.get("parent")
    return level


def _open_children(summary: Node | None) -> int:
    return int(summary["total"]) - int(summary["completed"]) if summary else 0


def _blockers(node: Node) -> tuple[Neighbor, ...] | None:
    """The issues it is blocked by, but for those that this token may not see."""
    found = node.get("blockedBy")
    return None if found is None else tuple(neighbor(one, node) for one in found["nodes"] if one)


def neighbor(node: Node, of: Node) -> Neighbor:
    """The issue at the other end of an edge ``of`` an issue."""
    here = node["url"].rpartition("/")[0] == of["url"].rpartition("/")[0]
    return Neighbor(node["id"], f"#{node['number']}" if here else node["url"])


def lf(body: str) -> str:
    """The body with LF newlines; GitHub's web editor writes CRLF."""
    return body.replace("\r\n", "\n").replace("\r", "\n")


def tidy(found: Issue) -> Issue:
    """The issue as a World holds it: LF newlines."""
    return replace(found, body=lf(found.body))


def numbered(number: int, node: Node, home: str) -> Issue | Absent:
    """What stands behind a linked number. ``home``: the repository's ``owner/name`` as the server states
    it."""
    if node["__typename"] != "Issue":
        return Absent(number, "pull")
    there = node["repository"]["nameWithOwner"]
    if there.casefold() != home.casefold():
        return Absent(number, "moved", f"{there}#{node['number']}")
    return issue(node)


BESIDE = frozenset({"blockedBy", "parent", "issueType", "issueTypes", "projectItems"})
"""Fields of an issue that lead to others."""
LISTS = ("labels", "assignees", "blockedBy")


def truncated(node: Node) -> list[str]:
    """The lists of an issue that are longer than the answer."""
    asked = [name for name in LISTS if node.get(name)]
    return [name for name in asked if node[name]["pageInfo"]["hasNextPage"]]
