"""The things a path names, and the refusals when they are not there or not allowed."""

from urllib.parse import urlencode

from roadmap_sync.sandbox import content, deletion, issues, labels, milestones, people, repositories
from roadmap_sync.sandbox.access import authenticate
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.content import Branch
from roadmap_sync.sandbox.refusals import Fault, Gone, Invalid, Missing, Moved, Refusal, Stale
from roadmap_sync.sandbox.rows import Account, Issue, Label, Milestone, Repository

ADMIN_RIGHTS = "Must have admin rights to Repository."


def repository(call: Call) -> Repository:
    """The repository in the path; an unknown and a hidden one are the same 404."""
    named = repositories.by_name(call.site.store, call.params["owner"], call.params["repo"])
    found = repositories.visible(call.site.store, named, call.viewer)
    if found is None:
        raise _missing(call)
    if call.method not in ("GET", "HEAD"):
        authenticate(call)
    return found


def _missing(call: Call) -> Refusal:
    once = repositories.once(call.site.store, call.params["owner"], call.params["repo"])
    now = repositories.visible(call.site.store, once, call.viewer)
    if now is None:
        return Missing()
    below = call.path.split("/", 4)[4:]
    asked = f"?{urlencode(call.query)}" if call.query else ""
    return Moved("/".join([f"{call.links.api}/repositories/{now.id}", *below]) + asked)


def tracker(call: Call) -> Repository:
    """The repository in the path, which must have issues, and be open to writing when this is a write."""
    found = repository(call)
    repositories.with_issues(found)
    if call.method not in ("GET", "HEAD"):
        repositories.writable(found)
    return found


def issue(call: Call, home: Repository) -> Issue:
    """The issue or pull request in the path."""
    number = call.params["number"]
    found = issues.by_number(call.site.store, home, number)
    if found is None:
        raise Gone("This issue was deleted") if deletion.was(call.site.store, home, number) else Missing
    return found


def issue_by_id(call: Call, database_id: int) -> Issue:
    """The issue of a database id in any repository the viewer sees; a number is none."""
    found = issues.by_id(call.site.store, database_id)
    home = repositories.by_id(call.site.store, found.repository_id)
    if repositories.visible(call.site.store, home, call.viewer) is None:
        raise Missing
    return found


def account(call: Call) -> Account:
    """The account whose login is in the path."""
    known = people.by_login(call.site.store, call.params["login"])
    if known is None:
        raise Missing
    return known


def branch(call: Call, home: Repository, name: str) -> Branch:
    """A branch of the repository."""
    ref = content.ref(call.site, home, name)
    if ref is None:
        raise Missing("Branch not found")
    return ref


def label(call: Call, home: Repository) -> Label:
    """The label in the path."""
    found = labels.by_name(call.site.store, home, call.params["name"])
    if found is None:
        raise Missing
    return found


def milestone(call: Call, home: Repository) -> Milestone:
    """The milestone in the path."""
    found = milestones.by_number(call.site.store, home, call.params["number"])
    if found is None:
        raise Missing
    return found


def revision(call: Call, wanted: str | None, *, history: bool = False) -> tuple[Repository, str]:
    """The repository in the path and the commit of a revision, the default branch's when none is named.

    A repository without commits has no such file (404), and no such history (409).
    """
    home = repository(call)
    if content.tip(call.site, home) is None and not content.refs(call.site, home, "refs/heads/"):
        raise Stale("Git Repository is empty.") if history else Missing("This repository is empty.")
    oid = content.resolve(call.site, home, f"{wanted or home.default_branch}^{{commit}}")
    if oid is None:
        raise Missing(f"No commit found for the ref {wanted}")
    return home, oid[1]


def commit(call: Call, wanted: str) -> tuple[Repository, str]:
    """The same, for paths below commits/: what is no commit is a 422 there."""
    try:
        return revision(call, wanted, history=True)
    except Missing as missing:
        if missing.message.startswith("No commit"):
            raise Invalid(message=f"No commit found for SHA: {wanted}") from missing
        raise


def assignable(call: Call, home: Repository, logins: list[str]) -> list[Account]:
    """The accounts of these logins; one that cannot be assigned is invalid."""
    found = []
    for login in logins:
        account = people.by_login(call.site.store, login)
        if account is None or not people.may(call.site.store, home, account, "triage"):
            sentence = f"Could not resolve to an assignable user with the login of '{login}'"
            raise Invalid(Fault("Issue", "assignees", "invalid", sentence, value=login))
        found.append(account)
    return found


def may(call: Call, home: Repository, least: str) -> bool:
    """Whether the viewer has at least that role."""
    return people.may(call.site.store, home, call.viewer, least)


def need(call: Call, home: Repository, least: str, message: str = ADMIN_RIGHTS) -> None:
    """Refuse a viewer below that role."""
    people.require(call.site.store, home, call.viewer, least, message)
