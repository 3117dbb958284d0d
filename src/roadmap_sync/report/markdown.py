"""A plan and its outcomes as Markdown, from their JSON: the counts first, the details folded."""

from __future__ import annotations

import re
from typing import Any

from roadmap_sync.report import terminal


def render(shown: dict[str, Any]) -> str:
    """A summary line and a folded block with every line, fenced so that no text in it is markup."""
    lines = list(terminal.outcome_lines(shown) if shown["outcomes"] else terminal.plan_lines(shown))
    text = "\n".join(lines)
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`+", text))])
    block = f"{fence}text\n{text}\n{fence}"
    return (
        f"{head(shown)}\n\n<details><summary>plan {shown['digest'][:12]}</summary>\n\n{block}\n\n</details>"
    )


def head(shown: dict[str, Any]) -> str:
    """One line that counts."""
    return f"**roadmap-sync** {terminal.summary(shown)}"


def code(text: str) -> str:
    """Any text as inline code in one line, so that nothing in it is markup."""
    line = " ".join(text.split())
    ticks = "`" * (1 + max([0, *(len(run) for run in re.findall(r"`+", line))]))
    return f"{ticks} {line} {ticks}"
