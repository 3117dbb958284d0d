"""Search in REST: issues and pull requests."""

from roadmap_sync.sandbox import repositories, searching
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Fault, Invalid
from roadmap_sync.sandbox.rest import paging, shapes
from roadmap_sync.sandbox.rows import Issue


def issues(call: Call) -> Reply:
    """GET /search/issues."""
    query = call.query.get("q", "")
    if not query.strip():
        raise Invalid(Fault("Search", "q", "missing", "None of the search qualifiers apply"))
    found = searching.found(call.site, call.viewer, query)
    shown, headers = paging.counted(call, None, "items", found, lambda one: _scored(call, one))
    last = {"search_type": "lexical"}  # clients take the first key but the counters for the list
    return answer(200, {"incomplete_results": False} | shown | last, **headers)


def _scored(call: Call, issue: Issue) -> shapes.Json:
    home = repositories.by_id(call.site.store, issue.repository_id)
    return shapes.issue(call, home, issue) | {"score": 1.0}
