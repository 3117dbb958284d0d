"""How the time that something takes grows with its size; no test asserts seconds."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

MANY, FEW = 800, 200
GROWTH = 12
"""How much longer four times as many rows may take: far from what a square would, with room for noise."""


def growth(work: Callable[[int], object], few: int = FEW, many: int = MANY) -> float:
    """The processor time for many over that for few; of several runs of each the quickest counts."""
    work(few)
    return min(taken(work, many) for _ in range(2)) / min(taken(work, few) for _ in range(3))


def taken(work: Callable[[int], object], some: int) -> float:
    """Seconds of processor time, without those of collecting what other tests have left behind."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work(some)
        return time.process_time() - start
    finally:
        gc.enable()
