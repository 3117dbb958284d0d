"""One session with one repository: counted, paced, repeated only where repeating is harmless."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from roadmap_sync.errors import OutOfTime, ServerFailed, ServerUnreachable, UsageFault
from roadmap_sync.github import replies
from roadmap_sync.github.pace import Pace, Record, pace_for
from roadmap_sync.github.queries import filled
from roadmap_sync.github.replies import Answer, Faltered, Limited, Lost, NotSent, Reply, TooMuch
from roadmap_sync.github.wire import Wire

if TYPE_CHECKING:
    from tenacity import RetryCallState

    from github import Auth

T = TypeVar("T")
Progress = Callable[[str], None]
TRIES, HALVINGS = 3, 5
"""How often a read is sent before its failure is believed; more often while it is made smaller each time."""
WAIT = timedelta(minutes=5)
"""How long a run waits for GitHub's limits, all in all, unless told otherwise."""
PAGE, SMALLEST = 100, 10
"""Entries of a page: GitHub's maximum, and where halving stops."""


class Line(Protocol):
    """What a session sends over."""

    api_url: str

    def rest(self, method: str, path: str, payload: Any = None) -> Answer: ...
    def graphql(self, document: str, variables: dict[str, Any]) -> Answer: ...
    def close(self) -> None: ...


def silent(_: str) -> None:
    """Progress that nobody watches."""


def open_session(
    api_url: str,
    credential: str | Auth.Auth,
    repository: str,
    *,
    pace: Pace | None = None,
    wait: timedelta = WAIT,
    progress: Progress = silent,
) -> Session:
    """A session with ``repository`` (``owner/name``) on the server at ``api_url``; sends nothing yet.

    ``credential``: a token, or what gives one. ``pace``: ``None`` for the one that suits the host. ``wait``:
    what the run may spend on waiting for limits. ``progress`` is told of every longer wait. Raises UsageFault
    for a name that is not ``owner/name``."""
    return Session(
        Wire(api_url, credential), repository, pace=pace or pace_for(api_url), wait=wait, progress=progress
    )


