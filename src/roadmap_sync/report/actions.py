"""A plan and its outcomes for GitHub Actions: annotations, step summary, comment and outputs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from roadmap_sync.report import markdown

Shown = dict[str, Any]


def commands(shown: Shown) -> Iterator[str]:
    """Workflow commands for what needs a person."""
    return iter(())


def summary(shown: Shown) -> str:
    """The step summary."""
    return markdown.render(shown)


def comment(shown: Shown) -> str:
    """The comment on a pull request."""
    return markdown.render(shown)


def outputs(shown: Shown) -> dict[str, str]:
    """The outputs of the step but the plan itself."""
    return {"digest": shown["digest"]}
