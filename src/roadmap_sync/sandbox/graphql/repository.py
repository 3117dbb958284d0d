"""Repositories, labels, milestones and people as GraphQL shows them."""

from typing import Any

from roadmap_sync.sandbox import content, issues, labels, milestones, people, repositories
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.clock import moment, stamp
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.graphql.everywhere import html, may, person, repository_of
from roadmap_sync.sandbox.graphql.gitobjects import by_kind
from roadmap_sync.sandbox.graphql.issues import connection, ordered
from roadmap_sync.sandbox.refusals import Forbidden, Missing
from roadmap_sync.sandbox.rows import Account, Issue, Label, Milestone, Repository


def _issue(repository: Repository, call: Call, number: int) -> Issue:
    found = issues.by_number(call.site.store, repository, number) if repository.has_issues else None
    if found is None or found.pull_id:
        raise Missing(f"Could not resolve to an Issue with the number of {number}.")
    return found


def _pull(repository: Repository, call: Call, number: int) -> Issue:
    found = issues.by_number(call.site.store, repository, number)
    if found is None or not found.pull_id:
        raise Missing(f"Could not resolve to a PullRequest with the number of {number}.")
    return found


def _either(repository: Repository, call: Call, number: int) -> Issue:
    found = issues.by_number(call.site.store, repository, number)
    if found is None:
        raise Missing(f"Could not resolve to an issue or pull request with the number of {number}.")
    return found


def _labels(
    repository: Repository,
    call: Call,
    order_by: dict[str, str] | None = None,
    query: str | None = None,
    **cut: Any,
) -> connections.Connection:
    found = labels.all_of(call.site.store, repository)
    shown = [
        one for one in found if not query or query.lower() in f"{one.name}\n{one.description or ''}".lower()
    ]
    return connections.over("labels", ordered(shown, order_by), **cut)


def _milestones(
    repository: Repository, call: Call, states: list[str] | None = None, query: str | None = None,
    order_by: dict[str, str] | None = None, **cut: Any,
) -> connections.Connection:  # fmt: skip
    found = milestones.all_of(call.site.store, repository)
    shown = [one for one in found if not states or one.state.upper() in states]
    shown = [one for one in shown if not query or query.lower() in one.title.lower()]
    order = order_by or {"field": "NUMBER", "direction": "ASC"}
    key = {"CREATED_AT": "created_at", "UPDATED_AT": "updated_at", "NUMBER": "number", "DUE_DATE": "due_on"}
    undated = "9999" if order["direction"] == "ASC" else ""
    shown.sort(
        key=lambda one: getattr(one, key[order["field"]]) or undated, reverse=order["direction"] == "DESC"
    )
    return connections.over("milestones", shown, **cut)


def _people(
    found: list[Account], name: str, query: str | None, cut: dict[str, Any]
) -> connections.Connection:
    shown = [one for one in found if not query or query.lower() in f"{one.login} {one.name or ''}".lower()]
    return connections.over(name, shown, **cut)


def _assignable(
    repository: Repository, call: Call, query: str | None = None, **cut: Any
) -> connections.Connection:
    return _people(people.assignable(call.site.store, repository), "assignableUsers", query, cut)


def _mentionable(
    repository: Repository, call: Call, query: str | None = None, **cut: Any
) -> connections.Connection:
    return _people(people.collaborators(call.site.store, repository), "mentionableUsers", query, cut)


def _suggested(
    repository: Repository, call: Call, query: str | None = None, login_names: str | None = None, **cut: Any
) -> connections.Connection:
    known = people.assignable(call.site.store, repository)
    named = [one for one in known if not login_names or one.login in login_names.split(",")]
    return _people(named, "suggestedActors", query, cut)


def _collaborators(
    repository: Repository, call: Call, login: str | None = None, query: str | None = None, **cut: Any
) -> connections.Connection:
    store = call.site.store
    if not people.may(store, repository, call.viewer, "write"):
        raise Forbidden("Must have push access to view repository collaborators.")
    cut.pop("affiliation", None)
    found = [
        one
        for one in people.collaborators(store, repository)
        if login is None or one.login.lower() == login.lower()
    ]
    shown = _people(found, "collaborators", query, cut)
    return shown.having(edge=lambda one: {"permission": people.role(store, repository, one).upper()})


