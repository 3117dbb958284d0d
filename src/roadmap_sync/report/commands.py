"""Workflow commands: lines by which a step tells GitHub Actions what to show beside a file.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions"""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 10
"""GitHub shows this many annotations of each level for a step
(github.com/actions/toolkit, docs/problem-matchers.md, "Limitations")."""


def command(level: str, message: str, *, file: str = "", line: int = 0, col: int = 0, title: str = "") -> str:
    """An annotation of ``level`` (error, warning, notice); what is empty or 0 is left out."""
    named = {"file": file, "line": line or "", "col": col or "", "title": title}
    given = ",".join(f"{name}={_property(str(value))}" for name, value in named.items() if value)
    return f"::{level}{f' {given}' if given else ''}::{_data(message)}"


def plain(line: str) -> str:
    """A line in which the runner finds no command, whatever people wrote."""
    one = " ".join(re.split(r"[\r\n]+", line))
    return re.sub(r":(?=:)|#(?=\[)", lambda found: f"{found[0]}\u200b", one)


def _data(text: str) -> str:
    return _escaped(text, "%\r\n")


def _property(text: str) -> str:
    return _escaped(text, "%\r\n:,")


def _escaped(text: str, special: Iterable[str]) -> str:
    return "".join(f"%{ord(char):02X}" if char in special else char for char in text)
