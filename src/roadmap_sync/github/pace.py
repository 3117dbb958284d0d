"""How politely a server is written to: a value for the rules, and a record of what was sent."""

from __future__ import annotations

import ipaddress
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit

MINUTE, HOUR = 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class Pace:
    """``spacing``: seconds between two writes. ``minute``, ``hour``: how many pieces of content may be
    created in any such stretch of time, ``None`` for any number. ``settle``: seconds until a write whose
    answer was lost has surely been done or not. ``backoff``: seconds before the first repeat of a read;
    doubled for each further one."""

    spacing: float
    minute: int | None
    hour: int | None
    settle: float
    backoff: float


GITHUB = Pace(spacing=1.0, minute=79, hour=499, settle=10.0, backoff=1.0)
"""One write a second, under 80 content creations a minute and 500 an hour, as GitHub's documentation asks
("Rate limits for the REST API", "Best practices"); GitHub gives up on a request after 10 seconds."""

UNHURRIED = Pace(spacing=0.0, minute=None, hour=None, settle=0.0, backoff=0.0)
"""No rules: for a server on this machine."""


def pace_for(api_url: str) -> Pace:
    """GitHub's pace for every host but this machine itself."""
    return UNHURRIED if is_loopback(urlsplit(api_url).hostname or "") else GITHUB


def is_loopback(host: str) -> bool:
    """Whether ``host`` names this machine: ``localhost``, a name below it, or a loopback address."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(slots=True)
class Record:
    """When writes were sent, in seconds of the session's clock; ``waited``: how long limits took so far."""

    pace: Pace
    last: float | None = None
    waited: float = 0.0
    created: deque[float] = field(default_factory=deque)

    def sent(self, now: float, creates: int) -> None:
        """A write that created ``creates`` pieces of content has just been answered."""
        self.last = now
        self.created.extend([now] * creates)
        while self.created and self.created[0] <= now - HOUR:
            self.created.popleft()

    def spacing(self, now: float) -> float:
        """Seconds until the next write may follow the last one."""
        return 0.0 if self.last is None else max(0.0, self.last + self.pace.spacing - now)

    def window(self, now: float, creates: int) -> float:
        """Seconds until ``creates`` more pieces of content fit under the limits."""
        waits = ((self.pace.minute, MINUTE), (self.pace.hour, HOUR))
        return max((self._until(now, creates, most, span) for most, span in waits), default=0.0)

    def _until(self, now: float, creates: int, most: int | None, span: float) -> float:
        if most is None or creates == 0:
            return 0.0
        recent = [moment for moment in self.created if moment > now - span]
        excess = len(recent) + creates - most
        return max(0.0, recent[min(excess, len(recent)) - 1] + span - now) if excess > 0 and recent else 0.0
