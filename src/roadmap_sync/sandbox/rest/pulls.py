"""Pull requests in REST: rows in the sequence of issues, with no diff behind them."""

from typing import Any

from roadmap_sync.sandbox import issues, listing, people, protection
from roadmap_sync.sandbox import pulls as asked
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Fault, Forbidden, Invalid, Missing
from roadmap_sync.sandbox.rest import fields, found, paging, shapes
from roadmap_sync.sandbox.rest.content import shape as shown_commit
from roadmap_sync.sandbox.rows import Issue, Repository

_SHARED = (
    "node_id", "html_url", "number", "state", "locked", "title", "user", "body", "body_text",
    "body_html", "labels", "milestone",
    "active_lock_reason", "created_at", "updated_at", "closed_at", "assignee", "assignees",
    "author_association", "comments", "comments_url",
)  # fmt: skip
_NOTHING_YET: dict[str, Any] = {
    "draft": False, "requested_reviewers": [], "requested_teams": [], "auto_merge": None, "merged": False,
    "merged_at": None, "merge_commit_sha": None, "mergeable": None, "rebaseable": None,
    "mergeable_state": "unknown", "merged_by": None, "review_comments": 0, "maintainer_can_modify": False,
    "commits": 1, "additions": 0, "deletions": 0, "changed_files": 0,
}  # fmt: skip


def create(call: Call) -> Reply:
    """POST …/pulls."""
    home = found.repository(call)
    body = json_object(call)
    draft = issues.Draft(
        title=fields.needed(body, "title"),
        body=fields.text(body, "body"),
        head=fields.needed(body, "head"),
        base=fields.needed(body, "base"),
    )
    if draft.head == draft.base:
        raise Invalid(Fault("PullRequest", "head", "invalid", "Head is invalid"))
    protection.may_ask(call.site, home)
    shown = _shape(call, home, asked.create(call.site, call.actor, home, draft))
    return answer(201, shown, location=shown["url"])


def read(call: Call) -> Reply:
    """GET …/pulls/{number}."""
    home = found.repository(call)
    return answer(200, _shape(call, home, _found(call, home)))


def edit(call: Call) -> Reply:
    """PATCH …/pulls/{number}: title, body and state."""
    home = found.repository(call)
    pull, body = _found(call, home), json_object(call)
    if not issues.may_edit(call.site.store, pull, call.viewer):
        raise Forbidden(found.ADMIN_RIGHTS)
    state = fields.choice("PullRequest", fields.text(body, "state"), "state", ("open", "closed"))
    pull = issues.edit(
        call.site, call.actor, pull, title=fields.text(body, "title"), body=fields.text(body, "body")
    )
    if state == "closed":
        pull = issues.close(call.site, call.actor, pull)
    elif state == "open" and asked.merge_of(call.site, pull) is None:
        pull = issues.reopen(call.site, call.actor, pull)
    return answer(200, _shape(call, home, pull))


def merge(call: Call) -> Reply:
    """PUT …/pulls/{number}/merge, always with a merge commit."""
    home = found.repository(call)
    found.need(call, home, "write")
    done = asked.merge(call.site, call.actor, home, _found(call, home))
    return answer(200, {"sha": done.oid, "merged": True, "message": "Pull Request successfully merged"})


def is_merged(call: Call) -> Reply:
    """GET …/pulls/{number}/merge: 204 when it is merged, 404 when not."""
    if asked.merge_of(call.site, _found(call, found.repository(call))) is None:
        raise Missing
    return Reply(204)


def commits(call: Call) -> Reply:
    """GET …/pulls/{number}/commits, oldest first: those of the head that the base did not have."""
    home = found.repository(call)
    made = asked.commits(call.site, home, _found(call, home))
    return paging.of_list(call, home, made, lambda one: shown_commit(call, home, one))


def _found(call: Call, home: Repository) -> Issue:
    issue = found.issue(call, home)
    if not issue.pull_id:
        raise Missing
    return issue


def list_of(call: Call) -> Reply:
    """GET …/pulls."""
    home = found.repository(call)
    state = (
        fields.choice("PullRequest", call.query.get("state"), "state", ("open", "closed", "all")) or "open"
    )
    wanted = listing.Filter(
        kind="pulls",
        states=() if state == "all" else (state,),
        head=(call.query.get("head") or "").rpartition(":")[2] or None,
        base=call.query.get("base") or None,
        descending=call.query.get("direction", "desc") == "desc",
    )
    store = call.site.store
    return paging.of_query(
        call,
        home,
        listing.count(store, home, wanted),
        lambda offset, limit: listing.page(store, home, wanted, offset, limit),
        lambda one: _shape(call, home, one),
    )


def _shape(call: Call, home: Repository, pull: Issue) -> dict[str, Any]:
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
    return shared | links | patches | ends | _NOTHING_YET | _merged(call, pull)


def _merged(call: Call, pull: Issue) -> dict[str, Any]:
    done = asked.merge_of(call.site, pull)
    if done is None:
        return {}
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