class Session(AbstractContextManager["Session"]):
    """Requests to one repository. Not for more than one thread.

    ``requests``: how many were sent, ``read`` and ``write``. ``page``: entries asked for at a time; halved
    when the server finds a question too large. ``wrote``: whether GitHub has accepted a write of this
    session. ``kin``: what else is asked for, by the comment it takes the place of, and ``given``: values for
    the variables that it uses."""

    def __init__(
        self,
        line: Line,
        repository: str,
        *,
        pace: Pace,
        wait: timedelta = WAIT,
        progress: Progress = silent,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.owner, slash, self.name = repository.partition("/")
        if not (self.owner and slash and self.name) or "/" in self.name:
            raise UsageFault(f"{repository!r} is not of the form owner/name", todo="set GITHUB_REPOSITORY")
        self.pace, self.progress = pace, progress
        self.requests = {"read": 0, "write": 0}
        self.page = PAGE
        self.wrote = False
        self.kin: Mapping[str, str] = {}
        self.given: Mapping[str, Any] = {}
        self._line, self._clock, self._sleep = line, clock, sleep
        self._wait, self._record = wait.total_seconds(), Record(pace)

    def __exit__(self, *_: object) -> None:
        self._line.close()

    def at(self, repository: str) -> Session:
        """A session with another repository (``owner/name``) over the same line: requests, pace and waiting
        are counted together."""
        other = Session(
            self._line,
            repository,
            pace=self.pace,
            wait=timedelta(seconds=self._wait),
            progress=self.progress,
            clock=self._clock,
            sleep=self._sleep,
        )
        other.requests, other._record = self.requests, self._record
        return other

    @property
    def repository(self) -> str:
        """``owner/name``, as it was given."""
        return f"{self.owner}/{self.name}"

    @property
    def api_url(self) -> str:
        """The API's address."""
        return self._line.api_url

    @property
    def where(self) -> str:
        """The repository's address in the API, for messages."""
        return f"{self._line.api_url}/repos/{self.owner}/{self.name}"

    @property
    def path(self) -> str:
        """The repository's REST path."""
        return f"/repos/{self.owner}/{self.name}"

    def graphql(
        self, document: str, variables: dict[str, Any] | None = None, *, write: bool = False, creates: int = 0
    ) -> Reply:
        """Ask, or with ``write`` change something. ``creates``: how many pieces of content that makes.

        A document that takes ``$size`` is given the size of a page. Faults of single fields are in the
        reply; raises a Stop for the rest: Lost where a write's answer did not come, OutOfTime where the wait
        is too long."""

        def send() -> Reply:
            asked = filled(document, self.kin)
            own = {"size": self.page, **self.given}
            more = {name: value for name, value in own.items() if f"${name}:" in asked}
            answer = self._line.graphql(asked, {**(variables or {}), **more})
            return replies.read_graphql(answer, now=self._clock(), where=self.where)

        return self._written(send, creates) if write else self._asked(send)

    def rest(self, method: str, path: str, payload: Any = None, *, creates: int = 0) -> Any:
        """One REST request; ``path`` is below the API's address. Raises as ``graphql`` does, and Rejected."""

        def send() -> Any:
            answer = self._line.rest(method, path, payload)
            return replies.read_rest(answer, now=self._clock(), where=self.where)

        return self._asked(send) if method == "GET" else self._written(send, creates)

    def look(self, path: str) -> Answer:
        """The whole answer to a GET, a refusal too. Raises ServerUnreachable, and ServerFailed where there is
        none, though asked several times."""

        def send() -> Answer:
            answer = self._line.rest("GET", path)
            if answer.status >= 500:
                raise Faltered(f"GitHub answered {answer.status}")
            return answer

        return self._asked(send)

    def settle(self) -> None:
        """Wait until a write whose answer was lost has surely been done or not."""
        if self.pace.settle:
            self.progress(f"an answer was lost; looking again in {self.pace.settle:.0f} seconds")
            self._sleep(self.pace.settle)

    def _asked(self, send: Callable[[], T]) -> T:
        def once() -> T:
            self.requests["read"] += 1
            try:
                return send()
            except Faltered as fault:
                self._smaller(fault)
                raise

        try:
            return self._persist(once, (Limited, Faltered))
        except Faltered as fault:
            raise ServerFailed(
                f"no answer, though asked several times: {fault}", where=self.where, todo="run again"
            ) from fault

    def _written(self, send: Callable[[], T], creates: int) -> T:
        def once() -> T:
            self._hold_back(creates)
            self.requests["write"] += 1
            try:
                return send()
            finally:
                self._record.sent(self._clock(), creates)

        try:
            return self._persist(once, (Limited, NotSent))
        except Faltered as fault:
            raise Lost(f"no answer to a change: {fault}", where=self.where, todo="run again") from fault

    def _persist(self, once: Callable[[], T], harmless: tuple[type[Exception], ...]) -> T:
        """Repeat ``once`` after what may be repeated: limits as long as the budget lasts, the rest thrice."""
        from tenacity import Retrying, retry_if_exception_type

        retrying = Retrying(
            retry=retry_if_exception_type(harmless),
            stop=_enough,
            wait=self._delay,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(once)
        except NotSent as fault:
            todo = "check GITHUB_API_URL and the network"
            raise ServerUnreachable(f"no connection: {fault}", where=self._line.api_url, todo=todo) from fault

    def _delay(self, state: RetryCallState) -> float:
        """Seconds before the next try; a limit's are taken off the budget."""
        fault, growth = _error(state), 2.0 ** (state.attempt_number - 1)
        if not isinstance(fault, Limited):
            return self.pace.backoff * growth
        seconds = fault.seconds if fault.seconds is not None else 60.0 * growth
        self._spend(seconds, str(fault))
        return seconds

    def _hold_back(self, creates: int) -> None:
        """Keep the pace before a write."""
        if seconds := self._record.window(self._clock(), creates):
            self._spend(seconds, "GitHub's limit for new content is reached")
            self._sleep(seconds)
        if seconds := self._record.spacing(self._clock()):
            self._sleep(seconds)

    def _spend(self, seconds: float, why: str) -> None:
        why, until = why.rstrip("."), datetime.fromtimestamp(self._clock() + seconds, UTC)
        self._record.waited += seconds
        if self._record.waited > self._wait:
            all_in_all = _span(self._record.waited)
            raise OutOfTime(
                f"{why}; GitHub asks to wait {_span(seconds)}, which is more than this run may",
                where=self.where,
                todo=f"run again after {until:%H:%M} UTC, or allow it with --wait {all_in_all}",
            )
        self.progress(f"{why}; waiting until {until:%H:%M:%S} UTC")

    def _smaller(self, fault: Faltered) -> None:
        """A question that was too large, or that the server died of, is asked for half as much."""
        if isinstance(fault, TooMuch):
            self.page = max(SMALLEST, self.page // 2)


def _enough(state: RetryCallState) -> bool:
    """Limits are waited for as long as the budget lasts; anything else is tried a few times."""
    fault = _error(state)
    tries = HALVINGS if isinstance(fault, TooMuch) else TRIES
    return not isinstance(fault, Limited) and state.attempt_number >= tries


def _error(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def _span(seconds: float) -> str:
    return f"{ceil(seconds / 60)}m" if seconds >= 60 else f"{ceil(seconds)}s"
