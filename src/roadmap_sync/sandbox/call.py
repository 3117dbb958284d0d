"""One request and one reply, as every door sees them."""

import json
from dataclasses import dataclass, field
from typing import Any

from roadmap_sync.sandbox.faults import Faults, Rule
from roadmap_sync.sandbox.limits import Limits
from roadmap_sync.sandbox.links import Links
from roadmap_sync.sandbox.log import Log
from roadmap_sync.sandbox.rows import Account
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.throttle import Throttle
from roadmap_sync.sandbox.tokens import Grant


@dataclass(slots=True)
class Call:
    """A request: who asks, for what, and what the log will say of it.

    headers: lower-case names. query: the last value of each name. cost, operation, fields, kind and alias (of
    the mutation field at hand) are filled in by the door that answers. acting: who it is, whatever the token
    says. struck: the faults that hit single mutation fields.
    """

    site: Site
    limits: Limits
    throttle: Throttle
    faults: Faults
    log: Log
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    links: Links
    token: str | None = None
    grant: Grant = field(default_factory=Grant)
    viewer: Account | None = None
    params: dict[str, Any] = field(default_factory=dict)
    kind: str = "read"
    operation: str | None = None
    fields: tuple[str, ...] = ()
    cost: int = 1
    nodes: int = 0
    alias: str = ""
    acting: str | None = None
    struck: list[Rule] = field(default_factory=list)

    @property
    def actor(self) -> Account:
        """The account that asks, where a door has made sure that there is one."""
        assert self.viewer is not None
        return self.viewer


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply before the headers that all replies have."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"


def answer(status: int, value: object, **headers: str) -> Reply:
    """A reply in JSON; header names are written with underscores."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(status, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), named)
