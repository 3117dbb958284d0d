"""Pull requests in GraphQL: their ends and how they were merged; asking, closing, reopening, merging."""

from typing import Any

from roadmap_sync.sandbox import content, issues, people, protection
from roadmap_sync.sandbox import pulls as asked
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.content import Branch, Commit
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.graphql.errors import Problem
from roadmap_sync.sandbox.graphql.everywhere import person, repository_of
from roadmap_sync.sandbox.graphql.nodes import expect
from roadmap_sync.sandbox.graphql.writing import Given, Mutation, allow, denied, home, repository
from roadmap_sync.sandbox.pulls import Merge
from roadmap_sync.sandbox.refusals import Forbidden, Missing
from roadmap_sync.sandbox.rows import Account, Issue


def _create(call: Call, given: Given) -> dict[str, Any]:
    into = repository(call, given["repository_id"])
    if not people.may(call.site.store, into, call.viewer, "read"):
        raise Forbidden(denied(call, "CreatePullRequest"))
    protection.may_ask(call.site, into)
    head = given["head_ref_name"].rpartition(":")[2]
    draft = issues.Draft(title=given["title"], body=given.get("body"), head=head, base=given["base_ref_name"])
    return {"pullRequest": asked.create(call.site, call.actor, into, draft)}


def _close(call: Call, given: Given) -> dict[str, Any]:
    return {"pullRequest": issues.close(call.site, call.actor, _editable(call, given, "ClosePullRequest"))}


def _reopen(call: Call, given: Given) -> dict[str, Any]:
    pull = _editable(call, given, "ReopenPullRequest")
    if asked.merge_of(call.site, pull):
        raise Problem("UNPROCESSABLE", "Could not open the pull request.")
    return {"pullRequest": issues.reopen(call.site, call.actor, pull)}


def _merge(call: Call, given: Given) -> dict[str, Any]:
    pull = _named(call, given)
    here = home(call, pull)
    allow(call, here, "write", "MergePullRequest")
    expected = given.get("expected_head_oid")
    if expected and expected != _head_oid(pull, call):
        raise Problem("UNPROCESSABLE", "Head branch was modified. Review and try the merge again.")
    asked.merge(call.site, call.actor, here, pull)
    return {"pullRequest": issues.by_id(call.site.store, pull.id)}


def _named(call: Call, given: Given) -> Issue:
    pull: Issue = expect(call, given["pull_request_id"], Issue)
    if not pull.pull_id:
        raise Missing(
            f"Could not resolve to PullRequest node with the global id of '{given['pull_request_id']}'"
        )
    return pull


def _editable(call: Call, given: Given, name: str) -> Issue:
    pull = _named(call, given)
    if not issues.may_edit(call.site.store, pull, call.viewer):
        raise Forbidden(denied(call, name))
    return pull


def _state(pull: Issue, call: Call) -> str:
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
        "commits": _commits, "mergeStateStatus": _merge_state, "state": _state,
    },
}  # fmt: skip
MUTATIONS: dict[str, Mutation] = {
    "closePullRequest": _close,
    "createPullRequest": _create,
    "mergePullRequest": _merge,
    "reopenPullRequest": _reopen,
}