def _object(repository: Repository, call: Call, expression: str | None = None, oid: str | None = None) -> Any:
    found = content.resolve(call.site, repository, oid or expression or "")
    return by_kind(call, repository, *found) if found else None


def _refs(
    repository: Repository, call: Call, ref_prefix: str, query: str | None = None,
    order_by: dict[str, str] | None = None, **cut: Any,
) -> connections.Connection:  # fmt: skip
    found = [one for one in content.refs(call.site, repository, ref_prefix) if not query or query in one.name]
    order = order_by or {"field": "ALPHABETICAL", "direction": "ASC"}
    if order["field"] == "TAG_COMMIT_DATE":
        found.sort(key=lambda one: _committed_at(one, call))
    return connections.over("refs", found[::-1] if order["direction"] == "DESC" else found, **cut)


def _committed_at(ref: content.Branch, call: Call) -> str:
    made = content.commit(call.site, ref.repository, ref.oid)
    return stamp(moment(made.committer.date)) if made else ""


def _pushed_at(repository: Repository, call: Call) -> str | None:
    tip = content.tip(call.site, repository)
    found = content.commit(call.site, repository, tip.oid) if tip else None
    return stamp(moment(found.committer.date)) if found else None


def _permission(repository: Repository, call: Call) -> str | None:
    role = people.role(call.site.store, repository, call.viewer)
    return None if role == "none" else role.upper()


def _null(it: object, call: Call) -> None:
    return None


def _no(it: object, call: Call) -> bool:
    return False


def _yes(it: object, call: Call) -> bool:
    return True


def _zero(it: object, call: Call) -> int:
    return 0


def _in_organization(repository: Repository, call: Call) -> bool:
    return people.by_id(call.site.store, repository.owner_id).kind == "Organization"


def _triages(milestone: Milestone, call: Call) -> bool:
    return may(call, repository_of(milestone, call), "triage")


def _label_issues(label: Label, call: Call, **given: Any) -> connections.Connection:
    return _narrowed(call, repository_of(label, call), given, labels=[label.name])


def _milestone_issues(milestone: Milestone, call: Call, **given: Any) -> connections.Connection:
    return _narrowed(call, repository_of(milestone, call), given, milestone_number=str(milestone.number))


def _label_pulls(label: Label, call: Call, **given: Any) -> connections.Connection:
    named = given | {"labels": [label.name]}
    return connection(call, repository_of(label, call), "pulls", "pullRequests", **named)


def _milestone_pulls(milestone: Milestone, call: Call, **given: Any) -> connections.Connection:
    within = given | {"filter_by": {"milestone_number": str(milestone.number)}}
    return connection(call, repository_of(milestone, call), "pulls", "pullRequests", **within)


def _narrowed(call: Call, home: Repository, given: dict[str, Any], **filters: Any) -> connections.Connection:
    chosen = (given.get("filter_by") or {}) | filters
    return connection(call, home, "issues", "issues", **(given | {"filter_by": chosen}))


def _progress(milestone: Milestone, call: Call) -> float:
    opened, closed = milestones.counts(call.site.store, milestone)
    return 100 * closed / (opened + closed) if opened + closed else 0.0


def _milestone_path(milestone: Milestone, call: Call) -> str:
    return call.links.milestone_path(repository_of(milestone, call), milestone)


def _label_path(label: Label, call: Call) -> str:
    return call.links.label_path(repository_of(label, call), label)


def _repository(account: Account, call: Call, name: str, **_: Any) -> Repository | None:
    found = repositories.by_name(call.site.store, account.login, name)
    return repositories.visible(call.site.store, found, call.viewer)


_ACCOUNT: Fields = {
    "avatarUrl": lambda it, call, size=None: f"{call.links.web}/avatars/{it.login}",
    "databaseId": lambda it, call: it.id,
    "resourcePath": lambda it, call: call.links.path(it),
    "updatedAt": lambda it, call: it.created_at,
    "url": lambda it, call: call.links.web + call.links.path(it),
}
_OWNER: Fields = _ACCOUNT | {"email": lambda it, call: "", "repository": _repository}
_NO = (
    "isDisabled",
    "isFork",
    "isLocked",
    "isMirror",
    "isTemplate",
    "hasDiscussionsEnabled",
    "hasWikiEnabled",
)

