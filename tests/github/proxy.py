"""A line that can be cut: it passes requests on, until a test says what goes wrong with which."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Action = Callable[[], Any]


@dataclass
class Trouble:
    """Once, at the ``skip``-th request more whose text holds ``words``: ``lose`` it (before it arrives),
    lose its ``answer`` (after it was carried out), answer with ``status``, or just ``call`` something
    first."""

    words: str
    kind: str  # lose | answer | status | call | edit | mute
    skip: int = 0
    call: Action | None = None
    status: int = 502
    edit: Callable[[Any], Any] | None = None
    mute: Callable[[Any], Any] | None = None


@dataclass
class Proxy:
    """``unknown``: fields that the server behind is too old for, with the type that lacks them."""

    url: str
    unknown: dict[str, str] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, words: str, kind: str, **more: Any) -> None:
        self.troubles.append(Trouble(words, kind, **more))

    def due(self, text: str) -> Trouble | None:
        """What goes wrong with this request."""
        self.texts.append(text)
        for trouble in self.troubles:
            if trouble.words in text:
                if trouble.skip:
                    trouble.skip -= 1
                    return None
                self.troubles.remove(trouble)
                return trouble
        return None

    def misunderstood(self, body: bytes) -> bytes | None:
        """What a server that lacks fields says of a question for them, and of nothing else."""
        asked = str(json.loads(body).get("query", "")) if self.unknown and body.startswith(b"{") else ""
        lacking = [name for name in self.unknown if re.search(rf"\b{name}\b", asked)]
        said = (f"Field '{name}' doesn't exist on type '{self.unknown[name]}'" for name in lacking)
        errors = [{"message": text, "extensions": {"code": "undefinedField"}} for text in said]
        return json.dumps({"errors": errors}).encode() if errors else None

    def count(self, words: str) -> int:
        return sum(words in text for text in self.texts)


@contextmanager
def between(target: str) -> Iterator[Proxy]:
    """A proxy in front of the server at ``target``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.daemon_threads = True
    proxy = Proxy(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = _handler(proxy, urlsplit(target))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(proxy: Proxy, target: Any) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            trouble = proxy.due(f"{self.command} {self.path} {body.decode()}")
            if trouble and trouble.call:
                trouble.call()
            if trouble and trouble.edit:
                body = json.dumps(trouble.edit(json.loads(body))).encode()
            if old := proxy.misunderstood(body):
                self._answer(200, [("Content-Type", "application/json")], old)
            elif trouble and trouble.kind == "lose":
                self.close_connection = True
            elif trouble and trouble.kind == "status":
                self._answer(trouble.status, [("Content-Type", "text/html")], b"<html>Unicorn!</html>")
            else:
                status, headers, answer = self._forward(body)
                if trouble and trouble.mute:
                    answer = json.dumps(trouble.mute(json.loads(answer))).encode()
                self.close_connection = bool(trouble and trouble.kind == "answer")
                if not self.close_connection:
                    self._answer(status, headers, answer)

        def _forward(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
            line = http.client.HTTPConnection(target.hostname, target.port)
            headers = {**dict(self.headers), "Content-Length": str(len(body))}
            line.request(self.command, self.path, body or None, headers)
            reply = line.getresponse()
            text = reply.read()
            line.close()
            skipped = ("content-length", "transfer-encoding", "connection")
            return reply.status, [(k, v) for k, v in reply.getheaders() if k.lower() not in skipped], text

        def _answer(self, status: int, headers: list[tuple[str, str]], text: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: Any) -> None: ...

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = pass_on

    return Handler
