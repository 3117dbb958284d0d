"""How issues stand to each other, their types and reactions, as GraphQL shows them."""

from collections.abc import Callable
from typing import Any

from roadmap_sync.sandbox import (
    comments,
    dependencies,
    issue_types,
    issues,
    people,
    reactions,
    repositories,
    subissues,
)
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.reactions import CONTENTS
from roadmap_sync.sandbox.rows import Account, Comment, Issue, IssueType, Reaction, Repository
from roadmap_sync.sandbox.store import Store

Subject = Issue | Comment
_REACTORS = 10


def _linked(name: str, found: Callable[[Store, Issue], list[Issue]]) -> Callable[..., connections.Connection]:
    def resolve(issue: Issue, call: Call, order_by: Any = None, **cut: Any) -> connections.Connection:
        seen = [one for one in found(call.site.store, issue) if _visible(one, call)]
        return connections.over(name, seen, **cut)

    return resolve


def _visible(issue: Issue, call: Call) -> bool:
    home = repositories.by_id(call.site.store, issue.repository_id)
    return repositories.visible(call.site.store, home, call.viewer) is not None


def _types(found: list[IssueType], order_by: Any, cut: dict[str, Any]) -> connections.Connection:
    return connections.over("issueTypes", found, **cut)


def _of_owner(owner: Account, call: Call, order_by: Any = None, **cut: Any) -> connections.Connection:
    return _types(issue_types.of_owner(call.site, owner), order_by, cut)


def _of_repository(
    home: Repository, call: Call, order_by: Any = None, **cut: Any
) -> connections.Connection | None:
    owner = people.by_id(call.site.store, home.owner_id)
    if owner.kind != "Organization":
        return None
    return _types(issue_types.of_repository(call.site, home), order_by, cut)


def _named(home: Repository, call: Call, name: str) -> IssueType | None:
    known = issue_types.of_repository(call.site, home)
    return next((one for one in known if one.name.lower() == name.lower()), None)


def subject(reaction: Reaction, call: Call) -> Subject | None:
    """What a reaction is to."""
    if reaction.comment_id is not None:
        return comments.by_id(call.site.store, reaction.comment_id)
    return issues.by_id(call.site.store, reaction.issue_id)


def groups(about: Subject, call: Call) -> list[dict[str, Any]]:
    """The reactions to something by kind, those without any as well."""
    found = reactions.of(call.site.store, about)
    return [
        {"content": name, "of": [one for one in found if one.content == content], "subject": about}
        for content, name in CONTENTS.items()
    ]


def _reactions(
    about: Subject, call: Call, content: str | None = None, order_by: Any = None, **cut: Any
) -> connections.Connection:
    found = [one for one in reactions.of(call.site.store, about) if content in (None, CONTENTS[one.content])]
    shown = connections.over("reactions", found, **cut)
    return shown.having(viewerHasReacted=any(one.account_id == call.actor.id for one in found))


def _reactors(group: dict[str, Any], call: Call, **cut: Any) -> connections.Connection:
    people_of = {one.account_id: one for one in group["of"]}
    found = [people.by_id(call.site.store, account_id) for account_id in people_of]
    bounded = cut.get("first") is not None or cut.get("last") is not None
    shown = connections.over("reactors", found, **(cut if bounded else {"first": _REACTORS}))
    return shown.having(edge=lambda one: {"reactedAt": people_of[one.id].created_at})


def _user(reaction: Reaction, call: Call) -> Account | None:
    found = people.by_id(call.site.store, reaction.account_id)
    return found if found.kind == "User" else None


_REACTABLE: Fields = {
    "reactionGroups": groups,
    "reactions": _reactions,
    "viewerCanReact": lambda it, call: True,
}
_TYPED: Fields = {"issueTypes": _of_repository, "issueType": _named}

FIELDS: dict[str, Fields] = {
    "Issue": _REACTABLE | {
        "blockedBy": _linked("blockedBy", dependencies.blocked_by),
        "blocking": _linked("blocking", dependencies.blocking),
        "issueDependenciesSummary": lambda it, call: dependencies.summary(call.site, it),
        "issueType": lambda it, call: issue_types.of_issue(call.site.store, it.id),
        "parent": lambda it, call: subissues.parent(call.site.store, it),
        "subIssues": _linked("subIssues", subissues.of),
        "subIssuesSummary": lambda it, call: subissues.summary(call.site, it),
    },
    "PullRequest": _REACTABLE,
    "IssueComment": _REACTABLE,
    "Repository": _TYPED,
    "Organization": {"issueTypes": _of_owner},
    "IssueType": {
        "color": lambda it, call: it.color.upper(),
        "isEnabled": lambda it, call: it.enabled,
        "isPrivate": lambda it, call: False,
    },
    "Reaction": {
        "content": lambda it, call: CONTENTS[it.content],
        "databaseId": lambda it, call: it.id,
        "reactable": subject,
        "user": _user,
    },
    "ReactionGroup": {
        "createdAt": lambda it, call: it["of"][0].created_at if it["of"] else None,
        "reactors": _reactors,
        "users": _reactors,
        "viewerHasReacted": lambda it, call: any(one.account_id == call.actor.id for one in it["of"]),
    },
}  # fmt: skip
