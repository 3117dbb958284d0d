"""Pull requests in GraphQL: their ends, their commits and how they were merged."""

from typing import Any

from roadmap_sync.sandbox import content, people
from roadmap_sync.sandbox import pulls as asked
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.content import Branch, Commit
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.graphql.everywhere import person, repository_of
from roadmap_sync.sandbox.graphql.writing import home
from roadmap_sync.sandbox.pulls import Merge
from roadmap_sync.sandbox.rows import Account, Issue


def state_of(pull: Issue, call: Call) -> str:
    """OPEN, CLOSED or MERGED."""
    return "MERGED" if asked.merge_of(call.site, pull) else pull.state.upper()


def _end(name: str) -> Any:
    def find(pull: Issue, call: Call) -> Branch | None:
        return content.ref(call.site, home(call, pull), getattr(pull, name) or "")

    return find


def _base_oid(pull: Issue, call: Call) -> str:
    return asked.tips(call.site, home(call, pull), pull)[0]


def _head_oid(pull: Issue, call: Call) -> str:
    return asked.tips(call.site, home(call, pull), pull)[1]


def _mergeable(pull: Issue, call: Call) -> str:
    return asked.mergeable(call.site, home(call, pull), pull)


def _done(pull: Issue, call: Call) -> Merge | None:
    return asked.merge_of(call.site, pull)


def _merged_at(pull: Issue, call: Call) -> str | None:
    done = _done(pull, call)
    return done.merged_at if done else None


def _merged_by(pull: Issue, call: Call) -> Account | None:
    done = _done(pull, call)
    return person(call, done.merged_by_id) if done else None


def _merge_commit(pull: Issue, call: Call) -> Commit | None:
    done = _done(pull, call)
    return content.commit(call.site, home(call, pull), done.oid) if done else None


def _owner(pull: Issue, call: Call) -> Account:
    return people.by_id(call.site.store, home(call, pull).owner_id)


def _merge_state(pull: Issue, call: Call) -> str:
    return {"MERGEABLE": "CLEAN", "CONFLICTING": "DIRTY"}.get(_mergeable(pull, call), "UNKNOWN")


def _commits(pull: Issue, call: Call, **cut: Any) -> connections.Connection:
    made = asked.commits(call.site, home(call, pull), pull)
    return connections.over("commits", [{"commit": one, "pullRequest": pull} for one in made], **cut)


def _no(pull: Issue, call: Call) -> bool:
    return False


_FLAGS = ("isCrossRepository", "isInMergeQueue", "isMergeQueueEnabled", "maintainerCanModify")
FIELDS: dict[str, Fields] = {
    "PullRequest": dict.fromkeys(_FLAGS, _no) | {
        "baseRef": _end("base"), "headRef": _end("head"),
        "baseRefOid": _base_oid, "headRefOid": _head_oid,
        "baseRepository": repository_of, "headRepository": repository_of, "headRepositoryOwner": _owner,
        "mergeCommit": _merge_commit, "mergeable": _mergeable, "mergedBy": _merged_by, "mergedAt": _merged_at,
        "merged": lambda it, call: _done(it, call) is not None,
        "commits": _commits, "mergeStateStatus": _merge_state, "state": state_of,
    },
}  # fmt: skip
