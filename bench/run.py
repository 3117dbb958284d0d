"""Start-up, time per item and memory, as medians of whole processes; run it with `make bench`.

Tables, lists and headings are measured against pyromark, which parses them, YAML entries against PyYAML.

Figures depend on the machine, so nothing is asserted here; compare two runs on the same machine.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

RUNS = 5
TOOL = [sys.executable, "-m", "roadmap_sync"]
FEW, MANY = 1_000, 10_000
PARSE = """
import sys, pyromark
from pyromark import Options
options = Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS
for _ in pyromark.events_with_range(open(sys.argv[1], encoding="utf-8").read(), options=options): pass
"""
PARSE_YAML = """
import re, sys, yaml
for block in re.findall("```yaml\\n(.*?)```", open(sys.argv[1], encoding="utf-8").read(), re.DOTALL):
    list(yaml.compose_all(block, Loader=yaml.SafeLoader))
"""


def main() -> None:
    """Print one line a figure."""
    nothing = figure("python -c pass", [sys.executable, "-c", "pass"])
    figure("roadmap-sync --help", [*TOOL, "--help"], beside=nothing)
    with tempfile.TemporaryDirectory() as folder:
        small = show(Path(folder) / "small.md", table(3))
        started = figure("show, 3 table rows", small, beside=nothing)
        for kind, make in KINDS.items():
            grow(Path(folder), kind, make, nothing, started)


def grow(folder: Path, kind: str, make: Callable[[int], str], nothing: float, started: float) -> None:
    """The figures of documents of one kind, beyond the start-up of Python and of the tool: how many times the
    parser's own time `show` takes, and how that grows."""
    took = []
    for rows in (FEW, MANY):
        file = folder / f"{rows}.md"
        command = show(file, make(rows))
        script = PARSE_YAML if make is blocks else PARSE
        parse = figure(f"parser alone, {rows:,} {kind}", [sys.executable, "-c", script, str(file)]) - nothing
        took.append(figure(f"show, {rows:,} {kind}", command, items=rows) - started)
        print(f"    beyond start-up: {took[-1] / parse:.1f} × the parser's {parse:.3f} s", flush=True)
    print(f"    {MANY // FEW} × the {kind}: {took[1] / took[0]:.1f} × the time", flush=True)


def show(file: Path, text: str) -> list[str]:
    """The command that shows a document with this text."""
    file.write_text(text, encoding="utf-8")
    return [*TOOL, "show", "--format", "json", str(file)]


def figure(name: str, command: list[str], *, beside: float = 0.0, items: int = 0) -> float:
    """Run a command several times; print its median time and peak memory; the median in seconds."""
    times, peaks = zip(*(once(command) for _ in range(RUNS)), strict=True)
    taken = statistics.median(times)
    ratio = f"{taken / beside:6.1f} ×" if beside else " " * 8
    each = f"{taken / items * 1e6:8.0f} µs an item" if items else ""
    print(f"{name:<36}{taken:8.3f} s {ratio} {max(peaks) / 1024:8.0f} MiB {each}", flush=True)
    return taken


def once(command: list[str]) -> tuple[float, float]:
    """One run: its own time on a processor in seconds, which other work on the machine hardly changes, and
    its peak of resident memory in KiB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed with exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime, float(usage.ru_maxrss)


def table(rows: int) -> str:
    """A roadmap of one table."""
    head = "# Roadmap\n\n| # | Title | Area | Status | Target |\n|---|---|---|---|---|\n"
    state = ("✅ Done", "🚧 In progress", "📋 Planned")
    lines = (
        f"| {n} | Piece of work {n} | Core | {state[n % 3]} | Q{n % 4 + 1} 2027 |\n" for n in range(rows)
    )
    return head + "".join(lines)


def bullets(rows: int) -> str:
    """A roadmap of checklists under quarters."""
    parts = ["# Roadmap\n"]
    for n in range(rows):
        if n % 50 == 0:
            parts.append(f"\n## Q{n // 50 % 4 + 1} {2027 + n // 200}\n\n")
        parts.append(f"- [{'x' if n % 3 == 0 else ' '}] **Piece of work {n}**: what it is about\n")
    return "".join(parts)


def headings(rows: int) -> str:
    """A roadmap of headings with fields and prose, under quarters."""
    parts = ["# Roadmap\n"]
    state = ("Done", "In progress", "Planned")
    for n in range(rows):
        if n % 50 == 0:
            parts.append(f"\n## Q{n // 50 % 4 + 1} {2027 + n // 200}\n")
        parts.append(f"\n### Piece of work {n}\n\n**Status:** {state[n % 3]}\n**Priority:** P{n % 3}\n")
        parts.append("\nWhat it is about, in a line or two.\n")
    return "".join(parts)


def blocks(rows: int) -> str:
    """A roadmap of YAML blocks of fifty entries."""
    parts = ["# Roadmap\n"]
    state = ("done", "in_progress", "planned")
    for n in range(rows):
        if n % 50 == 0:
            parts.append(f"{'```' if n else ''}\n## Part {n // 50}\n\n```yaml\n")
        parts.append(f"piece_{n}:\n  status: {state[n % 3]}\n  target: Q{n % 4 + 1} 2027\n")
        parts.append("  description: What it is about\n")
    return "".join([*parts, "```\n"])


KINDS = {"table rows": table, "list items": bullets, "headings": headings, "YAML entries": blocks}
"""Every carrier of items: how a document of so many of them is made."""


if __name__ == "__main__":
    main()
