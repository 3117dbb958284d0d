"""The headers of every reply of the APIs, and the 304 of a conditional request."""

from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from roadmap_sync.sandbox import apps
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.clock import moment
from roadmap_sync.sandbox.limits import Window

_EXPOSED = (
    "ETag, Link, Location, Retry-After, X-GitHub-OTP, X-RateLimit-Limit, X-RateLimit-Remaining, "
    "X-RateLimit-Used, X-RateLimit-Resource, X-RateLimit-Reset, X-OAuth-Scopes, X-Accepted-OAuth-Scopes, "
    "X-Poll-Interval, X-GitHub-Media-Type, X-GitHub-SSO, X-GitHub-Request-Id, Deprecation, Sunset"
)
_PREFLIGHT = {
    "access-control-allow-headers": "Authorization, Content-Type, If-Match, If-Modified-Since, "
    "If-None-Match, If-Unmodified-Since, Accept-Encoding, X-GitHub-OTP, X-Requested-With, User-Agent, "
    "GraphQL-Features, X-GitHub-Api-Version",
    "access-control-allow-methods": "GET, POST, PATCH, PUT, DELETE",
    "access-control-max-age": "86400",
}
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def dressed(call: Call, resource: str, reply: Reply) -> Reply:
    """The reply with its headers; a 304 where the client has it already, which costs nothing."""
    etag = f'W/"{sha256(reply.body).hexdigest()}"'
    fresh = call.method in ("GET", "HEAD") and reply.status == 200
    unchanged = fresh and _unchanged(call, etag, reply.headers.get("last-modified"))
    if unchanged:
        kept = {name: text for name, text in reply.headers.items() if name == "last-modified"}
        reply = Reply(304, headers=kept)
    if resource == "graphql" or unchanged:
        window = call.limits.window(call.token, resource)
    else:
        window = call.limits.spend(call.token, resource, 0 if call.path == "/rate_limit" else 1)
    headers = _headers(call, resource, window) | ({"etag": etag} if fresh else {})
    return Reply(reply.status, reply.body, headers | reply.headers, reply.content_type)


def preflight(call: Call) -> Reply:
    """What a browser may send from a page of this machine.

    https://docs.github.com/en/rest/using-the-rest-api/using-cors-and-jsonp-to-make-cross-origin-requests
    """
    return Reply(204, headers=_PREFLIGHT)


def local(origin: str | None) -> bool:
    """Whether a page of this origin is of this machine; so is what is no page."""
    host = urlsplit(origin).hostname or "" if origin else "localhost"
    return host in LOOPBACK or host.endswith(".localhost")


def http_date(stamp: str) -> str:
    """`2026-03-01T09:30:00Z` as HTTP writes it."""
    return format_datetime(moment(stamp), usegmt=True)


def dated(shown: dict[str, Any], when: str | None = None) -> Reply:
    """A thing alone, which tells when it was changed last, as lists do not (seen in recordings)."""
    return answer(200, shown, last_modified=http_date(when or shown["updated_at"]))


def _unchanged(call: Call, etag: str, modified: str | None) -> bool:
    """`If-None-Match` decides where it is given, as RFC 9110 says, else `If-Modified-Since`."""
    told = call.headers.get("if-none-match")
    if told is not None:
        return _known(told, etag)
    since = call.headers.get("if-modified-since")
    if since is None or modified is None:
        return False
    try:
        return parsedate_to_datetime(since) >= parsedate_to_datetime(modified)
    except (ValueError, TypeError):
        return False


def _known(told: str, etag: str) -> bool:
    """Whether `If-None-Match` names what would be sent; it compares weakly."""
    tags = [tag.strip().removeprefix("W/") for tag in told.split(",")]
    return "*" in tags or etag.removeprefix("W/") in tags


def _headers(call: Call, resource: str, window: Window) -> dict[str, str]:
    headers = {
        "x-ratelimit-limit": str(window.limit),
        "x-ratelimit-remaining": str(window.remaining),
        "x-ratelimit-used": str(window.used),
        "x-ratelimit-reset": str(int(window.reset.timestamp())),
        "x-ratelimit-resource": resource,
        "x-github-request-id": call.limits.request_id(),
        "x-github-media-type": f"github.{'v4' if resource == 'graphql' else 'v3'}; format=json",
        "x-github-api-version-selected": call.headers.get("x-github-api-version", "2022-11-28"),
        "cache-control": "private, max-age=60, s-maxage=60"
        if call.viewer
        else "public, max-age=60, s-maxage=60",
        "vary": "Accept, Authorization, Cookie, X-GitHub-OTP,Accept-Encoding, Accept, X-Requested-With",
        "x-content-type-options": "nosniff",
    }
    if local(call.headers.get("origin")):
        headers |= {"access-control-allow-origin": "*", "access-control-expose-headers": _EXPOSED}
    if call.viewer and call.grant.kind == "classic":
        headers["x-oauth-scopes"] = ", ".join(call.grant.scopes)
    ends = apps.end(call.site, call.token) if call.grant.kind in ("classic", "fine-grained") else None
    if ends:
        headers["github-authentication-token-expiration"] = f"{moment(ends):%Y-%m-%d %H:%M:%S} UTC"
    return headers
