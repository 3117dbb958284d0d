"""What a sandbox is started with."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Options:
    """Where the sandbox keeps its state, which repository it has, and where it listens.

    db: the SQLite file, made when missing. repository: `owner/name`, made when missing. port: 0 for a free
    one. git: the bare repository with the content, by default `<db>.git`, made when missing.
    owner_token: when given, only this token (and those registered at `/_sandbox/accounts`) is valid;
    otherwise every token is the owner's. organization: the owner is one; its tokens are then those of its
    administrator `<owner>-admin`. faults, ceilings: ordered from the first request on, as over HTTP
    (`/_sandbox/faults`, `/_sandbox/limits`); what cannot be ordered is an error at the start. others: further
    repositories, made when missing, in which the owner may write.
    """

    db: Path
    repository: str
    port: int = 0
    git: Path | None = None
    owner_token: str | None = None
    organization: bool = False
    faults: tuple[dict[str, Any], ...] = ()
    ceilings: dict[str, Any] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for repository in (self.repository, *self.others):
            owner, slash, name = repository.partition("/")
            if not (owner and slash and name) or "/" in name:
                raise ValueError(f"{repository!r} is not of the form owner/name")

    @property
    def bare(self) -> Path:
        """The folder of the bare git repository."""
        return self.git or self.db.with_name(self.db.name + ".git")
