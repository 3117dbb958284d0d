"""The configuration of a run: where it is found, and the documents that it names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from roadmap_sync import config
from roadmap_sync.config.globs import is_glob, matches
from roadmap_sync.errors import UsageFault

if TYPE_CHECKING:
    from roadmap_sync.jobs.reading import File
    from roadmap_sync.workspace import Workspace

VARIABLE = "ROADMAP_SYNC_CONFIG"
PLACES = (".github/roadmap-sync.yml", "config/roadmap-sync.yml")
PROJECT = "pyproject.toml"
_TABLE = re.compile(rb"^\s*\[\[?\s*tool\s*\.\s*[\"']?roadmap-sync", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Configured:
    """``source``: the file as messages name it, ``""`` where there is none and the defaults hold."""

    config: config.Config
    source: str = ""


def workspace(named: Sequence[str]) -> Workspace:
    """Where git is asked: the folder of the first document, as people may name it from elsewhere."""
    from roadmap_sync.workspace import Workspace

    folder = Path(named[0]).absolute().parent if named else Path.cwd()
    return Workspace(folder if folder.is_dir() else Path.cwd())


def configured(named: Path | None, environ: Mapping[str, str], place: Workspace) -> Configured:
    """The configuration: the file that is ``named`` (``--config``), else the one that the environment names,
    else the first at its place below the top of the repository, else the defaults.

    Raises ``UsageFault`` with every fault, or where the file that was named is not there."""
    if named is None and environ.get(VARIABLE):
        named = Path(environ[VARIABLE])
    if named is not None:
        return _read(named)
    found = _found(place)
    return _read(found) if found is not None else Configured(config.Config())


def existing(place: Workspace, environ: Mapping[str, str]) -> str:
    """The configuration that a run here would use, as messages name it, or ``""``."""
    found = environ.get(VARIABLE) or _found(place)
    return _shown(Path(found)) if found else ""


def _found(place: Workspace) -> Path | None:
    """The first configuration at its place below the top of the repository."""
    found = next((file for name in PLACES if (file := place.file(name)).is_file()), None)
    return place.file(PROJECT) if found is None and _in_project(place.file(PROJECT)) else found


def _read(file: Path) -> Configured:
    source = _shown(file)
    try:
        data = file.read_bytes()
    except OSError as fault:
        todo = f"name a file that can be read: --config FILE, or {VARIABLE}"
        raise UsageFault(f"cannot be read: {fault.strerror}", where=source, todo=todo) from None
    return Configured(config.read(data, source), source)


def _in_project(file: Path) -> bool:
    try:
        return _TABLE.search(file.read_bytes()) is not None
    except OSError:
        return False


def _shown(file: Path) -> str:
    """A file as a person here would type it."""
    return os.path.relpath(file) if file.is_absolute() else str(file)


def documents(found: Configured, place: Workspace, *, all_there: bool = True) -> tuple[str, ...]:
    """The documents that the configuration names, by their paths from the top of the repository, in order.

    Raises ``UsageFault`` for every glob that no file fits; a path without one may lead to nothing yet.
    Unless ``all_there``: only the documents that exist."""
    patterns = found.config.documents
    paths: list[str] = []
    missing: list[str] = []
    names = place.names() if any(map(is_glob, patterns)) else []
    for pattern in patterns:
        fitting = [name for name in names if matches(pattern, name)] if is_glob(pattern) else [pattern]
        missing += [] if fitting else [pattern]
        paths += fitting if all_there else [name for name in fitting if place.file(name).is_file()]
    if missing and all_there:
        what = "\n".join(f"{found.source}: documents: no file fits {pattern}" for pattern in missing)
        raise UsageFault(what, todo="correct the pattern, or name your roadmap: roadmap-sync FILE")
    return tuple(dict.fromkeys(paths))


def files(named: Iterable[str], found: Configured, place: Workspace) -> list[File]:
    """The documents that are ``named``, else those of the configuration, as a person here would type them."""
    from roadmap_sync.jobs.reading import File

    typed = [(name, Path(name)) for name in named]
    default = [] if typed else [place.file(path) for path in documents(found, place)]
    chosen = [*typed, *((_shown(file), file) for file in default)]
    return [File(name, file, found.config.of(path_of(file, place))) for name, file in chosen]


def path_of(file: Path, place: Workspace) -> str:
    """The path of a file from the top of the repository; of one elsewhere the path as it is named."""
    try:
        return place.path(str(file.absolute()))
    except UsageFault:
        return file.as_posix()
