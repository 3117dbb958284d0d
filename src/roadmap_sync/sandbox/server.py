"""The life of a server: bind, start, say so, stop."""

import asyncio
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType, TracebackType

import uvicorn

from roadmap_sync.sandbox import organizations, repositories
from roadmap_sync.sandbox.app import App
from roadmap_sync.sandbox.clock import Clock
from roadmap_sync.sandbox.content import git
from roadmap_sync.sandbox.gathering import Protocol
from roadmap_sync.sandbox.options import Options
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

HOST = "127.0.0.1"
_STEP = 0.01


class _Server(uvicorn.Server):
    """uvicorn that ends by returning after a signal, and says when it accepts."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.should_exit = True

    async def main_loop(self) -> None:
        """uvicorn's own loop in finer steps: a stop is seen after 10 ms, not after 100."""
        step = 0
        while not await self.on_tick(step % 100):
            step += 1
            await asyncio.sleep(_STEP)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the requests under way finish, for a second at most, and be gone."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        for _ in range(round(1 / _STEP)):
            await asyncio.sleep(0 if not self.server_state.connections else _STEP)
            if not self.server_state.connections:
                break

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


class Running:
    """A sandbox that answers in a thread of this process until it is stopped."""

    def __init__(self, options: Options) -> None:
        self._ready = threading.Event()
        self._socket = _bound(options.port)
        self.url = _url(self._socket)
        try:
            self._store, app = _opened(options)
        except BaseException:
            self._socket.close()
            raise
        self._server = _Server(_config(app), self._ready.set)
        self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)
        self._thread.start()
        self._ready.wait()

    def __enter__(self) -> "Running":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Finish the requests that are under way and let go of port and file; a second call does nothing."""
        self._server.should_exit = True
        self._thread.join()
        self._store.close()
        self._socket.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])


def start(options: Options) -> Running:
    """A sandbox in the background, ready when this returns; use it in a `with`, or call `stop()`.

    Raises OSError when the port is taken or there is no git, sqlite3.DatabaseError for a file that is no
    database.
    """
    return Running(options)


def serve(options: Options) -> None:
    """Answer until SIGTERM or SIGINT; prints `listening on http://127.0.0.1:PORT` once it accepts.

    For the main thread. Raises as `start` does.
    """
    with _bound(options.port) as bound:
        store, app = _opened(options)
        server = _Server(_config(app), lambda: _announce(_url(bound)))
        try:
            server.run(sockets=[bound])
        finally:
            store.close()


def _announce(url: str) -> None:
    sys.stdout.write(f"listening on {url}\n")
    sys.stdout.flush()


def _opened(options: Options) -> tuple[Store, App]:
    store = Store(options.db)
    try:
        clock = Clock()
        first = Site(store, clock, 0, options.bare, options.owner_token)
        repository = repositories.ensure(first, options.repository)
        site = Site(store, clock, repository.id, options.bare, options.owner_token)
        if options.organization:
            organizations.incorporate(site, repository)
        for name in options.others:
            repositories.share(site, repositories.ensure(first, name), repository)
        git(site, repository)
        return store, App(site, options.faults, options.ceilings)
    except BaseException:
        store.close()
        raise


def _config(app: App) -> uvicorn.Config:
    return uvicorn.Config(
        app, log_config=None, log_level="critical", access_log=False, lifespan="off", ws="none",
        server_header=False, date_header=False, http=Protocol, loop="asyncio", timeout_graceful_shutdown=1,
        timeout_keep_alive=75,
    )  # fmt: skip


def _bound(port: int) -> socket.socket:
    # Named TCP, so that asyncio switches Nagle's algorithm off: else replies wait 40 ms for the client's ACK.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, port))
        bound.listen(128)
    except OSError:
        bound.close()
        raise
    return bound


def _url(bound: socket.socket) -> str:
    return f"http://{HOST}:{bound.getsockname()[1]}"
