"""Every way people write roadmaps, line by line: measured on real documents, where they are at hand."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import fuzz
from tests.acceptance import calls
from tests.acceptance.conftest import SHARED
from tests.acceptance.desk import clean_environment
from tests.corpus.__main__ import documents
from tests.corpus.matrix import live, surroundings
from tests.corpus.matrix import run as run_here
from tests.growth import growth

needs_shared = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(), reason="the folder `shared` is not beside this repository"
)


def score(gold: str, docs: str, folder: Path) -> dict[str, float]:
    """What the scoring script says of `show` on a folder of documents. The script is handed what the command
    line printed, in the place of a command line that it would start once more for each document."""
    for wanted in (SHARED / gold).glob("*.json"):
        for doc in (SHARED / docs).glob(f"{wanted.stem}.*"):
            code, out, _ = calls.run(
                "show", "--format", "json", str(doc), cwd=folder, env=clean_environment()
            )
            if code == 0:
                (folder / f"{doc.name}.json").write_text(out, encoding="utf-8")
    printed = f"sh -c 'cat {folder}/$(basename \"$0\").json'"
    done = subprocess.run(
        [
            sys.executable,
            str(SHARED / "seeds/score.py"),
            "--command",
            printed,
            str(SHARED / gold),
            str(SHARED / docs),
        ],
        capture_output=True,
        text=True,
    )
    last = done.stdout.strip().split("\n")[-1]
    return {name: float(value) for name, value in re.findall(r"(\w+)=([\d.]+)", last)}


@needs_shared
def test_03_01_seeds(tmp_path: Path):
    found = score("seeds/gold", "seeds", tmp_path)
    assert found["failed"] == 0
    assert found["f1"] >= 0.95, found
    assert found["title"] >= 0.98, found
    assert found["status"] >= 0.97, found
    assert found["target"] >= 0.95, found


@needs_shared
def test_03_01_corpus(tmp_path: Path):
    found = score("corpus/gold", "corpus/docs", tmp_path)
    assert found["failed"] == 0
    assert found["f1"] >= 0.85, found
    assert found["status"] >= 0.93, found
    assert found["title"] >= 0.93, found
    assert found["target"] >= 0.85, found


def sample() -> list[Path]:
    """Every tenth document of the corpus, and the seeds."""
    found = documents()
    return [file for at, file in enumerate(found) if at % 10 == 0 or "seeds" in file.parts]


@needs_shared
@pytest.mark.parametrize("file", sample(), ids=lambda file: file.name[:40])
def test_03_02_life(file: Path, tmp_path: Path):
    """Synced, every status flipped by a colleague, synced again: nothing outside slots has changed."""
    assert live(file, tmp_path).faults == []


@needs_shared
def test_03_02_check_never_crashes(tmp_path: Path, github):
    with surroundings(tmp_path, github):
        for file in sample():
            code, _ = run_here("check", str(file))
            assert code in (0, 1, 4), file


def test_03_04_any_bytes():
    chance = random.Random(3)
    for _ in range(1500):
        fuzz.survive(fuzz.invented(chance), chance)


def test_03_05_linear():
    """Eight times the rows take about eight times as long, never the square of it."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
    import run as bench

    from roadmap_sync import document
    from roadmap_sync.config import Config

    for make in bench.KINDS.values():

        def read(rows: int, make: Callable[[int], str] = make) -> None:
            assert len(document.read(make(rows).encode(), "big.md", Config()).items) == rows

        assert growth(read, 100, 800) < 24, make.__name__
