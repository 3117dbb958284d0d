"""A process that has imported the program and its libraries, and forks for every call: see `calls.py`.

Python takes most of a second to import the program and to compile its patterns. Here that is done once; every
call is a process of its own, with its own folder, environment and streams, that runs what
`python -m roadmap_sync` runs. Signals, exit codes and tracebacks are those of any other process. What is left
out at the end is that Python takes its memory apart piece by piece.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import struct
import sys
import threading
from pathlib import Path

from roadmap_sync import document
from roadmap_sync.config import Config

LENGTH = struct.Struct("!Q")
NUMBER = struct.Struct("!q")
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LATE = (
    "github",
    "tenacity",
    "uvicorn.loops.asyncio",
    "uvicorn.protocols.http.h11_impl",
    "uvicorn.lifespan.off",
    "encodings.idna",
)
"""What libraries import when they are first used."""


def main() -> None:
    """Wait for calls at the socket whose number is the first argument; returns in a fork, as the call."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # ^C is for the tests, which then hang up
    prepare()
    with socket.socket(fileno=int(sys.argv[1])) as line:
        call, streams = forked(line)
    become(call, streams)


def prepare() -> None:
    """Import all that a command could import when it runs, and have the reader compile its patterns."""
    package = importlib.import_module("roadmap_sync")
    modules = [found.name for found in pkgutil.walk_packages(package.__path__, "roadmap_sync.")]
    for name in (*modules, *LATE):
        if not name.endswith(".__main__"):
            importlib.import_module(name)
    for page in sorted(EXAMPLES.glob("*.md")):
        document.read(page.read_bytes(), page.name, Config())
    assert threading.active_count() == 1, "a process with threads must not fork"
    gc.collect()
    gc.freeze()


def forked(line: socket.socket) -> tuple[dict[str, object], list[int]]:
    """Fork for each call; returns in the forks only. Sends the number of the process, then its exit code."""
    while True:
        head, streams, _, _ = socket.recv_fds(line, LENGTH.size, 3, socket.MSG_WAITALL)
        if not head:
            os._exit(0)
        call = json.loads(line.recv(*LENGTH.unpack(head), socket.MSG_WAITALL))
        child = os.fork()
        if not child:
            return call, streams
        for stream in streams:
            os.close(stream)
        line.sendall(NUMBER.pack(child))
        line.sendall(NUMBER.pack(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))


def become(call: dict[str, object], streams: list[int]) -> None:
    """Take the place, the environment, the streams and the arguments of the call."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(str(call["cwd"]))
    os.environ.clear()
    os.environ.update(call["env"])  # type: ignore[arg-type]
    sys.argv = ["roadmap_sync", *call["arguments"]]  # type: ignore[misc]
    sys.path[0] = str(call["cwd"])
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def run() -> None:
    """What `python -m roadmap_sync` does. An exit with a number ends the process here, all else as ever."""
    try:
        runpy.run_module("roadmap_sync", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, int):
            leave(end.code)
        raise


def leave(code: int) -> None:
    """Wait for threads, run the exit handlers, flush: Python's own end, without the freeing of memory."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if not stream.closed:
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
    run()
