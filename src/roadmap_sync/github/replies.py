"""What an answer means: pure decoding of status, headers and text into values or a way to stop."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from roadmap_sync.errors import NotPermitted, ServerFailed, ServerUnreachable, Stop

Node = dict[str, Any]
"""One JSON object of an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came over the wire; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def message(self) -> str:
        """What it says, in one line; an HTML page says what its text begins with."""
        try:
            body = json.loads(self.text)
        except ValueError:
            return " ".join(self.text.split())[:200]
        return str(body.get("message", "")) if isinstance(body, dict) else ""

    def json(self) -> Any:
        """Its JSON. Raises ValueError."""
        return json.loads(self.text)


@dataclass(frozen=True, slots=True)
class Fault:
    """One entry of a GraphQL answer's ``errors``."""

    kind: str
    path: tuple[str | int, ...]
    message: str


BESIDE = frozenset({"repository", "projectItems"})
"""Fields of what a mutation answers with that lead to others than what it changed."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A GraphQL answer: what was done or found, and what was not."""

    data: Node
    faults: tuple[Fault, ...] = ()

    def fault(self, alias: str) -> Fault | None:
        """The fault of one top-level alias."""
        return next(self._of(alias), None)

    def half_told(self, alias: str) -> bool:
        """Whether the alias was carried out, but what it answered is incomplete."""
        return any(len(fault.path) > 1 for fault in self._of(alias))

    def _of(self, alias: str) -> Iterator[Fault]:
        """The faults of an alias, but for those of what was asked beside it."""
        mine = (fault for fault in self.faults if fault.path[:1] == (alias,))
        return (fault for fault in mine if not BESIDE.intersection(map(str, fault.path[2:])))


class Limited(Exception):
    """A limit of GitHub's was met and nothing was done. ``seconds``: how long to wait, where it says so."""

    def __init__(self, message: str, seconds: float | None) -> None:
        super().__init__(message)
        self.seconds = seconds


class Faltered(Exception):
    """No proper answer; whether the request was carried out is unknown."""


class NotSent(Faltered):
    """The server could not be reached at all; the request was not carried out."""


class TooMuch(Faltered):
    """The question was too large to answer in the time that GitHub gives itself (10 seconds, documented)."""


class Lost(ServerFailed):
    """No answer to a write came back, so whether it was done is unknown."""


class Rejected(ServerFailed):
    """GitHub refused one request as it stands. ``codes``: those of its field errors."""

    def __init__(self, status: int, message: str, codes: tuple[str, ...], where: str) -> None:
        super().__init__(f"GitHub refused: {message} ({status})", where=where)
        self.status, self.message, self.codes = status, message, codes


class Misunderstood(ServerFailed):
    """The server does not know what was asked for: it is older than the question."""


class Forbidden(NotPermitted):
    """This token may not do what was asked."""


TOKEN = "set GH_TOKEN or GITHUB_TOKEN to a token that is valid for this server"
PROJECTS = (
    "it needs the scope `project` (classic token), or the organization permission Projects: read and write "
    "(fine-grained token or App); GITHUB_TOKEN of a workflow reaches no board: set ROADMAP_SYNC_PROJECT_TOKEN"
)
ACCESS = (
    "give the token access to the repository: Issues read and write, Contents read "
    "(a classic token: repo; in a workflow: permissions: issues: write)"
)
_LIMITS = (
    "rate limit",
    "abuse detection",
    "temporarily blocked from content creation",
    "submitted too quickly",
)
_LIMIT_KINDS = {"RATE_LIMITED", "RATE_LIMIT", "GRAPHQL_RATE_LIMIT"}
_UNKNOWN_FIELD = (
    "doesn't exist on type",
    "doesn't accept argument",
    "isn't a defined input type",
    "Cannot query field",
)


def read_rest(answer: Answer, *, now: float, where: str) -> Any:
    """The JSON of a REST answer. ``now`` in epoch seconds; ``where`` for messages.

    Raises Limited, Faltered, Rejected (404, 410, 422 …) or a Stop."""
    _raise_for_status(answer, now, where)
    if not answer.text:
        return None
    try:
        return json.loads(answer.text)
    except ValueError:
        raise _not_github(answer, where) from None


def read_graphql(answer: Answer, *, now: float, where: str) -> Reply:
    """A GraphQL answer with all its faults. Raises Limited, Faltered, TooMuch or a Stop."""
    if answer.status == 404:
        raise _not_github(answer, where)
    body = read_rest(answer, now=now, where=where)
    if not isinstance(body, dict) or not ("data" in body or "errors" in body):
        raise _not_github(answer, where)
    faults = tuple(_fault(error) for error in body.get("errors") or ())
    data: Node = body.get("data") or {}
    if faults and not any(value is not None for value in data.values()):
        _raise_for_nothing(answer, faults, now, where)
    if faults and not data:
        raise _misunderstood(faults, where)
    return Reply(data, faults)


