"""Rows as the JSON objects of GitHub's REST API, version 2022-11-28."""

from dataclasses import asdict
from typing import Any

from roadmap_sync.sandbox import (
    comments,
    content,
    dependencies,
    history,
    identifiers,
    issue_types,
    issues,
    labels,
    milestones,
    people,
    pulls,
    reactions,
    repositories,
    reviews,
    subissues,
)
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.kinds import EVENTS, node_id
from roadmap_sync.sandbox.links import quoted
from roadmap_sync.sandbox.reactions import CONTENTS
from roadmap_sync.sandbox.rest import media
from roadmap_sync.sandbox.rows import (
    Account,
    Comment,
    Event,
    Issue,
    IssueType,
    Label,
    Milestone,
    Reaction,
    Repository,
)

Json = dict[str, Any]

PERMISSIONS = {"admin": "admin", "maintain": "maintain", "push": "write", "triage": "triage", "pull": "read"}
_USER_LINKS = {
    "followers": "/followers", "following": "/following{/other_user}", "gists": "/gists{/gist_id}",
    "starred": "/starred{/owner}{/repo}", "subscriptions": "/subscriptions", "organizations": "/orgs",
    "repos": "/repos", "events": "/events{/privacy}", "received_events": "/received_events",
}  # fmt: skip
_REPOSITORY_LINKS = {
    "archive": "/{archive_format}{/ref}", "assignees": "/assignees{/user}", "blobs": "/git/blobs{/sha}",
    "branches": "/branches{/branch}", "collaborators": "/collaborators{/collaborator}",
    "comments": "/comments{/number}", "commits": "/commits{/sha}", "compare": "/compare/{base}...{head}",
    "contents": "/contents/{+path}", "contributors": "/contributors", "deployments": "/deployments",
    "downloads": "/downloads", "events": "/events", "forks": "/forks", "git_commits": "/git/commits{/sha}",
    "git_refs": "/git/refs{/sha}", "git_tags": "/git/tags{/sha}", "hooks": "/hooks",
    "issue_comment": "/issues/comments{/number}", "issue_events": "/issues/events{/number}",
    "issues": "/issues{/number}", "keys": "/keys{/key_id}", "labels": "/labels{/name}",
    "languages": "/languages", "merges": "/merges", "milestones": "/milestones{/number}",
    "notifications": "/notifications{?since,all,participating}", "pulls": "/pulls{/number}",
    "releases": "/releases{/id}", "stargazers": "/stargazers", "statuses": "/statuses/{sha}",
    "subscribers": "/subscribers", "subscription": "/subscription", "tags": "/tags", "teams": "/teams",
    "trees": "/git/trees{/sha}",
}  # fmt: skip


def user(call: Call, account: Account) -> Json:
    """A user, bot or organization."""
    url = call.links.user(account)
    return {
        "login": account.login, "id": account.id, "node_id": node_id(call.site.store, account),
        "avatar_url": f"{call.links.web}/avatars/{account.login}", "gravatar_id": "", "url": url,
        "html_url": call.links.web + call.links.path(account),
        **{f"{name}_url": url + path for name, path in _USER_LINKS.items()},
        "type": account.kind, "user_view_type": "public", "site_admin": False,
    }  # fmt: skip


def full_user(call: Call, account: Account) -> Json:
    """The answer to `GET /user`."""
    return user(call, account) | {
        "name": account.name, "company": None, "blog": "", "location": None, "email": None, "hireable": None,
        "bio": None, "twitter_username": None, "public_repos": 1, "public_gists": 0, "followers": 0,
        "following": 0, "created_at": account.created_at, "updated_at": account.created_at,
    }  # fmt: skip


def simple_organization(call: Call, account: Account) -> Json:
    """An organization as lists show it."""
    url = f"{call.links.api}/orgs/{account.login}"
    return {
        "login": account.login, "id": account.id, "node_id": node_id(call.site.store, account), "url": url,
        "repos_url": f"{url}/repos", "events_url": f"{url}/events", "hooks_url": f"{url}/hooks",
        "issues_url": f"{url}/issues", "members_url": f"{url}/members{{/member}}",
        "public_members_url": f"{url}/public_members{{/member}}",
        "avatar_url": f"{call.links.web}/avatars/{account.login}", "description": None,
    }  # fmt: skip


def organization(call: Call, account: Account) -> Json:
    """The answer to `GET /orgs/{org}`."""
    return simple_organization(call, account) | {
        "name": account.name, "html_url": call.links.web + call.links.path(account),
        "has_organization_projects": True, "has_repository_projects": True, "public_repos": 1,
        "public_gists": 0, "followers": 0, "following": 0, "created_at": account.created_at,
        "updated_at": account.created_at, "archived_at": None, "type": "Organization",
    }  # fmt: skip


