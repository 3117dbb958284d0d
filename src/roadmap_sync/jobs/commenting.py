"""The one comment on a pull request: written when there is something to say, then edited in place."""

from __future__ import annotations

from typing import Any

from roadmap_sync.errors import Stop, UsageFault
from roadmap_sync.github import publish
from roadmap_sync.github.session import Session
from roadmap_sync.jobs.events import Event
from roadmap_sync.report import actions

MARK = "<!-- roadmap-sync plan -->"


def from_fork(session: Session, event: Event, shown: dict[str, Any], login: str, *, when: str) -> list[str]:
    """Comment on the pull request whose run made the plan ``shown``: which one GitHub's own event says, and
    not the plan, since that comes from a fork."""
    run = event.payload.get("workflow_run") or {}
    head = run.get("head_repository") or {}
    owner, branch = (head.get("owner") or {}).get("login"), run.get("head_branch")
    if not (owner and branch and run.get("head_sha")):
        raise UsageFault("mode: comment belongs to the event workflow_run", todo="see docs/action.md")
    pull = publish.pull_of(session, owner, branch, run["head_sha"])
    if pull is None:
        return [
            f"no open pull request has {run['head_sha'][:12]} as its newest commit: nothing to comment on"
        ]
    return commented(session, pull, shown, login, when=when)


def commented(session: Session, pull: int, shown: dict[str, Any], login: str, *, when: str) -> list[str]:
    """Let the comment of ``login`` say what ``shown`` says; why it could not, where it could not.

    ``when``: never; always; changes: only while the plan changes or holds something, but a comment that is
    there is kept true."""
    if when == "never":
        return []
    try:
        _say(session, pull, f"{MARK}\n{actions.comment(shown)}", login, anyway=_worth(shown, when))
    except Stop as stop:
        return [f"no comment on #{pull}: {stop.what}"]
    return []


def _worth(shown: dict[str, Any], when: str) -> bool:
    return when == "always" or bool(shown["changes"] or shown["holds"])


def _say(session: Session, pull: int, body: str, login: str, *, anyway: bool) -> None:
    there = publish.comment_with(session, pull, MARK, login)
    if there is not None and there.body != body:
        publish.say_again(session, there, body)
    elif there is None and anyway:
        publish.say(session, pull, body)
