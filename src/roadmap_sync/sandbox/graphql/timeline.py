"""What happened to issues and pull requests, in GraphQL: events, comments and reviews in one line."""

from typing import Any

from roadmap_sync.sandbox import (
    comments,
    content,
    history,
    identifiers,
    issue_types,
    issues,
    labels,
    mentions,
    pulls,
    reviews,
)
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.graphql.everywhere import enum, person, repository_of
from roadmap_sync.sandbox.graphql.issues import duplicate_of, path
from roadmap_sync.sandbox.kinds import EVENTS
from roadmap_sync.sandbox.mentions import Mention
from roadmap_sync.sandbox.reviews import Review
from roadmap_sync.sandbox.rows import Account, Comment, Event, Issue, IssueType, Label, Repository

Item = Event | Comment | Review | Mention
_OTHERS: dict[type, str] = {
    Comment: "ISSUE_COMMENT", Review: "PULL_REQUEST_REVIEW", Mention: "CROSS_REFERENCED_EVENT",
}  # fmt: skip
_PINS = ("pinned", "unpinned")


def _timeline(
    issue: Issue, call: Call, item_types: list[str] | None = None, since: str | None = None,
    skip: int | None = None, **cut: Any,
) -> connections.Connection:  # fmt: skip
    items = sorted(_items(issue, call, item_types), key=_when)
    wanted = [it for it in items if not item_types or _item_type(it) in item_types]
    found = connections.over(
        "timelineItems", [it for it in wanted if not since or _when(it) >= since][skip or 0 :], **cut
    )
    return found.having(
        totalCount=len(items), filteredCount=len(wanted), pageCount=len(found.nodes),
        updatedAt=issue.updated_at,
    )  # fmt: skip


def _items(issue: Issue, call: Call, types: list[str] | None) -> list[Item]:
    """Everything in the order of its kinds; mentions, which are looked for, only where they are asked for."""
    store = call.site.store
    told, said = history.of_issue(store, issue.id), comments.of_issue(store, issue.id)
    asked = not types or "CROSS_REFERENCED_EVENT" in types
    spoken = mentions.of(call.site, repository_of(issue, call), issue) if asked else []
    if not issue.pull_id:
        return [*told, *said, *spoken]
    shown = (one for one in told if one.kind not in _PINS)
    return [*shown, *said, *spoken, *reviews.of_pull(store, issue)]


def _when(item: Item) -> str:
    return item.submitted_at if isinstance(item, Review) else item.created_at


def _item_type(item: Item) -> str:
    if not isinstance(item, Event):
        return _OTHERS[type(item)]
    return {"renamed": "RENAMED_TITLE"}.get(item.kind, item.kind.upper()) + "_EVENT"


def _subject(thing: Event, call: Call) -> Issue:
    return issues.by_id(call.site.store, thing.issue_id)


def _told(name: str) -> Any:
    return lambda it, call: history.detail(it).get(name)


def _lock_reason(event: Event, call: Call) -> str | None:
    return enum(history.detail(event).get("lock_reason"))


def _event_reason(event: Event, call: Call) -> str | None:
    return enum(history.detail(event).get("state_reason"))


def _event_label(event: Event, call: Call) -> Label:
    told = history.detail(event)
    issue = _subject(event, call)
    now = labels.by_name(call.site.store, repository_of(issue, call), str(told["name"]))
    return now or Label(
        0,
        issue.repository_id,
        str(told["name"]),
        str(told["color"]),
        None,
        event.created_at,
        event.created_at,
    )


def _event_account(event: Event, call: Call) -> Account | None:
    told = history.detail(event)["account"]
    return person(call, told if isinstance(told, int) else None)


def _anchor(event: Event, call: Call) -> str:
    return f"{path(_subject(event, call), call)}#event-{event.id}"


def _closer(event: Event, call: Call) -> Issue | None:
    """The pull request whose merge closed an issue."""
    by = history.detail(event).get("closer")
    return issues.by_id(call.site.store, int(by)) if by else None