def repository(call: Call, found: Repository) -> Json:
    """A repository with its links and what the viewer may do."""
    url, page = call.links.repo(found), call.links.page(found)
    store = call.site.store
    opened = store.count("SELECT count(*) FROM issues WHERE repository_id = ? AND state = 'open'", found.id)
    tip = content.tip(call.site, found)
    shown: Json = {
        "id": found.id, "node_id": node_id(store, found), "name": found.name, "full_name": found.full_name,
        "private": found.private, "owner": user(call, people.by_id(store, found.owner_id)), "html_url": page,
        "description": found.description, "fork": False, "url": url,
        **{f"{name}_url": url + path for name, path in _REPOSITORY_LINKS.items()},
        "git_url": f"{page}.git", "ssh_url": f"{page}.git", "clone_url": f"{page}.git", "svn_url": page,
        "mirror_url": None, "homepage": None, "language": None, "license": None, "size": 0,
        "topics": repositories.topics(store, found),
        "created_at": found.created_at, "updated_at": found.updated_at,
        "pushed_at": found.updated_at if tip else found.created_at,
        "has_issues": found.has_issues, "has_projects": True, "has_downloads": True, "has_wiki": False,
        "has_pages": False, "has_discussions": False, "archived": found.archived, "disabled": False,
        "visibility": "private" if found.private else "public", "allow_forking": True, "is_template": False,
        "web_commit_signoff_required": False, "default_branch": found.default_branch,
        "open_issues_count": opened, "open_issues": opened, "forks_count": 0, "forks": 0, "watchers_count": 0,
        "watchers": 0, "stargazers_count": 0, "network_count": 0, "subscribers_count": 0,
    }  # fmt: skip
    if call.viewer:
        shown["permissions"] = {
            name: people.may(store, found, call.viewer, role) for name, role in PERMISSIONS.items()
        }
    return shown


def label(call: Call, home: Repository, found: Label) -> Json:
    """A label."""
    return {
        "id": found.id, "node_id": node_id(call.site.store, found),
        "url": f"{call.links.repo(home)}/labels/{quoted(found.name)}", "name": found.name,
        "color": found.color, "default": False, "description": found.description, "archived_at": None,
        "archived_by": None,
    }  # fmt: skip


def milestone(call: Call, home: Repository, found: Milestone) -> Json:
    """A milestone with its counts."""
    url = f"{call.links.repo(home)}/milestones/{found.number}"
    opened, closed = milestones.counts(call.site.store, found)
    return {
        "url": url, "html_url": call.links.web + call.links.milestone_path(home, found),
        "labels_url": f"{url}/labels", "id": found.id, "node_id": node_id(call.site.store, found),
        "number": found.number, "title": found.title, "description": found.description,
        "creator": user(call, people.by_id(call.site.store, found.creator_id)), "open_issues": opened,
        "closed_issues": closed, "state": found.state, "created_at": found.created_at,
        "updated_at": found.updated_at, "due_on": found.due_on, "closed_at": found.closed_at,
    }  # fmt: skip


def issue(call: Call, home: Repository, found: Issue) -> Json:
    """An issue, or a pull request seen as one."""
    store, url = call.site.store, call.links.issue(home, found.number)
    given_to = [user(call, one) for one in issues.assignees(store, found)]
    author = people.by_id(store, found.author_id)
    in_milestone = milestones.by_id(store, found.milestone_id) if found.milestone_id else None
    shown = {
        "url": url, "repository_url": call.links.repo(home), "labels_url": f"{url}/labels{{/name}}",
        "comments_url": f"{url}/comments", "events_url": f"{url}/events", "timeline_url": f"{url}/timeline",
        "html_url": call.links.web + call.links.issue_path(home, found), "id": found.id,
        "node_id": node_id(store, found), "number": found.number, "title": found.title,
        "user": user(call, author),
        "labels": [label(call, home, one) for one in labels.of_issue(store, found.id)],
        "state": found.state, "locked": found.locked, "assignee": given_to[0] if given_to else None,
        "assignees": given_to, "milestone": milestone(call, home, in_milestone) if in_milestone else None,
        "comments": comments.count(store, found.id), "created_at": found.created_at,
        "updated_at": found.updated_at, "closed_at": found.closed_at,
        "author_association": people.association(store, home, author),
        "active_lock_reason": found.lock_reason,
        **media.body(call, found.body), "closed_by": _closer(call, found),
        "reactions": _reactions(call, found, f"{url}/reactions"),
        "performed_via_github_app": None, "state_reason": found.state_reason,
    }  # fmt: skip
    return shown | (_pull_links(call, home, found) if found.pull_id else _among_others(call, found))


