"""Reactions to issues and comments in REST."""

from roadmap_sync.sandbox import comments, issues, reactions
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Forbidden, Missing
from roadmap_sync.sandbox.rest import fields, found, paging, shapes
from roadmap_sync.sandbox.rows import Comment, Issue, Repository

Subject = Issue | Comment


def of_issue(call: Call) -> Reply:
    """GET …/issues/{number}/reactions."""
    home = found.tracker(call)
    return _list(call, home, found.issue(call, home))


def to_issue(call: Call) -> Reply:
    """POST …/issues/{number}/reactions."""
    home = found.tracker(call)
    return _add(call, found.issue(call, home))


def from_issue(call: Call) -> Reply:
    """DELETE …/issues/{number}/reactions/{id}."""
    home = found.tracker(call)
    return _remove(call, found.issue(call, home))


def of_comment(call: Call) -> Reply:
    """GET …/issues/comments/{id}/reactions."""
    home = found.tracker(call)
    return _list(call, home, _comment(call, home))


def to_comment(call: Call) -> Reply:
    """POST …/issues/comments/{id}/reactions."""
    return _add(call, _comment(call, found.tracker(call)))


def from_comment(call: Call) -> Reply:
    """DELETE …/issues/comments/{id}/reactions/{id}."""
    return _remove(call, _comment(call, found.tracker(call)))


def _comment(call: Call, home: Repository) -> Comment:
    known = comments.by_id(call.site.store, call.params["comment"])
    if known is None or issues.by_id(call.site.store, known.issue_id).repository_id != home.id:
        raise Missing
    return known


def _list(call: Call, home: Repository, subject: Subject) -> Reply:
    wanted = call.query.get("content")
    given = [one for one in reactions.of(call.site.store, subject) if wanted in (None, one.content)]
    return paging.of_list(call, home, given, lambda one: shapes.reaction(call, one))


def _add(call: Call, subject: Subject) -> Reply:
    content = fields.needed(json_object(call), "content")
    known = reactions.given(call.site.store, call.actor, subject, content)
    made = known or reactions.add(call.site, call.actor, subject, content)
    return answer(200 if known else 201, shapes.reaction(call, made))


def _remove(call: Call, subject: Subject) -> Reply:
    given = {one.id: one for one in reactions.of(call.site.store, subject)}
    known = given.get(call.params["id"])
    if known is None:
        raise Missing
    if known.account_id != call.actor.id:
        raise Forbidden(found.ADMIN_RIGHTS)
    reactions.remove(call.site, known)
    return Reply(204)
