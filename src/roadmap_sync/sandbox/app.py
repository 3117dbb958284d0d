"""The ASGI application: reads a request, sends it to its door, logs it, and sends the reply."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from email.utils import format_datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.types import Receive, Scope, Send

from roadmap_sync.sandbox import control, graphql, limited, page, repositories, rest, turbulence
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.ceilings import set_ceilings
from roadmap_sync.sandbox.cutting import cut
from roadmap_sync.sandbox.dressing import LOOPBACK, local
from roadmap_sync.sandbox.faults import Faults, Rule
from roadmap_sync.sandbox.limits import Limits
from roadmap_sync.sandbox.links import Links
from roadmap_sync.sandbox.log import Entry, Log
from roadmap_sync.sandbox.page import requests
from roadmap_sync.sandbox.projects import workflows
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.throttle import Throttle
from roadmap_sync.sandbox.turbulence import Outcome

_NONE: Mapping[str, Any] = MappingProxyType({})
Door = Callable[[Call], Reply]

_REST = {
    "repos", "user", "users", "orgs", "repositories", "rate_limit", "search", "meta", "issues", "gists",
    "emojis", "events", "feeds", "notifications", "licenses", "organizations", "app", "installation", "teams",
    "markdown", "zen", "versions", "octocat", "gitignore",
}  # fmt: skip
_ENTERPRISE = "/api/v3"
_READS = ("GET", "HEAD")
_LOG = logging.getLogger(__name__)


class App:
    """An embedded GitHub as an ASGI application; requests are answered one after the other."""

    def __init__(
        self, site: Site, faults: Sequence[dict[str, Any]] = (), ceilings: Mapping[str, Any] = _NONE
    ) -> None:
        self._site = site
        self._limits = Limits(site.clock)
        self._throttle = Throttle(site.clock)
        self._faults = Faults()
        for fault in faults:
            self._faults.order(fault)
        if ceilings:
            set_ceilings(self._limits, self._throttle, ceilings)
        self._log = Log()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or cut its connection when a fault says so."""
        if scope["type"] != "http":
            return
        call = self._call(scope, await _body(receive))
        rules = self._faults_of(call)
        await asyncio.sleep(sum(rule.seconds for rule in rules if rule.kind == "latency"))
        outcome = self._outcome(call, rules, scope["query_string"].decode("latin-1"))
        await asyncio.sleep(outcome.seconds)
        if outcome.reply is None:
            await cut(send)
        else:
            date = format_datetime(self._site.clock.now(), usegmt=True)
            await _send(send, outcome.reply, date=date, empty=scope["method"] == "HEAD")

    def _faults_of(self, call: Call) -> list[Rule]:
        if limited.in_graphql(call):
            call.kind = "read"
            graphql.peek(call)
        if self._door(call) is control.answer:
            return []
        self._faults.age()
        self._site.lagging.age()
        return self._faults.of(call)

    def _outcome(self, call: Call, rules: list[Rule], query: str) -> Outcome:
        door = self._door(call)
        refused = _turned_away(call, api=door in (rest.answer, graphql.answer))
        if refused:
            return Outcome(refused)
        if door is control.answer:
            return Outcome(self._through(call))
        outcome = turbulence.carried(call, rules, self._through, lambda rule: self._edit(call, rule))
        workflows.run(self._site)
        self._record(call, outcome.reply.status if outcome.reply else 0, query)
        return outcome

    def _through(self, call: Call) -> Reply:
        try:
            return self._door(call)(call)
        except Exception:
            _LOG.exception("%s %s failed in the sandbox itself", call.method, call.path)
            return answer(500, {"message": "Server Error"})

    def _edit(self, call: Call, rule: Rule) -> None:
        """Somebody else's request, unseen by the log."""
        wanted = rule.request
        method, path = wanted.get("method", "PATCH"), wanted.get("path", "/")
        other = replace(
            call, method=method, path=path, query={}, body=json.dumps(wanted.get("body") or {}).encode(),
            headers={"user-agent": "sandbox", "authorization": "token colleague"}, params={}, fields=(),
            operation=None, acting=rule.login, struck=[], kind="write",
        )  # fmt: skip
        self._through(other)
        workflows.run(self._site)

    def _call(self, scope: Scope, body: bytes) -> Call:
        headers = {name.decode("latin-1"): text.decode("latin-1") for name, text in scope["headers"]}
        path, host = scope["path"], headers.get("host", "")
        if not path.startswith("/"):  # as a proxy is asked
            host, _, below = path.partition("://")[2].partition("/")
            path = f"/{below}"
        prefix = _ENTERPRISE if path.startswith(f"{_ENTERPRISE}/") else ""
        links = Links(f"http://{host}{prefix}", f"http://{host.removeprefix('api.')}")
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        method = scope["method"]
        path = self._by_name(path.removeprefix(prefix))
        call = Call(
            self._site,
            self._limits,
            self._throttle,
            self._faults,
            self._log,
            method,
            path,
            query,
            headers,
            body,
            links,
        )
        call.kind = "read" if method in _READS else "write"
        return call

    def _by_name(self, path: str) -> str:
        """`/repositories/{id}/…`, which Link headers name, as `/repos/{owner}/{name}/…`."""
        _, root, *rest_of_path = path.split("/", 3)
        if root != "repositories" or not rest_of_path or not rest_of_path[0].isdecimal():
            return path
        sql = "SELECT count(*) FROM repositories WHERE id = ?"
        if not self._site.store.count(sql, int(rest_of_path[0])):
            return path
        named = repositories.by_id(self._site.store, int(rest_of_path[0])).full_name
        return "/".join(["/repos", named, *rest_of_path[1:]])

    @staticmethod
    def _door(call: Call) -> Door:
        if call.path in ("/graphql", "/api/graphql"):
            return graphql.answer
        root = call.path.split("/")[1]
        if root == "_sandbox":
            return control.answer
        if call.links.api != call.links.web and call.links.api.startswith("http://api."):
            return rest.answer
        for_people = "text/html" in call.headers.get("accept", "")
        boards = root in ("users", "orgs") and call.path.split("/")[3:4] == ["projects"]
        of_page = boards or (root == "" and for_people)
        return rest.answer if root in _REST | {""} and not of_page else page.answer

    def _record(self, call: Call, status: int, query: str) -> None:
        if call.path == requests.PATH:
            return
        target = f"{call.path}?{query}" if query else call.path
        login = call.viewer.login if call.viewer else None
        self._log.add(
            Entry(
                self._site.clock.stamp(), call.method, target, call.kind, status, login,
                call.operation, call.fields, call.cost,
            )
        )  # fmt: skip


