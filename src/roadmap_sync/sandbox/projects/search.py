"""The filter line of a project: `status:"In Progress" is:open no:milestone -label:bug words`."""

import re

from roadmap_sync.sandbox import issues, labels, milestones, repositories
from roadmap_sync.sandbox.projects import fields, items, values
from roadmap_sync.sandbox.projects.rows import Item, Project
from roadmap_sync.sandbox.store import Store

_WORD = re.compile(r'(-?)(?:([\w-]+):)?((?:"[^"]*"|[^\s"])+)')


def kept(store: Store, project: Project, found: list[Item], query: str) -> list[Item]:
    """The items that every word of a query keeps; values with commas are any of them."""
    for minus, key, text in _WORD.findall(query):
        wanted = [one.strip('" ').lower() for one in re.findall(r'"[^"]*"|[^,]+', text)]
        found = [one for one in found if _fits(store, project, one, key.lower(), wanted) != bool(minus)]
    return found


def _fits(store: Store, project: Project, item: Item, key: str, wanted: list[str]) -> bool:
    if key == "":
        return wanted[0] in items.title(store, item).lower()
    if key == "is":
        return all(word in _kinds(store, item) for word in wanted)
    if key in ("no", "has"):
        return bool(_texts(store, project, item, wanted[0])) == (key == "has")
    return any(text.lower() in wanted for text in _texts(store, project, item, key))


def _kinds(store: Store, item: Item) -> tuple[str, ...]:
    if item.issue_id is None:
        return ("draft", "open")
    issue = issues.by_id(store, item.issue_id)
    return ("pr" if issue.pull_id else "issue", issue.state)


def _texts(store: Store, project: Project, item: Item, key: str) -> list[str]:
    """What an item has under a name: labels, assignees, milestone and repository of its issue, or a field."""
    issue = issues.by_id(store, item.issue_id) if item.issue_id else None
    if key in ("label", "labels"):
        return [one.name for one in labels.of_issue(store, issue.id)] if issue else []
    if key in ("assignee", "assignees"):
        return [one.login for one in issues.assignees(store, issue)] if issue else []
    if key == "milestone":
        within = milestones.by_id(store, issue.milestone_id) if issue and issue.milestone_id else None
        return [within.title] if within else []
    if key in ("repo", "repository"):
        return [repositories.by_id(store, issue.repository_id).full_name] if issue else []
    return _stored(store, project, item, key)


def _stored(store: Store, project: Project, item: Item, key: str) -> list[str]:
    named = [one for one in fields.of_project(store, project) if one.name.lower().replace(" ", "-") == key]
    for field in named:
        value, option = values.stored(store, item, field), values.option(store, item, field)
        titles = [one.title for one in fields.iterations(store, field) if value and one.id == value.content]
        return [option.name] if option else titles or ([value.content] if value else [])
    return []
