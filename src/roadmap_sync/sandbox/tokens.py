"""What kind of token a request bears, and which doors that kind opens: scopes, permissions, projects."""

import re
from dataclasses import dataclass

from roadmap_sync.sandbox.refusals import Forbidden
from roadmap_sync.sandbox.rows import Account
from roadmap_sync.sandbox.site import Site

KINDS = ("classic", "fine-grained", "app", "actions")
PROJECT, REPOSITORY = ("project",), ("public_repo", "repo")
_DENIED = {
    "fine-grained": "Resource not accessible by personal access token",
    "app": "Resource not accessible by integration",
    "actions": "Resource not accessible by integration",
}
_PERMISSIONS = (
    (re.compile(r"/repos/[^/]+/[^/]+/(issues|labels|milestones|assignees)(/|$)"), "issues"),
    (re.compile(r"/repos/[^/]+/[^/]+/(contents|git)(/|$)"), "contents"),
    (re.compile(r"/repos/[^/]+/[^/]+/pulls(/|$)"), "pull_requests"),
    (re.compile(r"/repos/[^/]+/[^/]+/check-runs(/|$)"), "checks"),
)
_GIT = ("createCommitOnBranch", "createRef", "updateRef", "createLinkedBranch", "deleteLinkedBranch")
_PULLS = ("PullRequest", "requestReviews")


@dataclass(frozen=True, slots=True)
class Grant:
    """A token's kind, and its OAuth scopes or its permissions as `issues=write`.

    A token without a word in `scopes` is as wide as its kind allows; one with words has only those.
    """

    kind: str = "classic"
    scopes: tuple[str, ...] = ("project", "read:org", "repo")

    @property
    def denied(self) -> str:
        """GitHub's sentence for a token that lacks a permission."""
        return _DENIED.get(self.kind, "Not Found")

    def permits(self, name: str, *, write: bool) -> bool:
        """Whether a token with permissions has this one."""
        if self.kind == "classic" or not self.scopes:
            return True
        return f"{name}=write" in self.scopes or (not write and f"{name}=read" in self.scopes)

    def lacks(self, wanted: tuple[str, ...]) -> bool:
        """Whether this is a classic token with none of these scopes."""
        return self.kind == "classic" and not set(wanted) & set(self.scopes)

    def lacks_scope(self, *, write: bool) -> bool:
        """Whether a classic token may not touch projects."""
        return self.lacks(PROJECT if write else (*PROJECT, "read:project"))


def of(site: Site, token: str | None) -> Grant:
    """What is known of a token; one that was never registered is a classic one with every scope."""
    found = site.store.pairs("SELECT kind, scopes FROM grants WHERE token = ?", token)
    return next((Grant(kind, tuple(filter(None, scopes.split(" ")))) for kind, scopes in found), Grant())


def register(site: Site, token: str, grant: Grant) -> None:
    """Make a token one of a kind."""
    sql = "INSERT OR REPLACE INTO grants VALUES (?, ?, ?)"
    site.store.run(sql, token, grant.kind, " ".join(sorted(grant.scopes)))


def allow_projects(grant: Grant, owner: Account, *, write: bool) -> None:
    """Refuse a token that reaches no project of this owner.

    Actions tokens reach none, apps and fine-grained tokens only those of organizations.
    """
    if grant.kind == "classic":
        if grant.lacks_scope(write=write):
            raise Forbidden("Your token has not been granted the required scopes to execute this query.")
        return
    in_organization = owner.kind == "Organization" and grant.kind != "actions"
    if not (in_organization and grant.permits("organization_projects", write=write)):
        raise Forbidden(grant.denied)


def needed(method: str, path: str, mutations: tuple[str, ...]) -> str | None:
    """The permission a write wants: by path in REST, by fields in GraphQL; None for others."""
    if mutations:
        if any("ProjectV2" in name for name in mutations):
            return None
        if any(name in _GIT for name in mutations):
            return "contents"
        return "pull_requests" if any(word in name for name in mutations for word in _PULLS) else "issues"
    if method in ("GET", "HEAD"):
        return None
    return next((name for pattern, name in _PERMISSIONS if pattern.match(path)), None)


def unscoped(grant: Grant, kind: str, path: str, *, private: bool) -> tuple[str, ...]:
    """The scopes of which a classic token lacks each for a request below a repository; none when it may."""
    if not path.startswith("/repos/") or not (private or kind == "write"):
        return ()
    wanted = ("repo",) if private else REPOSITORY
    return wanted if grant.lacks(wanted) else ()
