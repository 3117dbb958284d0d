"""Search in REST: issues and pull requests."""

from roadmap_sync.sandbox import repositories, searching
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Fault, Invalid
from roadmap_sync.sandbox.rest import shapes


def issues(call: Call) -> Reply:
    """GET /search/issues."""
    query = call.query.get("q", "")
    if not query.strip():
        raise Invalid(Fault("Search", "q", "missing", "None of the search qualifiers apply"))
    found = searching.found(call.site, call.viewer, query)
    size, page = min(100, _number(call, "per_page", 30)), _number(call, "page", 1)
    shown = [
        shapes.issue(call, repositories.by_id(call.site.store, one.repository_id), one) | {"score": 1.0}
        for one in found[(page - 1) * size : page * size]
    ]
    return answer(
        200,
        {"total_count": len(found), "incomplete_results": False, "items": shown, "search_type": "lexical"},
    )


def _number(call: Call, name: str, default: int) -> int:
    text = call.query.get(name, "")
    return int(text) if text.isdecimal() and int(text) else default
