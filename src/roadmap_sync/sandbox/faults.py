"""Faults that are ordered over HTTP: which request each hits, and how often."""

import re
from dataclasses import dataclass
from dataclasses import field as fresh
from typing import Any, Protocol

from roadmap_sync.sandbox.refusals import Invalid

KINDS = {
    "latency": "waits `seconds` before the request is seen",
    "bad-gateway": "answers `status` (502), before or after the effect",
    "drop": "cuts the connection, before or after the effect",
    "timeout": "carries the request out, keeps silent for `seconds` (30), then answers 504",
    "null-alias": (
        "the mutation field `alias` is null without an error; `when` says whether it was carried out"
    ),
    "refuse": (
        "the mutation field `alias` (or the REST request) is refused with `message`, `type` and `status`"
    ),
    "rate-limit": "the hour's limit is used up",
    "secondary-limit": "the secondary limit, with `retry_after` (60; null for none), `status` and `html`",
    "content-limit": "blocked from content creation, with the same",
    "human-edit": "before the request is seen, `login` sends `request` {method, path, body}",
    "hide-new": (
        "issues that the request makes cannot be found by their node id in the next `requests` requests"
    ),
}
_AFTER = ("bad-gateway", "drop", "null-alias")


class Asked(Protocol):
    """What a rule looks at of a request."""

    method: str
    path: str
    operation: str | None
    fields: tuple[str, ...]
    kind: str


@dataclass(slots=True)
class Rule:
    """One fault: kind, when (before or after the effect), and what a request must have to be hit.

    method: exactly. path: a regular expression. operation: the name of a GraphQL operation. field: one of its
    root fields. access: read or write. It hits from the `nth` such request on, `times` times.
    """

    kind: str
    when: str = "before"
    method: str | None = None
    path: str | None = None
    operation: str | None = None
    field: str | None = None
    access: str | None = None
    nth: int = 1
    times: int = 1
    alias: str | None = None
    seconds: float = 0.0
    status: int | None = None
    type: str = "UNPROCESSABLE"
    message: str = ""
    retry_after: int | None = 60
    html: bool = False
    login: str = "colleague"
    request: dict[str, Any] = fresh(default_factory=dict)
    requests: int = 3
    seen: int = 0
    hits: int = 0

    def strikes(self, call: Asked) -> bool:
        """Whether this request is hit; it is counted."""
        if not self._matches(call):
            return False
        self.seen += 1
        if self.seen < self.nth or self.hits >= self.times:
            return False
        self.hits += 1
        return True

    def _matches(self, call: Asked) -> bool:
        return (
            self.method in (None, call.method)
            and (self.path is None or re.search(self.path, call.path) is not None)
            and self.operation in (None, call.operation)
            and (self.field is None or self.field in call.fields)
            and self.access in (None, call.kind)
        )


@dataclass(slots=True)
class Faults:
    """The faults that are ordered; `young` counts the requests for which a new issue is still hidden."""

    rules: list[Rule] = fresh(default_factory=list)
    young: dict[int, int] = fresh(default_factory=dict)

    def order(self, given: dict[str, Any]) -> Rule:
        """Add a fault; raises Invalid for what it cannot have."""
        known = set(Rule.__slots__) - {"seen", "hits"}
        unknown = sorted(given.keys() - known)
        if unknown or given.get("kind") not in KINDS:
            kinds = ", ".join(KINDS)
            raise Invalid(message=f"Unknown: {', '.join(unknown) or given.get('kind')}. Kinds: {kinds}.")
        if given.get("when", "before") not in ("before", "after"):
            raise Invalid(message="`when` is before or after.")
        if given.get("when") == "after" and given["kind"] not in _AFTER:
            raise Invalid(message=f"{given['kind']} has no `when`.")
        rule = Rule(**given)
        self.rules.append(rule)
        return rule

    def of(self, call: Asked) -> list[Rule]:
        """The faults that hit a request."""
        return [rule for rule in self.rules if rule.strikes(call)]

    def clear(self) -> None:
        """No more faults."""
        self.rules.clear()
        self.young.clear()

    def age(self) -> None:
        """One more request has passed."""
        self.young = {issue: left - 1 for issue, left in self.young.items() if left > 1}
