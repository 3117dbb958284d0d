"""What time it is here: the machine's, or the one a test has set."""

from datetime import UTC, datetime


class Clock:
    """A clock that can be stopped; times are UTC with second precision, as GitHub's are."""

    def __init__(self) -> None:
        self._set: datetime | None = None

    def set(self, moment: datetime | None) -> None:
        """Stop at a moment; None lets the machine's time run again."""
        self._set = moment

    def now(self) -> datetime:
        """The current second, aware."""
        return (self._set or datetime.now(UTC)).replace(microsecond=0)

    def stamp(self) -> str:
        """The current second as GitHub writes it, e.g. `2026-03-01T09:30:00Z`."""
        return stamp(self.now())


def stamp(moment: datetime) -> str:
    """A moment in GitHub's form."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str) -> datetime:
    """The moment a text in ISO 8601 names; without an offset it is UTC. Raises ValueError."""
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
