"""`make fuzz`: any bytes at all give a result or an expected error, never a traceback.

usage: python -m tests.fuzz [SECONDS] [SEED]    a crash prints its bytes for the table in test_crashers.py
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from roadmap_sync import document
from roadmap_sync.config import Config
from roadmap_sync.errors import OurMistake, Stop
from roadmap_sync.model import Write

ROOT = Path(__file__).resolve().parents[1]
PIECES = (
    b"# Roadmap\n\n", b"## Q1 2027\n", b"## \xe2\x9c\x85 Done\n", b"| # | Title | Status |\n|---|---|---|\n",
    b"| 1 | a | Done |\n", b"- [x] done\n", b"- [ ] open\n", b"  - nested\n", b"* **Bold:** text\n",
    b"```yaml\na:\n  status: done\n  target: Q1\n```\n", b"```\n", b"---\n", b"---\nroadmap: {}\n---\n",
    b"**Status:** Planned\n", b"<!-- roadmap-sync:dashboard -->\n", b"<!-- /roadmap-sync:dashboard -->\n",
    b"<!-- roadmap-sync: ignore -->\n", b"> quote\n", b"\r\n", b"\r", b"\n", b"\x0c", b"\xe2\x80\xa8", b"\t",
    b"\xef\xbb\xbf", b"\x00", b"\xff", b"|", b"\\|", b"`a|b`", b"~~x~~", b"[#1](http://127.0.0.1/o/r/issues/1)",
    b"\xc3\xa2\xc5\x93\xe2\x80\xa6 Completed", b"\xf0\x9f\x94\xb4", b"Details\n-------\n", b"1. one\n", b"*",
    b"<details><summary>x</summary>\n", b"<table>\n<tr><th>Title</th><th>Status</th></tr>\n", b"<tr><td>",
    b"</td><td rowspan=2>Done</td></tr>\n", b"</table>\n", b"<a href='http://127.0.0.1/o/r/issues/2'>x</a>",
    b"[a]: http://x\n", b"&amp;", b"2027-13-45", b"v1.2.0", b"@me",
)  # fmt: skip


def main() -> int:
    """Fuzz for a while; 1 when anything crashed."""
    seconds = float(sys.argv[1]) if sys.argv[1:] else 60.0
    seed = int(sys.argv[2]) if sys.argv[2:] else random.randrange(10**9)
    chance, end, tried, crashed = random.Random(seed), time.monotonic() + seconds, 0, 0
    samples = [file.read_bytes() for file in (ROOT / "examples").glob("*.md")]
    while time.monotonic() < end:
        data = invented(chance) if chance.random() < 0.7 else bent(chance, chance.choice(samples))
        tried += 1
        try:
            survive(data, chance)
        except Exception as error:
            crashed += 1
            print(f"{type(error).__name__}: {error}\n  {data!r}", flush=True)
    print(f"{tried} documents, {crashed} crashes (seed {seed})")
    return 1 if crashed else 0


def survive(data: bytes, chance: random.Random) -> None:
    """Read ``data`` and write into some of its slots. Raises what is a bug."""
    try:
        found = document.read(data, "fuzz.md", Config())
    except Stop:
        return
    slots = [slot for item in found.items for slot in item.slots if slot.words]
    chosen = chance.sample(slots, min(len(slots), 3))
    writes = [Write(slot, chance.choice(sorted(slot.words))) for slot in chosen]
    try:
        document.write(found, writes, Config())
    except OurMistake:
        return  # nothing is saved then


def invented(chance: random.Random) -> bytes:
    return b"".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 40)))


def bent(chance: random.Random, sample: bytes) -> bytes:
    """A document with some bytes cut out, doubled or changed."""
    data = bytearray(sample)
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(data) + 1)
        piece = chance.choice([chance.choice(PIECES), bytes([chance.randrange(256)]), b""])
        data[at : at + chance.choice([0, 0, 1, 5, 40])] = piece
    return bytes(data)


if __name__ == "__main__":
    sys.exit(main())
