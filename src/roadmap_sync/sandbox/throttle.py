"""The secondary limits: content creations and points in the last minute and hour, off until they are set."""

from collections import deque
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta

from roadmap_sync.sandbox.clock import Clock

GITHUB = {
    "content_per_minute": 80, "content_per_hour": 500, "rest_points": 900, "graphql_points": 2000,
}  # fmt: skip
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Ceilings:
    """The most there may be; None is no limit. Points are per minute: a read 1, a write 5."""

    content_per_minute: int | None = None
    content_per_hour: int | None = None
    rest_points: int | None = None
    graphql_points: int | None = None


@dataclass(slots=True)
class Throttle:
    """What was counted, for all tokens together."""

    clock: Clock
    ceilings: Ceilings = field(default_factory=Ceilings)
    _created: deque[datetime] = field(default_factory=deque)
    _points: dict[str, deque[tuple[datetime, int]]] = field(default_factory=dict)

    def set(self, changed: dict[str, int | None]) -> dict[str, int | None]:
        """Change ceilings and forget what was counted; the ceilings as they are now."""
        self.ceilings = replace(self.ceilings, **changed)
        self._created.clear()
        self._points.clear()
        return asdict(self.ceilings)

    def content_is_full(self) -> bool:
        """Whether one more creation is too many."""
        now = self.clock.now()
        while self._created and self._created[0] <= now - _HOUR:
            self._created.popleft()
        minute = sum(at > now - _MINUTE for at in self._created)
        return _full(minute, self.ceilings.content_per_minute) or _full(
            len(self._created), self.ceilings.content_per_hour
        )

    def created(self) -> None:
        """Count a creation."""
        if self.ceilings.content_per_minute is not None or self.ceilings.content_per_hour is not None:
            self._created.append(self.clock.now())

    def spend(self, door: str, points: int) -> bool:
        """Count the points of a request, unless they are too many; whether they were not."""
        ceiling = self.ceilings.graphql_points if door == "graphql" else self.ceilings.rest_points
        if ceiling is None:
            return True
        now, spent = self.clock.now(), self._points.setdefault(door, deque())
        while spent and spent[0][0] <= now - _MINUTE:
            spent.popleft()
        if sum(cost for _, cost in spent) + points > ceiling:
            return False
        spent.append((now, points))
        return True


def _full(count: int, ceiling: int | None) -> bool:
    return ceiling is not None and count >= ceiling
