"""Mutations of pull requests: asking, editing, closing, reopening, reviewing, merging."""

from typing import Any

from roadmap_sync.sandbox import issues, people, protection, reviews
from roadmap_sync.sandbox import labels as label_store
from roadmap_sync.sandbox import pulls as asked
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql.errors import Problem
from roadmap_sync.sandbox.graphql.nodes import expect
from roadmap_sync.sandbox.graphql.writing import (
    Given,
    Mutation,
    accounts,
    allow,
    denied,
    home,
    labels,
    milestone,
    repository,
)
from roadmap_sync.sandbox.refusals import Forbidden, Invalid, Missing
from roadmap_sync.sandbox.rows import Account, Issue


def _create(call: Call, given: Given) -> dict[str, Any]:
    into = repository(call, given["repository_id"])
    if not people.may(call.site.store, into, call.viewer, "read"):
        raise Forbidden(denied(call, "CreatePullRequest"))
    protection.may_ask(call.site, into)
    head = given["head_ref_name"].rpartition(":")[2]
    draft = issues.Draft(title=given["title"], body=given.get("body"), head=head, base=given["base_ref_name"])
    made = asked.create(call.site, call.actor, into, draft)
    if given.get("draft"):
        reviews.set_draft(call.site, made, draft=True)
    return {"pullRequest": made}


def _update(call: Call, given: Given) -> dict[str, Any]:
    pull = _editable(call, given, "UpdatePullRequest")
    site, actor = call.site, call.actor
    pull = asked.rebase(site, home(call, pull), pull, given.get("base_ref_name"))
    pull = issues.edit(site, actor, pull, title=given.get("title"), body=given.get("body"))
    if "milestone_id" in given:
        pull = issues.put_in(site, actor, pull, milestone(call, given["milestone_id"]))
    if given.get("label_ids") is not None:
        wanted = labels(call, given["label_ids"])
        gone = [one for one in label_store.of_issue(site.store, pull.id) if one not in wanted]
        pull = issues.label(site, actor, pull, wanted, gone)
    if given.get("assignee_ids") is not None:
        people_of = accounts(call, home(call, pull), given["assignee_ids"])
        left = [one for one in issues.assignees(site.store, pull) if one not in people_of]
        pull = issues.assign(site, actor, pull, people_of, left)
    state = {"CLOSED": _close, "OPEN": _reopen}.get(given.get("state") or "")
    return state(call, given) if state else {"pullRequest": pull}


def _close(call: Call, given: Given) -> dict[str, Any]:
    return {"pullRequest": issues.close(call.site, call.actor, _editable(call, given, "ClosePullRequest"))}


def _reopen(call: Call, given: Given) -> dict[str, Any]:
    pull = _editable(call, given, "ReopenPullRequest")
    if asked.merge_of(call.site, pull):
        raise Problem("UNPROCESSABLE", "Could not open the pull request.")
    return {"pullRequest": issues.reopen(call.site, call.actor, pull)}


def _to_draft(call: Call, given: Given) -> dict[str, Any]:
    pull = _editable(call, given, "ConvertPullRequestToDraft")
    reviews.set_draft(call.site, pull, draft=True)
    return {"pullRequest": pull}


def _ready(call: Call, given: Given) -> dict[str, Any]:
    pull = _editable(call, given, "MarkPullRequestReadyForReview")
    reviews.set_draft(call.site, pull, draft=False)
    return {"pullRequest": pull}


def _merge(call: Call, given: Given) -> dict[str, Any]:
    pull = _named(call, given)
    here = home(call, pull)
    allow(call, here, "write", "MergePullRequest")
    _expected(call, pull, given)
    if reviews.is_draft(call.site.store, pull):
        raise Problem("UNPROCESSABLE", "Pull Request is still a draft")
    words = given.get("commit_headline"), given.get("commit_body")
    asked.merge(call.site, call.actor, here, pull, *words)
    return {"pullRequest": issues.by_id(call.site.store, pull.id)}


def _update_branch(call: Call, given: Given) -> dict[str, Any]:
    pull = _named(call, given)
    allow(call, home(call, pull), "write", "UpdatePullRequestBranch")
    _expected(call, pull, given)
    asked.update(call.site, call.actor, home(call, pull), pull)
    return {"pullRequest": pull}


def _expected(call: Call, pull: Issue, given: Given) -> None:
    wanted = given.get("expected_head_oid")
    if wanted and wanted != asked.tips(call.site, home(call, pull), pull)[1]:
        raise Problem("UNPROCESSABLE", "Head branch was modified. Review and try the merge again.")


def _review(call: Call, given: Given) -> dict[str, Any]:
    pull = _named(call, given)
    event = given.get("event")
    if event not in reviews.EVENTS:
        raise Invalid(message="Pending and dismissed reviews are not covered.")
    made = reviews.submit(call.site, call.actor, home(call, pull), pull, event, given.get("body") or "")
    return {"pullRequestReview": made, "reviewEdge": {"node": made, "cursor": ""}}


def _ask(call: Call, given: Given) -> dict[str, Any]:
    wanted = [expect(call, one, Account) for one in given.get("user_ids") or []]
    return _asked(call, given, wanted, given.get("team_ids"))


def _ask_by_login(call: Call, given: Given) -> dict[str, Any]:
    logins = given.get("user_logins") or []
    known = [people.by_login(call.site.store, login) for login in logins]
    if None in known:
        raise Missing(f"Could not resolve to a User with the login of '{logins[known.index(None)]}'.")
    return _asked(call, given, [one for one in known if one], given.get("team_slugs"))


def _asked(call: Call, given: Given, wanted: list[Account], teams: list[str] | None) -> dict[str, Any]:
    """Ask these as well, or, without `union`, these and nobody else."""
    pull = _named(call, given)
    here = home(call, pull)
    allow(call, here, "write", "RequestReviews")
    if teams:
        raise Missing(f"Could not resolve to a Team with the name of '{teams[0]}'.")
    if not given.get("union"):
        gone = [one for one in reviews.asked(call.site.store, pull) if one not in wanted]
        reviews.release(call.site, pull, gone)
    reviews.ask(call.site, here, pull, wanted)
    return {"pullRequest": pull, "requestedReviewersEdge": None}


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


MUTATIONS: dict[str, Mutation] = {
    "addPullRequestReview": _review,
    "closePullRequest": _close,
    "convertPullRequestToDraft": _to_draft,
    "createPullRequest": _create,
    "markPullRequestReadyForReview": _ready,
    "mergePullRequest": _merge,
    "reopenPullRequest": _reopen,
    "requestReviews": _ask,
    "requestReviewsByLogin": _ask_by_login,
    "updatePullRequest": _update,
    "updatePullRequestBranch": _update_branch,
}
