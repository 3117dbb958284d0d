"""A line to the sandbox that is cut, or whose caller is killed, at the k-th request."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Proxy:
    """Forwards HTTP/1.1 requests one by one. At request ``at`` (from 1), ``fault`` happens: before the
    request is passed on (``late`` false), or after it took effect and before its answer is passed back.
    With ``cut`` the line breaks there; without, it goes on."""

    upstream: str
    at: int = 0
    late: bool = False
    cut: bool = True
    fault: Callable[[], None] = lambda: None
    count: int = 0
    listener: socket.socket = field(default_factory=socket.socket)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def serve(self) -> None:
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(16)
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(client,), daemon=True).start()

    def _talk(self, client: socket.socket) -> None:
        with client, suppress(ConnectionError):
            while (request := message(client)) is not None:
                self.count += 1
                faulty = self.count == self.at
                if faulty and not self.late:
                    self.fault()
                    if self.cut:
                        return
                answer = self._forward(request)
                if faulty and self.late:
                    self.fault()
                    if self.cut:
                        return
                client.sendall(answer)

    def _forward(self, request: bytes) -> bytes:
        """Pass a request on, under the server's own name, so that its addresses stay the server's."""
        there = urlsplit(self.upstream)
        lines = request.split(b"\r\n")
        host = f"Host: {there.netloc}".encode()
        named = [host if line.lower().startswith(b"host:") else line for line in lines]
        with socket.create_connection((there.hostname or "", there.port or 80), 20) as server:
            server.sendall(b"\r\n".join(named))
            return message(server) or b""


def message(connection: socket.socket) -> bytes | None:
    """One HTTP message with its body (Content-Length or chunked); ``None`` at the end of the line."""
    data = b""
    while b"\r\n\r\n" not in data:
        some = connection.recv(65536)
        if not some:
            return None
        data += some
    head, _, body = data.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line)
    if b"chunked" in fields.get(b"transfer-encoding", b""):
        while not body.endswith(b"0\r\n\r\n"):
            body += connection.recv(65536)
        return head + b"\r\n\r\n" + body
    while len(body) < int(fields.get(b"content-length", b"0")):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def proxied(upstream: str, **how: object) -> Iterator[Proxy]:
    proxy = Proxy(upstream, **how)  # type: ignore[arg-type]
    proxy.serve()
    try:
        yield proxy
    finally:
        proxy.listener.close()
