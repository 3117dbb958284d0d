"""The files of one commit on GitHub, in a folder of their own: what a workflow works on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from roadmap_sync.model import Tip
from roadmap_sync.workspace.repository import Standing, Workspace


class Files(Protocol):
    """Where the bytes come from: the path and blob of every file of the commit."""

    @property
    def commit(self) -> str: ...
    @property
    def oids(self) -> dict[str, str]: ...
    def read(self, path: str) -> bytes | None: ...
    def blob(self, oid: str) -> bytes | None: ...


@dataclass(frozen=True)
class Snapshot(Workspace):
    """``files`` below ``folder``, each laid there when it is first asked for. Make it with `snapshot`."""

    files: Files | None = None

    @property
    def _there(self) -> Files:
        assert self.files is not None
        return self.files

    def file(self, path: str) -> Path:
        """The file, with the bytes of the commit unless it has been written here since."""
        place = self.folder / path
        if not place.exists() and (data := self._there.read(path)) is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        return place

    def names(self) -> list[str]:
        return sorted(self._there.oids)

    def standing(self, tip: Tip, paths: Iterable[str]) -> Standing:
        """Current while the tip holds the documents as they are here, whatever else was committed since."""
        same = all(tip.blobs.get(path) == self._there.oids.get(path) for path in paths)
        return Standing.CURRENT if same else Standing.BEHIND

    def blob(self, oid: str) -> bytes | None:
        return self._there.blob(oid)

    def has(self, path: str, commit: str | None) -> bool:
        return path in self._there.oids


def snapshot(files: Files, folder: Path) -> Snapshot:
    """A workspace of ``files`` in the empty ``folder``; nothing is fetched yet."""
    return Snapshot(folder, versioned=False, files=files)
