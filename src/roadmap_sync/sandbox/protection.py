"""Branches that take no direct commits, and who may ask to pull."""

from roadmap_sync.sandbox.refusals import Forbidden, Refused
from roadmap_sync.sandbox.rows import Repository
from roadmap_sync.sandbox.site import Site

RULES = {
    "pull-request": "Changes must be made through a pull request.",
    "signatures": "Commits must have verified signatures.",
    "checks": 'Required status check "test" is expected.',
}
"""Sentences as git and the API print them. That GraphQL words them so is unverified."""
_NO_PULLS = "GitHub Actions is not permitted to create or approve pull requests."


def protect(
    site: Site, repository: Repository, branch: str, rule: str | None, *, classic: bool = False
) -> None:
    """Let a branch refuse commits by a rule, or by none; `classic`: by protection, not by a ruleset."""
    _say(site, repository, f"classic {branch}", allowed=classic)
    with site.store.transaction():
        where = "repository_id = ? AND branch = ?"
        site.store.run(f"DELETE FROM protections WHERE {where}", repository.id, branch)
        if rule:
            site.store.insert("protections", repository_id=repository.id, branch=branch, rule=rule)


def rule_of(site: Site, repository: Repository, branch: str) -> str | None:
    """The rule of a branch by its short name."""
    sql = "SELECT rule FROM protections WHERE repository_id = ? AND branch = ?"
    return next(iter(site.store.texts(sql, repository.id, branch)), None)


def check(site: Site, repository: Repository, branch: str, *, signed: bool = False) -> None:
    """Refuse a direct change of a branch; ``signed``: its commits are GitHub's own, which it signs."""
    rule = rule_of(site, repository, branch)
    if rule and not (signed and rule == "signatures"):
        raise Refused(f"Repository rule violations found\n\n{RULES[rule]}\n\n")


def let_ask(site: Site, repository: Repository, *, allowed: bool) -> None:
    """Whether tokens of workflows may open pull requests."""
    _say(site, repository, "pulls", allowed=allowed)


def asks(site: Site, repository: Repository) -> bool:
    """Whether they may."""
    return "no" not in _said(site, repository, "pulls")


def is_classic(site: Site, repository: Repository, branch: str) -> bool:
    """Whether the rule of a branch is one of branch protection."""
    return "yes" in _said(site, repository, f"classic {branch}")


def _say(site: Site, repository: Repository, name: str, *, allowed: bool) -> None:
    with site.store.transaction():
        site.store.run("DELETE FROM policies WHERE repository_id = ? AND name = ?", repository.id, name)
        value = "yes" if allowed else "no"
        site.store.insert("policies", repository_id=repository.id, name=name, value=value)


def _said(site: Site, repository: Repository, name: str) -> list[str]:
    sql = "SELECT value FROM policies WHERE repository_id = ? AND name = ?"
    return site.store.texts(sql, repository.id, name)


def may_ask(site: Site, repository: Repository) -> None:
    """Refuse a pull request where workflows may not open any."""
    if not asks(site, repository):
        raise Forbidden(_NO_PULLS)