FIELDS: dict[str, Fields] = {
    "User": _OWNER | {
        "bio": _null, "company": _null, "isSiteAdmin": _no, "location": _null, "websiteUrl": _null,
        "isViewer": lambda it, call: it.id == call.actor.id,
    },
    "Bot": _ACCOUNT,
    "Organization": _OWNER | {
        "description": _null, "viewerCanAdminister": lambda it, call: it.id == call.actor.id,
    },
    "Label": {
        "isDefault": lambda it, call: False,
        "issues": _label_issues,
        "pullRequests": _label_pulls,
        "repository": repository_of,
        "resourcePath": _label_path,
        "url": lambda it, call: call.links.web + _label_path(it, call),
    },
    "Milestone": {
        "closed": lambda it, call: it.state == "closed",
        "closedIssueCount": lambda it, call: milestones.counts(call.site.store, it)[1],
        "openIssueCount": lambda it, call: milestones.counts(call.site.store, it)[0],
        "creator": lambda it, call: person(call, it.creator_id),
        "issues": _milestone_issues,
        "descriptionHTML": lambda it, call: html(it.description) if it.description else None,
        "pullRequests": _milestone_pulls,
        "progressPercentage": _progress,
        "repository": repository_of,
        "resourcePath": _milestone_path,
        "state": lambda it, call: it.state.upper(),
        "url": lambda it, call: call.links.web + _milestone_path(it, call),
        "viewerCanClose": lambda it, call: it.state == "open" and _triages(it, call),
        "viewerCanReopen": lambda it, call: it.state == "closed" and _triages(it, call),
    },
    "Repository": dict.fromkeys(_NO, _no) | {
        "assignableUsers": _assignable,
        "mentionableUsers": _mentionable,
        "suggestedActors": _suggested,
        "collaborators": _collaborators,
        "databaseId": lambda it, call: it.id,
        "defaultBranchRef": lambda it, call: content.tip(call.site, it),
        "descriptionHTML": lambda it, call: html(it.description),
        "diskUsage": _zero, "forkCount": _zero, "stargazerCount": _zero,
        "hasIssuesEnabled": lambda it, call: it.has_issues,
        "hasProjectsEnabled": lambda it, call: True,
        "homepageUrl": _null,
        "isArchived": lambda it, call: it.archived,
        "isEmpty": lambda it, call: not content.refs(call.site, it, "refs/heads/"),
        "isInOrganization": _in_organization,
        "isPrivate": lambda it, call: it.private,
        "issue": _issue,
        "issueOrPullRequest": _either,
        "issues": lambda it, call, **given: connection(call, it, "issues", "issues", **given),
        "label": lambda it, call, name: labels.by_name(call.site.store, it, name),
        "labels": _labels,
        "milestone": lambda it, call, number: milestones.by_number(call.site.store, it, number),
        "milestones": _milestones,
        "nameWithOwner": lambda it, call: it.full_name,
        "object": _object,
        "owner": lambda it, call: people.by_id(call.site.store, it.owner_id),
        "pullRequest": _pull,
        "pullRequests": lambda it, call, **given: connection(call, it, "pulls", "pullRequests", **given),
        "mergeCommitAllowed": _yes, "rebaseMergeAllowed": _yes, "squashMergeAllowed": _yes, "parent": _null,
        "sshUrl": lambda it, call: f"{call.links.page(it)}.git",
        "pushedAt": _pushed_at,
        "ref": lambda it, call, qualified_name: content.ref(call.site, it, qualified_name),
        "refs": _refs,
        "resourcePath": lambda it, call: call.links.path(it),
        "url": lambda it, call: call.links.page(it),
        "viewerCanAdminister": lambda it, call: people.may(call.site.store, it, call.viewer, "admin"),
        "viewerPermission": _permission,
        "visibility": lambda it, call: "PRIVATE" if it.private else "PUBLIC",
    },
}  # fmt: skip
