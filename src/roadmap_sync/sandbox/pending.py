"""What happened and may make a workflow act: kept until the request is answered, as GitHub acts after us."""

from collections import deque
from dataclasses import dataclass, field

OPENED, CLOSED, REOPENED, ADDED, MOVED, NESTED = "opened", "closed", "reopened", "added", "moved", "nested"


@dataclass(slots=True)
class Happening:
    """What happened to an issue (ADDED, MOVED: to an item); `wait` more requests come before its turn."""

    kind: str
    subject: int
    wait: int


@dataclass(slots=True)
class Pending:
    """Happenings in their order; `lag` is how many further requests are answered before workflows see one."""

    lag: int = 0
    _queue: deque[Happening] = field(default_factory=deque)

    def add(self, kind: str, subject: int) -> None:
        """Something happened."""
        self._queue.append(Happening(kind, subject, self.lag))

    def waiting(self) -> list[Happening]:
        """All that no workflow has seen yet."""
        return list(self._queue)

    def due(self) -> list[Happening]:
        """Those whose turn has come; the others are one request nearer."""
        ready = [one for one in self._queue if one.wait <= 0]
        self._queue = deque(one for one in self._queue if one.wait > 0)
        for one in self._queue:
            one.wait -= 1
        return ready
