"""Start-up, time per item and memory, as medians of whole processes; run it with `make bench`.

Figures depend on the machine, so nothing is asserted here; compare two runs on the same machine.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
PARSE = """
import sys, pyromark
from pyromark import Options
options = Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS
for _ in pyromark.events_with_range(open(sys.argv[1], encoding="utf-8").read(), options=options): pass
"""


def main() -> None:
    """Print one line a figure."""
    tool = [sys.executable, "-m", "roadmap_sync"]
    nothing = figure("python -c pass", [sys.executable, "-c", "pass"])
    figure("roadmap-sync --help", [*tool, "--help"], against=nothing)
    with tempfile.TemporaryDirectory() as folder:
        for rows in (1_000, 10_000):
            for kind, text in (("table rows", table(rows)), ("list items", bullets(rows))):
                file = Path(folder) / f"{kind}-{rows}.md"
                file.write_text(text, encoding="utf-8")
                parse = figure(f"parser alone, {rows:,} {kind}", [sys.executable, "-c", PARSE, str(file)])
                show = [*tool, "show", "--format", "json", str(file)]
                figure(f"show, {rows:,} {kind}", show, against=parse, items=rows)


def figure(name: str, command: list[str], *, against: float = 0.0, items: int = 0) -> float:
    """Run a command several times; print its median wall time and peak memory; the median in seconds."""
    walls, peaks = zip(*(once(command) for _ in range(RUNS)), strict=True)
    wall = statistics.median(walls)
    ratio = f"{wall / against:6.1f} ×" if against else " " * 8
    each = f"{wall / items * 1e6:8.0f} µs an item" if items else ""
    print(f"{name:<36}{wall:8.3f} s {ratio} {max(peaks) / 1024:8.0f} MiB {each}", flush=True)
    return wall


def once(command: list[str]) -> tuple[float, float]:
    """One run: wall time in seconds, and its own peak of resident memory in KiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed with exit code {process.returncode}")
    return wall, float(usage.ru_maxrss)


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


if __name__ == "__main__":
    main()
