"""The ways to stop, each with its exit code, in one table."""

from __future__ import annotations

from collections.abc import Iterable

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_PENDING = 3
EXIT_PERSON = 4
EXIT_PARTIAL = 5
EXIT_INTERRUPTED = 130

PRECEDENCE = (EXIT_FAILED, EXIT_USAGE, EXIT_PARTIAL, EXIT_INTERRUPTED, EXIT_PERSON, EXIT_PENDING, EXIT_OK)
"""Of several reasons to stop, the first one in this order is the exit code."""


class Stop(Exception):
    """An expected failure: what is wrong, where (file:line:column or URL), and what to do next."""

    exit_code = EXIT_FAILED

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.todo = what, where, todo

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n  {self.todo}" if self.todo else head


class UnreadableDocument(Stop):
    """The bytes of a document cannot be understood, or the file cannot be read."""


class UnwritableDocument(Stop):
    """A document cannot be saved where it lies."""


class DocumentChanged(Stop):
    """Somebody saved the document between our reading and our writing."""

    exit_code = EXIT_PARTIAL


class OurMistake(Stop):
    """A check of our own work failed; nothing was saved."""


class ServerUnreachable(Stop):
    """No answer, or an answer that is not GitHub's."""


class ServerFailed(Stop):
    """GitHub answered, and its answer was a failure that trying again did not cure."""


class UsageFault(Stop):
    """The command line, the environment or the configuration is wrong."""

    exit_code = EXIT_USAGE


class NotPermitted(Stop):
    """Missing or bad token, no access, or no such repository as far as this token can see."""

    exit_code = EXIT_USAGE


class NeedsPerson(Stop):
    """Nothing is broken, but a person has to decide."""

    exit_code = EXIT_PERSON


class OutOfTime(Stop):
    """A limit of GitHub's asks for a longer wait than the budget allows."""

    exit_code = EXIT_PARTIAL


class Interrupted(Stop):
    """A person stopped the run; what was done until then was written back."""

    exit_code = EXIT_INTERRUPTED


def worst(codes: Iterable[int]) -> int:
    """The exit code of a run that met all of ``codes``; ``EXIT_OK`` for none."""
    return min(codes, key=PRECEDENCE.index, default=EXIT_OK)