def _turned_away(call: Call, *, api: bool) -> Reply | None:
    """The refusal of a request that does not come from this machine, or comes from another site's page."""
    host = urlsplit(call.links.web).hostname or ""
    if not _loopback(host):
        return answer(403, {"message": f"This sandbox answers on loopback names only, not on {host!r}."})
    if call.method not in _READS and _foreign(call, api=api):
        return answer(403, {"message": "Requests from pages of another origin are refused."})
    return None


async def _send(send: Send, reply: Reply, *, date: str, empty: bool) -> None:
    headers = {"date": date, "content-type": reply.content_type, "content-length": str(len(reply.body))}
    headers |= reply.headers
    if reply.status in (204, 304):
        del headers["content-type"], headers["content-length"]
    pairs = [(name.lower().encode(), text.encode("latin-1")) for name, text in headers.items()]
    await send({"type": "http.response.start", "status": reply.status, "headers": pairs})
    await send({"type": "http.response.body", "body": b"" if empty else reply.body})


async def _body(receive: Receive) -> bytes:
    chunks = []
    while True:
        message = await receive()
        chunks.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(chunks)


def _loopback(host: str) -> bool:
    return host in LOOPBACK or host.endswith(".localhost")


def _foreign(call: Call, *, api: bool) -> bool:
    """Whether a browser sent this from somebody else's page; the APIs are for all pages of this machine."""
    origin = call.headers.get("origin")
    return origin not in (None, call.links.web) and not (api and local(origin))
