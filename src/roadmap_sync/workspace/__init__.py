"""Disk and local git: the documents as they lie here, and as the branch that counts has them."""

from roadmap_sync.workspace.disk import check_writable, create, load, lock, save
from roadmap_sync.workspace.repository import Standing, Workspace
from roadmap_sync.workspace.snapshot import Snapshot, snapshot

__all__ = [
    "Snapshot",
    "Standing",
    "Workspace",
    "check_writable",
    "create",
    "load",
    "lock",
    "save",
    "snapshot",
]
