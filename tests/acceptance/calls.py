"""The command line as a process: forked (quick), or as users start it (``ROADMAP_SYNC_TESTS_PLAIN=1``).

Two zygotes take turns, so that two runs in a row do not order their sets the same way (the seed of Python's
hashes is one for all forks of a process).
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO

from tests.acceptance.zygote import LENGTH, NUMBER

TOOL = (sys.executable, "-m", "roadmap_sync")
ROOT = Path(__file__).resolve().parents[2]
PLAIN = "ROADMAP_SYNC_TESTS_PLAIN"
READ_AT_START = ("PYTHON", "LC_", "LANG", "TZ")
"""What Python itself looks at when it starts: a call that wants others needs a start of its own."""


def begin(*arguments: str, cwd: Path, env: Mapping[str, str]) -> subprocess.Popen[bytes] | Call:
    """Start the tool with no input, and with pipes for what it prints."""
    if not os.environ.get(PLAIN) and at_start(env) == at_start(os.environ):
        free = [zygote for zygote in zygotes() if not zygote.busy]
        if free:
            return min(free, key=lambda zygote: zygote.calls).fork(arguments, cwd, env)
    return subprocess.Popen(
        [*TOOL, *arguments],
        cwd=cwd,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_interrupts,
    )


def hear_interrupts() -> None:
    """What a shell puts into the background hears no ^C, and hands that on; a person's terminal does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run(*arguments: str, cwd: Path, env: Mapping[str, str], timeout: float = 120) -> tuple[int, str, str]:
    """The exit code of a call and what it printed on stdout and stderr."""
    process = begin(*arguments, cwd=cwd, env=env)
    try:
        out, err = process.communicate(timeout=timeout)
    except BaseException:
        process.kill()
        process.communicate()
        raise
    return int(process.returncode or 0), out.decode(), err.decode()


def at_start(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith(READ_AT_START)}


@cache
def zygotes() -> tuple[Zygote, Zygote]:
    """The two of this process, started when first asked for."""
    return Zygote(), Zygote()


def stop() -> None:
    """End them, so that what they used is counted where this process is measured."""
    if zygotes.cache_info().currsize:
        for zygote in zygotes():
            zygote.line.close()
            zygote.process.wait(20)
        zygotes.cache_clear()


class Zygote:
    """The other side of `zygote.py`; one call at a time."""

    def __init__(self) -> None:
        self.busy, self.calls = False, 0
        self.line, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "tests.acceptance.zygote", str(theirs.fileno())]
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

    def fork(self, arguments: tuple[str, ...], cwd: Path, env: Mapping[str, str]) -> Call:
        """A process for one call."""
        call = json.dumps({"arguments": arguments, "cwd": str(cwd.resolve()), "env": dict(env)}).encode()
        out, their_out = os.pipe()
        err, their_err = os.pipe()
        nothing = os.open(os.devnull, os.O_RDONLY)
        socket.send_fds(self.line, [LENGTH.pack(len(call))], [nothing, their_out, their_err])
        for stream in (nothing, their_out, their_err):
            os.close(stream)
        self.line.sendall(call)
        self.busy, self.calls = True, self.calls + 1
        return Call(self, self.number(None), os.fdopen(out, "rb", 0), os.fdopen(err, "rb", 0))

    def number(self, timeout: float | None) -> int:
        """The next number that the other side sends. Raises ``TimeoutError``."""
        self.line.settimeout(timeout)
        (number,) = NUMBER.unpack(self.line.recv(NUMBER.size, socket.MSG_WAITALL))
        return int(number)


@dataclass
class Call:
    """A process that a zygote forked, with what the tests use of ``subprocess.Popen``."""

    zygote: Zygote
    pid: int
    stdout: IO[bytes]
    stderr: IO[bytes]
    returncode: int | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    read: dict[str, bytes] = field(default_factory=lambda: {"stdout": b"", "stderr": b""})

    def wait(self, timeout: float | None = None) -> int:
        try:
            return self.ended(timeout)
        except TimeoutError:
            raise subprocess.TimeoutExpired("roadmap-sync", timeout or 0) from None

    def ended(self, timeout: float | None) -> int:
        with self.lock:
            if self.returncode is None:
                self.returncode = self.zygote.number(timeout)
                self.zygote.busy = False
            return self.returncode

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def communicate(self, timeout: float | None = None) -> tuple[bytes, bytes]:
        """All that it prints until both streams end, and its end."""
        with selectors.DefaultSelector() as both:
            for name in self.read:
                both.register(getattr(self, name), selectors.EVENT_READ, name)
            while both.get_map():
                ready = both.select(timeout)
                if not ready:
                    raise subprocess.TimeoutExpired("roadmap-sync", timeout or 0)
                for key, _ in ready:
                    some = os.read(key.fd, 65536)
                    self.read[key.data] += some
                    if not some:
                        both.unregister(key.fileobj)
        self.stdout.close()
        self.stderr.close()
        self.wait(timeout)
        return self.read["stdout"], self.read["stderr"]
