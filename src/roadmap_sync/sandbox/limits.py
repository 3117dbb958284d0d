"""The primary rate counters: a window of an hour (for search a minute) per token and resource, in memory."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from roadmap_sync.sandbox.clock import Clock

LIMITS = {"core": 5000, "graphql": 5000, "search": 30}
ANONYMOUS = 60
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(slots=True)
class Window:
    """What one token has used of one resource since the window began."""

    limit: int
    used: int
    reset: datetime

    @property
    def remaining(self) -> int:
        """What is left until the reset."""
        return self.limit - self.used


class Limits:
    """Counts; unless limits are set, a window that is used up begins anew, where GitHub answers 403."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._windows: dict[tuple[str | None, str], Window] = {}
        self._requests = 0
        self.ceilings: dict[str, int] = {}

    def window(self, token: str | None, resource: str) -> Window:
        """The running window of a token."""
        now, span = self._clock.now(), _MINUTE if resource == "search" else _HOUR
        found = self._windows.get((token, resource))
        if found is None or not now < found.reset <= now + span:
            limit = self.ceilings.get(resource, LIMITS[resource] if token else ANONYMOUS)
            found = self._windows[token, resource] = Window(limit, 0, now + span)
        return found

    def set(self, ceilings: dict[str, int]) -> None:
        """Refuse what goes beyond these, per resource; every window begins anew."""
        self.ceilings = ceilings
        self._windows.clear()

    def exhausted(self, token: str | None, resource: str) -> bool:
        """Whether a limit that was set is used up."""
        return resource in self.ceilings and self.window(token, resource).remaining <= 0

    def spend(self, token: str | None, resource: str, points: int) -> Window:
        """Count a request."""
        found = self.window(token, resource)
        if resource in self.ceilings:
            points = min(points, found.remaining)
        elif found.used + points > found.limit:
            del self._windows[token, resource]
            found = self.window(token, resource)
        found.used += points
        return found

    def request_id(self) -> str:
        """An id for the reply at hand, in the form of GitHub's."""
        self._requests += 1
        return f"5AB0:{self._requests:04X}:{self._requests * 7919:06X}:{self._requests * 104729:07X}"
