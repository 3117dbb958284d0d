"""What happened, in REST: the events of a repository, and the timeline of an issue with its comments."""

from roadmap_sync.sandbox import comments, history, issues, mentions, people
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.mentions import Mention
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rest import found, paging, shapes
from roadmap_sync.sandbox.rows import Comment, Event, Repository


def of_issue(call: Call) -> Reply:
    """GET …/issues/{number}/events."""
    home = found.tracker(call)
    told = history.of_issue(call.site.store, found.issue(call, home).id)
    return paging.of_list(call, home, told, lambda one: shapes.event(call, home, one))


def timeline(call: Call) -> Reply:
    """GET …/issues/{number}/timeline: events, comments and mentions, oldest first; links leave none here."""
    home, store = found.tracker(call), call.site.store
    issue = found.issue(call, home)
    told: list[Event | Comment | Mention] = [
        *history.of_issue(store, issue.id),
        *comments.of_issue(store, issue.id),
        *mentions.of(call.site, home, issue),
    ]
    told.sort(key=lambda one: one.created_at)
    return paging.of_list(call, home, told, lambda one: _entry(call, home, one))


def of_repository(call: Call) -> Reply:
    """GET …/issues/events, newest first."""
    home = found.tracker(call)
    told = history.of_repository(call.site.store, home.id)
    return paging.of_list(call, home, told, lambda one: _with_issue(call, home, one))


def read(call: Call) -> Reply:
    """GET …/issues/events/{id}."""
    home = found.tracker(call)
    known = history.by_id(call.site.store, call.params["id"])
    if known is None or issues.by_id(call.site.store, known.issue_id).repository_id != home.id:
        raise Missing
    return answer(200, _with_issue(call, home, known))


def _with_issue(call: Call, home: Repository, told: Event) -> shapes.Json:
    issue = shapes.issue(call, home, issues.by_id(call.site.store, told.issue_id))
    return shapes.event(call, home, told) | {"issue": issue}


def _entry(call: Call, home: Repository, told: Event | Comment | Mention) -> shapes.Json:
    if isinstance(told, Mention):
        return _mention(call, home, told)
    if isinstance(told, Event):
        return shapes.event(call, home, told)
    shown = shapes.comment(call, home, told)
    return shown | {"event": "commented", "actor": shown["user"]}


def _mention(call: Call, home: Repository, told: Mention) -> shapes.Json:
    source = shapes.issue(call, home, told.source) | {"repository": shapes.repository(call, home)}
    actor = people.by_id(call.site.store, told.actor_id)
    return {
        "actor": shapes.user(call, actor), "created_at": told.created_at, "updated_at": told.created_at,
        "source": {"type": "issue", "issue": source}, "event": "cross-referenced",
    }  # fmt: skip
