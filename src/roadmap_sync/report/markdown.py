"""A plan and its outcomes as Markdown, from their JSON: the counts first, the details folded."""

from __future__ import annotations

import re
from typing import Any

from roadmap_sync.report import terminal


def render(shown: dict[str, Any]) -> str:
    """A line that counts, then every line of the plan, and of what came of it, folded and fenced, so that no
    text in them is markup."""
    lines = [*terminal.plan_lines(shown), *(terminal.outcome_lines(shown) if shown["outcomes"] else ())]
    text = "\n".join(lines)
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`+", text))])
    block = f"{fence}text\n{text}\n{fence}"
    return (
        f"{head(shown)}\n\n<details><summary>plan {shown['digest'][:12]}</summary>\n\n{block}\n\n</details>"
    )


def head(shown: dict[str, Any]) -> str:
    """One line that counts."""
    return f"**roadmap-sync** {counted(shown)}"


def counted(shown: dict[str, Any]) -> str:
    """What was done, or what there is to do, in a line without markup."""
    return [*terminal.outcome_lines(shown)][-1] if shown["outcomes"] else terminal.summary(shown)


def code(text: str) -> str:
    """Any text as inline code in one line, so that nothing in it is markup."""
    line = " ".join(text.split())
    ticks = "`" * (1 + max([0, *(len(run) for run in re.findall(r"`+", line))]))
    return f"{ticks} {line} {ticks}"
