"""Files: load them, hold them against other runs, save them only where nobody else did."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from roadmap_sync.errors import DocumentChanged, UnreadableDocument, UnwritableDocument, UsageFault

WRITE_BITS = 0o222


def load(path: Path) -> bytes:
    """The bytes of a document. Raises ``UsageFault`` where there is no such file."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise UsageFault(
            "no such file", where=str(path), todo="name your roadmap: roadmap-sync docs/ROADMAP.md"
        ) from None
    except OSError as fault:
        raise UnreadableDocument(f"cannot be read: {fault.strerror}", where=str(path)) from None


def check_writable(path: Path) -> None:
    """Raise ``UnwritableDocument`` where ``save`` would fail: a read-only file, or folder."""
    file = path.resolve()
    for place, noun in ((file, "file"), (file.parent, "folder")):
        if not place.stat().st_mode & WRITE_BITS or not os.access(place, os.W_OK):
            raise UnwritableDocument(
                f"the {noun} is read-only", where=str(place), todo=f"make it writable: chmod u+w {place}"
            )


def save(path: Path, before: bytes, after: bytes) -> None:
    """Put ``after`` where ``before`` is, in one step; mode kept, symbolic links followed.

    Raises ``DocumentChanged`` when the file no longer holds ``before``: nothing is written then."""
    file = path.resolve()
    if not file.exists() or load(file) != before:
        raise DocumentChanged(
            "somebody saved it while this run was working", where=str(path), todo="run roadmap-sync again"
        )
    try:
        _replace(file, after)
    except OSError as fault:
        raise UnwritableDocument(f"cannot be written: {fault.strerror}", where=str(path)) from None


def create(path: Path, data: bytes) -> None:
    """Put ``data`` where nothing is, with the folders above it. Raises ``UsageFault`` where something is."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError as fault:
        where = str(fault.filename or path)
        raise UsageFault("is there already", where=where, todo="edit it, or move it away first") from None
    except OSError as fault:
        raise UnwritableDocument(f"cannot be written: {fault.strerror}", where=str(path)) from None


def _replace(file: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".roadmap-sync-", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as temporary:
            temporary.write(data)
            temporary.flush()
            os.fsync(temporary.fileno())
        Path(name).chmod(file.stat().st_mode)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def lock(path: Path) -> Iterator[None]:
    """Keep other runs on this machine away from the document until this one is through.

    Raises ``DocumentChanged`` (run again) while another run holds it. Where the system has no
    ``flock`` (Windows), ``save`` alone protects the file."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    file = Path(tempfile.gettempdir()) / f"roadmap-sync-{os.getuid()}-{name}.lock"
    with file.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DocumentChanged(
                "another roadmap-sync is working on it", where=str(path), todo="wait for it, then run again"
            ) from None
        yield
