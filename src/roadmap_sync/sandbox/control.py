"""`/_sandbox/…`: switches for tests that GitHub does not have. They answer anybody on loopback."""

from dataclasses import asdict
from typing import Any

from roadmap_sync.sandbox import (
    access,
    apps,
    organizations,
    people,
    protection,
    repositories,
    switches,
    tokens,
)
from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.call import answer as in_json
from roadmap_sync.sandbox.ceilings import set_ceilings
from roadmap_sync.sandbox.clock import moment, stamp
from roadmap_sync.sandbox.faults import KINDS
from roadmap_sync.sandbox.projects import boards, rights, workflows
from roadmap_sync.sandbox.projects.rows import Project
from roadmap_sync.sandbox.refusals import Invalid, Missing, Refusal
from roadmap_sync.sandbox.rest import fields
from roadmap_sync.sandbox.routing import Table
from roadmap_sync.sandbox.throttle import GITHUB

_LATE = {"counters", "search"}
_SWITCHES = ("has_issues", "archived", "private")


def answer(call: Call) -> Reply:
    """Answer a request to a switch; nothing here is logged."""
    match = _TABLE.find(call.method, call.path)
    try:
        if match is None:
            return access.not_found()
        handler, call.params = match
        return handler(call)
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
            _grant(call, token, body)
    return in_json(201, {"login": account.login, "id": account.id, "role": role, "type": account.kind})


def _grant(call: Call, token: str, body: dict[str, Any]) -> None:
    kind, scopes = fields.text(body, "kind"), fields.names(body.get("scopes"), "scopes")
    fields.choice("Token", kind, "kind", tokens.KINDS)
    if kind or scopes is not None:
        default = tokens.Grant().scopes if kind in (None, "classic") else ()
        tokens.register(
            call.site,
            token,
            tokens.Grant(kind or "classic", tuple(scopes or default if scopes is None else scopes)),
        )


def _tokens(call: Call) -> Reply:
    """`{token, login}` gives a token to an account, `{token, valid: false}` makes it invalid.

    `expires_at` is when it ends. `kind` and `scopes` say what it may: classic with OAuth scopes, others with
    permissions as `issues=write`.
    """
    body = access.json_object(call)
    token, login = fields.needed(body, "token"), fields.text(body, "login")
    account = people.by_login(call.site.store, login) if login else None
    if body.get("valid", True) and account is None:
        raise Invalid(message="A valid token needs the login of a known account.")
    with call.site.store.transaction():
        people.hand_out(call.site, token, account if body.get("valid", True) else None)
        _grant(call, token, body)
        ends = fields.text(body, "expires_at")
        if ends:
            apps.expire(call.site, token, stamp(moment(ends)))
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


def _branch(call: Call) -> Reply:
    """`{rule: "pull-request"}`: the branch takes no direct commits; `{rule: null}`: it does.

    With `classic: true` the rule is one of branch protection, which no list of rules shows."""
    body = access.json_object(call)
    rule, classic = fields.text(body, "rule"), bool(body.get("classic"))
    fields.choice("Branch", rule, "rule", tuple(protection.RULES))
    home = repositories.by_id(call.site.store, call.site.home)
    protection.protect(call.site, home, call.params["branch"], rule, classic=classic)
    return in_json(200, {"branch": call.params["branch"], "rule": rule})


def _pulls(call: Call) -> Reply:
    """`{allowed: false}`: workflows may open no pull requests."""
    home = repositories.by_id(call.site.store, call.site.home)
    allowed = bool(access.json_object(call).get("allowed", True))
    protection.let_ask(call.site, home, allowed=allowed)
    return in_json(200, {"allowed": allowed})


def _owner(call: Call) -> Reply:
    """`{type: "Organization"}` makes the owner one; there is no way back."""
    kind = fields.needed(access.json_object(call), "type")
    fields.choice("Account", kind, "type", ("User", "Organization"))
    home = repositories.by_id(call.site.store, call.site.home)
    if kind == "Organization":
        organizations.incorporate(call.site, home)
    owner = people.by_id(call.site.store, home.owner_id)
    acting = people.administrator(call.site.store, owner)
    return in_json(200, {"login": owner.login, "type": owner.kind, "administrator": acting.login})


def _lag(call: Call) -> Reply:
    """`{lag: 2}`: workflows act after two more requests; 0 is right after the one that set them off."""
    call.site.pending.lag = int(access.json_object(call).get("lag") or 0)
    return in_json(200, {"lag": call.site.pending.lag})


