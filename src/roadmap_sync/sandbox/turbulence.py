"""What faults and secondary limits do to a request, around the door that answers it."""

from collections.abc import Callable
from dataclasses import dataclass

from roadmap_sync.sandbox import limited
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.faults import Rule
from roadmap_sync.sandbox.pending import OPENED

_CREATES = ("create", "addComment", "addProjectV2DraftIssue")
_BARE = ("createRef", "createCommitOnBranch")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a reply: sent after `seconds`, or, without one, the connection is cut."""

    reply: Reply | None
    seconds: float = 0.0


def carried(
    call: Call, rules: list[Rule], door: Callable[[Call], Reply], edit: Callable[[Rule], None]
) -> Outcome:
    """Answer a request under the faults that hit it; `edit` lets somebody else be faster."""
    for rule in rules:
        if rule.kind == "human-edit":
            edit(rule)
    for rule in rules:
        if rule.kind == "drop" and rule.when == "before":
            return Outcome(None)
        if rule.kind == "refuse" and not limited.in_graphql(call):
            return Outcome(_refused(rule))
        instead = None if rule.kind == "timeout" or rule.when == "after" else _instead(rule, call)
        if instead:
            return Outcome(instead)
    call.struck = [rule for rule in rules if rule.kind in ("null-alias", "refuse")]
    reply = _throttled(call) or door(call)
    _hide(call, rules)
    for rule in rules:
        if rule.kind == "timeout":
            return Outcome(_instead(rule, call), rule.seconds or 30)
        if rule.when == "after" and rule.kind in ("drop", "bad-gateway"):
            return Outcome(_instead(rule, call))
    return Outcome(reply)


_NO_CONTENT = ("/dispatches", "/git/refs")
"""What is sent with POST and makes nothing that people are told of."""


def _instead(rule: Rule, call: Call) -> Reply | None:
    """What is answered instead, for the kinds that answer."""
    match rule.kind:
        case "bad-gateway":
            return limited.bad_gateway(rule.status or 502)
        case "timeout":
            return limited.bad_gateway(rule.status or 504)
        case "rate-limit":
            return limited.primary(call)
        case "secondary-limit" | "content-limit" if rule.html:
            return limited.as_page(rule.status or 403)
        case "secondary-limit" | "content-limit":
            text = limited.CONTENT if rule.kind == "content-limit" else limited.SECONDARY
            return limited.secondary(call, text, retry_after=rule.retry_after, status=rule.status or 403)
    return None


def creates(name: str) -> bool:
    """Whether a mutation makes content."""
    return name.startswith(_CREATES) and name not in _BARE


def creations(call: Call) -> int:
    """How many pieces of content a request is to make."""
    if limited.in_graphql(call):
        return sum(creates(name) for name in call.fields)
    content = call.method == "POST" and not call.path.endswith(_NO_CONTENT)
    return int(content and call.path.startswith(("/repos/", "/orgs/", "/users/", "/user/")))


def _throttled(call: Call) -> Reply | None:
    """The secondary limits' refusal; a request that passes is counted."""
    graphql = limited.in_graphql(call)
    if not call.throttle.spend("graphql" if graphql else "core", 5 if call.kind == "write" else 1):
        return limited.secondary(call)
    if not creations(call):
        return None
    if call.throttle.content_is_full():
        return limited.secondary(call, limited.CONTENT)
    if not graphql:
        call.throttle.created()
    return None


def _hide(call: Call, rules: list[Rule]) -> None:
    hiding = [rule for rule in rules if rule.kind == "hide-new"]
    for happening in call.site.pending.waiting() if hiding else ():
        if happening.kind == OPENED:
            call.faults.young[happening.subject] = hiding[0].requests + 1


def _refused(rule: Rule) -> Reply:
    status = rule.status or 422
    return answer(
        status,
        {"message": rule.message, "documentation_url": "https://docs.github.com/rest", "status": str(status)},
    )
