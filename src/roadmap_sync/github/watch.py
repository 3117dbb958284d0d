"""What issues came to be while a run made its own, by the looks that every new one brings along; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from roadmap_sync.github.queries import LOOK
from roadmap_sync.github.replies import Node


@dataclass(slots=True)
class Watch:
    """``bound``: issues with a higher number are younger than the observation. ``whole``: no issue can have
    slipped through between two looks."""

    bound: int
    whole: bool = True
    _young: dict[int, Node] = field(default_factory=dict)

    def see(self, made: int, newest: Sequence[Node | None]) -> None:
        """Take in the newest issues, as the answer that made the issue ``made`` shows them."""
        nodes = {node["number"]: node for node in newest if node}
        joins = len(newest) < LOOK or min(nodes, default=made) <= max(self._young, default=self.bound)
        self.whole = self.whole and joins and made in nodes and len(nodes) == len(newest)
        self._young |= {number: node for number, node in nodes.items() if number > self.bound}

    def seen(self) -> list[Node]:
        """The young issues, each as it was seen last."""
        return list(self._young.values())
