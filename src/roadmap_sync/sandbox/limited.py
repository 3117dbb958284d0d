"""GitHub's replies when there was too much: their statuses, texts and headers, for REST and GraphQL.

https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

from roadmap_sync.sandbox.call import Call, Reply, answer

_PAGE = "https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api"
SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
CONTENT = (
    "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. "
    "Please retry your request again later."
)
TOO_QUICKLY = "was submitted too quickly"
_HTML = (
    "<!DOCTYPE html><html><head><title>Whoa there!</title></head><body><p>You have exceeded a secondary rate "
    "limit. Please wait a few minutes before you try again.</p></body></html>"
)


def primary(call: Call) -> Reply:
    """The hour is used up: 403 in REST, RATE_LIMITED in a 200 in GraphQL; remaining is 0, no retry-after."""
    home = "SELECT owner_id FROM repositories WHERE id = ?"
    user = call.viewer.id if call.viewer else call.site.store.count(home, call.site.home)
    who = f"user ID {user}" if "authorization" in call.headers else "127.0.0.1"
    message = f"API rate limit exceeded for {who}."
    counted = resource(call)
    window = call.limits.window(call.token, counted)
    headers = {
        "x_ratelimit_limit": str(window.limit),
        "x_ratelimit_remaining": "0",
        "x_ratelimit_used": str(window.limit),
        "x_ratelimit_reset": str(int(window.reset.timestamp())),
        "x_ratelimit_resource": counted,
    }
    if in_graphql(call):
        return answer(200, {"errors": [{"type": "RATE_LIMITED", "message": message}]}, **headers)
    return answer(403, {"message": message, "documentation_url": _PAGE, "status": "403"}, **headers)


def secondary(
    call: Call, message: str = SECONDARY, *, retry_after: int | None = 60, status: int = 403
) -> Reply:
    """Too much at once, known by its text; the counters of the hour look healthy."""
    headers = {} if retry_after is None else {"retry_after": str(retry_after)}
    if status == 200 and in_graphql(call):
        return answer(200, {"errors": [{"type": "RATE_LIMITED", "message": message}]}, **headers)
    page = f"{_PAGE}#about-secondary-rate-limits"
    return answer(status, {"message": message, "documentation_url": page, "status": str(status)}, **headers)


def as_page(status: int) -> Reply:
    """The same as a page of HTML, which some answers are."""
    return Reply(status, _HTML.encode(), content_type="text/html; charset=utf-8")


def bad_gateway(status: int) -> Reply:
    """What stands in front of GitHub answers for it."""
    body = (
        f"<html><head><title>{status}</title></head><body><center><h1>{status} Server "
        f"Error</h1></center></body></html>"
    )
    return Reply(status, body.encode(), content_type="text/html")


def resource(call: Call) -> str:
    """Which of the counters a request spends of."""
    if in_graphql(call):
        return "graphql"
    return "search" if call.path.startswith("/search/") else "core"


def in_graphql(call: Call) -> bool:
    """Whether a request is for the GraphQL door."""
    return call.path in ("/graphql", "/api/graphql")
