"""The pages for people: plain HTML, no script, plain forms."""

from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.page import board, files, issue, lists, requests
from roadmap_sync.sandbox.page.html import document, tag
from roadmap_sync.sandbox.refusals import Forbidden, Invalid, Missing, Refusal
from roadmap_sync.sandbox.routing import Handler, Table

_REPO = "/{owner}/{repo}"
_PROJECTS: list[tuple[str, str, Handler]] = [
    ("GET", "", board.all_of),
    ("GET", "/{number:int}", board.read),
    ("POST", "/{number:int}", board.move),
]
_TABLE = Table(
    [
        ("GET", "/", lists.all_repositories),
        ("GET", requests.PATH, requests.read),
        *(
            (method, f"/{root}/{{owner}}/projects{path}", handler)
            for root in ("orgs", "users")
            for method, path, handler in _PROJECTS
        ),
        ("GET", _REPO, lists.issues),
        ("GET", f"{_REPO}/issues", lists.issues),
        ("GET", f"{_REPO}/issues/{{number:int}}", issue.read),
        ("POST", f"{_REPO}/issues/{{number:int}}", issue.change),
        ("GET", f"{_REPO}/pull/{{number:int}}.{{form}}", files.difference),
        ("GET", f"{_REPO}/raw/{{rest:path}}", files.raw),
        ("GET", f"{_REPO}/pull/{{number:int}}", issue.read),
        ("POST", f"{_REPO}/pull/{{number:int}}", issue.change),
        ("GET", f"{_REPO}/milestones", lists.all_milestones),
        ("GET", f"{_REPO}/milestone/{{number:int}}", lists.milestone),
        ("GET", f"{_REPO}/labels/{{name:path}}", lists.labelled),
    ]
)
_STATUS: list[tuple[type[Refusal], int]] = [(Missing, 404), (Forbidden, 403), (Invalid, 422)]


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
        return document(reason, tag("h1", reason), back, status=_status(refusal))


def _status(refusal: Refusal) -> int:
    return next((number for kind, number in _STATUS if isinstance(refusal, kind)), 400)