def _late(call: Call) -> Reply:
    """`{counters: 3, search: 2}`: by how many requests those are late; a number left out stays."""
    lagging, body = call.site.lagging, access.json_object(call)
    for name in _LATE & body.keys():
        setattr(lagging, name, fields.needed_number(body, name))
    unknown = sorted(body.keys() - _LATE)
    if unknown:
        raise Invalid(message=f"Unknown: {', '.join(unknown)}. There are {', '.join(sorted(_LATE))}.")
    return in_json(200, {name: getattr(lagging, name) for name in sorted(_LATE)})


def _project(call: Call) -> Project:
    owner = people.by_login(call.site.store, call.params["owner"])
    acting = people.administrator(call.site.store, owner) if owner else None
    found = boards.by_number(call.site.store, owner, call.params["number"], acting) if owner else None
    if found is None:
        raise Missing
    return found


def _workflows(call: Call) -> Reply:
    """`{"Item closed": false, "Item reopened": {"enabled": true, "status": "Todo"}}`."""
    project = _project(call)
    known = {one.name: one for one in workflows.of_project(call.site.store, project)}
    for name, wanted in access.json_object(call).items():
        if name not in known:
            raise Invalid(message=f"There is no workflow {name!r}, but {', '.join(known)}.")
        given = wanted if isinstance(wanted, dict) else {"enabled": wanted}
        enabled, status = bool(given.get("enabled", True)), given.get("status", known[name].status)
        workflows.switch(call.site, known[name], enabled=enabled, status=status)
    shown = workflows.of_project(call.site.store, project)
    return in_json(200, {one.name: {"enabled": one.enabled, "status": one.status} for one in shown})


def _roles(call: Call) -> Reply:
    """`{"rita": "reader"}`: none, reader, writer or admin."""
    project = _project(call)
    for login, role in access.json_object(call).items():
        fields.choice("Project", role, "role", rights.ROLES)
        rights.grant(call.site, project, people.create(call.site, login), role)
    return Reply(204)


def _list_faults(call: Call) -> Reply:
    return in_json(200, {"faults": [asdict(rule) for rule in call.faults.rules], "kinds": KINDS})


def _order_fault(call: Call) -> Reply:
    """`{kind: "drop", when: "after", field: "createIssue"}`; see faults.Rule for what it can have."""
    return in_json(201, asdict(call.faults.order(access.json_object(call))))


def _forget_faults(call: Call) -> Reply:
    call.faults.clear()
    return Reply(204)


def _list_limits(call: Call) -> Reply:
    return in_json(200, call.limits.ceilings | asdict(call.throttle.ceilings))


def _set_limits(call: Call) -> Reply:
    """`{core: 50, content_per_minute: 3}`; `{github: true}` sets all of GitHub's own."""
    set_ceilings(call.limits, call.throttle, access.json_object(call))
    return _list_limits(call)


def _lift_limits(call: Call) -> Reply:
    call.limits.set({})
    call.throttle.set(dict.fromkeys(GITHUB))
    return Reply(204)


_TABLE = Table(
    [
        ("GET", "/_sandbox/requests", _requests),
        ("DELETE", "/_sandbox/requests", _forget),
        ("POST", "/_sandbox/accounts", _accounts),
        ("POST", "/_sandbox/tokens", _tokens),
        ("POST", "/_sandbox/clock", _clock),
        ("PUT", "/_sandbox/repository", _repository),
        ("PUT", "/_sandbox/branches/{branch:path}", _branch),
        ("PUT", "/_sandbox/pulls", _pulls),
        ("PUT", "/_sandbox/owner", _owner),
        ("GET", "/_sandbox/faults", _list_faults),
        ("POST", "/_sandbox/faults", _order_fault),
        ("DELETE", "/_sandbox/faults", _forget_faults),
        ("GET", "/_sandbox/limits", _list_limits),
        ("PUT", "/_sandbox/limits", _set_limits),
        ("DELETE", "/_sandbox/limits", _lift_limits),
        ("PUT", "/_sandbox/workflows", _lag),
        ("PUT", "/_sandbox/lagging", _late),
        ("PUT", "/_sandbox/projects/{owner}/{number:int}/workflows", _workflows),
        ("PUT", "/_sandbox/projects/{owner}/{number:int}/roles", _roles),
        *switches.ROUTES,
    ]
)
