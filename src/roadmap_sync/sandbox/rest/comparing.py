"""Differences in REST: the files of a commit, comparisons, and both as text."""

import re
from typing import Any

from roadmap_sync.sandbox import comparing, content
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.comparing import Change
from roadmap_sync.sandbox.dressing import dated
from roadmap_sync.sandbox.links import below
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rest import found, media, paging
from roadmap_sync.sandbox.rest.content import Json, shape
from roadmap_sync.sandbox.rows import Repository

_STATUSES = {"A": "added", "M": "modified", "D": "removed", "R": "renamed", "C": "copied"}
_MOST_FILES, _MOST_COMMITS = 300, 250
_SPREAD = re.compile(r"(.+?)\.\.\.?(.+)")


def commit(call: Call) -> Reply:
    """GET …/commits/{ref}, with its files; as diff, patch or bare id where the Accept header asks for it."""
    home, oid = found.commit(call, call.params["ref"])
    made = content.commit(call.site, home, oid)
    assert made is not None
    base = made.parents[0] if made.parents else comparing.NOTHING
    if media.form(call) == "sha":
        return media.plain(call, oid.encode())
    told = as_text(call, home, base, oid)
    if told:
        return told
    files = comparing.changes(call.site, home, base, oid)
    stats = counted(files)
    shown = [entry(call, home, oid, one) for one in files]
    full = shape(call, home, made) | {"files": shown, "stats": stats}
    return dated(full, full["commit"]["committer"]["date"])


def compare(call: Call) -> Reply:
    """GET …/compare/{base}...{head}: what the head has beyond the last commit that both have."""
    spread = _SPREAD.fullmatch(call.params["basehead"])
    if spread is None:
        raise Missing
    home, base = found.revision(call, _branch(spread[1]))
    _, head = found.revision(call, _branch(spread[2]))
    fork = comparing.common(call.site, home, base, head)
    if fork is None:
        raise Missing(f"No common ancestor between {spread[1]} and {spread[2]}.")
    return as_text(call, home, fork, head) or _comparison(call, home, base, head, fork)


def _comparison(call: Call, home: Repository, base: str, head: str, fork: str) -> Reply:
    ahead, behind = comparing.distance(call.site, home, base, head)
    made = content.commits(call.site, home, f"{base}..{head}")[::-1]
    page, headers = paging.cut(call, home, made, default=_MOST_COMMITS)
    ends = {"base_commit": base, "merge_base_commit": fork}
    files = comparing.changes(call.site, home, fork, head)[:_MOST_FILES]
    shown = {
        **_links(call, home, base, head),
        **{name: shape(call, home, _commit(call, home, oid)) for name, oid in ends.items()},
        "status": _status(ahead, behind), "ahead_by": ahead, "behind_by": behind, "total_commits": ahead,
        "commits": [shape(call, home, one) for one in page],
        "files": [entry(call, home, head, one) for one in files],
    }  # fmt: skip
    return answer(200, shown, **headers)


def _links(call: Call, home: Repository, base: str, head: str) -> Json:
    told, page = call.params["basehead"], f"{call.links.page(home)}/compare/{below(call.params['basehead'])}"
    ends = [f"{home.owner}:{oid[:7]}" for oid in (base, head)]
    return {
        "url": f"{call.links.repo(home)}/compare/{below(told)}", "html_url": page,
        "permalink_url": f"{call.links.page(home)}/compare/{'...'.join(ends)}",
        "diff_url": f"{page}.diff", "patch_url": f"{page}.patch",
    }  # fmt: skip


def _status(ahead: int, behind: int) -> str:
    if ahead and behind:
        return "diverged"
    return "ahead" if ahead else "behind" if behind else "identical"


def _branch(name: str) -> str:
    """`main`, of `acme:main` as well."""
    return name.rpartition(":")[2]


def _commit(call: Call, home: Repository, oid: str) -> content.Commit:
    made = content.commit(call.site, home, oid)
    if made is None:
        raise Missing
    return made


def as_text(call: Call, home: Repository, base: str, head: str) -> Reply | None:
    """The difference as diff or patch, where the Accept header asks for one."""
    form = media.form(call)
    if form == "diff":
        return media.plain(call, comparing.patch(call.site, home, base, head))
    return media.plain(call, comparing.mails(call.site, home, base, head)) if form == "patch" else None


def counted(files: list[Change]) -> dict[str, int]:
    """How many lines came and went."""
    added, gone = sum(one.additions for one in files), sum(one.deletions for one in files)
    return {"total": added + gone, "additions": added, "deletions": gone}


def entry(call: Call, home: Repository, oid: str, one: Change) -> dict[str, Any]:
    """One file of a difference whose newer end is the commit `oid`."""
    web, api, path = call.links.page(home), call.links.repo(home), below(one.path)
    shown = {
        "sha": one.oid, "filename": one.path, "status": _STATUSES.get(one.letter, "changed"),
        "additions": one.additions, "deletions": one.deletions, "changes": one.additions + one.deletions,
        "blob_url": f"{web}/blob/{oid}/{path}", "raw_url": f"{web}/raw/{oid}/{path}",
        "contents_url": f"{api}/contents/{path}?ref={oid}",
    }  # fmt: skip
    more = {"patch": one.patch, "previous_filename": one.before}
    return shown | {name: text for name, text in more.items() if text is not None}
