"""What a doctor found: as JSON, and from that JSON as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from roadmap_sync.report.terminal import visible

SCHEMA_VERSION = 1
STATE, NAME = 9, 15
"""Columns that the state and the name of a check are given."""


def to_json(
    checks: Iterable[Mapping[str, str]], requests: Mapping[str, int], *, repository: str, code: int
) -> dict[str, Any]:
    """The stable form: ``schema_version`` rises when a key changes its meaning."""
    return {
        "schema_version": SCHEMA_VERSION,
        "repository": repository,
        "checks": [dict(one) for one in checks],
        "requests": dict(requests),
        "exit_code": code,
    }


def text_lines(shown: Mapping[str, Any]) -> Iterator[str]:
    """A line for each check, one for its fix below it, and a line that counts."""
    for one in shown["checks"]:
        yield visible(f"{one['state']:<{STATE}}{one['name']:<{NAME}}{' '.join(one['said'].split())}")
        if one["todo"]:
            yield visible(f"{'':<{STATE + NAME}}→ {' '.join(one['todo'].split())}")
    states = [one["state"] for one in shown["checks"]]
    ok, warnings, failed = (states.count(state) for state in ("ok", "warning", "failed"))
    counts = f"{ok} ok, {warnings} warning{'' if warnings == 1 else 's'}, {failed} failed"
    yield f"{counts}; {shown['requests']['read']} reads, nothing written"
