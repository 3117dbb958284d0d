"""What was understood of documents: as JSON, and from that JSON as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from roadmap_sync.model import Document, Finding, Item, Json, Link, Release, Skipped, Target
from roadmap_sync.report.terminal import visible

SCHEMA_VERSION = 1


def to_json(documents: Iterable[Document]) -> dict[str, Json]:
    """The stable form: ``schema_version`` rises when a key changes its meaning."""
    return {"schema_version": SCHEMA_VERSION, "documents": [_document(one) for one in documents]}


def _document(document: Document) -> Json:
    return {
        "path": document.path,
        "encoding": document.encoding,
        "items": [_item(item) for item in document.items],
        "releases": [_release(release) for release in document.releases],
        "skipped": [_skipped(one) for one in document.skipped],
        "findings": [_finding(one) for one in document.findings],
    }


def _skipped(one: Skipped) -> Json:
    return {"line": one.line, "reason": one.reason, "take": one.take or None}


def _item(item: Item) -> Json:
    return {
        "kind": "item",
        "key": item.key,
        "title": item.title,
        "status": item.status,
        "status_text": item.status_text,
        "target": _target(item.target),
        "priority": item.priority,
        "labels": list(item.labels),
        "assignees": list(item.assignees),
        "section": list(item.section),
        "line": item.place.line,
        "link": _link(item.link),
    }


def _release(release: Release) -> Json:
    return {
        "kind": "release",
        "key": release.key,
        "title": release.title,
        "milestone": release.milestone,
        "status": release.status,
        "status_text": release.status_text,
        "target": _target(release.target),
        "section": list(release.section),
        "line": release.place.line,
    }


def _target(target: Target | None) -> Json:
    if target is None:
        return None
    start, end = (day.isoformat() if day else None for day in (target.start, target.end))
    return {"text": target.text, "start": start, "end": end}


def _link(link: Link | None) -> Json:
    return None if link is None else {"number": link.number, "url": link.url or None}


def _finding(finding: Finding) -> Json:
    return {
        "line": finding.line,
        "column": finding.column,
        "code": finding.code,
        "message": finding.message,
    }


# ── text ─────────────────────────────────────────────────────────────────────────────────────


def to_text(shown: dict[str, Any]) -> str:
    """What ``to_json`` made, for people; ends with a newline."""
    return "\n".join(visible(line) for one in shown["documents"] for line in _lines(one)) + "\n"


def _lines(document: dict[str, Any]) -> Iterator[str]:
    encoding = "" if document["encoding"] == "utf-8" else f"  ({document['encoding']} mojibake, undone)"
    yield f"{document['path']}{encoding}"
    section: list[str] | None = None
    for item in document["items"]:
        if item["section"] != section:
            section = item["section"]
            yield f"  {' § '.join(section) or 'no section'}"
        yield f"    {item['line']:>5}  {_state(item):<12} {item['key']:<6} {item['title']}{_rest(item)}"
    for release in document["releases"]:
        yield f"    {release['line']:>5}  release      {release['key']:<6} {release['title']}{_rest(release)}"
    for one in document["skipped"]:
        yield f"    {one['line']:>5}  left out     {one['reason']}"
        for line in (one["take"] or "").splitlines():
            yield f"           to take it   {line}"
    for one in document["findings"]:
        yield f"  {document['path']}:{one['line']}:{one['column']}: {one['message']} [{one['code']}]"
    yield f"  {_count(document['items'], 'item')}, {_count(document['releases'], 'release')}"


def _state(item: dict[str, Any]) -> str:
    return str(item["status"] or "-").replace("_", " ")


def _rest(item: dict[str, Any]) -> str:
    link = item.get("link")
    parts = [
        item["target"]["text"] if item["target"] else None,
        item.get("priority"),
        *item.get("labels", ()),
        *(f"@{login}" for login in item.get("assignees", ())),
        f"#{link['number']}" if link else None,
    ]
    known = " · ".join(part for part in parts if part)
    return f"  ({known})" if known else ""


def _count(things: list[Any], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
