"""Reviews in REST: who is asked, and what was said; comments on lines there are none."""

from typing import Any

from roadmap_sync.sandbox import people, reviews
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.kinds import node_id
from roadmap_sync.sandbox.refusals import Invalid, Missing
from roadmap_sync.sandbox.rest import fields, found, media, paging, pulls, shapes
from roadmap_sync.sandbox.reviews import Review
from roadmap_sync.sandbox.rows import Account, Issue, Repository


def asked(call: Call) -> Reply:
    """GET …/pulls/{number}/requested_reviewers; teams there are none."""
    _, pull = pulls.named(call)
    users = [shapes.user(call, one) for one in reviews.asked(call.site.store, pull)]
    return answer(200, {"users": users, "teams": []})


def ask(call: Call) -> Reply:
    """POST …/pulls/{number}/requested_reviewers."""
    home, pull = _writable(call)
    reviews.ask(call.site, home, pull, _reviewers(call))
    return answer(201, pulls.simple(call, home, pull))


def release(call: Call) -> Reply:
    """DELETE …/pulls/{number}/requested_reviewers."""
    home, pull = _writable(call)
    reviews.release(call.site, pull, _reviewers(call))
    return answer(200, pulls.simple(call, home, pull))


def all_of(call: Call) -> Reply:
    """GET …/pulls/{number}/reviews, oldest first."""
    home, pull = pulls.named(call)
    said = reviews.of_pull(call.site.store, pull)
    return paging.of_list(call, home, said, lambda one: _shape(call, home, pull, one))


def submit(call: Call) -> Reply:
    """POST …/pulls/{number}/reviews with an event; without one it would be pending, which is not covered."""
    home, pull = pulls.named(call)
    body = json_object(call)
    event = fields.choice("PullRequestReview", fields.text(body, "event"), "event", tuple(reviews.EVENTS))
    if event is None:
        raise Invalid(message="Pending reviews are not covered.")
    said = fields.text(body, "body") or ""
    return answer(
        200, _shape(call, home, pull, reviews.submit(call.site, call.actor, home, pull, event, said))
    )


def read(call: Call) -> Reply:
    """GET …/pulls/{number}/reviews/{id}."""
    home, pull = pulls.named(call)
    known = reviews.by_id(call.site.store, call.params["id"])
    if known is None or known.issue_id != pull.id:
        raise Missing
    return answer(200, _shape(call, home, pull, known))


def comments(call: Call) -> Reply:
    """GET …/pulls/{number}/comments: those on lines, of which there are none."""
    home, _ = pulls.named(call)
    return paging.of_list(call, home, [], lambda one: one)


def _writable(call: Call) -> tuple[Repository, Issue]:
    home, pull = pulls.named(call)
    found.need(call, home, "write")
    return home, pull


def _reviewers(call: Call) -> list[Account]:
    body = json_object(call)
    if body.get("team_reviewers"):
        raise Invalid(message="Could not resolve to a node with the given team.")
    logins = fields.names(body.get("reviewers"), "reviewers") or []
    known = [people.by_login(call.site.store, login) for login in logins]
    if None in known:
        raise Invalid(message="Reviews may only be requested from collaborators.")
    return [one for one in known if one]


def _shape(call: Call, home: Repository, pull: Issue, one: Review) -> dict[str, Any]:
    author = people.by_id(call.site.store, one.author_id)
    page = f"{call.links.web}{call.links.issue_path(home, pull)}#pullrequestreview-{one.id}"
    url = f"{call.links.repo(home)}/pulls/{pull.number}"
    return {
        "id": one.id, "node_id": node_id(call.site.store, one),
        "user": shapes.user(call, author), **media.body(call, one.body), "state": one.state,
        "html_url": page, "pull_request_url": url,
        "author_association": people.association(call.site.store, home, author),
        "_links": {"html": {"href": page}, "pull_request": {"href": url}},
        "submitted_at": one.submitted_at, "commit_id": one.oid,
    }  # fmt: skip
