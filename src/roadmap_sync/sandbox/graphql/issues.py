"""Issues, pull requests, comments and their events as GraphQL shows them."""

from typing import Any

from roadmap_sync.sandbox import comments, issues, labels, listing, milestones, people
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.graphql.everywhere import COMMENT, enum, html, may, repository_of
from roadmap_sync.sandbox.rows import Comment, Issue, Label, Milestone, Repository
from roadmap_sync.sandbox.store import Store

_SORTS = {"CREATED_AT": "created", "UPDATED_AT": "updated", "COMMENTS": "comments"}


def connection(
    call: Call, repository: Repository, kind: listing.Kind, name: str, **given: Any
) -> connections.Connection:
    """The issues or pull requests of a repository, by the arguments of GitHub's field."""
    store = call.site.store
    wanted = _wanted(store, kind, given)
    disabled = kind == "issues" and not repository.has_issues
    return connections.paged(
        name,
        0 if disabled else listing.count(store, repository, wanted),
        lambda offset, limit: listing.page(store, repository, wanted, offset, limit),
        first=given.get("first"),
        last=given.get("last"),
        after=given.get("after"),
        before=given.get("before"),
    )


def _wanted(store: Store, kind: listing.Kind, given: dict[str, Any]) -> listing.Filter:
    chosen = given.get("filter_by") or {}
    order = given.get("order_by") or {"field": "CREATED_AT", "direction": "ASC"}
    states = given.get("states") or chosen.get("states") or []
    return listing.Filter(
        kind=kind,
        merged_apart=kind == "pulls",
        head=given.get("head_ref_name"),
        base=given.get("base_ref_name"),
        states=tuple(state.lower() for state in states),
        labels=tuple(given.get("labels") or chosen.get("labels") or ()),
        any_label=bool(given.get("labels")),
        assignee=_or_none(chosen, "assignee"),
        creator=chosen.get("created_by"),
        mentioned=chosen.get("mentioned"),
        since=chosen.get("since"),
        of_type=_or_none(chosen, "type"),
        sort=_SORTS[order["field"]],
        descending=order["direction"] == "DESC",
        **_milestone_filter(store, chosen),
    )


def _or_none(chosen: dict[str, Any], name: str) -> str | None:
    """A filter's value; null, when it is given, asks for those without."""
    value = chosen.get(name)
    return "none" if name in chosen and value is None else value


def _milestone_filter(store: Store, chosen: dict[str, Any]) -> dict[str, str | None]:
    """`milestoneNumber` is a number; `milestone` a database id or a title; both take null and `*`."""
    named = _or_none(chosen, "milestone")
    if named is None or named in ("none", "*"):
        return {"milestone": named or _or_none(chosen, "milestone_number")}
    if not named.isdecimal():
        return {"milestone_title": named}
    known = milestones.by_id(store, int(named))
    return {"milestone": str(known.number) if known else "0"}


def ordered(found: list[Label], order: dict[str, str] | None) -> list[Label]:
    """Labels by creation (the order at hand) or by name."""
    by_name = order and order["field"] == "NAME"
    shown = sorted(found, key=lambda one: one.name.lower()) if by_name else found
    return shown[::-1] if order and order["direction"] == "DESC" else shown


def _labels(
    issue: Issue, call: Call, order_by: dict[str, str] | None = None, **cut: Any
) -> connections.Connection:
    return connections.over("labels", ordered(labels.of_issue(call.site.store, issue.id), order_by), **cut)


def _assignees(issue: Issue, call: Call, **cut: Any) -> connections.Connection:
    return connections.over("assignees", issues.assignees(call.site.store, issue), **cut)


def _comments(issue: Issue, call: Call, **cut: Any) -> connections.Connection:
    return connections.over("comments", comments.of_issue(call.site.store, issue.id), **cut)


def participants(issue: Issue, call: Call, **cut: Any) -> connections.Connection:
    """Who opened it, spoke or has it to do."""
    store = call.site.store
    spoke = [issue.author_id, *(comment.author_id for comment in comments.of_issue(store, issue.id))]
    found = dict.fromkeys([*spoke, *(account.id for account in issues.assignees(store, issue))])
    users = [people.by_id(store, account_id) for account_id in found]
    return connections.over("participants", [one for one in users if one.kind == "User"], **cut)


def _reason(issue: Issue, call: Call, **_: bool) -> str | None:
    """The reason; `enableDuplicate` changes nothing since 2025-10-01, by the words of GitHub's schema."""
    return enum(issue.state_reason)


def _may_edit(issue: Issue, call: Call) -> bool:
    return issues.may_edit(call.site.store, issue, call.viewer)


