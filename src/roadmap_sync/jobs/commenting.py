"""The one comment on a pull request: written when there is something to say, then edited in place."""

from __future__ import annotations

from typing import Any

from roadmap_sync.github import publish
from roadmap_sync.github.session import Session
from roadmap_sync.report import actions

MARK = "<!-- roadmap-sync plan -->"


def commented(session: Session, pull: int, shown: dict[str, Any], login: str, *, when: str) -> str:
    """Let the comment of ``login`` say what ``shown`` says; its address, empty where there is none.

    ``when``: never; always; changes: only while the plan changes or holds something, but a comment that is
    there is kept true."""
    if when == "never":
        return ""
    body = f"{MARK}\n{actions.comment(shown)}"
    there = publish.comment_with(session, pull, MARK, login)
    if there is not None:
        return there.url if there.body == body else publish.say_again(session, there, body)
    if when == "changes" and not (shown["changes"] or shown["holds"]):
        return ""
    return publish.say(session, pull, body)
