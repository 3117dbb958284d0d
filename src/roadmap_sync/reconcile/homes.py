"""Rows that say which repository they belong to: one of another repository gets no issue in this one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap_sync.model import Hold, Item, Repository, Subject
from roadmap_sync.reconcile.rows import Row

HEADERS = ("repo", "repository")
WHERE = re.compile(r"(?:https?://[^/\s]+/)?([A-Za-z0-9][\w-]*)/([\w.-]+?)(?:\.git)?/?")


def elsewhere(rows: Iterable[Row], here: Repository) -> dict[tuple[str, str], str]:
    """The repositories that rows name and that are not ``here``, by the row's key. A bare name counts
    where another row names this repository in the same way; else it may be anything."""
    said = {row.key: found for row in rows if (found := _said(row.item))}
    bare = any(value.casefold() == here.name.casefold() for value in said.values())
    return {key: value for key, value in said.items() if _other(value, here, bare=bare)}


def _said(item: Item) -> str:
    found = (value for name, value in item.extra if name.strip().casefold() in HEADERS)
    return next(found, "").strip().strip("`")


def _other(value: str, here: Repository, *, bare: bool) -> bool:
    found = WHERE.fullmatch(value)
    if found is not None:
        return (found[1].casefold(), found[2].casefold()) != (here.owner.casefold(), here.name.casefold())
    return bare and re.fullmatch(r"[\w.-]+", value) is not None and value.casefold() != here.name.casefold()


def hold(row: Row, where: str) -> Hold:
    """What is said of a row of another repository."""
    subject = Subject("issue", row.item.key, row.doc)
    why = f"its row names the repository {where}; issues are made in the document's own repository alone"
    return Hold("drift", subject, "issue", row.item.title, None, why, place=row.item.place)