def _raise_for_status(answer: Answer, now: float, where: str) -> None:
    message = answer.message
    if answer.status in (403, 429) and (answer.status == 429 or is_limit(answer.headers, message)):
        raise Limited(message, _seconds(answer.headers, now))
    if answer.status in (502, 504):
        raise TooMuch(f"GitHub answered {answer.status}")
    if answer.status >= 500:
        raise Faltered(f"GitHub answered {answer.status}{f': {message}' if message else ''}")
    if answer.status == 401:
        raise NotPermitted(
            f"GitHub does not accept this token ({message or 'Bad credentials'})", where=where, todo=TOKEN
        )
    if answer.status == 403:
        raise forbidden(message or "Forbidden", answer.headers, where)
    if answer.status >= 300:
        if not _is_json(answer):
            raise _not_github(answer, where)
        raise Rejected(answer.status, message, _codes(answer), where)


def is_limit(headers: Mapping[str, str], message: str) -> bool:
    """Whether a refusal is a rate limit: GitHub tells secondary limits by text only."""
    lowered = message.lower()
    return (
        "retry-after" in headers
        or headers.get("x-ratelimit-remaining") == "0"
        or any(sign in lowered for sign in _LIMITS)
    )


def _seconds(headers: Mapping[str, str], now: float) -> float | None:
    """How long GitHub asks to wait; ``None`` where it does not say ("Rate limits for the REST API")."""
    try:
        if "retry-after" in headers:
            return float(headers["retry-after"])
        if headers.get("x-ratelimit-remaining") == "0":
            return max(1.0, float(headers["x-ratelimit-reset"]) - now + 1)
    except (KeyError, ValueError):
        return None
    return None


def forbidden(message: str, headers: Mapping[str, str], where: str) -> Stop:
    """A refusal for want of permission, told by its kind, with what to do about it."""
    todo = remedy(message, headers)
    return Forbidden(f"GitHub does not allow it: {message}", where=where, todo=todo)


REMEDIES = {
    "saml": "authorise the token for the organisation's single sign-on",
    "archived": "unarchive the repository, or take it out of the run",
    "are disabled": "switch them on in the repository's settings",
    "ip allow list": "run from an address that the organisation allows",
    "ip address": "run from an address that the organisation allows",
}


def remedy(message: str, headers: Mapping[str, str] | None = None, *, board: bool = False) -> str:
    """What to do about a refusal, by its text and headers. ``board``: it was about one."""
    said = headers or {}
    lowered = message.lower()
    if "x-github-sso" in said:
        return REMEDIES["saml"]
    if known := next((todo for sign, todo in REMEDIES.items() if sign in lowered), ""):
        return known
    if needed := said.get("x-accepted-github-permissions"):
        return f"give the token the permission {needed}"
    return PROJECTS if board else ACCESS


def stop_for(fault: Fault, where: str) -> Stop:
    """The way to stop for one GraphQL fault that nobody expected."""
    if fault.kind in ("FORBIDDEN", "INSUFFICIENT_SCOPES") or "not accessible by" in fault.message:
        return forbidden(fault.message, {}, where)
    if fault.kind == "NOT_FOUND" and fault.path == ("repository",):
        return no_repository(where)
    return ServerFailed(f"GitHub answered with an error: {fault.message}", where=where)


def no_repository(where: str) -> Stop:
    """The repository is not there, or not for this token; GitHub does not say which."""
    todo = f"check GITHUB_REPOSITORY and GITHUB_API_URL, or {ACCESS}"
    return NotPermitted("there is no such repository, or this token cannot see it", where=where, todo=todo)


def _raise_for_nothing(answer: Answer, faults: tuple[Fault, ...], now: float, where: str) -> None:
    """Nothing was done or found at all: a limit, or too large a question?"""
    first = faults[0]
    if any(fault.kind in _LIMIT_KINDS for fault in faults) or any(
        sign in first.message.lower() for sign in _LIMITS
    ):
        raise Limited(first.message, _seconds(answer.headers, now))
    if any(fault.kind == "RESOURCE_LIMITS_EXCEEDED" for fault in faults):
        raise TooMuch(first.message)
    if first.message.startswith("Something went wrong while executing your query"):
        raise TooMuch(first.message)


def _misunderstood(faults: tuple[Fault, ...], where: str) -> Stop:
    message = "; ".join(dict.fromkeys(fault.message for fault in faults[:3]))
    if any(sign in message for sign in _UNKNOWN_FIELD):
        todo = (
            "this server is older than the questions asked; GitHub Enterprise Server 3.17 or later is needed"
        )
        return Misunderstood(f"GitHub does not know what was asked for: {message}", where=where, todo=todo)
    return stop_for(faults[0], where)


def _fault(error: Node) -> Fault:
    extensions = error.get("extensions") or {}
    kind = error.get("type") or extensions.get("code") or ""
    return Fault(str(kind).upper(), tuple(error.get("path") or ()), str(error.get("message", "")))


def _is_json(answer: Answer) -> bool:
    return answer.text.lstrip()[:1] in ("{", "[")


def _codes(answer: Answer) -> tuple[str, ...]:
    errors = json.loads(answer.text).get("errors") or ()
    return tuple(str(error.get("code", "")) for error in errors if isinstance(error, dict))


def _not_github(answer: Answer, where: str) -> Stop:
    return ServerUnreachable(
        f"the answer ({answer.status}) is not GitHub's: {answer.message[:80]!r}",
        where=where,
        todo="check GITHUB_API_URL, and whether a proxy answers in GitHub's place",
    )
