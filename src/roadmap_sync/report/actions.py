"""A plan and its outcomes for GitHub Actions: log, annotations, step summary, comment and outputs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from roadmap_sync.report import markdown, terminal
from roadmap_sync.report.commands import MOST, command, plain

Shown = dict[str, Any]
COMMENT = 65_000
"""Characters of a comment; GitHub takes 65,536."""
SUMMARY = 900_000
"""Bytes of a step summary; GitHub shows none above 1 MiB."""


def log(shown: Shown) -> Iterator[str]:
    """The lines that people read, in which the runner finds no command, then the annotations."""
    lines = terminal.outcome_lines(shown) if shown["outcomes"] else terminal.plan_lines(shown)
    yield from map(plain, lines)
    yield from commands(shown)


# ── annotations ──────────────────────────────────────────────────────────────────────────────


def commands(shown: Shown) -> Iterator[str]:
    """The total, then an error for each of the first conflicts and a warning for each of the first failures,
    beside the lines they are about."""
    conflicts = [hold for hold in shown["holds"] if hold["kind"] == "conflict"]
    failed = [one for one in shown["outcomes"] if one["result"] != "done"]
    if not (conflicts or failed or shown["stopped"] or shown["refusal"]):
        return
    level = "error" if conflicts or shown["stopped"] or shown["refusal"] else "warning"
    yield command(level, _total(shown), title="roadmap-sync")
    yield from islice(map(_conflict, conflicts), MOST - 1)
    yield from islice(map(_failure, failed), MOST - 1)


def _total(shown: Shown) -> str:
    told = [markdown.counted(shown), shown["refusal"] or "", shown["stopped"] or ""]
    return "\n".join(part for part in told if part)


def _conflict(hold: Shown) -> str:
    place = hold["place"] or {}
    message = "\n".join(part for part in (_said(hold), hold["todo"]) if part)
    file = place.get("path") or hold["subject"]["document"]
    return command("error", message, file=file, line=place.get("line", 0), title=_named(hold))


def _said(hold: Shown) -> str:
    if hold["document"] is None and hold["github"] is None:
        return str(hold["why"])
    return f"{hold['why']}: {hold['github']!r} on GitHub, {hold['document']!r} in the document"


def _failure(outcome: Shown) -> str:
    return command("warning", f"{outcome['kind']}: {outcome['why']}", title=_named(outcome))


def _named(one: Shown) -> str:
    number = f" {terminal.numbered(one['subject'])}" if one["subject"].get("number") else ""
    return f"{one['subject']['name']}{number} {one['field']}".strip()


# ── summary and comment ──────────────────────────────────────────────────────────────────────


def summary(shown: Shown, last: str | None = None) -> str:
    """The step summary: what came of the run, every line, folded, and where the text went; cut where GitHub
    would show nothing at all. ``last``: when a run last went well, in ISO 8601."""
    page = "\n\n".join([_page(shown), *([f"Last successful run: {last}"] if last else [])])
    return _cut(page, lambda text: len(text.encode()) <= SUMMARY, shown)


def comment(shown: Shown) -> str:
    """The comment on a pull request, as long as GitHub takes."""
    return _cut(markdown.render(shown), lambda text: len(text) <= COMMENT, shown)


def _page(shown: Shown) -> str:
    return "\n\n".join([markdown.render(shown), *_landed(shown["landing"])])


def _landed(landing: Shown) -> Iterator[str]:
    """Where the new text is to be found. Addresses come from GitHub, reasons are shown as code."""
    if landing["how"] == "committed":
        yield f"Written back in [{landing['commit'][:12]}]({landing['url']})."
    elif landing["how"] == "proposed":
        yield f"Written back in pull request [#{landing['pull']}]({landing['url']})."
    elif landing["url"]:
        yield f"See <{landing['url']}>."
    if landing["why"]:
        yield markdown.code(landing["why"])


def _cut(text: str, fits: Any, shown: Shown) -> str:
    if fits(text):
        return text
    return f"{markdown.head(shown)}\n\nToo long to show here: see the log, or the output `plan-json`."


# ── outputs ──────────────────────────────────────────────────────────────────────────────────


def outputs(shown: Shown) -> dict[str, str]:
    """The outputs of the step but the plan itself: of what was done, or, where nothing was carried out, of
    what would be."""
    done = [one for one in shown["outcomes"] if one["result"] == "done"]
    counted = done if shown["outcomes"] else shown["changes"]
    landing = shown["landing"]
    return {
        "changed": "true" if done or landing["how"] in ("committed", "proposed", "pushed") else "false",
        "created": str(_count(counted, "create")),
        "updated": str(_count(counted, "update", "add", "remove", "reopen")),
        "closed": str(_count(counted, "close")),
        "held": str(sum(1 for hold in shown["holds"] if hold["kind"] == "conflict")),
        "digest": shown["digest"],
        "commit-sha": landing["commit"] or "",
        "pull-request-number": str(landing["pull"] or ""),
        "pull-request-url": (landing["url"] or "") if landing["pull"] else "",
    }


def _count(changes: list[Shown], *kinds: str) -> int:
    """How many issues changes of these kinds are about."""
    issues = (one["subject"] for one in changes if one["kind"] in kinds)
    return len({(one["document"], one["name"]) for one in issues if one["kind"] == "issue"})
