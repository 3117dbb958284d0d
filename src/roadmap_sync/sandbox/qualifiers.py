"""One qualifier of the search line for issues, and whether an issue fits it.

https://docs.github.com/en/search-github/searching-on-github/searching-issues-and-pull-requests
"""

import re

from roadmap_sync.sandbox import (
    comments,
    issue_types,
    issues,
    labels,
    milestones,
    people,
    pins,
    pulls,
    reviews,
    subissues,
)
from roadmap_sync.sandbox.rows import Account, Issue
from roadmap_sync.sandbox.site import Site

_STAMPS = {"created": "created_at", "updated": "updated_at", "closed": "closed_at"}
_COMPARED = re.compile(r"(>=|<=|>|<)?(.+)")
_PEOPLE = ("author", "assignee", "commenter", "mentions", "involves")
_ABSENT = {"label": "label", "labels": "label", "assignee": "assignee", "milestone": "milestone"}


def fits(site: Site, issue: Issue, key: str, text: str, viewer: Account | None) -> bool:
    """Whether an issue fits `key:text`, all in lower case; what is not known of fits everything."""
    if key in _STAMPS:
        stamp = getattr(issue, _STAMPS[key])
        return stamp is not None and _within(stamp, text.upper())
    if key in _PEOPLE:
        return text.replace("@me", viewer.login.lower() if viewer else "") in _people(site, issue, key)
    match key:
        case "is" | "state" | "type":
            return _is(site, issue, key, text)
        case "number":
            return str(issue.number) == text
        case "label":
            return bool(set(text.replace('"', "").split(",")) & set(_labels(site, issue)))
        case "milestone":
            named = _milestone(site, issue)
            return bool(named) and text in ("*", *named)
        case "reason":
            return (issue.state_reason or "").replace("_", " ") == text.replace('"', "")
        case "comments":
            return _counted(comments.count(site.store, issue.id), text)
        case "no":
            return not _has(site, issue, text)
        case "has":
            return _has(site, issue, text)
        case "head" | "base":
            return (getattr(issue, key) or "").lower() == text
    return True


def _is(site: Site, issue: Issue, key: str, text: str) -> bool:
    done = pulls.merge_of(site, issue) if issue.pull_id else None
    match text:
        case "open" | "closed":
            return issue.state == text
        case "issue":
            return issue.pull_id is None
        case "pr" | "pull-request":
            return issue.pull_id is not None
        case "merged" | "unmerged":
            return issue.pull_id is not None and (done is not None) == (text == "merged")
        case "locked" | "unlocked":
            return issue.locked == (text == "locked")
        case "draft":
            return issue.pull_id is not None and reviews.is_draft(site.store, issue)
        case "pinned":
            return pins.is_pinned(site.store, issue)
    kind = issue_types.of_issue(site.store, issue.id)
    return key != "type" or (kind is not None and kind.name.lower() == text.replace('"', ""))


def _people(site: Site, issue: Issue, key: str) -> list[str]:
    ways = (key,) if key != "involves" else ("author", "assignee", "commenter", "mentions")
    return [login.lower() for way in ways for login in _named(site, issue, way)]


def _named(site: Site, issue: Issue, way: str) -> list[str]:
    store = site.store
    match way:
        case "author":
            return [people.by_id(store, issue.author_id).login]
        case "assignee":
            return [one.login for one in issues.assignees(store, issue)]
        case "commenter":
            return [people.by_id(store, one.author_id).login for one in comments.of_issue(store, issue.id)]
    return re.findall(r"(?<![\w/])@([\w-]+)", issue.body or "")


def _labels(site: Site, issue: Issue) -> list[str]:
    return [one.name.lower() for one in labels.of_issue(site.store, issue.id)]


def _milestone(site: Site, issue: Issue) -> list[str]:
    within = milestones.by_id(site.store, issue.milestone_id) if issue.milestone_id else None
    return [within.title.lower()] if within else []


def _has(site: Site, issue: Issue, what: str) -> bool:
    match _ABSENT.get(what, what):
        case "label":
            return bool(_labels(site, issue))
        case "assignee":
            return bool(issues.assignees(site.store, issue))
        case "milestone":
            return issue.milestone_id is not None
        case "type":
            return issue_types.of_issue(site.store, issue.id) is not None
        case "parent-issue":
            return subissues.parent(site.store, issue) is not None
        case "sub-issue":
            return bool(subissues.of(site.store, issue))
        case "project":
            sql = "SELECT count(*) FROM project_items WHERE issue_id = ? AND archived_at IS NULL"
            return site.store.count(sql, issue.id) > 0
    return False


def _within(stamp: str, asked: str) -> bool:
    """Whether a moment lies in `2026-01-01`, `>=2026-01-01`, `2026-01-01..2026-02-01` or `*..2026-02-01`."""
    first, dots, last = asked.partition("..")
    if dots:
        return all(end == "*" or _compared(stamp, how, end) for how, end in ((">=", first), ("<=", last)))
    found = _COMPARED.fullmatch(asked)
    return found is not None and _compared(stamp, found[1] or "=", found[2])


def _compared(stamp: str, how: str, end: str) -> bool:
    """A day takes in all its moments, so both are cut to the shorter."""
    one, other = stamp[: len(end)], end[: len(stamp)]
    return {"=": one == other, ">": one > other, ">=": one >= other, "<": one < other, "<=": one <= other}[
        how
    ]


def _counted(number: int, asked: str) -> bool:
    """The same for numbers."""
    first, dots, last = asked.partition("..")
    ends = ((">=", first), ("<=", last)) if dots else (_split(asked),)
    return all(end == "*" or (end.isdecimal() and _number(number, how, int(end))) for how, end in ends)


def _split(asked: str) -> tuple[str, str]:
    found = _COMPARED.fullmatch(asked)
    return (found[1] or "=", found[2]) if found else ("=", "")


def _number(one: int, how: str, other: int) -> bool:
    return {"=": one == other, ">": one > other, ">=": one >= other, "<": one < other, "<=": one <= other}[
        how
    ]
