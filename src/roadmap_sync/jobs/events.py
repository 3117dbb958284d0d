"""What set a workflow off, and whether there is anything to do for it: pure, and before the first request."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from roadmap_sync import marker
from roadmap_sync.jobs.landing import TRAILER

ACTIONS = "github-actions[bot]"
"""The account of a workflow's own token (GitHub documentation, "Automatic token authentication")."""
_TRAILERS = re.compile(rf"(?:\n|\A){TRAILER}: [0-9a-f]{{12,64}}\s*\Z")
_MERGED = re.compile(r"\AMerge |\(#\d+\)\s*\Z")
_PULLS = ("pull_request", "pull_request_target")


@dataclass(frozen=True, slots=True)
class Event:
    """``name`` as GITHUB_EVENT_NAME has it; ``payload``: the webhook's, empty where there is none."""

    name: str
    payload: Mapping[str, Any]

    @property
    def pull(self) -> int | None:
        """The number of the pull request that the event is about."""
        return self._of("pull_request", "number") if self.name in _PULLS else None

    @property
    def sender(self) -> str:
        return str(self._of("sender", "login") or "")

    def _of(self, name: str, key: str) -> Any:
        return (self.payload.get(name) or {}).get(key)

    def subject(self) -> Mapping[str, Any]:
        """The issue or milestone that the event is about."""
        return self.payload.get("issue" if self.name == "issues" else self.name) or {}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before anything was asked: ``accounts``: logins that are this workflow's own; ``label``:
    ours; ``texts``: the documents as they are checked out, empty where none is."""

    accounts: Collection[str]
    label: str
    texts: tuple[str, ...] = ()


def idle(event: Event, known: Known) -> str:
    """Why there is nothing to do for this event; empty where there may be."""
    if event.name == "push":
        return _own_commit(event)
    if event.name not in ("issues", "milestone"):
        return ""
    if event.sender.casefold() in {name.casefold() for name in known.accounts}:
        return f"{event.sender} did this, which is this workflow itself"
    if event.name == "issues" and not _concerns(event, known):
        number = event.subject().get("number")
        return f"issue #{number} has no label {known.label}, no marker, and no document links it"
    return ""


def _own_commit(event: Event) -> str:
    """A commit that a run made directly ends in its trailer; one that came by a pull request says so."""
    message = str(event._of("head_commit", "message") or "")
    headline = message.partition("\n")[0]
    ours = _TRAILERS.search(message) and not _MERGED.search(headline)
    return "this push is the commit that the last run made" if ours else ""


def _concerns(event: Event, known: Known) -> bool:
    issue = event.subject()
    label = event._of("label", "name")
    names = [str(one.get("name", "")) for one in issue.get("labels") or ()]
    named = {name.casefold() for name in [*names, *([str(label)] if label else [])]}
    marked = marker.read(str(issue.get("body") or "")) != marker.NOTHING
    linked = not known.texts or _linked(issue.get("number"), known.texts)
    return known.label.casefold() in named or marked or linked


def _linked(number: object, texts: Iterable[str]) -> bool:
    """Whether any text speaks of an issue of that number; one too many does no harm."""
    link = re.compile(rf"(?:#|GH-|/issues/){number}(?!\d)", re.IGNORECASE)
    return any(link.search(text) for text in texts)
