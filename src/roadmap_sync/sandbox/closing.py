"""Pull requests that close issues: "Fixes #12" in the text, carried out when the default branch takes them.

https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
"""

import re

from roadmap_sync.sandbox import issues, repositories
from roadmap_sync.sandbox.rows import Account, Issue, Repository
from roadmap_sync.sandbox.site import Site

_SAID = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+"
    r"(?:(?P<named>[\w.-]+/[\w.-]+)?\#|https?://[^/\s]+/(?P<linked>[\w.-]+/[\w.-]+)/issues/)(?P<number>\d+)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"<!--.*?-->|```.*?```|`[^`\n]*`", re.DOTALL)


def references(site: Site, home: Repository, pull: Issue) -> list[Issue]:
    """The issues a pull request into the default branch says it closes, in the order they are named."""
    if pull.base != home.default_branch:
        return []
    found = [_named(site, home, said) for said in _SAID.finditer(_QUOTED.sub(" ", pull.body or ""))]
    return list({one.id: one for one in found if one and not one.pull_id}.values())


def closing(site: Site, home: Repository, issue: Issue) -> list[Issue]:
    """The pull requests of the repository that say they close an issue; the oldest first."""
    sql = f"{issues.ISSUE} WHERE i.repository_id = ? AND i.pull_id IS NOT NULL ORDER BY i.number"
    known = site.store.rows(Issue, sql, home.id)
    return [one for one in known if any(said.id == issue.id for said in references(site, home, one))]


def close(site: Site, actor: Account, home: Repository, pull: Issue) -> None:
    """Close what a merged pull request says it closes."""
    for one in references(site, home, pull):
        if one.state == "open":
            issues.close(site, actor, one, by=pull)


def _named(site: Site, home: Repository, said: re.Match[str]) -> Issue | None:
    named = said["named"] or said["linked"]
    there = repositories.by_name(site.store, *named.split("/")) if named else home
    return issues.by_number(site.store, there, int(said["number"])) if there else None
