"""`/_sandbox/…`: switches for tests that GitHub does not have. They answer anybody on loopback."""

from typing import Any

from roadmap_sync.sandbox import access, people, repositories
from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.call import answer as in_json
from roadmap_sync.sandbox.clock import moment
from roadmap_sync.sandbox.refusals import Invalid, Refusal
from roadmap_sync.sandbox.rest import fields
from roadmap_sync.sandbox.routing import Table

_SWITCHES = ("has_issues", "archived", "private")


def answer(call: Call) -> Reply:
    """Answer a request to a switch; nothing here is logged."""
    match = _TABLE.find(call.method, call.path)
    try:
        return match[0](call) if match else access.not_found()
    except Refusal as refusal:
        return access.refused(refusal)


def _requests(call: Call) -> Reply:
    return in_json(200, call.log.summary())


def _forget(call: Call) -> Reply:
    call.log.clear()
    return Reply(204)


def _accounts(call: Call) -> Reply:
    """Make an account, or change its role and relation; `token` is then this account's."""
    body = access.json_object(call)
    login, role = fields.needed(body, "login"), fields.text(body, "role") or "none"
    kind, association = fields.text(body, "type") or "User", fields.text(body, "association")
    fields.choice("Account", role, "role", people.ROLES)
    fields.choice("Account", kind, "type", people.KINDS)
    fields.choice("Account", association, "association", people.ASSOCIATIONS)
    with call.site.store.transaction():
        account = people.create(call.site, login, kind, fields.text(body, "name"))
        home = repositories.by_id(call.site.store, call.site.home)
        people.grant(call.site, home, account, role, association)
        token = fields.text(body, "token")
        if token:
            people.hand_out(call.site, token, account)
    return in_json(201, {"login": account.login, "id": account.id, "role": role, "type": account.kind})


def _tokens(call: Call) -> Reply:
    """`{token, login}` gives a token to an account, `{token, valid: false}` makes it invalid."""
    body = access.json_object(call)
    token, login = fields.needed(body, "token"), fields.text(body, "login")
    account = people.by_login(call.site.store, login) if login else None
    if body.get("valid", True) and account is None:
        raise Invalid(message="A valid token needs the login of a known account.")
    with call.site.store.transaction():
        people.hand_out(call.site, token, account if body.get("valid", True) else None)
    return Reply(204)


def _clock(call: Call) -> Reply:
    """`{now: "2026-03-01T09:00:00Z"}` stops the clock there, `{now: null}` lets it run."""
    text = fields.text(access.json_object(call), "now")
    try:
        call.site.clock.set(moment(text) if text else None)
    except ValueError as error:
        raise Invalid(message=f"{text!r} is no time in ISO 8601.") from error
    return in_json(200, {"now": call.site.clock.stamp()})


def _repository(call: Call) -> Reply:
    """`{has_issues, archived, private}`, without GitHub's rules about who may."""
    body = access.json_object(call)
    unknown = sorted(body.keys() - set(_SWITCHES))
    if unknown:
        raise Invalid(message=f"Unknown: {', '.join(unknown)}. There are {', '.join(_SWITCHES)}.")
    home = repositories.by_id(call.site.store, call.site.home)
    changed = repositories.change(call.site, home, **{name: bool(value) for name, value in body.items()})
    shown: dict[str, Any] = {name: getattr(changed, name) for name in _SWITCHES}
    return in_json(200, shown)


_TABLE = Table(
    [
        ("GET", "/_sandbox/requests", _requests),
        ("DELETE", "/_sandbox/requests", _forget),
        ("POST", "/_sandbox/accounts", _accounts),
        ("POST", "/_sandbox/tokens", _tokens),
        ("POST", "/_sandbox/clock", _clock),
        ("PUT", "/_sandbox/repository", _repository),
    ]
)
