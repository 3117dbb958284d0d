"""Pull requests in REST: rows in the sequence of issues, with what lies between two branches."""

from typing import Any

from roadmap_sync.sandbox import issues, listing, people, protection, reviews
from roadmap_sync.sandbox import pulls as asked
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.comparing import changes
from roadmap_sync.sandbox.dressing import dated
from roadmap_sync.sandbox.refusals import Fault, Forbidden, Invalid, Missing, Stale, Unmergeable
from roadmap_sync.sandbox.rest import comparing, fields, found, paging, shapes
from roadmap_sync.sandbox.rest.content import shape as shown_commit
from roadmap_sync.sandbox.rows import Issue, Repository

_SHARED = (
    "node_id", "html_url", "number", "state", "locked", "title", "user", "body", "body_text",
    "body_html", "labels", "milestone",
    "active_lock_reason", "created_at", "updated_at", "closed_at", "assignee", "assignees",
    "author_association", "comments", "comments_url",
)  # fmt: skip
_NOT_MERGED: dict[str, Any] = {
    "merged": False,
    "merged_at": None,
    "merge_commit_sha": None,
    "merged_by": None,
}
_SORTS = {"created": "created", "updated": "updated", "popularity": "comments"}
_MERGEABLE = {"MERGEABLE": (True, "clean"), "CONFLICTING": (False, "dirty")}


def create(call: Call) -> Reply:
    """POST …/pulls."""
    home = found.repository(call)
    body = json_object(call)
    draft = issues.Draft(
        title=fields.needed(body, "title"),
        body=fields.text(body, "body"),
        head=fields.needed(body, "head").rpartition(":")[2],
        base=fields.needed(body, "base"),
    )
    if draft.head == draft.base:
        raise Invalid(Fault("PullRequest", "head", "invalid", "Head is invalid"))
    protection.may_ask(call.site, home)
    with call.site.store.transaction():
        made = asked.create(call.site, call.actor, home, draft)
        if body.get("draft"):
            reviews.set_draft(call.site, made, draft=True)
    shown = _full(call, home, made)
    return answer(201, shown, location=shown["url"])


def read(call: Call) -> Reply:
    """GET …/pulls/{number}; as diff or patch where the Accept header asks for it."""
    home, pull = named(call)
    return comparing.as_text(call, home, *asked.ends(call.site, home, pull)) or dated(_full(call, home, pull))


def edit(call: Call) -> Reply:
    """PATCH …/pulls/{number}: title, body, state and base."""
    home, pull = named(call)
    body = json_object(call)
    if not issues.may_edit(call.site.store, pull, call.viewer):
        raise Forbidden(found.ADMIN_RIGHTS)
    state = fields.choice("PullRequest", fields.text(body, "state"), "state", ("open", "closed"))
    pull = asked.rebase(call.site, home, pull, fields.text(body, "base"))
    pull = issues.edit(
        call.site, call.actor, pull, title=fields.text(body, "title"), body=fields.text(body, "body")
    )
    if state == "closed":
        pull = issues.close(call.site, call.actor, pull)
    elif state == "open" and asked.merge_of(call.site, pull) is None:
        pull = issues.reopen(call.site, call.actor, pull)
    return answer(200, _full(call, home, pull))


def merge(call: Call) -> Reply:
    """PUT …/pulls/{number}/merge, by a merge commit; 405 where that cannot be, 409 for another head."""
    home, pull = named(call)
    found.need(call, home, "write")
    body = json_object(call)
    expected = fields.text(body, "sha")
    if expected and expected != asked.tips(call.site, home, pull)[1]:
        raise Stale("Head branch was modified. Review and try the merge again.")
    if reviews.is_draft(call.site.store, pull):
        raise Unmergeable("Pull Request is still a draft")
    words = [fields.text(body, name) for name in ("commit_title", "commit_message")]
    done = asked.merge(call.site, call.actor, home, pull, *words)
    return answer(200, {"sha": done.oid, "merged": True, "message": "Pull Request successfully merged"})


def update(call: Call) -> Reply:
    """PUT …/pulls/{number}/update-branch: the base is merged into the head, at once."""
    home, pull = named(call)
    found.need(call, home, "write")
    expected = fields.text(json_object(call), "expected_head_sha")
    if expected and expected != asked.tips(call.site, home, pull)[1]:
        raise Invalid(message="expected head sha didn't match current head ref.")
    asked.update(call.site, call.actor, home, pull)
    url = f"{call.links.repo(home)}/pulls/{pull.number}"
    return answer(202, {"message": "Updating pull request branch.", "url": url})


def is_merged(call: Call) -> Reply:
    """GET …/pulls/{number}/merge: 204 when it is merged, 404 when not."""
    if asked.merge_of(call.site, named(call)[1]) is None:
        raise Missing
    return Reply(204)


def commits(call: Call) -> Reply:
    """GET …/pulls/{number}/commits, oldest first: those of the head that the base did not have."""
    home, pull = named(call)
    made = asked.commits(call.site, home, pull)
    return paging.of_list(call, home, made, lambda one: shown_commit(call, home, one))


