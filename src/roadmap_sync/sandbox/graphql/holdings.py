"""What owners have, repositories, members and issues, and what repositories have besides, in GraphQL."""

from collections.abc import Callable
from typing import Any

from roadmap_sync.sandbox import identifiers, issues, people, repositories
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.graphql.pulls import state_of
from roadmap_sync.sandbox.rows import Account, Issue, Repository

_DATES = {"CREATED_AT": "created_at", "UPDATED_AT": "updated_at", "PUSHED_AT": "updated_at"}


def _repositories(
    owner: Account, call: Call, privacy: str | None = None, visibility: str | None = None,
    order_by: dict[str, str] | None = None, *, is_archived: bool | None = None, is_fork: bool | None = None,
    has_issues_enabled: bool | None = None, **cut: Any,
) -> connections.Connection:  # fmt: skip
    store, shut = call.site.store, privacy or visibility
    known = [one for one in repositories.all_of(store) if repositories.visible(store, one, call.viewer)]
    found = [
        one
        for one in known
        if one.owner_id == owner.id
        and shut in (None, "PRIVATE" if one.private else "PUBLIC")
        and is_archived in (None, one.archived)
        and has_issues_enabled in (None, one.has_issues)
        and not is_fork
    ]
    return connections.over("repositories", _ordered(found, order_by), **cut)


def _ordered(found: list[Repository], order: dict[str, str] | None) -> list[Repository]:
    if order is None:
        return found
    name = _DATES.get(order["field"], "name")
    return sorted(found, key=lambda one: getattr(one, name).lower(), reverse=order["direction"] == "DESC")


def _organizations(account: Account, call: Call, **cut: Any) -> connections.Connection:
    return connections.over("organizations", people.organizations(call.site.store, account), **cut)


def _organization(account: Account, call: Call, login: str) -> Account | None:
    known = people.organizations(call.site.store, account)
    return next((one for one in known if one.login.lower() == login.lower()), None)


def _members(owner: Account, call: Call, **cut: Any) -> connections.Connection:
    store = call.site.store
    roles = {one.id: people.membership(store, owner.id, one) for one in people.all_of(store)}
    known = [one for one in people.all_of(store) if roles[one.id] != "none"]
    shown = connections.over("membersWithRole", known, **cut)
    return shown.having(edge=lambda one: {"role": roles[one.id].upper()})


def _issues(
    account: Account, call: Call, states: list[str] | None = None, labels: list[str] | None = None,
    order_by: dict[str, str] | None = None, filter_by: dict[str, Any] | None = None, **cut: Any,
) -> connections.Connection:  # fmt: skip
    """The issues somebody opened in the repositories that the viewer sees, by state and order only."""
    sql = f"{issues.ISSUE} WHERE i.author_id = ? AND i.pull_id IS NULL ORDER BY i.rowid"
    wanted = states or (filter_by or {}).get("states")
    known = [one for one in call.site.store.rows(Issue, sql, account.id) if _visible(one, call)]
    found = [one for one in known if not wanted or one.state.upper() in wanted]
    if order_by and order_by["direction"] == "DESC":
        found.reverse()
    return connections.over("issues", found, **cut)


def _pulls(
    account: Account, call: Call, states: list[str] | None = None, **cut: Any
) -> connections.Connection:
    """The pull requests somebody opened in the repositories that the viewer sees, by state only."""
    sql = f"{issues.ISSUE} WHERE i.author_id = ? AND i.pull_id IS NOT NULL ORDER BY i.rowid"
    known = [one for one in call.site.store.rows(Issue, sql, account.id) if _visible(one, call)]
    found = [one for one in known if not states or state_of(one, call) in states]
    return connections.over("pullRequests", found, **cut)


def _visible(issue: Issue, call: Call) -> bool:
    home = repositories.by_id(call.site.store, issue.repository_id)
    return repositories.visible(call.site.store, home, call.viewer) is not None


def _topics(repository: Repository, call: Call, **cut: Any) -> connections.Connection:
    found = [(repository, name) for name in repositories.topics(call.site.store, repository)]
    return connections.over("repositoryTopics", found, **cut)


def _empty(name: str, **more: Any) -> Callable[..., connections.Connection]:
    """A connection with nothing in it."""
    return lambda it, call, **cut: connections.over(name, [], **cut).having(**more)


def _topic_path(topic: tuple[Repository, str], call: Call) -> str:
    return f"/topics/{topic[1]}"


def _null(it: object, call: Call, **_: Any) -> None:
    return None


def _no(it: object, call: Call) -> bool:
    return False


FIELDS: dict[str, Fields] = {
    "User": {
        "issues": _issues, "organization": _organization, "organizations": _organizations,
        "repositories": _repositories, "pullRequests": _pulls, "isHireable": _no,
        "followers": _empty("followers"), "following": _empty("following"),
    },
    "Organization": {
        "isVerified": _no, "location": _null, "membersWithRole": _members, "repositories": _repositories,
        "team": _null, "websiteUrl": _null,
        "viewerIsAMember": lambda it, call: people.membership(call.site.store, it.id, call.actor) != "none",
    },
    "Repository": {
        "archivedAt": lambda it, call: it.updated_at if it.archived else None,
        "autoMergeAllowed": _no, "deleteBranchOnMerge": _no, "isSecurityPolicyEnabled": _no,
        "viewerHasStarred": _no,
        "isBlankIssuesEnabled": lambda it, call: True, "viewerCanSubscribe": lambda it, call: True,
        "viewerCanUpdateTopics": lambda it, call: people.may(call.site.store, it, call.viewer, "admin"),
        "viewerDefaultMergeMethod": lambda it, call: "MERGE",
        "viewerSubscription": lambda it, call: "UNSUBSCRIBED",
        "issueTemplates": lambda it, call: [],
        "languages": _empty("languages", totalSize=0), "releases": _empty("releases"),
        "stargazers": _empty("stargazers"),
        "forks": _empty("forks", totalDiskUsage=0), "watchers": _empty("watchers"),
        "latestRelease": _null, "licenseInfo": _null, "mirrorUrl": _null, "primaryLanguage": _null,
        "templateRepository": _null,
        "repositoryTopics": _topics,
    },
    "RepositoryConnection": {"totalDiskUsage": lambda it, call: 0},
    "RepositoryTopic": {
        "id": lambda it, call: identifiers.encode("RT", it[0].id, it[1]),
        "resourcePath": _topic_path,
        "topic": lambda it, call: it[1],
        "url": lambda it, call: call.links.web + _topic_path(it, call),
    },
    "Topic": {
        "id": lambda it, call: identifiers.encode("TO", it),
        "name": lambda it, call: it,
    },
}  # fmt: skip
