"""What checks and statuses say of a commit, in GraphQL: each, and what they come to."""

from collections import Counter
from typing import Any

from roadmap_sync.sandbox import checks, content, identifiers, people, repositories, statuses
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.checks import Check
from roadmap_sync.sandbox.content import Commit
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.rows import Account
from roadmap_sync.sandbox.statuses import Status

_FAILED = ("ACTION_REQUIRED", "CANCELLED", "FAILURE", "TIMED_OUT", "ERROR")
_FINE = ("SUCCESS", "NEUTRAL", "SKIPPED")


def rollup(commit: Commit | None, call: Call) -> Commit | None:
    """The commit itself, where something was said of it."""
    return commit if commit and _said(commit, call) else None


def _said(commit: Commit, call: Call) -> list[Check | Status]:
    return [*checks.of_commit(call.site.store, commit.repository, commit.oid), *_statuses(commit, call)]


def _statuses(commit: Commit, call: Call) -> list[Status]:
    return statuses.latest(statuses.of_commit(call.site.store, commit.repository, commit.oid))


def _word(one: Check | Status) -> str:
    if isinstance(one, Status):
        return one.state.upper()
    return (one.conclusion or one.status).upper()


def _state(commit: Commit, call: Call) -> str:
    words = {_word(one) for one in _said(commit, call)}
    if words & set(_FAILED):
        return "FAILURE"
    return "SUCCESS" if words <= set(_FINE) else "PENDING"


def _contexts(commit: Commit, call: Call, **cut: Any) -> connections.Connection:
    said = _said(commit, call)
    runs, told = ([_word(one) for one in said if isinstance(one, kind)] for kind in (Check, Status))
    return connections.over("contexts", said, **cut).having(
        checkRunCount=len(runs), checkRunCountsByState=_counted(runs),
        statusContextCount=len(told), statusContextCountsByState=_counted(told),
    )  # fmt: skip


def _counted(words: list[str]) -> list[dict[str, Any]]:
    return [{"state": word, "count": count} for word, count in Counter(words).items()]


def _status(commit: Commit, call: Call) -> Commit | None:
    return commit if _statuses(commit, call) else None


def _context(commit: Commit, call: Call, name: str) -> Status | None:
    return next((one for one in _statuses(commit, call) if one.context == name), None)


def _id(prefix: str) -> Any:
    return lambda it, call: identifiers.encode(prefix, it.repository.id, it.oid)


def _commit(one: Check | Status, call: Call) -> Commit | None:
    oid = one.oid if isinstance(one, Status) else one.head_oid
    return content.commit(call.site, repositories.by_id(call.site.store, one.repository_id), oid)


def _creator(one: Status, call: Call) -> Account:
    return people.by_id(call.site.store, one.creator_id)


def _path(run: Check, call: Call) -> str:
    home = repositories.by_id(call.site.store, run.repository_id)
    return f"{call.links.path(home)}/runs/{run.id}"


def _url(run: Check, call: Call) -> str:
    return call.links.web + _path(run, call)


def _not_required(one: object, call: Call, **_: Any) -> bool:
    return False


FIELDS: dict[str, Fields] = {
    "Commit": {"statusCheckRollup": rollup, "status": _status},
    "StatusCheckRollup": {
        "id": _id("SCR"), "commit": lambda it, call: it, "contexts": _contexts, "state": _state,
    },
    "Status": {
        "id": _id("S"), "commit": lambda it, call: it, "contexts": _statuses, "context": _context,
        "state": lambda it, call: statuses.combined(_statuses(it, call)).upper(),
    },
    "StatusContext": {
        "avatarUrl": lambda it, call, size=None: f"{call.links.web}/avatars/{_creator(it, call).login}",
        "commit": _commit, "creator": _creator, "isRequired": _not_required,
        "state": lambda it, call: it.state.upper(),
    },
    "CheckRun": {
        "checkSuite": lambda it, call: it,
        "conclusion": lambda it, call: it.conclusion.upper() if it.conclusion else None,
        "databaseId": lambda it, call: it.id,
        "isRequired": _not_required, "permalink": _url, "resourcePath": _path, "url": _url,
        "repository": lambda it, call: repositories.by_id(call.site.store, it.repository_id),
        "status": lambda it, call: it.status.upper(),
    },
    "CheckSuite": {
        "id": lambda it, call: identifiers.encode("CS", it.repository_id, it.id),
        "commit": _commit,
        "conclusion": lambda it, call: it.conclusion.upper() if it.conclusion else None,
        "databaseId": lambda it, call: it.id,
        "status": lambda it, call: it.status.upper(),
        "workflowRun": lambda it, call: None,
    },
}  # fmt: skip