def _milestone(issue: Issue, call: Call) -> Milestone | None:
    return milestones.by_id(call.site.store, issue.milestone_id) if issue.milestone_id else None


def duplicate_of(issue: Issue, call: Call) -> Issue | None:
    """The issue of which this one is a duplicate."""
    return issues.by_id(call.site.store, issue.duplicate_of_id) if issue.duplicate_of_id else None


def _cannot(issue: Issue, call: Call) -> list[str]:
    if _may_edit(issue, call):
        return []
    return ["ARCHIVED"] if repository_of(issue, call).archived else ["INSUFFICIENT_ACCESS"]


def path(issue: Issue, call: Call) -> str:
    """The page of an issue or pull request below the root."""
    return call.links.issue_path(repository_of(issue, call), issue)


def _suggested(issue: Issue, call: Call, query: str | None = None, **cut: Any) -> connections.Connection:
    known = people.assignable(call.site.store, repository_of(issue, call))
    shown = [one for one in known if not query or query.lower() in one.login.lower()]
    return connections.over("suggestedActors", shown, **cut)


def _tracked(name: str) -> Any:
    """Issues by task lists, which GitHub took away in favour of sub-issues: there are none."""
    return lambda it, call, **cut: connections.over(name, [], **cut)


_SHARED: Fields = COMMENT | {
    "isReadByViewer": lambda it, call: True,
    "viewerCanSubscribe": lambda it, call: True,
    "viewerSubscription": lambda it, call: "UNSUBSCRIBED",
    "activeLockReason": lambda it, call: enum(it.lock_reason),
    "assignedActors": _assignees,
    "assignees": _assignees,
    "closed": lambda it, call: it.state == "closed",
    "comments": _comments,
    "includesCreatedEdit": lambda it, call: it.edited_at is not None,
    "labels": _labels,
    "lastEditedAt": lambda it, call: it.edited_at,
    "milestone": _milestone,
    "repository": repository_of,
    "resourcePath": path,
    "titleHTML": lambda it, call: html(it.title).removeprefix('<p dir="auto">').removesuffix("</p>"),
    "url": lambda it, call: call.links.web + path(it, call),
    "viewerCanClose": lambda it, call: it.state == "open" and _may_edit(it, call),
    "viewerCanReopen": lambda it, call: it.state == "closed" and _may_edit(it, call),
    "viewerCanLabel": lambda it, call: may(call, repository_of(it, call), "triage"),
    "viewerCanUpdate": lambda it, call: _may_edit(it, call),
    "viewerCannotUpdateReasons": _cannot,
}  # fmt: skip


def _subject(thing: Comment, call: Call) -> Issue:
    return issues.by_id(call.site.store, thing.issue_id)


def _comment_association(comment: Comment, call: Call) -> str:
    author = people.by_id(call.site.store, comment.author_id)
    return people.association(call.site.store, repository_of(_subject(comment, call), call), author)


def _comment_may(comment: Comment, call: Call) -> bool:
    return comments.may_edit(call.site.store, comment, _subject(comment, call), call.viewer)


def _comment_cannot(comment: Comment, call: Call) -> list[str]:
    return [] if _comment_may(comment, call) else ["INSUFFICIENT_ACCESS"]


def _comment_path(comment: Comment, call: Call) -> str:
    return f"{path(_subject(comment, call), call)}#issuecomment-{comment.id}"


FIELDS: dict[str, Fields] = {
    "Issue": _SHARED | {
        "duplicateOf": duplicate_of,
        "participants": participants,
        "state": lambda it, call: it.state.upper(),
        "stateReason": _reason,
        "suggestedActors": _suggested,
        "trackedInIssues": _tracked("trackedInIssues"),
        "trackedIssues": _tracked("trackedIssues"),
        "trackedIssuesCount": lambda it, call, states=None: 0,
    },
    "PullRequest": _SHARED | {
        "databaseId": lambda it, call: it.pull_id,
        "fullDatabaseId": lambda it, call: str(it.pull_id),
        "baseRefName": lambda it, call: it.base,
        "headRefName": lambda it, call: it.head,
    },
    "IssueComment": COMMENT | {
        "authorAssociation": _comment_association,
        "includesCreatedEdit": lambda it, call: it.updated_at != it.created_at,
        "isMinimized": lambda it, call: False,
        "minimizedReason": lambda it, call: None,
        "issue": _subject,
        "lastEditedAt": lambda it, call: it.updated_at if it.updated_at != it.created_at else None,
        "repository": lambda it, call: repository_of(_subject(it, call), call),
        "resourcePath": _comment_path,
        "url": lambda it, call: call.links.web + _comment_path(it, call),
        "viewerCanUpdate": _comment_may,
        "viewerCannotUpdateReasons": _comment_cannot,
    },
}  # fmt: skip
