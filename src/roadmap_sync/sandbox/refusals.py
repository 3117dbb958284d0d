"""What GitHub says no with, whichever door was used; REST and GraphQL each put it in their own words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One invalid field: REST's `errors[]` entry, and `sentence` as GraphQL says it."""

    resource: str
    field: str
    code: str
    sentence: str
    message: str | None = None
    value: str | int | None = None


class Refusal(Exception):
    """The request is refused; nothing was changed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Missing(Refusal):
    """There is no such thing, or this account may not know of it."""

    def __init__(self, message: str = "Not Found") -> None:
        super().__init__(message)


class Forbidden(Refusal):
    """The account lacks the right."""


class Unauthenticated(Refusal):
    """There is no token, or it is not valid."""


class Disabled(Refusal):
    """Issues are switched off for the repository."""


class Gone(Refusal):
    """There was such a thing once."""


class Moved(Refusal):
    """The repository has another name now; `url` is where the request would have been answered."""

    def __init__(self, url: str) -> None:
        super().__init__("Moved Permanently")
        self.url = url


class Stale(Refusal):
    """Somebody else was faster: a blob or a branch is not what the request expected."""


class Refused(Refusal):
    """A rule of the repository is against it."""


class Unmergeable(Refused):
    """A pull request cannot be merged."""


class Invalid(Refusal):
    """The request was understood and its values do not fit."""

    def __init__(self, *faults: Fault, message: str = "Validation Failed") -> None:
        super().__init__(message)
        self.faults = faults

    @property
    def sentence(self) -> str:
        """The reasons in one line."""
        return ", ".join(fault.sentence for fault in self.faults) or self.message


def too_long(resource: str, field: str, text: str | None, limit: int) -> list[Fault]:
    """The fault of a text over its limit in characters, if it is."""
    if text is None or len(text) <= limit:
        return []
    reason = f"is too long (maximum is {limit} characters)"
    return [Fault(resource, field, "custom", f"{field.capitalize()} {reason}", f"{field} {reason}")]
