"""What GitHub tells late: the counters of links, and new issues in search; late by a number of requests."""

from dataclasses import dataclass, field
from typing import Any

Key = tuple[str, int]


@dataclass(slots=True)
class Lagging:
    """How many further requests see the old counters, and no new issue in search; both are 0 at first."""

    counters: int = 0
    search: int = 0
    _old: dict[Key, tuple[Any, int]] = field(default_factory=dict)
    _young: dict[int, int] = field(default_factory=dict)

    def counted(self, kind: str, issue: int, before: object) -> None:
        """Counters of an issue are about to change; what they were is told for a while."""
        if self.counters:
            self._old.setdefault((kind, issue), (before, self.counters + 1))

    def told(self, kind: str, issue: int, now: Any) -> Any:
        """The counters as they are told."""
        before, _ = self._old.get((kind, issue), (now, 0))
        return before

    def made(self, issue: int) -> None:
        """There is a new issue."""
        if self.search:
            self._young[issue] = self.search + 1

    def indexed(self, issue: int) -> bool:
        """Whether search knows an issue."""
        return issue not in self._young

    def age(self) -> None:
        """One more request has come."""
        self._old = {key: (before, left - 1) for key, (before, left) in self._old.items() if left > 1}
        self._young = {issue: left - 1 for issue, left in self._young.items() if left > 1}
