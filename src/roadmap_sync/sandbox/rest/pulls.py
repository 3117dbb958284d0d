"""Pull requests in REST: rows in the sequence of issues, with no diff behind them."""

from typing import Any

from roadmap_sync.sandbox import content, issues, listing, people
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Fault, Invalid, Missing
from roadmap_sync.sandbox.rest import fields, found, paging, shapes
from roadmap_sync.sandbox.rows import Issue, Repository

_SHARED = (
    "node_id", "html_url", "number", "state", "locked", "title", "user", "body", "labels", "milestone",
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
    shown = _shape(call, home, issues.create(call.site, call.actor, home, draft))
    return answer(201, shown, location=shown["url"])


def read(call: Call) -> Reply:
    """GET …/pulls/{number}."""
    home = found.repository(call)
    issue = found.issue(call, home)
    if not issue.pull_id:
        raise Missing
    return answer(200, _shape(call, home, issue))


def list_of(call: Call) -> Reply:
    """GET …/pulls."""
    home = found.repository(call)
    state = (
        fields.choice("PullRequest", call.query.get("state"), "state", ("open", "closed", "all")) or "open"
    )
    wanted = listing.Filter(kind="pulls", states=() if state == "all" else (state,))
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
    head, base = (_end(call, home, name or "") for name in (pull.head, pull.base))
    api, page = call.links.repo(home), about["html_url"]
    url = f"{api}/pulls/{pull.number}"
    links = {
        "url": url, "commits_url": f"{url}/commits", "review_comments_url": f"{url}/comments",
        "review_comment_url": f"{api}/pulls/comments{{/number}}", "issue_url": about["url"],
        "statuses_url": f"{api}/statuses/{head['sha']}",
    }  # fmt: skip
    targets = {name.removesuffix("_url").replace("url", "self"): link for name, link in links.items()}
    targets |= {"html": page, "comments": about["comments_url"]}
    shared = {name: about[name] for name in _SHARED}
    patches = {"diff_url": f"{page}.diff", "patch_url": f"{page}.patch"}
    named = {name: {"href": link} for name, link in targets.items()}
    ends = {"id": pull.pull_id, "head": head, "base": base, "_links": named}
    return shared | links | patches | ends | _NOTHING_YET


def _end(call: Call, home: Repository, branch: str) -> dict[str, Any]:
    ref = content.ref(call.site, home, branch)
    owner = people.by_id(call.site.store, home.owner_id)
    return {
        "label": f"{home.owner}:{branch}",
        "ref": branch,
        "sha": ref.oid if ref else "0" * 40,
        "user": shapes.user(call, owner),
        "repo": shapes.repository(call, home),
    }
