"""`make corpus`: every document through its whole life, and a table of what came of each."""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.corpus.matrix import Life, live

SHARED = Path(__file__).resolve().parents[3] / "shared"


def documents() -> list[Path]:
    """The seeds and the corpus, where they lie."""
    folders = (SHARED / "seeds", SHARED / "corpus/docs")
    return sorted(file for folder in folders for file in folder.glob("*") if file.suffix in (".txt", ".md"))


def one(file: Path) -> Life:
    """One document in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return live(file, Path(folder))


def main() -> int:
    """Print a line for each document and the totals; 1 when anything went wrong."""
    found = [
        file for file in documents() if not sys.argv[1:] or any(word in file.name for word in sys.argv[1:])
    ]
    if not found:
        print("there are no documents in ../shared: nothing to do")
        return 0
    print(f"{'document':<34}{'items':>6}{'rel.':>6}{'out':>5}{'flips':>6}{'texts':>6}{'drift':>6}{'held':>5}")
    with ProcessPoolExecutor() as workers:
        lives = []
        for life in workers.map(one, found):
            lives.append(life)
            print(row(life), flush=True)
    bad = [life for life in lives if life.faults]
    print(f"{len(lives)} documents, {sum(life.items for life in lives)} items, {len(bad)} with faults")
    return 1 if bad else 0


def row(life: Life) -> str:
    """One line of the table, and its faults below."""
    numbers = (life.items, life.releases, life.left_out, life.flipped, life.written, life.drift, life.held)
    widths = (6, 6, 5, 6, 6, 6, 5)
    line = f"{life.name[:33]:<34}" + "".join(f"{n:>{w}}" for n, w in zip(numbers, widths, strict=True))
    return "\n".join([line, *(f"    ! {fault}" for fault in life.faults[:5])])


if __name__ == "__main__":
    sys.exit(main())
