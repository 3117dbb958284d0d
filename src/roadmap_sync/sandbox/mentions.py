"""Where an issue is mentioned: in the text of other issues and pull requests, and in comments on them."""

import re
from dataclasses import dataclass

from roadmap_sync.sandbox import closing, issues
from roadmap_sync.sandbox.rows import Comment, Issue, Repository
from roadmap_sync.sandbox.site import Site


@dataclass(frozen=True, slots=True)
class Mention:
    """The first time an issue or pull request speaks of another; `closes`: its merge would close that."""

    source: Issue
    target: Issue
    actor_id: int
    created_at: str
    closes: bool


def of(site: Site, home: Repository, issue: Issue) -> list[Mention]:
    """The mentions of an issue in its repository, oldest first; what was edited in later is dated back."""
    said = _said(home, issue)
    hint = f"%{issue.number}%"
    sql = f"{issues.ISSUE} WHERE i.repository_id = ? AND i.id <> ? AND i.body LIKE ? ORDER BY i.number"
    known = site.store.rows(Issue, sql, home.id, issue.id, hint)
    found = {one.id: (one, one.author_id, one.created_at) for one in known if said.search(one.body or "")}
    sql = (
        "SELECT c.* FROM comments c JOIN issues i ON i.id = c.issue_id "
        "WHERE i.repository_id = ? AND c.body LIKE ? ORDER BY c.rowid"
    )
    for told in site.store.rows(Comment, sql, home.id, hint):
        if told.issue_id != issue.id and told.issue_id not in found and said.search(told.body):
            source = issues.by_id(site.store, told.issue_id)
            found[source.id] = (source, told.author_id, told.created_at)
    made = [
        Mention(one, issue, who, when, _closes(site, home, one, issue)) for one, who, when in found.values()
    ]
    return sorted(made, key=lambda one: one.created_at)


def _closes(site: Site, home: Repository, source: Issue, target: Issue) -> bool:
    if not source.pull_id or source.state != "open":
        return False
    return any(one.id == target.id for one in closing.references(site, home, source))


def _said(home: Repository, issue: Issue) -> re.Pattern[str]:
    """`#12`, `owner/name#12` or the address of its page."""
    name = re.escape(home.full_name)
    return re.compile(
        rf"(?:(?<![\w/&#])|(?<![\w/.-]){name})#{issue.number}\b|/{name}/(?:issues|pull)/{issue.number}\b",
        re.IGNORECASE,
    )