def files(call: Call) -> Reply:
    """GET …/pulls/{number}/files."""
    home, pull = named(call)
    base, head = asked.ends(call.site, home, pull)
    differ = changes(call.site, home, base, head)
    return paging.of_list(call, home, differ, lambda one: comparing.entry(call, home, head, one))


def of_commit(call: Call) -> Reply:
    """GET …/commits/{sha}/pulls: those that bring a commit, or brought it."""
    home, oid = found.commit(call, call.params["ref"])
    known = asked.bringing(call.site, home, oid)
    return paging.of_list(call, home, known, lambda one: simple(call, home, one))


def named(call: Call) -> tuple[Repository, Issue]:
    """The repository and the pull request in the path."""
    home = found.repository(call)
    issue = found.issue(call, home)
    if not issue.pull_id:
        raise Missing
    return home, issue


def list_of(call: Call) -> Reply:
    """GET …/pulls."""
    home = found.repository(call)
    state = (
        fields.choice("PullRequest", call.query.get("state"), "state", ("open", "closed", "all")) or "open"
    )
    by = fields.choice("PullRequest", call.query.get("sort"), "sort", (*_SORTS, "long-running"))
    wanted = listing.Filter(
        kind="pulls",
        states=() if state == "all" else (state,),
        head=(call.query.get("head") or "").rpartition(":")[2] or None,
        base=call.query.get("base") or None,
        sort=_SORTS.get(by or "created", "created"),
        descending=call.query.get("direction", "desc" if by in (None, "created") else "asc") == "desc",
    )
    store = call.site.store
    return paging.of_query(
        call,
        home,
        listing.count(store, home, wanted),
        lambda offset, limit: listing.page(store, home, wanted, offset, limit),
        lambda one: simple(call, home, one),
    )


def simple(call: Call, home: Repository, pull: Issue) -> dict[str, Any]:
    """A pull request as lists show it."""
    about = shapes.issue(call, home, pull)
    tips = asked.tips(call.site, home, pull)
    base, head = (
        _end(call, home, name or "", oid) for name, oid in zip((pull.base, pull.head), tips, strict=True)
    )
    api, page = call.links.repo(home), about["html_url"]
    url = f"{api}/pulls/{pull.number}"
    links = {
        "url": url, "commits_url": f"{url}/commits", "review_comments_url": f"{url}/comments",
        "review_comment_url": f"{api}/pulls/comments{{/number}}", "issue_url": about["url"],
        "statuses_url": f"{api}/statuses/{head['sha']}",
    }  # fmt: skip
    targets = {name.removesuffix("_url").replace("url", "self"): link for name, link in links.items()}
    targets |= {"html": page, "comments": about["comments_url"]}
    shared = {name: about[name] for name in _SHARED if name in about}
    patches = {"diff_url": f"{page}.diff", "patch_url": f"{page}.patch"}
    named = {name: {"href": link} for name, link in targets.items()}
    ends = {"id": pull.pull_id, "head": head, "base": base, "_links": named}
    return shared | links | patches | ends | _reviewed(call, pull) | _merged(call, pull)


def _reviewed(call: Call, pull: Issue) -> dict[str, Any]:
    wanted = [shapes.user(call, one) for one in reviews.asked(call.site.store, pull)]
    draft = reviews.is_draft(call.site.store, pull)
    return {"draft": draft, "requested_reviewers": wanted, "requested_teams": [], "auto_merge": None}


def _full(call: Call, home: Repository, pull: Issue) -> dict[str, Any]:
    """A pull request alone: with what it changes, and whether it can be merged."""
    stats = comparing.counted(differ := changes(call.site, home, *asked.ends(call.site, home, pull)))
    fits, state = _MERGEABLE.get(asked.mergeable(call.site, home, pull), (None, "unknown"))
    if fits and reviews.is_draft(call.site.store, pull):
        state = "draft"
    return simple(call, home, pull) | {
        "mergeable": fits, "rebaseable": fits, "mergeable_state": state, "review_comments": 0,
        "maintainer_can_modify": False, "commits": len(asked.commits(call.site, home, pull)),
        "additions": stats["additions"], "deletions": stats["deletions"], "changed_files": len(differ),
    }  # fmt: skip


def _merged(call: Call, pull: Issue) -> dict[str, Any]:
    done = asked.merge_of(call.site, pull)
    if done is None:
        return _NOT_MERGED
    by = shapes.user(call, people.by_id(call.site.store, done.merged_by_id))
    return {"merged": True, "merged_at": done.merged_at, "merged_by": by, "merge_commit_sha": done.oid}


def _end(call: Call, home: Repository, branch: str, oid: str) -> dict[str, Any]:
    owner = people.by_id(call.site.store, home.owner_id)
    return {
        "label": f"{home.owner}:{branch}",
        "ref": branch,
        "sha": oid,
        "user": shapes.user(call, owner),
        "repo": shapes.repository(call, home),
    }
