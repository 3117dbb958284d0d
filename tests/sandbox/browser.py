"""A real Chromium, driven over the pipe of its DevTools protocol; no driver, no network beyond the sandbox.

https://chromedevtools.github.io/devtools-protocol/
"""

import contextlib
import fcntl
import json
import os
import select
import shutil
import signal
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
_PATIENCE = 30
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-extensions", "--disable-background-networking", "--no-proxy-server", "--remote-debugging-pipe",
)  # fmt: skip


def binary() -> str | None:
    """The Chromium on the PATH."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One page of one Chromium; `faults` are the errors that its console was told."""

    def __init__(self, program: str, home: Path) -> None:
        there, self._out = _pipe()
        self._in, back = _pipe()
        actions = [(os.POSIX_SPAWN_DUP2, there, 3), (os.POSIX_SPAWN_DUP2, back, 4)]
        actions += [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
        arguments = [program, *_FLAGS, f"--user-data-dir={home}", "about:blank"]
        self._pid = os.posix_spawn(program, arguments, os.environ, file_actions=actions, setpgroup=0)
        for end in (there, back):
            os.close(end)
        self._rest, self._last = b"", 0
        self._loads = 0
        self.faults: list[str] = []
        self._session: str | None = None
        target = self._do("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._do("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self._do(f"{domain}.enable")

    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""
        before = self._loads
        self._do("Page.navigate", url=url)
        self.loaded(before)

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page."""
        told = self._do("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def send(self, expression: str) -> None:
        """Carry out what makes the page load anew, and wait until it has."""
        before = self._loads
        self.ask(f"{expression}; 0")
        self.loaded(before)

    def loaded(self, before: int | None = None) -> None:
        """Wait for one more load than there were."""
        wanted = (self._loads if before is None else before) + 1
        while self._loads < wanted:
            self._hear()

    def close(self) -> None:
        """End it and all its processes."""
        for end in (self._in, self._out):
            os.close(end)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)

    def _do(self, method: str, **params: Any) -> Any:
        self._last += 1
        asked: dict[str, Any] = {"id": self._last, "method": method, "params": params}
        if self._session:
            asked["sessionId"] = self._session
        os.write(self._out, json.dumps(asked).encode() + b"\0")
        while True:
            told = self._hear()
            if told.get("id") == self._last:
                assert "error" not in told, told
                return told["result"]

    def _hear(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            if not select.select([self._in], [], [], _PATIENCE)[0]:
                raise TimeoutError(f"Chromium has said nothing for {_PATIENCE} s")
            piece = os.read(self._in, 65_536)
            if not piece:
                raise ConnectionError("Chromium is gone")
            self._rest += piece
        text, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(text)
        if told.get("method") == "Page.loadEventFired":
            self._loads += 1
        if told.get("method") == "Log.entryAdded" and told["params"]["entry"]["level"] == "error":
            self.faults.append(told["params"]["entry"]["text"])
        return told


def _pipe() -> tuple[int, int]:
    """Two ends beyond the numbers that the program wants."""
    ends = []
    for end in os.pipe():
        ends.append(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10))
        os.close(end)
    return ends[0], ends[1]
