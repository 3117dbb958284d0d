"""How the time that something takes grows with its size."""

from __future__ import annotations

import time
from collections.abc import Callable

MANY, FEW = 800, 200
GROWTH = 12
"""How much longer four times as many rows may take: far from what a square would, with room for noise."""


def growth(work: Callable[[int], object]) -> float:
    """The processor time for many over that for few; of several runs of each the quickest counts."""

    def taken(some: int) -> float:
        start = time.process_time()
        work(some)
        return time.process_time() - start

    work(FEW)
    return min(taken(MANY) for _ in range(2)) / min(taken(FEW) for _ in range(3))
