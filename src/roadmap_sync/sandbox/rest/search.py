"""Search in REST: issues and pull requests, and by a plain word repositories, labels and users."""

from collections.abc import Callable, Sequence
from typing import Any

from roadmap_sync.sandbox import labels, repositories, searching
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Fault, Invalid
from roadmap_sync.sandbox.rest import paging, shapes
from roadmap_sync.sandbox.rows import Issue, Label

_LEXICAL = {"search_type": "lexical"}


def issues(call: Call) -> Reply:
    """GET /search/issues."""
    sort, order = call.query.get("sort"), call.query.get("order") or "desc"
    query = f"sort:{sort}-{order} {_asked(call)}" if sort else _asked(call)
    found = searching.found(call.site, call.viewer, query)
    return _told(call, found, lambda one: _issue(call, one), **_LEXICAL)


def all_repositories(call: Call) -> Reply:
    """GET /search/repositories."""
    found = searching.found_repositories(call.site, call.viewer, _asked(call))
    return _told(call, found, lambda one: shapes.repository(call, one))


def users(call: Call) -> Reply:
    """GET /search/users."""
    found = searching.found_accounts(call.site, _asked(call))
    return _told(call, found, lambda one: shapes.user(call, one))


def all_labels(call: Call) -> Reply:
    """GET /search/labels of the repository `repository_id`, by words of name and description."""
    words = [text for _, text in searching.words(_asked(call))]
    asked = call.query.get("repository_id", "")
    if not asked.isdecimal():
        raise Invalid(Fault("Search", "repository_id", "missing", "repository_id is missing"))
    home = repositories.by_id(call.site.store, int(asked))
    known = labels.all_of(call.site.store, home)
    found = [one for one in known if all(word in _text(one) for word in words)]
    return _told(call, found, lambda one: shapes.label(call, home, one))


def _asked(call: Call) -> str:
    query = call.query.get("q", "")
    if not query.strip():
        raise Invalid(Fault("Search", "q", "missing", "None of the search qualifiers apply"))
    return query


def _told(call: Call, found: Sequence[Any], shape: Callable[[Any], shapes.Json], **last: str) -> Reply:
    shown, headers = paging.counted(call, None, "items", found, lambda one: shape(one) | {"score": 1.0})
    # clients take the first key but the counters for the list
    return answer(200, {"incomplete_results": False} | shown | last, **headers)


def _issue(call: Call, issue: Issue) -> shapes.Json:
    return shapes.issue(call, repositories.by_id(call.site.store, issue.repository_id), issue)


def _text(one: Label) -> str:
    return f"{one.name}\n{one.description or ''}".lower()