def _merge_commit(event: Event, call: Call) -> content.Commit | None:
    done = pulls.merge_of(call.site, pull := _subject(event, call))
    return content.commit(call.site, repository_of(pull, call), done.oid) if done else None


def _into(event: Event, call: Call) -> tuple[Repository, str]:
    pull = _subject(event, call)
    return repository_of(pull, call), pull.base or ""


_EVENT: Fields = {"actor": lambda it, call: person(call, it.actor_id)}
_LABELED: Fields = _EVENT | {"label": _event_label, "labelable": _subject}
_MILESTONED: Fields = _EVENT | {"milestoneTitle": _told("title"), "subject": _subject}
_ASSIGNED: Fields = _EVENT | {"assignable": _subject, "assignee": _event_account}


def _linked(event: Event, call: Call) -> Issue | None:
    """The issue at the other end of a link, as long as it is there."""
    return call.site.store.row(Issue, f"{issues.ISSUE} WHERE i.id = ?", history.detail(event)["issue"])


def _type(name: str) -> Any:
    def told(event: Event, call: Call) -> IssueType | None:
        return issue_types.by_id(call.site.store, int(history.detail(event)[name] or 0))

    return told


_CHANGES = ("added", "removed")
_TYPED: Fields = _EVENT | {"issueType": _type("type")}
_PINNED: Fields = _EVENT | {"issue": _subject}
_STATED: Fields = _EVENT | {"closable": _subject, "stateReason": _event_reason}
_BY_KIND: dict[str, Fields] = {
    "closed": _STATED | {
        "closer": _closer,
        "duplicateOf": lambda it, call: duplicate_of(_subject(it, call), call),
        "resourcePath": _anchor,
        "url": lambda it, call: call.links.web + _anchor(it, call),
    },
    "reopened": _STATED,
    "renamed": _EVENT | {"currentTitle": _told("to"), "previousTitle": _told("from"), "subject": _subject},
    "labeled": _LABELED, "unlabeled": _LABELED,
    "milestoned": _MILESTONED, "demilestoned": _MILESTONED,
    "assigned": _ASSIGNED, "unassigned": _ASSIGNED,
    "locked": _EVENT | {"lockReason": _lock_reason, "lockable": _subject},
    "unlocked": _EVENT | {"lockable": _subject},
    "pinned": _PINNED, "unpinned": _PINNED,
    **{f"sub_issue_{what}": _EVENT | {"subIssue": _linked} for what in _CHANGES},
    **{f"parent_issue_{what}": _EVENT | {"parent": _linked} for what in _CHANGES},
    **{f"blocked_by_{what}": _EVENT | {"blockingIssue": _linked} for what in _CHANGES},
    **{f"blocking_{what}": _EVENT | {"blockedIssue": _linked} for what in _CHANGES},
    "issue_type_added": _TYPED, "issue_type_removed": _TYPED,
    "issue_type_changed": _TYPED | {"prevIssueType": _type("before")},
    "merged": _EVENT | {
        "commit": _merge_commit,
        "mergeRef": lambda it, call: content.ref(call.site, *_into(it, call)),
        "mergeRefName": lambda it, call: _into(it, call)[1],
        "pullRequest": _subject,
        "resourcePath": _anchor,
        "url": lambda it, call: call.links.web + _anchor(it, call),
    },
}  # fmt: skip

_MENTIONED: Fields = _EVENT | {
    "id": lambda it, call: identifiers.encode("CRE", it.target.repository_id, it.source.id, it.target.id),
    "isCrossRepository": lambda it, call: False,
    "referencedAt": lambda it, call: it.created_at,
    "resourcePath": lambda it, call: path(it.source, call),
    "url": lambda it, call: call.links.web + path(it.source, call),
    "willCloseTarget": lambda it, call: it.closes,
}
FIELDS: dict[str, Fields] = {
    "CrossReferencedEvent": _MENTIONED,
    "Issue": {"timelineItems": _timeline},
    "PullRequest": {"timelineItems": _timeline},
} | {EVENTS[kind][0]: fields for kind, fields in _BY_KIND.items()}
