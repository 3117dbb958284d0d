"""Findings as JSON, and from that JSON as lines for people and as GitHub's workflow commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from roadmap_sync.model import Finding, Json
from roadmap_sync.report.commands import MOST, command, plain
from roadmap_sync.report.terminal import visible

SCHEMA_VERSION = 1
LEVELS = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding and how much it matters: ``error``, ``warning`` or ``notice``."""

    severity: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of one document, in its order."""

    path: str
    encoding: str
    findings: tuple[Noted, ...]


def to_json(checked: Sequence[Checked], *, code: int) -> dict[str, Json]:
    """The stable form; ``code``: the exit code to be."""
    levels = [noted.severity for one in checked for noted in one.findings]
    return {
        "schema_version": SCHEMA_VERSION,
        "documents": [_document(one) for one in checked],
        "counts": {level: levels.count(level) for level in LEVELS},
        "exit_code": code,
    }


def _document(one: Checked) -> Json:
    return {
        "path": one.path,
        "encoding": one.encoding,
        "findings": [_finding(noted) for noted in one.findings],
    }


def _finding(noted: Noted) -> Json:
    return {
        "line": noted.finding.line,
        "column": noted.finding.column,
        "severity": noted.severity,
        "code": noted.finding.code,
        "message": noted.finding.message,
    }


# ── text ─────────────────────────────────────────────────────────────────────────────────────


def text_lines(shown: dict[str, Any]) -> Iterator[str]:
    """What ``to_json`` made, for people: one line for each finding, then a line that counts them."""
    yield from (visible(_line(path, one)) for path, one in _each(shown))
    yield summary(shown)


def summary(shown: dict[str, Any]) -> str:
    """How much was found in how many documents."""
    told = [_count(shown["counts"][level], level) for level in LEVELS if shown["counts"][level]]
    return f"{_count(len(shown['documents']), 'document')}: {', '.join(told) or 'nothing found'}"


def _each(shown: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((one["path"], finding) for one in shown["documents"] for finding in one["findings"])


def _line(path: str, finding: dict[str, Any]) -> str:
    return f"{path}:{finding['line']}:{finding['column']}: {finding['message']} [{finding['code']}]"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


# ── GitHub's workflow commands ───────────────────────────────────────────────────────────────


def github_lines(shown: dict[str, Any]) -> Iterator[str]:
    """The total, an annotation for the first findings of each level, and a plain line for any other."""
    yield summary(shown)
    left = dict.fromkeys(LEVELS, MOST)
    rest = []
    for path, finding in _each(shown):
        left[finding["severity"]] -= 1
        if left[finding["severity"]] < 0:
            rest.append(plain(_line(path, finding)))
        else:
            yield _command(path, finding)
    yield from rest


def _command(path: str, finding: dict[str, Any]) -> str:
    line, column = finding["line"], finding["column"]
    return command(
        finding["severity"], finding["message"], file=path, line=line, col=column, title=finding["code"]
    )
