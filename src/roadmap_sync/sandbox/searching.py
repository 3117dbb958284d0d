"""The search line for issues: `repo:acme/widgets is:open label:bug words`; every word must fit."""

import re

from roadmap_sync.sandbox import issue_types, issues, labels, listing, milestones, people, repositories
from roadmap_sync.sandbox.rows import Account, Issue, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

_WORD = re.compile(r'(-?)(?:([\w-]+):)?((?:"[^"]*"|[^\s"])+)')
_GROUPING = ("(", ")", "AND")
_STATES = ("open", "closed")


def found(site: Site, viewer: Account | None, query: str) -> list[Issue]:
    """The issues and pull requests that every word keeps, newest first unless `sort:` says otherwise."""
    words = [
        (minus, key.lower(), text.strip('"'))
        for minus, key, text in _WORD.findall(query)
        if key or text not in _GROUPING
    ]
    homes = _homes(site, viewer, [text for _, key, text in words if key in ("repo", "org", "user")])
    kept = [issue for home in homes for issue in _all(site.store, home) if site.lagging.indexed(issue.id)]
    for minus, key, text in words:
        if key not in ("repo", "org", "user", "sort", "in", "archived"):
            kept = [one for one in kept if _fits(site, one, key, text.lower(), viewer) != bool(minus)]
    field, _, direction = next((text for _, key, text in words if key == "sort"), "created-desc").partition(
        "-"
    )
    stamp = "updated_at" if field == "updated" else "created_at"
    return sorted(kept, key=lambda one: (getattr(one, stamp), one.number), reverse=direction != "asc")


def found_repositories(site: Site, viewer: Account | None, query: str) -> list[Repository]:
    """The repositories that fit by words of the name and `user:`, `org:`, `repo:` and `topic:`."""
    every = repositories.all_of(site.store)
    known = [one for one in every if repositories.visible(site.store, one, viewer)]
    return [one for one in known if all(_is_repository(site, one, *word) for word in words(query))]


def _is_repository(site: Site, one: Repository, key: str, text: str) -> bool:
    match key:
        case "user" | "org":
            return one.owner.lower() == text
        case "repo":
            return one.full_name.lower() == text
        case "topic":
            return text in repositories.topics(site.store, one)
        case "":
            return text in f"{one.full_name}\n{one.description or ''}".lower()
    return True


def found_accounts(site: Site, query: str) -> list[Account]:
    """The accounts that fit by words of login and name and `type:`."""
    return [one for one in people.all_of(site.store) if all(_is_account(one, *word) for word in words(query))]


def _is_account(one: Account, key: str, text: str) -> bool:
    if key == "type":
        return one.kind.lower().startswith(text)
    return key != "" or text in f"{one.login} {one.name or ''}".lower()


def words(query: str) -> list[tuple[str, str]]:
    """The words of a plain search as qualifier, empty for none, and text, both in lower case."""
    return [
        (key.lower(), text.strip('"').lower())
        for _, key, text in _WORD.findall(query)
        if key or text not in _GROUPING
    ]


def _homes(site: Site, viewer: Account | None, named: list[str]) -> list[Repository]:
    wanted = {name.lower() for name in named}
    known = [one for one in repositories.all_of(site.store) if repositories.visible(site.store, one, viewer)]
    return [one for one in known if not wanted or wanted & {one.full_name.lower(), one.owner.lower()}]


def _all(store: Store, home: Repository) -> list[Issue]:
    every = listing.Filter()
    return listing.page(store, home, every, 0, listing.count(store, home, every))


def _fits(site: Site, issue: Issue, key: str, text: str, viewer: Account | None) -> bool:
    match key:
        case "is" | "state" if text in _STATES:
            return issue.state == text
        case "is" | "type" if text in ("issue", "pr", "pull-request"):
            return (issue.pull_id is None) == (text == "issue")
        case "type":
            kind = issue_types.of_issue(site.store, issue.id)
            return kind is not None and kind.name.lower() == text
        case "number":
            return str(issue.number) == text
        case "author" | "assignee" | "label" | "milestone":
            return text.replace("@me", viewer.login.lower() if viewer else "") in _named(site, issue, key)
        case "no":
            return not _named(site, issue, text)
        case "":
            return text in f"{issue.title}\n{issue.body or ''}".lower()
    return key not in ("mentions", "involves", "commenter")


def _named(site: Site, issue: Issue, key: str) -> list[str]:
    match key:
        case "author":
            return [people.by_id(site.store, issue.author_id).login.lower()]
        case "assignee":
            return [one.login.lower() for one in issues.assignees(site.store, issue)]
        case "label":
            return [one.name.lower() for one in labels.of_issue(site.store, issue.id)]
    within = milestones.by_id(site.store, issue.milestone_id) if issue.milestone_id else None
    return [within.title.lower()] if within else []