def comment(call: Call, home: Repository, found: Comment) -> Json:
    """A comment on an issue."""
    about = issues.by_id(call.site.store, found.issue_id)
    author = people.by_id(call.site.store, found.author_id)
    url = f"{call.links.repo(home)}/issues/comments/{found.id}"
    page = call.links.web + call.links.issue_path(home, about)
    return {
        "url": url, "html_url": f"{page}#issuecomment-{found.id}",
        "issue_url": call.links.issue(home, about.number), "id": found.id,
        "node_id": node_id(call.site.store, found), "user": user(call, author),
        "created_at": found.created_at,
        "updated_at": found.updated_at, **media.body(call, found.body),
        "author_association": people.association(call.site.store, home, author),
        "reactions": _reactions(call, found, f"{url}/reactions"), "performed_via_github_app": None,
    }  # fmt: skip


def event(call: Call, home: Repository, found: Event) -> Json:
    """Something that happened to an issue."""
    store, told = call.site.store, history.detail(found)
    shown: Json = {
        "id": found.id, "node_id": identifiers.encode(EVENTS[found.kind][1], home.id, found.id),
        "url": f"{call.links.repo(home)}/issues/events/{found.id}",
        "actor": user(call, people.by_id(store, found.actor_id)), "event": found.kind, "commit_id": None,
        "commit_url": None, "created_at": found.created_at, "performed_via_github_app": None,
    }  # fmt: skip
    match found.kind:
        case "closed" | "reopened":
            shown["state_reason"] = told.get("state_reason")
        case "renamed":
            shown["rename"] = told
        case "labeled" | "unlabeled":
            shown["label"] = told
        case "milestoned" | "demilestoned":
            shown["milestone"] = told
        case "assigned" | "unassigned":
            shown["assignee"] = user(call, people.by_id(store, int(told["account"] or 0)))
            shown["assigner"] = shown["actor"]
        case "merged":
            oid = told.get("commit_id")
            shown |= {"commit_id": oid, "commit_url": f"{call.links.repo(home)}/commits/{oid}"}
        case "locked":
            shown["lock_reason"] = told.get("lock_reason")
    return shown


def _closer(call: Call, found: Issue) -> Json | None:
    return user(call, people.by_id(call.site.store, found.closed_by_id)) if found.closed_by_id else None


def issue_type(call: Call, found: IssueType) -> Json:
    """A type of issue."""
    return {
        "id": found.id, "node_id": node_id(call.site.store, found), "name": found.name,
        "description": found.description, "color": found.color, "created_at": found.created_at,
        "updated_at": found.updated_at, "is_enabled": found.enabled,
    }  # fmt: skip


def reaction(call: Call, found: Reaction) -> Json:
    """A reaction."""
    return {
        "id": found.id, "node_id": node_id(call.site.store, found),
        "user": user(call, people.by_id(call.site.store, found.account_id)), "content": found.content,
        "created_at": found.created_at,
    }  # fmt: skip


def _reactions(call: Call, subject: Issue | Comment, url: str) -> Json:
    given = [one.content for one in reactions.of(call.site.store, subject)]
    return {"url": url, "total_count": len(given), **{name: given.count(name) for name in CONTENTS}}


def _pull_links(call: Call, home: Repository, found: Issue) -> Json:
    page = call.links.web + call.links.issue_path(home, found)
    url, done = f"{call.links.repo(home)}/pulls/{found.number}", pulls.merge_of(call.site, found)
    links = {
        "url": url,
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "merged_at": done.merged_at if done else None,
    }
    return {"draft": reviews.is_draft(call.site.store, found), "pull_request": links}


def _among_others(call: Call, found: Issue) -> Json:
    """An issue's type and its place among others."""
    store = call.site.store
    kind, above = issue_types.of_issue(store, found.id), subissues.parent(store, found)
    below = subissues.summary(call.site, found)
    shown: Json = {
        "sub_issues_summary": asdict(below) | {"percent_completed": below.percent_completed},
        "issue_dependencies_summary": asdict(dependencies.summary(call.site, found)),
    }
    if kind:
        shown["type"] = issue_type(call, kind)
    if above:
        home = repositories.by_id(store, above.repository_id)
        shown["parent_issue_url"] = call.links.issue(home, above.number)
    return shown
