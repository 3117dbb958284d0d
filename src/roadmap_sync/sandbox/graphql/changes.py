"""What commits and pull requests change, in GraphQL: lines, files, comparisons, and the issues they close."""

from typing import Any

from roadmap_sync.sandbox import closing, comparing, content, identifiers, pulls
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.comparing import Change
from roadmap_sync.sandbox.content import Branch, Commit
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.graphql.everywhere import repository_of
from roadmap_sync.sandbox.graphql.issues import connection
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rows import Issue

_TYPES = {"A": "ADDED", "D": "DELETED", "M": "MODIFIED", "R": "RENAMED", "C": "COPIED"}


def _of_pull(pull: Issue, call: Call) -> list[Change]:
    home = repository_of(pull, call)
    return comparing.changes(call.site, home, *pulls.ends(call.site, home, pull))


def _of_commit(commit: Commit, call: Call) -> list[Change]:
    base = commit.parents[0] if commit.parents else comparing.NOTHING
    return comparing.changes(call.site, commit.repository, base, commit.oid)


def _added(found: list[Change]) -> int:
    return sum(one.additions for one in found)


def _deleted(found: list[Change]) -> int:
    return sum(one.deletions for one in found)


def _files(pull: Issue, call: Call, **cut: Any) -> connections.Connection:
    return connections.over("files", _of_pull(pull, call), **cut)


def _closes(pull: Issue, call: Call, **cut: Any) -> connections.Connection:
    found = closing.references(call.site, repository_of(pull, call), pull)
    return connections.over("closingIssuesReferences", found, **cut)


def _closed_by(
    issue: Issue, call: Call, *, include_closed_prs: bool | None = False, **cut: Any
) -> connections.Connection:
    found = closing.closing(call.site, repository_of(issue, call), issue)
    shown = [one for one in found if include_closed_prs or one.state == "open" or _done(one, call)]
    return connections.over("closedByPullRequestsReferences", shown, **cut)


def _done(pull: Issue, call: Call) -> bool:
    return pulls.merge_of(call.site, pull) is not None


def _bringing(commit: Commit, call: Call, **cut: Any) -> connections.Connection:
    found = pulls.bringing(call.site, commit.repository, commit.oid)
    return connections.over("associatedPullRequests", found, **cut)


def _from(ref: Branch, call: Call, **given: Any) -> connections.Connection:
    """The pull requests whose head a branch is."""
    asked = given | {"head_ref_name": ref.name.removeprefix("refs/heads/")}
    return connection(call, ref.repository, "pulls", "associatedPullRequests", **asked)


def _compare(ref: Branch, call: Call, head_ref: str) -> dict[str, Any]:
    head = content.resolve(call.site, ref.repository, f"{head_ref.rpartition(':')[2]}^{{commit}}")
    if head is None:
        raise Missing(f"Could not resolve head_ref '{head_ref}'")
    ahead, behind = comparing.distance(call.site, ref.repository, ref.oid, head[1])
    return {"base": ref, "head": head[1], "aheadBy": ahead, "behindBy": behind}


def _status(found: dict[str, Any], call: Call) -> str:
    if found["aheadBy"] and found["behindBy"]:
        return "DIVERGED"
    return "AHEAD" if found["aheadBy"] else "BEHIND" if found["behindBy"] else "IDENTICAL"


def _between(found: dict[str, Any], call: Call, **cut: Any) -> connections.Connection:
    base: Branch = found["base"]
    made = content.commits(call.site, base.repository, f"{base.oid}..{found['head']}")[::-1]
    shown = connections.over("commits", made, **cut)
    return shown.having(authorCount=len({one.author.email for one in made}))


def _commit(found: dict[str, Any], call: Call, oid: str) -> Commit | None:
    return content.commit(call.site, found["base"].repository, oid)


def _comparison_id(found: dict[str, Any], call: Call) -> str:
    base: Branch = found["base"]
    return identifiers.encode("CO", base.repository.id, f"{base.oid}...{found['head']}")


FIELDS: dict[str, Fields] = {
    "PullRequest": {
        "additions": lambda it, call: _added(_of_pull(it, call)),
        "deletions": lambda it, call: _deleted(_of_pull(it, call)),
        "changedFiles": lambda it, call: len(_of_pull(it, call)),
        "files": _files,
        "closingIssuesReferences": _closes,
    },
    "PullRequestChangedFile": {"changeType": lambda it, call: _TYPES.get(it.letter, "CHANGED")},
    "Issue": {"closedByPullRequestsReferences": _closed_by},
    "Commit": {
        "additions": lambda it, call: _added(_of_commit(it, call)),
        "deletions": lambda it, call: _deleted(_of_commit(it, call)),
        "changedFilesIfAvailable": lambda it, call: len(_of_commit(it, call)),
        "associatedPullRequests": _bringing,
    },
    "Ref": {"associatedPullRequests": _from, "compare": _compare},
    "Comparison": {
        "id": _comparison_id,
        "status": _status,
        "commits": _between,
        "baseTarget": lambda it, call: _commit(it, call, it["base"].oid),
        "headTarget": lambda it, call: _commit(it, call, it["head"]),
    },
}
