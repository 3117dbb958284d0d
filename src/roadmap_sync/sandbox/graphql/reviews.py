"""Reviews in GraphQL: who is asked, what was said, what it comes to, and whether a pull request is ready."""

from typing import Any

from roadmap_sync.sandbox import content, identifiers, issues, people, pulls, reviews
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.graphql.everywhere import COMMENT, repository_of
from roadmap_sync.sandbox.graphql.issues import participants, path
from roadmap_sync.sandbox.graphql.rollups import rollup
from roadmap_sync.sandbox.reviews import Review
from roadmap_sync.sandbox.rows import Issue, Repository


def _all(
    pull: Issue, call: Call, states: list[str] | None = None, author: str | None = None, **cut: Any
) -> connections.Connection:
    said = [one for one in reviews.of_pull(call.site.store, pull) if not states or one.state in states]
    shown = [one for one in said if not author or _login(one, call) == author.lower()]
    return connections.over("reviews", shown, **cut)


def _login(review: Review, call: Call) -> str:
    return people.by_id(call.site.store, review.author_id).login.lower()


def _latest(name: str) -> Any:
    def found(pull: Issue, call: Call, *, writers_only: bool | None = False, **cut: Any) -> Any:
        said = reviews.latest(reviews.of_pull(call.site.store, pull))
        if name == "latestOpinionatedReviews":
            said = [one for one in said if one.state != "COMMENTED"]
        return connections.over(name, said, **cut)

    return found


def _asked(pull: Issue, call: Call, **cut: Any) -> connections.Connection:
    wanted = [{"pullRequest": pull, "requestedReviewer": one} for one in reviews.asked(call.site.store, pull)]
    return connections.over("reviewRequests", wanted, **cut)


def _request_id(request: dict[str, Any], call: Call) -> str:
    pull: Issue = request["pullRequest"]
    return identifiers.encode("RR", pull.repository_id, pull.id, request["requestedReviewer"].id)


def _decision(pull: Issue, call: Call) -> str | None:
    """None where no branch protection asks for reviews, as here, until somebody decides."""
    states = {one.state for one in reviews.latest(reviews.of_pull(call.site.store, pull))}
    if "CHANGES_REQUESTED" in states:
        return "CHANGES_REQUESTED"
    return "APPROVED" if "APPROVED" in states else None


def _head(pull: Issue, call: Call) -> content.Commit | None:
    home = repository_of(pull, call)
    return content.commit(call.site, home, pulls.tips(call.site, home, pull)[1])


def _pull(review: Review, call: Call) -> Issue:
    return issues.by_id(call.site.store, review.issue_id)


def _home(review: Review, call: Call) -> Repository:
    return repository_of(_pull(review, call), call)


def _association(review: Review, call: Call) -> str:
    author = people.by_id(call.site.store, review.author_id)
    return people.association(call.site.store, _home(review, call), author)


def _path(review: Review, call: Call) -> str:
    return f"{path(_pull(review, call), call)}#pullrequestreview-{review.id}"


def _null(it: object, call: Call) -> None:
    return None


def _no(it: object, call: Call) -> bool:
    return False


FIELDS: dict[str, Fields] = {
    "PullRequest": {
        "autoMergeRequest": _null, "potentialMergeCommit": _null,
        "checksUrl": lambda it, call: f"{call.links.web}{path(it, call)}/checks",
        "isDraft": lambda it, call: reviews.is_draft(call.site.store, it),
        "latestOpinionatedReviews": _latest("latestOpinionatedReviews"),
        "latestReviews": _latest("latestReviews"),
        "participants": participants,
        "reviewDecision": _decision, "reviewRequests": _asked, "reviews": _all,
        "statusCheckRollup": lambda it, call: rollup(_head(it, call), call),
        "totalCommentsCount": lambda it, call: call.site.store.count(
            "SELECT count(*) FROM comments WHERE issue_id = ?", it.id
        ),
        "viewerCanEditFiles": _no, "viewerCanUpdateBranch": _no,
    },
    "PullRequestReview": COMMENT | {
        "authorAssociation": _association,
        "commit": lambda it, call: content.commit(call.site, _home(it, call), it.oid),
        "createdAt": lambda it, call: it.submitted_at,
        "includesCreatedEdit": _no, "isMinimized": _no, "lastEditedAt": _null, "minimizedReason": _null,
        "publishedAt": lambda it, call: it.submitted_at,
        "pullRequest": _pull,
        "reactionGroups": lambda it, call: [],
        "repository": _home,
        "resourcePath": _path,
        "updatedAt": lambda it, call: it.submitted_at,
        "url": lambda it, call: call.links.web + _path(it, call),
    },
    "Ref": {"branchProtectionRule": _null},
    "ReviewRequest": {
        "id": _request_id, "asCodeOwner": _no,
        "databaseId": lambda it, call: it["requestedReviewer"].id,
    },
}  # fmt: skip
