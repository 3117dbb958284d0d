"""The pages for people: plain HTML, no script, plain forms."""

from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.page import issue, lists
from roadmap_sync.sandbox.page.html import document, tag
from roadmap_sync.sandbox.refusals import Forbidden, Invalid, Missing, Refusal
from roadmap_sync.sandbox.routing import Table

_REPO = "/{owner}/{repo}"
_TABLE = Table(
    [
        ("GET", "/", lists.all_repositories),
        ("GET", _REPO, lists.issues),
        ("GET", f"{_REPO}/issues", lists.issues),
        ("GET", f"{_REPO}/issues/{{number:int}}", issue.read),
        ("POST", f"{_REPO}/issues/{{number:int}}", issue.change),
        ("GET", f"{_REPO}/pull/{{number:int}}", issue.read),
        ("POST", f"{_REPO}/pull/{{number:int}}", issue.change),
        ("GET", f"{_REPO}/milestones", lists.all_milestones),
        ("GET", f"{_REPO}/milestone/{{number:int}}", lists.milestone),
        ("GET", f"{_REPO}/labels/{{name:path}}", lists.labelled),
    ]
)
_STATUS: dict[type[Refusal], int] = {Missing: 404, Forbidden: 403, Invalid: 422}


def answer(call: Call) -> Reply:
    """Answer a request of a browser; a refusal is a page as well."""
    match = _TABLE.find(call.method, call.path)
    try:
        if match is None:
            raise Missing
        handler, call.params = match
        return handler(call)
    except Refusal as refusal:
        reason = refusal.sentence if isinstance(refusal, Invalid) else refusal.message
        back = tag("p", tag("a", "Back to the start", href="/"))
        return document(reason, tag("h1", reason), back, status=_STATUS.get(type(refusal), 400))
