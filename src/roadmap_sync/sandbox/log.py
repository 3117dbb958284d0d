"""Which requests came, in memory: for tests that count them and for the page."""

from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One request: `kind` is read or write, `cost` in points of its resource.

    operation and fields: the name and the root fields of a GraphQL operation, aliases resolved.
    """

    at: str
    method: str
    path: str
    kind: str
    status: int
    login: str | None
    operation: str | None
    fields: tuple[str, ...]
    cost: int


class Log:
    """The last 20,000 requests since the start or the last reset."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=_KEPT)

    def add(self, entry: Entry) -> None:
        """Remember a request."""
        self._entries.append(entry)

    def latest(self, most: int) -> list[Entry]:
        """The last ones, newest first."""
        return [entry for entry, _ in zip(reversed(self._entries), range(most), strict=False)]

    def clear(self) -> None:
        """Forget them all."""
        self._entries.clear()

    def summary(self) -> dict[str, Any]:
        """The counts and every request, oldest first, as JSON values."""
        kinds = [entry.kind for entry in self._entries]
        return {
            "read": kinds.count("read"),
            "write": kinds.count("write"),
            "requests": [asdict(entry) for entry in self._entries],
        }
