"""What both APIs ask of every request, and add to every reply."""

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any

from roadmap_sync.sandbox import apps, limited, people, repositories, tokens
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.dressing import dressed
from roadmap_sync.sandbox.refusals import (
    Disabled,
    Forbidden,
    Gone,
    Invalid,
    Missing,
    Moved,
    Refusal,
    Refused,
    Stale,
    Unauthenticated,
    Unmergeable,
)

_SURROGATE = b"\\ud"
DOCUMENTATION = "https://docs.github.com/rest"
_STATUS: list[tuple[type[Refusal], int]] = [
    (Unauthenticated, 401), (Forbidden, 403), (Missing, 404), (Stale, 409), (Disabled, 410), (Gone, 410),
    (Invalid, 422), (Unmergeable, 405), (Refused, 422),
]  # fmt: skip
_NO_AGENT = (
    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header "
    "(https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). "
    "Check https://developer.github.com for other possible causes."
)


class Malformed(Refusal):
    """The body is no JSON object."""


def answered(call: Call, resource: str, handler: Callable[[Call], Reply]) -> Reply:
    """The handler's reply, or its refusal, with the headers GitHub adds."""
    if not call.headers.get("user-agent"):
        return Reply(403, _NO_AGENT.encode(), content_type="text/html; charset=utf-8")
    try:
        call.token = _token(call.headers.get("authorization"))
        owner = repositories.by_id(call.site.store, call.site.home).owner_id
        call.grant = tokens.of(call.site, call.token)
        call.viewer = apps.viewer(call.site, call.token, owner)
        if call.acting:
            call.viewer = people.by_login(call.site.store, call.acting)
        reply = _permitted(call, resource) or handler(call)
    except Moved as moved:
        reply = _redirected(call, moved)
    except Refusal as refusal:
        reply = refused(refusal)
    return dressed(call, resource, reply)


def _permitted(call: Call, resource: str) -> Reply | None:
    """The refusal of a token whose hour is used up, or that lacks the permission; None for all others."""
    if call.limits.exhausted(call.token, resource) and call.path != "/rate_limit":
        return limited.primary(call)
    scopes = tokens.unscoped(call.grant, call.kind, call.path, private=_is_private(call))
    if call.token is not None and scopes:
        reply = refused(Missing())
        return Reply(reply.status, reply.body, {"x-accepted-oauth-scopes": ", ".join(scopes)})
    fields = call.fields if call.kind == "write" else ()
    wanted = tokens.needed(call.method, call.path, fields) if resource != "graphql" or fields else None
    if wanted is None or call.grant.permits(wanted, write=True):
        return None
    if resource == "graphql":
        error = {"type": "FORBIDDEN", "path": [fields[0]], "message": call.grant.denied}
        return answer(200, {"data": None, "errors": [error]})
    reply = refused(Forbidden(call.grant.denied))
    return Reply(reply.status, reply.body, {"x-accepted-github-permissions": f"{wanted}=write"})


def _is_private(call: Call) -> bool:
    return repositories.by_id(call.site.store, call.site.home).private


def authenticate(call: Call) -> None:
    """Refuse a request without a token."""
    if call.viewer is None:
        raise Unauthenticated("Requires authentication")


def json_object(call: Call) -> dict[str, Any]:
    """The body as a JSON object; an empty one is empty."""
    found = json_value(call)
    if not isinstance(found, dict):
        raise Malformed("Body should be a JSON object")
    return found


def json_value(call: Call) -> Any:
    """The body as JSON; an empty one is an empty object."""
    try:
        found = json.loads(call.body or b"{}")
        if _SURROGATE in call.body.lower():
            json.dumps(found, ensure_ascii=False).encode()  # half of a pair is no text
        return found
    except ValueError as error:
        raise Malformed("Problems parsing JSON") from error


def refused(refusal: Refusal) -> Reply:
    """A refusal as REST words it."""
    status = next((number for kind, number in _STATUS if isinstance(refusal, kind)), 400)
    body: dict[str, Any] = {"message": refusal.message}
    if isinstance(refusal, Invalid) and refusal.faults:
        body["errors"] = [_fault(fault) for fault in refusal.faults]
    return answer(status, body | {"documentation_url": DOCUMENTATION, "status": str(status)})


def _redirected(call: Call, moved: Moved) -> Reply:
    """Reads are sent on for good; writes for now, so that clients send them again with their body."""
    status = 301 if call.method in ("GET", "HEAD") else 307
    message = moved.message if status == 301 else "Temporary Redirect"
    body = {"message": message, "url": moved.url, "documentation_url": DOCUMENTATION}
    return answer(status, body, location=moved.url)


def not_found() -> Reply:
    """There is nothing under this path."""
    return refused(Missing())


def _fault(fault: Any) -> dict[str, Any]:
    shown = {"value": fault.value, "resource": fault.resource, "field": fault.field, "code": fault.code}
    shown["message"] = fault.message
    return {name: value for name, value in shown.items() if value is not None}


def _token(header: str | None) -> str | None:
    if header is None:
        return None
    scheme, _, rest = header.strip().partition(" ")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(rest, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return rest.strip() if scheme.lower() in ("bearer", "token") else ""
