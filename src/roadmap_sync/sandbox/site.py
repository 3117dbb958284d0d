"""What every operation works on: the database, the clock and the folder of git repositories."""

from dataclasses import dataclass, field
from pathlib import Path

from roadmap_sync.sandbox.clock import Clock
from roadmap_sync.sandbox.lagging import Lagging
from roadmap_sync.sandbox.pending import Pending
from roadmap_sync.sandbox.store import Store


@dataclass(frozen=True, slots=True)
class Site:
    """One embedded GitHub; `home` is the id of the repository whose content lies in `bare`."""

    store: Store
    clock: Clock
    home: int
    bare: Path
    owner_token: str | None = None
    pending: Pending = field(default_factory=Pending)
    lagging: Lagging = field(default_factory=Lagging)
